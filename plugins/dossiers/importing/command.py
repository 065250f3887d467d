"""`python -m plugins.dossiers import`: from a report's file to a period's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from plugins.content_model import PortalData, read_data
from plugins.content_model.models import DossierPeriod
from plugins.content_model.problems import Problem, in_order
from plugins.content_model.wordings import Wordings
from plugins.content_model.writing import write_whole
from plugins.dossiers.importing.files import UnreadableError, load_workbook
from plugins.dossiers.importing.review import build_report, review, without
from plugins.dossiers.importing.show import show
from plugins.dossiers.importing.store import load_data
from plugins.dossiers.importing.understand import Understood, Wishes, understand
from plugins.dossiers.importing.wordings import BUILT_IN, build_vocabulary, read_wordings_file
from plugins.dossiers.importing.write import changes, is_same, render_period
from plugins.dossiers.notices import notices
from plugins.dossiers.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What to import, into which content folder, and whether to write it."""

    file: Path
    content: Path
    wishes: Wishes
    mapping: Path | None = None
    is_writing: bool = False
    is_replacing: bool = False


def run_import(
    task: Task, now: datetime, say: Say, complain: Say, settings: Settings | None = None
) -> int:
    """Read, show, check and, where everything adds up, write a report. Return the exit status.

    0: written, or would be, or is there already; 1: there are problems, and nothing is written.
    Raises OSError where the disk does not let us read or write.
    """
    data = load_data(task.content)
    wordings, problems = _wordings(task, data)
    if problems:
        return _refuse(problems, complain)
    name = task.file.name
    try:
        workbook = load_workbook(task.file)
    except UnreadableError as error:
        return _refuse([Problem(name, 1, error.code, "tệp", error.message, error.fix)], complain)
    found = understand(workbook, build_vocabulary(*wordings), name, task.wishes)
    report = _report(found, data, task.wishes)
    for line in show(found, report, name):
        say(line)
    problems = [*found.problems]
    if report is not None and found.header is not None:
        problems += review(report, data.periods, found.header, name, now)
    if problems or report is None:
        return _refuse(problems, complain)
    settings = settings or Settings(jump_factor=data.portal.counters.jump_factor)
    others = without(data.periods, report)
    before = set(notices(others, settings))
    for notice in notices([*others, report], settings):
        if notice not in before:
            say(f"Lưu ý: {notice.message} -> {notice.fix}")
    return _store(task, report, data, say, complain)


def _wordings(task: Task, data: PortalData) -> tuple[list[Wordings], list[Problem]]:
    """Return the wordings, the officer's before the portal's before the built-in ones."""
    built_in, problems = read_wordings_file(BUILT_IN, BUILT_IN.name)
    wordings = [data.wordings, built_in]
    problems += [problem for problem in data.problems if problem.path.endswith("columns.yaml")]
    if task.mapping is not None:
        own, found = read_wordings_file(task.mapping, task.mapping.name)
        wordings.insert(0, own)
        problems += found
    return wordings, problems


def _report(found: Understood, data: PortalData, wishes: Wishes) -> DossierPeriod | None:
    if found.built is None or found.when is None or found.header is None:
        return None
    return build_report(found.built, found.when, found.header, data.periods, wishes.source)


def _refuse(problems: Sequence[Problem], complain: Say) -> int:
    for problem in in_order(problems):
        complain(str(problem))
    complain("Chưa ghi gì.")
    return 1


def _store(task: Task, report: DossierPeriod, data: PortalData, say: Say, complain: Say) -> int:
    target = task.content / report.path
    old = next((each for each in data.periods if each.path == report.path), None)
    if old is not None and (old.period, old.cumulative) != (report.period, report.cumulative):
        return _refuse([_taken(old, report, task)], complain)
    if old is not None and not _differs(old, report, task.wishes):
        say(f"{report.path} đã có đúng các số này: không ghi gì.")
        return 0
    say("")
    if target.exists():
        say(f"{report.path} đã có, sẽ thay đổi:")
        lines = ["tệp cũ có lỗi, không so được"] if old is None else changes(old, report)
        for line in lines:
            say(f"  {line}")
        if not task.is_replacing:
            message = f"{report.path} đã có với số khác"
            fix = "xem các thay đổi ở trên; đúng thì thêm REPLACE=1 (--replace)"
            problem = Problem(task.file.name, 1, "period-exists", "REPLACE", message, fix)
            return _refuse([problem], complain)
    if not task.is_writing:
        say(f"Chưa ghi gì. Để ghi {report.path}, thêm --write (hoặc make import-dossiers).")
        return 0
    text = render_period(report)
    # What a build would refuse is not written.
    if problems := read_data({report.path: text.encode()}).problems:
        return _refuse([replace(problem, path=task.file.name) for problem in problems], complain)
    write_whole(target, text.encode())
    say(f"Đã ghi {target}")
    return 0


def _differs(old: DossierPeriod, report: DossierPeriod, wishes: Wishes) -> bool:
    """Tell whether a report states anything new; a time that nobody stated is not news."""
    if is_same(old, report):
        return False
    same_counts = (old.total, old.breakdown) == (report.total, report.breakdown)
    return not same_counts or wishes.as_of is not None or wishes.source is not None


def _taken(old: DossierPeriod, report: DossierPeriod, task: Task) -> Problem:
    kind = "lũy kế " if old.cumulative else ""
    message = f"{report.path} đang giữ số liệu {kind}của kỳ {old.period}"
    suffix = "-luy-ke" if old.cumulative else ""
    fix = f"đổi tên tệp đó thành {old.period}{suffix}.yaml rồi nhập lại"
    return Problem(task.file.name, 1, "name-taken", "PERIOD", message, fix)
