"""What the data files state about each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plugins.content_model.located import Located
from plugins.content_model.problems import Problem
from plugins.content_model.schema import CategoryFile
from plugins.content_model.schema_portal import NavigationFile, PortalFile
from plugins.content_model.suggest import near_word


def check_parents(
    entries: Sequence[tuple[CategoryFile, Mapping[str, int]]], path: str
) -> Iterator[Problem]:
    """Yield a problem for each category whose parent is missing or has a parent itself."""
    parents = {category.slug: category.parent for category, _ in entries}
    for category, lines in entries:
        parent = category.parent
        if parent is None:
            continue
        if parent not in parents:
            near = near_word(parent, parents)
            fix = f"có phải {near}?" if near else "viết slug của một chuyên mục trong tệp này"
            message = f"không có chuyên mục cấp trên “{parent}”"
        elif parent == category.slug or parents[parent] is not None:
            fix = "chọn một chuyên mục không có cấp trên"
            message = f"“{parent}” không thể là cấp trên: chuyên mục chỉ có hai cấp"
        else:
            continue
        line = lines.get("parent", lines[""])
        yield Problem(path, line, "parent-unknown", "parent", message, fix)


def check_portal(
    portal: PortalFile, lines: Located, slugs: Sequence[str], path: str, categories: str
) -> Iterator[Problem]:
    """Yield a problem for each category that portal.yaml names and the closed list does not."""
    for field, slug in _named_categories(portal):
        if slug in slugs:
            continue
        near = near_word(slug, slugs)
        fix = f"có phải {near}?" if near else f"dùng slug có trong {categories}"
        message = f"không có chuyên mục “{slug}”"
        yield Problem(path, lines.line(field), "category-unknown", field, message, fix)


def _named_categories(portal: PortalFile) -> Iterator[tuple[str, str]]:
    for number, slug in enumerate(portal.home.sections):
        yield f"home.sections.{number}", slug
    if portal.home.notices:
        yield "home.notices", portal.home.notices
    yield from _navigation("navigation", portal.navigation)


def _navigation(dotted: str, items: Sequence[NavigationFile]) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(items):
        here = f"{dotted}.{number}"
        if item.category:
            yield f"{here}.category", item.category
        yield from _navigation(f"{here}.children", item.children)
