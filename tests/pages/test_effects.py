"""What a signature is said to do to the level is what it does: on the form, where it is signed, and in the mail."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring, drafts
from pressure.actions.declarations.effects import effect_of
from pressure.actions.reminders.signing import write_letters
from pressure.demo.places import actor
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.release.site import current
from pressure.store.engine import reading
from pressure.store.officers import letters
from pressure.words.officers import declaration_form as form
from pressure.words.officers.effect import PROPOSER, SIGNER, effect_said
from tests.installations import viewed
from tests.pages.conftest import said
from tests.pages.officer_cases import PLACE, Pages
from tests.pages.test_officer_declare import DIRECTOR, drafted, sign
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press
from tests.pages.test_reminders import with_addresses

SENDER = "care-pressure@council.example"
STAGE_2, STAGE_3 = "reduced_risk_reviews", "life_sustaining_care_only"


def level(pages: Pages) -> int | None:
    found: int | None = current(pages.installation.site_dir / "demo").json(f"councils/{PLACE.code}/rating.json")[
        "rating"
    ]["level_published"]
    return found


def proposed(pages: Pages, measure: str) -> str:
    found = propose(pages, measure)
    if measure == STAGE_3:
        viewed(pages.installation, PLACE, found)
    return found


def ended(pages: Pages, found: str) -> str:
    declaring.propose_change(
        pages.installation,
        by=DIRECTOR,
        declaration_id=found,
        kind=Kind.END,
        text={"reason": "More staff have started.", "what_helped": "Shared rotas."},
    )
    return found


def renewed(pages: Pages, found: str) -> str:
    draft = drafted(pages, form.RENEW, of=found)
    return drafts.propose(pages.installation, by=DIRECTOR, draft=draft, names_nobody=True)


def raised(pages: Pages, to: int) -> str:
    return declaring.raise_level(
        pages.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        level=to,
        reason="A home closes.",
        review_by=day_of(pages.installation.now()) + timedelta(days=5),
    )


def test_every_kind_of_signature_does_what_was_said_of_it(pages: Pages) -> None:
    """Declared, another beside it, a higher stage, renewed, both ended, raised, and the raise ended: the level after
    each is the one that was promised, and only where one was promised does it move."""
    first = proposed(pages, STAGE_2)
    steps = [(lambda: first), (lambda: proposed(pages, STAGE_2)), (lambda: proposed(pages, STAGE_3))]
    done: list[str] = []
    moved = 0
    for make in (
        *steps,
        lambda: renewed(pages, done[1]),
        lambda: ended(pages, done[2]),
        lambda: ended(pages, done[1]),
        lambda: ended(pages, done[0]),
        lambda: raised(pages, 4),
    ):
        own = make()
        text = declaring.waiting(pages.installation, own)[0]
        before, promised = level(pages), effect_of(pages.installation, text)
        sign(pages, own)
        done.append(own)
        assert (promised.before, promised.after) == (before, level(pages)), text["declaration"]["kind"]
        assert promised.moves is (before != level(pages))
        moved += promised.moves
    assert moved >= 4
    own = ended(pages, done[-1])
    promised = effect_of(pages.installation, declaring.waiting(pages.installation, own)[0])
    sign(pages, own)
    assert promised.after == level(pages) != 4


def test_form_page_and_mail_say_the_same_of_the_same_text(pages: Pages, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pages.installation.settings, "reminders_from", SENDER)
    with_addresses(pages)
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    form_page = pages.open("officer_declare", draft=draft.id, step=6)
    own = press(form_page, "Propose").query_params["proposed"]
    effect = effect_of(pages.installation, declaring.waiting(pages.installation, own)[0])
    assert effect.moves
    assert (
        effect_said(effect, PROPOSER) == f"When it is signed, the level goes from {effect.before} to 3 within seconds."
    )
    again = drafted(pages)
    assert effect_said(effect, PROPOSER) in said(pages.open("officer_declare", draft=again.id, step=6))
    pages.sign_in(Role.SIGNATORY)
    assert effect_said(effect, SIGNER) in said(pages.open("officer_sign", id=own))
    assert effect_said(effect, SIGNER) in said(pages.open("officer_desk"))
    (letter,) = write_letters(pages.installation, tmp_path / "outbox", SENDER)
    words = " ".join(message_from_bytes(letter.read_bytes(), policy=policy.default).get_content().split())
    assert effect_said(effect, SIGNER) in words


def test_no_change_is_said_too_and_a_later_start_with_its_day(pages: Pages) -> None:
    sign(pages, proposed(pages, STAGE_2))
    other = declaring.waiting(pages.installation, proposed(pages, STAGE_2))[0]
    assert effect_said(effect_of(pages.installation, other), SIGNER) == (
        "When you sign, this does not change the level: it stays at 3."
    )
    later = pages.installation.now() + timedelta(days=3)
    text = {**other, "declaration": {**other["declaration"], "starts_at": later.isoformat(), "stage": 3}}
    told = effect_said(effect_of(pages.installation, text), SIGNER)
    assert told.startswith("When you sign, nothing moves yet. From Friday 11 September 2026 the level goes from 3 to 4")


def test_signatories_are_told_once_and_of_nobody_and_nothing_of_the_text(
    pages: Pages, monkeypatch, tmp_path: Path
) -> None:
    """The row is written by the act itself; an edit asks anew, and what was decided meanwhile is told to nobody."""
    monkeypatch.setattr(pages.installation.settings, "reminders_from", SENDER)
    with_addresses(pages)
    own = propose(pages)
    with reading(pages.installation.engine) as connection:
        assert [row.declaration_id for row in letters.waiting(connection)] == [own]
    (letter,) = write_letters(pages.installation, tmp_path / "outbox", SENDER)
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    words = message.get_content()
    assert str(message["To"]) == f"signatory@{PLACE.code.lower()}.example"
    assert f"/app/officer-sign?id={own}" in words.replace("\n", "")
    assert "It lapses at" in " ".join(words.split())
    text = declaring.waiting(pages.installation, own)[0]
    assert not any(str(part) in words for name, part in text.items() if name != "declaration" and part)
    assert write_letters(pages.installation, tmp_path / "outbox", SENDER) == []
    edited = drafted(pages, form.EDIT, of=own)
    drafts.propose(pages.installation, by=DIRECTOR, draft=edited, names_nobody=True)
    assert len(write_letters(pages.installation, tmp_path / "outbox", SENDER)) == 1
    sign(pages, propose(pages))
    assert write_letters(pages.installation, tmp_path / "outbox", SENDER) == []


def test_without_an_address_to_send_from_nothing_is_kept_and_the_form_says_so(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare", draft=draft.id, step=6), "Propose")
    assert "nothing is sent by itself" in page.success[0].value
    with reading(pages.installation.engine) as connection:
        assert letters.waiting(connection) == []


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.AUDITOR])
def test_nobody_is_told_what_became_of_a_text_who_may_not_sign_it(pages: Pages, role: Role) -> None:
    own = propose(pages)
    sign(pages, own)
    assert declaring.became(pages.installation, by=actor(PLACE, role), declaration_id=own) == ""
    assert "was signed by the signatory" in declaring.became(
        pages.installation, by=actor(PLACE, Role.SIGNATORY), declaration_id=own
    )
