"""Search over the sample portal, in Chromium: the words of its script, and what they find."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category

import pytest
from browser.sample import CONTENT, NOW, Portal, build_sample
from browser.server import serve
from browser.visits import Visits
from hypothesis import HealthCheck, given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from strategies_vietnamese import pasted, spellings

from plugins.search.tokens import tokens, word_of
from tests.bench.search_eval import Evaluation, evaluate, load_queries
from tests.bench.search_run import find_all, paths_by_address

pytestmark = pytest.mark.browser

#: A little below what the search of today reaches, so that a change for the worse is seen.
LEAST_MRR, LEAST_RECALL = 0.94, 0.945


@pytest.fixture(scope="module")
def page(browser: Browser, served: str) -> Iterator[Page]:
    """Return the open search page, where nothing is searched for."""
    visits = Visits(browser, served)
    opened = visits.tab()
    opened.goto("/tim-kiem/")
    opened.wait_for_function("window.PortalSearch")
    yield opened
    visits.close()
    assert visits.complaints == []


def find(page: Page, query: str, **wanted: Any) -> list[str]:
    """Return the addresses of all results of a query."""
    found: list[str] = page.evaluate(
        """async (wanted) => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          return (await engine.find(wanted)).items.map((item) => item.url);
        }""",
        {"query": query, "count": 1000, **wanted},
    )
    return found


def suggestion(page: Page, query: str) -> str:
    suggested: str = page.evaluate(
        """async (query) => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          return engine.suggest(query, await engine.find({query}));
        }""",
        query,
    )
    return suggested


def loose(text: str) -> str:
    """Return a text with precomposed vowels and the tones after them."""
    letters = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(sign for sign in apart if sign in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(sign for sign in apart if sign not in tones)
        letters.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(letters)


@run_with(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def known(text: str) -> str:
    """Return a text without signs that Python's Unicode is too old for; the browser's is newer."""
    return "".join(sign for sign in text if category(sign) != "Cn")


@given(texts=st.lists(spellings().map(lambda pair: pair[1]) | pasted.map(known), max_size=20))
def test_the_script_cuts_and_folds_words_as_the_index_does(page: Page, texts: list[str]) -> None:
    """Composed, taken apart and loose, both places of the tone, đ, signs, numbers."""
    found = page.evaluate(
        """(texts) => texts.map((text) =>
          PortalSearch.words(text).map((word) => [word.exact, word.folded, word.hasMarks]))""",
        texts,
    )

    assert found == [[list(word_of(token)) for token in tokens(text)] for text in texts]


@pytest.mark.parametrize(
    ("query", "others"),
    [
        ("sinh hoạt chi bộ", ["sinh hoat chi bo", "SINH HOẠT CHI BỘ", "Sinh  hoạt, chi bộ"]),
        ("đường làng", ["duong lang", "ĐƯỜNG LÀNG", "Duong Lang"]),
        ("đình Vân Lộ", ["dinh van lo"]),
        ("hòa", ["hoà"]),
        ("thúy", ["thuý"]),
        ("21-NQ/TW", ["21 nq tw", "21 NQ TW", "21-nq/tw"]),
        ("1.500 cây", ["1500 cay"]),
        ("kỹ thuật", ["kĩ thuật", "ky thuat"]),
    ],
)
def test_every_way_of_writing_finds_the_same(page: Page, query: str, others: list[str]) -> None:
    found = set(find(page, query))
    unicode = [unicodedata.normalize("NFD", query), loose(query)]

    assert found
    for other in [*others, *unicode]:
        assert set(find(page, other)) == found, other


def test_the_resolution_is_found_by_its_number(page: Page) -> None:
    assert "nghi-quyet-21-nq-tw" in find(page, "21 nq tw")[0]


#: Articles by title, from the oldest, and what each says.
_VILLAGE = {
    "Đường làng mới": "Xe đã chạy.",
    "Chuyện trong thôn": "Bà con góp sức mở rộng, rồi đổ bê tông con đường làng.",
    "Dương Lãng": "Ông dương lãng kể chuyện dương lãng.",
    "Tương đương": "Làng trên và làng dưới tương đương nhau.",
}


@pytest.fixture(scope="module")
def village(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return the open search page of a portal with words that differ in their marks alone."""
    folder = tmp_path_factory.mktemp("village")
    articles = folder / "content/articles/tin-thon/2026"
    articles.mkdir(parents=True)
    for day, (title, text) in enumerate(_VILLAGE.items(), 1):
        head = f'title: "{title}"\ndate: 2026-03-0{day}T08:00:00+07:00\ncategory: tin-thon'
        (articles / f"bai-{day}.md").write_text(f"---\n{head}\n---\n{text}\n", "utf-8")
    (folder / "content/data").mkdir()
    (folder / "content/data/categories.yaml").write_text(
        "- {slug: tin-xa, name: Tin xã}\n- {slug: tin-thon, name: Tin thôn, parent: tin-xa}\n",
        "utf-8",
    )
    with serve(build_sample(folder, folder / "content").root) as address:
        visits = Visits(browser, address)
        opened = visits.tab()
        opened.goto("/tim-kiem/")
        opened.wait_for_function("window.PortalSearch")
        yield opened
        visits.close()
    assert visits.complaints == []


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("đường làng", ["Đường làng mới", "Chuyện trong thôn"]),
        ("Đường Làng", ["Đường làng mới", "Chuyện trong thôn"]),
        ("dương lãng", ["Dương Lãng"]),
        ("đường lang", ["Đường làng mới", "Chuyện trong thôn"]),
        ("tương đương", ["Tương đương"]),
    ],
)
def test_exact_marks_come_before_other_marks(village: Page, query: str, best: list[str]) -> None:
    """A word deep in a text, as it was typed, comes before its like in a title; both are found."""
    titles: list[str] = village.evaluate(
        """async (query) => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          const {items} = await engine.find({query});
          return items.map((item) => item.title.map((part) => part.text).join(""));
        }""",
        query,
    )

    assert titles[: len(best)] == best


