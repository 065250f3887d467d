"""How a stock Pelican silently goes wrong, and that this portal does not."""

from __future__ import annotations

import ast
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from portals import (
    ROOT,
    Builder,
    Content,
    Run,
    command_line,
    differences,
    tree,
)


def guest_settings(folder: Path, plugin: str, name: str = "guest") -> Path:
    """Write a plugin and settings that load it beside the portal's own."""
    (folder / "guest.py").write_text(plugin, "utf-8")
    settings = folder / "guestconf.py"
    settings.write_text(
        f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(folder)!r}]\n"
        "from pelicanconf import *\n"
        f"PLUGINS = [*PLUGINS, {name!r}]\nTHEME = {str(ROOT / 'theme')!r}\n"
    )
    return settings


RAISING = """
from pelican import signals
def spoil(generator, metadata):
    if metadata["title"] == "Tin hai":
        raise RuntimeError("hong")
def register():
    signals.article_generator_context.connect(spoil)
"""


class TestAPluginThatFails:
    """Row 1: Pelican drops the article that a plugin stumbles over, and ends with status 0."""

    @pytest.fixture(params=[(), ("--fatal", "errors")], ids=["lenient", "fatal"])
    def failed(
        self, build: Builder, content: Content, tmp_path: Path, request: pytest.FixtureRequest
    ) -> Run:
        content.article("mot", title="Tin một")
        assert build(content).status == 0
        content.article("hai", title="Tin hai")
        settings = guest_settings(tmp_path, RAISING)
        return build(content, settings=settings, arguments=request.param)

    def test_fails_the_build_and_publishes_nothing(self, failed: Run) -> None:
        assert failed.status == 1
        assert not failed.has("/tin-tuc/2026/11/tin-hai/")
        assert failed.has("/tin-tuc/2026/11/tin-mot/")

    def test_names_the_article(self, failed: Run) -> None:
        assert "articles/hai.md" in failed.err


def test_a_plugin_that_hides_an_article_fails_the_build(
    build: Builder, content: Content, tmp_path: Path
) -> None:
    """Row 1, another way: whatever makes an article vanish is noticed."""
    content.article("mot")
    plugin = RAISING.replace('raise RuntimeError("hong")', "metadata['status'] = 'draft'")
    settings = guest_settings(tmp_path, plugin.replace("Tin hai", "Chuyện mot ở thôn"))
    failed = build(content, settings=settings)
    assert failed.status == 1
    assert "articles/mot.md" in failed.err
    assert "Traceback" not in failed.err
    assert not failed.output.exists()


def test_a_well_behaved_plugin_sees_every_article_and_may_write(
    build: Builder, content: Content, tmp_path: Path
) -> None:
    plugin = """
from pathlib import Path
from pelican import signals
def note(generator, writer):
    titles = sorted(article.title for article in generator.articles)
    home = Path(generator.output_path, "index.html").exists()
    Path(generator.output_path, "guest.txt").write_text(f"{titles} {home}", "utf-8")
def register():
    signals.article_writer_finalized.connect(note)
"""
    content.article("mot", title="Tin một")
    content.article("hai", title="Tin hai")
    content.article("nhap", title="Tin nháp", status="draft")
    settings = guest_settings(tmp_path, plugin)
    run = build(content, settings=settings)
    assert run.status == 0, run.err
    assert run.text("guest.txt") == "['Tin hai', 'Tin một'] True"


