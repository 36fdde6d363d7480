"""The disk is full after the signature: the act stands, the officer is told, and it is public as soon as it can be."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from pressure.access.permissions import Role
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.releases import unpublished
from pressure.commands.publishing import run_owed
from pressure.demo.places import HUB, actor
from pressure.domain.refusals import Refusal
from pressure.release.site import current, manifest_path
from pressure.settings import settings
from pressure.store import record
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from pressure.web import background
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages
from tests.pages.test_officer_declare import sign
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press

TITLE = "Fewer or shorter reviews of risk"
DIRECTOR = actor(PLACE, Role.DIRECTOR)


def root(pages: Pages) -> Path:
    return pages.installation.site_dir / "demo"


def public(pages: Pages) -> str:
    """The council's plain page as a web server would send it."""
    return (root(pages) / "current" / "councils" / PLACE.code / "index.html").read_text()


@contextmanager
def no_release_can_be_made(pages: Pages) -> Iterator[None]:
    """A file stands where the release must make a directory: it fails at its last step, as on a full disk."""
    place = root(pages) / "releases" / ".pending"
    shutil.rmtree(place, ignore_errors=True)
    place.touch()
    yield
    place.unlink()


def owed(pages: Pages) -> list[tuple[str, str]]:
    return [(o.council_code, o.action) for o in unpublished.owed(pages.installation, DEMONSTRATION)]


def test_a_signature_outlives_the_release_that_failed_and_is_published_when_there_is_room(pages: Pages) -> None:
    before = current(root(pages)).id
    with no_release_can_be_made(pages):
        effect = sign(pages, propose(pages))
        assert not effect.public
        assert current(root(pages)).id == before
        assert TITLE not in public(pages)
        assert owed(pages) == [(PLACE.code, "sign")]
        with reading(pages.installation.engine) as connection:
            last = json.loads(list(record.entries(connection))[-1][1])
        assert (last["action"], last["what"]["state"]) == ("sign", "in_force")
        with pytest.raises(OSError, match="pending"):
            background.publish_due(after_a_while(pages))
        assert owed(pages) == [(PLACE.code, "sign")]
    background.publish_due(after_a_while(pages))
    assert TITLE in public(pages)
    assert owed(pages) == []
    assert current(root(pages)).rows("data/DEMO_releases.csv")[-1]["reason"] == "declaration"


def after_a_while(pages: Pages):  # type: ignore[no-untyped-def]
    """The installation some minutes later, as the serving process sees it."""
    pages.installation.now = lambda: NOW + timedelta(minutes=20)
    return pages.installation


def test_an_act_of_this_minute_is_left_to_its_own_release(pages: Pages) -> None:
    """Two releases of one signature would only be noise."""
    with no_release_can_be_made(pages):
        sign(pages, propose(pages))
    background.publish_due(pages.installation)
    assert owed(pages) == [(PLACE.code, "sign")]


def test_a_release_that_was_stored_and_could_not_be_put_in_force_is_made_again(pages: Pages) -> None:
    """The disk may fill between the database and the last file of the tree."""
    found = propose(pages)
    with time_machine.travel(NOW + timedelta(minutes=12), tick=False):
        in_the_way = root(pages) / "trees" / "20260908T091200Z-0002"
        in_the_way.write_text("")
        assert not sign(pages, found).public
        assert manifest_path(root(pages), in_the_way.name).is_file()
    assert TITLE not in public(pages)
    in_the_way.unlink()
    assert len(unpublished.publish_owed(pages.installation)) == 1
    assert TITLE in public(pages)
    assert owed(pages) == []


def test_every_act_that_is_public_at_once_is_owed_until_it_is(pages: Pages) -> None:
    found = propose(pages)
    sign(pages, found)
    with reading(pages.installation.engine) as connection:
        load_id = connection.exec_driver_sql("SELECT max(id) FROM loads").scalar_one()
    with no_release_can_be_made(pages):
        view = after_acts.view_and_publish(
            pages.installation,
            names_nobody=True,
            by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
            declaration_id=found,
            view="supports",
            words="It is right.",
        )
        assert view is not None
        assert not view.public
        assert not after_acts.say_and_publish(
            pages.installation, names_nobody=True, by=DIRECTOR, council_code=PLACE.code, words="We act."
        ).public
        assert not after_acts.withdraw_and_publish(
            pages.installation, by=HUB, load_id=load_id, reason="Wrong week.", names_nobody=True
        ).public
    assert owed(pages) == [(PLACE.code, "write_view"), (PLACE.code, "publish_statement"), (PLACE.code, "withdraw")]
    assert len(unpublished.publish_owed(pages.installation)) == 1
    assert "We act." in public(pages)
    assert owed(pages) == []


