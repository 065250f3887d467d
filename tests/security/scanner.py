"""What in a published file could run, or fetch from elsewhere, in a reader's browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
from lxml import etree

_FORBIDDEN = frozenset(
    "iframe frame frameset object embed applet base template portal foreignobject animate set "
    "math annotation-xml marquee style audio video track".split()
)
_ADDRESSES = frozenset(
    "href src action formaction poster background cite data longdesc xlink:href srcset ping "
    "manifest icon archive codebase".split()
)
_FETCHED = frozenset({"src", "srcset", "poster", "background", "data", "xlink:href"})
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
#: Where a reader without scripts may send a search.
_ENGINES = ("https://www.google.com/", "https://coccoc.com/", "https://www.bing.com/")
_DATA_BLOCK = "application/ld+json"
_XML_HTML = frozenset({"description", "encoded"})
#: A browser drops these inside an address, and controls and spaces before it.
_DROPPED = re.compile(r"[\t\n\r]")
_BEFORE = re.compile(r"^[\x00-\x20]+")
_OTHER_HOST = re.compile(r"[/\\]{2}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


def dangers(html: str) -> list[str]:
    """Return what is dangerous in a page or a piece of one, as a browser reads it."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    is_page = html.lstrip()[:9].lower().startswith("<!doctype")
    tree = parser.parse(html) if is_page else parser.parseFragment(html)
    return [found for element in tree.iter() for found in _in_element(element)]


def _in_element(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    name = element.tag.rpartition("}")[2].lower()
    attributes = {str(key).lower(): str(value) for key, value in element.attrib.items()}
    if name in _FORBIDDEN:
        yield f"<{name}>"
    if name == "meta" and "http-equiv" in attributes:
        yield f"<meta http-equiv={attributes['http-equiv']}>"
    if name == "script":
        yield from _in_script(element.text or "", attributes)
    action = attributes.get("action", "/")
    if name == "form" and not _is_own(action) and not action.startswith(_ENGINES):
        yield f"<form action={action}>"
    is_style = name == "link" and "stylesheet" in attributes.get("rel", "")
    if is_style and not attributes.get("href", "").startswith("/theme/"):
        yield f"<link href={attributes.get('href')}>"
    for key, value in attributes.items():
        if key.startswith("on") or key in {"style", "srcdoc"}:
            yield f"{name} {key}={value[:60]}"
        elif key.rpartition("}")[2] in _ADDRESSES | {"href"}:
            yield from _in_address(name, key, value)


def _in_script(text: str, attributes: dict[str, str]) -> Iterator[str]:
    if attributes.get("type") == _DATA_BLOCK and "src" not in attributes:
        json.loads(text)
    elif text.strip() or not attributes.get("src", "").startswith("/theme/"):
        yield f"<script {attributes.get('src', '')}>{text[:60]}"


def _in_address(name: str, key: str, value: str) -> Iterator[str]:
    plain = _BEFORE.sub("", _DROPPED.sub("", value))
    scheme = _SCHEME.match(plain)
    if scheme and scheme[1].lower() not in _SAFE_SCHEMES:
        yield f"{name} {key}={value[:60]}"
    if (key in _FETCHED or name in {"img", "script"}) and not _is_own(plain):
        # An image that the portal itself does not serve is a request to somebody else.
        yield f"{name} {key}={value[:60]}"
    elif not scheme and not _is_own(plain):
        # It looks like an address of the portal and leads to another host.
        yield f"{name} {key}={value[:60]}"


def _is_own(address: str) -> bool:
    plain = _BEFORE.sub("", _DROPPED.sub("", address))
    return not _SCHEME.match(plain) and not _OTHER_HOST.match(plain)


#: The portal's own script that does not lie with the theme.
_WORKER = "sw.js"


def dangers_in_files(root: Path) -> list[str]:
    """Return what is dangerous in the files of a built portal, each with the file's path."""
    found = []
    for file in sorted(root.rglob("*")):
        path = file.relative_to(root).as_posix()
        if file.is_symlink():
            found.append(f"{path}: symbolic link")
        elif file.is_file() and not path.startswith("theme/") and path != _WORKER:
            found += [f"{path}: {each}" for each in _in_file(file)]
    return found


def _in_file(file: Path) -> Iterator[str]:
    text = file.read_bytes()
    if file.suffix in {".html", ".htm"}:
        yield from dangers(text.decode())
    elif file.suffix == ".xml":
        yield from _in_xml(text)
    elif file.suffix in {".json", ".webmanifest", ".jsonld"}:
        yield from _in_json(json.loads(text))
    elif file.suffix in {".svg", ".js", ".css", ".php", ".xhtml", ".htaccess"}:
        yield "is of a type that a browser or a server runs"


def _in_xml(text: bytes) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(text, parser)
    if tree.getroottree().docinfo.internalDTD is not None:
        yield "has a DTD"
    for element in tree.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "instruction"
        if name == "instruction" and b"xml-stylesheet" in etree.tostring(element):
            yield "has a stylesheet"
        # By the rules of RSS and Atom all other texts are no HTML.
        if element.text and (name in _XML_HTML or element.get("type") == "html"):
            yield from (f"{name}: {each}" for each in dangers(element.text))
        for key in ("href", "url", "src"):
            yield from _in_address(name, "href", element.get(key, ""))


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "content_html":
                yield from dangers(each)
            elif key in {"url", "external_url"} and isinstance(each, str):
                yield from _in_address("json", "href", each)
            else:
                yield from _in_json(each)
    elif isinstance(value, list):
        for each in value:
            yield from _in_json(each)
