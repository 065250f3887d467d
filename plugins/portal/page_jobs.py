"""The job of one HTML page: its view, built and rendered when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from plugins.engine.jobs import Job
from plugins.engine.render import Renderer, View


def page_job(
    renderer: Renderer, page: type[View], path: str, build: Callable[[], View], key: bytes = b""
) -> Job:
    """Return the job of a page that stands at a path of the output."""

    def make() -> Iterator[bytes]:
        yield renderer.render(build())

    return Job(key, (path,), make, kind=page.template)
