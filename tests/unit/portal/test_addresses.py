from __future__ import annotations

from dataclasses import replace

import pytest
from strategies_portal import article, page, site

from plugins.content_model import Document, Problem
from plugins.content_model.models import Redirect, Reference, Status, Target
from plugins.portal.addresses import check_addresses, check_categories, check_redirects
from plugins.portal.site import Site


def check(shown: Site, *addresses: str) -> list[Problem]:
    """Check an article that leads to these addresses, on lines 5, 6, …"""
    references = tuple(
        Reference(Target.ADDRESS, address, line) for line, address in enumerate(addresses, 5)
    )
    documents = [Document("articles/1.md", None, references=references)]
    documents += [Document(item.path, None, lines={"title": 2}) for item in shown.content.pages]
    return check_addresses(shown, documents)


PORTAL = site([article(1)], [page()])


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/gioi-thieu/",
        "/gioi-thieu",
        "/gioi-thieu/#lich-su",
        "/tin-tuc/2026/01/tin-so-1/?nguon=zalo",
        "/chuyen-muc/tin-xa/",
        "/chuyen-muc/tin-xa/rss.xml",
        "/rss.xml",
        "/thu-tuc-hanh-chinh/ket-qua/",
        "/du-lieu/tthc.csv",
    ],
)
def test_an_address_of_the_portal_is_fine(address: str) -> None:
    assert check(PORTAL, address) == []


@pytest.mark.parametrize("address", ["/gioi-thiu/", "/tin-tuc/2026/01/tin-so-2/", "/the/lua/"])
def test_an_address_that_no_page_has_is_a_problem(address: str) -> None:
    (problem,) = check(PORTAL, "/", address)
    assert (problem.path, problem.line, problem.code) == ("articles/1.md", 6, "link-broken")
    assert address in problem.message


def test_the_nearest_address_is_proposed() -> None:
    (problem,) = check(PORTAL, "/gioi-thiu/")
    assert problem.fix == "có phải /gioi-thieu/?"


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"navigation": [{"label": "A", "url": "/a/"}]}, "navigation.0.url"),
        (
            {
                "navigation": [
                    {"label": "A", "url": "/", "children": [{"label": "B", "url": "/b/"}]}
                ]
            },
            "navigation.0.children.0.url",
        ),
        ({"services": [{"label": "A", "url": "/a/"}]}, "services.0.url"),
        (
            {
                "footer": [
                    {"label": "A", "url": "https://a.example.vn/"},
                    {"label": "B", "url": "/b/"},
                ]
            },
            "footer.1.url",
        ),
        ({"counters": {"late_url": "/thu-xin-loi/"}}, "counters.late_url"),
    ],
)
def test_so_is_one_in_the_portals_own_data(stated: dict[str, object], field: str) -> None:
    (problem,) = check(site([article(1)], **stated))
    assert (problem.path, problem.field, problem.code) == ("data/portal.yaml", field, "link-broken")


@pytest.mark.parametrize(
    "slug", ["rss", "the", "dong-su-kien", "tin-tuc", "media", "luu-tru", "tim-kiem"]
)
def test_a_page_may_not_take_an_address_of_the_portals_own(slug: str) -> None:
    (problem,) = check(site([article(1)], [page(slug)]))
    assert (problem.path, problem.line, problem.code) == (f"pages/{slug}.md", 2, "slug-reserved")


def test_a_draft_may_not_either() -> None:
    assert len(check(site([], [page("rss", status=Status.DRAFT)]))) == 1


class TestCategoriesWithoutAList:
    @pytest.mark.parametrize(
        ("stated", "field"),
        [
            ({"home": {"sections": ["tin-xa", "tin-xaa"]}}, "home.sections.1"),
            ({"home": {"notices": "khong-co"}}, "home.notices"),
            ({"navigation": [{"category": "khong-co"}]}, "navigation.0.category"),
            (
                {"navigation": [{"category": "tin-xa", "children": [{"category": "khong-co"}]}]},
                "navigation.0.children.0.category",
            ),
        ],
    )
    def test_that_no_article_has_are_a_problem(self, stated: dict[str, object], field: str) -> None:
        (problem,) = check_categories(site([article(1)], **stated))
        assert (problem.code, problem.field) == ("category-unknown", field)

    def test_that_some_article_has_are_fine(self) -> None:
        stated = {"home": {"sections": ["tin-xa"], "notices": "thong-bao"}}
        assert check_categories(site([article(1)], **stated)) == []


class TestRedirects:
    def problems(
        self, old: str, new: str, *, is_folder: bool = False, shown: Site = PORTAL
    ) -> list[str]:
        lines = {"": 3, "from": 3, "to": 4}
        redirects = (Redirect(old, new, is_folder, lines=lines),)
        moved = Site(replace(shown.content, redirects=redirects), shown.now)
        return [
            f"{problem.path}:{problem.line}: {problem.code} {problem.message} -> {problem.fix}"
            for problem in check_redirects(moved, ["media/2026/lich.pdf"])
        ]

    @pytest.mark.parametrize(
        "target",
        [
            "/gioi-thieu/",
            "/gioi-thieu/?a=1#b",
            "/tin-tuc/2026/01/tin-so-1/",
            "/media/2026/lich.pdf",
            "https://noi-khac.example.vn/x",
        ],
    )
    def test_to_what_is_there_are_fine(self, target: str) -> None:
        assert self.problems("/cu.html", target) == []

    def test_of_a_folder_lead_to_one(self) -> None:
        assert self.problems("/cu/", "/chuyen-muc/", is_folder=True) == []
        (said,) = self.problems("/cu/", "/khong-co/", is_folder=True)
        assert "to-unknown cổng không có trang /khong-co/*" in said

    def test_to_what_is_not_there_propose_the_nearest(self) -> None:
        assert self.problems("/cu.html", "/gioi-thiu/") == [
            "data/redirects.yaml:4: to-unknown cổng không có trang /gioi-thiu/ "
            "-> có phải /gioi-thieu/?"
        ]

    @pytest.mark.parametrize(
        ("source", "page"),
        [
            ("/gioi-thieu/", "/gioi-thieu/"),
            ("/gioi-thieu", "/gioi-thieu/"),
            ("/rss.xml", "/rss.xml"),
            ("/media/2026/lich.pdf", "/media/2026/lich.pdf"),
            ("/robots.txt", "/robots.txt"),
            ("/theme/css/cu.css", "/theme/"),
        ],
    )
    def test_may_not_hide_a_page(self, source: str, page: str) -> None:
        (said,) = self.problems(source, "/tin-tuc/2026/01/tin-so-1/")
        assert said.startswith(f"data/redirects.yaml:3: from-published cổng đang có {page} ->")

    @pytest.mark.parametrize("folder", ["/tin-tuc/", "/media/", "/chuyen-muc/tin-xa/", "/theme/"])
    def test_of_a_folder_may_hide_none_of_it(self, folder: str) -> None:
        said = self.problems(folder, "/gioi-thieu/", is_folder=True)
        assert any("from-published" in line for line in said)

    def test_to_the_portals_own_host_are_written_without_it(self) -> None:
        (said,) = self.problems("/cu/", "https://xamau.example.vn/gioi-thieu/")
        assert said.endswith("to-own địa chỉ của chính cổng này -> viết /gioi-thieu/")
