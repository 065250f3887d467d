"""Whatever file an officer chooses, there is a sheet or one sentence that says what to do."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook as Book

from plugins.dossiers.importing import (
    UnreadableError,
    Vocabulary,
    Wishes,
    Workbook,
    load_workbook,
    understand,
)
from plugins.dossiers.importing.child import read as read_child

HEAD = ["Lĩnh vực", "Tổng tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn"]
ROW = ["Đất đai", 100, 60, 30, 2]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Save a workbook: sheets by name, each a list of rows."""

    def make(hidden: tuple[str, ...] = (), **sheets: list[list[object]]) -> Path:
        book = Book()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            if name in hidden:
                sheet.sheet_state = "hidden"
        file = tmp_path / "bao-cao.xlsx"
        book.save(file)
        return file

    return make


def refusal(file: Path) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        load_workbook(file)
    assert caught.value.message and caught.value.fix
    return caught.value


def codes(workbook: Workbook, vocabulary: Vocabulary, **wishes: str) -> list[str]:
    stated = Wishes(**{"period": "2026-10", **wishes})  # type: ignore[arg-type]
    return [problem.code for problem in understand(workbook, vocabulary, "a", stated).problems]


def test_the_name_of_a_file_does_not_matter(save: Save, tmp_path: Path) -> None:
    file = save(Trang=[HEAD, ROW])
    other = file.rename(tmp_path / "bao-cao.csv")
    [sheets] = load_workbook(other).readings
    assert sheets[0].rows[1] == ("Đất đai", 100, 60, 30, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"%PDF-1.7 ...", "file-kind"),
        (b"\n<html><table><tr><td>1</td></tr></table>", "file-kind"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "file-kind"),
        (b"PK\x03\x04 and nothing more", "file-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-broken"),
        (b"\x01\x02\x03\x04\x80\x81" * 40, "file-broken"),
        (b"\xff\xfe\x00\xd8", "file-broken"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.xlsx"
    file.write_bytes(content)
    assert refusal(file).code == code


@pytest.mark.parametrize("kept", [30, 400, 2000, -200])
def test_a_file_that_was_cut_off_is_refused(kept: int, save: Save) -> None:
    file = save(Trang=[HEAD, ROW])
    file.write_bytes(file.read_bytes()[:kept])
    assert refusal(file).code == "file-broken"


def test_a_damaged_sheet_is_refused(save: Save) -> None:
    file = save(Trang=[HEAD, ROW])
    rewrite(file, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c")
    assert refusal(file).code == "file-broken"


def rewrite(file: Path, name: str, content: bytes) -> None:
    """Replace one member of a zip file."""
    with zipfile.ZipFile(file) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, old in {**members, name: content}.items():
            archive.writestr(each, content if each == name else old)


def test_a_file_with_a_password_asks_for_one_without(tmp_path: Path, samples: Path) -> None:
    file = tmp_path / "bao-cao.xlsx"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
    file.write_bytes(locked)
    error = refusal(file)
    assert (error.code, error.message) == ("file-password", "tệp có mật khẩu")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refusal(file).code == "file-kind"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(save: Save) -> None:
    file = save(Trang=[HEAD, ROW])
    rewrite(file, "xl/worksheets/sheet1.xml", b" " * (90 << 20))
    assert file.stat().st_size < 1 << 20
    assert refusal(file).code == "file-large"


def test_a_sheet_that_claims_all_cells_there_are_is_refused(save: Save) -> None:
    """A reader that makes room for them all would take all memory."""
    file = save(Trang=[HEAD, ROW])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewrite(file, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    assert refusal(file).code == "file-large"


def test_too_many_rows_are_refused(save: Save, tmp_path: Path) -> None:
    rows = [[f"Hàng {number}", 1, 1, 0, 0] for number in range(5100)]
    assert refusal(save(Trang=[HEAD, *rows])).code == "file-large"
    file = tmp_path / "bao-cao.csv"
    file.write_text("\n".join("a,1,1,0,0" for _ in rows), "utf-8")
    assert refusal(file).code == "file-large"


def test_too_many_bytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.csv"
    with file.open("wb") as handle:
        handle.truncate(11 << 20)
    assert refusal(file).code == "file-large"


def test_a_reader_that_dies_is_no_traceback(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -6, b"", b"memory allocation failed")

    monkeypatch.setattr(subprocess, "run", dead)
    assert refusal(save(Trang=[HEAD, ROW])).code == "file-large"


def test_two_sheets_that_both_are_reports_are_both_named(
    save: Save, vocabulary: Vocabulary
) -> None:
    workbook = load_workbook(save(Xã=[HEAD, ROW], Thôn=[HEAD, ROW], Khác=[["x"]]))
    assert codes(workbook, vocabulary) == ["sheet-ambiguous"]
    [problem] = understand(workbook, vocabulary, "a", Wishes()).problems
    assert "“Xã”, “Thôn”" in problem.message and "Khác" not in problem.message
    assert codes(workbook, vocabulary, sheet="thôn") == []
    assert codes(workbook, vocabulary, sheet="Tổng") == ["sheet-missing"]


def test_a_hidden_sheet_is_not_read_and_that_is_said(save: Save, vocabulary: Vocabulary) -> None:
    workbook = load_workbook(save(("Cũ",), Mới=[HEAD, ROW], Cũ=[HEAD, ROW]))
    found = understand(workbook, vocabulary, "a", Wishes(period="2026-10"))
    assert found.problems == ()
    assert "trang ẩn “Cũ” không được đọc" in found.notes


def test_hidden_rows_are_rows(save: Save, vocabulary: Vocabulary) -> None:
    """A filter hides them, but the total counts them."""
    file = save(Trang=[HEAD, ROW, ["Hộ tịch", 50, 20, 30, 0], ["Tổng cộng", 150, 80, 60, 2]])
    import openpyxl

    book = openpyxl.load_workbook(file)
    book.active.row_dimensions[3].hidden = True
    book.save(file)
    found = understand(load_workbook(file), vocabulary, "a", Wishes(period="2026-10"))
    assert found.problems == ()
    assert found.built is not None
    assert [row.field for row in found.built.rows] == ["Đất đai", "Hộ tịch"]


@pytest.mark.parametrize("rows", [[], [[]], [["Không có gì"]], [HEAD[:2], ROW[:2]]])
def test_a_sheet_without_a_header_is_asked_about(
    rows: list[list[object]], save: Save, vocabulary: Vocabulary
) -> None:
    assert codes(load_workbook(save(Trang=rows)), vocabulary) == ["header-missing"]


def test_a_header_without_rows_is_a_problem(save: Save, vocabulary: Vocabulary) -> None:
    assert codes(load_workbook(save(Trang=[HEAD])), vocabulary) == ["rows-missing"]


def test_a_formula_that_fails_names_its_cell(save: Save, vocabulary: Vocabulary) -> None:
    file = save(Trang=[HEAD, ROW])
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    error = sheet.replace(b'<c r="E2" t="n"><v>2</v></c>', b'<c r="E2" t="e"><v>#REF!</v></c>')
    assert error != sheet
    rewrite(file, "xl/worksheets/sheet1.xml", error)
    found = understand(load_workbook(file), vocabulary, "a", Wishes(period="2026-10"))
    [problem] = found.problems
    assert (problem.code, problem.field) == ("count-blank", "E2")
    assert "lỗi công thức" in problem.message


def test_dates_and_truth_values_are_texts(save: Save) -> None:
    file = save(Trang=[["Từ ngày", date(2026, 10, 1)], [True, 1.5, 3.0]])
    found = read_child(file, 10, 10)
    assert found["sheets"][0]["rows"] == [["Từ ngày", "01/10/2026"], ["TRUE", 1.5, 3]]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_tables_are_read_with_any_sign_and_letters(
    sign: str, encoding: str, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    text = io.StringIO()
    for row in (HEAD, ["Đất đai, nhà ở", '"1.100"', "900", "190", "10"]):
        quoted = [f'"{cell}"' if "," in str(cell) and sign == "," else str(cell) for cell in row]
        text.write(sign.join(quoted) + "\r\n")
    file = tmp_path / "bao-cao.csv"
    file.write_bytes(text.getvalue().encode(encoding))
    found = understand(load_workbook(file), vocabulary, "a", Wishes(period="2026-10"))
    assert found.problems == ()
    assert found.built is not None
    assert [(row.field, row.received) for row in found.built.rows] == [("Đất đai, nhà ở", 1100)]


def test_the_reader_of_spreadsheets_runs_alone(samples: Path) -> None:
    """It is started by its path, in any folder, without this project on the path."""
    child = Path(sys.modules["plugins.dossiers.importing.child"].__file__ or "")
    command = [sys.executable, "-I", str(child), str(samples / "luy-ke.xlsx"), "9", "9", "999", "9"]
    run = subprocess.run(command, capture_output=True, check=True, cwd="/")
    assert b'"sheets"' in run.stdout
