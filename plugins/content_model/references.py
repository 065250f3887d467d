"""References between files: links and pictures that must exist in the content folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from plugins.content_model import body_faults
from plugins.content_model.documents import Document
from plugins.content_model.models import Article, Page, Reference, Status, Target
from plugins.content_model.problems import Problem
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.content_model.suggest import Paths, near_anchor

#: What may be offered for download; anything else could run in the reader's browser.
ATTACHMENT_TYPES = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp csv txt rtf zip mp3 mp4".split()
)
PICTURE_TYPES = frozenset("jpg jpeg png webp avif heic heif tif tiff bmp".split())
_READABLE = frozenset({Status.PUBLISHED, Status.HIDDEN, Status.EXPIRED, Status.WITHDRAWN})


def check_references(
    documents: Sequence[Document],
    items: Mapping[str, Article | Page],
    files: Iterable[str],
) -> list[Problem]:
    """Return a problem for each link or picture of a body or front matter that leads nowhere.

    `items` are the articles and pages by path, `files` all paths in the content folder.
    """
    return list(_Checker(documents, items, frozenset(files)).problems())


class _Checker:
    def __init__(
        self,
        documents: Sequence[Document],
        items: Mapping[str, Article | Page],
        files: frozenset[str],
    ) -> None:
        self.documents = {doc.path: doc for doc in documents}
        self.items = items
        self.files = files

    @cached_property
    def paths(self) -> Paths:
        """All files, made ready for suggestions only where one is missing."""
        return Paths(self.files)

    def problems(self) -> Iterator[Problem]:
        for doc in self.documents.values():
            front = doc.known
            if isinstance(front, ArticleFile | PageFile) and front.image:
                target = front.image.src
                if target not in self.files:
                    yield self._missing("image-missing", doc, "image.src", target, 0)
            for reference in doc.references:
                if reference.kind is not Target.ADDRESS:
                    yield from self._check(doc, reference)

    def _check(self, doc: Document, reference: Reference) -> Iterator[Problem]:
        target, line = reference.target, reference.line
        if target not in self.files:
            code = "image-missing" if reference.kind is Target.PICTURE else "link-broken"
            yield self._missing(code, doc, "body", target, line)
        elif reference.kind is Target.CONTENT and target in self.documents:
            yield from self._check_item(doc, reference)
        elif reference.kind is Target.CONTENT:
            suffix = target.rpartition("/")[2].rpartition(".")[2].lower()
            if suffix not in ATTACHMENT_TYPES | PICTURE_TYPES or not target.startswith("media/"):
                message = f"loại tệp .{suffix} không cho tải về"
                fix = "chuyển thành PDF rồi đặt trong thư mục media/"
                yield Problem(doc.path, line, "attachment-type", "body", message, fix)

    def _check_item(self, doc: Document, reference: Reference) -> Iterator[Problem]:
        """Check a link to an article or page: readers must find it, and the place in it."""
        target, line = reference.target, reference.line
        item = self.items.get(target)
        if item is not None and not self._is_readable(item, self.items.get(doc.path)):
            message = f"liên kết đến bài chưa đăng {target}"
            fix = "bỏ liên kết, hoặc đăng bài kia trước"
            yield Problem(doc.path, line, "link-unpublished", "body", message, fix)
        anchors = self.documents[target].anchors
        if reference.anchor and reference.anchor not in anchors:
            near = near_anchor(reference.anchor, anchors)
            fault = body_faults.dead_anchor(reference.anchor, near, target)
            yield Problem(doc.path, line, fault.code, "body", fault.message, fault.fix)

    @staticmethod
    def _is_readable(item: Article | Page, source: Article | Page | None) -> bool:
        """Tell whether readers find an item from the moment they find what links to it."""
        if item.status in _READABLE or source is None or source.status is Status.DRAFT:
            return True
        return (
            isinstance(item, Article)
            and isinstance(source, Article)
            and item.status is source.status is Status.SCHEDULED
            and item.published <= source.published
        )

    def _missing(self, code: str, doc: Document, field: str, target: str, line: int) -> Problem:
        near = self.paths.near(target)
        fix = "kiểm tra lại tên tệp, hoặc chép tệp vào thư mục media/"
        fix = f"có phải {near}?" if near else fix
        line = line or doc.line(field)
        return Problem(doc.path, line, code, field, f"không có tệp {target}", fix)
