from __future__ import annotations

import pytest

from plugins.assets import AssetError, build_assets

STATIC = {
    "css/main.css": b'@layer a, b;\n@import url("fonts.css");\n'
    b'@import url("components/teaser.css") layer(components);\n'
    b'body { background: url("../icons/emblem.svg"); }\n',
    "css/fonts.css": b'@font-face { src: url("../fonts/be-vietnam-pro-400.woff2"); }\n',
    "css/components/teaser.css": b'.c-teaser { background: url("../../icons/emblem.svg"); }\n',
    "css/components/unused.css": b".c-unused { color: red; }\n",
    "fonts/be-vietnam-pro-400.woff2": b"font 400",
    "fonts/be-vietnam-pro-600.woff2": b"font 600",
    "fonts/OFL.txt": b"licence",
    "icons/emblem.svg": b"<svg/>",
    "js/portal.js": b"'use strict';",
}


def stylesheet(static: dict[str, bytes]) -> str:
    assets = build_assets(static)
    return assets.files[assets.stylesheet[1:]].decode()


def test_every_address_leads_to_a_file() -> None:
    assets = build_assets(STATIC)
    for address in (assets.stylesheet, assets.script, *assets.fonts):
        assert address[1:] in assets.files


def test_the_scripts_of_the_search_page_are_named_apart_from_that_of_every_page() -> None:
    searching = {
        "js/search/words.js": b"words;",
        "js/search-page.js": b"page",
        "js/search/engine.js": b"engine;",
    }
    assets = build_assets({**STATIC, **searching})
    page, engine = [assets.files[address[1:]] for address in assets.search_scripts]
    assert page.strip() == b"page"
    # The parts share what they define, and nothing else on the page sees it.
    assert engine.startswith(b"(function(){")
    assert engine.index(b"engine;") < engine.index(b"words;")
    assert engine.endswith(b"})();\n")
    assert assets.script not in assets.search_scripts
    assert build_assets(STATIC).search_scripts == ()


def test_workers_are_no_files_yet_for_their_address_may_not_change() -> None:
    more = {"js/worker/b.js": b"two;", "js/worker/a.js": b"one;", "js/no-worker.js": b"none;"}
    assets = build_assets({**STATIC, **more, "js/offline.js": b"page;"})
    assert assets.worker.index(b"one;") < assets.worker.index(b"two;")
    assert assets.no_worker.strip() == b"none;"
    assert not [name for name in assets.files if "worker" in name]
    assert assets.files[assets.offline_script[1:]].strip() == b"page;"
    assert build_assets(STATIC).worker == b""


def test_all_faces_are_named_also_those_that_can_wait() -> None:
    assert len(build_assets(STATIC).every_font) == 2


def test_imports_stand_in_their_place_within_their_layer() -> None:
    css = stylesheet(STATIC)
    order = ("@layer a,b;", "@font-face", "@layer components{", ".c-teaser", "body{")
    places = [css.index(part) for part in order]
    assert places == sorted(places)
    assert "@import" not in css
    assert "c-unused" not in css


def test_an_import_without_a_layer_is_taken_in_as_it_is() -> None:
    before = stylesheet(STATIC).partition("@font-face")[0]
    assert before.count("{") == before.count("}")


def test_addresses_lead_to_the_hashed_names_whatever_folder_they_stood_in() -> None:
    assets = build_assets(STATIC)
    css = assets.files[assets.stylesheet[1:]].decode()
    font = next(name for name in assets.files if "pro-400" in name)
    assert f'url("/{font}")' in css
    assert css.count('url("/theme/icons/emblem.svg")') == 2


def test_icons_keep_their_names_and_all_else_is_named_by_its_bytes() -> None:
    names = set(build_assets(STATIC).files)
    assert "theme/icons/emblem.svg" in names
    assert not names & {"theme/js/portal.js", "theme/fonts/be-vietnam-pro-400.woff2"}


@pytest.mark.parametrize("path", ["js/portal.js", "fonts/be-vietnam-pro-600.woff2"])
def test_a_name_changes_with_the_bytes_and_only_with_them(path: str) -> None:
    before, again = build_assets(STATIC), build_assets(dict(reversed(STATIC.items())))
    assert before == again
    after = build_assets({**STATIC, path: b"khac"})
    stem = path.rpartition(".")[0]
    names = [
        [name for name in assets.files if name.startswith(f"theme/{stem}.")]
        for assets in (before, after)
    ]
    assert len(names[0]) == len(names[1]) == 1 and names[0] != names[1]


@pytest.mark.parametrize(
    "path", ["css/main.css", "css/components/teaser.css", "fonts/be-vietnam-pro-400.woff2"]
)
def test_the_stylesheets_name_changes_with_all_that_it_takes_in(path: str) -> None:
    after = {**STATIC, path: STATIC[path].replace(b"{", b"{ color: blue;") + b" "}
    assert build_assets(after).stylesheet != build_assets(STATIC).stylesheet


def test_the_faces_of_the_first_screen_are_preloaded() -> None:
    fonts = build_assets(STATIC).fonts
    assert [font.partition(".")[0] for font in fonts] == ["/theme/fonts/be-vietnam-pro-400"]


def test_licences_and_unused_kinds_of_files_are_not_shipped() -> None:
    assert not any("OFL" in name for name in build_assets(STATIC).files)


def test_a_theme_without_scripts_has_none() -> None:
    static = {name: data for name, data in STATIC.items() if not name.startswith("js/")}
    assert build_assets(static).script == ""


@pytest.mark.parametrize(
    "css",
    [
        '@import url("missing.css");',
        '@import url("components/missing.css") layer(x);',
        'a { background: url("../icons/missing.svg"); }',
        '@import "fonts.css";',
        "@import url(fonts.css);",
        "@import url('fonts.css');",
        "a { background: url(../icons/emblem.svg); }",
        "a { background: url('../icons/emblem.svg'); }",
        'a { background: url("https://elsewhere.example/a.png"); }',
        'a { background: url("/icons/emblem.svg"); }',
    ],
)
def test_what_would_lead_nowhere_or_elsewhere_is_refused(css: str) -> None:
    with pytest.raises(AssetError):
        build_assets({**STATIC, "css/main.css": css.encode()})


def test_the_file_that_leads_nowhere_is_named() -> None:
    broken = {**STATIC, "css/fonts.css": b'a { src: url("../fonts/missing.woff2"); }'}
    with pytest.raises(AssetError, match=r"css/fonts\.css: \.\./fonts/missing\.woff2"):
        build_assets(broken)


def test_a_comment_may_speak_of_imports_and_addresses() -> None:
    css = b"/* see @import and url(x) */ a { background: url(data:image/png;base64,AA==); }"
    assert "data:image/png" in stylesheet({**STATIC, "css/main.css": css})


def test_a_theme_without_its_main_stylesheet_is_refused() -> None:
    with pytest.raises(AssetError, match=r"css/main\.css"):
        build_assets({})
