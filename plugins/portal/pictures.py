"""Pictures as pages show them: from the path an editor wrote to renditions with addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from plugins.content_model.models import Picture
from plugins.images import PictureSet, Rendition
from plugins.metadata import ImageFacts
from plugins.portal.views import Figure, Image, SourceSet

FOLDER = "media/anh"
#: How wide a picture in a body is shown, for browsers to choose a rendition.
_BODY_SIZES = "(min-width: 48rem) 44rem, calc(100vw - 2rem)"


def rendition_url(rendition: Rendition) -> str:
    """Return the address of a rendition."""
    return f"/{FOLDER}/{rendition.name}"


@dataclass(frozen=True, slots=True)
class PictureBook:
    """All pictures of a portal by the path of their original in the content folder."""

    sets: Mapping[str, PictureSet]

    def image(self, path: str, alt: str) -> Image | None:
        """Return a picture for a template, or None where the portal has no such picture."""
        found = self.sets.get(path)
        if found is None:
            return None
        smallest = found.fallback[0]
        return Image(
            src=rendition_url(smallest),
            srcset=_srcset(found.fallback),
            width=found.width,
            height=found.height,
            alt=alt,
            modern=(SourceSet(found.modern[0].media_type, _srcset(found.modern)),)
            if found.modern
            else (),
        )

    def figure(self, picture: Picture | None) -> Figure | None:
        """Return an item's own picture with its caption and credit."""
        image = self.image(picture.src, picture.alt) if picture else None
        return Figure(image, picture.caption, picture.credit) if picture and image else None

    def facts(self, picture: Picture | None) -> ImageFacts | None:
        """Return the rendition that other sites show beside a link, for metadata."""
        found = self.sets.get(picture.src) if picture else None
        if picture is None or found is None:
            return None
        social = found.social
        return ImageFacts(rendition_url(social), social.width, social.height, picture.alt)

    def body_html(self, path: str, alt: str) -> str:
        """Return the HTML of a picture inside a body."""
        image = self.image(path, alt)
        if image is None:
            return ""
        sources = "".join(
            f'<source type="{source.media_type}" srcset="{source.srcset}" sizes="{_BODY_SIZES}">'
            for source in image.modern
        )
        return (
            f'<picture>{sources}<img src="{image.src}" srcset="{image.srcset}" '
            f'sizes="{_BODY_SIZES}" width="{image.width}" height="{image.height}" '
            f'alt="{escape(image.alt)}" loading="lazy" decoding="async"></picture>'
        )


def _srcset(renditions: Iterable[Rendition]) -> str:
    return ", ".join(f"{rendition_url(item)} {item.width}w" for item in renditions)