def test_a_category_holds_the_articles_of_those_below_it(village: Page) -> None:
    found = village.evaluate(
        """async () => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          const {total, facets} = await engine.find({query: "làng", category: "tin-xa"});
          return [total, {...facets.category}, engine.categories.map(({id}) => id).sort()];
        }"""
    )

    assert found == [4, {"tin-xa": 4, "tin-thon": 4}, ["tin-thon", "tin-xa"]]


def test_a_result_in_another_language_is_read_in_it(visits: Visits) -> None:
    page = visits.tab()
    page.goto("/tim-kiem/?q=one-stop+centre")

    expect(page.locator("main ol li [lang=en]").first).to_contain_text("one-stop")


def test_an_address_that_names_no_kind_finds_nothing(visits: Visits) -> None:
    page = visits.tab()
    page.goto("/tim-kiem/?q=xã&loai=constructor")

    expect(page.locator("[data-search-part=status]")).to_contain_text("Không tìm thấy")
    expect(page.locator("main")).not_to_contain_text("native code")


def scores(page: Page) -> Evaluation:
    queries = load_queries()
    paths = paths_by_address(CONTENT, NOW)
    found = find_all(page, [query.query for query in queries])
    return evaluate(
        queries,
        {query: [paths.get(url, url) for url in urls] for query, urls in found.items()},
    )


def test_labelled_queries_are_answered(page: Page) -> None:
    measured = scores(page)

    assert measured["mrr"] >= LEAST_MRR, measured
    assert measured["recall_at_10"] >= LEAST_RECALL, measured


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("sinh hoat chi bo", "sinh hoạt chi bộ"),
        ("sinhh hoat chi bo", "sinh hoạt chi bộ"),
        ("dduwowngf làng", "đường làng"),
        ("sốtxuấthuyết", "sốt xuất huyết"),
        ("làng lứa", "làng nứa"),
        ("0987654321", ""),
        ("sinh hoạt chi bộ", ""),
        ("cầu Bến Lở", ""),
    ],
)
def test_what_was_probably_meant_is_suggested(page: Page, query: str, meant: str) -> None:
    assert suggestion(page, query) == meant


def test_filters_and_their_numbers_agree(page: Page) -> None:
    """Each filter leaves as many results as it promised, and all of its kind."""
    facets: Mapping[str, Mapping[str, int]] = page.evaluate(
        """async () => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          return (await engine.find({query: "xã"})).facets;
        }"""
    )
    for name, counts in facets.items():
        assert counts
        for value, count in counts.items():
            assert len(find(page, "xã", **{name: value})) == count, (name, value)


def test_by_date_the_newest_comes_first(page: Page) -> None:
    dates: Sequence[str] = page.evaluate(
        """async () => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          const found = await engine.find({query: "xã", sort: "date", count: 1000});
          return found.items.map((item) => item.date);
        }"""
    )

    assert list(dates) == sorted(dates, reverse=True)
    assert len(set(dates)) > 10


def test_a_phrase_in_quotes_stands_as_it_is(page: Page, portal: Portal) -> None:
    found = find(page, "“khai sinh”")

    assert found
    assert all(
        "khai sinh" in (portal.root / url[1:] / "ban-van-ban.txt").read_text("utf-8").lower()
        for url in found
    )


@pytest.mark.parametrize("query", ["", "  ", "…", "qqqqzzzz", '"'])
def test_what_nobody_wrote_finds_nothing(page: Page, query: str) -> None:
    assert find(page, query) == []


def test_an_excerpt_shows_the_words_with_their_marks(page: Page) -> None:
    parts = page.evaluate(
        """async () => {
          const engine = await PortalSearch.open("/tim-kiem/chi-muc.json");
          const found = await engine.find({query: "sinh hoat chi bo"});
          return [found.items[0].title, await found.items[0].excerpt()];
        }"""
    )

    for piece in parts:
        assert any("hoạt" in part["text"] for part in piece if part["hit"])
        assert any(not part["hit"] for part in piece)


def test_a_piece_of_another_build_is_not_believed(browser: Browser, served: str) -> None:
    """A reader whose list of pieces is old gets the new one, not wrong results."""
    visits = Visits(browser, served)
    tab = visits.tab()
    old: list[str] = []

    def answer(route: Any) -> None:
        response = route.fetch()
        body = response.json()
        if not old:
            old.append("once")
            body["checks"] = "AAAA" * (len(body["checks"]) // 4)
        route.fulfill(response=response, json=body)

    tab.route("**/tim-kiem/chi-muc.json", answer)
    tab.goto("/tim-kiem/")
    tab.wait_for_function("window.PortalSearch")
    try:
        assert find(tab, "cầu Bến Lở")
    finally:
        visits.close()
