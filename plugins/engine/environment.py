"""Jinja as this project uses it: strict, everything escaped, and fast.

Much of what a page takes is what Jinja does to find out what is known here: that a macro is a
macro, that templates do not change, that a text goes into the page and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from plugins.engine.cache import code_fingerprint

try:
    from markupsafe._speedups import _escape_inner
except ImportError:
    from markupsafe._native import _escape_inner

_BY_VALUE = (str, int, float, bool, type(None))


#: How many calls of macros are remembered at most: those of some thousand neighbouring pages.
_MOST_RENDERED = 1 << 14


class Once:
    """Calls a macro once for the same arguments: `{{ once(teaser, item, variant='row') }}`.

    Texts and numbers are the same when they are equal, everything else when it is one object;
    views are frozen, so one object always renders alike. The objects are held, so that no new
    one can take the identity of an old one. What was rendered is forgotten now and then: it would
    take more memory than the articles.
    """

    def __init__(self) -> None:
        self._rendered: dict[tuple[Any, ...], Markup] = {}
        self._seen: dict[tuple[Any, ...], tuple[Markup, tuple[Any, ...]]] = {}

    def __call__(self, macro: Callable[..., Markup], *args: Any, **kwargs: Any) -> Markup:
        """Return what the macro makes of the arguments."""
        values = (macro, *args, *kwargs.values())
        # The very same objects are the same arguments; mostly they are.
        objects = (*map(id, values), *kwargs)
        if objects in self._seen:
            return self._seen[objects][0]
        if len(self._seen) >= _MOST_RENDERED:
            # Together: what one of them names by its identity, the other holds.
            self._seen.clear()
            self._rendered.clear()
        key = (len(args), *kwargs, *map(_identity, values))
        if key not in self._rendered:
            self._rendered[key] = macro(*args, **kwargs)
        self._seen[objects] = (self._rendered[key], values)
        return self._rendered[key]


def _identity(value: object) -> tuple[type, object]:
    # With its type: 1 and True are equal, as are a text and the same text marked as HTML.
    return type(value), value if isinstance(value, _BY_VALUE) else id(value)


class _CodeGenerator(CodeGenerator):
    """Compiles templates that escape what they show in a third of the time.

    `markupsafe.escape` makes a `Markup` of every text, so that it is not escaped again; what goes
    straight into the page needs none. A page shows a hundred and fifty texts.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Context(Context):
    """Calls macros without asking what they want to be given."""

    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if type(called) is not Macro and type(called) is not Once:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if type(called) is Macro:
            return called(self.eval_ctx, *args, **kwargs)
        return called(*args, **kwargs)


class _Environment(Environment):
    """An environment whose templates are read once and never change.

    Every page imports some twenty components; what Jinja does for each import (a weak reference,
    a lock, a lookup through chained dictionaries) would take a third of the time of rendering.
    """

    code_generator_class = _CodeGenerator
    context_class = _Context

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._read: dict[str, Template] = {}

    @staticmethod
    def escaped(value: object) -> str:
        """Return a text as HTML shows it; `Markup` stays as it is."""
        if type(value) is str:
            return _escape_inner(value)
        return value if type(value) is Markup else escape(value)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._read:
            self._read[name] = super().get_template(name, parent)
        return self._read[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def build_environment(
    templates: Path, options: Mapping[str, Any] | None = None, compiled: Path | None = None
) -> Environment:
    """Return the environment that pages are rendered in: strict, and everything escaped.

    In the folder `compiled` templates are kept as Python runs them. `options` are Pelican's
    JINJA_ENVIRONMENT; they cannot make it less strict.
    """
    settings: dict[str, Any] = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
        **(options or {}),
        "autoescape": True,
        "undefined": StrictUndefined,
        "auto_reload": False,
        "cache_size": -1,
        "bytecode_cache": _bytecode_cache(compiled) if compiled else None,
    }
    environment = _Environment(loader=FileSystemLoader(templates), **settings)
    environment.globals["once"] = Once()
    return environment


def _bytecode_cache(folder: Path) -> FileSystemBytecodeCache:
    """Return a cache for what this code, in this version, compiles."""
    folder.mkdir(parents=True, exist_ok=True)
    prefix = code_fingerprint([Path(__file__)], ["Jinja2", "MarkupSafe"]).hex()[:12]
    for path in folder.iterdir():
        if not path.name.startswith(prefix):
            path.unlink(missing_ok=True)
    return FileSystemBytecodeCache(str(folder), f"{prefix}-%s")
