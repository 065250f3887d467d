from __future__ import annotations

import errno

import pytest

from plugins.assets import AssetError
from plugins.engine.output import OutputBusyError, OutputClashError, OutputPlaceError
from plugins.portal.failures import FAILURES, HostError, explain
from plugins.portal.settings import SettingsError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.ENOSPC, "x", "/srv/a.html"),
            "không đọc hay ghi được /srv/a.html: đĩa đã đầy",
        ),
        (OSError(errno.EROFS, "x", "/srv"), "không đọc hay ghi được /srv: đĩa chỉ cho đọc"),
        (PermissionError(errno.EACCES, "x", "/srv"), "không đọc hay ghi được /srv: không có quyền"),
        (OSError(errno.EIO, "x", "/srv"), "không đọc hay ghi được /srv: Input/output error"),
        (OSError("x"), "không đọc hay ghi được tệp"),
        (OutputBusyError("public"), "một lần dựng khác đang ghi vào public"),
        (OutputClashError("a/index.html"), "hai trang cùng một địa chỉ: /a/index.html"),
        (OutputPlaceError("public chứa content"), "public chứa content"),
        (AssetError("css/main.css: x.svg"), "css/main.css: x.svg"),
        (HostError("không nạp được plugin: x"), "không nạp được plugin: x"),
        (SettingsError("BUILD_TIME: sai"), "BUILD_TIME: sai"),
    ],
)
def test_a_failure_is_said_on_one_line(error: Exception, words: str) -> None:
    assert isinstance(error, FAILURES)
    assert explain(error).startswith(words) or words in explain(error)
    assert "\n" not in explain(error)


def test_a_fault_of_the_generator_is_not_passed_off_as_one_of_these() -> None:
    assert not isinstance(ValueError("x"), FAILURES)
    assert not isinstance(KeyError("x"), FAILURES)
