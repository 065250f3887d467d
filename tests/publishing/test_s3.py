"""Releases in object storage, by the command that people type."""

from __future__ import annotations

from pathlib import Path

import boto3
from botocore.config import Config
from object_store import ACCESS, BUCKET, ENVIRONMENT, SECRET, serving
from portals import Run
from publishing_desk import Desk

HOUR = 3600


def publish(desk: Desk, at: int = 0) -> Run:
    """Publish with the keys of the storage at hand."""
    return desk.run("publish", at=at, variables=ENVIRONMENT)


def test_a_release_gets_into_the_bucket_with_its_types_cache_rules_and_compression(
    desk: Desk, tmp_path: Path
) -> None:
    desk.content.data("redirects", [{"from": "/cu.html", "to": "/gioi-thieu/"}])
    with serving(tmp_path / "storage") as port:
        endpoint = f"http://127.0.0.1:{port}"
        settings = (
            f"targets: [{{name: kho, s3: {{bucket: {BUCKET}, endpoint: '{endpoint}', "
            "cdn: 'https://xamau.example.vn'}}]\n"
        )
        (desk.root / "publish.yaml").write_text(settings, "utf-8")
        first = publish(desk)
        assert first.status == 0, first.err
        assert f"Đã gửi bản {desk.current} tới kho" in first.out
        desk.content.article("moi", title="Bài vừa đăng")
        second = publish(desk, HOUR)
        assert second.status == 0
        assert "xóa ở CDN: https://xamau.example.vn/" in second.out
        client = boto3.client(
            "s3",
            endpoint_url=endpoint,
            aws_access_key_id=ACCESS,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}),
        )
        keys = {item["Key"] for item in client.list_objects_v2(Bucket=BUCKET)["Contents"]}
        home = client.get_object(Bucket=BUCKET, Key="index.html")
        old = client.head_object(Bucket=BUCKET, Key="cu.html")
        body = home["Body"].read()
    site = {
        path.relative_to(desk.site).as_posix() for path in desk.site.rglob("*") if path.is_file()
    }
    assert {path for path in site if not path.endswith((".br", ".gz"))} <= keys
    assert not [key for key in keys if key.endswith((".br", ".gz"))]
    assert body == (desk.site / "index.html.gz").read_bytes()
    assert home["ContentEncoding"] == "gzip"
    assert home["ContentType"] == "text/html; charset=utf-8"
    assert home["CacheControl"].startswith("public, max-age=60")
    assert old["WebsiteRedirectLocation"] == "/gioi-thieu/"


def test_a_storage_that_cannot_be_reached_is_named_and_the_portal_is_published_here(
    desk: Desk,
) -> None:
    settings = (
        f"targets: [{{name: kho, s3: {{bucket: {BUCKET}, endpoint: 'http://127.0.0.1:9'}}}}]\n"
    )
    (desk.root / "publish.yaml").write_text(settings, "utf-8")
    run = publish(desk)
    assert run.status == 1
    assert BUCKET in run.err
    assert "Traceback" not in run.err
    assert (desk.site / "index.html").is_file()
    # It is not forgotten: there is nothing new, and still something to do.
    assert publish(desk, HOUR).status == 1


def test_a_setting_of_the_storage_that_is_wrong_is_said_with_its_line(desk: Desk) -> None:
    settings = "targets:\n  - name: kho\n    s3: {bucket: A, endpoint: s3.example.vn}\n"
    (desk.root / "publish.yaml").write_text(settings, "utf-8")
    run = publish(desk)
    assert run.status == 1
    assert "publish.yaml:3: [s3-target]" in run.err
