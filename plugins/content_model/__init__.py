"""The content model: front matter and data files to frozen facts, or problems with path and line.

- `schema`, `schema_portal`: what may be written, once; messages, JSON Schema and documentation
  come from there;
- `documents`, `data`: one file at a time;
- `assemble`, `references`: everything that concerns more than one file;
- `models`: the facts that the rest of the generator works with.

No settings.
"""

from plugins.content_model.assemble import Content, assemble, newest_first
from plugins.content_model.data import PortalData, read_data
from plugins.content_model.documents import Document, Source, check_front, read_document, split
from plugins.content_model.problems import Problem, in_order
from plugins.content_model.references import check_references
from plugins.content_model.scan import Scan, scan

__all__ = [
    "Content",
    "Document",
    "PortalData",
    "Problem",
    "Scan",
    "Source",
    "assemble",
    "check_front",
    "check_references",
    "in_order",
    "newest_first",
    "read_data",
    "read_document",
    "scan",
    "split",
]
