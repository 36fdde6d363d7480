"""Headers on every answer, and the parts of Streamlit that are closed or reworded."""

import re
import time
from pathlib import Path

import anyio
import pytest
import yaml
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect
from streamlit import config

from pressure.drawing import templating
from pressure.settings import settings
from pressure.web import answers
from pressure.web.accounts.asking import ASK_ROUTES
from pressure.web.described import described as description
from pressure.web.edges import headers
from pressure.web.officer_files import OFFICER_ROUTES
from pressure.web.readers.tell_me import LINKS
from pressure.web.release_files import serve_release
from pressure.web.routes import ROUTES
from pressure.web.sign_in.password import SIGN_IN_ROUTES
from pressure.words import shell
from tests.http.conftest import HERE

CSV = "/data/ratings.csv"
ALL_KINDS = [
    ("/", {}, 200),
    ("/nope", {}, 404),
    (CSV, {"Range": "bytes=0-1"}, 206),
    (CSV, {"Range": "bytes=9999999-"}, 416),
    ("/councils", {}, 308),
    ("/as-of/2026-11-26/", {}, 302),
    ("/app/council", {}, 200),
    ("/app/nope", {}, 404),
    ("/app/_stcore/health", {}, 200),
    ("/app/_stcore/metrics", {}, 404),
    ("/", {"Host": "evil.example"}, 400),
    ("/", {"Content-Length": "99999999"}, 413),
]


ERRORS = [("GET", path, headers, status) for path, headers, status in ALL_KINDS if status >= 400] + [
    ("GET", "/councils/E10000099/badge.svg", {}, 404),
    ("HEAD", "/councils/E10000099/badge.svg", {}, 404),
    ("GET", "/demo/nope", {}, 404),
    ("GET", "/releases/20990101T000000Z-0001/", {}, 404),
    ("GET", "/releases/20990101T000000Z-0001", {}, 404),
    ("GET", "/as-of/1999-01-01/", {}, 404),
    ("GET", "/data/nope.csv", {}, 404),
    ("GET", "/corrections/?release=nope", {}, 404),
    ("GET", "/councils/E10000001/brief/?on=never", {}, 400),
    ("POST", "/", {}, 405),
    ("DELETE", CSV, {}, 405),
    ("POST", "/app/council", {}, 405),
    ("GET", "/app/media/nope.png", {}, 404),
    ("GET", "/openapi.yml", {}, 404),
    ("POST", "/healthz", {}, 405),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), ERRORS)
def test_an_error_is_never_kept(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    """Else a proxy shows a broken badge, or an empty page, long after the address works."""
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert "content-security-policy" in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_fault_and_a_site_without_a_release_are_never_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """500 and 503 pass by themselves."""
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    for path in ("/", "/councils/", "/data/ratings.csv", "/corrections/?release=x", "/data/everything.zip"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store"), path
    (tmp_path / "current").symlink_to(tmp_path / "releases" / "1")
    (tmp_path / "releases" / "1").mkdir(parents=True)
    (tmp_path / "releases" / "1.json").write_text("{")
    answer = client.get("/")
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")


@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/councils/E10000001/",
        "/councils/E10000001/rating.json",
        "/nope",
        "/healthz",
        "/councils/E10000001/badge.svg",
        "/data/releases.csv",
        "/app/council",
    ],
)
def test_a_small_body_is_sent_in_one_piece(client: TestClient, path: str, coding: str) -> None:
    """Each piece is a packet of its own, and a turn of the loop."""
    body = sent(client, path, coding)
    assert len([piece for piece in body if piece]) == 1
    assert len(body[0]) == len(b"".join(body))


def test_a_large_body_is_never_held_in_memory_as_a_whole(client: TestClient) -> None:
    """Many readers of a large file must not fill the memory."""
    body = sent(client, CSV, "identity")
    assert sum(map(len, body)) > serve_release.IN_ONE_PIECE
    assert body[-1] == b""


def sent(client: TestClient, path: str, coding: str) -> list[bytes]:
    """The pieces of a body as our side hands them to the server."""
    pieces: list[bytes] = []

    async def receive() -> dict[str, object]:
        await anyio.sleep_forever()
        return {}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body":
            pieces.append(message.get("body", b""))  # type: ignore[arg-type]

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 9),
        "headers": [(b"host", b"127.0.0.1"), (b"accept-encoding", coding.encode())],
    }
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    return pieces


