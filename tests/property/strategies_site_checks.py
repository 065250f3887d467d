"""Small sites for the checks: a sound one, and parts of it to put something wrong in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from plugins.content_model import Problem
from plugins.site_checks import FileFacts, Rules, check_site, read_facts

ORIGIN = "https://khegiang.example"
RULES = Rules(ORIGIN)
ARTICLE = "tin-tuc/2026/11/cau-moi/index.html"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
HTML = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<link rel="stylesheet" href="/theme/css/portal.css">
<title>{title}</title>
<link rel="canonical" href="{origin}{address}">
{head}
</head>
<body>
<h1 id="dau">{title}</h1>
{body}
</body>
</html>
"""


def page(path: str = "index.html", body: str = "<p>Tin.</p>", head: str = "") -> bytes:
    """Return a sound page for a place in a site, with more in its head and its body."""
    address = f"/{path.removesuffix('index.html')}"
    return HTML.format(title="Tin", origin=ORIGIN, address=address, head=head, body=body).encode()


def rss(items: str = "", head: str = "") -> bytes:
    """Return a sound RSS feed with these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tin</title>'
        f"<link>{ORIGIN}/</link><description>Tin</description>{head}{items}</channel></rss>\n"
    ).encode()


def rss_item(more: str = "", guid: str = "1", date: str = "Fri, 20 Nov 2026 21:56:00 +0700") -> str:
    """Return an item of a feed that leads to the article."""
    return (
        f"<item><title>Tin</title><link>{ORIGIN}/tin-tuc/2026/11/cau-moi/</link>"
        f'<guid isPermaLink="false">{guid}</guid><pubDate>{date}</pubDate>{more}</item>'
    )


def sitemap(*addresses: str, more: str = "") -> bytes:
    """Return a sitemap of these addresses."""
    entries = "".join(f"<url><loc>{ORIGIN}{address}</loc>{more}</url>" for address in addresses)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?>\n<urlset xmlns="{namespace}">{entries}</urlset>\n'.encode()


def sound_site() -> dict[str, bytes]:
    """Return a small site in which everything is right."""
    article = '<p><a href="/#dau">Về trang chủ</a> <a href="#dau">Đầu trang</a></p>'
    picture = '<img src="/media/anh/cau.png" alt="Cầu bắc qua sông" width="1" height="1">'
    head = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    home = f'<p><a href="/tin-tuc/2026/11/cau-moi/">Cầu mới</a></p>{picture}'
    manifest = {"name": "Cổng", "start_url": "/", "icons": [{"src": "/media/anh/cau.png"}]}
    return {
        "index.html": page("index.html", home, head),
        ARTICLE: page(ARTICLE, article),
        "404.html": page("404.html", '<p><a href="/">Trang chủ</a></p>').replace(
            f'<link rel="canonical" href="{ORIGIN}/404.html">'.encode(), b""
        ),
        "robots.txt": f"User-agent: *\nDisallow:\n\nSitemap: {ORIGIN}/sitemap.xml\n".encode(),
        "sitemap.xml": sitemap("/", "/tin-tuc/2026/11/cau-moi/"),
        "rss.xml": rss(rss_item()),
        "manifest.webmanifest": json.dumps(manifest).encode(),
        "theme/css/portal.css": b'@font-face{src:url("/theme/fonts/chu.woff2")}',
        "theme/fonts/chu.woff2": b"wOF2" + bytes(8),
        "media/anh/cau.png": PNG,
    }


def facts_of(site: Mapping[str, bytes]) -> dict[str, FileFacts]:
    """Return the facts of every file."""
    return {path: read_facts(path, data) for path, data in site.items()}


def problems_of(changes: Mapping[str, bytes | None], rules: Rules = RULES) -> tuple[Problem, ...]:
    """Return the problems of the sound site after changes; None takes a file away."""
    site = {**sound_site(), **changes}
    return check_site(facts_of({path: data for path, data in site.items() if data}), rules)


def codes_of(changes: Mapping[str, bytes | None], rules: Rules = RULES) -> list[str]:
    """Return the codes of the problems of the sound site after changes."""
    return [problem.code for problem in problems_of(changes, rules)]


@st.composite
def sites(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw a sound site: pages that link to one another and to places in each other."""
    names: Sequence[str] = draw(
        st.lists(st.from_regex(r"[a-z][a-z0-9]{0,3}", fullmatch=True), unique=True, max_size=5)
    )
    pages = ["index.html", ARTICLE, *(f"trang/{name}/index.html" for name in names)]
    addresses = [f"/{path.removesuffix('index.html')}" for path in pages]
    site = sound_site()
    for path in pages:
        parts = draw(st.lists(st.sampled_from(_parts(addresses)), max_size=6))
        site[path] = page(path, "\n".join(parts))
    site["sitemap.xml"] = sitemap(*addresses)
    site["du-lieu/bai-viet.json"] = json.dumps([{"url": url} for url in addresses]).encode()
    return site


def _parts(addresses: Sequence[str]) -> list[str]:
    links = [f'<p><a href="{url}">Tin</a></p>' for url in addresses]
    whole = [f"<p><a href='{ORIGIN}{url}#dau'>Tin</a></p>" for url in addresses]
    return [
        *links,
        *whole,
        '<p><a href="https://dichvucong.gov.vn/">Nơi khác</a> &amp; <b>chữ</b><br></p>',
        "<ul><li>Một<ul><li>Hai</li></ul></li></ul><dl><div><dt>A</dt><dd>B</dd></div></dl>",
        "<table><caption>Bảng</caption><tbody><tr><td><p>1</p></td></tr></tbody></table>",
        '<img src="/media/anh/cau.png" alt="a < b > c">',
        '<svg viewBox="0 0 1 1"><title>Hình</title><path d="M0 0"/></svg><!-- <lời ghi> -->',
        '<a href="?trang=2">Tiếp</a><form action="/" method="get"><button>Tìm</button></form>',
        '<p>5 &gt; 3 và/hoặc 04/03/2026 <a href="mailto:a@b.example">thư</a></p>',
    ]
