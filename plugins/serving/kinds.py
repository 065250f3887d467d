"""What kinds of files a portal has: their type, how long they may be kept, who may fetch them.

One table: nginx, Caddy and object storage are all set up from it. Patterns are of the root-relative
address, without look-around and without braces, so that Python, PCRE and RE2 read them alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_HOUR, _DAY, _YEAR = 3600, 86_400, 31_536_000


@dataclass(frozen=True, slots=True)
class Kind:
    """Addresses that are served alike; the first kind whose pattern is found counts.

    `cache` is a Cache-Control, `is_shared` says that pages of other portals may use it,
    `is_document` that it is the portal's own work and not an editor's attachment.
    """

    name: str
    pattern: str
    cache: str
    is_shared: bool = False
    is_document: bool = True


def _kept(seconds: int, *, shared: int, behind: int) -> str:
    """Return a Cache-Control (RFC 9111, RFC 5861), all in seconds.

    A browser may keep an answer `seconds`, a CDN `shared`. For `behind` more an old answer is given
    at once while a new one is fetched, and for a day where the origin does not answer.
    """
    return (
        f"public, max-age={seconds}, s-maxage={shared}, stale-while-revalidate={behind}, "
        f"stale-if-error={_DAY}"
    )


#: A name that holds the hash of its content means the same for ever.
FOR_EVER: Final = f"public, max-age={_YEAR}, immutable"
#: Asked for anew each time; whether it changed costs one short answer.
_ALWAYS_ASKED: Final = "no-cache"
# A reader sees what was published a minute ago, a CDN asks for each page once a minute. Nobody
# waits while it does, and a portal whose server is down is read for a day.
_PAGE: Final = _kept(60, shared=60, behind=300)
# Programs ask every few minutes, whether there is anything new or not.
_MACHINE: Final = _kept(300, shared=300, behind=600)

KINDS: Final = (
    Kind("visits", r"^/du-lieu/truy-cap\.json$", "no-store", is_shared=True),
    Kind("asset", r"^/theme/(css|js|fonts)/[^/]+\.[0-9a-f]+\.(css|js|woff2)$", FOR_EVER),
    Kind("picture", r"^/media/anh/[0-9a-f]+-[0-9]+w\.(webp|jpg|png)$", FOR_EVER, is_shared=True),
    # Asked for with the hash of their content behind ?v=, which the script then checks. A CDN that
    # kept an old piece under a new ?v= would be believed by nobody: it asks sooner than browsers.
    Kind("search", r"^/tim-kiem/chi-muc/", f"public, max-age={_DAY}, s-maxage=300"),
    # A service worker decides what readers see, build.json what is published.
    Kind("state", r"^/(build\.json|[^/]+\.js)$", _ALWAYS_ASKED),
    Kind("icon", r"^/(theme/icons/|favicon\.ico$)", _kept(_DAY, shared=_HOUR, behind=_DAY), True),
    Kind("feed", r"/(rss\.xml|atom\.xml|feed\.json)$", _MACHINE, is_shared=True),
    Kind("data", r"^/du-lieu/", _MACHINE, is_shared=True),
    Kind("attachment", r"^/media/", _MACHINE, is_shared=True, is_document=False),
    Kind("robot", r"^/(robots\.txt|sitemap[^/]*\.xml|manifest\.webmanifest)$", _MACHINE),
    Kind("page", r"^/", _PAGE),
)

#: Of answers that are no file, by status; others are not kept at all. Without a limit browsers keep
#: a 301 for ever, and a wrong redirect could never be put right.
STATUS_CACHE: Final = {
    301: f"public, max-age={_HOUR}",
    302: "public, max-age=60",
    308: f"public, max-age={_HOUR}",
    404: "public, max-age=30",
}
FAILED_CACHE: Final = "no-store"

_TEXT: Final = "; charset=utf-8"
#: Types by suffix. Those of text are worth compressing.
TYPES: Final = {
    "html": f"text/html{_TEXT}",
    "htm": f"text/html{_TEXT}",
    "css": f"text/css{_TEXT}",
    "js": f"text/javascript{_TEXT}",
    "txt": f"text/plain{_TEXT}",
    "csv": f"text/csv{_TEXT}",
    "xml": f"application/xml{_TEXT}",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "bin": "application/octet-stream",
    "ico": "image/vnd.microsoft.icon",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
#: Files whose name says more than its suffix.
NAMED_TYPES: Final = {
    "rss.xml": f"application/rss+xml{_TEXT}",
    "atom.xml": f"application/atom+xml{_TEXT}",
    "feed.json": "application/feed+json",
    "tthc.schema.json": "application/schema+json",
}
ANY_TYPE: Final = "application/octet-stream"
#: Suffixes of text; an editor's attachment is not compressed, whatever it is.
COMPRESSIBLE: Final = frozenset(
    "html htm css js txt csv xml json jsonld webmanifest svg bin".split()
)


def content_type(path: str) -> str:
    """Return the Content-Type of a file by its path below the site, with or without a slash."""
    name = path.rpartition("/")[2] or "index.html"
    return NAMED_TYPES.get(name) or TYPES.get(_suffix(name), ANY_TYPE)


def cache_control(path: str) -> str:
    """Return the Cache-Control of a file by its path below the site, with or without a slash."""
    return kind_of(path).cache


def is_immutable(path: str) -> bool:
    """Tell whether a file's name holds the hash of its content."""
    return cache_control(path) == FOR_EVER


def is_compressible(path: str) -> bool:
    """Tell whether compressed variants of a file may be worth having; editors' files never are."""
    return _suffix(path) in COMPRESSIBLE and kind_of(path).is_document


@lru_cache(maxsize=1 << 12)
def kind_of(path: str) -> Kind:
    """Return the kind of a file by its path below the site, with or without a slash."""
    address = f"/{path.lstrip('/')}"
    return next(kind for kind in KINDS if re.search(kind.pattern, address))


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()
