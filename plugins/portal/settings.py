"""What Pelican's settings and the environment say about one build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from plugins.vietnamese import VIETNAM, parse_datetime


class SettingsError(ValueError):
    """A setting cannot be used; the message says which and how to write it."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """Where a build reads and writes, and which moment it takes for now.

    `is_production` refuses what may not go public: a portal without its address. `is_profiled`
    says at the end where the time went.
    """

    content: Path
    output: Path
    theme: Path
    cache: Path
    now: datetime
    is_production: bool = False
    is_profiled: bool = False

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> BuildSettings:
        """Read PATH, OUTPUT_PATH, THEME, CACHE_PATH, BUILD_TIME, PRODUCTION and PROFILE.

        Raises SettingsError when BUILD_TIME or SOURCE_DATE_EPOCH is no time.
        """
        return cls(
            content=Path(settings["PATH"]).resolve(),
            output=Path(settings["OUTPUT_PATH"]).absolute(),
            theme=Path(settings["THEME"]).resolve(),
            cache=Path(settings["CACHE_PATH"]).absolute(),
            now=build_time(settings.get("BUILD_TIME"), os.environ),
            is_production=bool(settings.get("PRODUCTION", False)),
            is_profiled=bool(settings.get("PROFILE", False)),
        )


def build_time(stated: str | None, environment: Mapping[str, str]) -> datetime:
    """Return the time of build, captured once: stated, else SOURCE_DATE_EPOCH, else the clock.

    SOURCE_DATE_EPOCH is the convention of reproducible builds: seconds since 1970. Raises
    SettingsError for what is no time.
    """
    if stated:
        try:
            return parse_datetime(stated)
        except ValueError as error:
            raise SettingsError(f"BUILD_TIME: {error}; viết theo mẫu 2026-11-20T07:30") from None
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(VIETNAM).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), VIETNAM)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH: “{epoch}” không phải số giây kể từ năm 1970"
        raise SettingsError(message) from None
