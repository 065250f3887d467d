"""What the views of all pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plugins.portal.view_parts import Head, Layout, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What all views share. `section_url` is the navigation entry that this page belongs to.

    The masthead has a search box, but on the page that searches.
    """

    template: ClassVar[str]
    has_search_box: ClassVar[bool] = True

    head: Head
    layout: Layout
    heading: str
    lang: str = "vi"
    breadcrumb: tuple[Link, ...] = ()
    section_url: str = ""
