"""What editors may write in front matter: the one schema of articles and standing pages.

From these classes come the messages, the JSON Schema for editors' tools and the table of keys
in docs/editors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from plugins.content_model.fields import (
    Address,
    Boolean,
    ContentPath,
    Date,
    DateTime,
    EndOfDay,
    Identifier,
    Integer,
    Language,
    Lead,
    Name,
    Names,
    Slug,
    Slugs,
    Text,
    Title,
    WebAddress,
)


def _or_name(schema: dict[str, Any]) -> None:
    """Let a JSON Schema allow a name in the place of a group of keys."""
    schema["anyOf"] = [{"type": "string"}, *schema["anyOf"]]


class FileModel(BaseModel):
    """A closed set of keys: one that is not declared is a problem.

    `stand_ins` are values for required keys, so that the rest of a file can be looked at while
    such a key is missing or wrong.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    stand_ins: ClassVar[Mapping[str, str]] = {}


class PictureFile(FileModel, title="Ảnh"):
    """`image`: one picture with what is seen (alt) apart from what is said about it (caption)."""

    src: ContentPath = Field(
        description="đường dẫn tệp ảnh trong content/, ví dụ media/2026/11/cau.jpg"
    )
    alt: Text = Field(description="tả điều thấy trong ảnh, cho người không xem được ảnh")
    caption: Text = Field("", description="chú thích dưới ảnh")
    credit: Text = Field("", description="người chụp hoặc nguồn ảnh")


class SourceFile(FileModel, title="Nguồn tin"):
    """`source`: where a republished item came from."""

    name: Name = Field(description="tên nguồn tin")
    url: WebAddress | None = Field(None, description="địa chỉ bài gốc")


class RelatedFile(FileModel, title="Tin liên quan"):
    """`related`: the editor's own choice over the computed list."""

    pin: Slugs = Field((), description="slug các bài luôn đứng đầu Tin liên quan")
    ban: Slugs = Field((), description="slug các bài không bao giờ hiện trong Tin liên quan")


class FeaturedFile(FileModel, title="Tin nổi bật"):
    """`featured`: a place on the home page, which ends by itself."""

    until: EndOfDay = Field(description="ngày cuối cùng còn ở vị trí nổi bật trên trang chủ")


class CorrectionFile(FileModel, title="Đính chính"):
    """One entry of `corrections`."""

    date: Date = Field(description="ngày đính chính, ví dụ 2026-11-20")
    note: Lead = Field(description="điều đã sai và điều đúng")


class ArticleFile(FileModel, title="Phần khai báo của bài viết"):
    """Front matter of an article (bài viết)."""

    stand_ins = {"title": "x", "date": "2000-01-01", "category": "x"}

    title: Title = Field(description="tiêu đề, 1 đến 200 ký tự")
    date: DateTime = Field(
        description="ngày giờ đăng theo ISO 8601; không ghi múi giờ thì hiểu là +07:00; "
        "ở tương lai thì bài được hẹn giờ"
    )
    category: Name = Field(description="chuyên mục: slug hoặc tên trong data/categories.yaml")
    summary: Lead | None = Field(
        None, description="sapo, chữ thường không định dạng; không có thì lấy đoạn đầu của bài"
    )
    authors: Names = Field((), description="bút danh, một tên hoặc danh sách")
    author: Names = Field((), description="như authors, dùng khi chỉ có một người")
    source: SourceFile | None = Field(
        None,
        description="nguồn tin của bài đăng lại: tên, hoặc {name, url}",
        json_schema_extra=_or_name,
    )
    topic: Name | None = Field(
        None, description="dòng sự kiện mà bài kể tiếp: tên hoặc slug trong data/topics.yaml"
    )
    tags: Names = Field((), description="danh sách thẻ; chỉ những thẻ có trong data/tags.yaml")
    image: PictureFile | None = Field(None, description="ảnh đại diện: {src, alt, caption, credit}")
    slug: Slug | None = Field(None, description="đường dẫn tĩnh; không có thì lấy từ tiêu đề")
    id: Identifier | None = Field(
        None, description="mã bài, không đổi mãi mãi; không có thì lấy từ đường dẫn tệp"
    )
    modified: DateTime | None = Field(None, description="ngày giờ cập nhật nội dung")
    expires: EndOfDay | None = Field(
        None,
        description="ngày giờ hết hạn, chỉ ghi ngày thì hết ngày đó: trang vẫn còn, có ghi chú, "
        "và rời mọi danh sách",
    )
    status: Literal["published", "draft", "hidden", "withdrawn"] = Field(
        "published",
        description="published (đăng), draft (nháp), hidden (có trang, không vào danh sách), "
        "withdrawn (đã gỡ, để lại thông báo)",
    )
    related: RelatedFile = Field(
        RelatedFile(), description="ghim và chặn trong Tin liên quan: {pin: [slug], ban: [slug]}"
    )
    featured: FeaturedFile | None = Field(None, description="tin nổi bật: {until: ngày}")
    corrections: tuple[CorrectionFile, ...] = Field(
        (), description="đính chính: danh sách {date, note}, hiện cùng bài"
    )
    lang: Language = Field("vi", description="ngôn ngữ của bài; bản dịch dùng chung id với bản gốc")

    @model_validator(mode="before")
    @classmethod
    def _source_name(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("source"), str):
            return {**data, "source": {"name": data["source"]}}
        return data