def test_a_plugin_that_waits_for_written_files_hears_of_each(
    build: Builder, content: Content, tmp_path: Path
) -> None:
    """As pelican-sitemap does: what it does not hear of is missing from its list."""
    plugin = """
from pathlib import Path
from pelican import signals
heard = []
def note(path, context):
    item = context.get("article") or context.get("page")
    heard.append((context["output_file"], item.title if item else "", Path(path).is_file()))
def write(pelican):
    lines = [f"{path} {title}" for path, title, exists in sorted(heard) if exists]
    Path(pelican.output_path, "sitemap.xml").write_text("\\n".join(lines), "utf-8")
def register():
    signals.content_written.connect(note)
    signals.finalized.connect(write)
"""
    content.article("mot", title="Tin một")
    content.page("gioi-thieu", title="Giới thiệu")
    content.article("nhap", title="Tin nháp", status="draft")
    run = build(content, settings=guest_settings(tmp_path, plugin))
    assert run.status == 0, run.err
    lines = run.text("sitemap.xml").splitlines()
    assert "tin-tuc/2026/11/tin-mot/index.html Tin một" in lines
    assert any(line.endswith(" Giới thiệu") for line in lines)
    heard = {line.split(" ")[0] for line in lines}
    pages = {path.relative_to(run.output).as_posix() for path in run.output.rglob("*.html")}
    assert heard == pages
    assert len(lines) == len(pages)
    assert "ghi đè lên tệp của cổng: sitemap.xml\n" in run.out


def test_a_plugin_that_waits_for_a_signal_that_never_comes_is_named(
    build: Builder, content: Content, tmp_path: Path
) -> None:
    plugin = """
from pelican import signals
def note(path, context, feed):
    pass
def register():
    signals.feed_written.connect(note)
"""
    content.article("mot")
    run = build(content, settings=guest_settings(tmp_path, plugin))
    assert run.status == 0, run.err
    assert "guest chờ tín hiệu feed_written" in run.err


def test_a_plugin_that_fails_is_named(build: Builder, content: Content, tmp_path: Path) -> None:
    plugin = """
from pelican import signals
def fail(path, context):
    context["article"].author.name
def register():
    signals.content_written.connect(fail)
"""
    content.article("mot")
    run = build(content, settings=guest_settings(tmp_path, plugin))
    assert run.status == 1
    assert "lỗi của plugin guest, không phải của nội dung" in run.err
    assert not run.output.exists()


def test_a_settings_file_that_listens_itself_hears_every_article(
    build: Builder, content: Content, tmp_path: Path
) -> None:
    """In the second build as well, although nothing changed."""
    content.article("mot", title="Tin một")
    settings = guest_settings(tmp_path, "")
    with settings.open("a", encoding="utf-8") as file:
        file.write("""
PLUGINS = ["plugins.portal"]
from pelican import signals
def note(generator, writer):
    titles = [article.title for article in generator.articles]
    Path(generator.output_path, "guest.txt").write_text(str(titles), "utf-8")
signals.article_writer_finalized.connect(note)
""")
    for _ in range(2):
        run = build(content, settings=settings)
        assert run.status == 0, run.err
        assert run.text("guest.txt") == "['Tin một']"


def test_every_fault_is_reported_even_when_errors_are_fatal(
    build: Builder, content: Content
) -> None:
    """Row 2: `--fatal errors` stops Pelican at the first of three bad files."""
    for name in ("mot", "hai", "ba"):
        content.article(name, date="hom qua")
    run = build(content, arguments=("--fatal", "errors"))
    assert run.status == 1
    assert run.codes == ["date-invalid"] * 3


class TestAMissingPlugin:
    """Row 3: Pelican logs that a plugin cannot be loaded, and publishes without its work."""

    def test_fails_the_build_and_writes_nothing(
        self, build: Builder, content: Content, tmp_path: Path
    ) -> None:
        content.article("mot")
        settings = guest_settings(tmp_path, "", name="gueest")
        run = build(content, settings=settings)
        assert run.status == 1
        assert "gueest" in run.err.splitlines()[-1]
        assert not run.output.exists()

    def test_the_portals_own_are_found_from_any_folder(
        self, build: Builder, content: Content, tmp_path: Path
    ) -> None:
        content.article("mot")
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        assert build(content, cwd=elsewhere).status == 0


