"""Which tags stand where: the cases in which a browser would build another tree than is written.

Source: HTML, 13.2.6. Every element is closed where it ends, so that what is left are the tags that
close others, are dropped or moved. An omitted `tbody` is the one omission that is let pass.
"""

from __future__ import annotations

from collections.abc import Sequence

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr bgsound keygen".split()
)
#: Elements whose text is no markup.
RAW = frozenset("script style textarea title iframe noembed noframes xmp".split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Start tags that end an open paragraph.
ENDS_PARAGRAPH = HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure "
    "footer header hgroup main menu nav ol p search section summary ul pre listing form li dd dt "
    "plaintext hr table xmp".split()
)
#: Within these, an outer paragraph is out of reach.
SCOPES = frozenset("applet button caption marquee object table td th template".split())
#: An SVG and a formula, with the elements within which HTML begins again.
FOREIGN = {
    "svg": frozenset({"foreignobject", "desc", "title"}),
    "math": frozenset({"mi", "mo", "mn", "ms", "mtext"}),
}
#: Start tags that end an SVG or a formula.
BREAKS_OUT = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var "
    "font".split()
)
_SUPPORT = frozenset({"script", "template", "style"})
#: What may stand right within; anything else would be moved or dropped.
CHILDREN = {
    "": frozenset({"html"}),
    "html": frozenset({"head", "body"}),
    "head": _SUPPORT | {"title", "meta", "link", "base", "noscript"},
    "table": _SUPPORT | {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": _SUPPORT | {"tr"},
    "tbody": _SUPPORT | {"tr"},
    "tfoot": _SUPPORT | {"tr"},
    "tr": _SUPPORT | {"td", "th"},
    "colgroup": frozenset({"col", "template"}),
    "select": _SUPPORT - {"style"} | {"option", "optgroup"},
    "optgroup": _SUPPORT - {"style"} | {"option"},
    "option": frozenset({"script", "template"}),
}
#: Within these, letters would be moved or dropped.
NO_TEXT = frozenset(CHILDREN) - {"option"}
_PARENTS = {
    "html": {""},
    "head": {"html"},
    "body": {"html"},
    "caption": {"table"},
    "colgroup": {"table"},
    "col": {"colgroup"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
}
_REFUSED = frozenset({"frameset", "frame", "plaintext", "image", "isindex", "applet", "marquee"})
_SPECIAL = frozenset(
    "applet area article aside base basefont bgsound blockquote body br button caption center col "
    "colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset "
    "h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main "
    "marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script search "
    "section select source style summary table tbody td template textarea tfoot th thead title tr "
    "track ul wbr xmp".split()
)
_PASSED = frozenset({"address", "div", "p"})
_RUBY = frozenset("rb rt rp rtc".split())
_IMPLIED = _RUBY | {"dd", "dt", "li", "optgroup", "option", "p"}
_ITEMS = {"li": frozenset({"li"}), "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"})}
_MARKERS = frozenset({"applet", "object", "marquee", "template", "td", "th", "caption"})

#: Tags that need `misplaced` to look at what is open.
LOOKED_AT = (
    frozenset(_PARENTS)
    | _REFUSED
    | HEADINGS
    | _RUBY
    | frozenset(_ITEMS)
    | frozenset({"a", "nobr", "button", "form", "option", "optgroup", "select", "input"})
)


def misplaced(name: str, open_: Sequence[str]) -> bool:
    """Tell whether a start tag would not simply become the next child of the last open element.

    `open_` are the names of the open elements, outermost first; only what is special to the tag is
    looked at here, `CHILDREN` and paragraphs by the caller.
    """
    parent = open_[-1] if open_ else ""
    if name in _PARENTS:
        return parent not in _PARENTS[name]
    if name in HEADINGS:
        return parent in HEADINGS
    if name in _ITEMS:
        return _ends_item(_ITEMS[name], open_)
    if name in {"a", "nobr"}:
        return _is_open(name, open_, _MARKERS)
    if name in {"form", "button"}:
        return _is_open(name, open_, frozenset({"template"}))
    if name in _RUBY:
        return parent in _IMPLIED
    if name in {"select", "input"}:
        return "select" in open_
    if name in {"option", "optgroup"}:
        return parent in {"option", name} or ("select" not in open_ and name == "optgroup")
    return name in _REFUSED


def _ends_item(items: frozenset[str], open_: Sequence[str]) -> bool:
    for name in reversed(open_):
        if name in items:
            return True
        if name in _SPECIAL and name not in _PASSED:
            return False
    return False


def _is_open(name: str, open_: Sequence[str], until: frozenset[str]) -> bool:
    for other in reversed(open_):
        if other == name:
            return True
        if other in until:
            return False
    return False
