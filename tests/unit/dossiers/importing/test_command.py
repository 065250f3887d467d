"""`python -m plugins.dossiers import`: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.content_model import read_data
from plugins.dossiers.__main__ import main

ROOT = Path(__file__).parents[4]
HEAD = "Lĩnh vực;Tổng tiếp nhận;Trước hạn;Đúng hạn;Quá hạn;Đang giải quyết"
PLAIN = f"Tháng 10 năm 2026\n{HEAD}\nĐất đai;100;60;30;2;8\n"
WRITTEN = """\
period: 2026-10
as_of: 2026-10-31T23:59:59
source: Trung tâm Phục vụ hành chính công
received: 100
early: 60
on_time: 30
late: 2
pending: 8
breakdown:
  - {field: Đất đai, received: 100, early: 60, on_time: 30, late: 2, pending: 8}
"""
SOURCE = ("--source", "Trung tâm Phục vụ hành chính công")
Report = Callable[..., Path]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # 20 November 2026.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795134600")
    root = tmp_path / "content"
    root.mkdir()
    return root


@pytest.fixture
def report(tmp_path: Path) -> Report:
    def make(text: str = PLAIN, name: str = "bao-cao.csv") -> Path:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        return file

    return make


def run(content: Path, file: Path, *words: str) -> int:
    return main(["import", str(file), "--content", str(content), *words])


def tree(content: Path) -> dict[str, bytes]:
    files = (file for file in sorted(content.rglob("*")) if file.is_file())
    return {file.relative_to(content).as_posix(): file.read_bytes() for file in files}


Said = pytest.CaptureFixture[str]


def test_without_write_everything_is_shown_and_nothing_written(
    content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report()) == 0
    said = capsys.readouterr()
    assert tree(content) == {}
    assert said.err == ""
    assert said.out.splitlines() == [
        "Tệp bao-cao.csv, trang “CSV”, tiêu đề ở hàng 2",
        "Kỳ báo cáo: Tháng 10/2026 (2026-10)",
        "Số liệu tính đến: 31/10/2026 23:59",
        "",
        "Cột  Tiêu đề trong tệp  Đọc là",
        "A    Lĩnh vực           field (lĩnh vực)",
        "B    Tổng tiếp nhận     received (đã tiếp nhận)",
        "C    Trước hạn          early (trước hạn)",
        "D    Đúng hạn           on_time (đúng hạn)",
        "E    Quá hạn            late (trễ hạn)",
        "F    Đang giải quyết    pending (đang giải quyết)",
        "",
        "Hàng  Tên      Tiếp nhận  Trước hạn  Đúng hạn  Quá hạn  Đang g.quyết",
        "      Cả kỳ          100         60        30        2             8",
        "3     Đất đai        100         60        30        2             8",
        "",
        "Lưu ý: tệp không có hàng tổng: cả kỳ là tổng các hàng",
        "Lưu ý: kỳ báo cáo lấy theo hàng 1: “Tháng 10 năm 2026”",
        "Lưu ý: tệp không ghi ngày chốt số liệu, lấy hết kỳ 31/10/2026 23:59; khác thì thêm AS_OF=",
        "",
        "Chưa ghi gì. Để ghi data/dossiers/2026-10.yaml, thêm --write (hoặc make import-dossiers).",
    ]


def test_with_write_the_period_is_written_as_an_officer_would(
    content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report(), "--write", *SOURCE) == 0
    assert tree(content) == {"data/dossiers/2026-10.yaml": WRITTEN.encode()}
    written = content / "data/dossiers/2026-10.yaml"
    assert capsys.readouterr().out.endswith(f"Đã ghi {written}\n")
    assert written.stat().st_mode & 0o777 == 0o644
    assert read_data(tree(content)).problems == ()


def test_the_same_figures_again_change_nothing(content: Path, report: Report, capsys: Said) -> None:
    path = content / "data/dossiers/2026-10.yaml"
    path.parent.mkdir(parents=True)
    kept = "# Lời ghi của cán bộ\n" + WRITTEN.replace("T23:59:59", "T16:46:00")
    path.write_text(kept, "utf-8")
    assert run(content, report(), "--write") == 0
    assert "đã có đúng các số này: không ghi gì" in capsys.readouterr().out
    assert path.read_text("utf-8") == kept


def test_other_figures_are_shown_and_written_only_when_told_to_replace(
    content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report(), "--write", *SOURCE) == 0
    before = tree(content)
    other = report(PLAIN.replace("60;30;2", "59;30;3") + "Hộ tịch;9;9;0;0;0\n")

    assert run(content, other, "--write") == 1
    said = capsys.readouterr()
    assert tree(content) == before
    assert "  cả kỳ, trễ hạn: 2 -> 3" in said.out
    assert "  “Đất đai”, trước hạn: 60 -> 59" in said.out
    assert "  thêm hàng “Hộ tịch”" in said.out
    assert "bao-cao.csv:1: [period-exists] REPLACE: " in said.err

    assert run(content, other, "--write", "--replace") == 0
    after = tree(content)["data/dossiers/2026-10.yaml"].decode()
    assert "received: 109" in after
    assert "source: Trung tâm Phục vụ hành chính công\n" in after


def test_problems_are_told_by_row_and_nothing_is_written(
    content: Path, report: Report, capsys: Said
) -> None:
    wrong = report(PLAIN + "Hộ tịch;50;12,5;30;0;0\nLao động;abc1;1;1;1;1\n")
    assert run(content, wrong, "--write") == 1
    assert tree(content) == {}
    assert capsys.readouterr().err.splitlines() == [
        "bao-cao.csv:4: [count-fraction] C4: “12,5” không phải số nguyên -> ghi số hồ sơ, không lẻ",
        "bao-cao.csv:5: [count-type] B5: “abc1” không phải số hồ sơ -> chỉ ghi chữ số, ví dụ 1433",
        "Chưa ghi gì.",
    ]


def test_the_checks_of_all_reports_speak_of_the_cells_of_this_one(
    content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report(PLAIN.replace(";8", ";7")), "--write") == 1
    err = capsys.readouterr().err
    assert "bao-cao.csv:3: [dossiers-unbalanced] B3: " in err
    assert "data/dossier-columns.yaml" in err


def test_a_report_from_the_future_is_refused(content: Path, report: Report, capsys: Said) -> None:
    assert run(content, report(PLAIN.replace("10 năm", "12 năm")), "--write") == 1
    assert "[dossiers-as-of-future] as_of: " in capsys.readouterr().err
    assert tree(content) == {}


def test_what_another_report_has_wrong_does_not_stop_this_one(
    content: Path, report: Report
) -> None:
    path = content / "data/dossiers/2026-09.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(WRITTEN.replace("2026-10", "2026-09").replace("late: 2", "late: 77"), "utf-8")
    (path.parent / "2026-08.yaml").write_text("period: [\n", "utf-8")
    assert run(content, report(), "--write") == 0


def test_what_the_officer_states_goes_before_the_titles(content: Path, report: Report) -> None:
    words = ("--period", "2026-q3", "--as-of", "2026-09-30T17:00", "--cumulative")
    assert run(content, report(), "--write", *words) == 0
    written = tree(content)["data/dossiers/2026-Q3-luy-ke.yaml"].decode()
    assert written.startswith("period: 2026-Q3\ncumulative: true\nas_of: 2026-09-30T17:00:00\n")


def test_a_period_keeps_the_file_that_it_has(content: Path, report: Report) -> None:
    path = content / "data/dossiers/luy-ke-thang-10.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(WRITTEN.replace("as_of", "cumulative: true\nas_of"), "utf-8")
    text = PLAIN.replace("Tháng 10 năm", "10 tháng đầu năm").replace("100;60", "101;61")
    assert run(content, report(text), "--write", "--replace") == 0
    assert list(tree(content)) == ["data/dossiers/luy-ke-thang-10.yaml"]


def test_the_file_of_another_period_is_never_taken(
    content: Path, report: Report, capsys: Said
) -> None:
    path = content / "data/dossiers/2026-10.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(WRITTEN.replace("as_of", "cumulative: true\nas_of"), "utf-8")
    before = tree(content)
    assert run(content, report(), "--write", "--replace") == 1
    assert "[name-taken]" in capsys.readouterr().err
    assert tree(content) == before


def test_the_office_adds_its_own_headings(content: Path, report: Report, capsys: Said) -> None:
    file = report(PLAIN.replace("Quá hạn", "Chậm trả"))
    assert run(content, file) == 1
    assert "E “Chậm trả”" in capsys.readouterr().err
    (content / "data").mkdir()
    (content / "data/dossier-columns.yaml").write_text("late: [Chậm trả]\n", "utf-8")
    assert run(content, file) == 0


def test_headings_may_come_from_another_file(
    content: Path, report: Report, tmp_path: Path, capsys: Said
) -> None:
    file = report(PLAIN.replace("Quá hạn", "Chậm trả"))
    mapping = tmp_path / "cot.yaml"
    mapping.write_text("late: [Chậm trả]\n", "utf-8")
    assert run(content, file, "--mapping", str(mapping)) == 0
    mapping.write_text("lates: [Chậm trả]\n", "utf-8")
    assert run(content, file, "--mapping", str(mapping)) == 1
    assert "cot.yaml:1: [key-unknown] lates: " in capsys.readouterr().err


def test_a_count_that_jumps_is_worth_a_notice_and_no_more(
    content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report(), "--write") == 0
    text = PLAIN.replace("10 năm", "11 năm").replace("100;60;30;2;8", "1000;900;90;2;8")
    assert run(content, report(text), "--write", "--as-of", "2026-11-19") == 0
    out = capsys.readouterr().out
    assert "Lưu ý: đã tiếp nhận (received) tăng từ 100 (2026-10) lên 1.000" in out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--as-of", "31/10/2026"), "viết 2026-10-31"),
        (("--period", "10/2026"), "viết PERIOD=2026-10"),
        (("--sheet", "Khác"), "không có trang “Khác”"),
    ],
)
def test_what_the_officer_states_wrongly_is_answered_with_what_to_write(
    words: tuple[str, str], part: str, content: Path, report: Report, capsys: Said
) -> None:
    assert run(content, report(), "--write", *words) == 1
    assert part in capsys.readouterr().err
    assert tree(content) == {}


def test_a_file_that_is_not_there_is_named(content: Path, tmp_path: Path, capsys: Said) -> None:
    assert run(content, tmp_path / "khong-co.xlsx") == 1
    assert "khong-co.xlsx: không có tệp hay thư mục này" in capsys.readouterr().err
    assert run(content, tmp_path) == 1


def test_a_disk_that_cannot_be_written_leaves_everything_as_it_was(
    content: Path, report: Report, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(content, report(), "--write") == 0
    before = tree(content)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device", "2026-10.yaml")

    monkeypatch.setattr(os, "fsync", full)
    other = report(PLAIN.replace("60;30;2", "59;30;3"))
    assert run(content, other, "--write", "--replace") == 1
    assert "đĩa đã đầy" in capsys.readouterr().err
    assert tree(content) == before


def test_the_same_report_gives_the_same_bytes_in_any_process(content: Path, report: Report) -> None:
    file, written = report(), []
    for seed in ("1", "2"):
        target = content / seed
        command = [sys.executable, "-m", "plugins.dossiers", "import", str(file), "--write"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "ascii"}
        run = subprocess.run(
            [*command, "--content", str(target)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )
        written.append((tree(target), run.stdout.replace(str(target).encode(), b"")))
    assert written[0] == written[1]


def test_a_sheet_formatted_far_below_its_rows_is_read_at_once(
    content: Path, report: Report, capsys: Said
) -> None:
    """Spreadsheets save empty rows down to where somebody once drew a border."""
    assert run(content, report(PLAIN + ";;;;;\n" * 100_000), "--write") == 0
    assert "data/dossiers/2026-10.yaml" in tree(content)


def test_a_figure_that_a_build_would_refuse_is_not_written(
    content: Path, report: Report, capsys: Said
) -> None:
    many = "900000000000"
    rows = "".join(f"{name};{many};{many};0;0;0\n" for name in ("Đất đai", "Hộ tịch"))
    assert run(content, report(f"Tháng 10 năm 2026\n{HEAD}\n{rows}"), "--write") == 1
    assert tree(content) == {}
    assert "Chưa ghi gì." in capsys.readouterr().err


def test_an_impossible_time_of_build_is_no_reason_to_fall(
    content: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "99999999999999")
    assert run(content, report()) == 0
