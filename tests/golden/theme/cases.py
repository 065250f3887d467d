"""The views behind the theme's goldens: for each template the least it can be given, and texts
that would break a page if they were not escaped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from plugins.dossiers import (
    ChartView,
    FigureRow,
    Place,
    ReportView,
    ScoresView,
    TableRow,
    TableView,
    WidgetView,
)
from plugins.portal import views
from plugins.visits import VisitRow, VisitsBlock

EVIL = "<b>\"Ổn & 'định'</b>"
URL = '/a/?b="c"&d=<e>'
TIME = views.Time("2026-10-14T07:30:00+07:00", "14/10/2026 07:30")

LINK = views.Link(EVIL, URL)
DATASET = views.DatasetRow(EVIL, EVIL, TIME, LINK, (LINK,))
IMAGE = views.Image("/m.jpg", "/m.jpg 400w", 400, 267, EVIL, (views.SourceSet("image/webp", "/m"),))
TEASER = views.Teaser(EVIL, URL, TIME, EVIL, LINK, IMAGE, "en")
SECTION = views.Section(EVIL, URL, (TEASER, TEASER))
FEED = views.FeedLink(EVIL, URL, "application/rss+xml")
FIGURE = views.Figure(IMAGE, EVIL, EVIL)
COUNTED = views.CountedLink(EVIL, URL, EVIL)
TOC = views.TocItem(EVIL, "a", (views.TocItem(EVIL, "b"),))
ROW = FigureRow("late", EVIL, EVIL, EVIL, EVIL, True, EVIL)
TABLE = TableView(
    EVIL, (EVIL, EVIL), (TableRow(EVIL, (EVIL,), True, URL),), TableRow(EVIL, (EVIL,)), EVIL
)

ENGINE = views.SearchEngine(EVIL, EVIL, URL, EVIL, ((EVIL, EVIL),), EVIL, URL)

BARE_LAYOUT = views.Layout(
    portal_name="Trang thông tin điện tử",
    unit_kind="xã",
    unit_name="Khê Giang",
    parent_name="",
    parent_url="",
    slogan="",
    sample_notice="",
    navigation=(),
    footer_links=(),
    services=(),
    imprint=views.Imprint(unit=""),
    asset=views.Asset("/theme/css/theme.css", "/theme/js/portal.js"),
    feeds=(),
)
EVIL_LAYOUT = views.Layout(
    portal_name=EVIL,
    unit_kind=EVIL,
    unit_name=EVIL,
    parent_name=EVIL,
    parent_url=URL,
    slogan=EVIL,
    sample_notice=EVIL,
    navigation=(views.NavItem(EVIL, URL, (LINK,)),),
    footer_links=(LINK,),
    services=(LINK,),
    imprint=views.Imprint(EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, URL, EVIL, EVIL, EVIL),
    asset=views.Asset(
        "/theme/css/theme.css", "/theme/js/portal.js", ("/theme/fonts/a.woff2",), "/sw.js"
    ),
    feeds=(FEED,),
    search_url=URL,
    measurement_code=EVIL,
)
BARE_HEAD = views.Head(title="Khê Giang", description="", canonical="")
EVIL_HEAD = views.Head(
    title=EVIL,
    description=EVIL,
    canonical=URL,
    robots=EVIL,
    open_graph=((EVIL, EVIL),),
    dublin_core=((EVIL, EVIL),),
    json_ld=(Markup('{"name":"\\u003cb\\u003e"}'),),
    feeds=(FEED,),
    older=URL,
    newer=URL,
    alternates=(("en", URL),),
)

_SHORT = {
    "title": EVIL,
    "period": EVIL,
    "headline": EVIL,
    "headline_detail": EVIL,
    "rows": (ROW,),
    "as_of_text": EVIL,
    "as_of_iso": "2026-11-02T08:00:00+07:00",
    "is_stale": True,
    "stale_text": EVIL,
    "source": EVIL,
    "url": URL,
    "results_url": URL,
    "late_url": URL,
}
WIDGET = WidgetView(**_SHORT)
REPORT = ReportView(
    url=URL,
    heading=EVIL,
    summary=EVIL,
    above=(),
    figures=WIDGET,
    charts=(ChartView(EVIL, Markup("<svg></svg>")),),
    tables=(TABLE,),
    explanations=(EVIL,),
    downloads=(Place(EVIL, URL),),
    newer=Place(EVIL, URL),
    older=Place(EVIL, URL),
)

VISITS = views.VisitsBox(
    VisitsBlock(EVIL, (VisitRow("today", EVIL, EVIL),), EVIL, TIME.iso, EVIL, URL), URL, URL
)
SCORES = ScoresView(
    period=EVIL,
    total=EVIL,
    as_of_text=EVIL,
    as_of_iso="2026-11-02T08:00:00+07:00",
    source=EVIL,
    url=URL,
    charts=REPORT.charts,
    tables=(TABLE,),
    explanations=(EVIL,),
    downloads=(Place(EVIL, URL),),
    results=Place(EVIL, URL),
)
BARE_SCORES = replace(SCORES, period="", total="", as_of_text="", source="", url="", charts=())
BARE_SCORES = replace(BARE_SCORES, tables=(), explanations=(), downloads=())
_NO_PAGER = views.Pager("", "", "", ())
_PAGER = views.Pager(URL, URL, URL, (views.PageNumber(EVIL, URL, True), views.PageNumber("…", "")))


def minimal() -> Iterator[views.PageView]:
    """Yield each template's page with nothing in it that may be left out."""
    page = {"head": BARE_HEAD, "layout": BARE_LAYOUT, "heading": "Khê Giang"}
    yield views.HomeView(
        **page,
        lead=None,
        featured=(),
        latest=views.Section("Tin mới", "", ()),
        sections=(),
        notices=None,
        widget=None,
    )
    yield views.ListView(
        **page, kicker="", intro="", items=(), empty_text="Chưa có bài.", pager=_NO_PAGER
    )
    yield views.TopicView(
        **page, intro="", days=(), empty_text="Chưa có bài.", pager=_NO_PAGER, feeds=(), widget=None
    )
    yield views.TopicsView(**page, rows=())
    yield views.IndexView(**page, intro="", groups=())
    yield views.SearchView(
        **page,
        scripts=(),
        index_url="/tim-kiem/chi-muc.json",
        elsewhere=views.SearchEngine(
            "Google", "a.example.vn", "https://a.example/", "q", (), "", "https://a.example/?q="
        ),
        groups=(),
    )
    yield views.ArticleView(
        **page,
        category=views.Link("Kinh tế", "/chuyen-muc/kinh-te/"),
        published=TIME,
        long_date="Thứ Tư, ngày 14 tháng 10 năm 2026, 07:30",
        modified=None,
        lead="",
        figure=None,
        body=Markup(""),
        toc=(),
        byline=(),
        source=None,
        corrections=(),
        tags=(),
        text_url="",
        translations=(),
        notices=(),
        related=(),
        more=(),
        latest=(),
        widget=None,
    )
    yield views.StandingView(
        **page, summary="", figure=None, body=Markup("<p>Chữ.</p>"), toc=(), modified=None
    )
    yield views.DossiersView(**page, report=None)
    yield views.ScoresPageView(**page, scores=BARE_SCORES)
    yield views.VisitsPageView(
        **page,
        visits=views.VisitsBox(VisitsBlock("", (), "", "", "", ""), "", ""),
        days=None,
        most_read=views.Section("", "", ()),
        explanations=(),
    )
    yield views.DataView(**page, intro="", rows=(), rights="", catalog=LINK)
    yield views.FeedsView(**page, intro="", rows=())
    yield views.OfflineView(
        **page, script="/theme/js/offline.js", pages_store="a", pictures_store="b", contacts=()
    )
    yield views.NotFoundView(**page, links=(), latest=())


