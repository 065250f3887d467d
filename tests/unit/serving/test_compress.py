from __future__ import annotations

import gzip
import os
import struct

import brotli

from plugins.serving import compressed

PAGE = "<p>Xã Khê Giang gặt lúa mùa, năng suất 56 tạ mỗi héc-ta.</p>\n".encode() * 200


def test_a_page_gets_both_variants() -> None:
    made = compressed(PAGE)
    assert brotli.decompress(made[".br"]) == PAGE
    assert gzip.decompress(made[".gz"]) == PAGE


def test_no_time_is_in_them() -> None:
    (time,) = struct.unpack("<I", compressed(PAGE)[".gz"][4:8])
    assert time == 0
    assert compressed(PAGE) == compressed(PAGE)


def test_what_is_small_or_does_not_shrink_stays_as_it_is() -> None:
    assert compressed(PAGE[:500]) == {}
    assert compressed(os.urandom(5000)) == {}


def test_what_lasts_is_made_smaller() -> None:
    text = " ".join(f"{number * 7919 % 1009}" for number in range(4000)).encode()
    usual, lasting = compressed(text), compressed(text, is_lasting=True)
    assert len(lasting[".br"]) < len(usual[".br"])
    assert brotli.decompress(lasting[".br"]) == text
