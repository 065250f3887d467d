"""Where readers of old addresses are sent, and what cannot be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from plugins.content_model import Content, read_data
from plugins.content_model.models import Redirect

Check = Callable[[Mapping[str, str | bytes]], list[str]]
Build = Callable[[Mapping[str, str | bytes]], Content]
PATH = "data/redirects.yaml"


@pytest.mark.parametrize(
    ("written", "redirect"),
    [
        ("{from: /cu.html, to: /moi/}", Redirect("/cu.html", "/moi/")),
        ("{from: /cu/*, to: /moi/*}", Redirect("/cu/", "/moi/", is_folder=True)),
        ("{from: /a/, to: /b/, permanent: false}", Redirect("/a/", "/b/", is_permanent=False)),
        ("{from: /a/, to: 'https://B.vn/c?d=1#e'}", Redirect("/a/", "https://b.vn/c?d=1#e")),
        ("{from: /a/*, to: 'https://b.vn/*'}", Redirect("/a/", "https://b.vn/", is_folder=True)),
        ("{from: /tin%20c%C5%A9/, to: /tin-cũ/}", Redirect("/tin cũ/", "/tin-c%C5%A9/")),
        ("{from: /tin-cũ/, to: /t%C5%A9/}", Redirect("/tin-cũ/", "/t%C5%A9/")),
        ('{from: /a/, to: "/b\'$(c)/;d"}', Redirect("/a/", "/b%27%24%28c%29/%3Bd")),
        ("{from: /a/, to: 'https://xã.vn:8443/'}", Redirect("/a/", "https://xn--x-yfa.vn:8443/")),
    ],
)
def test_a_redirect_is_what_servers_compare_and_answer(written: str, redirect: Redirect) -> None:
    data = read_data({PATH: f"- {written}\n".encode()})
    (found,) = data.redirects
    assert data.problems == ()
    assert (found.source, found.target) == (redirect.source, redirect.target)
    assert (found.is_folder, found.is_permanent) == (redirect.is_folder, redirect.is_permanent)


def test_redirects_are_facts_of_the_portal_in_their_order(build: Build) -> None:
    content = build({PATH: "- {from: /b/, to: /c/}\n- {from: /a/, to: /c/}\n"})
    assert [item.source for item in content.redirects] == ["/b/", "/a/"]
    assert [item.lines["to"] for item in content.redirects] == [1, 2]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (["from: cu.html\n  to: /moi/"], "1: [from-path] from: “cu.html” không phải đường dẫn"),
        (
            ["from: https://cu.vn/a.html\n  to: /moi/"],
            "1: [from-path] from: có cả tên miền -> viết /a.html",
        ),
        (["from: /a/../b\n  to: /moi/"], "1: [from-path] from: "),
        (["from: /a//b\n  to: /moi/"], "1: [from-path] from: "),
        (["from: /a/%2e%2e/b\n  to: /moi/"], "1: [from-unreadable] from: "),
        (["from: /\n  to: /moi/"], "1: [from-path] from: đây là trang chủ"),
        (["from: /*\n  to: /moi/*"], "1: [from-path] from: đây là trang chủ"),
        (
            ["from: /index.php?nv=tin\n  to: /moi/"],
            "1: [from-query] from: máy chủ chỉ xét phần trước dấu ? và dấu # -> viết /index.php",
        ),
        (["from: /a#b\n  to: /moi/"], "1: [from-query] from: "),
        (["from: /tin*/b\n  to: /moi/"], "1: [from-wildcard] from: "),
        (["from: /a%0d%0ab\n  to: /moi/"], "1: [from-unreadable] from: "),
        (["from: /a%ff\n  to: /moi/"], "1: [from-encoding] from: "),
        (["from: /100%\n  to: /moi/"], "1: [from-encoding] from: "),
        (['from: "/a{b}"\n  to: /moi/'], "1: [from-sign] from: dấu { không dùng được"),
        (["from: /$host\n  to: /moi/"], "1: [from-sign] from: dấu $ không dùng được"),
        ([f"from: /{'a' * 2000}\n  to: /moi/"], "1: [from-length] from: "),
        (["from: /a/\n  to: moi"], "2: [to-address] to: “moi” không phải địa chỉ"),
        (["from: /a/\n  to: javascript:alert(1)"], "2: [to-address] to: "),
        (["from: /a/\n  to: https://a@b.vn/"], "2: [to-address] to: "),
        (["from: /a/\n  to: http://b.vn/c"], "2: [to-insecure] to: "),
        (["from: /a/\n  to: //b.vn/"], "2: [to-path] to: "),
        (["from: /a/\n  to: /b c/"], "2: [to-unreadable] to: "),
        (["from: /a/\n  to: /b%0d%0a/"], "2: [to-unreadable] to: "),
        (["from: /a/\n  to: /b/*"], "2: [to-wildcard] to: "),
        (["from: /a/*\n  to: /b/"], "2: [to-wildcard] to: "),
        (["from: /a/*\n  to: /b/?c=/*"], "2: [to-wildcard] to: "),
        (["form: /a/\n  to: /b/"], "1: [key-unknown] form: không có khóa “form” -> có phải from?"),
        (["từ: /a/\n  đến: /b/"], "1: [key-unknown] từ: không có khóa “từ” -> có phải from?"),
        (["from: /a/"], "1: [to-missing] to: "),
        (["from: /a/\n  to: /b/\n  permanent: có lẽ"], "3: [permanent-type] permanent: "),
    ],
)
def test_a_mistake_is_said_with_its_line(check: Check, entries: list[str], expected: str) -> None:
    found = check({PATH: "".join(f"- {entry}\n" for entry in entries)})
    assert any(line.startswith(f"{PATH}:{expected}") for line in found), found


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            [("/a/", "/c/"), ("/a", "/d/")],
            "2: [from-twice] from: địa chỉ này đã có ở dòng 1 -> chỉ giữ một",
        ),
        (
            [("/a/", "/b/"), ("/b/", "/c/")],
            "1: [to-chain] to: /b/ lại được chuyển tiếp -> viết /c/",
        ),
        (
            [("/a/", "/b/"), ("/b", "/c/d.html"), ("/c/*", "https://e.vn/*")],
            "1: [to-chain] to: /b/ lại được chuyển tiếp -> viết https://e.vn/d.html",
        ),
        (
            [("/a/*", "/b/*"), ("/b/*", "/c/*")],
            "1: [to-chain] to: /b/ lại được chuyển tiếp -> viết /c/*",
        ),
        ([("/a/", "/a/")], "1: [to-loop] to: "),
        ([("/a/", "/b/"), ("/b/", "/a/")], "2: [to-loop] to: "),
        ([("/a/*", "/a/b/*")], "1: [to-loop] to: "),
        ([("/a/*", "/b/*"), ("/b/x/", "/a/x/")], "1: [to-loop] to: "),
        ([("/t%C5%A9/", "/b/"), ("/c/", "/tũ/")], "2: [to-chain] to: "),
    ],
)
def test_nobody_is_sent_on_twice_or_for_ever(
    check: Check, entries: list[tuple[str, str]], expected: str
) -> None:
    text = "".join(f"- {{from: {old}, to: {new}}}\n" for old, new in entries)
    found = check({PATH: text})
    assert any(line.startswith(f"{PATH}:{expected}") for line in found), found


def test_one_of_a_folder_may_lead_elsewhere(check: Check) -> None:
    assert check({PATH: "- {from: /a/*, to: /b/*}\n- {from: /a/x/, to: /c/}\n"}) == []


def test_thousands_are_read_at_once() -> None:
    text = "".join(f"- {{from: /cu/{n}.html, to: /moi/{n}/}}\n" for n in range(3000))
    assert len(read_data({PATH: text.encode()}).redirects) == 3000
