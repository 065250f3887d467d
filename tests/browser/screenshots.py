"""Take pictures of each kind of page of the sample portal, on a telephone and on a desk.

python tests/browser/screenshots.py FOLDER [KIND ...]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from browser.kinds import KINDS, page_of  # noqa: E402
from browser.sample import build_sample  # noqa: E402
from browser.server import serve  # noqa: E402
from browser.visits import Visits, chromium  # noqa: E402

WIDTHS: Final = (360, 1280)
# Pictures that wait until they are near the window are never near it in a full page.
_SHOW_ALL: Final = """
() => Promise.allSettled([...document.images].map((image) => {
  image.loading = "eager";
  return image.decode();
}))
"""


def take(folder: Path, kinds: list[str], scheme: str, scale: float) -> None:
    """Build the sample portal and write FOLDER/<kind>-<width>.png for each kind and width."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch, chromium() as browser:
        portal = build_sample(Path(scratch))
        with serve(portal.root) as address:
            visits = Visits(browser, address)
            for kind in kinds:
                for width in WIDTHS:
                    page = visits.open(
                        page_of(portal, kind),
                        width,
                        color_scheme=scheme,
                        device_scale_factor=scale,
                        reduced_motion="reduce",
                    )
                    page.evaluate(_SHOW_ALL)
                    page.screenshot(path=folder / f"{kind}-{width}.png", full_page=True)
                    visits.close()


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=", ".join(KINDS))
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--scale", type=float, default=1, help="dots for each CSS pixel")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.kinds) - set(KINDS)):
        parser.error(f"no such kind: {', '.join(unknown)}")
    take(chosen.folder, chosen.kinds or list(KINDS), chosen.scheme, chosen.scale)


if __name__ == "__main__":
    main()
