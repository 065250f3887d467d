"""The web app manifest: what a phone shows where a reader keeps the portal on its screen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.metadata.text import clean_line


@dataclass(frozen=True, slots=True)
class Icon:
    """A square picture of the portal: address, edge in pixels, media type.

    A maskable icon keeps its drawing within the inner 80 %, as the system cuts its edges.
    """

    url: str
    size: int
    media_type: str
    is_maskable: bool = False


def web_manifest(
    name: str, short_name: str, theme_color: str, icons: Iterable[Icon], language: str = "vi"
) -> bytes:
    """Render the web app manifest, UTF-8. `theme_color` is a CSS colour.

    Source: W3C Web Application Manifest. `minimal-ui` keeps the buttons back and reload, which
    pages without scripts need.
    """
    manifest = {
        "background_color": "#ffffff",
        "display": "minimal-ui",
        "icons": [
            {
                "purpose": "maskable" if icon.is_maskable else "any",
                "sizes": f"{icon.size}x{icon.size}",
                "src": icon.url,
                "type": icon.media_type,
            }
            for icon in icons
        ],
        "id": "/",
        "lang": language,
        "name": clean_line(name),
        "scope": "/",
        "short_name": clean_line(short_name),
        "start_url": "/",
        "theme_color": theme_color,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
