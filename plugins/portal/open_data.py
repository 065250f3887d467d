"""What this portal offers as data: for people on a page, for programs as a catalogue."""

from __future__ import annotations

from dataclasses import replace

from plugins.dossiers import (
    CSV_URL,
    JSON_URL,
    RESULTS_URL,
    SCHEMA_URL,
    SCORES_CSV_URL,
    SCORES_JSON_URL,
    SCORES_TITLE,
    SCORES_URL,
    TITLE,
    WIDGET_HTML_URL,
    WIDGET_JSON_URL,
    Results,
)
from plugins.open_data import Catalog, Dataset, Distribution
from plugins.portal.frame import HOME, Frame
from plugins.portal.site import ARTICLE_DATA_URL, DATA_URL
from plugins.portal.texts import time_of
from plugins.portal.views import DatasetRow, DataView, Link

CATALOG_URL = f"{DATA_URL}dcat.jsonld"
_CSV, _JSON, _HTML, _SCHEMA = (
    "text/csv",
    "application/json",
    "text/html",
    "application/schema+json",
)


def build_catalog(frame: Frame, results: Results) -> Catalog:
    """Return the datasets of a portal, with absolute addresses."""
    datasets = _datasets(frame, results)
    return Catalog(
        title=f"Dữ liệu mở của {frame.portal.name}",
        description=_intro(frame),
        url=frame.absolute(DATA_URL),
        publisher=frame.layout.imprint.unit,
        publisher_url=frame.absolute("/"),
        datasets=tuple(_absolute(frame, dataset) for dataset in datasets),
        rights=frame.layout.imprint.copyright,
    )


def build_data_page(frame: Frame, results: Results) -> DataView:
    """Build the page that lists the datasets."""
    rows = tuple(
        DatasetRow(
            heading=dataset.title,
            description=dataset.description,
            updated=time_of(dataset.modified) if dataset.modified else None,
            page=Link(dataset.title, dataset.page),
            files=tuple(Link(file.title, file.url) for file in dataset.files),
        )
        for dataset in _datasets(frame, results)
    )
    intro = _intro(frame)
    return DataView(
        head=frame.head("page", "Dữ liệu mở", intro, DATA_URL, breadcrumb=(HOME,)),
        layout=frame.layout,
        heading="Dữ liệu mở",
        breadcrumb=(HOME,),
        section_url=frame.section_of(DATA_URL),
        intro=intro,
        rows=rows,
        rights=frame.layout.imprint.copyright,
        catalog=Link("Mô tả theo DCAT (JSON-LD)", CATALOG_URL),
    )


def _intro(frame: Frame) -> str:
    return (
        f"Số liệu và danh mục của {frame.portal.name} ở dạng máy đọc được. "
        "Địa chỉ của mỗi tệp không đổi; ai cũng tải được, không cần đăng ký."
    )


def _datasets(frame: Frame, results: Results) -> tuple[Dataset, ...]:
    scores = frame.site.content.scores
    newest = max((item.updated for item in frame.site.listed), default=None)
    return (
        Dataset(
            title=TITLE,
            description=(
                "Số hồ sơ tiếp nhận, giải quyết trước hạn, đúng hạn, trễ hạn và đang giải quyết "
                "của từng kỳ báo cáo, theo lĩnh vực và đơn vị. Mỗi kỳ có tệp riêng."
            ),
            page=RESULTS_URL,
            files=(
                Distribution("Bảng tính CSV", CSV_URL, _CSV),
                Distribution("Dữ liệu JSON", JSON_URL, _JSON, SCHEMA_URL),
                Distribution("Cấu trúc tệp JSON (JSON Schema)", SCHEMA_URL, _SCHEMA),
                *(
                    (
                        Distribution("Kỳ mới nhất để nhúng (JSON)", WIDGET_JSON_URL, _JSON),
                        Distribution("Kỳ mới nhất để nhúng (HTML)", WIDGET_HTML_URL, _HTML),
                    )
                    if results.current
                    else ()
                ),
            ),
            keywords=("thủ tục hành chính", "hồ sơ", "một cửa", "đúng hạn"),
            modified=max((period.report.as_of for period in results.periods), default=None),
        ),
        *(
            (
                Dataset(
                    title=SCORES_TITLE,
                    description="Điểm sáu tiêu chí và tổng điểm của từng kỳ.",
                    page=SCORES_URL,
                    files=(
                        Distribution("Bảng tính CSV", SCORES_CSV_URL, _CSV),
                        Distribution("Dữ liệu JSON", SCORES_JSON_URL, _JSON),
                    ),
                    keywords=("chất lượng phục vụ", "dịch vụ công"),
                    modified=max(score.as_of for score in scores),
                ),
            )
            if scores
            else ()
        ),
        Dataset(
            title="Danh mục bài viết",
            description=(
                "Mã, địa chỉ, tiêu đề, ngày đăng, chuyên mục, dòng sự kiện, thẻ và tin liên quan "
                "của mọi bài đang đăng."
            ),
            page="/luu-tru/",
            files=(Distribution("Dữ liệu JSON", ARTICLE_DATA_URL, _JSON),),
            keywords=("tin tức", "bài viết"),
            modified=newest,
        ),
    )


def _absolute(frame: Frame, dataset: Dataset) -> Dataset:
    return replace(
        dataset,
        page=frame.absolute(dataset.page),
        files=tuple(
            replace(
                file,
                url=frame.absolute(file.url),
                schema=frame.absolute(file.schema) if file.schema else "",
            )
            for file in dataset.files
        ),
    )
