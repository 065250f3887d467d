"""Reports that real programs wrote are read as the officer would retype them."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.content_model.models import DossierRow
from plugins.dossiers.importing import Understood, Vocabulary, Wishes, load_workbook, understand

FIELDS = (
    DossierRow(633, 0, 381, 200, None, 45, None, 52, 0, "Tư pháp - Hộ tịch"),
    DossierRow(287, 4, 192, 77, None, 30, None, 14, 0, "Đất đai"),
    DossierRow(270, 0, 180, 71, None, 18, None, 19, 0, "Bảo trợ xã hội"),
    DossierRow(146, 0, 91, 47, None, 9, None, 8, 0, "Hộ kinh doanh"),
    DossierRow(97, 0, 59, 32, None, 7, None, 6, 0, "Xây dựng - Đô thị"),
)
TOTAL = DossierRow(1433, 4, 903, 427, None, 109, None, 99, 0)


def load(file: Path, vocabulary: Vocabulary) -> Understood:
    return understand(load_workbook(file), vocabulary, file.name, Wishes())


@pytest.mark.parametrize("name", ["bieu-06a.xlsx", "bieu-06a.ods", "hai-hang.xls"])
def test_the_same_month_in_three_formats_gives_the_same_figures(
    name: str, samples: Path, vocabulary: Vocabulary
) -> None:
    found = load(samples / name, vocabulary)

    assert found.problems == ()
    assert found.built is not None and found.when is not None
    assert found.built.total == TOTAL
    assert found.built.rows == FIELDS
    assert (found.when.period, found.when.cumulative) == ("2026-10", False)
    assert f"{found.when.as_of:%Y-%m-%dT%H:%M:%S%z}" == "2026-10-31T23:59:59+0700"


@pytest.mark.parametrize("name", ["phang-utf8.csv", "phang-utf16.csv", "phang-1258.csv"])
def test_text_is_read_in_whatever_letters_it_was_saved(
    name: str, samples: Path, vocabulary: Vocabulary
) -> None:
    found = load(samples / name, vocabulary)

    assert found.problems == ()
    assert found.built is not None
    assert [row.field for row in found.built.rows] == [row.field for row in FIELDS]
    assert [row.received for row in found.built.rows] == [row.received for row in FIELDS]
    assert found.built.total is not None and found.built.total.pending == 99
    assert "tệp không có hàng tổng: cả kỳ là tổng các hàng" in found.notes


def test_fields_belong_to_the_agency_above_them(samples: Path, vocabulary: Vocabulary) -> None:
    found = load(samples / "theo-don-vi.ods", vocabulary)

    assert found.problems == ()
    assert found.built is not None and found.when is not None
    assert found.when.period == "2026-Q3"
    assert [(row.agency, row.field, row.received) for row in found.built.rows] == [
        ("UBND xã Khê Giang", "Đất đai", 400),
        ("UBND xã Khê Giang", "Hộ tịch", 500),
        ("Công an xã Khê Giang", "Đăng ký cư trú", 120),
    ]
    assert [skipped.index + 1 for skipped in found.skipped] == [3, 6]


def test_a_report_of_ten_months_is_cumulative_and_its_share_is_no_count(
    samples: Path, vocabulary: Vocabulary
) -> None:
    found = load(samples / "luy-ke.xlsx", vocabulary)

    assert found.problems == ()
    assert found.built is not None and found.when is not None
    assert (found.when.period, found.when.cumulative) == ("2026-10", True)
    assert found.built.total == DossierRow(12040, 23, early_or_on_time=11777)


@pytest.mark.parametrize("file", sorted(Path(__file__).parents[3].glob("data/dossier-reports/*.*")))
def test_samples_are_small(file: Path) -> None:
    assert file.stat().st_size < 20_000
