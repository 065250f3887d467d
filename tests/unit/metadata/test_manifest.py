"""What a phone shows where a reader keeps the portal on its screen."""

from __future__ import annotations

import json

from plugins.metadata import Icon, web_manifest


def test_the_manifest_names_the_portal_and_its_icons() -> None:
    icons = (
        Icon("/tinh/bieu-trung-192.png", 192, "image/png"),
        Icon("/tinh/bieu-trung-512.png", 512, "image/png", is_maskable=True),
    )

    content = web_manifest("Trang thông tin\nxã Khê Giang", "Khê Giang", "#b91c1c", icons)

    assert json.loads(content) == {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "lang": "vi",
        "name": "Trang thông tin xã Khê Giang",
        "short_name": "Khê Giang",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#b91c1c",
        "icons": [
            {
                "src": "/tinh/bieu-trung-192.png",
                "sizes": "192x192",
                "type": "image/png",
                "purpose": "any",
            },
            {
                "src": "/tinh/bieu-trung-512.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
