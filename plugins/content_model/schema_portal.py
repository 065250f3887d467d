"""data/portal.yaml: what is particular to one office. Every key has a default."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from plugins.content_model.fields import (
    Address,
    Boolean,
    Date,
    Email,
    Integer,
    Lead,
    Name,
    Phone,
    Slug,
    Slugs,
    Text,
    WebAddress,
    wrong,
)
from plugins.content_model.schema import FileModel

#: How each kind of unit is called on pages, and how sentences name it.
UNIT_KINDS = {
    "commune": "xã",
    "ward": "phường",
    "town": "thị xã",
    "district": "huyện",
    "special_zone": "đặc khu",
}
LOCAL_URL = "http://localhost:8000"


class ParentFile(FileModel, title="Đơn vị cấp trên"):
    """`unit.parent`: the unit above."""

    name: Name = Field(description="tên đơn vị cấp trên, ví dụ tỉnh Lam Giang")
    url: WebAddress | None = Field(None, description="cổng thông tin của đơn vị cấp trên")


class FormerUnitFile(FileModel, title="Đơn vị cũ"):
    """`unit.former`: a unit that this one grew out of, with the last day it existed."""

    name: Name = Field(description="tên đầy đủ của đơn vị cũ, ví dụ huyện Khê Giang")
    until: Date = Field(description="ngày cuối cùng đơn vị cũ còn tồn tại")


class UnitFile(FileModel, title="Đơn vị"):
    """`unit`: the office's unit."""

    type: Literal["commune", "ward", "town", "district", "special_zone"] = Field(
        "commune",
        description="commune (xã), ward (phường), town (thị xã), district (huyện), "
        "special_zone (đặc khu)",
    )
    name: Name = Field("Chưa đặt tên", description="tên riêng của đơn vị, không kèm chữ xã, phường")
    parent: ParentFile | None = Field(None, description="đơn vị cấp trên: {name, url}")
    former: tuple[FormerUnitFile, ...] = Field(
        (), description="các đơn vị cũ: danh sách {name, until}"
    )

    @model_validator(mode="after")
    def _kind_once(self) -> Self:
        for kind in UNIT_KINDS.values():
            if self.name.lower().startswith(f"{kind} "):
                own = self.name[len(kind) + 1 :]
                message = f"tên có sẵn chữ “{kind}”"
                raise wrong("kind", message, f"viết name: {own}", field="name")
        return self

    @property
    def full_name(self) -> str:
        """The unit as a sentence names it: `xã Khê Giang`."""
        return f"{UNIT_KINDS[self.type]} {self.name}"


class ImprintFile(FileModel, title="Thông tin tòa soạn"):
    """`imprint`: the footer's facts."""

    authority: Text = Field("", description="cơ quan chủ quản, ví dụ Ủy ban nhân dân xã Khê Giang")
    responsible: Text = Field("", description="người chịu trách nhiệm chính, kèm chức vụ")
    licence: Text = Field("", description="số giấy phép")
    address: Text = Field("", description="địa chỉ trụ sở")
    phone: Phone = Field("", description="điện thoại, một số")
    fax: Phone = Field("", description="fax, một số")
    email: Email = Field("", description="thư điện tử công vụ")
    copyright: Text = Field("", description="câu ghi nguồn khi đăng lại")


class LinkFile(FileModel, title="Liên kết"):
    """A link with its words."""

    label: Name = Field(description="chữ hiện ra")
    url: Address = Field(description="địa chỉ: /duong-dan/ hoặc https://…")


class NavigationFile(FileModel, title="Mục trên thanh chuyên mục"):
    """An entry of `navigation`: a category, or a label and an address."""

    category: Slug | None = Field(None, description="slug chuyên mục")
    label: Name | None = Field(None, description="chữ hiện ra; chuyên mục thì lấy tên chuyên mục")
    url: Address | None = Field(None, description="địa chỉ, khi không phải chuyên mục")
    children: tuple[NavigationFile, ...] = Field((), description="các mục con")

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.category is None and (self.label is None or self.url is None):
            raise wrong(
                "missing",
                "mục này không dẫn đến đâu",
                "viết {category: slug} hoặc {label: chữ, url: /dia-chi/}",
                field="label",
            )
        return self


