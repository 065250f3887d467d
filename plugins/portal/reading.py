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
from plugins.engine.cache import Cache, code_fingerprint, fingerprint, packed
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
_CODE = (
    *(_PLUGINS / room for room in ("content_model", "markup", "vietnamese")),
    Path(__file__),
)
_LIBRARIES = ("Markdown", "nh3", "pydantic", "PyYAML")
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
    code = code_fingerprint(_CODE, _LIBRARIES)
    documents, bodies = Cache(folder, "documents"), Cache(folder, "bodies")
    digests = inputs.digests(f"{root}/{path}" for path in paths)
    keys = {path: fingerprint(code, path, digests[f"{root}/{path}"]) for path in paths}
    known = documents.load(keys.values())
    missing = [path for path in paths if keys[path] not in known]
    fresh: dict[bytes, Document] = {}
    read = over_all(partial(_read_one, root, code), missing)
    for some in _in_batches(zip(missing, read, strict=True)):
        bodies.add((key, body) for _, (key, _, body) in some)
        for path, (key, document, _) in some:
            keys[path], fresh[key] = key, document
        console.progress("Đọc bài", len(fresh), len(missing))
    if fresh:
        documents.store(fresh, keep=keys.values())
        bodies.prune(keys.values())
    found = [known.get(keys[path]) or fresh[keys[path]] for path in paths]
    return Reading(found, _Kept(root, keys, bodies), len(missing))


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
