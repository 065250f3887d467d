"""What `make suggest` makes of a portal, beside what tests/unit/portal/test_commands.py runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from strategies_portal import NOW

from plugins.engine.console import Console
from plugins.engine.inputs import Inputs
from plugins.portal.prepare import Prepared, prepare
from plugins.portal.settings import BuildSettings
from plugins.portal.suggestions import SuggestError, make_suggestions, suggest


@pytest.fixture
def settings(tmp_path: Path) -> BuildSettings:
    root = tmp_path / "content"
    (root / "articles").mkdir(parents=True)
    for day in (3, 4, 5, 6):
        front = f"title: Thông xe cầu Bến Lở đợt {day}\ndate: 2026-11-{day:02}\ncategory: Tin xã\n"
        tags = "tags: [Cầu]\n" if day < 6 else ""
        (root / f"articles/{day}.md").write_text(f"---\n{front}{tags}---\nBài.\n", "utf-8")
    return BuildSettings(root, root, root, tmp_path / "cache", NOW)


def prepared(settings: BuildSettings) -> Prepared:
    return prepare(settings, Inputs(settings.cache, settings.content), Console())


def lines(settings: BuildSettings, topics: dict[str, str]) -> tuple[str, ...]:
    portal = prepared(settings)
    newest = portal.site.listed[:1]
    assert [article.article_id for article in newest] == ["6"]
    [found] = make_suggestions(portal, newest, topics, settings.cache)
    return found.lines


def test_the_story_of_the_nearest_articles_is_proposed(settings: BuildSettings) -> None:
    said = lines(settings, {"3": "Cầu Bến Lở", "4": "Cầu Bến Lở", "5": "Cầu Bến Lở"})
    assert "topic: Cầu Bến Lở" in said
    assert "#   Cầu Bến Lở: 3 trong 3 bài gần nhất thuộc dòng sự kiện này" in said


def test_an_article_that_has_a_story_keeps_it(settings: BuildSettings) -> None:
    said = lines(settings, {"3": "Lũ", "4": "Lũ", "5": "Lũ", "6": "Cầu Bến Lở"})
    assert "# topic: đã có “Cầu Bến Lở”" in said
    assert not [line for line in said if line.startswith("topic:")]


def test_where_there_are_no_stories_none_is_spoken_of(settings: BuildSettings) -> None:
    assert not [line for line in lines(settings, {}) if "topic" in line]


def test_a_file_that_was_saved_meanwhile_is_left_alone(settings: BuildSettings) -> None:
    portal, target = prepared(settings), settings.content / "articles/6.md"
    saved = target.read_bytes() + "Thêm.\n".encode()
    target.write_bytes(saved)
    with pytest.raises(SuggestError, match="chạy lại"):
        suggest(portal, settings, target, is_written=True)
    assert target.read_bytes() == saved


def test_a_withdrawn_article_is_not_among_those_without_tags(settings: BuildSettings) -> None:
    target = settings.content / "articles/6.md"
    text = target.read_text("utf-8").replace("category", "status: withdrawn\ncategory")
    target.write_text(text, "utf-8")
    said = suggest(prepared(settings), settings, None, is_written=False)
    assert said == ["Không có gì để gợi ý: bài nào cũng đã có thẻ."]
    assert suggest(prepared(settings), settings, target, is_written=False)
