"""Robots learn where not to go and where the sitemap lies."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest

from plugins.sitemaps import render_robots

SITEMAP = "https://khegiang.example/sitemap.xml"


def parsed(content: bytes) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(content.decode("ascii").splitlines())
    return parser


def test_a_robot_keeps_out_of_what_is_disallowed_and_finds_the_sitemap() -> None:
    robot = parsed(render_robots(SITEMAP, ["/tim-kiem/", "/xem-trước/"]))

    assert robot.site_maps() == [SITEMAP]
    assert not robot.can_fetch("*", "/tim-kiem/")
    assert not robot.can_fetch("*", "/xem-tr%C6%B0%E1%BB%9Bc/1/")
    assert robot.can_fetch("*", "/tin-tuc/2026/11/bai/")


def test_without_rules_everything_is_allowed() -> None:
    content = render_robots(SITEMAP)

    assert content == f"User-agent: *\nDisallow:\n\nSitemap: {SITEMAP}\n".encode()


def test_paths_stand_once_in_one_order() -> None:
    assert render_robots(SITEMAP, ["/b/", "/a/", "/b/"]) == render_robots(SITEMAP, ["/a/", "/b/"])


@pytest.mark.parametrize("path", ["tim-kiem/", "", "https://khegiang.example/tim-kiem/"])
def test_a_path_that_robots_would_ignore_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="starts with a slash"):
        render_robots(SITEMAP, [path])


def test_a_line_break_in_a_path_starts_no_new_rule() -> None:
    content = render_robots(SITEMAP, ["/a/\nAllow: /b/"]).decode("ascii")

    assert [line for line in content.splitlines() if line.startswith("Allow")] == []


def test_a_relative_sitemap_address_is_refused() -> None:
    with pytest.raises(ValueError, match="absolute"):
        render_robots("/sitemap.xml")
