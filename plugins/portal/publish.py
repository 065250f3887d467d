"""Make every file of the portal, from prepared content to bytes in a staging tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plugins.assets import Assets, build_assets
from plugins.content_model import Problem, in_order
from plugins.content_model.models import Article, Status
from plugins.dossiers import Results, widget
from plugins.engine.cache import Cache, shared
from plugins.engine.console import Console
from plugins.engine.jobs import Job, Ledger, Record, records_of, run_jobs
from plugins.engine.output import MARKER, Staging
from plugins.engine.render import Renderer, View
from plugins.engine.templates import template_fingerprints
from plugins.engine.workers import available_cores
from plugins.images import (
    ImageRefused,
    PictureSet,
    Recipe,
    make_pictures,
    prune,
    rendition_path,
)
from plugins.open_data import render_dcat
from plugins.portal import machines
from plugins.portal.article_views import TEXT_NAME, ArticlePages
from plugins.portal.dossier_pages import dossier_jobs, results_of
from plugins.portal.failures import ContentProblemsError
from plugins.portal.files import file_of, files_below
from plugins.portal.frame import Frame, build_layout
from plugins.portal.keys import Keys
from plugins.portal.list_views import build_home, build_list, plan_lists
from plugins.portal.offline import offline_job, worker_url
from plugins.portal.open_data import CATALOG_URL, build_catalog, build_data_page
from plugins.portal.other_views import (
    build_feeds_page,
    build_indexes,
    build_not_found,
)
from plugins.portal.page_jobs import page_job
from plugins.portal.pictures import FOLDER, PictureBook
from plugins.portal.prepare import Prepared
from plugins.portal.relations import nearest_articles
from plugins.portal.report import Counts, build_facts
from plugins.portal.search_documents import find_documents, read_reports
from plugins.portal.search_index import search_jobs
from plugins.portal.search_page import build_search_page
from plugins.portal.settings import BuildSettings
from plugins.portal.site import (
    ARTICLE_DATA_URL,
    DATA_URL,
    FEEDS_URL,
    SEARCH_URL,
    TOPICS_URL,
    VISITS_URL,
)
from plugins.portal.topic_views import build_topic, build_topics, plan_topics
from plugins.portal.views import (
    LATEST_HEADING,
    LATEST_MACRO,
    ArticleView,
    Asset,
    DataView,
    FeedsView,
    HomeView,
    ListView,
    NotFoundView,
    SearchView,
    StandingView,
    TopicsView,
    TopicView,
    VisitsPageView,
)
from plugins.portal.visit_pages import build_visits_page


@dataclass(frozen=True, slots=True)
class Published:
    """What was made, and what it takes to make one of its pages again."""

    counts: Counts
    pages: ArticlePages
    renderer: Renderer


def publish(
    prepared: Prepared,
    settings: BuildSettings,
    tree: Staging,
    console: Console,
    commit: str | None,
) -> Published:
    """Write the whole portal into a staging tree."""
    site = prepared.site
    assets = build_assets(files_below(settings.theme / "static"))
    with console.stage("làm ảnh"):
        pictures = _put_pictures(prepared, settings, tree, console)
    frame = Frame(
        site,
        build_layout(site, Asset(assets.stylesheet, assets.script, assets.fonts, worker_url(site))),
        PictureBook(pictures),
    )
    results = results_of(site)
    with console.stage("tìm tin liên quan"):
        nearest = nearest_articles(site, prepared.bodies, settings.cache)
    pages = ArticlePages(
        frame,
        nearest,
        {item.path: item.url for item in site.items},
        {path: (settings.content / path).stat().st_size for path in prepared.attachments},
        widget(results),
        prepared.bodies,
    )
    with console.stage("tìm trang đổi"):
        templates = settings.theme / "templates"
        keys = Keys(pages, template_fingerprints(templates))
        renderer = Renderer(templates, compiled=settings.cache / "templates")
        jobs = list(_page_jobs(frame, pages, results, assets, renderer, keys))
        feeds = list(_feed_jobs(frame, pages, keys))
    with console.stage("làm chỉ mục tìm kiếm"):
        kept = Cache(settings.cache, "reports")
        reports = kept.only(keys.dossiers(results), lambda: read_reports(results))
        documents = list(find_documents(site, reports, prepared.bodies))
        categories = site.content.categories
        search = list(search_jobs(documents, categories, settings.cache, settings.content))
    with console.stage("dựng trang"):
        rendered = _put([*jobs, *feeds, *search], settings, tree, console)
    with console.stage("dữ liệu cho máy"):
        for path, data in _data(frame, pages, results, assets, keys, settings.cache):
            tree.write(path, data)
    for attachment in prepared.attachments:
        tree.write(attachment, (settings.content / attachment).read_bytes())
    counts = Counts(
        articles=len(site.articles),
        pages=len(site.pages),
        pictures=len(pictures),
        html=sum(job.paths[0].endswith(".html") for job in jobs),
        scheduled=len(site.scheduled),
        read=prepared.read,
        converted=prepared.converted,
        rendered=rendered,
    )
    tree.write(MARKER, build_facts(settings.now, counts, commit))
    return Published(counts, pages, renderer)


def _put(jobs: Sequence[Job], settings: BuildSettings, tree: Staging, console: Console) -> int:
    """Put all files of the jobs into the tree; return how many pages were rendered."""
    ledger = Ledger(settings.cache, settings.output)
    records: dict[str, Record] = {}
    rendered = 0
    for done, (job, made) in enumerate(run_jobs(jobs, tree, ledger.load()), 1):
        records.update(records_of(job, made))
        if made.seconds:
            console.account(job.kind, made.seconds)
        rendered += made.is_made and job.paths[0].endswith(".html")
        console.progress("Dựng trang", done, len(jobs))
    ledger.store(records)
    return rendered


def _put_pictures(
    prepared: Prepared, settings: BuildSettings, tree: Staging, console: Console
) -> Mapping[str, PictureSet]:
    """Make the pictures that the cache lacks, put all into the tree, drop unused ones."""
    folder = settings.cache / "pictures"
    paths = {settings.content / picture: picture for picture in prepared.pictures}

    def progress(done: int, total: int) -> None:
        console.progress("Làm ảnh", done, total)

    with shared(folder) as is_alone:
        made = make_pictures(
            list(paths), Recipe(), folder, jobs=available_cores(), progress=progress
        )
        sets = _without_refusals({paths[path]: result for path, result in made.items()})
        # By name: two originals that differ in nothing but metadata give the same files.
        files = {
            rendition.name: rendition_path(folder, picture, rendition)
            for picture in sets.values()
            for rendition in picture.renditions
        }
        for name, source in files.items():
            tree.link(f"{FOLDER}/{name}", source)
        if is_alone():
            prune(folder, [picture.key for picture in sets.values()])
    return sets


def _without_refusals(made: Mapping[str, PictureSet | ImageRefused]) -> dict[str, PictureSet]:
    """Raise ContentProblemsError for refused pictures: some damage shows only in the pixels."""
    problems = [
        Problem(path, 1, result.code, "file", result.message, result.fix)
        for path, result in made.items()
        if isinstance(result, ImageRefused)
    ]
    if problems:
        raise ContentProblemsError(in_order(problems))
    return {path: result for path, result in made.items() if isinstance(result, PictureSet)}


def _page_jobs(
    frame: Frame,
    pages: ArticlePages,
    results: Results,
    assets: Assets,
    renderer: Renderer,
    keys: Keys,
) -> Iterator[Job]:
    """Yield a job for every HTML page."""

    def job(
        page: type[View], url: str, build: Callable[[], View], path: str = "", key: bytes = b""
    ) -> Job:
        return page_job(renderer, page, path or file_of(url), build, key)

    def latest(article: Article) -> bytes:
        return renderer.part(*LATEST_MACRO, LATEST_HEADING, pages.latest(article))

    def article_job(article: Article) -> Job:
        def make() -> Iterator[bytes]:
            yield renderer.render(pages.article(article))
            if article.status is not Status.WITHDRAWN:
                yield machines.build_text(frame, article, pages.bodies(article).text)

        text = () if article.status is Status.WITHDRAWN else (f"{article.url[1:]}{TEXT_NAME}",)
        key, rest = keys.article(article)
        paths = (file_of(article.url), *text)
        return Job(key, paths, make, rest, partial(latest, article), ArticleView.template)

    yield job(HomeView, "/", lambda: build_home(frame, pages.widget))
    for article in frame.site.articles:
        yield article_job(article)
    for page in frame.site.pages:
        yield job(StandingView, page.url, partial(pages.standing, page), key=keys.standing(page))
    for plan in plan_lists(frame, pages.widget):
        yield job(ListView, plan.url, partial(build_list, frame, plan), key=keys.list(plan))
    for plan in plan_topics(frame, pages.widget):
        yield job(TopicView, plan.url, partial(build_topic, frame, plan), key=keys.topic(plan))
    if topics := build_topics(frame):
        yield job(TopicsView, TOPICS_URL, partial(_same, topics))
    for url, index in build_indexes(frame):
        yield job(type(index), url, partial(_same, index))
    yield from dossier_jobs(frame, results, renderer, keys.dossiers(results))
    yield job(DataView, DATA_URL, lambda: build_data_page(frame, results))
    if visits := build_visits_page(frame):
        yield job(VisitsPageView, VISITS_URL, partial(_same, visits))
    yield job(SearchView, SEARCH_URL, lambda: build_search_page(frame, assets.search_scripts))
    yield job(FeedsView, FEEDS_URL, lambda: build_feeds_page(frame))
    yield job(NotFoundView, "", lambda: build_not_found(frame), "404.html")
    yield offline_job(frame, assets, renderer)


def _feed_jobs(frame: Frame, pages: ArticlePages, keys: Keys) -> Iterator[Job]:
    """Yield a job for every feed."""

    def make(plan: machines.FeedPlan) -> Iterator[bytes]:
        yield machines.build_feed(frame, plan, pages.body)

    for plan in machines.plan_feeds(frame):
        yield Job(keys.feed(plan), (plan.path,), partial(make, plan), kind="RSS, Atom")


def _same(view: View) -> View:
    return view


def _data(
    frame: Frame, pages: ArticlePages, results: Results, assets: Assets, keys: Keys, cache: Path
) -> Iterator[tuple[str, bytes]]:
    """Yield every other file: its path in the output and its bytes."""

    def of_every_article() -> dict[str, bytes]:
        data = machines.build_article_data(frame.site.listed, pages.nearest)
        return {ARTICLE_DATA_URL[1:]: data, **machines.build_sitemaps(frame)}

    yield from Cache(cache, "every-article").only(keys.everything(), of_every_article).items()
    yield CATALOG_URL[1:], render_dcat(build_catalog(frame, results))
    yield "robots.txt", machines.build_robots(frame)
    yield "manifest.webmanifest", machines.build_manifest(frame)
    yield from assets.files.items()
    for path, data in assets.files.items():
        if path.endswith("/favicon.ico"):
            yield "favicon.ico", data
