"""Nobody is written to who did not confirm, everybody who did is told once, and nobody after they stopped."""

import base64
import json
import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
import typer
from structlog.testing import capture_logs

from pressure.actions.installation import open_installation
from pressure.actions.readers.asking import AGAIN, LASTS, forget_everyone
from pressure.actions.readers.notifying import Round, notify
from pressure.commands import doctor
from pressure.commands.readers.notifying import run_notify
from pressure.demo.places import PLACES
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.settings import settings
from pressure.web import background
from pressure.web.readers import limits
from tests.pages.officer_cases import NOW, PLACE, Pages
from tests.pages.readers_cases import HERE, READER, TELL_ME, Readers, readers_of
from tests.pages.test_mail import Stop

LATER = NOW + timedelta(days=40)
"""By then no figure of the returns counts any more: there is no level."""


@pytest.fixture
def readers(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    with readers_of(pages, monkeypatch) as made:
        yield made


def test_a_reader_asks_confirms_is_told_of_a_change_once_and_stops(readers: Readers) -> None:
    assert readers.ask().status_code == 200
    assert readers.round() == Round(asked=1)
    ((to, letter),) = readers.letters()
    assert (to, letter["To"], letter["Auto-Submitted"]) == (READER.replace("P", "p"), to, "auto-generated")
    assert letter["Subject"] == f"Demonstration. Please confirm: tell me when {PLACE.name} changes"
    assert readers.round() == Round()
    assert readers.client.post(readers.link("confirm")).status_code == 200
    assert readers.round() == Round()
    with time_machine.travel(LATER):
        readers.publish()
        assert readers.round() == Round(told=1)
        assert readers.round() == Round()
        assert len(readers.letters()) == 2
        assert f"{PLACE.name}: no current level, since" in readers.newest().replace("\n", " ")
        assert readers.client.post(readers.link("stop")).status_code == 200
    assert readers.kept() == []


def test_a_letter_says_level_word_since_and_why_within_sixty_words_and_no_signs(readers: Readers) -> None:
    readers.subscribe()
    with time_machine.travel(LATER):
        readers.publish()
        readers.round()
    words = readers.newest().split()
    start = " ".join(words[:60])
    for said in ("no current level", "since", "2026", "Why:"):
        assert said in start
    assert not re.search(r"<|->|–|→", " ".join(words))


def test_nobody_who_did_not_confirm_is_told_of_anything(readers: Readers) -> None:
    readers.ask()
    readers.round()
    readers.client.get(readers.link("confirm"))
    with time_machine.travel(LATER):
        readers.publish()
        assert readers.round().told == 0
    assert len(readers.letters()) == 1
    assert readers.kept() == []  # the day to confirm is over


def test_a_scanner_that_opens_every_link_changes_nothing(readers: Readers) -> None:
    readers.ask()
    readers.round()
    before = readers.kept()
    for path in (readers.link("confirm"), readers.link("stop"), TELL_ME):
        for method in ("GET", "HEAD"):
            assert readers.client.request(method, path).status_code == 200
    assert readers.kept() == before
    readers.client.post(readers.link("confirm"))
    confirmed = readers.kept()
    readers.client.get(readers.link("stop"))
    assert readers.kept() == confirmed != []


def test_three_clicks_are_as_one(readers: Readers) -> None:
    readers.ask()
    readers.round()
    confirm, stop = readers.link("confirm"), readers.link("stop")
    assert len({readers.client.post(confirm).text for _ in range(3)}) == 1
    assert len(readers.kept()) == 1
    assert len({(a.status_code, a.text) for a in (readers.client.post(stop) for _ in range(3))}) == 1
    assert readers.kept() == []
    assert readers.client.post(confirm).status_code == 404  # an old letter brings nobody back
    assert readers.kept() == []


def test_a_mail_program_stops_with_one_click_without_cookie_origin_or_form(readers: Readers) -> None:
    readers.subscribe()
    raw = readers.box.letters[0][1].decode()
    (header,) = re.findall(rf"^List-Unsubscribe: <{HERE}(/tell-me/stop/\S+/)>\r?$", raw, re.M)  # in one piece
    assert re.search(r"^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$", raw, re.M)
    answer = readers.client.post(
        header, data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"}
    )
    assert answer.status_code == 200
    assert readers.kept() == []


def test_nothing_is_sent_after_somebody_stopped(readers: Readers) -> None:
    readers.client.post(readers.subscribe())
    with time_machine.travel(LATER):
        readers.publish()
        assert readers.round() == Round()
    assert len(readers.letters()) == 1


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(readers: Readers) -> None:
    first = readers.ask()
    again = readers.ask()
    readers.round()
    readers.client.post(readers.link("confirm"))
    known, unknown = readers.ask(READER.upper()), readers.ask("somebody@else.example")
    assert len({(a.status_code, a.text) for a in (first, again, known, unknown)}) == 1
    assert len(readers.kept()) == 2
    assert readers.round().asked == 1  # the one who is on the list is not written to again


def test_asking_again_brings_another_letter_only_hours_later(readers: Readers) -> None:
    readers.ask()
    readers.round()
    readers.ask()
    assert readers.round() == Round()
    with time_machine.travel(NOW + AGAIN + timedelta(hours=1)):
        readers.ask()
        assert readers.round().asked == 1
    assert len(readers.kept()) == 1


def test_a_request_that_is_not_confirmed_in_a_day_is_deleted(readers: Readers) -> None:
    readers.ask()
    readers.round()
    confirm = readers.link("confirm")
    with time_machine.travel(NOW + LASTS + timedelta(hours=1)):
        assert readers.client.get(confirm).status_code == readers.client.post(confirm).status_code == 404
        assert readers.round() == Round(forgotten=1)
    assert readers.kept() == []


def test_a_link_for_one_thing_or_one_reader_does_nothing_else(readers: Readers) -> None:
    readers.ask()
    readers.round()
    confirm, stop = readers.link("confirm"), readers.link("stop")
    token = stop.split("/")[3]
    wrong = (
        stop.replace("stop", "confirm"),
        confirm.replace("confirm", "stop"),
        f"/tell-me/stop/{'A' * 43}/",
        f"/tell-me/stop/{token[:-1]}/",
        f"/tell-me/stop/{token.swapcase()}/",
        "/tell-me/stop/é/",
        "/tell-me/confirm/x/",
    )
    before = readers.kept()
    for path in wrong:
        assert readers.client.get(path).status_code == readers.client.post(path).status_code == 404, path
    assert readers.kept() == before


def test_the_database_has_no_address_and_neither_has_its_log(readers: Readers) -> None:
    readers.subscribe()
    folder = readers.installation.site_dir.parent
    for path in (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith("-key")):
        held = path.read_bytes().lower()
        assert b"ann.reader" not in held, path.name
        assert b"post.example" not in held, path.name


def test_a_dead_server_or_a_broken_line_costs_only_time(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    readers.ask()
    readers.box.drop = True
    done = readers.round()
    assert (done.asked, done.problem) == (0, "SMTPServerDisconnected")
    readers.box.drop = False
    with time_machine.travel(NOW + timedelta(minutes=30)):
        with monkeypatch.context() as down:
            down.setattr(settings, "smtp_port", 1)
            assert readers.round() == Round(waiting=1, problem="ConnectionRefusedError")
        assert readers.round() == Round(asked=1)


@pytest.mark.parametrize("confirmed", [False, True])
def test_an_address_that_nobody_has_is_forgotten(readers: Readers, confirmed: bool) -> None:
    if confirmed:
        readers.subscribe()
    else:
        readers.ask()
    readers.box.refuse = "550 No such person"
    at = LATER if confirmed else NOW + timedelta(minutes=20)
    for day in range(3 if confirmed else 1):
        with time_machine.travel(at + timedelta(days=2 * day)):
            if confirmed and not day:
                readers.publish()
            assert len(readers.kept()) == 1
            assert readers.round().problem == "recipient refused (550)"
    assert readers.kept() == []


def test_of_two_that_send_at_the_same_time_each_letter_goes_once(readers: Readers) -> None:
    for number in range(8):
        readers.subscribe(f"reader{number}@post.example")
    readers.box.letters.clear()
    with time_machine.travel(LATER):
        readers.publish()
        with ThreadPoolExecutor(2) as two:
            done = list(two.map(lambda _: notify(open_installation(settings)), range(2)))
    assert sum(one.told for one in done) == 8
    assert sorted(to for to, _ in readers.letters()) == [f"reader{number}@post.example" for number in range(8)]


def test_a_stranger_can_have_three_letters_sent_to_somebody_and_no_more(readers: Readers) -> None:
    for place in PLACES[:5]:
        limits.forget_all()
        assert readers.ask(at=TELL_ME.replace(PLACE.code, place.code)).status_code == 200
    assert readers.round() == Round(asked=3)


def test_one_network_and_everybody_together_have_limits(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [readers.ask(f"reader{number}@post.example") for number in range(7)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
    limits.forget_all()
    monkeypatch.setattr(settings, "readers_in_all", "1 per hour")
    assert [readers.ask().status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"address": "nobody"}, 400),
        ({"address": "a@b.example\r\nBcc: c@d.example"}, 400),
        ({"address": ""}, 400),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"token": "x"}, 403),
        ({"at": TELL_ME.replace(PLACE.code, "X00000000")}, 404),
        ({"at": TELL_ME.removeprefix("/demo")}, 404),
    ],
    ids=str,
)
def test_what_is_no_address_no_form_of_ours_or_no_council_is_refused(
    readers: Readers, fault: dict[str, str], status: int
) -> None:
    assert readers.ask(**{"address": READER, **fault}).status_code == status
    assert readers.kept() == []


