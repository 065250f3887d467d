from __future__ import annotations

import typing

import pytest

from plugins.content_model.schema_portal import SearchFile
from plugins.portal.search_page import search_engine
from plugins.serving import content_security_policy, headers_of
from plugins.serving.headers import SEARCH_ORIGINS

ENGINES = typing.get_args(SearchFile.model_fields["engine"].annotation)


def directives(policy: str) -> dict[str, str]:
    return dict(part.partition(" ")[::2] for part in policy.split("; "))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_form_of_the_search_page_may_be_sent(engine: str) -> None:
    action = search_engine(engine, "https://xamau.example.vn").action
    policy = directives(content_security_policy(engine))
    own, origin = policy["form-action"].split()
    assert own == "'self'"
    assert action.startswith(f"{origin}/")


def test_no_engine_is_forgotten() -> None:
    assert set(SEARCH_ORIGINS) == set(ENGINES)


def test_nothing_from_elsewhere_and_nothing_inline_is_allowed() -> None:
    policy = directives(content_security_policy("google"))
    assert policy["default-src"] == "'none'"
    others = {name: value for name, value in policy.items() if name != "form-action"}
    assert set(others.values()) == {"'none'", "'self'", ""}


def test_a_preview_without_tls_is_not_told_to_use_it() -> None:
    found = headers_of("/", "google", is_secure=False)
    assert "upgrade-insecure-requests" not in found["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in found
    assert "upgrade-insecure-requests" in headers_of("/", "google")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "is_shared"),
    [
        ("/du-lieu/tthc.json", True),
        ("/du-lieu/tthc-tom-tat.htm", True),
        ("/rss.xml", True),
        ("/media/anh/046a-800w.jpg", True),
        ("/media/2026/11/lich.pdf", True),
        ("/", False),
        ("/tim-kiem/chi-muc/cap-1.bin", False),
        ("/theme/js/portal.3b4e30729b.js", False),
        ("/build.json", False),
    ],
)
def test_other_portals_may_use_data_feeds_and_media(path: str, is_shared: bool) -> None:
    found = headers_of(path, "google")
    assert found.get("Access-Control-Allow-Origin") == ("*" if is_shared else None)
    wanted = "cross-origin" if is_shared else "same-origin"
    assert found["Cross-Origin-Resource-Policy"] == wanted


def test_a_browser_can_show_a_pdf() -> None:
    assert (
        headers_of("/media/a.pdf", "google")["Content-Security-Policy"] == "frame-ancestors 'none'"
    )
