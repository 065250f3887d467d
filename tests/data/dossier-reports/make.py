"""Make the sample reports of this folder again: `python tests/data/dossier-reports/make.py`.

Needs openpyxl and LibreOffice (`soffice`), which turns workbooks into .xls and .ods as offices get
them. All figures are invented; the names of fields are real, the commune Khê Giang is not.
"""

from __future__ import annotations

import csv
import io
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
TITLE = "BÁO CÁO TÌNH HÌNH TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ THỦ TỤC HÀNH CHÍNH (SỐ LIỆU MẪU)"
FOOTER = ("Người lập biểu", "Khê Giang, ngày 02 tháng 11 năm 2026")
#: Field; carried over, online, direct; early, on time, late; pending in time, overdue.
FIELDS = (
    ("Tư pháp - Hộ tịch", 45, 402, 186, 381, 200, 0, 52, 0),
    ("Đất đai", 30, 97, 160, 192, 77, 4, 14, 0),
    ("Bảo trợ xã hội", 18, 140, 112, 180, 71, 0, 19, 0),
    ("Hộ kinh doanh", 9, 121, 16, 91, 47, 0, 8, 0),
    ("Xây dựng - Đô thị", 7, 55, 35, 59, 32, 0, 6, 0),
)
TOTAL = ("Tổng cộng", *(sum(row[place] for row in FIELDS) for place in range(1, 9)))


def full(row: Sequence[Any]) -> list[Any]:
    """Return a row of the national form: received, resolved and pending, each with its sum."""
    name, carried, online, direct, early, on_time, late, in_time, overdue = row
    received, resolved = carried + online + direct, early + on_time + late
    pending = in_time + overdue
    return [
        *(name, received, online, direct, carried),
        *(resolved, early, on_time, late, pending, in_time, overdue),
    ]


def put(sheet: Worksheet, rows: Sequence[Sequence[Any]], merges: Sequence[str]) -> None:
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)


def national_form() -> Workbook:
    """Three rows of header, a row of column numbers, the total below, a footer."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Biểu II.06a"
    head = [
        ["UBND XÃ KHÊ GIANG"],
        [TITLE],
        ["Kỳ báo cáo: Tháng 10 năm 2026 (từ ngày 01/10/2026 đến ngày 31/10/2026)"],
        [],
        [
            "STT",
            "Lĩnh vực giải quyết",
            "Số hồ sơ tiếp nhận",
            "",
            "",
            "",
            "Số hồ sơ đã giải quyết",
            "",
            "",
            "",
            "Số hồ sơ đang giải quyết",
        ],
        [
            "",
            "",
            "Tổng số",
            "Trong kỳ",
            "",
            "Từ kỳ trước",
            "Tổng số",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Tổng số",
            "Trong hạn",
            "Quá hạn",
        ],
        ["", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
        [
            "(1)",
            "(2)",
            "(3)=(4)+(5)+(6)",
            "(4)",
            "(5)",
            "(6)",
            "(7)=(8)+(9)+(10)",
            "(8)",
            "(9)",
            "(10)",
            "(11)=(12)+(13)",
            "(12)",
            "(13)",
        ],
    ]
    rows = [[number, *full(row)] for number, row in enumerate(FIELDS, 1)]
    foot = [["TỔNG CỘNG", "", *full(TOTAL)[1:]], [], ["", FOOTER[0], *[""] * 6, FOOTER[1]]]
    merges = ["A1:D1", "A2:M2", "A3:M3", "A5:A7", "B5:B7", "C5:F5", "G5:J5", "K5:M5", "C6:C7"]
    merges += ["D6:E6", "F6:F7", "A14:B14"] + [f"{column}6:{column}7" for column in "GHIJKLM"]
    put(sheet, [*head, *rows, *foot], merges)
    return book


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".") if number else "-"


def two_rows() -> Workbook:
    """Two rows of header, numbers as text with dots and dashes, the total above, shares."""
    book = Workbook()
    sheet = book.active
    sheet.title = "BaoCao"
    head = [
        [TITLE],
        ["Từ ngày 01/10/2026 đến ngày 31/10/2026"],
        [
            "TT",
            "Lĩnh vực",
            "Tiếp nhận",
            "",
            "",
            "Đã giải quyết",
            "",
            "",
            "",
            "Đang giải quyết",
            "",
            "",
            "Tỷ lệ đúng hạn (%)",
            "Ghi chú",
        ],
        [
            "",
            "",
            "Tổng số",
            "Kỳ trước chuyển qua",
            "Mới tiếp nhận",
            "Tổng",
            "Trước hạn",
            "Đúng hạn",
            "Trễ hạn",
            "Tổng",
            "Trong hạn",
            "Quá hạn",
        ],
    ]
    rows = []
    for number, row in enumerate((TOTAL, *FIELDS)):
        name, received, online, direct, carried, *rest = full(row)
        counts = [received, carried, online + direct, *rest]
        share = f"{100 * (rest[0] - rest[3]) / rest[0]:.1f}%".replace(".", ",")
        rows.append([number or "", name, *map(grouped, counts), share])
    merges = ["A1:N1", "A2:N2", "A3:A4", "B3:B4", "C3:E3", "F3:I3", "J3:L3", "M3:M4", "N3:N4"]
    put(sheet, [*head, *rows], merges)
    return book


def by_agency() -> Workbook:
    """Agencies as numbered sections that state the sum of the fields under them."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Theo đơn vị"
    head = [
        ["TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ QUÝ III/2026 (SỐ LIỆU MẪU)"],
        [
            "STT",
            "Đơn vị/Lĩnh vực",
            "Tổng tiếp nhận",
            "Trước hạn",
            "Đúng hạn",
            "Quá hạn",
            "Đang giải quyết trong hạn",
            "Đang giải quyết quá hạn",
        ],
    ]
    rows = [
        ["I", "UBND xã Khê Giang", 900, 500, 300, 10, 85, 5],
        [1, "Đất đai", 400, 200, 150, 10, 35, 5],
        [2, "Hộ tịch", 500, 300, 150, 0, 50, 0],
        ["II", "Công an xã Khê Giang", 120, 60, 50, 0, 10, 0],
        [1, "Đăng ký cư trú", 120, 60, 50, 0, 10, 0],
        ["", "Tổng cộng", 1020, 560, 350, 10, 95, 5],
    ]
    put(sheet, [*head, *rows], ["A1:H1"])
    return book


