"""Read and check a content folder: everything that can be known before a page is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.content_model import (
    Document,
    PortalData,
    Problem,
    Scan,
    assemble,
    check_references,
    in_order,
    read_data,
    scan,
)
from plugins.content_model.models import Article, Page, Status, Target
from plugins.content_model.references import PICTURE_TYPES
from plugins.content_model.schema import ArticleFile, PageFile
from plugins.dossiers import check_periods, check_scores, notices
from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal.addresses import check_addresses, check_categories, check_redirects
from plugins.portal.failures import ContentProblemsError
from plugins.portal.picture_check import check_pictures
from plugins.portal.reading import Bodies, read_documents
from plugins.portal.settings import BuildSettings
from plugins.portal.site import Site


@dataclass(frozen=True, slots=True)
class Prepared:
    """A content folder without problems. `pictures` are the paths of the pictures in use.

    `notices` have the form of problems and stop nothing: what is worth a second look.
    """

    site: Site
    data: PortalData
    bodies: Bodies
    pictures: tuple[str, ...]
    attachments: tuple[str, ...]
    read: int
    converted: int
    notices: tuple[Problem, ...] = ()


def prepare(settings: BuildSettings, inputs: Inputs, console: Console) -> Prepared:
    """Read and check everything. Raises ContentProblemsError with every problem at once."""
    root = settings.content
    if not root.is_dir():
        message, fix = "không có thư mục nội dung", f"tạo thư mục {root.name}/articles"
        raise ContentProblemsError([Problem(root.name, 1, "content-missing", "file", message, fix)])
    found = scan(root)
    reading = read_documents(root, found.documents, settings.cache, inputs, console)
    documents = reading.documents
    data = read_data({path: (root / path).read_bytes() for path in found.data})
    content, problems = assemble(documents, data, settings.now)
    site = Site(content, settings.now)
    problems += found.problems
    problems += data.problems
    problems += [problem for document in documents for problem in document.problems]
    items: tuple[Article | Page, ...] = (*content.articles, *content.pages)
    by_path = {item.path: item for item in items}
    problems += check_references(documents, by_path, (*found.documents, *found.media))
    problems += check_periods(content.periods, settings.now)
    problems += check_scores(content.scores, settings.now)
    problems += check_addresses(site, documents)
    problems += check_categories(site) if data.categories is None else []
    pictures, attachments = _used_media(documents, site, found)
    problems += check_redirects(site, attachments)
    problems += check_pictures(pictures, documents, settings, console)
    problems += _check_portal(data, settings)
    if problems:
        raise ContentProblemsError(in_order(problems))
    counts = len(documents), reading.converted
    doubts = (*notices(content.periods, site.dossier_settings), *site.visits.problems)
    told = tuple(in_order(doubts))
    return Prepared(site, data, reading.bodies, pictures, attachments, *counts, told)


def _used_media(
    documents: Iterable[Document], site: Site, found: Scan
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the pictures and the attachments of items that readers can see, sorted.

    What only a draft, a scheduled or a withdrawn item uses is not published with the rest.
    """
    shown = {item.path for item in site.items if item.status is not Status.WITHDRAWN}
    media = frozenset(found.media)
    pictures: set[str] = set()
    attachments: set[str] = set()
    for document in documents:
        if document.path not in shown:
            continue
        if isinstance(document.front, ArticleFile | PageFile) and document.front.image:
            pictures.add(document.front.image.src.lstrip("/"))
        for reference in document.references:
            if reference.kind is Target.PICTURE or _is_picture(reference.target):
                pictures.add(reference.target)
            elif reference.kind is Target.CONTENT and reference.target.startswith("media/"):
                attachments.add(reference.target)
    return tuple(sorted(pictures & media)), tuple(sorted(attachments & media))


def _is_picture(target: str) -> bool:
    return target.rpartition(".")[2].lower() in PICTURE_TYPES


def _check_portal(data: PortalData, settings: BuildSettings) -> list[Problem]:
    if not settings.is_production or data.portal.url.startswith("https://"):
        return []
    message = f"cổng chưa có địa chỉ công khai an toàn: {data.portal.url}"
    fix = "viết url: https://ten-mien-cua-cong"
    return [Problem("data/portal.yaml", 1, "url-missing", "url", message, fix)]
