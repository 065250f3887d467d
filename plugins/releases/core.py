"""Releases as values: no disk, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from plugins.vietnamese import VIETNAM, format_iso

#: The manifest, in the format of the program sha256sum; and what is known of the release itself.
SUMS, DETAILS = "SHA256SUMS", "release.json"
#: The one file that says when a site was built; two sites that differ in it alone are the same.
MARKER = "build.json"
#: A reader may have a page open for so long, and ask for what the page was published with.
READING = timedelta(days=1)
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}")
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\\]+)")


class DamagedReleaseError(ValueError):
    """What is written of a release cannot be read; the message says what."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is known of one release.

    `number` counts releases up, whatever the clock does. `before` is the release that readers got
    until then, empty for the first. `time` is when the publish began, `commit` the commit of its
    content, if any. `content` is the hash of all that readers get, `server` that of the settings of
    the web server made with it. `files` and `size` (bytes) count what readers get, without
    compressed twins; `pages` are the HTML files among them. `carried` are files of releases before
    that readers may still ask for, with the time when they left the site.
    """

    name: str
    number: int
    before: str
    time: datetime
    commit: str | None
    content: str
    server: str
    pages: int
    files: int
    size: int
    carried: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keep:
    """Which releases are kept: the newest ones, and the last one of each of the last days."""

    newest: int = 10
    days: int = 7


def content_hash(sums: Mapping[str, str], *more: str) -> str:
    """Return a hash of all files of a site but its marker, 64 hexadecimal digits.

    `sums` are the SHA-256 of each file by its path, `more` what else makes another release.
    """
    lines = [f"{value}  {path}" for path, value in sorted(sums.items()) if path != MARKER]
    return sha256("\n".join([*lines, *more]).encode()).hexdigest()


def release_name(time: datetime, content: str) -> str:
    """Return the name of a release: when it was built (UTC), and what is in it."""
    return f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}-{content[:12]}"


def is_release_name(name: str) -> bool:
    """Tell whether a folder of this name can be a release."""
    return _NAME.fullmatch(name) is not None


def format_sums(sums: Mapping[str, str]) -> bytes:
    """Return a manifest that `sha256sum --check` reads. Raises ValueError for a path it cannot."""
    for path in sums:
        if "\n" in path or "\\" in path or not path:
            raise ValueError(f"not a path of a manifest: {path!r}")
    return "".join(f"{value}  {path}\n" for path, value in sorted(sums.items())).encode()


def parse_sums(data: bytes) -> dict[str, str]:
    """Return the SHA-256 of each file by its path. Raises DamagedReleaseError."""
    sums: dict[str, str] = {}
    for number, line in enumerate(
        data.decode("utf-8", "replace").removesuffix("\n").split("\n"), 1
    ):
        match = _LINE.fullmatch(line)
        if match is None or ".." in match[2].split("/") or match[2].startswith("/"):
            raise DamagedReleaseError(
                f"{SUMS} hỏng ở dòng {number} -> make releases, rồi make rollback TO="
            )
        sums[match[2]] = match[1]
    return sums


def format_release(release: Release) -> bytes:
    """Return release.json."""
    carried = {path: format_iso(since) for path, since in sorted(release.carried.items())}
    facts = {**asdict(release), "time": format_iso(release.time), "carried": carried}
    return f"{json.dumps(facts, ensure_ascii=False, indent=1)}\n".encode()


def parse_release(data: bytes) -> Release:
    """Read release.json. Raises DamagedReleaseError."""
    try:
        facts = json.loads(data)
        known = {it.name: facts[it.name] for it in fields(Release)}
        known["time"] = datetime.fromisoformat(known["time"])
        known["carried"] = {
            path: datetime.fromisoformat(since) for path, since in known["carried"].items()
        }
        release = Release(**known)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedReleaseError(f"{DETAILS}: {error}") from None
    numbers = (release.number, release.pages, release.files, release.size)
    texts = (release.name, release.before, release.content, release.server, release.commit or "")
    times = (release.time, *release.carried.values())
    is_sound = (
        all(type(number) is int for number in numbers)
        and all(isinstance(text, str) for text in texts)
        and all(time.tzinfo is not None for time in times)
    )
    if not is_sound or not is_release_name(release.name):
        raise DamagedReleaseError(f"{DETAILS}: {release.name}")
    return release


def to_prune(
    releases: Collection[Release], current: str, keep: Keep = Keep()
) -> tuple[Release, ...]:
    """Return the releases that may go, the oldest first.

    Never the one that readers get, nor the one before it: that is what one goes back to.
    """
    ordered = sorted(releases, key=lambda release: release.number)
    kept = {release.name for release in ordered[-keep.newest :]} if keep.newest else set()
    last_of_day = {release.time.astimezone(VIETNAM).date(): release.name for release in ordered}
    kept |= {last_of_day[day] for day in sorted(last_of_day)[-keep.days :] if keep.days}
    kept |= {current, *(release.before for release in ordered if release.name == current)}
    return tuple(release for release in ordered if release.name not in kept)


def still_asked_for(
    carried: Mapping[str, datetime], left: Iterable[str], now: datetime
) -> dict[str, datetime]:
    """Return the files that open pages may still ask for, each with when it left the site.

    `carried` are those that were kept until now, `left` those that leave it now.
    """
    kept = {path: since for path, since in carried.items() if now - since < READING}
    return {**dict.fromkeys(left, now), **kept}


def address_of(path: str) -> str:
    """Return the address of a file of a site: a page's is that of its folder."""
    folder = path.removesuffix("index.html")
    return f"/{folder if folder == '' or folder.endswith('/') else path}"