@pytest.mark.parametrize(("path", "headers", "status"), ALL_KINDS)
def test_every_answer_has_a_strict_policy(client: TestClient, path: str, headers: dict[str, str], status: int) -> None:
    """Also refusals: those are what an attacker looks at."""
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert (scripts.group(1) if scripts else "none") in {"'self'", "none"}
    assert "unsafe-eval" not in policy
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "permissions-policy" in answer.headers
    assert "referrer-policy" in answer.headers


def test_304_has_the_policy_too(client: TestClient) -> None:
    """A 304 replaces the headers a browser kept."""
    tag = client.get("/").headers["etag"]
    assert "content-security-policy" in client.get("/", headers={"If-None-Match": tag}).headers


def test_plain_pages_may_run_no_script_at_all(client: TestClient) -> None:
    """They need none, so none can be smuggled in."""
    policy = client.get("/councils/E10000001/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_strict_transport_is_announced_only_over_tls(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration on loopback must not lock a browser out of it."""
    assert "strict-transport-security" not in client.get("/").headers
    monkeypatch.setattr(settings, "public_address", "https://pressure.example")
    assert "max-age=63072000" in client.get("/").headers["strict-transport-security"]


def test_a_fault_gives_a_number_and_nothing_else(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader can report it; the inside stays inside."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(serve_release.site, "current", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert re.search(r"<p class=\"strong\">[0-9a-f]{8}</p>", answer.text)
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused(client: TestClient, host: str) -> None:
    """A page on another name could otherwise speak for us."""
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/app/council", headers={"Host": host}).status_code == 400


LIVE = "ws://127.0.0.1:8501/app/_stcore/stream"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example:8501"},
        {"Origin": HERE, "Host": "evil.example"},
        {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
    ],
)
def test_a_page_of_another_site_or_name_opens_no_live_connection(client: TestClient, headers: dict[str, str]) -> None:
    """Every act of the officer pages goes through it, with the cookie the browser adds by itself."""
    with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), client.websocket_connect(LIVE, headers=headers):
        pass
    with client.websocket_connect(LIVE, headers={"Origin": HERE}):
        pass


def test_a_file_sent_without_the_pages_own_token_is_refused(client: TestClient) -> None:
    """Another site could otherwise put a file into a page that is open."""
    for send in (client.put, client.delete):
        answer = send("/app/_stcore/upload_file/session/file", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
    asked = client.options(
        "/app/_stcore/upload_file/session/file",
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"},
    )
    assert "evil" not in asked.headers.get("access-control-allow-origin", "")


def test_a_file_above_the_limit_is_refused_in_words(client: TestClient) -> None:
    answer = client.put("/app/_stcore/upload_file/session/file", content=b"x" * (settings.upload_limit_bytes + 1))
    assert answer.status_code == 413
    assert "We take at most 20,000,000 bytes at once. Nothing was stored." in answer.text


def test_no_header_of_a_proxy_is_taken_for_a_person() -> None:
    """Streamlit can be told to believe one; it is not."""
    assert not config.get_option("server.trustedUserHeaders")


def test_a_body_above_the_limit_is_refused_also_without_a_length(client: TestClient) -> None:
    """Nobody fills the memory."""

    def endless() -> object:
        for _ in range(40):
            yield b"x" * 65536

    answer = client.put("/app/_stcore/nothing", content=endless())
    assert answer.status_code in {404, 405, 413}
    assert client.get("/", headers={"Content-Length": "many"}).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/app/_stcore/metrics",
        "/app/_stcore/agent/openapi.json",
        "/app/_stcore/agent/interact",
        "/app/_stcore/agent/mcp",
        "/app/_stcore/agent",
        "/app/_stcore/script-health-check",
        "/app/auth/login",
        "/app/auth/logout",
        "/app/council/_stcore/agent/mcp",
    ],
)
def test_parts_of_streamlit_nobody_outside_needs_are_closed(client: TestClient, path: str) -> None:
    """They tell who is here and how long they stayed."""
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("page", shell.PAGES, ids=lambda p: p.address)
def test_each_streamlit_page_has_its_own_language_title_and_way_on_without_script(
    client: TestClient, page: shell.AppPage
) -> None:
    """Before any script runs, a reader and a search engine know where they are."""
    answer = client.get(f"/app/{page.address}")
    assert answer.status_code == 200
    assert '<html lang="en-GB">' in answer.text
    assert f"<title>{page.title} – Care Pressure</title>" in answer.text
    assert page.description in answer.text
    noscript = re.search(r"<noscript>(.*?)</noscript>", answer.text, re.S)
    assert noscript
    assert f'href="{page.plain}"' in noscript.group(1)
    assert "<script>" not in answer.text
    assert "service-desc" not in answer.text
    assert 'rel="preload"' not in answer.text


