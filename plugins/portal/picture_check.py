"""Whether the pictures in use are pictures, asked once per content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plugins.content_model import Document, Problem
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.engine.cache import Cache, code_fingerprint, fingerprint
from plugins.engine.console import Console
from plugins.engine.workers import available_cores, over_all
from plugins.images import ImageRefused, check_image, file_digests
from plugins.portal.settings import BuildSettings

#: What finds fault with a picture.
_CODE = (Path(__file__).parents[1] / "images",)
_LIBRARIES = ("Pillow", "pillow-heif")
_WORTH_WORKERS = 16


def check_pictures(
    pictures: Sequence[str],
    documents: Sequence[Document],
    settings: BuildSettings,
    console: Console,
) -> list[Problem]:
    """Return a problem at every place that uses a file which is no usable picture."""
    paths = {settings.content / picture: picture for picture in pictures}
    folder = settings.cache / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    digests = file_digests(list(paths), folder, jobs=available_cores())
    code = code_fingerprint(_CODE, _LIBRARIES)
    keys = {path: fingerprint(code, digest) for path, digest in digests.items()}
    cache = Cache(settings.cache, "picture-checks")
    known = cache.load(keys.values())
    missing = [path for path in keys if keys[path] not in known]
    asked = over_all(_refusal, missing, worth=_WORTH_WORKERS)
    fresh = {}
    for count, (path, refusal) in enumerate(zip(missing, asked, strict=True), 1):
        fresh[keys[path]] = refusal
        console.progress("Kiểm tra ảnh", count, len(missing))
    if fresh:
        cache.store(fresh, keep=keys.values())
    answers = {**known, **fresh}
    refused = {paths[path]: answers[key] for path, key in keys.items() if answers[key] is not None}
    return [
        Problem(path, line, code, field, message, fix)
        for target, (code, message, fix) in sorted(refused.items())
        for path, line, field in _places(target, documents)
    ]


def _refusal(path: Path) -> tuple[str, str, str] | None:
    try:
        check_image(path)
    except ImageRefused as refused:
        return (refused.code, refused.message, refused.fix)
    return None


def _places(target: str, documents: Sequence[Document]) -> list[tuple[str, int, str]]:
    places = []
    for document in documents:
        front = document.front
        image = front.image if isinstance(front, ArticleFile | PageFile) else None
        if image and image.src.lstrip("/") == target:
            places.append((document.path, document.line("image.src"), "image.src"))
        places += [
            (document.path, reference.line, "body")
            for reference in document.references
            if reference.target == target
        ]
    return places
