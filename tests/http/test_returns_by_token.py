"""A program sends its council's return with a token: what it is answered, and that it can do nothing else."""

import asyncio
import io
import json
import zipfile
from datetime import timedelta

import jsonschema
import pytest
import typer
import yaml
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.routing import Route

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.desk import checking
from pressure.actions.record.auditing import nonces
from pressure.actions.returns import loading
from pressure.actions.returns.mapping import keep_mapping
from pressure.actions.tokens import managing
from pressure.commands import loads as command
from pressure.demo.places import actor
from pressure.settings import settings
from pressure.store import loads
from pressure.store.engine import reading
from pressure.web.described import described
from pressure.web.routes import ROUTES
from pressure.web.tokens import returns
from tests.http.token_cases import NEW, OTHER, PLACE, XLSX, Sending, begun, sending
from tests.installations import SUNDAY, return_of

__all__ = ["begun", "sending"]
DESCRIBED = yaml.safe_load(described())
WIDE = f"Council,Week ending,Waiting for assessment,Waiting for care\n{PLACE.name},06/09/2026,333,41\n".encode()
COLUMNS = {
    "Council": "council_code",
    "Week ending": "week_ending",
    "Waiting for assessment": "wl_assess_rate/numerator",
    "Waiting for care": "wl_care_start_rate/numerator",
}
PROBLEM = "application/problem+json"
ANSWERS = DESCRIBED["paths"]["/returns"]["post"]["responses"]


