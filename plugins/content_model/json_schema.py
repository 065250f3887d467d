"""JSON Schemas of front matter and data files, for editors that complete and check as one types."""

from __future__ import annotations

import json
from typing import Any

from annotated_types import Ge, Le

from plugins.content_model.redirect_files import RedirectFile
from plugins.content_model.schema import (
    ArticleFile,
    CategoryFile,
    DossierFile,
    EarlierVisitsFile,
    FileModel,
    PageFile,
    TagFile,
    TopicFile,
    VisitMonthFile,
)
from plugins.content_model.schema_columns import DossierColumnsFile
from plugins.content_model.schema_portal import PortalFile
from plugins.content_model.score_files import ScoreFile
from plugins.content_model.validate import model_in

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILES: dict[str, tuple[type[FileModel], str]] = {
    "article": (ArticleFile, "phần giữa hai dòng --- của một tệp trong content/articles"),
    "page": (PageFile, "phần giữa hai dòng --- của một tệp trong content/pages"),
    "portal": (PortalFile, "tệp content/data/portal.yaml; khóa nào cũng có giá trị mặc định"),
    "dossiers": (DossierFile, "một tệp trong content/data/dossiers, mỗi kỳ báo cáo một tệp"),
    "service-quality": (ScoreFile, "một tệp trong content/data/service-quality, mỗi kỳ một tệp"),
    "visits": (VisitMonthFile, "một tệp trong content/data/visits, mỗi tháng một tệp"),
    "earlier-visits": (EarlierVisitsFile, "tệp content/data/visits/earlier.yaml"),
    "dossier-columns": (
        DossierColumnsFile,
        "tệp content/data/dossier-columns.yaml, thêm vào những cách viết đã biết sẵn",
    ),
}
_LISTS: dict[str, tuple[type[FileModel], str, str]] = {
    "categories": (CategoryFile, "Các chuyên mục", "tệp content/data/categories.yaml"),
    "topics": (TopicFile, "Các dòng sự kiện", "tệp content/data/topics.yaml"),
    "redirects": (RedirectFile, "Các chuyển hướng", "tệp content/data/redirects.yaml"),
    "tags": (TagFile, "Các thẻ", "tệp content/data/tags.yaml"),
}


def schemas() -> dict[str, bytes]:
    """Return the schemas by name, such as article, page or portal."""
    found = {
        name: {"$schema": _DIALECT, **_schema(model), "description": description}
        for name, (model, description) in _FILES.items()
    }
    for name, (model, title, description) in _LISTS.items():
        head = {"$schema": _DIALECT, "title": title, "description": description}
        found[name] = {**head, "type": "array", "items": _schema(model)}
    return {name: _dump(schema) for name, schema in sorted(found.items())}


def _schema(model: type[FileModel]) -> dict[str, Any]:
    schema = model.model_json_schema()
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    for part_model in _models(model):
        part = parts[part_model.__name__]
        # Docstrings are for developers; what editors read is with each key.
        part.pop("description", None)
        for name, key in part["properties"].items():
            key.pop("title", None)
            if key.get("default", "") in (None, "", []):
                key.pop("default", None)
            for bound in part_model.model_fields[name].metadata:
                if isinstance(bound, Ge):
                    key["minimum"] = bound.ge
                elif isinstance(bound, Le):
                    key["maximum"] = bound.le
    return schema


def _models(model: type[FileModel]) -> list[type[FileModel]]:
    """Return a model and all models in it, each once."""
    found = [model]
    for current in found:
        inner = (model_in(field.annotation) for field in current.model_fields.values())
        found += dict.fromkeys(part for part in inner if part is not None and part not in found)
    return found


def _dump(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
