"""What a workbook says: which sheet, header, rows and period, with everything that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.content_model.problems import Problem
from plugins.dossiers.importing.build import Built, build_counts, missing_counts
from plugins.dossiers.importing.files import Workbook
from plugins.dossiers.importing.grid import Sheet, letter
from plugins.dossiers.importing.header import Header, find_header
from plugins.dossiers.importing.periods import Stated, Titles, end_of, read_titles
from plugins.dossiers.importing.rows import Skipped, read_lines
from plugins.dossiers.importing.solve import reachable
from plugins.dossiers.importing.table import Table, build_table
from plugins.dossiers.importing.wordings import UNKNOWN, Vocabulary
from plugins.dossiers.spans import guess_period, parse_period
from plugins.vietnamese import fold, format_datetime

_COLUMNS_FILE = "data/dossier-columns.yaml"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the officer states; None and empty texts are read from the file."""

    period: str = ""
    cumulative: bool | None = None
    as_of: datetime | None = None
    source: str | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """For which period and up to when the figures count, and how that is known."""

    period: str
    cumulative: bool
    as_of: datetime
    row: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A report as it was understood; parts that could not be are None."""

    sheet: Sheet | None = None
    header: Header | None = None
    built: Built | None = None
    when: When | None = None
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def understand(workbook: Workbook, vocabulary: Vocabulary, file: str, wishes: Wishes) -> Understood:
    """Read the one report in a workbook. `file` is the name that problems bear."""
    found, problem = _choose(workbook, vocabulary, file, wishes.sheet)
    if found is None:
        return Understood(problems=(problem,) if problem else ())
    sheet, header = found
    problems = _check_header(header, file)
    lines = read_lines(sheet, header, vocabulary)
    table = build_table(lines.read, header, vocabulary)
    wrong = sorted((*lines.wrong, *table.wrong), key=lambda each: (each.index, each.place))
    for each in wrong:
        fault = each.fault
        problems.append(
            Problem(file, each.index + 1, fault.code, each.place, fault.message, fault.fix)
        )
    built = None
    if not problems and _has_rows(table, header, file, problems):
        built = build_counts(table, header, file)
        problems += built.problems
    titles = read_titles(
        (row, " ".join(sheet.texts(row))) for row in range(header.top) if sheet.texts(row)
    )
    when = _when(titles, wishes, file, problems)
    skipped = sorted((*lines.skipped, *table.skipped), key=lambda each: each.index)
    notes = [*header.notes, *(built.notes if built else ())]
    notes += [f"trang ẩn “{name}” không được đọc" for name in workbook.hidden]
    return Understood(sheet, header, built, when, tuple(skipped), tuple(problems), tuple(notes))


def _has_rows(table: Table, header: Header, file: str, problems: list[Problem]) -> bool:
    if table.entries or table.totals:
        return True
    message, fix = "dưới tiêu đề không có hàng số liệu nào", "xuất lại báo cáo của kỳ có hồ sơ"
    problems.append(Problem(file, header.bottom + 1, "rows-missing", "hàng", message, fix))
    return False


def _choose(
    workbook: Workbook, vocabulary: Vocabulary, file: str, wanted: str
) -> tuple[tuple[Sheet, Header] | None, Problem | None]:
    """Return the one sheet that has a header, or the problem that there is none or several."""
    sheets = [sheet for reading in workbook.readings for sheet in reading]
    if wanted:
        sheets = [sheet for sheet in sheets if fold(sheet.name) == fold(wanted)]
        if not sheets:
            names = _quoted([sheet.name for sheet in workbook.readings[0]])
            message = f"không có trang “{wanted}”"
            return None, Problem(file, 1, "sheet-missing", "trang", message, f"chọn: {names}")
    matching = [(sheet, header) for sheet in sheets if (header := find_header(sheet, vocabulary))]
    if len(workbook.readings) > 1 and matching:
        # One text read in several ways: the one in which most columns have a meaning.
        return max(matching, key=lambda pair: len(pair[1].counts)), None
    if not matching:
        message = "không thấy tiêu đề của bảng số liệu: cần ít nhất ba cột nhận ra được, "
        message += "ví dụ Tổng tiếp nhận, Trước hạn, Đúng hạn, Quá hạn"
        fix = f"kiểm tra đã chọn đúng tệp; tiêu đề viết khác thì thêm vào {_COLUMNS_FILE}"
        return None, Problem(file, 1, "header-missing", "trang", message, fix)
    if len(matching) > 1:
        names = _quoted([sheet.name for sheet, _ in matching])
        message = f"có {len(matching)} trang đều là bảng số liệu: {names}"
        first = matching[0][0].name
        fix = f'chọn một trang, ví dụ SHEET="{first}" (--sheet "{first}")'
        return None, Problem(file, 1, "sheet-ambiguous", "trang", message, fix)
    return matching[0], None


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _check_header(header: Header, file: str) -> list[Problem]:
    row = header.bottom + 1
    problems = [
        Problem(
            file,
            row,
            "column-twice",
            other.key,
            f"{first.shown} và {other.shown} đều đọc là {other.key}",
            f"bỏ một cột, hoặc ghi rõ trong {_COLUMNS_FILE} cột nào là gì",
        )
        for first, other in header.doubles
    ]
    missing = list(missing_counts(reachable(column.key for column in header.counts)))
    unknown = [column for column in header.columns if column.key == UNKNOWN]
    for what in missing:
        names = ", ".join(f"{letter(each.index)} “{each.title}”" for each in unknown)
        fix = "xuất báo cáo có đủ các cột"
        if names:
            fix += f"; nếu là một trong các cột chưa rõ ({names}) thì thêm vào {_COLUMNS_FILE}"
        message = f"không có cột nào cho biết {what}"
        problems.append(Problem(file, row, "column-missing", "tiêu đề", message, fix))
    return problems


def _when(titles: Titles, wishes: Wishes, file: str, problems: list[Problem]) -> When | None:
    """Return the period: as the officer states it, else as the titles do."""
    notes: list[str] = []
    choices = titles.choices
    said = f"hàng {titles.row + 1}: “{titles.text}”"
    period, cumulative = wishes.period, wishes.cumulative
    if period:
        try:
            parse_period(period)
        except ValueError:
            near = guess_period(period)
            fix = f"viết PERIOD={near}" if near else "viết PERIOD=2026-10, 2026-Q3 hoặc 2026"
            message = f"“{period}” không phải kỳ báo cáo"
            problems.append(Problem(file, 1, "period-invalid", "PERIOD", message, fix))
            return None
        if choices and period not in {choice.period for choice in choices}:
            notes.append(f"tệp ghi kỳ khác: {_listed(choices)} ({said})")
        if cumulative is None:
            same = {choice.cumulative for choice in choices if choice.period == period}
            cumulative = same == {True}
    else:
        fitting = [each for each in choices if cumulative in (None, each.cumulative)] or choices
        if len(fitting) != 1:
            problems.append(_ask(fitting, file, titles))
            return None
        period = fitting[0].period
        cumulative = fitting[0].cumulative if cumulative is None else cumulative
        notes.append(f"kỳ báo cáo lấy theo {said}")
    as_of = wishes.as_of or titles.until
    if as_of is None:
        as_of = end_of(period)
        notes.append(
            f"tệp không ghi ngày chốt số liệu, lấy hết kỳ {format_datetime(as_of)}; "
            "khác thì thêm AS_OF="
        )
    return When(period, cumulative, as_of, titles.row, tuple(notes))


def _listed(choices: Sequence[Stated]) -> str:
    return " hoặc ".join(f"{each.period}{' lũy kế' * each.cumulative}" for each in choices)


def _ask(choices: Sequence[Stated], file: str, titles: Titles) -> Problem:
    if choices:
        message = f"chưa rõ kỳ báo cáo: {_listed(choices)} (hàng {titles.row + 1}: “{titles.text}”)"
    elif titles.text:
        message = f"chưa rõ kỳ báo cáo từ hàng {titles.row + 1}: “{titles.text}”"
    else:
        message = "phía trên bảng không ghi kỳ báo cáo"
    first = choices[0].period if choices else "2026-10"
    fix = f"thêm PERIOD={first} (--period {first}); "
    fix += "lũy kế từ đầu năm thì thêm CUMULATIVE=1 (--cumulative)"
    return Problem(file, titles.row + 1, "period-unclear", "PERIOD", message, fix)
