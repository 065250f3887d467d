"""Vietnamese text rules: Unicode, slugs, keys for search, order, numbers and dates.

A pure library: no clock, disk, network or locale of the machine, no settings. The zone of Vietnam
comes from the `tzdata` package where the system has no zone data.
"""

from __future__ import annotations

from plugins.vietnamese.collate import SortKey, sort_key
from plugins.vietnamese.date_parsing import DateProblem, parse_date, parse_datetime
from plugins.vietnamese.dates import (
    VIETNAM,
    format_date,
    format_datetime,
    format_iso,
    format_long,
    format_month,
    format_rfc822,
)
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import (
    format_bytes,
    format_decimal,
    format_integer,
    format_percent,
    percent_places,
)
from plugins.vietnamese.slug import slugify
from plugins.vietnamese.text import clip, normalise_markup, normalise_text
from plugins.vietnamese.words import fold, syllables, tone_key

__all__ = [
    "VIETNAM",
    "DateProblem",
    "SortKey",
    "clip",
    "fold",
    "format_bytes",
    "format_date",
    "format_datetime",
    "format_decimal",
    "format_integer",
    "format_iso",
    "format_long",
    "format_month",
    "format_percent",
    "format_rfc822",
    "nearest",
    "normalise_markup",
    "normalise_text",
    "parse_date",
    "parse_datetime",
    "percent_places",
    "slugify",
    "sort_key",
    "syllables",
    "tone_key",
]
