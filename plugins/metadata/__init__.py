"""What machines read in the head of a page, and the web app manifest.

Open Graph, Dublin Core and JSON-LD (dữ liệu có cấu trúc) come from one source, `PageFacts`,
so that they cannot contradict each other. A pure library: facts in, pairs or bytes out; no
clock, disk or network. No settings.
"""

from plugins.metadata.linked_data import json_ld
from plugins.metadata.manifest import Icon, web_manifest
from plugins.metadata.models import (
    AuthorFacts,
    CorrectionFacts,
    ImageFacts,
    PageFacts,
    PageKind,
    SourceFacts,
)
from plugins.metadata.tags import DUBLIN_CORE_SCHEMAS, dublin_core, open_graph

__all__ = [
    "DUBLIN_CORE_SCHEMAS",
    "AuthorFacts",
    "CorrectionFacts",
    "Icon",
    "ImageFacts",
    "PageFacts",
    "PageKind",
    "SourceFacts",
    "dublin_core",
    "json_ld",
    "open_graph",
    "web_manifest",
]
