"""Reading without a network: the worker that keeps what was read, and the page that lists it.

The worker is the theme's; what it must know of this portal is written before it. Its bytes are a
function of the theme, the settings and the layout alone, so that browsers take a new one only
where one of these changed, and not with every article.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b

from markupsafe import Markup

from plugins.assets import Assets
from plugins.engine.jobs import Job
from plugins.engine.render import Renderer
from plugins.portal.files import file_of
from plugins.portal.frame import HOME, Frame
from plugins.portal.pictures import FOLDER
from plugins.portal.site import (
    ARCHIVE_URL,
    AUTHORS_URL,
    CATEGORIES_URL,
    DATA_URL,
    OFFLINE_URL,
    SEARCH_URL,
    TAGS_URL,
    TOPICS_URL,
    Site,
    page_url,
)
from plugins.portal.views import Link, OfflineView

WORKER_URL = "/sw.js"
TITLE = "Đọc khi không có mạng"
#: Where templates let the worker put in a notice, and that figures are of another time.
NOTICE_MARK, FIGURES_MARK = "<!--kept:notice-->", "<!--kept:figures-->"
PAGES_STORE, PICTURES_STORE, _THEME_STORE = "kept-pages", "kept-pictures", "kept-theme-"
_EMBLEM = "/theme/icons/emblem.svg"
#: What the worker says where the network is cut off or slow, and of a page that is not kept. It
#: puts in what stands in braces, here and in the components.
_SAVED = "Đây là bản đã lưu lúc {time}."
_TEXTS = {
    "cut": f"Không có mạng. {_SAVED}",
    "slow": f"Mạng quá chậm. {_SAVED}",
    "unread": "Không có mạng, và trang vừa mở chưa được lưu trên máy này.",
}
_BARE = Markup(
    '<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width">'
    '<title>Không có mạng</title><link rel="stylesheet" href="{}">'
    '<main class="l-single"><h1>Không có mạng</h1>{{notice}}{}</main>'
)


def worker_url(site: Site) -> str:
    """Return the address of the worker that pages are to register; empty where none is wanted."""
    return WORKER_URL if site.content.portal.offline else ""


def offline_job(frame: Frame, assets: Assets, renderer: Renderer) -> Job:
    """Return the job of the worker and of the page that it shows for what is not kept.

    Where the office wants none, a worker is published all the same: one that removes itself and
    all that was kept, for the telephones that have it already.
    """
    path = WORKER_URL[1:]
    if not frame.portal.offline:
        return Job(b"", (path,), lambda: (assets.no_worker,), kind=path)

    def make() -> Iterator[bytes]:
        page = renderer.render(build_offline_page(frame, assets.offline_script))
        yield page
        yield build_worker(frame, assets, renderer, page)

    return Job(b"", (file_of(OFFLINE_URL), path), make, kind=OfflineView.template)


def build_offline_page(frame: Frame, script: str) -> OfflineView:
    """Build the page that lists what is kept: like the 404 page none for robots."""
    return OfflineView(
        head=frame.head("page", TITLE, "", ""),
        layout=frame.layout,
        heading=TITLE,
        breadcrumb=(HOME,),
        script=script,
        pages_store=PAGES_STORE,
        pictures_store=PICTURES_STORE,
        contacts=tuple(_contacts(frame)),
    )


def build_worker(frame: Frame, assets: Assets, renderer: Renderer, page: bytes) -> bytes:
    """Return the worker's script; `page` is the offline page, which a new worker fetches anew."""
    contacts = Markup().join(
        Markup('<p><a href="{}">{}</a></p>').format(link.url, link.label)
        for link in _contacts(frame)
    )
    theme = (assets.stylesheet, assets.script, assets.offline_script, *assets.every_font, _EMBLEM)
    stated = {
        "page": OFFLINE_URL,
        "page_version": _digest(page),
        "script": assets.offline_script,
        "theme": [path for path in theme if path],
        "pictures": f"/{FOLDER}/",
        "search": SEARCH_URL,
        "data": DATA_URL,
        "lists": [
            *(CATEGORIES_URL, TOPICS_URL, TAGS_URL, AUTHORS_URL, ARCHIVE_URL),
            page_url("/", 0).removesuffix("0/"),
        ],
        "stores": {"pages": PAGES_STORE, "pictures": PICTURES_STORE, "theme": _THEME_STORE},
        "notice_mark": NOTICE_MARK,
        "figures_mark": FIGURES_MARK,
        "notice": _part(renderer, "kept_notice", "{text}", "{address}"),
        "texts": _TEXTS,
        "figures": _part(renderer, "kept_figures", "{time}"),
        "bare": _BARE.format(assets.stylesheet, contacts),
    }
    settings = json.dumps(stated, ensure_ascii=False, separators=(",", ":")).encode()
    version = _digest(settings + assets.worker)
    return b'const VERSION="%b",SETTINGS=%b;\n%b' % (version.encode(), settings, assets.worker)


def _contacts(frame: Frame) -> Iterator[Link]:
    imprint = frame.layout.imprint
    if imprint.phone:
        yield Link(f"Gọi {imprint.unit}: {imprint.phone}", imprint.phone_url)
    if imprint.email:
        yield Link(f"Thư điện tử: {imprint.email}", f"mailto:{imprint.email}")


def _part(renderer: Renderer, name: str, *arguments: object) -> str:
    """Return a component without the line breaks that only people read."""
    made = renderer.part(f"components/{name}.html", name, *arguments).decode()
    return "".join(line.strip() for line in made.splitlines())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
