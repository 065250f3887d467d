"""What the target of a link or picture is, read from how an editor wrote it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

from plugins.markup.sanitise import scheme_of

_PELICAN = re.compile(r"[{|](?:filename|static|attach)[}|]")
_CONTENT_FOLDERS = ("articles/", "pages/", "media/")
_DOMAIN = re.compile(
    r"(?:www\.[\w-]|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|gov|edu|info)(?=[/?#:]|$))", re.I
)
_DROPPED = re.compile(r"[\t\n\r]")
_OTHER_HOST = re.compile(r"[/\\]{2,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Kind(Enum):
    """What a target is."""

    CONTENT = "a file in the content folder"
    ADDRESS = "an address of the portal"
    ANCHOR = "a place in the same body"
    EXTERNAL = "elsewhere"
    OUTSIDE = "a path that leaves the content folder"
    BARE = "an address without https:// or mailto:"
    EMPTY = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """A target: `path`, and `rest` from its `?` or `#` on. For BARE, `path` is the mended one."""

    kind: Kind
    path: str = ""
    rest: str = ""

    @property
    def anchor(self) -> str:
        """The fragment without its #, decoded."""
        return unquote(self.rest.partition("#")[2])


def read_target(written: str, folder: str) -> Place:
    """Tell what a target means in a file that lies in `folder` (relative to content/)."""
    # Browsers drop these wherever they stand: "/", a tab, "/a.vn" leads to a.vn.
    target = _DROPPED.sub("", written).strip()
    if not target or target == "#":
        return Place(Kind.EMPTY)
    if target.startswith("#"):
        return Place(Kind.ANCHOR, "", target)
    if _OTHER_HOST.match(target):
        return Place(Kind.BARE, f"https://{_OTHER_HOST.sub('', target)}")
    if scheme_of(target):
        return Place(Kind.EXTERNAL, target)
    is_file = _PELICAN.match(target) is not None
    target = _PELICAN.sub("", target, count=1) if is_file else target
    split = re.match(r"([^?#]*)(.*)", target, re.S)
    assert split is not None
    path, rest = unquote(split[1]).replace("\\", "/"), split[2]
    if not path:
        return Place(Kind.EMPTY)
    if not is_file and _MAIL.fullmatch(path):
        return Place(Kind.BARE, f"mailto:{target}")
    if not is_file and _DOMAIN.match(path):
        return Place(Kind.BARE, f"https://{target}")
    if path.startswith("/"):
        inside = path.lstrip("/")
        if not is_file and not inside.startswith(_CONTENT_FOLDERS):
            return Place(Kind.ADDRESS, path, rest)
        return _inside(inside, rest)
    if path.startswith(_CONTENT_FOLDERS):
        return _inside(path, rest)
    return _inside(posixpath.join(folder, path), rest)


def _inside(path: str, rest: str) -> Place:
    path = posixpath.normpath(path)
    if path == ".." or path.startswith("../"):
        return Place(Kind.OUTSIDE, path, rest)
    return Place(Kind.CONTENT, path, rest)
