"""From the bytes of one file to its facts."""

from __future__ import annotations

import zlib

from plugins.site_checks.addresses import address_of
from plugins.site_checks.css_files import read_script, read_style
from plugins.site_checks.data_files import JsonFile, read_robots
from plugins.site_checks.facts import Fault, FileFacts, Kind
from plugins.site_checks.html_page import HtmlPage
from plugins.site_checks.kinds import TEXTS, is_what_it_says, kind_of, suffix_of
from plugins.site_checks.links import Links, names_in
from plugins.site_checks.xml_files import XmlFile

#: 404.html is shown at whatever address is missing.
_ANYWHERE = "404.html"
#: As web servers compress by themselves; what was compressed beforehand is a little smaller.
_LEVEL = 6
#: The header and the checksum of gzip, which zlib writes shorter.
_GZIP_MORE = 12


def read_facts(path: str, data: bytes, sent: int | None = None) -> FileFacts:
    """Return the facts of a file of the site: a pure function, to be kept by path and content hash.

    `path` is relative to the site, with forward slashes. `sent` is how many bytes go over the line
    where the caller knows. Otherwise pages, styles and scripts are compressed here (gzip, level
    6); of the rest no such weight is asked, and its size stands.
    """
    kind = kind_of(path)
    is_text = suffix_of(path) in TEXTS
    if sent is None:
        is_weighed = kind in {Kind.PAGE, Kind.STYLE, Kind.SCRIPT}
        sent = len(zlib.compress(data, _LEVEL)) + _GZIP_MORE if is_weighed else len(data)
    if not data:
        return FileFacts(kind, 0, 0, (Fault("file-empty", 1),))
    if not is_text:
        faults = () if is_what_it_says(path, data) else (Fault("file-kind", 1, suffix_of(path)),)
        return FileFacts(kind, len(data), sent, faults)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return FileFacts(kind, len(data), sent, (Fault("file-encoding", line),))
    return _of_text(path, kind, text, data, sent)


def _of_text(path: str, kind: Kind, text: str, data: bytes, sent: int) -> FileFacts:
    base = address_of(path)
    found: HtmlPage | XmlFile | JsonFile | Links = Links(base)
    if kind in {Kind.PAGE, Kind.FRAGMENT}:
        found = HtmlPage(base, is_whole=kind is Kind.PAGE, is_anywhere=path == _ANYWHERE)
        found.read(text)
    elif kind is Kind.STYLE:
        found = read_style(text, base)
    elif kind is Kind.SCRIPT:
        found = read_script(text, base)
    elif kind is Kind.ROBOTS:
        found = read_robots(text, base)
    elif kind is Kind.DATA:
        found = JsonFile(text, base)
    elif suffix_of(path) in {"xml", "svg"}:
        found = XmlFile(data, base)
    links = found if isinstance(found, Links) else found.links
    return FileFacts(
        found.kind if isinstance(found, XmlFile | JsonFile) else kind,
        len(data),
        sent,
        tuple(sorted(set(found.faults), key=lambda fault: (fault.line, fault.code, fault.detail))),
        links.goes,
        links.loads,
        links.sends,
        links.own,
        names_in(text, tuple(links.all())),
        tuple(found.enclosures) if isinstance(found, XmlFile | JsonFile) else (),
        found.page() if isinstance(found, HtmlPage) and kind is Kind.PAGE else None,
    )