def as_described(answer) -> None:
    """The answer's status, type and body are those of the OpenAPI description, it is not kept and no page of another
    site may read it."""
    assert str(answer.status_code) in ANSWERS, answer.text
    contents = ANSWERS[str(answer.status_code)].get("content", {})
    kind = answer.headers["content-type"].partition(";")[0]
    if contents:
        assert kind in contents, (answer.status_code, kind)
        schema = {**contents[kind]["schema"], "components": DESCRIBED["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer.json())
    assert answer.headers["cache-control"] == "no-store"
    assert not [name for name in answer.headers if name.startswith("access-control")]


def count(sending: Sending) -> int:
    return sum('"action":"load"' in body for body in sending.entries())


def test_a_return_is_loaded_with_the_account_of_the_command(sending: Sending, tmp_path, capsys) -> None:
    """The same keys and the same counts as `pressure load --json` prints of the same file."""
    (tmp_path / "return.csv").write_bytes(NEW)
    command.run_load(
        "weekly-return",
        tmp_path / "return.csv",
        as_json=True,
        dry_run=True,
        accept_held=None,
        reason="",
        words="",
        periods=[],
    )
    printed = json.loads(capsys.readouterr().out)
    tried = sending.post(query="?dry_run=1")
    as_described(tried)
    assert tried.json() == printed
    assert count(sending) == 3
    done = sending.post()
    as_described(done)
    assert done.json() == {k: v for k, v in printed.items() if k != "would_move"} | {"load_id": done.json()["load_id"]}
    assert count(sending) == 4


def test_columns_of_a_council_are_said_once_on_the_page_and_then_taken_with_a_token(sending: Sending, tmp_path, capsys):
    """The command and the address say the same: where to say it. Afterwards each account names the version."""
    refused = sending.post(WIDE, form=False)
    (tmp_path / "own.csv").write_bytes(WIDE)
    options = {"dry_run": True, "accept_held": None, "reason": "", "words": "", "periods": []}
    with pytest.raises(typer.Exit):
        command.run_load("weekly-return", tmp_path / "own.csv", as_json=True, **options)
    printed = json.loads(capsys.readouterr().out)
    for answer in (refused.json(), printed):
        assert "once on the page “Load the return” (/app/officer-load) what each column is" in answer["next_step"]
        assert answer["row"] == 1
    keep_mapping(sending.installation, by=actor(PLACE, Role.DATA_OFFICER), council_codes=[PLACE.code], columns=COLUMNS)
    taken = sending.post(WIDE, form=False, query="?dry_run=1")
    as_described(taken)
    assert taken.json()["read_through"] == [{"council_code": PLACE.code, "version": 1}]
    command.run_load("weekly-return", tmp_path / "own.csv", as_json=True, **options)
    assert json.loads(capsys.readouterr().out)["read_through"] == taken.json()["read_through"]


def test_one_cause_in_many_rows_is_one_error_that_names_them_all(sending: Sending) -> None:
    answer = sending.post(NEW.replace(b"2026-09-06", b"2026-09-07"), query="?dry_run=1")
    as_described(answer)
    rows = [error["rows"] for error in answer.json()["errors"] if error["row"]]
    assert rows == [f"2-{NEW.count(b'2026-09-06') + 1}"], answer.json()["errors"]


@pytest.mark.parametrize("form", [True, False], ids=["form", "by itself"])
def test_a_file_sent_twice_is_loaded_once_whoever_sends_in_between(sending: Sending, form: bool) -> None:
    first = sending.post(form=form).json()
    other = sending.token_of(OTHER)
    assert sending.post(return_of(OTHER, SUNDAY), token=other).status_code == 200
    again = sending.post(form=form)
    as_described(again)
    assert (again.json()["load_id"], again.json()["already_loaded"]) == (first["load_id"], True)
    assert count(sending) == 5


def test_an_earlier_file_sent_again_after_a_later_one_counts_again(sending: Sending) -> None:
    """What stands is what was sent last."""
    sending.post()
    sending.post(return_of(PLACE, SUNDAY, wl_assess_rate="334"))
    assert not sending.post().json()["already_loaded"]
    assert sending.post().json()["already_loaded"]


def test_the_record_and_the_officers_page_say_that_it_came_by_token(sending: Sending) -> None:
    """No person and no part of the token; an officer of the council can check the file with its nonce."""
    sending.post()
    entry = json.loads(sending.entries()[-1])
    assert (entry["action"], entry["by"]["role"]) == ("load", "token")
    made = json.loads(sending.entries()[-2])
    assert made["what"] == {
        "council_code": PLACE.code,
        "token": sending.made.token_id,
        "expires_on": sending.made.expires_at.date().isoformat(),
    }
    officer = actor(PLACE, Role.DATA_OFFICER)
    newest = checking.own_loads(sending.installation, officer)[0]
    assert (newest.by_role, newest.by_person) == ("token", sending.made.token_id)
    assert newest.id in [load for load, _ in nonces(sending.installation, by=officer, role=Role.DATA_OFFICER)]


def test_a_figure_held_for_a_second_look_waits_for_a_person(sending: Sending) -> None:
    """Sent again it is still held; an officer accepts it."""
    far = return_of(PLACE, SUNDAY, wl_assess_rate="90000")
    answer = sending.post(far)
    as_described(answer)
    assert answer.json()["held"] > 0
    assert sending.post(far).json()["already_loaded"]
    assert checking.check(sending.installation, by=actor(PLACE, Role.DATA_OFFICER), data=far, name="r.csv").held
    accepted = loading.load(
        sending.installation,
        by=actor(PLACE, Role.DATA_OFFICER),
        source_id="weekly-return",
        data=far,
        name="r.csv",
        accept_held=answer.json()["load_id"],
        reason="recounted",
    )
    assert accepted.overruled


def test_rows_of_another_council_are_refused_whole_even_when_they_were_loaded_before(sending: Sending) -> None:
    """The answer to bytes that another council's latest load was is the answer to any others."""
    last = return_of(OTHER, SUNDAY)
    loading.load(sending.installation, by=OPERATOR, source_id="weekly-return", data=last, name="r.csv")
    before = count(sending)
    header, own = NEW.split(b"\n", 1)
    mixed = header + b"\n" + own + last.split(b"\n", 1)[1]
    told = {
        sending.post(data, query).text
        for data in (last, return_of(OTHER, SUNDAY, wl_assess_rate="3000"))
        for query in ("", "?dry_run=1")
    }
    assert len(told) == 1
    assert PLACE.code in told.pop()
    assert sending.post(mixed).status_code == 403
    assert count(sending) == before


def packed() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x", "not a workbook")
    return made.getvalue()


REFUSED = {
    "no header": (401, lambda s: s.client.post("/returns", content=NEW, headers={"Content-Type": "text/csv"})),
    "another scheme": (401, lambda s: s.post(headers={"Authorization": "Basic YTpi"})),
    "an empty token": (401, lambda s: s.post(headers={"Authorization": "Bearer "})),
    "not a token": (401, lambda s: s.post(token="guess")),
    "one letter wrong": (401, lambda s: s.post(token=s.made.token[:-1] + "z")),
    "two headers": (
        401,
        lambda s: s.client.post(
            "/returns",
            content=NEW,
            headers=[("Authorization", f"Bearer {s.made.token}")] * 2 + [("Content-Type", "text/csv")],
        ),
    ),
    "in the address": (400, lambda s: s.post(query=f"?access_token={s.made.token}")),
    "asked twice": (400, lambda s: s.post(query="?dry_run=1&dry_run=0")),
    "neither 1 nor 0": (400, lambda s: s.post(query="?dry_run=yes")),
    "an empty file": (400, lambda s: s.post(b"", form=False)),
    "no file in the form": (
        400,
        lambda s: s.client.post(
            "/returns", files={"other": ("r.csv", NEW)}, headers={"Authorization": f"Bearer {s.made.token}"}
        ),
    ),
    "two files": (
        400,
        lambda s: s.client.post(
            "/returns",
            files=[("file", ("a.csv", NEW)), ("file", ("b.csv", NEW))],
            headers={"Authorization": f"Bearer {s.made.token}"},
        ),
    ),
    "no form at all": (
        400,
        lambda s: s.post(b"nothing", form=False, headers={"Content-Type": "multipart/form-data; boundary=x"}),
    ),
    "a form without its boundary": (400, lambda s: s.post(form=False, headers={"Content-Type": "multipart/form-data"})),
    "JSON": (415, lambda s: s.post(form=False, headers={"Content-Type": "application/json"})),
    "packed": (415, lambda s: s.post(form=False, headers={"Content-Encoding": "gzip"})),
    "too large": (413, lambda s: s.post(b"x" * (settings.upload_limit_bytes + 1), form=False)),
    "far too large": (413, lambda s: s.post(b"x" * (settings.upload_limit_bytes + 100_000), form=False)),
    "no workbook": (422, lambda s: s.post(packed(), form=False, headers={"Content-Type": XLSX})),
    "no column of ours": (422, lambda s: s.post(b"a,b\n1,2\n", form=False)),
    "columns of its own": (422, lambda s: s.post(WIDE, form=False)),
    "no row that counts": (422, lambda s: s.post(NEW.replace(b"2026-09-06", b"2026-09-07"), form=False)),
    "another council": (403, lambda s: s.post(return_of(OTHER, SUNDAY))),
    "read instead": (405, lambda s: s.client.get("/returns", headers={"Authorization": f"Bearer {s.made.token}"})),
    "asked about from another site": (
        405,
        lambda s: s.client.options(
            "/returns", headers={"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
        ),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_every_refusal_is_as_described_in_words_stores_nothing_and_echoes_no_token(
    sending: Sending, monkeypatch, what: str
) -> None:
    monkeypatch.setattr(settings, "upload_limit_bytes", 100_000)
    status, ask = REFUSED[what]
    before = sending.entries()
    answer = ask(sending)
    assert answer.status_code == status, answer.text
    as_described(answer)
    assert sending.made.token not in answer.text + str(answer.headers)
    assert len(str(answer.json())) > 40
    assert sending.entries() == before


def test_a_token_sends_so_often_and_then_waits(sending: Sending, monkeypatch) -> None:
    """The other council's is not kept waiting by it."""
    monkeypatch.setattr(settings, "returns_per_sender", "2 per hour")
    assert [sending.post().status_code for _ in range(3)] == [200, 200, 429]
    answer = sending.post()
    as_described(answer)
    assert int(answer.headers["retry-after"]) > 0
    assert sending.post(return_of(OTHER, SUNDAY), token=sending.token_of(OTHER)).status_code == 200


def test_a_file_that_does_not_arrive_is_given_up(sending: Sending, monkeypatch) -> None:
    """Its sender says a length, and then nothing more."""
    monkeypatch.setattr(settings, "returns_seconds", 0.2)

    async def nothing_more() -> dict[str, object]:
        await asyncio.sleep(60)
        raise AssertionError("waited for whoever sends nothing")

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/returns",
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "headers": [(b"authorization", f"Bearer {sending.made.token}".encode()), (b"content-type", b"text/csv")],
    }
    answer = asyncio.run(returns.take(Request(scope, nothing_more)))
    assert answer.status_code == 408
    assert "within 0.2 seconds" in json.loads(answer.body)["detail"]


@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_is_answered_as_described_and_never_with_a_fault(sending: Sending, monkeypatch, data) -> None:
    """Any bytes, type, header and query."""
    monkeypatch.setattr(settings, "returns_per_sender", "100000 per hour")
    monkeypatch.setattr(settings, "returns_per_client", "100000 per hour")
    kinds = st.sampled_from(["text/csv", XLSX, "multipart/form-data; boundary=b", "text/plain", ""])
    name = "return.csv"
    body = data.draw(
        st.binary(max_size=60) | st.sampled_from([NEW, b"", b"--b\r\n\r\n--b--", f"council_code\n{name}".encode()])
    )
    query = data.draw(st.sampled_from(["", "?dry_run=1", "?dry_run=0", "?dry_run=", "?x=1"]))
    token = data.draw(st.sampled_from([sending.made.token, "", "é".encode().decode("latin-1"), "carepressure_return_"]))
    answer = sending.client.post(
        f"/returns{query}",
        content=body,
        headers={"Authorization": f"Bearer {token}".encode("latin-1"), "Content-Type": data.draw(kinds)},
    )
    assert answer.status_code < 500
    as_described(answer)


def test_a_token_opens_no_other_address(sending: Sending) -> None:
    """Every route there is answers with a token as it does without, be it read or written."""
    tried = 0
    for route in (r for r in ROUTES if isinstance(r, Route) and r.path != "/returns"):
        address = route.path_format
        for name in route.param_convertors:
            address = address.replace("{" + name + "}", PLACE.code)
        for method in ("GET", "POST", "PUT", "DELETE"):
            with_it = sending.client.request(method, address, headers={"Authorization": f"Bearer {sending.made.token}"})
            without = sending.client.request(method, address)
            assert (with_it.status_code, with_it.headers.get("location")) == (
                without.status_code,
                without.headers.get("location"),
            ), (method, address)
            assert "set-cookie" not in with_it.headers or "set-cookie" in without.headers
            tried += 1
    assert tried > 200


def test_when_it_was_used_is_kept_as_a_day(sending: Sending) -> None:
    officer = actor(PLACE, Role.ADMINISTRATOR)
    (one,) = managing.known(sending.installation, by=officer, council_code=PLACE.code)
    assert one.last_used_on is None
    sending.post(query="?dry_run=1")
    sending.clock.shift(timedelta(days=2))
    sending.post()
    (one,) = managing.known(sending.installation, by=officer, council_code=PLACE.code)
    assert one.last_used_on.isoformat() == "2026-09-10"


def test_an_officer_can_take_back_what_a_token_loaded(sending: Sending) -> None:
    load_id = sending.post().json()["load_id"]
    loading.withdraw(sending.installation, by=actor(PLACE, Role.DATA_OFFICER), load_id=load_id, reason="counted_twice")
    with reading(sending.installation.engine) as connection:
        assert load_id in loads.withdrawn(connection)
    assert not sending.post().json()["already_loaded"]
