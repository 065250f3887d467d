"""A feed with one item that uses every fact, and the schemas that feeds must meet."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from plugins.feeds import Enclosure, Feed, FeedItem, FeedSource

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
VIETNAM = timezone(timedelta(hours=7))


@pytest.fixture
def item() -> FeedItem:
    return FeedItem(
        item_id="tag:khegiang.example,2026:le-hoi-dinh-van-lo",
        url="/tin-tuc/2026/04/le-hoi-dinh-van-lo/",
        title="Lễ hội đình Vân Lộ",
        lead="Hai ngày hội, không đốt vàng mã.",
        html='<p>Xem <a href="/so-do-trang/">sơ đồ</a>.</p>',
        published=datetime(2026, 4, 1, 7, 30, tzinfo=VIETNAM),
        updated=datetime(2026, 4, 2, 18, 5, 9, tzinfo=VIETNAM),
        authors=("Tổ Truyền thông cơ sở", "Cộng tác viên Vân Lộ"),
        categories=("Văn hóa - Thể thao", "Lễ hội đình Vân Lộ"),
        enclosure=Enclosure("/media/2026/04/dinh-lang.jpg", "image/jpeg", 48213),
        source=FeedSource("Báo Lam Giang", "https://bao.example/dinh"),
    )


@pytest.fixture
def feed(item: FeedItem) -> Feed:
    return Feed(
        title="Tin xã Khê Giang",
        description="Tin mới của xã Khê Giang, tỉnh Lam Giang",
        home_url="https://khegiang.example/",
        self_url="/nguon-tin.xml",
        language="vi",
        items=(item,),
        updated=datetime(2020, 1, 1, tzinfo=VIETNAM),
        icon="/tinh/bieu-trung-32.png",
        logo="/tinh/bieu-trung.png",
        rights="© Ủy ban nhân dân xã Khê Giang",
        publisher="Ủy ban nhân dân xã Khê Giang",
        feed_id="tag:khegiang.example,2026:tin-moi",
    )


@pytest.fixture(scope="session")
def rss_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "rss-2.0.rng"))


@pytest.fixture(scope="session")
def atom_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


@pytest.fixture(scope="session")
def json_feed_schema() -> Draft202012Validator:
    schema = json.loads((SCHEMAS / "json-feed-1.1.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)