def test_what_is_private_is_owed_to_nobody(pages: Pages) -> None:
    """A proposal, a view on it, and a request to correct wait for nothing."""
    found = propose(pages)
    social_worker_views.write_view(
        pages.installation,
        names_nobody=True,
        by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
        declaration_id=found,
        view="supports",
        words="It is right.",
    )
    declaring.send_back(
        pages.installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=found,
        reason="Too soon.",
        text_sha256=declaring.waiting(pages.installation, found)[1],
    )
    assert owed(pages) == []
    assert unpublished.publish_owed(pages.installation) == []


def test_the_signing_page_says_plainly_that_it_is_kept_and_not_public(pages: Pages) -> None:
    propose(pages)
    pages.sign_in(Role.SIGNATORY)
    with no_release_can_be_made(pages):
        page = press(pages.open("officer_sign"), "Sign this text")
        assert "This is kept and counts from now on, but the public pages do not show it yet" in page.warning[0].value
        assert not page.success
        assert not page.error


def test_the_desk_shows_what_is_owed_and_its_button_publishes_it(pages: Pages) -> None:
    found = propose(pages)
    with no_release_can_be_made(pages):
        sign(pages, found)
        pages.sign_in(Role.SIGNATORY)
        page = pages.open("officer_desk")
        assert f"{PLACE.name}: signed at" in said(page)
        page = press(page, "Publish again now")
        assert "It failed again. Nothing is lost" in page.error[0].value
    page = press(pages.open("officer_desk"), "Publish again now")
    assert page.success[0].value.startswith("Published.")
    assert TITLE in public(pages)
    assert "Publish again now" not in [b.label for b in pages.open("officer_desk").button]


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.AUDITOR, PLACE), (Role.ADMINISTRATOR, PLACE), (Role.DIRECTOR, OTHER), (Role.SIGNATORY, OTHER)],
)
def test_nobody_publishes_what_another_council_or_role_decided(pages: Pages, role: Role, place) -> None:  # type: ignore[no-untyped-def]
    found = propose(pages)
    with no_release_can_be_made(pages):
        sign(pages, found)
    pages.sign_in(role, place)
    assert "Publish again now" not in [b.label for b in pages.open("officer_desk").button]
    with pytest.raises(Refusal):
        unpublished.publish_again(pages.installation, by=actor(place, role))
    assert owed(pages) == [(PLACE.code, "sign")]


def test_the_operators_command_publishes_what_is_owed_and_says_when_nothing_is(
    pages: Pages, capsys: pytest.CaptureFixture[str]
) -> None:
    with no_release_can_be_made(pages):
        sign(pages, propose(pages))
    capsys.readouterr()
    run_owed(as_json=True)
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert TITLE in public(pages)
    run_owed(as_json=False)
    assert "Nothing is owed" in capsys.readouterr().out


def test_the_serving_process_tries_again_by_itself_and_less_often_each_time(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty seconds, two minutes, four, up to a quarter of an hour; a minute again once it worked."""
    waited: list[float] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0)
            if len(waited) == 7:
                (root(pages) / "releases" / ".pending").unlink()
            return len(waited) == 9

    place = root(pages) / "releases" / ".pending"
    shutil.rmtree(place, ignore_errors=True)
    place.touch()
    sign(pages, propose(pages))
    with time_machine.travel(NOW + timedelta(minutes=20)):
        background.publish_when_due(Stop())
    assert waited[:7] == [1.0, 60, 120, 240, 480, 900, 900]
    assert TITLE in public(pages)
    assert waited[7:] == [60, 60]


def test_an_installation_without_a_release_owes_nothing(pages: Pages) -> None:
    shutil.rmtree(settings.site_dir)
    assert owed(pages) == []