def html_escape() -> Iterator[views.PageView]:
    """Yield each template's page with everything in it, and every text full of HTML."""
    page = {
        "head": EVIL_HEAD,
        "layout": EVIL_LAYOUT,
        "heading": EVIL,
        "lang": "en",
        "breadcrumb": (LINK,),
        "section_url": URL,
    }
    yield views.HomeView(
        **page,
        lead=TEASER,
        featured=(TEASER,),
        latest=SECTION,
        sections=(SECTION,),
        notices=SECTION,
        widget=WIDGET,
        visits=VISITS,
    )
    yield views.ListView(
        **page,
        kicker=EVIL,
        intro=EVIL,
        items=(TEASER,),
        empty_text=EVIL,
        pager=_PAGER,
        groups_heading=EVIL,
        groups=(COUNTED,),
        feeds=(FEED,),
        widget=WIDGET,
    )
    yield views.TopicView(
        **page,
        intro=EVIL,
        days=(views.TimelineDay(TIME, (TEASER, TEASER)),),
        empty_text=EVIL,
        pager=_PAGER,
        feeds=(FEED,),
        widget=WIDGET,
    )
    yield views.TopicsView(**page, rows=(views.TopicRow(EVIL, URL, EVIL, EVIL, TIME),))
    yield views.IndexView(**page, intro=EVIL, groups=(views.LinkGroup(EVIL, URL, (COUNTED,)),))
    yield views.SearchView(
        **page,
        scripts=(URL, URL),
        index_url=URL,
        elsewhere=ENGINE,
        groups=(views.LinkGroup(EVIL, URL, (COUNTED,)),),
    )
    yield views.ArticleView(
        **page,
        category=LINK,
        published=TIME,
        long_date=EVIL,
        modified=TIME,
        lead=EVIL,
        figure=FIGURE,
        body=Markup("<p>Chữ.</p>"),
        toc=(TOC,),
        byline=(LINK, LINK),
        source=views.SourceLine(EVIL, URL),
        corrections=(views.CorrectionNote(TIME, EVIL),),
        tags=(LINK,),
        text_url=URL,
        translations=(views.Translation(EVIL, URL, "en"),),
        notices=(views.Notice("expired", EVIL),),
        topic=LINK,
        in_topic=(TEASER,),
        related=(TEASER,),
        more=(TEASER,),
        latest=(TEASER,),
        widget=WIDGET,
    )
    yield views.StandingView(
        **page, summary=EVIL, figure=FIGURE, body=Markup("<p>Chữ.</p>"), toc=(TOC,), modified=TIME
    )
    yield views.DossiersView(**page, report=REPORT, more=(LINK,))
    yield views.ScoresPageView(**page, scores=SCORES)
    yield views.VisitsPageView(
        **page, visits=VISITS, days=TABLE, most_read=SECTION, explanations=(EVIL,)
    )
    yield views.DataView(**page, intro=EVIL, rows=(DATASET,), rights=EVIL, catalog=LINK)
    yield views.FeedsView(**page, intro=EVIL, rows=(views.FeedRow(EVIL, URL, (FEED, FEED)),))
    yield views.OfflineView(
        **page, script=URL, pages_store=EVIL, pictures_store=EVIL, contacts=(LINK,)
    )
    yield views.NotFoundView(**page, links=(LINK,), latest=(TEASER,))


CASES = {"minimal": minimal, "html_escape": html_escape}
