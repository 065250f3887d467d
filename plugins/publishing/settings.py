"""What whoever publishes decides, in a file of their own: what is kept, and where releases go."""

from __future__ import annotations

from pathlib import Path
from posixpath import normpath
from typing import Self, TypeVar

from pydantic import Field, model_validator

from plugins.content_model import in_order
from plugins.content_model.documents import decode
from plugins.content_model.fields import Integer, Name, Slug, wrong
from plugins.content_model.located import read_yaml
from plugins.content_model.schema import FileModel
from plugins.content_model.validate import validate
from plugins.delivery import RsyncFile, S3File
from plugins.portal.failures import ContentProblemsError

Settings = TypeVar("Settings", bound=FileModel)


class KeepFile(FileModel, title="Giữ bản cũ"):
    """`keep`: which releases stay on the disk."""

    newest: Integer = Field(10, ge=2, le=1000, description="số bản mới nhất được giữ")
    days: Integer = Field(7, ge=0, le=1000, description="giữ thêm bản cuối của mấy ngày gần nhất")


class TargetFile(FileModel, title="Nơi nhận"):
    """`targets`: one more place that gets each release."""

    name: Slug = Field(description="tên gọi, để báo lỗi và ghi nhớ")
    rsync: RsyncFile | None = Field(None, description="máy khác, qua ssh: {host, folder}")
    s3: S3File | None = Field(None, description="kho lưu trữ đối tượng: {bucket, endpoint, region}")

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if (self.rsync is None) == (self.s3 is None):
            message, fix = "mỗi nơi nhận cần đúng một cách gửi", "viết rsync: {…} hoặc s3: {…}"
            raise wrong("way", message, fix, field="name", code="target-way")
        return self


class PublishFile(FileModel, title="Cách đăng"):
    """The file of publishing, by default deploy/publish.yaml."""

    keep: KeepFile = Field(KeepFile(), description="giữ bản cũ: {newest, days}")
    targets: tuple[TargetFile, ...] = Field((), description="nơi nhận khác, ngoài thư mục PUBLIC")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [target.name for target in self.targets]
        for name in names:
            if names.count(name) > 1:
                message, fix = f"có hai nơi nhận cùng tên “{name}”", "đặt mỗi nơi một tên"
                raise wrong("duplicate", message, fix, field="targets", code="target-duplicate")
        return self


class PortalEntry(FileModel, title="Một cổng"):
    """`portals`: one of many portals published together; paths begin at the folder of the list."""

    name: Slug = Field(description="tên gọi ngắn của cổng")
    content: Name = Field(description="thư mục nội dung")
    public: Name = Field(description="thư mục các bản đã đăng")
    cache: Name | None = Field(None, description="thư mục bộ đệm; mặc định: .cache cạnh public")
    publish: Name | None = Field(None, description="tệp cách đăng của cổng này")

    @property
    def cache_folder(self) -> str:
        """The folder of the cache: as stated, or beside the releases."""
        return normpath(self.cache or f"{self.public}/../.cache")


class PortalsFile(FileModel, title="Nhiều cổng"):
    """A list of portals to publish together."""

    portals: tuple[PortalEntry, ...] = Field(min_length=1, description="các cổng")

    @model_validator(mode="after")
    def _apart(self) -> Self:
        for key, values in (
            ("name", [entry.name for entry in self.portals]),
            ("public", [normpath(entry.public) for entry in self.portals]),
            ("cache", [entry.cache_folder for entry in self.portals]),
        ):
            for value in values:
                if values.count(value) > 1:
                    message = f"hai cổng cùng {key}: {value}"
                    raise wrong("duplicate", message, "cho mỗi cổng một giá trị", field="portals")
        return self


def parse_settings(model: type[Settings], data: bytes, path: Path) -> Settings:
    """Read settings from the bytes of a file; no bytes are the defaults.

    Raises ContentProblemsError with every problem in them.
    """
    if not data.strip():
        return model()
    text, problems = decode(data, str(path))
    if not problems:
        located, problems = read_yaml(text, str(path))
        checked = validate(model, located, str(path))
        problems = [*problems, *checked.problems]
        if checked.model is not None and not problems:
            return checked.model
    raise ContentProblemsError(in_order(problems))
