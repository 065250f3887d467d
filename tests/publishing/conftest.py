"""Portals that are published again and again, each time by a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from portals import Builder, Content, started_builder, write_sample
from publishing_desk import Desk


@pytest.fixture(scope="session")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """Publish portals, each in a process of its own."""
    with started_builder(tmp_path_factory.mktemp("publisher")) as builder:
        yield builder


@pytest.fixture
def desk(tmp_path: Path, publisher: Builder) -> Desk:
    """A portal that was never published."""
    write_sample(Content(tmp_path / "content"))
    return Desk(tmp_path, publisher)


@pytest.fixture
def published(desk: Desk) -> Desk:
    """A portal that was published once."""
    desk.publish()
    return desk
