"""Sitemaps by the protocol 0.9 (https://www.sitemaps.org/protocol.html), with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape

from plugins.sitemaps.links import absolute_url, origin
from plugins.vietnamese import format_iso

MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024
_MAX_URL_LENGTH = 2_047
# Google's image extension: at most 1,000 pictures of one page.
_MAX_IMAGES = 1_000

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page that robots may show: its address, its last change, the addresses of its pictures.

    Addresses may be root-relative. `lastmod` is aware, or None where nobody knows: a wrong
    date teaches robots to ignore all dates.
    """

    url: str
    lastmod: datetime | None = None
    images: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.lastmod is not None and self.lastmod.utcoffset() is None:
            raise ValueError(f"expected a lastmod with an offset, got {self.lastmod}: {self.url}")


@dataclass(frozen=True, slots=True)
class _Part:
    """A rendered sitemap and the newest change in it."""

    content: bytes
    lastmod: datetime | None


def render_sitemaps(
    entries: Iterable[SitemapEntry],
    base_url: str,
    max_urls: int = MAX_URLS,
    max_bytes: int = MAX_BYTES,
) -> dict[str, bytes]:
    """Return the sitemap files by name, `sitemap.xml` first, entries in order of address.

    While everything fits, that is the only file; past `max_urls` addresses or `max_bytes` it
    is an index of `sitemap-1.xml`, `sitemap-2.xml` and so on. Of each page, the first 1,000
    pictures are listed. Raise ValueError for no entries, two entries with one address, an
    address on another host, or one of 2,048 characters or more.
    """
    pages = _published(entries, base_url)
    blocks = (pages[start : start + max_urls] for start in range(0, len(pages), max_urls))
    parts = [part for block in blocks for part in _parts(block, max_bytes)]
    if len(parts) == 1:
        return {"sitemap.xml": parts[0].content}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    root = f"{base_url.rstrip('/')}/"
    rows = [
        _row("sitemap", absolute_url(name, root), part.lastmod)
        for name, part in zip(names, parts, strict=True)
    ]
    return {
        "sitemap.xml": _document(f'sitemapindex xmlns="{_SITEMAP}"', rows),
        **dict(zip(names, (part.content for part in parts), strict=True)),
    }


def _published(entries: Iterable[SitemapEntry], base_url: str) -> list[SitemapEntry]:
    by_url: dict[str, SitemapEntry] = {}
    home = origin(base_url)
    prefix = f"{home[0]}://{home[1]}/"
    for entry in entries:
        url = absolute_url(entry.url, base_url)
        if url in by_url:
            raise ValueError(f"two sitemap entries have the address {url}")
        if not url.startswith(prefix) and origin(url) != home:
            raise ValueError(f"expected an address on {base_url}, got {url}")
        if len(url) > _MAX_URL_LENGTH:
            raise ValueError(f"expected fewer than 2,048 characters, got {len(url)}: {url}")
        images = tuple(dict.fromkeys(absolute_url(image, url) for image in entry.images))
        images = images[:_MAX_IMAGES]
        is_ready = (url, images) == (entry.url, entry.images)
        by_url[url] = entry if is_ready else replace(entry, url=url, images=images)
    if not by_url:
        raise ValueError("a sitemap needs at least one address, the home page")
    return [by_url[url] for url in sorted(by_url)]


def _parts(pages: Sequence[SitemapEntry], max_bytes: int) -> Iterator[_Part]:
    """Yield the pages as one sitemap, or as halves while that is too large."""
    content = _url_set(pages)
    if len(content) <= max_bytes:
        yield _Part(content, max((page.lastmod for page in pages if page.lastmod), default=None))
        return
    if len(pages) == 1:
        raise ValueError(f"one entry takes {len(content)} bytes of {max_bytes}: {pages[0].url}")
    middle = len(pages) // 2
    yield from _parts(pages[:middle], max_bytes)
    yield from _parts(pages[middle:], max_bytes)


def _url_set(pages: Sequence[SitemapEntry]) -> bytes:
    opening = f'urlset xmlns="{_SITEMAP}" xmlns:image="{_IMAGE}"'
    return _document(opening, [_row("url", page.url, page.lastmod, page.images) for page in pages])


def _row(element: str, url: str, lastmod: datetime | None, images: Iterable[str] = ()) -> str:
    # Text, not a tree of elements: there may be fifty thousand, all alike.
    changed = f"    <lastmod>{format_iso(lastmod)}</lastmod>\n" if lastmod is not None else ""
    pictures = "".join(
        f"    <image:image>\n      <image:loc>{_escaped(image)}</image:loc>\n    </image:image>\n"
        for image in images
    )
    return f"  <{element}>\n    <loc>{_escaped(url)}</loc>\n{changed}{pictures}  </{element}>\n"


def _escaped(url: str) -> str:
    return escape(url) if "&" in url else url


def _document(opening: str, rows: Iterable[str]) -> bytes:
    name = opening.partition(" ")[0]
    begin = f"<?xml version='1.0' encoding='UTF-8'?>\n<{opening}>\n"
    return f"{begin}{''.join(rows)}</{name}>\n".encode()
