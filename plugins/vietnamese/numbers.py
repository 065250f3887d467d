"""Figures as Vietnamese readers see them: 41.736, 99,3 % and 1,4 MB, rounded towards the truth."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
UNDEFINED = "–"
# A regular expression for digits in groups of three (3.000), no part of a version or an address.
GROUPED_DIGITS = r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9]|\.[0-9])"

_MOST_PLACES = 4
_BYTE_UNITS = ("B", "KB", "MB", "GB")


def format_integer(number: int) -> str:
    """Return a whole number with its thousands apart: 41736 gives `41.736`."""
    return (MINUS if number < 0 else "") + f"{abs(number):,}".replace(",", ".")


def format_decimal(value: Decimal | Fraction | int, places: int) -> str:
    """Return a number with exactly `places` decimals, a decimal comma and thousands apart.

    Half rounds away from zero, computed exactly. Raise ValueError on negative `places`.
    """
    if places < 0:
        raise ValueError(f"places must not be negative: {places}")
    exact = Fraction(value)
    digits = _rounded(abs(exact.numerator) * 10**places, exact.denominator)
    sign = MINUS if exact < 0 and digits else ""
    return sign + _with_comma(digits, places)


def format_percent(part: int, whole: int, places: int | None = None) -> str:
    """Return `part` of `whole` as a percentage that never lies: (14, 41441) gives `0,03 %`.

    One decimal, dropped where it is zero; or, to show the parts of one whole alike, at least
    `places`. More are taken, up to four, while a part above zero would show as 0 or a part short
    of the whole as 100; beyond that it is `< 0,0001 %` or `> 99,9999 %`. Nothing of nothing is a
    dash. The spaces do not break. Raise ValueError unless 0 <= part <= whole.
    """
    _check(part, whole)
    if whole == 0:
        return UNDEFINED
    if part in (0, whole):
        return _percent("100" if part else "0")
    taken = _honest_places(part, whole, 1 if places is None else places)
    digits = _rounded(part * 10 ** (taken + 2), whole)
    if digits == 0:
        return _percent(f"<{NO_BREAK_SPACE}{_with_comma(1, taken)}")
    if digits == 10 ** (taken + 2):
        return _percent(f">{NO_BREAK_SPACE}{_with_comma(digits - 1, taken)}")
    if places is None:
        digits, taken = _without_last_zero(digits, taken)
    return _percent(_with_comma(digits, taken))


def percent_places(part: int, whole: int) -> int:
    """Return how many decimals `format_percent` shows for this part on its own.

    The greatest of several parts of one whole, given as `places`, shows them all alike.
    Raise ValueError unless 0 <= part <= whole.
    """
    _check(part, whole)
    if part in (0, whole):
        return 0
    places = _honest_places(part, whole, 1)
    return _without_last_zero(_rounded(part * 10 ** (places + 2), whole), places)[1]


def format_bytes(size: int) -> str:
    """Return the size of a file in decimal units: 1400000 gives `1,4 MB`.

    Raise ValueError on a negative size.
    """
    if size < 0:
        raise ValueError(f"a file has no negative size: {size}")
    power = 0
    # 999.950 bytes would show as 1.000 KB: the next unit begins where rounding reaches it.
    while power < len(_BYTE_UNITS) - 1 and _rounded(size * 10, 1000**power) >= 10_000:
        power += 1
    tenths = _rounded(size * 10, 1000**power)
    return _with_comma(*_without_last_zero(tenths, 1)) + NO_BREAK_SPACE + _BYTE_UNITS[power]


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"not a part of a whole: {part} of {whole}")


def _honest_places(part: int, whole: int, fewest: int) -> int:
    places = fewest
    while places < _MOST_PLACES and _rounded(part * 10 ** (places + 2), whole) in (
        0,
        10 ** (places + 2),
    ):
        places += 1
    return places


def _rounded(numerator: int, denominator: int) -> int:
    """Divide two whole numbers, neither negative, and round half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _without_last_zero(digits: int, places: int) -> tuple[int, int]:
    return (digits // 10, 0) if places == 1 and digits % 10 == 0 else (digits, places)


def _with_comma(digits: int, places: int) -> str:
    units, decimals = divmod(digits, 10**places)
    return format_integer(units) + (f",{decimals:0{places}}" if places else "")


def _percent(number: str) -> str:
    return f"{number}{NO_BREAK_SPACE}%"
