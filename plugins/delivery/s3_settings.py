"""How a bucket is written down in the file of publishing."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from plugins.content_model.fields import Integer, Text, wrong
from plugins.content_model.schema import FileModel
from plugins.delivery.errors import DeliveryError
from plugins.delivery.s3_target import S3Target, read_s3_target


class S3File(FileModel, title="Kho lưu trữ đối tượng"):
    """`s3`: a bucket. Keys that open it have no place here."""

    bucket: Text = Field(description="tên bucket")
    endpoint: Text = Field("", description="địa chỉ của kho; để trống: của AWS")
    region: Text = Field("", description="vùng của kho, nếu kho cần")
    prefix: Text = Field("", description="thư mục trong bucket, nếu cổng không chiếm cả bucket")
    profile: Text = Field("", description="tên mục trong tệp khóa ~/.aws/credentials")
    cdn: Text = Field("", description="địa chỉ công khai của cổng, khi có CDN đứng trước")
    addressing: Literal["path", "virtual"] | None = Field(
        None, description="bucket nằm trong đường dẫn (path) hay trong tên máy (virtual)"
    )
    grace_hours: Integer | None = Field(
        None, description="tệp đã rời cổng còn ở lại kho mấy giờ, mặc định 24"
    )

    @model_validator(mode="after")
    def _names_a_bucket(self) -> Self:
        try:
            self.target()
        except DeliveryError as error:
            message, _, fix = str(error).partition(" -> ")
            raise wrong("target", message, fix, field="bucket", code="s3-target") from None
        return self

    def target(self) -> S3Target:
        """Return the bucket that this describes."""
        stated = self.model_dump(exclude_none=True)
        return read_s3_target({key: value for key, value in stated.items() if value != ""})
