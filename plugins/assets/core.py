"""Bundle the theme's files. Pure: bytes by path in, bytes by path out."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

import rcssmin
import rjsmin

_IMPORT = re.compile(r'@import\s+url\("([^"]+)"\)(?:\s+layer\(([\w.-]+)\))?\s*;')
_URL = re.compile(r'url\("([^":]+)"\)')
#: Forms that browsers know and the two above do not: they would lead nowhere once bundled.
_UNREAD = re.compile(r"""@import[^;]*|url\((?!"/|["']?data:)[^)]*\)""")
_STYLES, _SCRIPT = "css/main.css", "js/portal.js"
#: The scripts of the search page alone, in the order in which they are to run.
_SEARCH_SCRIPTS = ("js/search-page.js", "js/search.js")
#: The worker, and the one that takes its place where it is not wanted: they have fixed addresses.
_WORKER, _NO_WORKER = "js/worker.js", "js/no-worker.js"
_OFFLINE_SCRIPT = "js/offline.js"
#: The scripts of a folder become one script of its name: one function, that its files share.
_PART = re.compile(r"(js/[^/]+)/[^/]+\.js")
#: The faces that the first screen of every page is set in.
_PRELOADED = re.compile(r"fonts/(?:be-vietnam-pro-400|source-serif-4-\d+)\.woff2")


class AssetError(Exception):
    """The theme refers to a file that it does not have."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Files by output path, and the addresses that pages need.

    `every_font` are the addresses of all faces, `fonts` those that pages preload. `worker` and
    `no_worker` are scripts that are no files yet: their addresses may not change.
    """

    files: Mapping[str, bytes]
    stylesheet: str
    script: str
    fonts: tuple[str, ...]
    search_scripts: tuple[str, ...]
    every_font: tuple[str, ...] = ()
    offline_script: str = ""
    worker: bytes = b""
    no_worker: bytes = b""


def build_assets(static: Mapping[str, bytes], folder: str = "theme") -> Assets:
    """Bundle a theme's static files (bytes by path below static/) under an output folder.

    The stylesheet takes in what `css/main.css` imports, layer by layer, minified. Raises
    AssetError where an import or a url() leads to no file, or is written in another form than
    `@import url("…") layer(…);` and `url("…")`. The scripts of a folder of `js/` become one, in the
    order of their names; all go without their comments.
    """
    named: dict[str, str] = {}
    files: dict[str, bytes] = {}
    workers: dict[str, bytes] = {}
    for path, data in _joined(static):
        if path in {_WORKER, _NO_WORKER}:
            workers[path] = data
        elif path.startswith(("fonts/", "js/")) and path.endswith((".woff2", ".js")):
            named[path] = _hashed(path, data)
            files[f"{folder}/{named[path]}"] = data
        elif path.startswith("icons/"):
            files[f"{folder}/{path}"] = data
    text = rcssmin.cssmin(_bundle(_STYLES, static, named, folder))
    if unread := _UNREAD.search(text):
        raise AssetError(unread[0])
    css = text.encode()
    stylesheet = f"{folder}/{_hashed('css/portal.css', css)}"
    files[stylesheet] = css
    fonts = [path for path in sorted(named) if path.startswith("fonts/")]

    def addresses(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"/{folder}/{named[path]}" for path in paths if path in named)

    return Assets(
        files,
        f"/{stylesheet}",
        "".join(addresses([_SCRIPT])),
        addresses(path for path in fonts if _PRELOADED.fullmatch(path)),
        addresses(_SEARCH_SCRIPTS),
        addresses(fonts),
        "".join(addresses([_OFFLINE_SCRIPT])),
        workers.get(_WORKER, b""),
        workers.get(_NO_WORKER, b""),
    )


def _joined(static: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield all files by path, with one script in the place of the parts of each folder."""
    parts: dict[str, list[bytes]] = defaultdict(list)
    for path, data in sorted(static.items()):
        if part := _PART.fullmatch(path):
            parts[f"{part[1]}.js"].append(data)
        else:
            yield path, _smaller(data) if path.endswith(".js") else data
    for path, scripts in parts.items():
        yield path, _smaller(b'(function () {\n"use strict";\n\n%b})();' % b"\n".join(scripts))


def _smaller(script: bytes) -> bytes:
    text: str = rjsmin.jsmin(script.decode())
    return f"{text}\n".encode()


def _hashed(path: str, data: bytes) -> str:
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.{blake2b(data, digest_size=5).hexdigest()}{suffix}"


def _bundle(path: str, static: Mapping[str, bytes], named: Mapping[str, str], folder: str) -> str:
    """Return a stylesheet with its imports in their place and its addresses made absolute."""
    if path not in static:
        raise AssetError(path)
    here = posixpath.dirname(path)

    def take_in(match: re.Match[str]) -> str:
        inner = _bundle(posixpath.normpath(f"{here}/{match[1]}"), static, named, folder)
        return f"@layer {match[2]}{{{inner}}}" if match[2] else inner

    def address(match: re.Match[str]) -> str:
        target = posixpath.normpath(f"{here}/{match[1]}")
        if target not in static:
            raise AssetError(f"{path}: {match[1]}")
        return f'url("/{folder}/{named.get(target, target)}")'

    # Own addresses first: those of imported files are already absolute when they arrive.
    parts: list[str] = []
    end = 0
    text = static[path].decode()
    for match in _IMPORT.finditer(text):
        parts += [_URL.sub(address, text[end : match.start()]), take_in(match)]
        end = match.end()
    return "".join([*parts, _URL.sub(address, text[end:])])
