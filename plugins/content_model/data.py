"""The data files: portal, vocabularies, dossier-columns, and those of figures, all YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from plugins.content_model.data_rules import check_parents, check_portal
from plugins.content_model.documents import decode
from plugins.content_model.entries import read_entries
from plugins.content_model.located import Located, read_yaml
from plugins.content_model.models import (
    Category,
    DossierPeriod,
    DossierRow,
    Redirect,
    ServiceScore,
    Term,
    Topic,
)
from plugins.content_model.problems import Problem
from plugins.content_model.redirect_files import read_redirects
from plugins.content_model.schema import (
    CategoryFile,
    DossierFile,
    DossierRowFile,
    TagFile,
    TopicFile,
)
from plugins.content_model.schema_portal import PortalFile
from plugins.content_model.score_files import read_score
from plugins.content_model.suggest import near_word
from plugins.content_model.validate import validate
from plugins.content_model.visit_files import read_earlier, read_month
from plugins.content_model.visit_models import EarlierVisits, VisitMonth
from plugins.content_model.vocabulary import check_terms
from plugins.content_model.wordings import Wordings, read_wordings

PORTAL, CATEGORIES, TAGS = "data/portal.yaml", "data/categories.yaml", "data/tags.yaml"
TOPICS, REDIRECTS = "data/topics.yaml", "data/redirects.yaml"
DOSSIERS, SCORES, VISITS = "data/dossiers", "data/service-quality", "data/visits"
EARLIER = f"{VISITS}/earlier.yaml"
COLUMNS = "data/dossier-columns.yaml"

_SINGLE = (PORTAL, CATEGORIES, TOPICS, TAGS, REDIRECTS, COLUMNS)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PortalData:
    """What the data files state.

    `categories`, `topics` and `tags` are None where there is no such file or nothing in it, and
    empty where a fault hides some of their names: then no article is blamed for using one.
    `lines` maps the dotted keys of portal.yaml to their lines; `wordings` is what
    dossier-columns.yaml adds.
    """

    portal: PortalFile = field(default_factory=PortalFile)
    categories: tuple[Category, ...] | None = None
    topics: tuple[Topic, ...] | None = None
    tags: tuple[Term, ...] | None = None
    periods: tuple[DossierPeriod, ...] = ()
    scores: tuple[ServiceScore, ...] = ()
    months: tuple[VisitMonth, ...] = ()
    earlier: EarlierVisits | None = None
    redirects: tuple[Redirect, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    wordings: Wordings = field(default_factory=Wordings)


class _Read(NamedTuple):
    """A data file that was decoded and parsed; `located.value` is None where that failed."""

    path: str
    located: Located
    problems: list[Problem]


def read_data(files: Mapping[str, bytes]) -> PortalData:
    """Read the data files, given as bytes by their path in the content folder."""
    problems = [_unknown_file(path) for path in sorted(files) if not _is_known(path)]
    read = {path: _read(path, files[path]) for path in sorted(files) if _is_known(path)}
    problems += [problem for file in read.values() for problem in file.problems]
    categories, found = _categories(read.pop(CATEGORIES, None))
    problems += found
    topics, found = _topics(read.pop(TOPICS, None))
    problems += found
    tags, found = _tags(read.pop(TAGS, None))
    problems += found
    portal, lines, found = _portal(read.pop(PORTAL, None))
    problems += found
    wordings, found = _wordings(read.pop(COLUMNS, None))
    problems += found
    if categories:
        slugs = [category.slug for category in categories]
        problems += check_portal(portal, Located(None, lines), slugs, PORTAL, CATEGORIES)
    redirects, found = _redirects(read.pop(REDIRECTS, None))
    problems += found
    earlier, found = _earlier(read.pop(EARLIER, None))
    problems += found
    periods: list[DossierPeriod] = []
    scores: list[ServiceScore] = []
    months: list[VisitMonth] = []
    for file in read.values():
        problems += _figures(file, periods, scores, months)
    return PortalData(
        portal=portal,
        categories=categories,
        topics=topics,
        tags=tags,
        periods=tuple(periods),
        scores=tuple(scores),
        months=tuple(months),
        earlier=earlier,
        redirects=redirects,
        problems=tuple(problems),
        lines=lines,
        wordings=wordings,
    )


def _figures(
    file: _Read,
    periods: list[DossierPeriod],
    scores: list[ServiceScore],
    months: list[VisitMonth],
) -> list[Problem]:
    """Put what a file states to its like; return what is wrong with it."""
    folder = PurePosixPath(file.path).parent.as_posix()
    if folder == SCORES:
        score, problems = read_score(file.located, file.path)
        scores += [score] if score else []
    elif folder == VISITS:
        month, problems = read_month(file.located, file.path)
        months += [month] if month else []
    else:
        period, problems = _period(file)
        periods += [period] if period else []
    return problems


def _is_known(path: str) -> bool:
    return path in _SINGLE or (
        PurePosixPath(path).parent.as_posix() in {DOSSIERS, SCORES, VISITS}
        and path.endswith(".yaml")
    )


def _unknown_file(path: str) -> Problem:
    fix = "xóa tệp, hoặc chuyển ra ngoài thư mục data/"
    if path.lower().endswith((".yml", ".yaml")) and not path.endswith(".yaml"):
        fix = f"đổi tên thành {path.rpartition('.')[0]}.yaml"
    elif near := near_word(path, _SINGLE):
        fix = f"có phải {near}?"
    elif path.endswith(".yaml"):
        fix = f"số liệu TTHC thì chuyển vào {DOSSIERS}/; tệp khác thì {fix}"
    return Problem(path, 1, "data-file-unknown", "file", "không có loại tệp dữ liệu này", fix)


def _read(path: str, raw: bytes) -> _Read:
    text, problems = decode(raw, path)
    if problems:
        return _Read(path, Located(None), problems)
    return _Read(path, *read_yaml(text, path))


def _portal(file: _Read | None) -> tuple[PortalFile, Mapping[str, int], list[Problem]]:
    if file is None:
        return PortalFile(), {}, []
    checked = validate(PortalFile, file.located, file.path)
    portal = checked.model or checked.salvaged or PortalFile()
    return portal, dict(file.located.lines), list(checked.problems)


def _earlier(file: _Read | None) -> tuple[EarlierVisits | None, list[Problem]]:
    return (None, []) if file is None else read_earlier(file.located, file.path)


def _wordings(file: _Read | None) -> tuple[Wordings, list[Problem]]:
    return (Wordings(), []) if file is None else read_wordings(file.located, file.path)


def _redirects(file: _Read | None) -> tuple[tuple[Redirect, ...], list[Problem]]:
    return ((), []) if file is None else read_redirects(file.located, file.path)


def _categories(file: _Read | None) -> tuple[tuple[Category, ...] | None, list[Problem]]:
    if file is None:
        return None, []
    entries = read_entries(CategoryFile, file.located, file.path)
    problems = [*entries.problems]
    terms = [(Term(entry.slug, entry.name), entry_lines) for entry, entry_lines in entries.found]
    problems += check_terms("category", file.path, terms)
    problems += check_parents(entries.found, file.path)
    categories = [Category(**entry.model_dump()) for entry, _ in entries.found]
    categories.sort(key=lambda item: (item.order, item.slug))
    return _closed(tuple(categories), entries.is_complete), problems


def _topics(file: _Read | None) -> tuple[tuple[Topic, ...] | None, list[Problem]]:
    if file is None:
        return None, []
    entries = read_entries(TopicFile, file.located, file.path)
    terms = [(Term(entry.slug, entry.name), entry_lines) for entry, entry_lines in entries.found]
    problems = [*entries.problems, *check_terms("topic", file.path, terms)]
    topics = tuple(Topic(**entry.model_dump()) for entry, _ in entries.found)
    return _closed(topics, entries.is_complete), problems


def _tags(file: _Read | None) -> tuple[tuple[Term, ...] | None, list[Problem]]:
    if file is None:
        return None, []
    entries = read_entries(TagFile, file.located, file.path)
    terms = [(Term(entry.slug, entry.name), entry_lines) for entry, entry_lines in entries.found]
    problems = [*entries.problems, *check_terms("tags", file.path, terms)]
    return _closed(tuple(term for term, _ in terms), entries.is_complete), problems


def _closed(items: tuple[Item, ...], is_complete: bool) -> tuple[Item, ...] | None:
    if not is_complete:
        return ()
    return items or None


def _period(file: _Read) -> tuple[DossierPeriod | None, list[Problem]]:
    checked = validate(DossierFile, file.located, file.path)
    read = checked.model
    if read is None:
        return None, list(checked.problems)
    return DossierPeriod(
        path=file.path,
        period=read.period,
        cumulative=read.cumulative,
        as_of=read.as_of,
        total=_row(read),
        source=read.source,
        url=read.url,
        breakdown=tuple(_row(row) for row in read.breakdown),
        lines=dict(file.located.lines),
    ), []


def _row(row: DossierRowFile) -> DossierRow:
    return DossierRow(**{name: getattr(row, name) for name in DossierRowFile.model_fields})
