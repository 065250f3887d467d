"""An article with every fact."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from plugins.metadata import AuthorFacts, CorrectionFacts, ImageFacts, PageFacts, SourceFacts

VIETNAM = timezone(timedelta(hours=7))


@pytest.fixture
def article() -> PageFacts:
    return PageFacts(
        kind="article",
        title="Lễ hội đình Vân Lộ",
        description="Hai ngày hội, không đốt vàng mã.",
        url="https://khegiang.example/tin-tuc/2026/04/le-hoi-dinh-van-lo/",
        language="vi",
        publisher_name="Ủy ban nhân dân xã Khê Giang",
        publisher_url="https://khegiang.example/",
        publisher_logo="/tinh/bieu-trung.png",
        site_name="Trang thông tin điện tử xã Khê Giang",
        image=ImageFacts("/media/2026/04/dinh-lang.jpg", 1600, 1067, "Sân đình đông người"),
        published=datetime(2026, 4, 1, 7, 30, tzinfo=VIETNAM),
        modified=datetime(2026, 4, 2, 18, 5, 9, 500_000, tzinfo=VIETNAM),
        authors=(
            AuthorFacts("Tổ Truyền thông cơ sở", "/tac-gia/to-truyen-thong-co-so/"),
            AuthorFacts("Người viết mẫu", is_person=True),
        ),
        section="Văn hóa - Thể thao",
        tags=("Lễ hội đình Vân Lộ", "Làng nghề"),
        breadcrumb=(
            ("Trang chủ", "/"),
            ("Văn hóa - Thể thao", "/chuyen-muc/van-hoa/"),
            ("Lễ hội đình Vân Lộ", "/tin-tuc/2026/04/le-hoi-dinh-van-lo/"),
        ),
        article_id="tag:khegiang.example,2026:le-hoi-dinh-van-lo",
        source=SourceFacts("Báo Lam Giang", "https://bao.example/dinh"),
        corrections=(CorrectionFacts(date(2026, 4, 2), "Hội mở ngày 12, không phải ngày 21."),),
    )


@pytest.fixture
def home(article: PageFacts) -> PageFacts:
    return PageFacts(
        kind="home",
        title=article.site_name,
        description="Tin và thông báo của xã Khê Giang",
        url="https://khegiang.example/",
        language="vi",
        publisher_name=article.publisher_name,
        publisher_url=article.publisher_url,
        publisher_logo=article.publisher_logo,
        site_name=article.site_name,
        modified=article.modified,
    )
