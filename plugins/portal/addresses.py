"""Addresses of the portal that editors write by hand: each must exist, none may be taken twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import unquote

from plugins.content_model import Document, Problem
from plugins.content_model.data import REDIRECTS
from plugins.content_model.models import Redirect, Target
from plugins.content_model.schema_portal import NavigationFile
from plugins.portal.site import RESERVED, Site
from plugins.vietnamese import nearest

_PORTAL = "data/portal.yaml"
#: What no page lists and readers need all the same.
_NEEDED = ("/404.html", "/robots.txt", "/favicon.ico", "/manifest.webmanifest", "/theme/")


def check_addresses(site: Site, documents: Sequence[Document]) -> list[Problem]:
    """Return a problem for each root-relative address that no page of the portal has."""
    known = frozenset(site.addresses())
    problems = []
    for document in documents:
        for reference in document.references:
            if reference.kind is Target.ADDRESS and not _exists(reference.target, known):
                problems.append(
                    _dead(document.path, reference.line, "body", reference.target, known)
                )
    for field, address in _portal_addresses(site):
        if address.startswith("/") and not _exists(address, known):
            problems.append(_dead(_PORTAL, 1, field, address, known))
    by_path = {document.path: document for document in documents}
    for page in site.content.pages:
        if any(page.url == taken or taken.startswith(page.url) for taken in RESERVED):
            document = by_path[page.path]
            line = document.line("slug") if "slug" in document.lines else document.line("title")
            message = f"địa chỉ {page.url} dành cho các trang của cổng"
            problems.append(
                Problem(page.path, line, "slug-reserved", "slug", message, "đặt slug khác")
            )
    return problems


def check_categories(site: Site) -> list[Problem]:
    """Return a problem for each category that portal.yaml names and no article has.

    For portals without data/categories.yaml; with it, reading the data files checks the names.
    """
    portal = site.content.portal
    known = {category.slug for category in site.content.categories}
    named = [(f"home.sections.{number}", slug) for number, slug in enumerate(portal.home.sections)]
    if portal.home.notices:
        named.append(("home.notices", portal.home.notices))
    named += [
        (f"{field}.category", item.category)
        for field, item in _navigation(portal.navigation, "navigation")
        if item.category
    ]
    problems = []
    for field, slug in named:
        if slug in known:
            continue
        near = nearest(slug, known)
        fix = f"có phải {near}?" if near else "viết slug chuyên mục của một bài đang có"
        message = f"không có bài nào thuộc chuyên mục “{slug}”"
        problems.append(Problem(_PORTAL, 1, "category-unknown", field, message, fix))
    return problems


def check_redirects(site: Site, attachments: Collection[str]) -> list[Problem]:
    """Return a problem for each redirect of a page that exists, or to one that does not.

    `attachments` are the paths of the published ones in the content folder.
    """
    redirects = site.content.redirects
    if not redirects:
        return []
    known = frozenset((*site.addresses(), *(f"/{path}" for path in attachments)))
    taken = known.union(RESERVED, _NEEDED)
    own = f"{site.content.portal.url}/"
    problems = []
    for redirect in redirects:
        if page := _taken(redirect, taken):
            message, fix = f"cổng đang có {page}", "bỏ mục này, hoặc đổi địa chỉ trang kia"
            line = redirect.lines["from"]
            problems.append(Problem(REDIRECTS, line, "from-published", "from", message, fix))
        written = f"{redirect.target}{'*' if redirect.is_folder else ''}"
        line = redirect.lines["to"]
        if written.startswith(own):
            message, fix = "địa chỉ của chính cổng này", f"viết {written[len(own) - 1 :]}"
            problems.append(Problem(REDIRECTS, line, "to-own", "to", message, fix))
        elif redirect.target.startswith("/") and not _is_there(redirect, known):
            near = nearest(unquote(redirect.target), known)
            fix = f"có phải {near}?" if near else "viết địa chỉ của một trang đang có"
            message = f"cổng không có trang {unquote(written)}"
            problems.append(Problem(REDIRECTS, line, "to-unknown", "to", message, fix))
    return problems


def _taken(redirect: Redirect, taken: frozenset[str]) -> str | None:
    """Return an address that readers could no longer reach: the first of them."""
    source, without = redirect.source, redirect.source.rstrip("/")
    if redirect.is_folder:
        lost = (page for page in taken if page.startswith(source))
    else:
        lost = (page for page in (without, f"{without}/") if page in taken)
    within = (page for page in ("/theme/", "/media/anh/") if source.startswith(page))
    return min((*lost, *within), default=None)


def _is_there(redirect: Redirect, known: frozenset[str]) -> bool:
    target = unquote(re.split(r"[?#]", redirect.target, maxsplit=1)[0])
    if redirect.is_folder:
        return any(address.startswith(target) for address in known)
    return _exists(target, known)


def _navigation(
    items: Sequence[NavigationFile], dotted: str
) -> Iterator[tuple[str, NavigationFile]]:
    for number, item in enumerate(items):
        yield f"{dotted}.{number}", item
        yield from _navigation(item.children, f"{dotted}.{number}.children")


def _portal_addresses(site: Site) -> Iterator[tuple[str, str]]:
    portal = site.content.portal
    for field, item in _navigation(portal.navigation, "navigation"):
        if item.url:
            yield f"{field}.url", item.url
    for name, links in (("services", portal.services), ("footer", portal.footer)):
        for number, link in enumerate(links):
            yield f"{name}.{number}.url", link.url
    if portal.counters.late_url:
        yield "counters.late_url", portal.counters.late_url


def _exists(address: str, known: frozenset[str]) -> bool:
    plain = address.partition("#")[0].partition("?")[0]
    return plain in known or f"{plain}/" in known


def _dead(path: str, line: int, field: str, address: str, known: frozenset[str]) -> Problem:
    near = nearest(address, known)
    fix = f"có phải {near}?" if near else "viết địa chỉ của một trang đang có, hoặc bỏ liên kết"
    message = f"cổng không có trang {address}"
    return Problem(path, line, "link-broken", field, message, fix)
