"""What was read is read again without a network, and says so; what is new is shown at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from browser.kinds import page_of
from browser.outages import SAID, Outages, outages
from browser.sample import PROJECT, Portal
from browser.test_accessibility import axe_violations
from browser.visits import Visits
from playwright.sync_api import Browser, Error, Page

pytestmark = pytest.mark.browser

WORKER: Final = "/sw.js"
OFFLINE: Final = "/khong-co-mang/"
NOTICE: Final = f"Không có mạng. Đây là bản đã lưu lúc {SAID}. Thử lại"
FIGURES: Final = f"Số liệu trong bản đã lưu lúc {SAID}, nay có thể đã khác."
UNREAD: Final = "Không có mạng, và trang vừa mở chưa được lưu trên máy này. Thử lại"
_KEPT: Final = """
async (name) => {
  const names = (await caches.keys()).filter((it) => it.startsWith(name));
  const stores = await Promise.all(names.map((it) => caches.open(it)));
  const keys = await Promise.all(stores.map((store) => store.keys()));
  return keys.flat().map((key) => decodeURI(new URL(key.url).pathname));
}
"""
# Playwright takes a promise for the answer; this asks again with every frame that is drawn.
_UNTIL: Final = """
async (wanted) => {{
  const end = performance.now() + 20000;
  while (!(await ({})(wanted))) {{
    if (performance.now() > end) throw new Error("it did not come to this");
    await new Promise(requestAnimationFrame);
  }}
}}
"""
_NO_WORKER: Final = """
async () => !(await navigator.serviceWorker.getRegistrations()).length &&
  !(await caches.keys()).length
