"""Views of topics (dòng sự kiện): a running story day by day, and the index of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from plugins.content_model.models import Article, Topic
from plugins.dossiers import WidgetView
from plugins.portal.frame import HOME, Frame, topic_feeds
from plugins.portal.list_plans import ListPage, ListPlan, plan_pages
from plugins.portal.site import TOPICS_URL, topic_url
from plugins.portal.texts import count_text, day_of, hour_of
from plugins.portal.views import Link, Time, TimelineDay, TopicRow, TopicsView, TopicView
from plugins.vietnamese import format_date, format_iso

TITLE = "Dòng sự kiện"


def plan_topics(frame: Frame, widget: WidgetView | None) -> Iterator[ListPage]:
    """Yield a plan of every page of every topic."""
    site = frame.site
    for topic in site.topics:
        shown = ListPlan(
            topic_url(topic.slug),
            topic.name,
            TITLE,
            topic.description,
            (HOME, Link(TITLE, TOPICS_URL)),
            frame.section_of(topic_url(topic.slug)) or frame.section_of(TOPICS_URL),
            feeds=topic_feeds(topic),
        )
        yield from plan_pages(shown, site.paginated(site.by_topic[topic.slug]), widget)


def build_topic(frame: Frame, plan: ListPage) -> TopicView:
    """Build a page of a topic: of articles it shows their teasers and times and nothing else."""
    shown, pager = plan.shown, plan.pager
    # A tag or a category may have the same name.
    title = f"{TITLE}: {plan.heading}"
    changed = max((item.updated for item in plan.articles), default=None)
    return TopicView(
        head=frame.head(
            "list",
            title,
            shown.intro or f"{title}, tin, bài trên {frame.portal.name}.",
            plan.url,
            breadcrumb=shown.breadcrumb,
            facts={"modified": changed},
            robots=plan.robots,
            feeds=shown.feeds,
            older=pager.older_url,
            newer=pager.newer_url,
        ),
        layout=frame.layout,
        heading=plan.heading,
        breadcrumb=shown.breadcrumb,
        section_url=shown.section_url,
        intro=shown.intro,
        days=tuple(_days(frame, plan.articles)),
        empty_text=plan.empty_text,
        pager=pager,
        feeds=shown.feeds,
        widget=plan.widget,
    )


def build_topics(frame: Frame) -> TopicsView | None:
    """Build the index of topics; None where the portal has none."""
    site = frame.site
    if not site.content.topics:
        return None
    return TopicsView(
        head=frame.head(
            "list", TITLE, f"{TITLE} của {frame.portal.name}.", TOPICS_URL, breadcrumb=(HOME,)
        ),
        layout=frame.layout,
        heading=TITLE,
        breadcrumb=(HOME,),
        section_url=frame.section_of(TOPICS_URL),
        rows=tuple(_row(topic, site.by_topic[topic.slug]) for topic in site.topics),
    )


def _days(frame: Frame, articles: Iterable[Article]) -> Iterator[TimelineDay]:
    for day, items in groupby(articles, key=lambda item: day_of(item.published)):
        told = (replace(frame.teaser(item), time=hour_of(item.published)) for item in items)
        yield TimelineDay(day, tuple(told))


def _row(topic: Topic, articles: Sequence[Article]) -> TopicRow:
    newest = articles[0].published
    return TopicRow(
        topic.name,
        topic_url(topic.slug),
        topic.description,
        count_text(len(articles)),
        Time(format_iso(newest), format_date(newest)),
    )
