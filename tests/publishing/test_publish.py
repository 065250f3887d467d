"""`make publish` and what belongs to it, as whoever publishes sees it."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from portals import standing
from publishing_desk import Desk, is_whole

HOUR, DAY = 3600, 86_400


def files_of(desk: Desk) -> dict[str, tuple[int, int]]:
    return standing(desk.site)


class TestPublish:
    def test_makes_a_whole_release_and_lets_readers_get_it(self, desk: Desk) -> None:
        run = desk.publish()
        release = desk.public / "releases" / desk.current
        assert re.fullmatch(r"20261120T003000Z-[0-9a-f]{12}", desk.current)
        assert f"Đã đăng bản {desk.current}" in run.out
        assert is_whole(release)
        assert "Nước về đồng Gò Mít" in run.page("/")
        assert json.loads((release / "release.json").read_bytes())["pages"] == sum(
            path.endswith(".html") for path in files_of(desk)
        )
        assert json.loads((release / "sbom.cdx.json").read_bytes())["bomFormat"] == "CycloneDX"

    def test_puts_compressed_twins_beside_texts(self, published: Desk) -> None:
        files = files_of(published)
        assert {"index.html.br", "index.html.gz", "rss.xml.gz"} <= files.keys()
        assert not [path for path in files if ".webp." in path or ".woff2." in path]
        assert files["index.html.br"][1] == files["index.html"][1]

    def test_makes_no_release_where_nothing_changed_and_says_so(self, published: Desk) -> None:
        before = published.current, published.releases
        (published.content.root / "articles/tin-1.md").touch()
        for at in (HOUR, 2 * HOUR):
            run = published.publish(at=at)
            assert f"Không có gì thay đổi; vẫn là bản {before[0]}" in run.out
        assert (published.current, published.releases) == before

    def test_writes_only_what_changed(self, published: Desk) -> None:
        before = files_of(published)
        published.content.article("sua", "Một đoạn mới.")
        run = published.publish(at=HOUR)
        after = files_of(published)
        same = {path for path in before if after.get(path) == before[path]}
        assert "tin-tuc/2026/11/chuyen-sua-o-thon/index.html" in after.keys() - before.keys()
        assert "media/2026/11/lich-cap-nuoc.pdf" in same
        assert [path for path in same if path.endswith("/index.html.br")]
        assert len(same) > len(before) / 3
        assert "tệp mới" in run.out

    def test_writes_only_what_changed_also_without_cache_and_earlier_build(
        self, published: Desk
    ) -> None:
        before = files_of(published)
        shutil.rmtree(published.root / "cache")
        shutil.rmtree(published.public / ".build")
        published.content.article("tin-3", "Sửa lại đoạn này.", date="2026-10-13T08:00")
        published.publish(at=HOUR)
        after = files_of(published)
        path = "media/2026/11/lich-cap-nuoc.pdf"
        assert after[path] == before[path]
        assert sum(after.get(path) == stamp for path, stamp in before.items()) > len(before) / 3

    def test_leaves_the_site_as_it_was_when_content_has_problems(self, published: Desk) -> None:
        before = published.current
        published.content.article("hong", date="05/03/2026")
        run = published.run("publish", at=HOUR)
        assert run.status == 1
        assert run.problems[0].startswith("articles/hong.md:3: [date-invalid]")
        assert "bản đang chạy giữ nguyên" in run.err
        assert published.current == before
        assert is_whole(published.public / "releases" / before)

    def test_refuses_to_take_most_of_the_portal_away_unless_told_to(self, published: Desk) -> None:
        before = published.current
        for number in range(1, 8):
            published.content.delete(f"articles/tin-{number}.md")
        run = published.run("publish", at=HOUR)
        assert run.status == 1
        assert published.current == before
        published.publish("--force", at=HOUR)
        assert published.current != before

    def test_tries_without_publishing(self, published: Desk) -> None:
        before = published.current, published.releases
        published.content.article("thu")
        run = published.publish("--trial", at=HOUR)
        assert "chưa đăng gì" in run.out
        assert (published.current, published.releases) == before
        published.publish(at=HOUR)
        assert published.current != before[0]

    def test_says_when_the_clock_went_back_and_publishes_all_the_same(
        self, published: Desk
    ) -> None:
        published.content.article("moi", date="2026-10-01T08:00")
        run = published.publish(at=-DAY)
        assert "đồng hồ máy" in run.err
        assert run.has("/tin-tuc/2026/10/chuyen-moi-o-thon/")
        published.content.article("moi-nua", date="2026-10-01T08:00")
        assert published.publish(
            at=50 * 365 * DAY,
        ).has("/tin-tuc/2026/10/chuyen-moi-nua-o-thon/")
        published.content.article("moi-hon", date="2026-10-01T08:00")
        assert published.publish(at=HOUR).has("/tin-tuc/2026/10/chuyen-moi-hon-o-thon/")

    def test_tells_who_is_publishing_already(self, published: Desk) -> None:
        published.content.article("moi")
        with (published.public / ".lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            handle.write("1 tiến trình 1 của can-bo trên may-chu, từ 20/11/2026 07:30\n")
            handle.flush()
            run = published.run("publish", at=HOUR)
        assert run.status == 75
        assert "tiến trình 1 của can-bo trên may-chu" in run.err
        published.publish(at=HOUR)

    def test_does_not_touch_a_folder_published_in_the_old_way(self, desk: Desk) -> None:
        desk.public.mkdir()
        for name in ("build.json", "index.html"):
            (desk.public / name).write_text("{}")
        run = desk.run("publish")
        assert run.status == 1
        assert "bản đăng kiểu cũ" in run.err
        assert (desk.public / "index.html").read_text() == "{}"

    def test_clears_away_what_a_killed_publish_left(self, published: Desk) -> None:
        releases = published.public / "releases"
        for name in (".new/site/a", ".gone-20200101T000000Z-000000000000/site/b"):
            (releases / name).mkdir(parents=True)
        (published.public / ".current").symlink_to("nowhere")
        published.content.article("moi")
        published.publish(at=HOUR)
        assert all(name[0] != "." for name in published.releases)
        assert not (published.public / ".current").is_symlink()


class TestTime:
    def test_an_article_appears_and_leaves_by_its_time(self, published: Desk) -> None:
        published.content.article(
            "hen", title="Mời họp dân", date="2026-11-20T08:00", expires="2026-11-20T10:00"
        )
        home = published.site / "index.html"
        said = [published.publish("--scheduled", at=at).out for at in (0, 600)]
        assert "Mời họp dân" not in home.read_text("utf-8")
        assert said[1] == ""
        published.publish("--scheduled", at=HOUR)
        assert "Mời họp dân" in home.read_text("utf-8")
        published.publish("--scheduled", at=3 * HOUR)
        assert "Mời họp dân" not in home.read_text("utf-8")

    def test_nothing_to_do_says_nothing_to_a_timer(self, published: Desk) -> None:
        run = published.publish("--scheduled", at=HOUR)
        assert (run.out, run.err) == ("", "")


class TestPagesThatAreOpen:
    """A reader who came before the switch still asks for the files of the page that is open."""

    def test_get_their_pictures_for_a_day(self, published: Desk) -> None:
        picture = next(path for path in files_of(published) if path.endswith(".webp"))
        published.content.article(
            "co-anh", "Không còn ảnh.", title="Nước về đồng Gò Mít", date="2026-11-05T07:00"
        )
        published.publish(at=HOUR)
        assert picture not in published.publish(at=HOUR).page("/")
        assert (published.site / picture).is_file()
        assert is_whole(published.public / "releases" / published.current)
        published.content.article("moi")
        published.publish(at=2 * HOUR)
        assert (published.site / picture).is_file()
        published.content.article("moi-nua")
        published.publish(at=HOUR + DAY + 60)
        assert not (published.site / picture).exists()


class TestRollback:
    def test_goes_back_and_stays_there_until_somebody_publishes(self, published: Desk) -> None:
        first = published.current
        published.content.article("loi", title="Bài đăng nhầm")
        published.publish(at=HOUR)
        run = published.run("rollback", at=2 * HOUR)
        assert run.status == 0
        assert published.current == first
        for command in (("publish", "--scheduled"), ("publish", "--trial")):
            published.publish(*command[1:], at=2 * HOUR)
            assert published.current == first
        assert "đã lùi từ bản" in published.run("releases").out
        published.content.delete("articles/loi.md")
        published.content.article("dung", title="Bài đăng đúng")
        published.publish(at=3 * HOUR)
        assert "Bài đăng đúng" in (published.site / "index.html").read_text("utf-8")
        assert "đã lùi từ bản" not in published.run("releases").out

    def test_can_be_taken_back_by_publishing_the_same_again(self, published: Desk) -> None:
        published.content.article("tot", title="Bài tốt")
        published.publish(at=HOUR)
        published.run("rollback", at=2 * HOUR)
        published.publish(at=3 * HOUR)
        assert "Bài tốt" in (published.site / "index.html").read_text("utf-8")

    def test_goes_past_what_was_taken_back_before(self, published: Desk) -> None:
        good = published.current
        published.content.article("loi", title="Bài đăng nhầm")
        published.publish(at=HOUR)
        published.run("rollback", at=HOUR)
        published.content.delete("articles/loi.md")
        published.content.article("sua", title="Bài sửa")
        published.publish(at=2 * HOUR)
        published.run("rollback", at=3 * HOUR)
        assert published.current == good

    def test_where_nothing_was_published_makes_nothing(self, desk: Desk) -> None:
        run = desk.run("rollback")
        assert run.status == 1
        assert "chưa có bản nào" in run.err
        assert not desk.public.exists()

    def test_goes_to_a_release_by_name(self, published: Desk) -> None:
        first = published.current
        for number in (1, 2):
            published.content.article(f"moi-{number}")
            published.publish(at=number * HOUR)
        assert published.run("rollback", "--to", first).status == 0
        assert published.current == first

    def test_refuses_a_release_that_is_not_there_or_damaged(self, published: Desk) -> None:
        first = published.current
        assert published.run("rollback").status == 1
        published.content.article("moi")
        published.publish(at=HOUR)
        second = published.current
        page = published.public / "releases" / first / "site/gioi-thieu/index.html"
        page.unlink()
        page.write_text("đã bị sửa")
        run = published.run("rollback")
        assert run.status == 1
        assert "gioi-thieu/index.html" in run.err
        assert published.run("rollback", "--to", "20200101T000000Z-000000000000").status == 1
        assert published.current == second


class TestReleases:
    def test_are_listed_the_newest_first(self, published: Desk) -> None:
        first = published.current
        published.content.article("moi")
        published.publish(at=HOUR)
        lines = published.run("releases").out.splitlines()
        assert [line.split()[0] for line in lines] == ["*", first]
        assert published.current in lines[0]

    def test_go_by_the_rule(self, published: Desk) -> None:
        Path(published.root / "publish.yaml").write_text("keep: {newest: 2, days: 0}\n")
        for number in range(1, 4):
            published.content.article(f"moi-{number}")
            published.publish(at=number * HOUR)
        assert len(published.releases) == 2
        assert published.current == published.releases[-1]
        assert all(is_whole(published.public / "releases" / name) for name in published.releases)


class TestVerify:
    def test_tells_whether_the_disk_holds_what_was_published(self, published: Desk) -> None:
        assert published.run("verify").status == 0
        (published.site / "cua-sau.php").write_text("<?php")
        run = published.run("verify")
        assert run.status == 1
        assert "cua-sau.php" in run.err

    def test_a_manifest_kept_elsewhere_finds_what_the_one_here_hides(self, published: Desk) -> None:
        kept = published.root / "SHA256SUMS"
        shutil.copy(published.public / "current/SHA256SUMS", kept)
        page = published.site / "gioi-thieu/index.html"
        page.unlink()
        page.write_text("đã bị sửa", "utf-8")
        sums = published.public / "current/SHA256SUMS"
        lines = sums.read_text("utf-8").splitlines()
        value = hashlib.sha256(page.read_bytes()).hexdigest()
        own = [line for line in lines if not line.endswith("  gioi-thieu/index.html")]
        sums.write_text("\n".join([*own, f"{value}  gioi-thieu/index.html", ""]), "utf-8")
        assert published.run("verify").status == 0
        run = published.run("verify", "--sums", str(kept))
        assert run.status == 1
        assert "gioi-thieu/index.html" in run.err

    @pytest.mark.parametrize("target", ["/etc", "/etc/hostname"])
    def test_a_link_that_somebody_planted_is_found(self, published: Desk, target: str) -> None:
        (published.site / "la").symlink_to(target)
        run = published.run("verify")
        assert run.status == 1
        assert "la: khác bản đã đăng" in run.err


class TestDamage:
    """What somebody changed behind the back of whoever publishes does not stay, nor spread."""

    def test_a_publish_by_hand_mends_the_site(self, published: Desk) -> None:
        page = published.site / "gioi-thieu/index.html"
        good = page.read_bytes()
        page.unlink()
        page.write_text("đã bị sửa", "utf-8")
        published.publish(at=HOUR)
        assert page.read_bytes() == good
        assert is_whole(published.public / "releases" / published.current)

    def test_a_changed_twin_is_not_taken_into_the_next_release(self, published: Desk) -> None:
        twin = published.site / "gioi-thieu/index.html.br"
        data = twin.read_bytes()
        twin.unlink()
        twin.write_bytes(b"other")
        published.content.article("moi")
        published.publish("--scheduled", at=HOUR)
        assert twin.read_bytes() == data
        assert is_whole(published.public / "releases" / published.current)

    @pytest.mark.parametrize(
        ("file", "text"),
        [
            (".state.json", '{"delivered": null}'),
            (".state.json", "no"),
            ("current/release.json", '{"number": "1"}'),
            ("current/SHA256SUMS", "no"),
            ("current", None),
        ],
    )
    def test_of_what_is_noted_of_releases_stops_no_publish(
        self, published: Desk, file: str, text: str | None
    ) -> None:
        path = published.public / file
        path.unlink() if text is None else path.write_text(text, "utf-8")
        published.content.article("moi", title="Bài sau khi hỏng")
        published.publish(at=HOUR)
        assert "Bài sau khi hỏng" in (published.site / "index.html").read_text("utf-8")
        assert is_whole(published.public / "releases" / published.current)

    def test_a_link_that_leads_elsewhere_is_no_release(self, published: Desk) -> None:
        name = published.current
        shutil.move(published.public / "releases" / name, published.root / name)
        (published.public / "current").unlink()
        (published.public / "current").symlink_to(f"../{name}")
        published.publish(at=HOUR)
        assert (published.public / "current").readlink() == Path("releases") / published.current


class TestSettings:
    def test_a_setting_that_is_wrong_is_said_with_its_line(self, published: Desk) -> None:
        settings = published.root / "publish.yaml"
        settings.write_text("keep: {newest: 2}\ntargets:\n  - name: kho\n    rsinc: {host: a}\n")
        published.content.article("moi")
        run = published.run("publish")
        assert run.status == 1
        assert "publish.yaml:4: [key-unknown]" in run.err

    def test_a_file_of_settings_that_is_named_has_to_be_there(self, published: Desk) -> None:
        builder, root = published.builder, published.root
        published.content.article("moi")
        run = builder.publishing(root, "--settings", str(root / "khong-co.yaml"), "publish")
        assert run.status == 1
        assert "khong-co.yaml" in run.err

    def test_wrong_settings_keep_nobody_from_going_back(self, published: Desk) -> None:
        first = published.current
        published.content.article("moi")
        published.publish(at=HOUR)
        (published.root / "publish.yaml").write_text("keep: {newest: 1}\n", "utf-8")
        published.run("rollback", at=HOUR)
        assert published.current == first
