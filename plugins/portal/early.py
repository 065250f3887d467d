"""The page of a file that was saved just now, before the whole portal is built again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plugins.content_model import assemble
from plugins.content_model.documents import read_document
from plugins.content_model.models import Article, Body, Page, Status
from plugins.engine.render import Renderer
from plugins.markup import convert
from plugins.portal.article_views import ArticlePages
from plugins.portal.prepare import Prepared

_UNSEEN = frozenset({Status.DRAFT, Status.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Early:
    """Makes single pages for the portal as it was last built.

    For a preview: what other files say of the saved one, and it of them (lists, related news,
    collisions), is as it was until the whole portal is built.
    """

    prepared: Prepared
    pages: ArticlePages
    renderer: Renderer

    def page(self, path: str, raw: bytes) -> tuple[str, bytes] | None:
        """Return the address and the page of a Markdown file, by its path in the content folder.

        None where there is none: the file has a problem, or readers are not to see it yet.
        """
        document, body = read_document(path, raw, convert)
        content, problems = assemble([document], self.prepared.data, self.pages.frame.site.now)
        found: tuple[Article | Page, ...] = (*content.articles, *content.pages)
        if problems or document.problems or not found or found[0].status in _UNSEEN:
            return None
        item = found[0]

        def bodies(other: Article | Page) -> Body:
            return body if other.path == path else self.pages.bodies(other)

        urls = {**self.pages.urls, path: item.url}
        pages = replace(self.pages, urls=urls, bodies=bodies)
        view = pages.article(item) if isinstance(item, Article) else pages.standing(item)
        return item.url, self.renderer.render(view)
