from __future__ import annotations

import gzip
import re

import brotli
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_serving import directives, paths, redirect_files, redirects

from plugins.content_model import read_data
from plugins.content_model.data import REDIRECTS
from plugins.content_model.models import Redirect
from plugins.serving import ServerFacts, ServingError, compressed, server_files
from plugins.serving.kinds import FOR_EVER, KINDS, cache_control, content_type
from plugins.serving.patterns import rules_of

no_deadline = settings(deadline=None)
_NAMED = ("host", "project", "public", "user", "certificate", "live_visits", "logs")
HOST = "xamau.example.vn"
_CADDY_RULE = re.compile(
    r'\t\t(?:@r\d+ path_regexp "[^"{}]*"|route @r\d+ \{|map \{query\} \{asked\} \{|\})'
    r'|\t\t\t(?:header Cache-Control "[a-z0-9=, -]*"|~\^\(\.\+\)\$ "\?\$\{1\}"|default "")'
    r'|\t\t\t(?:uri strip_prefix "[^"$\\{}]*"|redir \* [^"\s{}$]*\{uri\} 30[12])'
    r'|\t\t\tredir \* "[^"\s{}$]*(?:\{asked\})?[^"\s{}$]*" 30[12]|'
)


def text_of(given: tuple[Redirect, ...], name: str) -> str:
    return server_files(ServerFacts(HOST, redirects=given))[name].decode()


@no_deadline
@given(st.lists(redirects, max_size=4).map(tuple))
def test_no_redirect_adds_a_directive_of_its_own(given: tuple[Redirect, ...]) -> None:
    try:
        found = list(directives(text_of(given, "nginx.conf")))
    except ServingError:
        return
    expected = list(directives(text_of((), "nginx.conf")))
    end = expected.pop()
    for rule in rules_of(given):
        if rule.is_folder:
            flag = "permanent" if rule.status == 301 else "redirect"
            expected.append(("location", "^~", rule.source, "{"))
            expected.append(("rewrite", f"^{rule.pattern}(.*)$", f"{rule.target}$1", flag))
            expected.append(("return", "404"))
        else:
            asked = "" if rule.has_query else "$is_args$args"
            target = f"{rule.target}{asked}{rule.fragment}"
            expected.append(("location", "=", rule.source, "{"))
            expected.append(("return", f"{rule.status}", target))
        expected.append(("}",))
    assert found == [*expected, end]


@no_deadline
@given(st.lists(redirects, max_size=4).map(tuple))
def test_nor_does_it_in_a_caddyfile(given: tuple[Redirect, ...]) -> None:
    try:
        written = text_of(given, "Caddyfile").splitlines()
    except ServingError:
        return
    fixed = set(text_of((), "Caddyfile").splitlines())
    assert [line for line in written if line not in fixed and not _CADDY_RULE.fullmatch(line)] == []


@no_deadline
@given(paths)
def test_a_pattern_means_the_address_and_nothing_else(source: str) -> None:
    rules = rules_of([Redirect(source, "/a/", is_folder=True)])
    assert re.fullmatch(rules[-1].pattern, source)
    assert not re.fullmatch(rules[-1].pattern, f"{source}x")


@no_deadline
@given(st.sampled_from(_NAMED), st.text(max_size=40) | paths)
def test_a_fact_is_refused_or_safe(name: str, text: str) -> None:
    facts = {"host": HOST, name: text} | ({"key": "/k"} if name == "certificate" else {})
    try:
        files = server_files(ServerFacts(**facts))  # type: ignore[arg-type]
    except ServingError:
        return
    names = [words[0] for words in directives(files["nginx.conf"].decode())]
    live = ["location", "root", "gzip_static", "}"] if name == "live_visits" and text else []
    usual = directives(text_of((), "nginx.conf"))
    assert sorted(names) == sorted([*(words[0] for words in usual), *live])
    assert re.fullmatch(r"[A-Za-z0-9._/@+-]*", text)


@no_deadline
@given(redirect_files)
def test_redirects_without_a_problem_lead_to_their_end_at_once(text: str) -> None:
    data = read_data({REDIRECTS: text.encode()})
    if data.problems:
        return
    for redirect in data.redirects:
        for other in data.redirects:
            exact = redirect.target.rstrip("/") == other.source.rstrip("/")
            below = redirect.target.startswith(other.source) and other.is_folder
            assert not (exact or below), (redirect, other)


@no_deadline
@given(st.binary(max_size=3000) | st.text("ab \n", max_size=9000).map(str.encode))
def test_a_variant_holds_the_same_bytes_and_is_worth_it(data: bytes) -> None:
    made = compressed(data)
    unpacked = {".br": brotli.decompress, ".gz": gzip.decompress}
    assert made == compressed(data)
    for suffix, variant in made.items():
        assert unpacked[suffix](variant) == data
        assert len(variant) * 10 <= len(data) * 9


@no_deadline
@given(paths)
def test_every_path_has_a_type_and_a_rule(path: str) -> None:
    assert "/" in content_type(path)
    assert cache_control(path) in {kind.cache for kind in KINDS}
    if not path.startswith(("/theme/", "/media/")):
        assert cache_control(path) != FOR_EVER
