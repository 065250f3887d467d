"""JSON-LD (schema.org) for the head of a page: what an article, a home page, a trail is."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from plugins.metadata.models import AuthorFacts, ImageFacts, PageFacts
from plugins.metadata.text import absolute_url, clean_line, clip
from plugins.vietnamese import format_iso

# Longer headlines are cut or refused by readers of structured data.
_HEADLINE_LENGTH = 110
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_ld(facts: PageFacts) -> tuple[Markup, ...]:
    """Return the JSON texts for `script` elements of the type `application/ld+json`.

    An article gives a NewsArticle, the home page a WebSite and its GovernmentOrganization,
    and every page with a breadcrumb a BreadcrumbList. Keys are sorted, empty facts left out,
    and `<`, `>` and `&` escaped, so that the text may stand in HTML as it is. Source:
    https://schema.org.
    """
    documents: list[dict[str, Any]] = []
    if facts.kind == "article":
        documents.append(_news_article(facts))
    if facts.kind == "home":
        documents += (_web_site(facts), _publisher(facts))
    if facts.breadcrumb:
        documents.append(_breadcrumb_list(facts))
    return tuple(_script_text(document) for document in documents)


def _news_article(facts: PageFacts) -> dict[str, Any]:
    published, updated = facts.published, facts.updated
    return {
        "@type": "NewsArticle",
        "headline": clip(clean_line(facts.title), _HEADLINE_LENGTH),
        "description": facts.description,
        "url": absolute_url(facts.url, facts.url),
        "mainEntityOfPage": {"@type": "WebPage", "@id": absolute_url(facts.url, facts.url)},
        "identifier": facts.article_id,
        "datePublished": format_iso(published) if published else "",
        "dateModified": format_iso(updated) if updated else "",
        "inLanguage": facts.language,
        "isAccessibleForFree": True,
        "articleSection": facts.section,
        "keywords": list(facts.tags),
        "image": _image(facts.image, facts.url),
        "author": [_author(author, facts.url) for author in facts.authors] or [_publisher(facts)],
        "publisher": _publisher(facts),
        "isBasedOn": _origin(facts),
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": correction.noted.isoformat(),
                "text": correction.note,
            }
            for correction in facts.corrections
        ],
    }


def _author(author: AuthorFacts, base: str) -> dict[str, Any]:
    return {
        "@type": "Person" if author.is_person else "Organization",
        "name": author.name,
        "url": absolute_url(author.url, base),
    }


class _Stated(dict[str, Any]):
    """Facts that are clean and say something."""


def _publisher(facts: PageFacts) -> _Stated:
    home = absolute_url(facts.publisher_url, facts.url)
    logo = absolute_url(facts.publisher_logo, facts.url)
    return _office(facts.publisher_name, home, logo)


# The same on every page of a portal.
@lru_cache(maxsize=16)
def _office(name: str, home: str, logo: str) -> _Stated:
    facts = {
        "@type": "GovernmentOrganization",
        "@id": f"{home}#publisher",
        "name": name,
        "url": home,
        "logo": {"@type": "ImageObject", "url": logo} if logo else None,
    }
    return _Stated(_stated(facts))


def _web_site(facts: PageFacts) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "name": facts.site_name or facts.publisher_name,
        "description": facts.description,
        "url": absolute_url(facts.publisher_url, facts.url),
        "inLanguage": facts.language,
        "publisher": {"@id": _publisher(facts)["@id"]},
    }


def _origin(facts: PageFacts) -> dict[str, Any] | None:
    """Return the work that a republished article repeats."""
    if facts.source is None:
        return None
    return {
        "@type": "CreativeWork",
        "url": absolute_url(facts.source.url, facts.url),
        "publisher": {"@type": "Organization", "name": facts.source.name},
    }


def _image(image: ImageFacts | None, base: str) -> dict[str, Any] | None:
    if image is None:
        return None
    return {
        "@type": "ImageObject",
        "url": absolute_url(image.url, base),
        "width": image.width,
        "height": image.height,
    }


def _breadcrumb_list(facts: PageFacts) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute_url(url, facts.url),
            }
            for position, (name, url) in enumerate(facts.breadcrumb, start=1)
        ],
    }


def _script_text(document: dict[str, Any]) -> Markup:
    stated = _stated({"@context": "https://schema.org", **document})
    text = _ENCODER.encode(stated)
    # So that no text can end the script element or open a comment in it (HTML, 4.12.1.3).
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(text)


def _stated(value: Any) -> Any:
    """Return the value with every text cleaned and without facts that say nothing."""
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, list):
        return [item for item in map(_stated, value) if item != ""]
    if isinstance(value, _Stated):
        return value
    if isinstance(value, dict):
        # Left out as soon as seen: most facts of most pages say nothing.
        cleaned = [(key, _stated(item)) for key, item in value.items() if item or item == 0]
        return {key: item for key, item in cleaned if item or item == 0}
    return value