class PageFile(FileModel, title="Phần khai báo của trang"):
    """Front matter of a standing page (trang)."""

    stand_ins = {"title": "x"}

    title: Title = Field(description="tiêu đề, 1 đến 200 ký tự")
    summary: Lead | None = Field(None, description="một hai câu giới thiệu trang")
    slug: Slug | None = Field(None, description="đường dẫn tĩnh; không có thì lấy từ tiêu đề")
    id: Identifier | None = Field(None, description="mã trang, không đổi")
    modified: DateTime | None = Field(None, description="ngày giờ cập nhật nội dung")
    status: Literal["published", "draft", "hidden"] = Field(
        "published", description="published (đăng), draft (nháp), hidden (không vào sơ đồ trang)"
    )
    image: PictureFile | None = Field(
        None, description="ảnh đầu trang: {src, alt, caption, credit}"
    )
    order: Integer = Field(0, description="thứ tự trong sơ đồ trang, số nhỏ đứng trước")
    lang: Language = Field("vi", description="ngôn ngữ của trang")


class CategoryFile(FileModel, title="Chuyên mục"):
    """One entry of data/categories.yaml."""

    stand_ins = {"slug": "x", "name": "x"}

    slug: Slug = Field(description="đường dẫn tĩnh của chuyên mục")
    name: Name = Field(description="tên chuyên mục")
    order: Integer = Field(0, description="thứ tự, số nhỏ đứng trước")
    parent: Slug | None = Field(None, description="slug của chuyên mục cấp trên")
    description: Text = Field("", description="một câu giới thiệu chuyên mục")
    kind: Literal["news", "documents", "procedures"] = Field(
        "news",
        description="các bài trong mục là gì, để lọc khi tìm kiếm: news (tin bài), "
        "documents (văn bản), procedures (thủ tục)",
    )


class TopicFile(FileModel, title="Dòng sự kiện"):
    """One entry of data/topics.yaml."""

    stand_ins = {"slug": "x", "name": "x"}

    slug: Slug = Field(description="đường dẫn tĩnh của dòng sự kiện")
    name: Name = Field(description="tên dòng sự kiện")
    description: Text = Field("", description="một hai câu nói chuyện gì đang diễn ra")


class TagFile(FileModel, title="Thẻ"):
    """One entry of data/tags.yaml."""

    stand_ins = {"slug": "x", "name": "x"}

    slug: Slug = Field(description="đường dẫn tĩnh của thẻ")
    name: Name = Field(description="tên thẻ")


class DossierRowFile(FileModel, title="Một dòng số liệu"):
    """Counts of dossiers: a row of `breakdown`."""

    field: Text = Field("", description="lĩnh vực của dòng này")
    agency: Text = Field("", description="đơn vị của dòng này")
    received: Integer = Field(
        description="tổng số hồ sơ phải giải quyết trong kỳ, gồm cả kỳ trước chuyển qua"
    )
    carried_over: Integer | None = Field(None, description="trong đó: kỳ trước chuyển qua")
    early: Integer | None = Field(None, description="đã giải quyết trước hạn")
    on_time: Integer | None = Field(None, description="đã giải quyết đúng hạn")
    early_or_on_time: Integer | None = Field(
        None, description="trước hạn và đúng hạn, khi báo cáo gộp"
    )
    late: Integer = Field(description="đã giải quyết trễ hạn")
    pending_in_time: Integer | None = Field(None, description="đang giải quyết, trong hạn")
    pending_overdue: Integer | None = Field(None, description="đang giải quyết, quá hạn")
    pending: Integer | None = Field(None, description="đang giải quyết, khi báo cáo gộp")


class DossierFile(DossierRowFile, title="Số liệu thủ tục hành chính của một kỳ"):
    """A file of data/dossiers: one reporting period (kỳ báo cáo)."""

    period: Text = Field(description="kỳ báo cáo: 2023-09, 2023-Q3 hoặc 2023")
    cumulative: Boolean = Field(False, description="true: lũy kế từ tháng 1 đến hết kỳ")
    as_of: DateTime = Field(description="thời điểm chốt số liệu, ví dụ 2023-09-30T04:14:15")
    source: Text = Field("", description="nơi công bố số liệu")
    url: Address | None = Field(None, description="trang chính thức sau chữ “Chi tiết”")
    breakdown: tuple[DossierRowFile, ...] = Field(
        (), description="các dòng theo lĩnh vực hoặc đơn vị"
    )


class VisitDayFile(FileModel, title="Một ngày"):
    """One entry of `days`."""

    day: Date = Field(description="ngày, ví dụ 2026-11-20")
    visitors: Integer = Field(description="số khách của ngày ấy")
    views: Integer = Field(description="số lượt xem trang của ngày ấy")


class PageViewsFile(FileModel, title="Một trang được xem"):
    """One entry of `most_read`."""

    url: Address = Field(description="địa chỉ của trang, bắt đầu bằng dấu /")
    views: Integer = Field(description="số lượt xem trong tháng")


class VisitMonthFile(FileModel, title="Lượt truy cập của một tháng"):
    """A file of data/visits: one month, written by `python -m plugins.visits count`."""

    month: Text = Field(description="tháng, ví dụ 2026-11; tên tệp cũng vậy")
    as_of: DateTime = Field(description="giờ của dòng nhật ký cuối cùng đã đếm")
    days: tuple[VisitDayFile, ...] = Field((), description="từng ngày, theo thứ tự")
    most_read: tuple[PageViewsFile, ...] = Field(
        (), description="các trang được xem nhiều nhất trong tháng"
    )


class EarlierVisitsFile(FileModel, title="Lượt truy cập trước đây"):
    """data/visits/earlier.yaml: the figure of the portal that this one follows."""

    visits: Integer = Field(description="tổng số lượt truy cập của cổng cũ")
    source: Name = Field(description="số liệu lấy ở đâu")
    until: Date | None = Field(None, description="ngày cuối cùng mà số liệu ấy gồm cả")
