"""What the last publish knew, so that the next one can tell quickly that there is nothing to do."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

_NAME = ".state.json"


@dataclass(frozen=True, slots=True)
class State:
    """`token` of the build that `release` was made of.

    `settings` is the hash of the settings with which all targets got it. `delivered` says of each
    target which release it has, and after a space by which settings.
    """

    token: str = ""
    release: str = ""
    settings: str = ""
    delivered: dict[str, str] = field(default_factory=dict)


def read_state(public: Path) -> State:
    """Return what was noted; where that is damaged, nothing was."""
    with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
        state = State(**json.loads((public / _NAME).read_bytes()))
        texts = (state.token, state.release, state.settings, *state.delivered.values())
        if all(isinstance(text, str) for text in texts):
            return state
    return State()


def write_state(public: Path, state: State) -> None:
    """Note a state, in one step."""
    new = public / f"{_NAME}.new"
    new.write_text(json.dumps(asdict(state)), "utf-8")
    new.replace(public / _NAME)