def cumulative() -> Workbook:
    """One row for the whole office, shares as numbers, in time as one column."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Lũy kế"
    put(
        sheet,
        [
            ["SỐ LIỆU MẪU - 10 THÁNG ĐẦU NĂM 2026"],
            ["Số liệu tính đến ngày 31/10/2026"],
            [],
            ["Đơn vị", "Số hồ sơ tiếp nhận", "Hồ sơ đã giải quyết", "", "", "Tỷ lệ"],
            ["", "", "Tổng số", "Trước hạn và đúng hạn", "Quá hạn", "đúng hạn"],
            ["UBND xã Khê Giang", 12040, 11800, 11777, 23, 0.998],
        ],
        ["A4:A5", "B4:B5", "C4:E4"],
    )
    return book


def flat() -> str:
    """One row of header, semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Báo cáo tháng 10/2026 (số liệu mẫu)"])
    writer.writerow(
        [
            "Lĩnh vực",
            "Mới tiếp nhận",
            "Tồn kỳ trước",
            "Trước hạn",
            "Đúng hạn",
            "Trễ hạn",
            "Đang giải quyết",
        ]
    )
    for name, carried, online, direct, early, on_time, late, in_time, overdue in FIELDS:
        writer.writerow(
            [name, online + direct, carried, early, on_time, late or "-", in_time + overdue]
        )
    return text.getvalue()


def windows_1258(text: str) -> bytes:
    """Encode as old Windows does: letters with their vowel mark, tones apart."""
    parts = []
    for letter in unicodedata.normalize("NFD", text):
        joined = unicodedata.normalize("NFC", parts[-1] + letter) if parts else letter
        is_mark = letter in "\u0302\u0306\u031b" and len(joined) == 1
        if is_mark:
            parts[-1] = joined
        elif letter in "\u0302\u0306\u031b":
            # NFD puts the dot below before the circumflex.
            tone = parts.pop()
            parts[-1] = unicodedata.normalize("NFC", parts[-1] + letter)
            parts.append(tone)
        else:
            parts.append(letter)
    return "".join(parts).encode("windows-1258")


def convert(file: Path, kind: str) -> None:
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(HERE), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    if kind == "ods":
        shrink(HERE / f"{file.stem}.ods")


def shrink(file: Path) -> None:
    """Leave out the picture of the first page, which is most of such a file."""
    with zipfile.ZipFile(file) as archive:
        members = [
            (member, archive.read(member))
            for member in archive.infolist()
            if not member.filename.startswith("Thumbnails/")
        ]
    with zipfile.ZipFile(file, "w") as archive:
        for member, content in members:
            archive.writestr(member, content)


def main() -> None:
    national_form().save(HERE / "bieu-06a.xlsx")
    cumulative().save(HERE / "luy-ke.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        for name, book, kind in (
            ("hai-hang", two_rows(), "xls"),
            ("theo-don-vi", by_agency(), "ods"),
            ("bieu-06a", national_form(), "ods"),
        ):
            file = Path(folder, f"{name}.xlsx")
            book.save(file)
            convert(file, kind)
    text = flat()
    (HERE / "phang-utf8.csv").write_bytes(text.encode("utf-8-sig"))
    (HERE / "phang-1258.csv").write_bytes(windows_1258(text))
    (HERE / "phang-utf16.csv").write_bytes(text.replace(";", "\t").encode("utf-16"))


if __name__ == "__main__":
    main()
