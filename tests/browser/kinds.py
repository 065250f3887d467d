"""The kinds of pages that a portal has, each tried on the fullest page of the sample."""

from __future__ import annotations

from typing import Final

from browser.sample import Portal

_ARTICLE: Final = r"/tin-tuc/\d{4}/\d\d/[^/]+/"
_NOTICE: Final = "//*[contains(@class, 'c-notice--{}')]"

# Name of the kind: pattern of its address, XPath of what such a page has.
_KINDS: Final[dict[str, tuple[str, str]]] = {
    "home": (r"/", "/*"),
    "home-numbered": (r"/trang/\d+/", "//nav[@class='c-pager']"),
    "category": (r"/chuyen-muc/[^/]+/", "/*"),
    "topic": (r"/dong-su-kien/[^/]+/", "//ol[@class='c-timeline']"),
    "topics": (r"/dong-su-kien/", "/*"),
    "tag": (r"/the/[^/]+/", "/*"),
    "author": (r"/tac-gia/[^/]+/", "/*"),
    "author-numbered": (r"/tac-gia/[^/]+/trang/\d+/", "//nav[@class='c-pager']"),
    "year": (r"/luu-tru/\d{4}/", "/*"),
    "month": (r"/luu-tru/\d{4}/\d\d/", "/*"),
    "categories": (r"/chuyen-muc/", "/*"),
    "tags": (r"/the/", "/*"),
    "authors": (r"/tac-gia/", "/*"),
    "archive": (r"/luu-tru/", "/*"),
    "article-long": (_ARTICLE, "//nav[@class='c-toc']"),
    "article-table": (_ARTICLE, "//article[.//table and not(.//nav[@class='c-toc'])]"),
    "article-pictures": (_ARTICLE, "//*[contains(@class, 'c-prose')]//img"),
    "article-corrected": (_ARTICLE, "//*[@class='c-corrections']"),
    "article-topic": (_ARTICLE, "//*[@class='c-topic-box']"),
    "article-english": (_ARTICLE, "//article[@lang='en']"),
    "article-former-unit": (_ARTICLE, _NOTICE.format("former")),
    "article-expired": (_ARTICLE, _NOTICE.format("expired")),
    "article-withdrawn": (_ARTICLE, _NOTICE.format("withdrawn")),
    "standing": (r"/[a-z-]+/", "//*[contains(@class, 'c-prose')]"),
    "counters": (r"/thu-tuc-hanh-chinh/ket-qua/", "//table"),
    "counters-period": (r"/thu-tuc-hanh-chinh/ket-qua/\d{4}-\d\d/", "//table"),
    "scores": (r"/thu-tuc-hanh-chinh/chat-luong-phuc-vu/", "//table"),
    "visits": (r"/luot-truy-cap/", "//table"),
    "open-data": (r"/du-lieu/", "/*"),
    "feeds": (r"/rss/", "//table"),
    "search": (r"/tim-kiem/", "//form"),
    "site-map": (r"/so-do-trang/", "/*"),
    "offline": (r"/khong-co-mang/", "/*"),
    "not-found": (r"/404\.html", "/*"),
}
KINDS: Final = tuple(_KINDS)
# Those whose layout is unlike any other's: for what the others share with one of them.
DISTINCT: Final = ("home", "category", "article-long", "article-table", "counters", "site-map")


def page_of(portal: Portal, kind: str) -> str:
    """Return the address of the fullest page of a kind.

    Raises LookupError when the portal has no such page, KeyError when there is no such kind.
    """
    return portal.fullest(*_KINDS[kind])
