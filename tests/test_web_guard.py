"""Nobody speaks to the page but this machine's own browser that has the token."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_server import TOKEN, served, visiting

from drafter.web.guard import LARGEST_UPLOAD

NAMES = ["../外面.yaml", "/etc/passwd", "a/../../外面.yaml", ".drafter/undo", "..\\外面.yaml", "CON.yaml", "a\x00b", ""]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    work = tmp_path / "工作"
    work.mkdir()
    (tmp_path / "外面.yaml").write_text("通报: {}\n", encoding="utf-8")
    return work


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    with visiting(address, token=False, follow=False) as client:
        yield client


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with visiting(address, follow=False) as client:
        yield client


def test_the_token_is_exchanged_for_a_strict_cookie(stranger: httpx.Client) -> None:
    answer = stranger.get("/", params={"t": TOKEN})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert TOKEN not in answer.headers["location"]


@pytest.mark.parametrize("path", ["/", "/ledger?name=台账.yaml", "/static/style.css", "/nowhere", "/?t=wrong", "/?t="])
def test_without_the_token_nothing_is_shown(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "工作" not in answer.text


def test_a_change_without_the_token_is_refused(stranger: httpx.Client, folder: Path) -> None:
    assert stranger.post("/example").status_code == 403
    assert stranger.post("/example", params={"t": TOKEN}).status_code == 403
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1:1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
)
def test_a_foreign_host_or_origin_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.get("/", headers=headers).status_code == 403
    assert client.post("/example", headers=headers).status_code == 403


def test_a_post_from_another_site_is_refused(client: httpx.Client) -> None:
    assert client.post("/example", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/example", headers={"sec-fetch-site": "same-origin"}).status_code == 303


def test_the_own_page_is_served_with_its_policy(client: httpx.Client, address: str) -> None:
    answer = client.get("/", headers={"origin": address})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["../外面.yaml", "/etc/passwd", "a/../../外面.yaml", ".drafter/undo", "..\\外面.yaml", "CON.yaml", "a\x00b", ""],
)
def test_files_outside_the_folder_are_not_reached(client: httpx.Client, name: str) -> None:
    for path in ("/file", "/ledger", "/import", "/review/annotated"):
        answer = client.get(path, params={"name": name})
        assert answer.status_code == 422
        assert "通报" not in answer.text or "{}" not in answer.text


def test_a_link_that_leads_out_is_not_followed(client: httpx.Client, folder: Path) -> None:
    (folder / "链接.yaml").symlink_to(folder.parent / "外面.yaml")
    assert client.get("/file", params={"name": "链接.yaml"}).status_code == 422


def test_too_large_an_upload_is_refused(client: httpx.Client) -> None:
    answer = client.post("/bring", content=b"x" * (LARGEST_UPLOAD + 1))
    assert answer.status_code == 413


def test_the_pages_and_their_assets_ask_for_nothing_from_elsewhere(client: httpx.Client) -> None:
    here = Path(__file__).parents[1] / "drafter" / "web"
    for file in [*(here / "pages").glob("*.html"), here / "static" / "style.css", here / "static" / "page.js"]:
        text = file.read_text(encoding="utf-8")
        assert "http://" not in text and "https://" not in text and "//cdn" not in text, file
        assert " style=" not in text and " onclick=" not in text, file


def test_the_first_page_with_all_it_loads_is_light(client: httpx.Client) -> None:
    page = client.get("/")
    assets = ["/static/style.css", "/static/page.js", "/static/htmx.min.js"]
    assert len(page.content) + sum(len(client.get(a).content) for a in assets) <= 200_000
