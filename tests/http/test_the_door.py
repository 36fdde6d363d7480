"""What a stranger can put into the memory of the serving process: no file, no large message, few pages."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect
from streamlit import config

from pressure import clock
from pressure.access.permissions import ALLOWED, OFFICES, Act, Role
from pressure.settings import settings
from pressure.store import people
from pressure.store.engine import Engine, writing
from pressure.web.edges import uploads
from pressure.web.edges.uploads import Held
from pressure.web.sign_in import session as officers
from tests.http.conftest import HERE
from tests.http.sign_in_cases import REAL, START, engine, template

__all__ = ["engine", "template"]
LIVE = "ws://127.0.0.1:8501/app/_stcore/stream"
FILE = "/app/_stcore/upload_file/page/file"
MEGABYTE = 1 << 20


def cookie_of(engine: Engine, role: Role) -> dict[str, str]:
    """The header a browser of somebody with this role sends."""
    who = f"p-{role}"
    with writing(engine) as connection:
        if people.get(connection, who) is None:
            people.add(connection, person_id=who, name=role, roles=[(REAL, role)], created_at=START)
    token = officers.new_session(Request({"type": "http", "headers": []}), who, authenticated_at=clock.now())
    return {"Cookie": f"__Host-session={token}"}


def test_a_stranger_cannot_send_a_file(client: TestClient, engine: Engine) -> None:
    """Nothing of it is read; with and without the page's own token, to a page that is open or not."""
    for method in ("PUT", "DELETE"):
        for more in ({}, {"Origin": HERE}, {"Cookie": "__Host-session=guess"}):
            answer = client.request(method, FILE, content=b"x", headers=more)
            assert answer.status_code == 403
            assert "Sign in as an officer" in answer.text


@pytest.mark.parametrize("role", OFFICES)
def test_only_a_role_that_loads_returns_sends_files(client: TestClient, engine: Engine, role: Role) -> None:
    """The others stop at our door; these reach Streamlit's own check of its token."""
    answer = client.put(FILE, content=b"x", headers=cookie_of(engine, role))
    assert answer.status_code == 403
    assert ("Sign in as an officer" in answer.text) == (role not in ALLOWED[Act.LOAD_RETURN])


def test_a_file_that_does_not_say_its_length_or_is_one_too_many_is_refused_in_words(
    client: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = cookie_of(engine, Role.DATA_OFFICER)
    endless = client.put(FILE, content=iter([b"x"]), headers=officer)
    assert (endless.status_code, "how long it is" in endless.text) == (411, True)
    monkeypatch.setattr(settings, "uploads_per_session_bytes", 10)
    large = client.put(FILE, content=b"x" * 11, headers=officer)
    assert (large.status_code, "at most 3 files and 10 bytes" in large.text) == (413, True)
    assert client.put(FILE, content=b"x" * 10, headers=officer).status_code == 403, "refused by Streamlit: not counted"
    assert client.put(f"{FILE}2", content=b"x" * 10, headers=officer).status_code == 403


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "drop", "leave"]),
        st.sampled_from("ab"),
        st.sampled_from("pqr"),
        st.integers(0, 5),
        st.integers(0, 20_000_000),
    ),
    max_size=40,
)


@given(steps=STEPS)
def test_no_session_ever_holds_more_than_it_may(steps: list[tuple[str, str, str, int, int]]) -> None:
    """Whatever is sent, taken back and left in any order; and what was left makes room again."""
    gone: set[str] = set()
    held, here = Held(lambda page: page not in gone), {"a": {}, "b": {}}
    for step, session, page, file, size in steps:
        place = (f"{session}{page}", str(file))
        if step == "leave":
            gone.add(place[0])
            here[session] = {where: taken for where, taken in here[session].items() if where[0] != place[0]}
        elif step == "drop":
            held.drop(session, place)
            here[session].pop(place, None)
        elif place[0] not in gone:
            after = {**here[session], place: size}
            fits = len(after) <= settings.uploads_per_session and (
                sum(after.values()) <= settings.uploads_per_session_bytes
            )
            assert held.take(session, place, size) == fits
            here[session] = after if fits else here[session]


@pytest.fixture
def few(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Two pages for each client; a page that is left is forgotten at once."""
    before = config.get_option("server.disconnectedSessionTTL")
    config.set_option("server.disconnectedSessionTTL", 0)
    monkeypatch.setattr(settings, "live_pages_per_client", 2)
    yield client
    config.set_option("server.disconnectedSessionTTL", before)


def test_one_client_opens_so_many_live_pages_and_then_is_told_so_plainly(few: TestClient, engine: Engine) -> None:
    """The plain pages are never full, an officer always gets in, and a page that is left makes room."""
    own = {"Origin": HERE}
    with few.websocket_connect(LIVE, headers=own), few.websocket_connect(LIVE, headers=own):
        answer = few.get("/app/council")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert "always open" in answer.text
        assert answer.headers["cache-control"] == "no-store"
        with pytest.raises((WebSocketDisconnect, WebSocketDenialResponse)), few.websocket_connect(LIVE, headers=own):
            pass
        assert few.get("/").status_code == 200
        officer = cookie_of(engine, Role.AUDITOR)
        assert few.get("/app/council", headers=officer).status_code == 200
        with few.websocket_connect(LIVE, headers={**own, **officer}):
            pass
    assert few.get("/app/council").status_code == 200


def test_all_clients_together_open_so_many(few: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "live_pages", 1)
    with few.websocket_connect(LIVE, headers={"Origin": HERE}):
        assert few.get("/app/council").status_code == 503
    assert few.get("/app/council").status_code == 200


def test_a_message_above_a_megabyte_closes_the_page_that_sent_it(client: TestClient) -> None:
    """The largest form of an officer is a hundredth of it."""
    assert config.get_option("server.maxWidgetStateSize") * MEGABYTE == MEGABYTE
    with client.websocket_connect(LIVE, headers={"Origin": HERE}) as live:
        live.send_bytes(b"x" * (MEGABYTE + 1))
        received = {"type": "websocket.send"}
        while received["type"] == "websocket.send":
            received = live.receive()
    assert (received["type"], received["code"]) == ("websocket.close", 1009)


def test_a_sender_who_leaves_is_no_fault(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    """Strangers could otherwise fill the log."""
    import anyio

    from pressure.web.edges.headers import Headers
    from pressure.web.sign_in.password import enter

    async def leave() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def nobody(_: object) -> None:
        raise AssertionError("nobody is there to answer")

    async def app(scope, receive, send):
        await (await enter(Request(scope, receive)))(scope, receive, send)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/sign-in",
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
    }
    anyio.run(Headers(app), scope, leave, nobody)
    assert "fault" not in capsys.readouterr().err


def test_the_address_of_uploads_is_streamlits_own() -> None:
    """Should Streamlit move it, everything above would pass and guard nothing."""
    from streamlit.web.server.starlette.starlette_routes import BASE_ROUTE_UPLOAD_FILE

    assert f"/app/{BASE_ROUTE_UPLOAD_FILE}/" == uploads.UPLOADS
