"""How a target over ssh is written down."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from plugins.content_model.fields import Integer, Text, wrong
from plugins.content_model.schema import FileModel
from plugins.delivery.rsync import RsyncTarget

_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*")
_FOLDER = re.compile(r"(?:/[A-Za-z0-9_.@+-]+)+")
_PORT = 22


def _host(text: str) -> str:
    # What begins with a dash would be an option of ssh.
    if _HOST.fullmatch(text):
        return text
    raise wrong("invalid", f"“{text}” không phải tên máy", "viết cong@may-chu.example.vn")


def _folder(text: str) -> str:
    if _FOLDER.fullmatch(text) and ".." not in text.split("/"):
        return text
    fix = "viết đường dẫn đầy đủ, không dấu, không khoảng trắng, ví dụ /srv/cong"
    raise wrong("invalid", f"“{text}” không dùng được", fix)


def _file(text: str) -> str:
    if _FOLDER.fullmatch(text) and ".." not in text.split("/"):
        return text
    fix = "viết đường dẫn đầy đủ, không dấu, không khoảng trắng, ví dụ /srv/khoa/dang"
    raise wrong("invalid", f"“{text}” không dùng được", fix)


def _strict(known_hosts: str) -> tuple[str, ...]:
    """Return options of ssh that let it talk to the hosts of a file alone."""
    return ("-o", f"UserKnownHostsFile={known_hosts}", "-o", "StrictHostKeyChecking=yes")


class RsyncFile(FileModel, title="Máy khác qua ssh"):
    """`rsync`: another machine, reached by ssh with a key."""

    host: Annotated[Text, AfterValidator(_host)] = Field(description="máy đích: cong@may-chu")
    folder: Annotated[Text, AfterValidator(_folder)] = Field(
        description="thư mục trên máy ấy; máy chủ web ở đó dùng current/site trong thư mục này"
    )
    port: Integer = Field(_PORT, ge=1, le=65535, description="cổng ssh")
    identity: Annotated[Text, AfterValidator(_file)] | None = Field(
        None, description="tệp khóa riêng của ssh, đường dẫn đầy đủ"
    )

    known_hosts: Annotated[Text, AfterValidator(_file)] | None = Field(
        None, description="tệp khóa của máy đích (known_hosts), đường dẫn đầy đủ; mặc định: của ssh"
    )

    def target(self, name: str) -> RsyncTarget:
        """Return the target that this describes."""
        key = ("-i", self.identity, "-o", "IdentitiesOnly=yes") if self.identity else ()
        known = _strict(self.known_hosts) if self.known_hosts else ()
        options = ("-p", str(self.port), *key, *known)
        return RsyncTarget(name, self.host, self.folder, options)
