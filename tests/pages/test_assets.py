"""Built files in a bucket: sent once, and found there by every page."""

from __future__ import annotations

import gzip
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from tests.bucket import ACCESS, BUCKET, bucket_server, client
from tests.factories import Business
from tests.web import Browser, visitor

BASE = "smoothschedule.localhost"
HTML = """<!doctype html><html lang="en"><head><title>SmoothSchedule</title>
<script type="module" crossorigin src="/assets/app-1a.js" nonce="__CSP_NONCE__"></script>
<link rel="modulepreload" crossorigin href="/assets/shared-2b.js">
<link rel="stylesheet" crossorigin href="/assets/app-3c.css" nonce="__CSP_NONCE__">
</head><body><!--bootstrap--><div id="root"><!--server--></div></body></html>"""
FILES = {
    "app-1a.js": ("import './shared-2b.js';", "text/javascript"),
    "shared-2b.js": ("export const a = 1;", "text/javascript"),
    "app-3c.css": ("body{}", "text/css"),
    "pdfjs-5/wasm/decoder.wasm": ("\0asm", "application/wasm"),
}


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with bucket_server() as address:
        yield address


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    for name, (text, _) in FILES.items():
        path = folder / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if not name.endswith(".wasm"):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
            path.with_name(f"{path.name}.br").write_bytes(b"brotli")
    for name in ("app", "booking", "site"):
        (folder / f"{name}.html").write_text(HTML)
    return folder


@pytest.fixture
def cdn_app(other_app: Callable[..., App], store: str, built: Path) -> App:
    """An application whose pages load from the bucket."""
    return other_app(
        FRONTEND_DIST=str(built),
        ASSETS_URL=f"{store}/{BUCKET}",
        S3_ENDPOINT_URL=store,
        **{f"S3_{name.upper()}": value for name, value in ACCESS.items()},
    )


def run(app: App, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=words)
    assert done.exit_code == 0, done.output
    return done.output


def test_what_is_published_is_what_pages_ask_for(
    cdn_app: App, business: Business, store: str, built: Path
) -> None:
    told = run(cdn_app, "assets", "publish", BUCKET, "--public")
    assert f"{len(FILES)} files sent, 0 were" in told
    for page in (visitor(cdn_app, business).page("/app"), Browser(cdn_app, BASE).page("/")):
        html = page.get_data(as_text=True)
        found = re.findall(r'(?:src|href)="([^"]+)"', html)
        assert len(found) == 3
        for address in found:
            name = address.removeprefix(f"{store}/{BUCKET}/assets/")
            with urllib.request.urlopen(address) as answer:  # noqa: S310 (our own http address)
                assert gzip.decompress(answer.read()).decode() == FILES[name][0]
                assert answer.headers["Content-Encoding"] == "gzip"
                assert answer.headers["Content-Type"].startswith(FILES[name][1])
                assert "immutable" in answer.headers["Cache-Control"]
        policy = page.headers["Content-Security-Policy"]
        for kind in ("script-src", "style-src", "img-src", "font-src"):
            assert re.search(rf"{kind} 'self' {re.escape(store)} ?[^;]*;", policy), kind
        assert f"worker-src 'self' {store}" not in policy


def test_publishing_again_sends_nothing_and_deletes_nothing(
    cdn_app: App, store: str, built: Path
) -> None:
    run(cdn_app, "assets", "publish", BUCKET, "--public")
    assert f"0 files sent, {len(FILES)} were" in run(cdn_app, "assets", "publish", BUCKET)
    (built / "assets" / "app-3c.css").unlink()
    (built / "assets" / "app-4d.css").write_text("body{color:red}")
    assert "1 files sent" in run(cdn_app, "assets", "publish", BUCKET)
    keys = {o["Key"] for o in client(store).list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert keys >= {f"assets/{name}" for name in (*FILES, "app-4d.css")}
    assert not [key for key in keys if key.endswith((".gz", ".br"))]
    rules = client(store).get_bucket_cors(Bucket=BUCKET)["CORSRules"]
    assert [rule["AllowedMethods"] for rule in rules] == [["GET", "HEAD"]]


def test_without_the_setting_pages_load_from_their_own_host(
    other_app: Callable[..., App], business: Business, built: Path
) -> None:
    page = visitor(other_app(FRONTEND_DIST=str(built)), business).page("/app")
    found = re.findall(r'(?:src|href)="([^"]+)"', page.get_data(as_text=True))
    assert {urlsplit(each).netloc for each in found} == {""}
    assert "script-src 'self' 'nonce-" in page.headers["Content-Security-Policy"]


def test_what_cannot_be_published_is_said(cdn_app: App, built: Path) -> None:
    runner = cdn_app.test_cli_runner()
    missing = runner.invoke(args=["assets", "publish", "no-such-bucket"])
    assert (missing.exit_code, "no-such-bucket" in missing.output) == (1, True)
    shutil.rmtree(built / "assets")
    empty = runner.invoke(args=["assets", "publish", BUCKET])
    assert (empty.exit_code, "no built front end" in empty.output) == (1, True)


def test_the_bucket_of_files_takes_uploads_and_lets_unfinished_ones_go(
    other_app: Callable[..., App], store: str
) -> None:
    access = {f"S3_{name.upper()}": value for name, value in ACCESS.items()}
    app = other_app(FILES_URL=f"s3://{BUCKET}", S3_ENDPOINT_URL=store, **access)
    for _ in range(2):
        assert "takes uploads" in run(app, "storage", "prepare")
    kept = client(store)
    (rule,) = kept.get_bucket_cors(Bucket=BUCKET)["CORSRules"]
    assert set(rule["AllowedMethods"]) == {"GET", "HEAD", "PUT"}
    (rule,) = kept.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]
    assert (rule["Filter"], rule["Status"]) == ({"Prefix": "unfinished/"}, "Enabled")


def test_a_store_may_know_fewer_rules_and_that_is_said(
    other_app: Callable[..., App], store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = {"Error": {"Code": "NotImplemented", "Message": "not here"}}

    def refuse(model: Any, **_: Any) -> None:
        raise ClientError(unknown, model.name)

    made = client(store)
    made.meta.events.register("before-call.s3.PutBucketLifecycleConfiguration", refuse)
    monkeypatch.setattr("smoothschedule.storage.buckets.client_of", lambda **_: made)
    access = {f"S3_{name.upper()}": value for name, value in ACCESS.items()}
    app = other_app(FILES_URL=f"s3://{BUCKET}", S3_ENDPOINT_URL=store, **access)
    told = run(app, "storage", "prepare")
    assert "knows no lifecycle rules" in told
    assert "CORS" not in told


def test_files_in_a_folder_need_nothing_but_that_leftovers_go(app: App, runtime: Runtime) -> None:
    begin = f"tenants/{uuid4()}/contracts"
    former, kept = f"{begin}/uploads/{uuid4()}.pdf", f"{begin}/documents/ab12.pdf"
    for key in (former, kept):
        runtime.files.put(key, BytesIO(b"%PDF"), content_type="application/pdf")
    told = run(app, "storage", "prepare")
    assert "1 uploads of an older release are gone" in told
    assert "needs nothing" in told
    assert (runtime.files.size(former), runtime.files.size(kept)) == (None, 4)
