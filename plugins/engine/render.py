"""bytes = template(view): a template sees its view and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Protocol

from plugins.engine.environment import build_environment


class View(Protocol):
    """Anything that names its template; all its fields are for the template to see."""

    template: ClassVar[str]


class Renderer:
    """Renders views with the templates of one folder.

    Everything is escaped that is not `Markup`, and a name that a view does not have is an
    error instead of an empty text.
    """

    def __init__(
        self,
        templates: Path,
        options: Mapping[str, Any] | None = None,
        *,
        compiled: Path | None = None,
    ) -> None:
        self._environment = build_environment(templates, options, compiled)

    def part(self, template: str, macro: str, *args: Any) -> bytes:
        """Return what a macro of a template makes, as it stands in the pages that call it."""
        module = self._environment.get_template(template).module
        text: str = getattr(module, macro)(*args)
        return text.encode()

    def render(self, view: View) -> bytes:
        """Return the page of a view, UTF-8."""
        template = self._environment.get_template(view.template)
        return template.render(view=view).lstrip("\n").encode()
