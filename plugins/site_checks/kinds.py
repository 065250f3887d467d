"""Which files a portal may have, by their names and first bytes."""

from __future__ import annotations

import re

from plugins.site_checks.facts import Kind

TEXTS = frozenset("html htm xml css js json jsonld webmanifest txt csv svg vtt".split())
#: What may be offered for download, and pictures; the list of the content model, and what is made.
_OTHER = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf zip mp3 mp4 bin "
    "jpg jpeg png webp avif ico gif woff2".split()
)
PICTURES = frozenset("jpg jpeg png webp avif ico gif svg".split())
COMPRESSED = (".gz", ".br")

_ZIP, _OLE = rb"PK\x03\x04", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    "pdf": rb".{0,1024}?%PDF-",
    **dict.fromkeys(("doc", "xls", "ppt"), _OLE),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIP),
    "zip": rb"PK(?:\x03\x04|\x05\x06)",
    "rtf": rb"\{\\rtf",
    **dict.fromkeys(("jpg", "jpeg"), rb"\xff\xd8\xff"),
    "png": rb"\x89PNG\r\n\x1a\n",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF....WEBP",
    **dict.fromkeys(("avif", "mp4"), rb"....ftyp"),
    "ico": rb"\x00\x00\x01\x00",
    "woff2": rb"wOF2",
}
_KINDS = {
    "html": Kind.PAGE,
    "htm": Kind.FRAGMENT,
    "css": Kind.STYLE,
    "js": Kind.SCRIPT,
    "woff2": Kind.FONT,
    **dict.fromkeys(("json", "jsonld", "webmanifest"), Kind.DATA),
    **dict.fromkeys(("txt", "csv", "vtt"), Kind.TEXT),
    **dict.fromkeys(PICTURES, Kind.PICTURE),
}
_LEFTOVERS = re.compile(
    r"(?:.*~|#.*#|~\$.*|.*\.(?:md|markdown|yaml|yml|py|swp|swo|orig|bak|old|rej|tmp|part|new|save)"
    r"|Thumbs\.db|desktop\.ini|__MACOSX)",
    re.I,
)
#: RFC 8615.
_WELL_KNOWN = ".well-known"


def suffix_of(path: str) -> str:
    """Return what follows the last dot of a file's name, in lower case."""
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path else ""


def kind_of(path: str) -> Kind:
    """Return what a file is to the checks, by its name."""
    return Kind.ROBOTS if path == "robots.txt" else _KINDS.get(suffix_of(path), Kind.OTHER)


def is_what_it_says(path: str, data: bytes) -> bool:
    """Tell whether a file begins as files of its suffix do; texts are read as a whole instead."""
    magic = _MAGIC.get(suffix_of(path))
    return magic is None or re.match(magic, data[:1100], re.S) is not None


def fault_of_name(path: str) -> str:
    """Return the code of what is wrong with a file's being there, or ""."""
    parts = path.split("/")
    if any(_LEFTOVERS.fullmatch(part) for part in parts):
        return "file-leftover"
    if any(part.startswith(".") and part != _WELL_KNOWN for part in parts):
        return "file-hidden"
    if suffix_of(path) not in TEXTS | _OTHER and parts[0] != _WELL_KNOWN:
        return "file-unknown"
    return ""
