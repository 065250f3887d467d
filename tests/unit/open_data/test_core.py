"""The catalogue that harvesters read: absolute addresses, every file once, nothing invented."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from plugins.open_data import Catalog, Dataset, Distribution, render_dcat
from plugins.vietnamese import VIETNAM

SITE = "https://xamau.example.vn"
COUNTERS = Dataset(
    title="Kết quả giải quyết TTHC",
    description="Số hồ sơ từng kỳ.",
    page=f"{SITE}/ket-qua/",
    files=(
        Distribution("Bảng tính CSV", f"{SITE}/du-lieu/tthc.csv", "text/csv"),
        Distribution(
            "Dữ liệu JSON",
            f"{SITE}/du-lieu/tthc.json",
            "application/json",
            f"{SITE}/du-lieu/tthc.schema.json",
        ),
    ),
    keywords=("hồ sơ",),
    modified=datetime(2026, 10, 31, 16, 46, tzinfo=VIETNAM),
)
CATALOG = Catalog(
    title="Dữ liệu mở của xã Mẫu",
    description="Số liệu ở dạng máy đọc được.",
    url=f"{SITE}/du-lieu/",
    publisher="Ủy ban nhân dân xã Mẫu",
    publisher_url=f"{SITE}/",
    datasets=(COUNTERS,),
    rights="Ghi rõ nguồn.",
)


def read(catalog: Catalog) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_dcat(catalog))
    return document


def test_a_dataset_is_described_in_the_terms_of_dcat() -> None:
    (dataset,) = read(CATALOG)["dcat:dataset"]
    assert dataset["@type"] == "dcat:Dataset"
    assert dataset["dct:title"] == {"@language": "vi", "@value": "Kết quả giải quyết TTHC"}
    assert dataset["dct:modified"]["@value"] == "2026-10-31T16:46:00+07:00"
    assert dataset["dcat:landingPage"] == {"@id": f"{SITE}/ket-qua/"}
    csv, as_json = dataset["dcat:distribution"]
    assert csv["dcat:downloadURL"] == {"@id": f"{SITE}/du-lieu/tthc.csv"}
    assert csv["dcat:mediaType"]["@id"].endswith("/media-types/text/csv")
    assert "dct:conformsTo" not in csv
    assert as_json["dct:conformsTo"] == {"@id": f"{SITE}/du-lieu/tthc.schema.json"}


def test_every_term_is_of_a_vocabulary_that_the_catalogue_names() -> None:
    document = read(CATALOG)
    known = set(document["@context"])

    def terms(value: Any) -> set[str]:
        if isinstance(value, list):
            return {term for item in value for term in terms(item)}
        if not isinstance(value, dict):
            return set()
        return {key for key in value if ":" in key} | terms(list(value.values()))

    assert {term.split(":")[0] for term in terms(document)} <= known


def test_what_is_not_stated_is_left_out() -> None:
    bare = replace(COUNTERS, modified=None)
    (dataset,) = read(replace(CATALOG, datasets=(bare,), rights=""))["dcat:dataset"]
    assert "dct:modified" not in dataset
    assert "dct:rights" not in dataset


def test_an_address_that_only_this_site_understands_is_refused() -> None:
    relative = replace(COUNTERS, page="/ket-qua/")
    with pytest.raises(ValueError, match="not an absolute address"):
        render_dcat(replace(CATALOG, datasets=(relative,)))


def test_one_file_belongs_to_one_dataset() -> None:
    with pytest.raises(ValueError, match="one address"):
        render_dcat(replace(CATALOG, datasets=(COUNTERS, COUNTERS)))
