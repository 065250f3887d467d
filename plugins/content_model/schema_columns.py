"""What data/dossier-columns.yaml may hold: how offices word the headings of their reports."""

from __future__ import annotations

from pydantic import Field

from plugins.content_model.fields import Names
from plugins.content_model.schema import FileModel


class DossierGroupsFile(FileModel, title="Tiêu đề gộp"):
    """`groups`: headings that stand over several columns."""

    received: Names = Field((), description="tiêu đề gộp của các cột hồ sơ tiếp nhận")
    resolved: Names = Field((), description="tiêu đề gộp của các cột hồ sơ đã giải quyết")
    pending: Names = Field((), description="tiêu đề gộp của các cột hồ sơ đang giải quyết")


class DossierRowsFile(FileModel, title="Tên hàng"):
    """`rows`: rows known by what they are called."""

    total: Names = Field((), description="tên hàng tổng")
    agency: Names = Field((), description="chữ mở đầu tên một đơn vị, ví dụ UBND")
    field: Names = Field(
        (), description="chữ mở đầu tên một lĩnh vực dễ lẫn với đơn vị, ví dụ Phòng chống"
    )
    footer: Names = Field((), description="chữ mở đầu phần chân bảng, ví dụ Người lập biểu")


class DossierColumnsFile(FileModel, title="Cách viết tiêu đề trong báo cáo TTHC"):
    """data/dossier-columns.yaml: wordings beside those that `import` knows already.

    A wording is a heading as the sheet shows it, `Đã giải quyết > Trước hạn` where one stands
    under another.
    """

    number: Names = Field((), description="cột số thứ tự")
    field: Names = Field((), description="cột tên lĩnh vực")
    agency: Names = Field((), description="cột tên đơn vị")
    name: Names = Field((), description="cột ghi khi thì lĩnh vực, khi thì đơn vị")
    received: Names = Field((), description="tổng tiếp nhận, gồm cả kỳ trước chuyển qua")
    carried_over: Names = Field((), description="kỳ trước chuyển qua")
    new: Names = Field((), description="mới tiếp nhận trong kỳ")
    new_online: Names = Field((), description="mới tiếp nhận, trực tuyến")
    new_direct: Names = Field((), description="mới tiếp nhận, trực tiếp hoặc qua bưu chính")
    resolved: Names = Field((), description="tổng đã giải quyết")
    early: Names = Field((), description="đã giải quyết trước hạn")
    on_time: Names = Field((), description="đã giải quyết đúng hạn")
    early_or_on_time: Names = Field((), description="đã giải quyết trước hạn và đúng hạn, gộp")
    late: Names = Field((), description="đã giải quyết quá hạn")
    pending: Names = Field((), description="tổng đang giải quyết")
    pending_in_time: Names = Field((), description="đang giải quyết, trong hạn")
    pending_overdue: Names = Field((), description="đang giải quyết, quá hạn")
    ignore: Names = Field((), description="cột không nhập")
    between: Names = Field((), description="tiêu đề đệm, không nói gì thêm, ví dụ Trong đó")
    groups: DossierGroupsFile = Field(
        DossierGroupsFile(), description="tiêu đề đứng trên nhiều cột"
    )
    rows: DossierRowsFile = Field(DossierRowsFile(), description="những hàng nhận ra theo tên")