"""


@pytest.fixture
def network(portal: Portal) -> Iterator[Outages]:
    with outages(portal.root) as served:
        yield served


class Telephone:
    """A telephone on which pages are read."""

    def __init__(self, visits: Visits, network: Outages) -> None:
        self.network = network
        self.page = visits.tab(360, service_workers="allow")

    def go(self, url: str) -> Page:
        """Open an address."""
        self.page.goto(url)
        return self.page

    def read(self, *urls: str) -> None:
        """Open addresses, each until it is kept."""
        for url in urls:
            self.go(url)
            self.wait_for(url.partition("?")[0])

    def kept(self, name: str = "kept-pages") -> list[str]:
        """Return the paths that a store holds, those read last at the end."""
        return list(self.page.evaluate(_KEPT, name))

    def wait_for(self, path: str, name: str = "kept-pages") -> None:
        """Return when a path is kept."""
        self.until(f"async ([name, path]) => (await ({_KEPT})(name)).includes(path)", [name, path])

    def until(self, predicate: str, wanted: object = None) -> None:
        """Return when an asynchronous function of the page says yes."""
        self.page.evaluate(_UNTIL.format(predicate), wanted)

    @property
    def notice(self) -> str:
        """What is said at the top of the page."""
        found = self.page.locator("body > .c-kept-notice, main > .c-kept-notice")
        return found.inner_text() if found.count() else ""


@pytest.fixture
def telephone(browser: Browser, network: Outages) -> Iterator[Telephone]:
    """In the end nothing was asked of another host, and nothing was against the policy."""
    visits = Visits(browser, network.address)
    yield Telephone(visits, network)
    visits.close()
    wrong = ("asked for", "Content Security Policy")
    assert [text for text in visits.complaints if any(word in text for word in wrong)] == []


def test_what_was_read_can_be_read_without_a_network_and_says_of_when_it_is(
    portal: Portal, telephone: Telephone
) -> None:
    urls = [page_of(portal, kind) for kind in ("article-pictures", "category", "counters", "home")]
    telephone.read(*urls)
    online = {url: telephone.go(url).locator("h1").text_content() for url in urls}
    assert telephone.notice == ""
    telephone.network.cut()

    for url in urls:
        page = telephone.go(url)
        assert page.locator("h1").text_content() == online[url]
        assert telephone.notice == NOTICE
        skip = page.locator("body > *").first
        assert skip.get_attribute("class") == "u-skip"
        assert page.evaluate("document.fonts.check('1rem Be Vietnam Pro')")
        assert page.locator(".c-kept-notice").evaluate(
            "(it) => getComputedStyle(it).backgroundColor !== getComputedStyle(document.body)"
            ".backgroundColor && it.checkVisibility()"
        )
        assert page.evaluate("document.querySelector('.c-masthead__emblem').naturalWidth") > 0
        figures = page.locator(".c-widget, .c-counters, .c-visits")
        notes = page.locator(".c-kept-figures")
        assert figures.count() >= 1 and notes.all_inner_texts() == [FIGURES] * figures.count()
        assert all("c-kept-figures" in box.inner_html() for box in figures.all())


def test_a_picture_that_was_seen_is_seen_again(portal: Portal, telephone: Telephone) -> None:
    url = page_of(portal, "article-pictures")
    telephone.read("/", url)
    picture = telephone.page.locator("article img").first
    picture.scroll_into_view_if_needed()
    shown = picture.evaluate("async (it) => (await it.decode(), new URL(it.currentSrc).pathname)")
    telephone.wait_for(shown, "kept-pictures")
    telephone.network.cut()

    picture = telephone.go(url).locator("article img").first

    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (it) => (await it.decode(), it.naturalWidth)") > 0


def test_the_first_visit_waits_for_nothing_and_fetches_nothing_twice(
    portal: Portal, telephone: Telephone
) -> None:
    """All that the worker asks the network for is its own page, after the page was there."""
    url, network = page_of(portal, "article-long"), telephone.network
    emblem = "/theme/icons/emblem.svg"
    network.hold(emblem)
    telephone.page.goto(url, wait_until="domcontentloaded")
    telephone.page.evaluate("document.fonts.ready.then(() => true)")
    telephone.page.locator(".c-masthead__size").first.wait_for()
    assert WORKER not in network.asked
    assert telephone.page.evaluate("document.readyState") == "interactive"
    network.let_go()
    telephone.wait_for(url)
    telephone.wait_for(OFFLINE, "kept-theme")

    before, after = (network.asked[: (at := network.asked.index(WORKER))], network.asked[at:])
    assert url in before and emblem in before
    own = [path for path in after if not path.startswith(("/theme/icons/", "/favicon", "/manif"))]
    assert len(own) == 3 and own[0] == WORKER and OFFLINE in own
    assert [path for path in own if re.fullmatch(r"/theme/js/offline\.\w+\.js", path)]
    assert len(set(before)) == len(before)


def test_a_page_that_was_never_read_leads_to_those_that_were(
    portal: Portal, telephone: Telephone
) -> None:
    url, unread = page_of(portal, "article-long"), page_of(portal, "standing")
    telephone.read(url, "/")
    title = telephone.go(url).title().rpartition(" - ")[0]
    telephone.wait_for(OFFLINE, "kept-theme")
    telephone.network.cut()

    page = telephone.go(unread)

    assert telephone.notice == UNREAD
    assert page.url.endswith(unread)
    page.locator(".c-kept-pages__item").first.wait_for()
    links = page.locator(".c-kept-pages__link")
    assert links.first.inner_text() == title
    assert [link.get_attribute("href") for link in links.all()] == [url, "/"]
    assert page.locator(".c-kept-pages__time").first.inner_text() == f"Lưu lúc {SAID}"
    assert page.locator("main a[href^='tel:']").count() == 1
    assert axe_violations(page) == {}
    links.first.click()
    assert telephone.notice == NOTICE
    assert (
        telephone.go(f"{unread}?q=a&b=c").locator(".c-kept-notice a").get_attribute("href")
        == f"{unread}?q=a&b=c"
    )


def test_a_reader_can_drop_what_is_kept(portal: Portal, telephone: Telephone) -> None:
    url = page_of(portal, "article-long")
    telephone.read("/", url)
    page = telephone.go(OFFLINE)
    assert OFFLINE not in telephone.kept()

    page.get_by_role("button", name="Xóa bản đã lưu").click()

    page.get_by_text("Đã xóa mọi bản đã lưu trên máy này.").wait_for()
    assert telephone.kept() == telephone.kept("kept-pictures") == []
    telephone.network.cut()
    telephone.go(url)
    assert telephone.notice == UNREAD
    telephone.page.get_by_text("Chưa có trang nào được lưu.").wait_for()


def test_what_is_new_is_shown_at_once(portal: Portal, telephone: Telephone) -> None:
    url, network = page_of(portal, "article-long"), telephone.network
    telephone.read("/", url)
    network.cut()
    telephone.go(url)
    assert telephone.notice == NOTICE
    network.mend()
    network.changed[url] = network.read(f"{url}index.html").replace(b"<h1", b"<h1 data-new", 1)

    telephone.page.get_by_role("link", name="Thử lại").click()

    assert telephone.page.locator("h1[data-new]").count() == 1
    assert telephone.notice == ""


def test_a_page_that_is_gone_is_not_kept(portal: Portal, telephone: Telephone) -> None:
    url = page_of(portal, "article-long")
    telephone.read("/", url)
    telephone.network.changed[url] = None

    telephone.go(url)

    telephone.until(f"async (path) => !(await ({_KEPT})('kept-pages')).includes(path)", url)


def test_on_a_slow_network_a_kept_page_is_shown_as_such(
    portal: Portal, telephone: Telephone
) -> None:
    url, network = page_of(portal, "counters"), telephone.network
    worker = network.read(WORKER)
    network.changed[WORKER] = worker.replace(b"PATIENCE_MS=5000", b"PATIENCE_MS=50")
    assert network.changed[WORKER] != worker
    telephone.read("/", url)
    network.hold(url)

    telephone.go(url)

    assert telephone.notice == f"Mạng quá chậm. Đây là bản đã lưu lúc {SAID}. Thử lại"
    assert telephone.page.locator(".c-kept-figures").inner_text() == FIGURES
    network.let_go()
    network.changed[WORKER] = worker


def test_a_new_worker_takes_over_without_a_reload_and_loses_nothing(
    portal: Portal, telephone: Telephone
) -> None:
    url, network = page_of(portal, "article-long"), telephone.network
    telephone.read("/", url)
    telephone.wait_for(OFFLINE, "kept-theme")
    script = "async () => (await caches.keys()).filter((it) => it.startsWith('kept-theme'))"
    (old,) = telephone.page.evaluate(script)
    version = re.findall(rb'VERSION="(\w+)"', network.read(WORKER))[0]
    network.changed[WORKER] = network.read(WORKER).replace(version, b"0123456789abcdef")
    network.changed[OFFLINE] = network.read(f"{OFFLINE}index.html").replace(b"<h1", b"<h1 id=moi")

    telephone.page.evaluate(
        "() => { window.isSame = true; window.taken = new Promise((done) =>"
        " navigator.serviceWorker.addEventListener('controllerchange', done)); }"
    )
    telephone.page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    telephone.page.evaluate("window.taken.then(() => true)")

    assert telephone.page.evaluate("window.isSame")
    telephone.until(
        f"async (old) => {{ const now = await ({script})();"
        " return now.length === 1 && now[0] !== old; }",
        old,
    )
    network.cut()
    telephone.go(url)
    assert telephone.notice == NOTICE
    assert telephone.page.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert telephone.go(page_of(portal, "standing")).locator("h1#moi").count() == 1


def test_an_office_that_wants_none_of_it_is_rid_of_it(portal: Portal, telephone: Telephone) -> None:
    network = telephone.network
    telephone.read("/", page_of(portal, "article-long"))
    script = (PROJECT / "theme/static/js/no-worker.js").read_bytes()
    network.changed[WORKER] = script
    for url in ("/", page_of(portal, "article-long")):
        page = network.read(f"{url}index.html")
        network.changed[url] = page.replace(b' data-worker="/sw.js"', b"")
        assert network.changed[url] != page

    telephone.go("/")

    telephone.until(_NO_WORKER)
    telephone.go(page_of(portal, "article-long"))
    assert telephone.page.evaluate(_NO_WORKER)
    assert telephone.page.evaluate("navigator.serviceWorker.controller") is None


def test_only_pages_are_kept_and_none_under_what_a_reader_asked_or_came_from(
    portal: Portal, telephone: Telephone
) -> None:
    url = page_of(portal, "article-long")
    telephone.read("/")
    for other in ("/tim-kiem/?q=lúa", "/du-lieu/", "/404.html"):
        telephone.go(other)
    telephone.page.evaluate("fetch('/rss.xml').then((it) => it.text())")
    telephone.page.evaluate("fetch('/du-lieu/bai-viet.json').then((it) => it.text())")
    telephone.read(f"{url}?fbclid=abc")
    telephone.go("/")
    telephone.wait_for("/")

    assert sorted(telephone.kept()) == sorted(["/", url])
    assert [path for path in telephone.kept("kept-") if path.startswith("/tim-kiem/")] == []
    telephone.network.cut()
    telephone.go(f"{url}?utm_source=zalo")
    assert telephone.notice == NOTICE
    with pytest.raises(Error, match="ERR_"):
        telephone.go("/du-lieu/")


def test_the_newest_thirty_are_kept_and_the_home_page_and_the_newest_list(
    portal: Portal, telephone: Telephone
) -> None:
    articles = [it.url for it in portal.documents if it.url.startswith("/tin-tuc/")][:32]
    lists = ["/chuyen-muc/", page_of(portal, "category")]
    telephone.read("/", *lists)
    for url in articles:
        telephone.page.goto(url, wait_until="commit")
    telephone.go(articles[-1])
    telephone.wait_for(articles[-1])

    telephone.until(f"async () => (await ({_KEPT})('kept-pages')).length === 32")
    assert sorted(telephone.kept()) == sorted(["/", lists[1], *articles[2:]])


def test_where_data_are_saved_nothing_is_fetched_ahead(
    portal: Portal, telephone: Telephone
) -> None:
    network = telephone.network
    saving = b'Object.defineProperty(navigator,"connection",{value:{saveData:true}});'
    network.changed[WORKER] = saving + network.read(WORKER)
    telephone.read("/", page_of(portal, "article-long"))
    assert OFFLINE not in network.asked
    network.cut()

    page = telephone.go(page_of(portal, "standing"))

    assert telephone.notice == UNREAD
    assert page.locator("a[href^='tel:']").count() == 1


def test_a_worker_that_fails_is_in_nobodys_way(portal: Portal, telephone: Telephone) -> None:
    network = telephone.network
    failing = b"caches.open=()=>Promise.reject(new Error());"
    network.changed[WORKER] = failing + network.read(WORKER)
    telephone.go("/")
    telephone.page.evaluate(
        """() => new Promise((done) => {
          const workers = navigator.serviceWorker;
          workers.addEventListener("controllerchange", () => done(true));
          if (workers.controller) { done(true); }
        })"""
    )

    page = telephone.go(page_of(portal, "article-pictures"))

    assert page.locator("h1").count() == 1
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert page.locator("article img").first.evaluate("async (it) => (await it.decode(), true)")
