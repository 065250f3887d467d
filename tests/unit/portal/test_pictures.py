from __future__ import annotations

from strategies_portal import picture, pictures

from plugins.portal.pictures import PictureBook

BOOK = pictures("media/a.jpg")


def test_a_picture_is_offered_in_all_its_renditions() -> None:
    image = BOOK.image("media/a.jpg", "Lúa")
    assert image is not None
    assert image.src == "/media/anh/a-400w.jpeg"
    assert image.srcset == "/media/anh/a-400w.jpeg 400w, /media/anh/a-800w.jpeg 800w"
    assert [source.media_type for source in image.modern] == ["image/webp"]
    assert (image.width, image.height, image.alt) == (800, 400, "Lúa")


def test_a_picture_that_the_portal_lacks_is_none() -> None:
    empty = PictureBook({})
    assert empty.image("media/a.jpg", "") is None
    assert empty.figure(picture()) is None
    assert empty.facts(picture()) is None
    assert empty.body_html("media/a.jpg", "Lúa") == ""
    assert BOOK.figure(None) is None and BOOK.facts(None) is None


def test_a_figure_has_caption_and_credit() -> None:
    figure = BOOK.figure(picture(caption="Vụ mùa", credit="Ảnh: Thanh Hà"))
    assert figure is not None
    assert (figure.caption, figure.credit) == ("Vụ mùa", "Ảnh: Thanh Hà")


def test_other_sites_are_shown_the_rendition_made_for_them() -> None:
    facts = BOOK.facts(picture())
    assert facts is not None
    assert (facts.url, facts.width, facts.alt) == (
        "/media/anh/a-1200w.jpeg",
        1200,
        "Ruộng lúa chín",
    )


def test_a_description_cannot_leave_its_attribute() -> None:
    html = BOOK.body_html("media/a.jpg", '"><script>')
    assert 'alt="&quot;&gt;&lt;script&gt;"' in html
    assert "<script>" not in html