@pytest.mark.parametrize("name", ["readers_from", "smtp_host", "operated_by", "feedback_address"])
def test_without_a_sender_a_server_or_somebody_who_answers_for_it_no_address_is_taken(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    token = re.search(r'name="token" value="([^"]*)"', readers.client.get(TELL_ME).text)
    assert token
    monkeypatch.setattr(settings, name, "")
    page = readers.client.get(TELL_ME).text
    assert "sends no e-mail" in page
    assert 'method="post"' not in page
    assert "feed.atom" in page
    assert readers.ask(token=token[1]).status_code == 403
    assert readers.kept() == []


def test_switching_it_off_deletes_every_address(readers: Readers) -> None:
    readers.subscribe()
    assert forget_everyone(readers.installation.engine) == 1
    assert readers.kept() == []


def test_the_serving_process_deletes_every_address_where_it_is_switched_off_and_says_how_many(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers.subscribe()
    with monkeypatch.context() as off:
        off.setattr(settings, "smtp_host", "")  # a mistake in the settings is no decision
        background.notify_when_due(Stop(rounds=1))
    assert len(readers.kept()) == 1
    monkeypatch.setattr(settings, "readers_from", "")
    with capture_logs() as lines:
        background.notify_when_due(Stop(rounds=1))
    assert readers.kept() == []
    assert [line["requests"] for line in lines] == [1]


def test_the_serving_process_sends_and_writes_no_address_down(
    readers: Readers, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as lines:
        readers.ask()
        readers.box.refuse = f"451 {READER} is busy"
        background.notify_when_due(Stop(rounds=1))
        readers.box.refuse = ""
        with time_machine.travel(NOW + timedelta(hours=1)):
            background.notify_when_due(Stop(rounds=1))
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("mail", "httpx", "httpcore"))]  # both ends
    said = f"{lines} {ours}".lower()
    assert len(readers.letters()) == 1
    assert [line["asked"] for line in lines if line["event"] == "readers"] == [0, 1]
    for secret in ("ann.reader", "post.example", "@", "tell-me/"):
        assert secret not in said


def test_the_command_counts_deletes_and_fails_while_something_waits(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readers.ask()
    with monkeypatch.context() as down:
        down.setattr(settings, "smtp_port", 1)
        with pytest.raises(typer.Exit):
            run_notify(forget=False, everyone=False, as_json=False)
    (waits,) = capsys.readouterr().out.splitlines()[-1:]
    run_notify(forget=False, everyone=False, as_json=True)
    sent = capsys.readouterr().out
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: READER)
    run_notify(forget=True, everyone=False, as_json=False)
    deleted = capsys.readouterr().out.strip()
    assert waits == "0 asked to confirm, 0 told, 0 forgotten, 1 waiting (ConnectionRefusedError)."
    assert json.loads(sent) == {"asked": 1, "told": 0, "forgotten": 0, "waiting": 0, "problem": ""}
    assert deleted == "1 request deleted."
    assert readers.kept() == []
    monkeypatch.setattr(settings, "operated_by", "")
    with pytest.raises(Refusal, match="PRESSURE_OPERATED_BY"):
        run_notify(forget=False, everyone=False, as_json=False)
    monkeypatch.setattr(settings, "readers_from", "")
    with pytest.raises(Refusal, match="PRESSURE_READERS_FROM is not set"):
        run_notify(forget=False, everyone=False, as_json=False)


def test_the_doctor_says_in_round_numbers_who_is_told_and_whether_mail_goes(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> list[tuple[str, str]]:
        return [(f.state, f.what) for f in doctor.examine(readers.installation) if f.what.startswith("readers")]

    assert said() == [("ok", "readers: fewer than 10 are told by e-mail")]
    for number in range(12):
        readers.subscribe(f"reader{number}@post.example")
    limits.forget_all()
    readers.box.refuse = "451 Later"
    readers.ask("last@post.example")
    readers.round()
    assert said() == [
        ("ok", "readers: about 10 are told by e-mail"),
        ("warning", "readers: 1 mail tried and not sent yet"),
    ]
    monkeypatch.setattr(settings, "secrets_key", base64.b64encode(b"x" * 32).decode())
    assert ("fault", "readers: the key does not open 13 addresses") in said()
    monkeypatch.setattr(settings, "feedback_address", "")
    assert said()[0] == ("fault", "readers: no address is taken and no mail goes")
    monkeypatch.setattr(settings, "readers_from", "")
    assert said() == [("warning", "readers: mail is switched off and addresses are still kept")]


def test_no_address_is_taken_before_a_release_has_the_page_that_says_what_is_kept(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readers.client.get("/demo/privacy/").status_code == 200
    path = site.current(readers.installation.site_dir / "demo").manifest_path
    manifest = json.loads(path.read_bytes())
    del manifest["files"]["privacy/index.html"]
    path.unlink()
    path.write_text(json.dumps(manifest))
    assert 'method="post"' not in readers.client.get(TELL_ME).text
    assert readers.ask(token="x").status_code == 403
    assert readers.kept() == []


def test_the_form_works_without_script_and_leads_to_what_is_kept(readers: Readers) -> None:
    page = readers.client.get(TELL_ME)
    assert "<script" not in page.text
    assert 'href="/demo/privacy/"' in page.text
    assert page.text.index("feed.atom") < page.text.index('method="post"')
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in page.headers
    assert len(page.content) < 25_000