class HomeFile(FileModel, title="Trang chủ"):
    """`home`: what the home page shows."""

    sections: Slugs = Field((), description="slug các chuyên mục hiện trên trang chủ, theo thứ tự")
    notices: Slug | None = Field(None, description="slug chuyên mục thông báo")


class FeedsFile(FileModel, title="Nguồn cấp tin"):
    """`feeds`: RSS, Atom and JSON Feed."""

    items: Integer = Field(30, ge=20, le=50, description="số bài trong mỗi nguồn tin, 20 đến 50")
    full_text: Boolean = Field(True, description="true: cả bài; false: chỉ sapo")


class CountersFile(FileModel, title="Bộ đếm thủ tục hành chính"):
    """`counters`: the counters of administrative procedures."""

    stale_after_days: Integer = Field(
        45, ge=1, le=3650, description="quá số ngày này kể từ lúc chốt thì số liệu bị ghi là cũ"
    )
    late_url: Address | None = Field(None, description="trang thư xin lỗi hồ sơ trễ hạn")
    jump_factor: Integer = Field(
        3,
        ge=2,
        le=1000,
        description="số tăng hay giảm quá số lần này so với kỳ trước thì nhắc",
    )


class SearchFile(FileModel, title="Tìm kiếm"):
    """`search`: what finds in the portal where its own search cannot."""

    engine: Literal["google", "coccoc", "bing", "duckduckgo"] = Field(
        "google",
        description="máy tìm kiếm dùng thay khi trình duyệt không chạy script hay không mở được "
        "chỉ mục: google, coccoc, bing, duckduckgo",
    )


class PortalFile(FileModel, title="Cổng thông tin"):
    """data/portal.yaml."""

    name: Name = Field("Trang thông tin điện tử", description="tên cổng")
    url: WebAddress = Field(
        LOCAL_URL, description="địa chỉ công khai, ví dụ https://khegiang.example.vn"
    )
    sample: Boolean = Field(False, description="true: mọi trang ghi rõ đây là cổng mẫu")
    slogan: Text = Field("", description="dòng chữ dưới tên cổng")
    description: Lead | None = Field(None, description="một câu giới thiệu cổng, cho máy tìm kiếm")
    unit: UnitFile = Field(UnitFile(), description="đơn vị: {type, name, parent, former}")
    imprint: ImprintFile = Field(ImprintFile(), description="thông tin tòa soạn ở chân trang")
    navigation: tuple[NavigationFile, ...] = Field((), description="thanh chuyên mục")
    services: tuple[LinkFile, ...] = Field((), description="liên kết dịch vụ công")
    footer: tuple[LinkFile, ...] = Field((), description="liên kết ở chân trang")
    byline: Name = Field("Ban Biên tập", description="bút danh của bài không ghi tác giả")
    home: HomeFile = Field(HomeFile(), description="trang chủ: {sections, notices}")
    feeds: FeedsFile = Field(FeedsFile(), description="nguồn tin: {items, full_text}")
    counters: CountersFile = Field(
        CountersFile(), description="bộ đếm TTHC: {stale_after_days, late_url}"
    )
    search: SearchFile = Field(SearchFile(), description="tìm kiếm: {engine}")
    live_visits: Boolean = Field(
        False,
        description="true: trang lấy số lượt truy cập mới nhất ở /du-lieu/truy-cap.json",
    )
    offline: Boolean = Field(
        True,
        description="true: điện thoại giữ các trang vừa đọc để đọc lại khi không có mạng; false: "
        "không giữ, và xóa những gì đã giữ",
    )
    page_size: Integer = Field(
        12, ge=5, le=50, description="số bài trên một trang danh sách, 5 đến 50"
    )
    measurement_code: Text = Field("", description="mã đo của quốc gia, nếu được cấp")

    @model_validator(mode="before")
    @classmethod
    def _host_only(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("url"), str):
            return {**data, "url": data["url"].rstrip("/")}
        return data

    @model_validator(mode="after")
    def _no_folder(self) -> Self:
        if self.url.count("/") > 2:
            raise wrong(
                "path",
                "cổng phải ở gốc của tên miền",
                f"viết {'/'.join(self.url.split('/')[:3])}",
                field="url",
            )
        return self
