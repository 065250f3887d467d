"""What a reader finds under "Tin liên quan", and what an editor can do about it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from bench.related_eval import measure, plain

from plugins.related import RelatedSettings, Signature, nearest, relate, select, terms

ROOT = Path(__file__).resolve().parents[3]
START = datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=7)))

# Articles about other things, so that rare terms are rare.
OTHERS = (
    ("Trạm bơm Tây Vạn thay máy", "Trạm bơm chạy lại sau mười ngày thay máy mới."),
    ("Lớp học xóa mù chữ buổi tối", "Cô giáo dạy chữ cho hai mươi người lớn tuổi."),
    ("Thu gom vỏ chai thuốc sâu", "Hội nông dân đặt thùng chứa ở bờ ruộng."),
    ("Khám mắt cho người cao tuổi", "Bác sĩ đo thị lực, phát kính lão miễn phí."),
    ("Giải kéo co các thôn", "Tám đội tranh tài trên sân vận động."),
    ("Vay vốn nuôi dê sinh sản", "Ngân hàng chính sách giải ngân cho chín hộ."),
)


def article(article_id: str, title: str, lead: str = "", **other: object) -> Signature:
    values: dict[str, object] = {"text": "", "category": "tin", "published": START} | other
    return Signature(article_id, title, lead, **values)  # type: ignore[arg-type]


def among_others(*articles: Signature) -> list[Signature]:
    others = (article(f"khac-{n}", *other) for n, other in enumerate(OTHERS))
    return [*articles, *others]


def related(articles: list[Signature], article_id: str, **settings: float) -> tuple[str, ...]:
    return relate(articles, RelatedSettings(**settings))[article_id]  # type: ignore[arg-type]


def bridge(article_id: str, *, title: str = "Cầu Bến Lở thông xe", **other: object) -> Signature:
    lead = f"Tin {article_id} về cây cầu mới bắc qua sông Khê ở Bến Lở."
    return article(article_id, title, lead, **other)


@pytest.mark.parametrize(
    ("labelled", "mrr", "p_at_3"),
    [("articles", 0.99, 0.99), ("events", 0.91, 0.78), ("everyday", 0.69, 0.49)],
)
def test_finds_the_related_articles_of_the_labelled_sets(
    labelled: str, mrr: float, p_at_3: float
) -> None:
    quality = measure(labelled)

    assert quality.mrr >= mrr
    assert quality.p_at_3 >= p_at_3


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("labelled", ["events", "everyday"])
def test_finds_more_than_plain_tf_idf_in_either_half(labelled: str, held_out: bool) -> None:
    ours, theirs = measure(labelled, held_out=held_out), measure(labelled, plain, held_out)

    assert ours.mrr >= theirs.mrr + 0.03
    assert ours.p_at_3 >= theirs.p_at_3 + 0.04


def test_the_lists_of_articles_that_nothing_belongs_to_are_not_filled_up() -> None:
    assert measure("articles").strays <= 6


def test_an_article_that_nothing_resembles_gets_no_related_news() -> None:
    articles = among_others(article("don", "Tìm chủ nhân chiếc ví rơi"))

    assert related(articles, "don") == ()


@pytest.mark.parametrize("count", [0, 1])
def test_a_site_with_hardly_an_article_has_no_related_news(count: int) -> None:
    articles = [bridge("cau")][:count]

    assert relate(articles, RelatedSettings()) == dict.fromkeys(["cau"][:count], ())


def test_articles_without_any_words_are_no_trouble() -> None:
    articles = [article("a", ""), article("b", "!"), bridge("c")]

    assert relate(articles, RelatedSettings()) == {"a": (), "b": (), "c": ()}


def test_a_small_site_about_one_thing_relates_its_articles() -> None:
    articles = [
        bridge("a", title="Khởi công cầu Bến Lở"),
        bridge("b", title="Hợp long cầu Bến Lở"),
        bridge("c", title="Đặt tên cho cầu Bến Lở"),
    ]

    assert {key: set(value) for key, value in relate(articles, RelatedSettings()).items()} == {
        "a": {"b", "c"},
        "b": {"a", "c"},
        "c": {"a", "b"},
    }


def test_another_number_in_the_same_template_is_another_matter() -> None:
    """A longer common text does not put electoral unit 5 before other news of unit 3."""
    template = "Niêm yết danh sách cử tri tại trụ sở xã và nhà văn hóa, báo sai sót cho tổ bầu cử."
    articles = among_others(
        article("niem-yet-3", "Danh sách cử tri đơn vị bầu cử số 3", template),
        article("niem-yet-5", "Danh sách cử tri đơn vị bầu cử số 5", template),
        article("kiem-phieu-3", "Đơn vị bầu cử số 3 kiểm phiếu xong sớm", "Không có khiếu nại."),
    )

    assert related(articles, "niem-yet-3")[0] == "kiem-phieu-3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lịch tiếp công dân tháng 9/2026", "Lịch tiếp công dân tháng 10/2026"),
        ("Bản tin thời tiết ngày 12/6/2026", "Bản tin thời tiết ngày 13/6/2026"),
        ("Giới thiệu Nghị quyết 21-NQ/ĐU", "Giới thiệu Nghị quyết 12-NQ/ĐU"),
        ("Thông báo mất điện", "Thông báo mất điện"),
    ],
)
def test_a_notice_is_no_copy_of_the_same_notice_with_other_figures(one: str, other: str) -> None:
    lead = "Xem chi tiết ở trụ sở xã, hỏi cán bộ trực ban, số máy {} trong giờ hành chính."
    articles = among_others(
        article("a", one, lead.format(111)), article("b", other, lead.format(222))
    )

    assert related(articles, "a", near_duplicate=0.5)[0] == "b"


def test_a_copy_is_not_related_news_of_its_original() -> None:
    articles = among_others(bridge("goc"), replace(bridge("goc"), article_id="ban-sao"))

    assert related(articles, "goc") == related(articles, "ban-sao") == ()


def test_a_long_article_with_a_word_changed_is_still_a_copy() -> None:
    words = [a + b + c for a in "bcdghklm" for b in "aeiou" for c in "cmnp"]
    articles = among_others(
        article("goc", "Tập đọc", text=" ".join(words)),
        article("sao", "Tập đọc", text=" ".join(["sáng", *words])),
        article("khac", "Vần học", text=" ".join(words[80:])),
    )

    assert "sao" not in related(articles, "goc")


def test_of_two_copies_a_list_shows_one() -> None:
    articles = among_others(
        article("khoi-cong", "Khởi công cầu Bến Lở", "Làm cầu qua sông Khê trong 28 tháng."),
        bridge("goc"),
        replace(bridge("goc"), article_id="sao", published=START + timedelta(days=1)),
    )

    assert related(articles, "khoi-cong") == ("sao",)


def test_a_match_in_the_title_outweighs_one_in_the_body() -> None:
    articles = among_others(
        article("hoi", "Đua thuyền nan trên hồ Trầm", "Mười đội dự."),
        article("trong-than", "Việc tuần này", text="Tập trung dọn rác, rồi đua thuyền nan."),
        article("trong-tit", "Luật đua thuyền nan", text="Tập trung, rồi xuất phát."),
    )

    assert related(articles, "hoi", minimum_score=0.01)[:2] == ("trong-tit", "trong-than")


def test_a_rare_name_outweighs_a_common_word() -> None:
    """Five articles have "họp thôn" in the title; one has the name."""
    titles = ("Họp thôn đầu năm", "Họp thôn bàn lúa", "Họp thôn bầu tổ", "Họp thôn chia nước")
    articles = among_others(
        article("dia-sen", "Họp thôn Đìa Sen"),
        article("sen", "Đìa Sen làm đường"),
        *(article(f"hop-{n}", title) for n, title in enumerate(titles)),
    )

    assert related(articles, "dia-sen")[0] == "sen"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mừng Quốc khánh 02/9", "Văn nghệ tối 2/9"),
        ("Hỏi đáp Quyết định 05/2026/QĐ-UBND", "Tập huấn 5/2026/QĐ-UBND"),
        ("Chợ Hoà ngày phiên", "Hòa giải viên ở chợ"),
    ],
)
def test_one_thing_spelled_in_two_ways_is_one(one: str, other: str) -> None:
    articles = among_others(article("mot", one), article("hai", other))

    assert related(articles, "mot", relative_score=0.25) == ("hai",)


def test_between_equally_alike_articles_category_then_date_then_id_decide() -> None:
    later = START + timedelta(days=9)
    between = START + timedelta(days=4, hours=12)
    articles = among_others(
        bridge("x", title="Khởi công cầu Bến Lở", category="kinh-te", published=between),
        *(
            article(article_id, f"Cầu Bến Lở {word}", category=category, published=published)
            for article_id, word, category, published in (
                ("a-cu", "xanh", "van-hoa", START),
                ("b-moi", "đỏ", "van-hoa", later),
                ("c-cung-muc", "vàng", "kinh-te", START),
                ("d-cung-muc", "nâu", "kinh-te", START),
                ("e-cung-muc-moi", "đen", "kinh-te", later),
            )
        ),
    )

    assert related(articles, "x") == ("e-cung-muc-moi", "c-cung-muc", "d-cung-muc", "b-moi", "a-cu")


def test_a_trifle_more_of_likeness_does_not_outweigh_the_date() -> None:
    body = " ".join(f"chữ{number}" for number in range(150))
    rest = " ".join(f"vần{number}" for number in range(60))
    other_rest = rest.replace("vần", "câu")
    articles = among_others(
        article(
            "x", "Đê tả Khê mùa nước lũ", text=body, published=START + timedelta(days=4, hours=12)
        ),
        article("cu", "Đê tả Khê mùa nước lũ vững", text=f"Có chữ1 và thơ {rest}"),
        article(
            "moi",
            "Đê tả Khê mùa nước lũ chắc",
            text=f"Có thơ và nhạc, {other_rest}",
            published=START + timedelta(days=9),
        ),
    )

    assert related(articles, "x") == ("moi", "cu")


def test_of_two_like_reports_the_one_of_the_same_days_comes_first() -> None:
    """A year's flood has its reports within days; last year's has the same words."""
    days = {"x": 0, "nam-truoc": -340, "hom-sau": 2, "nam-sau": 370}
    articles = among_others(
        *(
            article(article_id, f"Lũ sông Khê, tin {article_id}", published=published)
            for article_id, published in (
                (article_id, START + timedelta(days=later)) for article_id, later in days.items()
            )
        )
    )

    assert related(articles, "x")[0] == "hom-sau"


def test_of_two_like_articles_the_one_of_the_same_category_comes_first() -> None:
    articles = among_others(
        article("x", "Khởi công cầu Bến Lở", category="kinh-te"),
        article("khac-muc", "Cầu Bến Lở xanh", category="van-hoa"),
        article("cung-muc", "Cầu Bến Lở đỏ", category="kinh-te", published=START - timedelta(10)),
    )

    assert related(articles, "x")[:2] == ("cung-muc", "khac-muc")


def test_one_number_tells_more_than_one_word() -> None:
    articles = among_others(
        article("x", "Kè đá 1.846 mét"),
        article("chu", "Nung đá"),
        article("so", "Quyên 1.846 suất", published=START - timedelta(days=1)),
    )

    assert related(articles, "x")[0] == "so"


def test_an_old_article_of_another_category_wins_if_it_is_more_alike() -> None:
    articles = among_others(
        article("x", "Khởi công cầu Bến Lở", category="kinh-te"),
        article("cu", "Mặt bằng cầu Bến Lở", category="van-hoa"),
        article("moi", "Đò Bến Lở", category="kinh-te", published=START + timedelta(days=900)),
    )

    assert related(articles, "x") == ("cu", "moi")


def test_pins_come_first_in_the_order_of_the_editor_however_unlike() -> None:
    articles = among_others(
        bridge("x", pinned=("khac-3", "khac-1")),
        article("y", "Khởi công cầu Bến Lở"),
    )

    assert related(articles, "x") == ("khac-3", "khac-1", "y")


@pytest.mark.parametrize(
    ("pinned", "expected"),
    [
        (("khac-1", "y", "khac-1"), ("khac-1", "y")),
        (("x",), ("y",)),
        (("khong-co",), ("y",)),
        (("an",), ("y",)),
        (("tieng-anh",), ("y",)),
        (("sao",), ("sao", "y")),
    ],
    ids=["twice", "itself", "unknown", "no candidate", "another language", "a copy"],
)
def test_a_pin_that_cannot_stand_in_the_list_is_passed_over(
    pinned: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    articles = among_others(
        bridge("x", pinned=pinned),
        replace(bridge("x"), article_id="sao"),
        article("y", "Khởi công cầu Bến Lở"),
        article("an", "Hộp thư", candidate=False),
        article("tieng-anh", "Office hours", lang="en"),
    )

    assert related(articles, "x") == expected


def test_a_copy_of_a_pinned_article_is_not_added() -> None:
    articles = among_others(
        article("khoi-cong", "Khởi công cầu Bến Lở", "Làm trong 28 tháng.", pinned=("goc",)),
        bridge("goc"),
        replace(bridge("goc"), article_id="sao"),
    )

    assert related(articles, "khoi-cong") == ("goc",)


def test_a_ban_takes_an_article_out_of_this_list_only() -> None:
    articles = among_others(
        bridge("x", banned=("y", "khac-1"), pinned=("khac-1",)),
        article("y", "Khởi công cầu Bến Lở"),
    )
    everything = relate(articles, RelatedSettings())

    assert everything["x"] == ()
    assert everything["y"] == ("x",)


def test_an_article_that_is_no_candidate_has_a_list_and_stands_in_none() -> None:
    articles = among_others(
        bridge("het-han", candidate=False), article("y", "Khởi công cầu Bến Lở")
    )
    everything = relate(articles, RelatedSettings())

    assert everything["het-han"] == ("y",)
    assert everything["y"] == ()


def test_languages_do_not_mix() -> None:
    articles = among_others(bridge("vi"), replace(bridge("vi"), article_id="en", lang="en"))

    assert related(articles, "vi", near_duplicate=2) == ()


@pytest.mark.parametrize(("max_items", "expected"), [(0, ()), (2, ("khac-1", "y2"))])
def test_a_list_is_never_longer_than_the_setting(max_items: int, expected: tuple[str, ...]) -> None:
    articles = among_others(
        bridge("x", pinned=("khac-1",), published=START + timedelta(hours=12)),
        article("y1", "Khởi công cầu Bến Lở"),
        article("y2", "Hợp long cầu Bến Lở", published=START + timedelta(days=1)),
    )

    assert related(articles, "x", max_items=max_items) == expected


def test_copies_and_bans_do_not_shorten_a_list() -> None:
    copies = [replace(bridge("sao"), article_id=f"sao-{n:02}") for n in range(10)]
    articles = among_others(
        bridge("x", title="Cầu Bến Lở thông xe, đốt pháo hoa", banned=("sao-00",)),
        article("y", "Xã cấm đốt pháo nổ"),
        *copies,
    )

    assert related(articles, "x", max_items=3) == ("sao-01", "y")


def test_two_articles_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two articles have the id 'a'"):
        relate([bridge("a"), bridge("a", lang="en")], RelatedSettings())


def test_terms_must_be_there_for_every_article() -> None:
    with pytest.raises(ValueError, match="zip"):
        select([bridge("a"), bridge("b")], [terms(bridge("a"))], RelatedSettings())


@pytest.mark.parametrize("pairs", [1, 100])
def test_comparing_in_blocks_changes_nothing(pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = among_others(*(bridge(f"b{n}", title=f"Cầu Bến Lở, kỳ {n}") for n in range(20)))
    expected = relate(articles, RelatedSettings())
    monkeypatch.setattr(nearest, "_BLOCK_PAIRS", pairs)
    monkeypatch.setattr(nearest, "_BLOCK_POSTINGS", pairs)

    assert relate(articles, RelatedSettings()) == expected


def test_hash_seed_and_threads_change_nothing() -> None:
    script = (
        "import sys; from bench.related_eval import load_articles;"
        "from plugins.related import RelatedSettings, relate;"
        "sys.stdout.write(repr(relate([a.signature for a in load_articles()], RelatedSettings())))"
    )

    def run(seed: str, threads: str) -> str:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        }
        return subprocess.run(
            [sys.executable, "-c", script],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert run("1", "1") == run("2", "2") != ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_items": -1},
        {"title_weight": -1.0},
        {"lead_weight": -0.5},
        {"minimum_score": 0.0},
        {"minimum_score": 1.1},
        {"near_duplicate": 0.02},
        {"relative_score": 1.5},
    ],
)
def test_a_setting_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        RelatedSettings(**wrong)  # type: ignore[arg-type]


def test_beside_a_close_relative_a_stock_phrase_makes_no_relative() -> None:
    """What has but a small share of the best article's likeness is left out."""
    opened = article("b", "Cầu Bến Lở thông xe sau hai năm thi công")
    closed = article("a", "Cầu Bến Lở hợp long sau hai năm thi công")
    market = article("c", "Chợ Mận họp phiên sau hai năm vắng khách")
    items = among_others(opened, closed, market)

    strict = related(items, "a", minimum_score=0.001, relative_score=0.9)
    loose = related(items, "a", minimum_score=0.001, relative_score=0.0)

    assert strict == ("b",)
    assert loose[:2] == ("b", "c")
