"""One run: logs into the state, the state into the files of data/visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from plugins.content_model.data import VISITS, PortalData, read_data
from plugins.content_model.problems import Problem, in_order
from plugins.content_model.visit_models import VisitMonth
from plugins.content_model.writing import write_whole
from plugins.vietnamese import VIETNAM
from plugins.visits.checks import check_visits
from plugins.visits.core import build_visits
from plugins.visits.logs import KnownLog, LogChangedError, LogReader, open_log
from plugins.visits.months import MOST_READ, in_days, lost_days, merged, most_read, render_month
from plugins.visits.rules import Rules
from plugins.visits.state import State
from plugins.visits.store import load_files, locked, transaction
from plugins.visits.tally import Tally
from plugins.visits.views import JSON_PATH, now_json

#: Whoever looked at a page within this time is online.
ONLINE = timedelta(minutes=5)
#: So many visitors and addresses are counted in memory before they go into the state.
_MOST_COUNTED = 200_000
#: A new log of so many lines of which none can be read is in another format.
_FEWEST_STRANGE = 10
_FIRST_FEW = 5


class VisitFilesError(Exception):
    """Files of data/visits have problems; nothing was counted."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("tệp trong data/visits có lỗi: sửa xong hãy đếm lại")
        self.problems = tuple(problems)


class NothingCountedError(Exception):
    """There are no figures yet."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Where a run reads and writes, what it leaves out, and which moment it takes for now."""

    state: Path
    content: Path
    rules: Rules
    now: datetime
    random_bytes: Callable[[int], bytes]
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class LogReport:
    """What one log gave: new lines, views in them, numbers of the first lines not readable.

    `fault` says why nothing, or not all, of it was counted.
    """

    path: Path
    lines: int = 0
    views: int = 0
    unreadable: tuple[int, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `left` names what was left out, with the number of lines, most first.

    `adopted` are published days that were not counted here, `lost` those of which more was
    published than is counted; `written` the files that changed.
    """

    logs: tuple[LogReport, ...]
    left: tuple[tuple[str, int], ...]
    adopted: tuple[str, ...]
    lost: tuple[date, ...]
    written: tuple[Path, ...]


def count(logs: Sequence[Path], setup: Setup) -> Report:
    """Count what is new in logs, and write the months that changed.

    Raises StateBusyError, StateFormatError, sqlite3.DatabaseError, OSError (of the files written)
    and VisitFilesError; then nothing was counted, or all of it was, and the next run writes it.
    """
    with locked(setup.state):
        data = _published(setup)
        published = {month.month: month for month in data.months}
        with transaction(setup.state, setup.random_bytes) as state:
            adopted = [iso for month in published.values() for iso in _adopt(state, month)]
            now = int(setup.now.timestamp())
            tally = Tally(setup.rules, now, state.day, forwarded=setup.forwarded)
            known = state.logs()
            reports = tuple(_count_log(path, known, state, tally) for path in logs)
            state.add(tally.take())
            state.settle()
            counted = list(_counted(state))
        lost = [day for month in counted for day in lost_days(month, published.get(month.month))]
        written = tuple(_write(counted, published, setup.content))
    left = sorted(tally.left.items(), key=lambda entry: (-entry[1], entry[0]))
    return Report(reports, tuple(left), tuple(sorted(adopted)), tuple(lost), written)


def show_now(site: Path, setup: Setup, now: datetime | None) -> tuple[Path, datetime]:
    """Write the figures of the moment below a site; return the file and their time.

    `now` is the moment, by default that of the newest line. Raises as `count` does, and
    NothingCountedError.
    """
    with locked(setup.state):
        if not setup.state.is_file():
            raise NothingCountedError
        data = _published(setup)
        published = {month.month: month for month in data.months}
        with transaction(setup.state, setup.random_bytes) as state:
            counted = {month.month: month for month in _counted(state)}
            as_of = now or datetime.fromtimestamp(state.newest, VIETNAM)
            if not state.newest:
                raise NothingCountedError
            since, until = int((as_of - ONLINE).timestamp()), int(as_of.timestamp())
            online = state.online(f"{as_of.astimezone(VIETNAM):%Y-%m-%d}", since, until)
        months = [merged(month, published.get(name)) for name, month in counted.items()]
        months += [month for name, month in published.items() if name not in counted]
        visits = build_visits(months, data.earlier, as_of)
        path = site / JSON_PATH
        write_whole(path, now_json(visits, online, as_of))
    return path, as_of


def _published(setup: Setup) -> PortalData:
    data = read_data(load_files(setup.content))
    problems = [*data.problems, *check_visits(data.months, data.earlier, setup.now)]
    if problems:
        raise VisitFilesError(in_order(problems))
    return data


def _adopt(state: State, month: VisitMonth) -> list[str]:
    days = {row.day.isoformat(): (row.visitors, row.views) for row in month.days}
    return state.adopt(days, {page.url: page.views for page in month.most_read})


def _count_log(path: Path, known: list[KnownLog], state: State, tally: Tally) -> LogReport:
    """Count what is new in a log, and note in `known` how far it was read."""
    before, lines, unreadable = tally.views, 0, list[int]()
    reader, last, fault = None, None, ""
    try:
        with open_log(path) as stream:
            reader = LogReader(stream, known, state.digest)
            for block in reader.blocks():
                unreadable += tally.add(block.lines, reader.log.lines + lines + 1)
                lines, last = lines + len(block.lines), block
                if len(tally.counts) > _MOST_COUNTED:
                    state.add(tally.take())
    except LogChangedError:
        fault = "phần đã đếm của tệp này nay đã khác: không đếm; hãy dùng tệp do máy chủ viết"
    except OSError as error:
        fault = f"không đọc được hết tệp: {error.strerror or error}"
    if reader is not None and last is not None:
        if reader.log.number is None and lines == len(unreadable) >= _FEWEST_STRANGE:
            fault = "không dòng nào đọc được: không đếm; cần dạng combined, hoặc JSON của Caddy"
            return LogReport(path, lines, 0, tuple(unreadable[:_FIRST_FEW]), fault)
        if reader.log.number is not None:
            known.remove(reader.log)
        known.insert(0, state.keep_log(reader.after(last, reader.log.lines + lines)))
    if reader is not None and reader.is_damaged:
        fault = "tệp nén hỏng hoặc đang ghi dở: đã đếm phần đọc được"
    return LogReport(path, lines, tally.views - before, tuple(unreadable[:_FIRST_FEW]), fault)


def _counted(state: State) -> Iterator[VisitMonth]:
    """Yield the months of the state."""
    days: dict[str, dict[date, tuple[int, int]]] = {}
    newest: dict[str, int] = {}
    for iso, visitors, views, last in state.days():
        month = iso[:7]
        days.setdefault(month, {})[date.fromisoformat(iso)] = visitors, views
        newest[month] = max(newest.get(month, 0), last)
    for month, figures in days.items():
        yield VisitMonth(
            path=f"{VISITS}/{month}.yaml",
            month=month,
            as_of=datetime.fromtimestamp(newest[month], VIETNAM),
            days=in_days(figures),
            most_read=most_read(state.most_read(month, MOST_READ)),
        )


def _write(
    counted: Sequence[VisitMonth], published: Mapping[str, VisitMonth], content: Path
) -> Iterator[Path]:
    for month in counted:
        whole = merged(month, published.get(month.month))
        path = content / whole.path
        if write_whole(path, render_month(whole)):
            yield path
