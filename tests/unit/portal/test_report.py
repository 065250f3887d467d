from __future__ import annotations

from plugins.portal.report import profile_lines


def test_a_profile_names_every_stage_and_the_dearest_template_first() -> None:
    times = {"đọc và kiểm tra": 1.25, "dựng trang": 3.5}
    costs = {"list.html": (10, 0.5), "article.html": (4, 2.0)}
    rows = [line.split() for line in profile_lines(times, costs)]
    assert ["đọc", "và", "kiểm", "tra", "1.25"] in rows
    assert rows[-2:] == [
        ["article.html", "2.00", "4", "500.00"],
        ["list.html", "0.50", "10", "50.00"],
    ]