@pytest.mark.parametrize(
    "locale",
    [{"LC_ALL": "C"}, {"LANG": "xx_YY.UTF-8"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}],
    ids=["C", "unknown", "ascii"],
)
def test_no_locale_of_the_system_is_needed(
    shell: Callable[..., Run],
    build: Builder,
    content: Content,
    tmp_path: Path,
    locale: dict[str, str],
) -> None:
    """Row 4: without the locale that a date format names, Pelican drops every article."""
    content.article("mot", title="Chợ phiên Lạc Sơn")
    output = tmp_path / "other"
    run = shell(command_line(content.root, output, tmp_path / "cache"), output, **locale)
    assert run.status == 0, run.err
    assert "Chủ Nhật, 01/11/2026 08:00" in run.page("/tin-tuc/2026/11/cho-phien-lac-son/")
    assert differences(output, build(content).output) == []


class TestADayFirstDate:
    """Row 5: Pelican takes 05/03/2024 for the 3rd of May, and drops what has no such month."""

    def test_is_refused_with_the_form_to_write(self, build: Builder, content: Content) -> None:
        content.article("mot", date="05/03/2024 07:30")
        content.article("hai", date="32/13/2024")
        run = build(content)
        assert run.status == 1
        assert run.codes == ["date-invalid", "date-invalid"]
        assert "2024-03-05" in run.err


def test_an_unknown_key_is_refused_with_the_nearest_one(build: Builder, content: Content) -> None:
    """Row 6: Pelican accepts a misspelt key without a word, and the lead is lost."""
    content.article("mot", Sumary="Một câu.")
    run = build(content)
    assert run.status == 1
    assert run.codes == ["key-unknown"]
    assert "có phải summary?" in run.err


class TestTwoNamesWithOneSlug:
    """Row 7: Pelican merges Hà Nam and Hạ Nam, and one of them heads the page of both."""

    @pytest.fixture
    def two_towns(self, content: Content) -> Content:
        content.article("mot", tags=["Hà Nam"])
        content.article("hai", tags=["Hạ Nam"])
        return content

    def test_are_a_problem_that_names_both(self, build: Builder, two_towns: Content) -> None:
        run = build(two_towns)
        assert run.status == 1
        assert run.codes == ["tags-collision"]
        assert "Hà Nam" in run.err and "Hạ Nam" in run.err

    def test_have_a_page_each_once_they_are_listed(
        self, build: Builder, two_towns: Content
    ) -> None:
        slugs = [{"slug": "ha-nam", "name": "Hà Nam"}, {"slug": "ha-nam-2", "name": "Hạ Nam"}]
        two_towns.data("tags", slugs)
        run = build(two_towns)
        assert run.status == 0, run.err
        assert "Chuyện mot" in run.page("/the/ha-nam/")
        assert "Chuyện hai" not in run.page("/the/ha-nam/")
        assert "Chuyện hai" in run.page("/the/ha-nam-2/")

    def test_two_spellings_of_one_word_are_one_tag(self, build: Builder, content: Content) -> None:
        content.article("mot", tags=["Hòa giải"])
        content.article("hai", tags=["Hoà giải"])
        run = build(content)
        assert run.status == 0, run.err
        assert run.page("/the/hoa-giai/").count('href="/tin-tuc/2026/11/') >= 2


def test_a_page_of_one_tag_is_not_the_page_of_another(build: Builder, content: Content) -> None:
    """Row 8: page 3 of the tag chu-de-1 and the tag chu-de-13 are one file, and Pelican dies."""
    content.data("portal", {"page_size": 5})
    for number in range(11):
        content.article(f"tin-{number}", tags=["Chủ đề 1", "Phường 1"])
    content.article("khac", title="Tin khác", tags=["Chủ đề 13", "Phường 12"])
    run = build(content)
    assert run.status == 0, run.err
    assert "Tin khác" in run.page("/the/chu-de-13/")
    assert "Tin khác" not in run.page("/the/chu-de-1/trang/3/")
    assert run.has("/the/phuong-1/trang/2/") and run.has("/the/phuong-12/")


