"""Make the theme's fonts: Vietnamese and the signs of real articles, nothing else.

    npm install @expo-google-fonts/be-vietnam-pro @expo-google-fonts/source-serif-4
    python tools/subset_fonts.py node_modules/@expo-google-fonts theme/static/fonts

The packages hold the upright TTF files of Google Fonts. For each of the three that the theme
uses a WOFF2 file is written, with the licence beside it. What is printed are the numbers for
the fallback faces in theme/static/css/fonts.css: with them Arial and Times take the room that
the real font will take, so that no line jumps when it arrives.

Needs fonttools, brotli and the Liberation fonts (which have the widths of Arial and Times).
"""

from __future__ import annotations

import argparse
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from fontTools import subset
from fontTools.ttLib import TTFont

LOG = logging.getLogger("subset_fonts")

#: Basic Latin and Latin-1, the letters of Vietnamese, the combining marks that texts which are
#: not in NFC use, and the punctuation and signs of articles.
UNICODES = frozenset(
    {
        *range(0x0020, 0x007F),
        *range(0x00A0, 0x0100),
        *range(0x1EA0, 0x1EFA),
        *map(ord, "ĂăĐđĨĩŨũƠơƯư"),
        *map(ord, "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"),
        *map(ord, "–—‘’“”…•‰′″→←↑↓₫€−≤≥≈\u2011\u202f"),
    }
)
#: Kerning, mark positions, composition and figures of one width for tables.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
#: How often letters stand in Vietnamese prose: enough to compare the widths of two fonts.
SAMPLE = (
    "Người dân xã đến bộ phận một cửa nộp hồ sơ đất đai, hộ tịch, chứng thực; cán bộ tiếp nhận, "
    "kiểm tra thành phần và hẹn ngày trả kết quả. Trong tháng 10, đơn vị đã giải quyết 1.284 hồ "
    "sơ, trong đó 99,3 % đúng hạn; những hồ sơ còn lại đang được xem xét theo quy định hiện hành."
)


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a package, and the system font that stands in for it."""

    package: str
    style: str
    name: str
    fallback: str


FACES = (
    Face("be-vietnam-pro", "400Regular", "be-vietnam-pro-400", "LiberationSans-Regular"),
    Face("be-vietnam-pro", "600SemiBold", "be-vietnam-pro-600", "LiberationSans-Bold"),
    Face("source-serif-4", "600SemiBold", "source-serif-4-600", "LiberationSerif-Bold"),
)


def subset_face(source: Path, target: Path) -> None:
    """Write the subset of `source` as WOFF2 to `target`: same input, same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.drop_tables += ["meta", "DSIG"]
    options.notdef_outline = True
    maker = subset.Subsetter(options)
    maker.populate(unicodes=UNICODES)
    maker.subset(font)
    font.flavor = "woff2"
    font.save(target)


def average_width(font: TTFont) -> float:
    """Return the mean advance of `SAMPLE` in ems."""
    cmap: dict[int, str] = font.getBestCmap()
    metrics: Any = font["hmtx"]
    # Liberation has no ơ and ư: a letter is as wide as its base.
    bases = [letter if ord(letter) in cmap else normalize("NFD", letter)[0] for letter in SAMPLE]
    widths = [metrics[cmap[ord(base)]][0] for base in bases]
    return float(sum(widths)) / len(widths) / float(font["head"].unitsPerEm)


def fallback_overrides(font: TTFont, fallback: TTFont) -> dict[str, str]:
    """Return the descriptors that give `fallback` the width and height of `font`, in percent."""
    scale = average_width(font) / average_width(fallback)
    line: Any = font["hhea"]
    em = font["head"].unitsPerEm * scale
    return {
        "size-adjust": f"{100 * scale:.2f}%",
        "ascent-override": f"{100 * line.ascent / em:.2f}%",
        "descent-override": f"{-100 * line.descent / em:.2f}%",
        "line-gap-override": f"{100 * line.lineGap / em:.2f}%",
    }


def main() -> None:
    """Make all faces and print what css/fonts.css needs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", type=Path, help="folder with the two font packages")
    parser.add_argument("target", type=Path, help="folder of the theme's fonts")
    parser.add_argument(
        "--liberation", type=Path, default=Path("/usr/share/fonts/truetype/liberation")
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    LOG.setLevel(logging.INFO)
    for face in FACES:
        package = arguments.packages / face.package
        source = next((package / face.style).glob("*.ttf"))
        target = arguments.target / f"{face.name}.woff2"
        subset_face(source, target)
        shutil.copyfile(package / "LICENSE_FONT", arguments.target / f"{face.package}-OFL.txt")
        LOG.info("%s: %d bytes", target.name, target.stat().st_size)
        fallback = TTFont(arguments.liberation / f"{face.fallback}.ttf")
        for descriptor, number in fallback_overrides(TTFont(source), fallback).items():
            LOG.info("  %s: %s;", descriptor, number)


if __name__ == "__main__":
    main()
