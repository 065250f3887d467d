from __future__ import annotations

from datetime import datetime

from strategies_portal import article, page

from plugins.portal.texts import lead_of, summary_of, time_of
from plugins.vietnamese import VIETNAM


def test_a_written_lead_wins_over_the_body() -> None:
    assert lead_of(article(lead="Lời dẫn.")) == "Lời dẫn."
    assert lead_of(article(7, lead="")) == "Nội dung 7."
    assert summary_of(page(summary="Tóm tắt.")) == "Tóm tắt."
    assert summary_of(page()) == "Xã có năm thôn."


def test_a_moment_is_told_to_readers_and_to_machines() -> None:
    told = time_of(datetime(2023, 6, 10, 4, 20, tzinfo=VIETNAM))
    assert (told.iso, told.text) == ("2023-06-10T04:20:00+07:00", "10/06/2023 04:20")


def test_an_hour_that_nobody_stated_is_not_told() -> None:
    assert time_of(datetime(2023, 6, 10, tzinfo=VIETNAM)).text == "10/06/2023"
