"""However an office lays out a true table, import reads exactly that table, or asks."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_dossiers import make_report, rows
from strategies_dossiers_import import Counts, Layout, known, layouts

from plugins.content_model import read_data
from plugins.content_model.models import DossierRow
from plugins.dossiers.importing import (
    Understood,
    Vocabulary,
    Wishes,
    Workbook,
    build_vocabulary,
    render_period,
    understand,
)
from plugins.dossiers.importing.counts import Fault, read_count
from plugins.dossiers.importing.grid import Cell, Merge, Sheet
from plugins.dossiers.importing.header import find_header
from plugins.dossiers.importing.tables import read_tables
from plugins.dossiers.importing.wordings import BUILT_IN, read_wordings_file
from plugins.dossiers.labels import STATED
from plugins.vietnamese import VIETNAM, normalise_text

no_deadline = settings(deadline=None)


def vocabulary() -> Vocabulary:
    return build_vocabulary(read_wordings_file(BUILT_IN, "columns.yaml")[0])


VOCABULARY = vocabulary()


def read(layout: Layout) -> Understood:
    workbook = Workbook(((layout.sheet,),))
    return understand(workbook, VOCABULARY, "bao-cao.xlsx", Wishes(period="2026-10"))


def as_row(counts: Counts, field: str = "") -> DossierRow:
    stated = {key: count for key, count in known(counts).items() if key in STATED}
    for whole in ("pending", "early_or_on_time"):
        stated.pop(whole, None)
    return DossierRow(**stated, field=field)


def whole_of(layout: Layout) -> Counts:
    if layout.total is not None:
        return layout.total
    every = [known(counts) for _, counts in layout.rows]
    return {key: sum(counts[key] for counts in every) for key in every[0]}


@no_deadline
@given(layouts())
def test_a_true_table_is_read_exactly(layout: Layout) -> None:
    found = read(layout)

    assert found.problems == ()
    assert found.built is not None
    assert found.built.rows == tuple(as_row(counts, name) for name, counts in layout.rows)
    assert found.built.total == as_row(whole_of(layout))


@no_deadline
@given(st.data())
def test_one_wrong_number_is_reported_or_shown_as_it_stands(data: st.DataObject) -> None:
    """Where a sum can tell, it does; where none can, nothing else changes."""
    layout = data.draw(layouts(blanks=False))
    name, key = data.draw(st.sampled_from(sorted(layout.places)))
    before = dict(layout.rows)[name] if name else layout.total
    assert before is not None
    count = data.draw(st.integers(0, 3_000_000).filter(lambda number: number != before[key]))
    changed = layout.changed(name, key, count)

    found = read(changed)

    if not found.problems:
        assert found.built is not None
        assert found.built.rows == tuple(as_row(counts, each) for each, counts in changed.rows)
        assert found.built.total == as_row(whole_of(changed))


@no_deadline
@given(st.data())
def test_one_wrong_number_among_all_sums_is_always_reported(data: st.DataObject) -> None:
    layout = data.draw(layouts(blanks=False, spare=False))
    name, key = data.draw(st.sampled_from(sorted(layout.places)))
    before = dict(layout.rows)[name] if name else layout.total
    assert before is not None
    count = data.draw(st.integers(0, 3_000_000).filter(lambda number: number != before[key]))

    found = read(layout.changed(name, key, count))

    row = layout.places[name, key][0] + 1
    assert row in {problem.line for problem in found.problems}


NAMES = (
    st.text(min_size=1, max_size=30)
    .map(normalise_text)
    .filter(lambda text: bool(text) and "&" not in text)
)


@no_deadline
@given(rows(), st.lists(st.tuples(NAMES, rows()), max_size=4), NAMES, st.booleans())
def test_what_is_written_reads_back_as_it_was(
    total: DossierRow, breakdown: list[tuple[str, DossierRow]], source: str, cumulative: bool
) -> None:
    named = tuple(
        DossierRow(**{**{key: getattr(row, key) for key in STATED}, "field": name})
        for name, row in breakdown
    )
    as_of = datetime(2026, 10, 31, 16, 46, 7, tzinfo=VIETNAM)
    facts = {"as_of": as_of, "source": source, "breakdown": named, "url": "/ket-qua/"}
    report = make_report("2026-10", total, cumulative=cumulative, **facts)

    data = read_data({report.path: render_period(report).encode()})

    assert data.problems == ()
    [again] = data.periods
    assert {**_plain(again), "lines": {}} == {**_plain(report), "lines": {}}


def _plain(report: object) -> dict[str, object]:
    return {name: getattr(report, name) for name in type(report).__dataclass_fields__}  # type: ignore[attr-defined]


@no_deadline
@given(st.one_of(st.text(max_size=12), st.floats(), st.integers()))
def test_any_cell_is_a_count_or_nothing_or_a_fault_that_says_what_to_write(
    cell: str | float,
) -> None:
    count = read_count(cell)
    if isinstance(count, Fault):
        assert count.message and count.fix
    else:
        assert count is None or 0 <= count < 10**12


@no_deadline
@given(st.integers(0, 10**9))
def test_a_count_is_the_same_in_every_way_of_writing_it(count: int) -> None:
    grouped = f"{count:,}"
    ways = (count, float(count), str(count), grouped, grouped.replace(",", "."), f"{count}.0")
    assert {read_count(way) for way in ways} == {count}


CELLS = st.one_of(
    st.sampled_from(
        "|Lĩnh vực|Tổng tiếp nhận|Trước hạn|Đúng hạn|Quá hạn|Tổng cộng|-|Đã giải quyết|"
        "Đang giải quyết|I|1|1.1|UBND xã|Tháng 10/2026|%|Người lập biểu".split("|")
    ),
    st.integers(-5, 5000),
    st.floats(),
    st.text(max_size=8),
)
MERGES = st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=4)


@no_deadline
@given(st.lists(st.lists(CELLS, max_size=8), max_size=10), MERGES, st.booleans())
def test_any_sheet_is_read_or_answered(
    cells: list[list[Cell]], merges: list[Merge], with_head: bool
) -> None:
    """No sheet ends the import without figures or a problem that says what to write."""
    head = ("Lĩnh vực", "Tổng tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn")
    rows = ((head,) if with_head else ()) + tuple(map(tuple, cells))
    found = understand(
        Workbook(((Sheet("Sheet1", rows, tuple(merges)),),)), VOCABULARY, "a.xlsx", Wishes("2026")
    )
    assert all(problem.message and problem.fix for problem in found.problems)
    assert found.problems or (found.built and found.built.total and found.when)


@no_deadline
@given(st.binary(max_size=200))
def test_any_text_file_is_read_or_refused(raw: bytes) -> None:
    for sheet in read_tables(raw) or ():
        assert find_header(sheet, VOCABULARY) is None
