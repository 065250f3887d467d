"""What docs/editors says of the keys is what the schema says."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from plugins.content_model.docs import EDITORS, documents

SCHEMAS = [path for path in documents() if path.endswith(".schema.json")]


@pytest.mark.parametrize("path", sorted(documents()))
def test_the_document_is_up_to_date(path: str) -> None:
    """`make docs` writes them anew."""
    assert (EDITORS / path).read_bytes() == documents()[path]


@pytest.mark.parametrize("path", SCHEMAS)
def test_a_schema_is_a_json_schema(path: str) -> None:
    Draft202012Validator.check_schema(json.loads(documents()[path]))


def test_the_schema_of_articles_takes_what_editors_write_and_nothing_else() -> None:
    schema = Draft202012Validator(json.loads(documents()["schema/article.schema.json"]))
    article = {"title": "Bài", "date": "2026-11-20T07:30", "category": "thong-bao"}

    assert schema.is_valid(article)
    assert not schema.is_valid({**article, "sumary": "x"})
    assert not schema.is_valid({**article, "status": "nháp"})
    assert not schema.is_valid({**article, "date": "20/11/2026"})
