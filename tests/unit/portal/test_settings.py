from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from plugins.portal.settings import BuildSettings, SettingsError, build_time
from plugins.vietnamese import VIETNAM

EPOCH = {"SOURCE_DATE_EPOCH": "1795134600"}
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=VIETNAM)


class TestBuildTime:
    def test_is_what_the_settings_state(self) -> None:
        assert build_time("2026-12-01T09:00", EPOCH) == datetime(2026, 12, 1, 9, tzinfo=VIETNAM)

    def test_is_else_that_of_reproducible_builds(self) -> None:
        found = build_time(None, EPOCH)
        assert found == NOW
        assert found.isoformat() == "2026-11-20T07:30:00+07:00"

    @pytest.mark.parametrize("environment", [{}, {"SOURCE_DATE_EPOCH": ""}])
    def test_is_else_the_clocks_in_whole_seconds(self, environment: dict[str, str]) -> None:
        before = datetime.now(VIETNAM).replace(microsecond=0)
        found = build_time(None, environment)
        assert before <= found <= datetime.now(VIETNAM)
        assert found.microsecond == 0 and found.isoformat().endswith("+07:00")

    @pytest.mark.parametrize("epoch", ["x", "1.5", "9" * 30, "-" + "9" * 30])
    def test_that_is_none_is_refused_by_name(self, epoch: str) -> None:
        with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
            build_time(None, {"SOURCE_DATE_EPOCH": epoch})

    @pytest.mark.parametrize("stated", ["20/11/2026", "hôm nay"])
    def test_that_is_stated_wrongly_is_refused_by_name(self, stated: str) -> None:
        with pytest.raises(SettingsError, match="BUILD_TIME"):
            build_time(stated, EPOCH)


class TestFromPelican:
    def settings(self, **more: object) -> BuildSettings:
        paths = {"PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme", "CACHE_PATH": ".c"}
        return BuildSettings.from_pelican({**paths, "BUILD_TIME": "2026-11-20T07:30", **more})

    def test_makes_paths_absolute(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        found = self.settings()
        assert (found.content, found.output) == (tmp_path / "content", tmp_path / "output")
        assert (found.theme, found.cache) == (tmp_path / "theme", tmp_path / ".c")

    def test_leaves_an_output_that_is_a_link_where_it_is(self, tmp_path: Path) -> None:
        """It is the link that is to be replaced."""
        (tmp_path / "public").symlink_to(tmp_path / "release-1")
        assert self.settings(OUTPUT_PATH=str(tmp_path / "public")).output == tmp_path / "public"

    def test_is_no_production_unless_said(self) -> None:
        assert not self.settings().is_production
        assert self.settings(PRODUCTION=True).is_production