SCRIPT = "<script>alert(1)</script>"


def test_markup_in_a_text_is_shown_and_not_run(build: Builder, content: Content) -> None:
    """Row 9: Pelican's templates write a title, a tag or a name into the page as it is."""
    content.picture("media/a.png")
    content.data(
        "portal",
        {
            "name": f"Cổng {SCRIPT}",
            "slogan": SCRIPT,
            "description": SCRIPT,
            "unit": {"name": SCRIPT, "parent": {"name": SCRIPT}},
            "imprint": {"address": SCRIPT, "copyright": SCRIPT},
            "services": [{"label": SCRIPT, "url": "/rss/"}],
        },
    )
    content.page("mot", title=f"Trang {SCRIPT}", slug="mot", summary=SCRIPT)
    content.article(
        "mot",
        title=f"Tin {SCRIPT}",
        category=f"Mục {SCRIPT}",
        tags=[f"Thẻ {SCRIPT}"],
        authors=[f"Người {SCRIPT}"],
        summary=SCRIPT,
        source={"name": SCRIPT, "url": "https://bao.example.vn/"},
        image={
            "src": "media/a.png",
            "alt": f"Mặt nước {SCRIPT}",
            "caption": SCRIPT,
            "credit": SCRIPT,
        },
        corrections=[{"date": "2026-11-02", "note": SCRIPT}],
    )
    run = build(content)
    assert run.status == 0, run.err
    files = {
        name: data.decode().lower()
        for name, data in tree(run.output).items()
        if name.endswith((".html", ".xml"))
    }
    assert len(files) > 15
    assert [name for name, text in files.items() if SCRIPT in text or '"><script>' in text] == []
    # The text itself is not lost.
    assert all("alert(1)" in text for name, text in files.items() if name.startswith("tin-tuc"))


def feed_ids(run: Run) -> dict[str, str]:
    """Return the ids of the JSON feed by title."""
    feed = json.loads(run.text("feed.json"))
    return {item["title"]: item["id"] for item in feed["items"]}


def test_an_article_keeps_its_id_in_feeds(build: Builder, content: Content) -> None:
    """Row 10: to Pelican a changed date is a new item, which readers' programs show again."""
    content.article("mot", title="Mưa lớn", date="2026-11-01T08:00")
    before = feed_ids(build(content))
    content.article("mot", title="Mưa lớn đã tạnh", date="2026-11-03T08:00", slug="mua-tanh")
    after = feed_ids(build(content))
    assert list(before.values()) == list(after.values())
    assert list(after) == ["Mưa lớn đã tạnh"]
    identifier = before["Mưa lớn"]
    run = build(content)
    assert f"<id>{identifier}</id>" in run.text("atom.xml")
    assert re.search(rf"<guid[^>]*>{identifier}</guid>", run.text("rss.xml"))


def test_a_document_number_stays_readable_in_the_address(build: Builder, content: Content) -> None:
    """Row 11: Pelican runs 12/2024/QĐ-UBND together as 122024qd-ubnd."""
    content.article("mot", title="12/2024/QĐ-UBND")
    run = build(content)
    assert run.status == 0, run.err
    assert run.has("/tin-tuc/2026/11/12-2024-qd-ubnd/")


