"""Lists of a portal: whatever is published, nothing is lost, nothing twice, full pages stand."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_portal import NOW, article_lists, article_pages, body, frame, pictures, site, sites

from plugins.content_model import PortalData, check_front, split
from plugins.content_model.models import Category, Status
from plugins.content_model.schema import ArticleFile
from plugins.portal.list_views import build_home, build_list, plan_lists
from plugins.portal.new_article import NewArticleError, build_new_article
from plugins.portal.pagination import Pagination, paginate
from plugins.portal.relations import nearest_articles
from plugins.portal.site import Site
from plugins.portal.topic_views import build_topic, plan_topics
from plugins.portal.views import ArticleView, HomeView, ListView, TopicView
from plugins.vietnamese import clip, normalise_text

#: A portal takes a while to make up.
few = settings(max_examples=25)
sizes = st.integers(1, 12)
counts = st.integers(0, 120)


def pages_of(count: int, size: int, *, front_is_list: bool = True) -> Pagination[int]:
    """Divide the numbers 1 to `count`, where 1 is the oldest."""
    return paginate(range(count, 0, -1), size, front_is_list=front_is_list)


@given(counts, counts, sizes, st.booleans())
def test_a_full_page_is_the_same_for_ever(
    count: int, more: int, size: int, front_is_list: bool
) -> None:
    """Its items, its number and what it leads to do not change with anything published later."""
    before = pages_of(count, size, front_is_list=front_is_list)
    after = pages_of(count + more, size, front_is_list=front_is_list)
    later = {page.number: page for page in after.numbered}
    for page in before.numbered:
        if page.is_full:
            assert later[page.number] == page
            assert later[page.number].neighbours == page.neighbours


@given(counts, sizes)
def test_what_a_full_page_leads_to_exists(count: int, size: int) -> None:
    divided = pages_of(count, size)
    numbers = {page.number for page in divided.numbered}
    for page in divided.numbered:
        assert numbers.issuperset(page.neighbours)
        assert page.number in page.neighbours
    assert divided.after_front in numbers | {0}


@given(counts, sizes, st.booleans())
def test_every_item_stands_on_one_numbered_page_or_on_the_front(
    count: int, size: int, front_is_list: bool
) -> None:
    divided = pages_of(count, size, front_is_list=front_is_list)
    numbered = Counter(chain.from_iterable(page.items for page in divided.numbered))
    if divided.numbered:
        assert numbered == Counter(range(1, count + 1))
    else:
        assert divided.front == tuple(range(count, 0, -1))


@given(counts, sizes)
def test_the_front_holds_the_newest_and_enough_of_them(count: int, size: int) -> None:
    front = pages_of(count, size).front
    assert front == tuple(range(count, count - len(front), -1))
    assert min(count, size) <= len(front) < 2 * size


@given(counts, sizes)
def test_the_pages_go_on_where_the_front_ends(count: int, size: int) -> None:
    divided = pages_of(count, size)
    below = [page for page in divided.numbered if page.number <= divided.after_front]
    shown = [*divided.front, *chain.from_iterable(page.items for page in reversed(below))]
    assert shown == list(range(count, 0, -1))


@given(sites())
@few
def test_every_listed_article_is_in_each_of_its_lists_once(shown: Site) -> None:
    for item in shown.listed:
        lists = [
            shown.by_category[item.category.slug],
            *([shown.by_category[item.category.parent]] if item.category.parent else []),
            *([shown.by_topic[item.topic.slug]] if item.topic else []),
            *(shown.by_tag[tag.slug] for tag in item.tags),
            *(shown.by_author[author.slug] for author in item.authors),
            shown.by_year[item.published.year],
            shown.by_month[item.published.year, item.published.month],
        ]
        assert all(found.count(item) == 1 for found in lists)


@given(sites())
@few
def test_no_list_holds_what_is_not_published(shown: Site) -> None:
    listed = set(shown.listed)
    for _, items in shown.lists():
        assert listed.issuperset(items)
    assert all(item.status is Status.PUBLISHED for item in listed)


@given(sites())
@few
def test_lists_are_newest_first(shown: Site) -> None:
    for _, items in (("/", shown.listed), *shown.lists()):
        dates = [item.published for item in items]
        assert dates == sorted(dates, reverse=True)


@given(sites())
@few
def test_one_article_in_several_languages_is_listed_once(shown: Site) -> None:
    ids = [item.article_id for item in shown.listed]
    assert len(set(ids)) == len(ids)
    published = {item.article_id for item in shown.articles if item.status is Status.PUBLISHED}
    assert published == set(ids)


@given(article_lists(), st.randoms(use_true_random=False))
@few
def test_the_order_of_reading_changes_nothing(articles: list, random) -> None:
    shuffled = articles.copy()
    random.shuffle(shuffled)
    one, other = site(articles), site(shuffled)
    assert one.listed == other.listed
    assert list(one.lists()) == list(other.lists())
    assert one.tags == other.tags and one.authors == other.authors
    assert one.topics == other.topics


def addresses_on_home(view: HomeView) -> list[str]:
    sections = [view.latest, *view.sections, *([view.notices] if view.notices else [])]
    teasers = [*([view.lead] if view.lead else []), *view.featured]
    return [item.url for item in (*teasers, *chain(*(section.items for section in sections)))]


@given(sites())
@few
def test_no_article_stands_twice_on_the_home_page(shown: Site) -> None:
    addresses = addresses_on_home(build_home(frame(shown, pictures("media/a.jpg")), None))
    assert len(set(addresses)) == len(addresses)
    assert {item.url for item in shown.listed}.issuperset(addresses)


@given(sites())
@few
def test_the_home_page_holds_the_newest_and_what_was_placed(shown: Site) -> None:
    addresses = addresses_on_home(build_home(frame(shown, pictures("media/a.jpg")), None))
    assert {item.url for item in shown.featured[:5]} <= set(addresses)
    if not shown.featured and shown.content.portal.home.notices is None:
        assert {item.url for item in shown.listed[:13]} <= set(addresses)


@given(sites(max_size=14))
@few
def test_no_article_stands_twice_beside_another(shown: Site) -> None:
    pages = article_pages(shown, pictures("media/a.jpg"))
    by_url = {item.url: item for item in shown.articles}
    for item in shown.articles:
        view: ArticleView = pages.article(item)
        lists = (view.in_topic, view.related, view.more, view.latest)
        beside = [teaser.url for teaser in chain(*lists)]
        ids = [by_url[url].article_id for url in beside]
        assert len(set(ids)) == len(ids)
        assert item.article_id not in ids
        assert {by_url[url].status for url in beside} <= {Status.PUBLISHED}
        assert all(by_url[teaser.url].image for teaser in view.more)
        assert all(by_url[teaser.url].topic == item.topic for teaser in view.in_topic)
        assert (view.topic is not None) >= bool(view.in_topic)


@given(sites(max_size=14))
@few
def test_related_articles_are_listed_ones_and_never_the_article_itself(shown: Site) -> None:
    listed = set(shown.listed)
    for url, near in nearest_articles(shown, body).items():
        assert listed.issuperset(near)
        assert url not in {item.url for item in near}
        assert len(set(near)) == len(near) <= 10


@given(sites())
@few
def test_every_list_page_is_an_address_of_the_portal(shown: Site) -> None:
    around = frame(shown)
    built = [plan.url for plan in (*plan_lists(around, None), *plan_topics(around, None))]
    assert len(set(built)) == len(built)
    addresses = list(shown.addresses())
    assert set(built) <= set(addresses)
    assert len(set(addresses)) == len(addresses)


@given(sites())
@few
def test_a_list_page_leads_only_to_pages_of_the_portal(shown: Site) -> None:
    known = set(shown.addresses())
    around = frame(shown)
    for view in (build_list(around, plan) for plan in plan_lists(around, None)):
        ways = [item.url for item in view.items] + [link.url for link in view.groups]
        assert known.issuperset(filter(None, [*ways, *ways_of(view)]))
    for topic in (build_topic(around, plan) for plan in plan_topics(around, None)):
        ways = [item.url for day in topic.days for item in day.items]
        assert known.issuperset(filter(None, [*ways, *ways_of(topic)]))


def ways_of(view: ListView | TopicView) -> list[str]:
    pager = view.pager
    links = (*pager.numbers, *view.breadcrumb, *view.feeds)
    return [pager.newest_url, pager.newer_url, pager.older_url, *(link.url for link in links)]


@given(sites())
@few
def test_a_topic_tells_each_of_its_articles_under_its_day(shown: Site) -> None:
    by_url = {item.url: item for item in shown.listed}
    around = frame(shown)
    for plan in plan_topics(around, None):
        days = build_topic(around, plan).days
        told = [(day.day.iso, item.url) for day in days for item in day.items]
        assert [url for _, url in told] == [item.url for item in plan.articles]
        assert all(f"{by_url[url].published:%Y-%m-%d}" == day for day, url in told)
        assert len({day.day.iso for day in days}) == len(days)


@given(st.text(), st.integers(2, 60))
def test_a_clipped_text_fits_and_keeps_its_beginning(text: str, length: int) -> None:
    clipped = clip(text, length)
    assert len(clipped) <= length
    if len(text) <= length:
        assert clipped == text
    else:
        assert clipped.endswith("…") and text.startswith(clipped[:-1])


@given(st.text(st.characters(categories=["L", "N"]), min_size=3), st.integers(2, 60))
def test_a_clipped_word_is_not_lost(word: str, length: int) -> None:
    assert len(clip(word, length)) > 1


# What editors paste: YAML's own signs, quotes, emoji, letters with a combining mark.
titles = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("Ạ́ệ:#-'\"{}[]&*!|>%@`,?~\\📢 \t")
    | st.sampled_from("abc 123"),
    max_size=230,
) | st.sampled_from(
    [
        "status: draft",
        "summary: ''",
        "true",
        "2026-11-20",
        "---",
        "Thông báo: “Nghỉ Tết” - 'khẩn' # 1",
        "{filled_in}",
        "a: b\nc: d",
    ]
)


@given(titles, st.sampled_from([None, (Category("no", "No"), Category("tin-xa", "Tin: xã"))]))
def test_a_new_article_is_a_good_one_as_soon_as_it_is_no_draft(
    title: str, categories: tuple[Category, ...] | None
) -> None:
    try:
        made = build_new_article(title, "No", PortalData(categories=categories), NOW)
    except NewArticleError as error:
        assert str(error).startswith("TITLE: ")
        return
    lines = made.text.splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("status: draft"))
    assert len(text.splitlines()) == len(lines) - 1
    front, problems = check_front(split(text.encode(), made.path))
    assert problems == []
    assert isinstance(front, ArticleFile)
    assert front.title == normalise_text(title)
    assert front.status == "published"
    assert front.date.isoformat() == "2026-11-20T07:30:00+07:00"
    draft, _ = check_front(split(made.text.encode(), made.path))
    assert isinstance(draft, ArticleFile) and draft.status == "draft"
    assert yaml.safe_load(text.split("---\n")[1])["authors"] == ["Ban Biên tập"]
