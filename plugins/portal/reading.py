"""Documents and their bodies: from the cache, or from the content folder where that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeAlias, TypeVar

from plugins.content_model import Document
from plugins.content_model.documents import read_document
from plugins.content_model.models import Article, Body, Page
from plugins.engine.cache import Cache, cache_of, code_fingerprint, fingerprint, packed
from plugins.engine.console import Console
from plugins.engine.files import read_all
from plugins.engine.inputs import Inputs, digest_of
from plugins.engine.workers import over_all
from plugins.markup import convert
from plugins.portal.failures import HostError

Item = TypeVar("Item")

#: How the body of an article or page is had: most builds need only a few of them.
Bodies: TypeAlias = Callable[[Article | Page], Body]

_PLUGINS = Path(__file__).parents[1]
#: What turns bytes into a document and a body.
CODE = (
    *(_PLUGINS / room for room in ("content_model", "markup", "vietnamese")),
    Path(__file__),
)
LIBRARIES = ("Markdown", "nh3", "pydantic", "PyYAML")
_SHELVES = 64
#: So many are put away at once: few enough to hold, and not to let another build wait.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """Every document of a content folder, in the order of the paths; `converted` were new."""

    documents: list[Document]
    bodies: Bodies
    converted: int


def read_documents(
    root: Path, paths: Sequence[str], folder: Path, inputs: Inputs, console: Console
) -> Reading:
    """Read the Markdown files of a content folder. What is kept of them is in `folder`.

    Raises OSError for a file that cannot be read.
    """
    code = code_fingerprint(CODE, LIBRARIES)
    shelves, bodies = _Shelves(folder, root, code), cache_of(folder, "bodies", root)
    digests = inputs.digests(f"{root}/{path}" for path in paths)
    keys = {path: fingerprint(code, path, digests[f"{root}/{path}"]) for path in paths}
    documents = shelves.load()
    missing = [path for path in paths if keys[path] not in documents]
    read = over_all(partial(_read_one, root, code), missing)
    done = 0
    for some in _in_batches(zip(missing, read, strict=True)):
        bodies.add((key, body) for _, (key, _, body) in some)
        for path, (key, document, _) in some:
            keys[path], documents[key] = key, document
        done += len(some)
        console.progress("Đọc bài", done, len(missing))
    found = [documents[keys[path]] for path in paths]
    if missing:
        shelves.store(dict(zip(keys.values(), found, strict=True)))
        bodies.prune(keys.values())
    return Reading(found, _Kept(root, keys, bodies), len(missing))


class _Shelves:
    """The documents of a content folder by their keys, a few hundred together.

    They are all wanted in every build: together they are read in half the time that they take one
    by one, and of those that stand together with one that changed not many are written again.
    """

    def __init__(self, folder: Path, root: Path, code: bytes) -> None:
        self._cache = cache_of(folder, "documents", root)
        self._keys = [fingerprint(code, f"{number}") for number in range(_SHELVES)]
        self._known: dict[bytes, dict[bytes, Document]] = {}

    def load(self) -> dict[bytes, Document]:
        """Return all documents that are known."""
        self._known = self._cache.load(self._keys)
        return {key: one for shelf in self._known.values() for key, one in shelf.items()}

    def store(self, documents: Mapping[bytes, Document]) -> None:
        """Keep these documents and no others."""
        shelves: dict[bytes, dict[bytes, Document]] = {key: {} for key in self._keys}
        for key, document in documents.items():
            shelves[self._keys[key[0] % _SHELVES]][key] = document
        changed = {
            key: shelf
            for key, shelf in shelves.items()
            if shelf.keys() != self._known.get(key, {}).keys()
        }
        self._cache.store(changed, keep=self._keys)


def _read_one(root: Path, code: bytes, path: str) -> tuple[bytes, Document, bytes]:
    raw = read_all(f"{root}/{path}")
    # The key of these bytes, not of those looked at before: an editor may save in between.
    key = fingerprint(code, path, digest_of(raw))
    document, body = read_document(path, raw, convert)
    return key, document, packed(key, body)


def _in_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, _BATCH)):
        yield some


@dataclass(frozen=True, slots=True)
class _Kept:
    """Bodies by the keys of their documents."""

    root: Path
    keys: Mapping[str, bytes]
    cache: Cache

    def __call__(self, item: Article | Page) -> Body:
        body: Body | None = self.cache.get(self.keys[item.path])
        return self._again(item) if body is None else body

    def _again(self, item: Article | Page) -> Body:
        """Read a body once more that the cache has lost, to another build or to damage."""
        raw = read_all(f"{self.root}/{item.path}")
        document, body = read_document(item.path, raw, convert)
        if document.digest != item.digest:
            raise HostError(f"{item.path} đã đổi trong khi đang dựng; hãy dựng lại.")
        return body