def test_without_script_a_council_deep_link_leads_to_that_councils_plain_page(client: TestClient) -> None:
    """The link someone shared works for everyone."""
    assert 'href="/councils/E10000003/"' in client.get("/app/council?code=E10000003").text
    assert 'href="/demo/councils/X99000001/"' in client.get("/app/council?code=X99000001").text
    assert "evil" not in client.get("/app/council?code=//evil.example").text


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/app", "/app/council"),
        ("/app/", "/app/council"),
        ("/app/council/?code=E10000003", "/app/council?code=E10000003"),
    ],
)
def test_other_spellings_of_a_page_lead_to_its_one_address(client: TestClient, path: str, to: str) -> None:
    """One address a page."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (308, to)


def test_scripts_and_styles_are_packed_and_kept_for_ever(client: TestClient) -> None:
    """9.6 MB become 2.7 on a phone."""
    from pressure.web.edges import assets

    script = re.search(r'src="\./(static/js/index[^"]*)"', client.get("/app/council").text)
    assert script
    path = f"/app/{script.group(1)}"
    for _ in range(200):
        if path in assets.packed:
            break
        time.sleep(0.1)
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "immutable" in packed.headers["cache-control"]
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.content == plain.content
    assert packed.headers["content-type"].startswith("text/javascript")


def test_the_description_for_programs_names_every_route(client: TestClient) -> None:
    """What is served is described, and what is described is served."""
    described = yaml.safe_load(description())["paths"]
    for route in [
        one for one in ROUTES if one not in (*SIGN_IN_ROUTES, *OFFICER_ROUTES, *ASK_ROUTES, *LINKS)
    ]:  # for people with a browser
        path = re.sub(r"\{(\w+)(:\w+)?\}", r"{\1}", route.path).removeprefix("/demo").replace("DEMO_", "")  # type: ignore[attr-defined]
        led_on = {
            "/{path}",  # the rest, and folders
            "/releases",
            "/as-of",
            "/releases/{release_id}",
            "/councils/{code}/brief",
            "/areas/{code}/weeks",
            "/areas/{code}/weeks/{file}",  # described one by one
            "/councils/{code}/history",
            "/councils/{code}/history/{rest}",  # described one by one
            "/corrections/{release_id}",
            "/councils/{code}/tell-me",
            "/councils/{code}/tell-me/",  # a form
        }
        assert path in described or path in led_on, path
    for path in (path for path, methods in described.items() if "get" in methods):
        asked = (
            path.replace("{code}", "E10000001")
            .replace("{file}", "ratings.csv")
            .replace("{time}", "2026-11-26")
            .replace("{release_id}", "20261118T093000Z-1")
            .replace("{path}", "index.html")
        )
        expected = {int(s) for s in described[path]["get"]["responses"]}
        assert client.get(asked).status_code in expected, path


def test_answers_of_our_own_are_never_kept() -> None:
    """A 404 of today can be a page tomorrow."""
    assert answers.not_found().headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page"])
def test_sign_in_and_refusals_have_the_style_sheet_of_the_pages(client: TestClient, address: str) -> None:
    """One drawing: also where there is no release to draw."""
    shown = client.get(address).text
    assert all(line in shown for line in (templating.TEMPLATES / "blocks.css").read_text("utf-8").splitlines())


def test_what_a_refusal_quotes_is_escaped() -> None:
    shown = bytes(answers.not_found("<b>x</b> & more").body).decode()
    assert "&lt;b&gt;x&lt;/b&gt; &amp; more." in shown
    assert "<b>" not in shown


def test_no_log_has_a_reader_s_link() -> None:
    assert headers.told("/tell-me/stop/secret/") == "/tell-me/…"
    assert headers.told("/councils/E10000001/tell-me/") == "/councils/E10000001/tell-me/"
