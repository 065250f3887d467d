"""A catalogue of datasets, and its description as JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from plugins.vietnamese import format_iso

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of a dataset. `schema` is the address of what it conforms to, empty for nothing."""

    title: str
    url: str
    media_type: str
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Data that belong together. `page` shows them to people; `modified` is aware."""

    title: str
    description: str
    page: str
    files: tuple[Distribution, ...]
    keywords: tuple[str, ...] = ()
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that a portal offers. `rights` says under what terms, empty where not stated."""

    title: str
    description: str
    url: str
    publisher: str
    publisher_url: str
    datasets: tuple[Dataset, ...]
    rights: str = ""


def render_dcat(catalog: Catalog) -> bytes:
    """Return a catalogue as JSON-LD; all addresses in it must be absolute.

    Raises ValueError for one that is not, and for two files with one address.
    """
    urls = [file.url for dataset in catalog.datasets for file in dataset.files]
    if len(set(urls)) < len(urls):
        raise ValueError("two files have one address")
    for url in (catalog.url, catalog.publisher_url, *urls, *(it.page for it in catalog.datasets)):
        if not url.startswith(("https://", "http://")):
            raise ValueError(f"not an absolute address: {url!r}")
    publisher = {
        "@id": catalog.publisher_url,
        "@type": "foaf:Organization",
        "foaf:name": catalog.publisher,
    }
    document = {
        "@context": _CONTEXT,
        "@id": catalog.url,
        "@type": "dcat:Catalog",
        "dct:title": _vietnamese(catalog.title),
        "dct:description": _vietnamese(catalog.description),
        "dct:language": "vi",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": catalog.publisher_url},
        "dcat:dataset": [_dataset(each, catalog) for each in catalog.datasets],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _dataset(dataset: Dataset, catalog: Catalog) -> dict[str, object]:
    found: dict[str, object] = {
        "@id": f"{dataset.page}#du-lieu",
        "@type": "dcat:Dataset",
        "dct:title": _vietnamese(dataset.title),
        "dct:description": _vietnamese(dataset.description),
        "dct:language": "vi",
        "dct:publisher": {"@id": catalog.publisher_url},
        "dcat:landingPage": {"@id": dataset.page},
        "dcat:keyword": [_vietnamese(word) for word in dataset.keywords],
    }
    if dataset.modified:
        found["dct:modified"] = {
            "@type": "xsd:dateTime",
            "@value": format_iso(dataset.modified),
        }
    if catalog.rights:
        found["dct:rights"] = _vietnamese(catalog.rights)
    found["dcat:distribution"] = [_distribution(file) for file in dataset.files]
    return found


def _distribution(file: Distribution) -> dict[str, object]:
    found: dict[str, object] = {
        "@id": file.url,
        "@type": "dcat:Distribution",
        "dct:title": _vietnamese(file.title),
        "dcat:accessURL": {"@id": file.url},
        "dcat:downloadURL": {"@id": file.url},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPE}{file.media_type}"},
    }
    if file.schema:
        found["dct:conformsTo"] = {"@id": file.schema}
    return found


def _vietnamese(text: str) -> dict[str, str]:
    return {"@language": "vi", "@value": text}
