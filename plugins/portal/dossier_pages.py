"""The counters of procedures in the portal: their pages, and the files that programs fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from plugins import dossiers
from plugins.dossiers import RESULTS_URL, PeriodResult, ReportView, Results, Score
from plugins.engine.jobs import Job
from plugins.engine.render import Renderer, View
from plugins.portal.files import file_of
from plugins.portal.frame import HOME, Frame
from plugins.portal.page_jobs import page_job
from plugins.portal.site import DATA_URL, Site
from plugins.portal.views import DossiersView, EmbedView, Link, ScoresPageView


def results_of(site: Site) -> Results:
    """Return the figures of a portal at the moment of its build."""
    return dossiers.build_results(site.content.periods, site.now, site.dossier_settings)


def dossier_jobs(frame: Frame, results: Results, renderer: Renderer, key: bytes) -> Iterator[Job]:
    """Yield a job for every page and data file of the counters; `key` is that of all of them."""

    def page(kind: type[View], url: str, build: Callable[[], View]) -> Job:
        return page_job(renderer, kind, file_of(url), build, key)

    def files(paths: tuple[str, ...], *makers: Callable[[], bytes]) -> Job:
        def make() -> Iterator[bytes]:
            yield from (maker() for maker in makers)

        return Job(key, tuple(path[1:] for path in paths), make, kind="số liệu TTHC")

    if scores := dossiers.build_scores(frame.site.content.scores):
        yield page(ScoresPageView, dossiers.SCORES_URL, lambda: _scores(frame, scores))
        yield files(
            (dossiers.SCORES_JSON_URL, dossiers.SCORES_CSV_URL),
            partial(dossiers.scores_json, scores),
            partial(dossiers.scores_csv, scores),
        )
    if results.current is None:
        yield page(DossiersView, RESULTS_URL, partial(_view, frame, None))
    for url, build in dossiers.plan_pages(results):
        yield page(DossiersView, url, lambda build=build: _view(frame, build()))  # type: ignore[misc]
    for period in results.periods:
        yield files(dossiers.data_urls(period.report), *_of_period(period))
    yield files(
        (dossiers.CSV_URL, dossiers.JSON_URL, dossiers.SCHEMA_URL),
        partial(dossiers.results_csv, results.periods),
        partial(dossiers.results_json, results),
        dossiers.schema_json,
    )
    if embed := _embed(frame, results):
        yield files(
            (dossiers.WIDGET_JSON_URL, dossiers.WIDGET_HTML_URL),
            partial(dossiers.summary_json, results, frame.absolute(RESULTS_URL)),
            partial(renderer.render, embed),
        )


def _of_period(period: PeriodResult) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    return partial(dossiers.results_csv, (period,)), partial(dossiers.period_json, period)


def _view(frame: Frame, report: ReportView | None) -> DossiersView:
    unit = frame.layout.imprint.unit
    heading = report.heading if report else dossiers.TITLE
    url = report.url if report else RESULTS_URL
    summary = f"{report.summary} {unit}." if report else f"{heading}. {unit}."
    trail = (HOME, *(Link(place.label, place.url) for place in (report.above if report else ())))
    return DossiersView(
        head=frame.head("page", heading, summary, url, breadcrumb=trail),
        layout=frame.layout,
        heading=heading,
        breadcrumb=trail,
        section_url=frame.section_of(RESULTS_URL),
        report=report,
        more=_more(frame) if url == RESULTS_URL else (),
    )


def _more(frame: Frame) -> tuple[Link, ...]:
    has_scores = bool(frame.site.content.scores)
    scores = (Link(dossiers.SCORES_TITLE, dossiers.SCORES_URL),) if has_scores else ()
    return (*scores, Link("Dữ liệu mở", DATA_URL))


def _scores(frame: Frame, scores: Sequence[Score]) -> ScoresPageView:
    title, found = dossiers.SCORES_TITLE, dossiers.scores_page(scores)
    trail = (HOME, Link(found.results.label, found.results.url))
    summary = f"Điểm chất lượng phục vụ của {frame.layout.imprint.unit}, {found.period}."
    return ScoresPageView(
        head=frame.head("page", title, summary, dossiers.SCORES_URL, breadcrumb=trail),
        layout=frame.layout,
        heading=title,
        breadcrumb=trail,
        section_url=frame.section_of(RESULTS_URL),
        scores=found,
    )


def _embed(frame: Frame, results: Results) -> EmbedView | None:
    widget = dossiers.widget(results)
    if widget is None:
        return None
    late_url = widget.late_url
    return EmbedView(
        unit=frame.layout.imprint.unit,
        widget=replace(
            widget,
            results_url=frame.absolute(widget.results_url),
            late_url=frame.absolute(late_url) if late_url.startswith("/") else late_url,
        ),
    )