class TestTwoArticlesWithOneTitle:
    """Row 12: they collide, and Pelican stops."""

    def test_of_different_months_both_stand(self, build: Builder, content: Content) -> None:
        content.article("mot", title="Lịch tiếp công dân", date="2026-09-01")
        content.article("hai", title="Lịch tiếp công dân", date="2026-10-01")
        run = build(content)
        assert run.status == 0, run.err
        assert run.has("/tin-tuc/2026/09/lich-tiep-cong-dan/")
        assert run.has("/tin-tuc/2026/10/lich-tiep-cong-dan/")

    def test_of_the_same_month_are_a_problem_that_names_both(
        self, build: Builder, content: Content
    ) -> None:
        content.article("mot", title="Lịch tiếp công dân", date="2026-10-01")
        content.article("hai", title="Lịch tiếp công dân", date="2026-10-30")
        run = build(content)
        assert run.status == 1
        assert run.codes == ["slug-collision"]
        assert "articles/mot.md" in run.err and "articles/hai.md" in run.err


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the generator, for a test to change its code."""
    copy = tmp_path / "project"
    ignored = shutil.ignore_patterns("__pycache__", "node_modules")
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, copy)
    return copy


class TestTheCache:
    """Row 13: Pelican's cache knows neither code nor settings, and keeps deleted files."""

    def test_follows_a_changed_setting(self, build: Builder, sample_content: Content) -> None:
        build(sample_content)
        text = (sample_content.root / "data/portal.yaml").read_text("utf-8")
        sample_content.write("data/portal.yaml", text.replace("Cổng xã Mẫu", "Cổng xã Mới"))
        run = build(sample_content)
        assert "Cổng xã Mới" in run.page("/")
        assert "Cổng xã Mẫu" not in run.all_text()

    def test_follows_changed_code(
        self, shell: Callable[..., Run], project: Path, content: Content, tmp_path: Path
    ) -> None:
        content.picture("media/a.png")
        content.article("mot", "Đoạn đầu.\n\n![Mặt nước phẳng](/media/a.png)")
        output, cache = tmp_path / "out", tmp_path / "cache"
        command = command_line(content.root, output, cache)
        variables = {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
        first = shell(command, output, cwd=project, **variables)
        assert first.status == 0, first.err
        converting = project / "plugins/markup/convert.py"
        converting.write_text(
            converting.read_text("utf-8")
            + "\n\n_convert = convert\n\n\ndef convert(markdown, **more):\n"
            + "    return _convert(markdown + '\\n\\nMã mới.', **more)\n",
            "utf-8",
        )
        second = shell(command, output, cwd=project, **variables)
        assert "<p>Mã mới.</p>" in second.page("/tin-tuc/2026/11/chuyen-mot-o-thon/")
        checking = project / "plugins/images/check.py"
        checking.write_text(
            checking.read_text("utf-8")
            + "\n\ndef check_image(path, max_pixels=0):\n    raise refusals.empty()\n",
            "utf-8",
        )
        third = shell(command, output, cwd=project, **variables)
        assert third.status == 1
        assert third.codes == ["image-empty"]

    def test_forgets_a_deleted_file(self, build: Builder, sample_content: Content) -> None:
        build(sample_content)
        sample_content.delete("articles/tin-3.md")
        run = build(sample_content)
        assert "Chuyện tin-3" not in run.all_text()


def test_the_page_of_a_deleted_article_is_gone(build: Builder, sample_content: Content) -> None:
    """Row 14: Pelican leaves it in the output."""
    address = "/tin-tuc/2026/11/nuoc-ve-dong-go-mit/"
    assert build(sample_content).has(address)
    sample_content.delete("articles/co-anh.md")
    run = build(sample_content)
    assert not (run.output / address[1:]).exists()
    # What only that article used is gone with it.
    assert not (run.output / "media").exists()
    assert not (run.output / "the/thanh-ha").exists()


def test_signals_are_connected_to_functions_that_stay(tmp_path: Path) -> None:
    """Row 15: signals hold weak references; a closure or a bound method never runs."""
    connected = 0
    for file in sorted((ROOT / "plugins").rglob("*.py")):
        module = ast.parse(file.read_text("utf-8"))
        lasting = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
        for node in module.body:
            if isinstance(node, ast.ImportFrom):
                lasting |= {alias.asname or alias.name for alias in node.names}
        for call in ast.walk(module):
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            if not named or call.func.attr != "connect" or "signals" not in ast.dump(call.func):
                continue
            connected += 1
            receiver = call.args[0]
            assert isinstance(receiver, ast.Name) and receiver.id in lasting, file
    assert connected >= 2


def test_an_installed_plugin_does_not_take_the_place_of_ours(
    shell: Callable[..., Run], build: Builder, content: Content, tmp_path: Path
) -> None:
    """Row 16: a plugin in a package pelican.plugins wins over a local one of the same name."""
    for name in ("portal", "feeds", "sitemaps", "images", "related"):
        package = tmp_path / "site/pelican/plugins" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(
            "from pathlib import Path\n\ndef register():\n"
            f"    Path({str(tmp_path / 'taken')!r}).touch()\n"
        )
    content.article("mot")
    output = tmp_path / "other"
    command = command_line(content.root, output, tmp_path / "cache")
    run = shell(command, output, PYTHONPATH=f"{tmp_path / 'site'}:{ROOT}")
    assert run.status == 0, run.err
    assert not (tmp_path / "taken").exists()
    assert differences(output, build(content).output) == []


def test_articles_of_one_moment_stand_in_one_order(
    shell: Callable[..., Run], content: Content, tmp_path: Path
) -> None:
    """Row 17: with tied dates, Pelican's lists depend on Python's hash seed.

    There are enough files here for them to be read by several processes.
    """
    for number in range(70):
        content.article(
            f"tin-{number}",
            f"Việc số {number}.",
            date="2026-11-01",
            tags=["Lúa", f"Thẻ {number % 7}"],
        )
    outputs = []
    for seed in ("0", "1", "4242"):
        output = tmp_path / f"output-{seed}"
        command = command_line(content.root, output, tmp_path / f"cache-{seed}")
        run = shell(command, output, PYTHONHASHSEED=seed)
        assert run.status == 0, run.err
        outputs.append(output)
    assert differences(outputs[0], outputs[1]) == differences(outputs[0], outputs[2]) == []


class TestAutoreload:
    """Row 18: after an exception Pelican builds again at once, thousands of times."""

    def test_ends_with_bad_content(self, build: Builder, content: Content) -> None:
        content.article("mot", date="hom qua")
        run = build(content, arguments=("--autoreload",))
        assert run.status == 1
        assert run.codes == ["date-invalid"]

    def test_ends_with_a_fault_of_a_program(
        self, build: Builder, content: Content, tmp_path: Path
    ) -> None:
        plugin = """
from pelican import signals
def stumble(generators):
    raise RuntimeError("hong")
def register():
    signals.all_generators_finalized.connect(stumble)
"""
        settings = guest_settings(tmp_path, plugin)
        run = build(content, settings=settings, arguments=("--autoreload",))
        assert run.status == 1
        assert run.err.count("RuntimeError: hong") == 1
        assert "không phải của nội dung" in run.err
        assert not run.output.exists()


def test_a_second_run_of_one_process_knows_nothing_of_the_first(
    shell: Callable[..., Run], build: Builder, sample_content: Content, tmp_path: Path
) -> None:
    """Row 19: Pelican's signal `initialized` is sent once, not for each build of a preview."""
    program = """
import sys
from pathlib import Path
from pelican.settings import read_settings
from plugins.portal import Portal
content, output, cache = map(Path, sys.argv[1:])
paths = {"PATH": str(content), "OUTPUT_PATH": str(output), "CACHE_PATH": str(cache)}
portal = Portal(read_settings("pelicanconf.py", override=paths))
portal.run()
(content / "articles/tin-2.md").unlink()
new = (content / "articles/tin-1.md").read_text("utf-8").replace("Chuyện tin-1", "Chuyện mới")
(content / "articles/tin-1.md").write_text(new, "utf-8")
portal.run()
"""
    output = tmp_path / "twice"
    paths = map(str, (sample_content.root, output, tmp_path / "cache-twice"))
    run = shell([sys.executable, "-c", program, *paths], output)
    assert run.status == 0, run.err
    assert differences(output, build(sample_content).output) == []
