"""What stops a build and is no fault of the content, said to whoever runs it."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.assets import AssetError
from plugins.engine.output import OutputBusyError, OutputClashError, OutputPlaceError
from plugins.portal.settings import SettingsError

if TYPE_CHECKING:
    from plugins.content_model import Problem

_REASONS = {
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "hết hạn mức đĩa",
    errno.EFBIG: "tệp lớn hơn mức cho phép",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOTDIR: "không phải thư mục",
    errno.EEXIST: "đã có tệp cùng tên",
}


class ContentProblemsError(Exception):
    """The content cannot be published as it is. `problems` are in order, each once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} lỗi nội dung")
        self.problems = tuple(problems)


class HostError(Exception):
    """Pelican did not do what the build relies on; nothing is published."""


#: Everything that `explain` has words for.
FAILURES = (
    AssetError,
    HostError,
    OSError,
    OutputBusyError,
    OutputClashError,
    OutputPlaceError,
    SettingsError,
)


def explain(error: Exception) -> str:
    """Return one line in Vietnamese about an error that is among FAILURES."""
    if isinstance(error, OutputBusyError):
        return f"một lần dựng khác đang ghi vào {error}; hãy đợi."
    if isinstance(error, AssetError):
        return f"giao diện (theme/static) dẫn tới tệp không có: {error}"
    if isinstance(error, OSError):
        reason = _REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)
        return f"không đọc hay ghi được {error.filename or 'tệp'}: {reason}"
    return str(error)
