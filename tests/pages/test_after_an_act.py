"""What a page says after an act is true: every part of it that the act changes is drawn anew, whatever the act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring, drafts
from pressure.actions.statements import replying
from pressure.demo.places import actor, person_id
from pressure.domain.declarations import Kind
from pressure.domain.refusals import Refusal
from pressure.release.site import current
from pressure.store.statements import STATEMENT
from pressure.words.officers import checklist
from pressure.words.officers import declaration_form as form
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, PLACE, Pages, checked
from tests.pages.test_effects import STAGE_2, STAGE_3, ended, raised, renewed
from tests.pages.test_officer_declare import DIRECTOR, drafted, sign
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press
from tests.pages.test_officer_matrix import names_a_deputy


def in_force(pages: Pages) -> str:
    own = propose(pages)
    sign(pages, own)
    return own


def later(pages: Pages) -> str:
    draft = drafted(pages, starts_on=(NOW + timedelta(days=3)).date().isoformat())
    return drafts.propose(pages.installation, by=DIRECTOR, draft=draft, names_nobody=True)


def nothing(pages: Pages) -> str:
    return ""


def fills_nothing(page: AppTest) -> None:
    return


def gives_view(page: AppTest) -> None:
    page.radio[0].set_value("supports")
    page.text_area[0].set_value("Right for now.")


def states(page: AppTest) -> None:
    page.text_area[0].set_value("We act on it.")


def asks(page: AppTest) -> None:
    page.text_area[-1].set_value("A figure is wrong.")


def takes_back(page: AppTest) -> None:
    page.radio[0].set_value("counted_twice")


def sends_back(page: AppTest) -> None:
    page.text_input[-1].set_value("Say where.")


@dataclass(frozen=True)
class Acted:
    """An act by its page and button: what it says after, what the page then shows, and what it no longer says."""

    role: Role
    page: str
    button: str
    says: str
    shows: str = ""
    no_longer: str = ""
    first: Callable[[Pages], str] = nothing
    fill: Callable[[AppTest], object] = fills_nothing


TITLE = "“Fewer or shorter reviews of risk”"
ACTS = {
    "sign a new measure": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Sign this",
        f"Signed and in force: {TITLE}. Release",
        "Nothing waits for your signature",
        "Sign this text",
        propose,
    ),
    "sign one that begins later": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Sign this",
        f"Signed: {TITLE}. It is in force from Friday 11 September 2026.",
        first=later,
    ),
    "sign a renewal": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Sign this",
        f"Signed: {TITLE} is renewed. Its review is due by Friday 18 September 2026.",
        no_longer="in force:",
        first=lambda pages: renewed(pages, in_force(pages)),
    ),
    "sign an end": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Sign this",
        f"Signed: {TITLE} has ended. Release",
        no_longer="in force:",
        first=lambda pages: ended(pages, in_force(pages)),
    ),
    "sign a raised level": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Sign this",
        "Signed: the level is raised to 4. Release",
        first=lambda pages: raised(pages, 4),
    ),
    "send back": Acted(
        Role.SIGNATORY,
        "officer_sign",
        "Send it back",
        "Sent back to its author",
        "Nothing waits for your signature",
        "Sign this text",
        propose,
        sends_back,
    ),
    "view before": Acted(
        Role.PRINCIPAL_SOCIAL_WORKER,
        "officer_view",
        "Give my view",
        "Your view is kept. It is public once the measure is.",
        "The newest view: Supports: Right for now.",
        "Nobody has given a view",
        propose,
        gives_view,
    ),
    "view after": Acted(
        Role.PRINCIPAL_SOCIAL_WORKER,
        "officer_view",
        "Give my view",
        "Your view is kept and public.",
        "The newest view: Supports: Right for now.",
        "Nobody has given a view",
        in_force,
        gives_view,
    ),
    "statement": Acted(
        Role.DIRECTOR, "officer_reply", "Publish the statement", "Published in release", "We act on it.", fill=states
    ),
    "request": Acted(
        Role.DIRECTOR, "officer_reply", "Send the request", "Your request is kept", "A figure is wrong.", fill=asks
    ),
    "confirm": Acted(
        Role.DIRECTOR, "officer_returns", "Confirm the week", "Confirmed. The next release", "You have confirmed this"
    ),
    "withdraw": Acted(
        Role.DIRECTOR,
        "officer_returns",
        "Withdraw and",
        "is withdrawn. Release",
        "Withdrawn on",
        fill=takes_back,
    ),
    "name a deputy": Acted(
        Role.DIRECTOR,
        "officer_desk",
        checklist.DEPUTY_BUTTON,
        "The deputy is named",
        "End it now",
        fill=names_a_deputy,
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_page_says_what_was_done_and_nothing_of_before(pages: Pages, act: str) -> None:
    case = ACTS[act]
    own = case.first(pages)
    pages.sign_in(case.role)
    page = pages.open(case.page, **({"id": own} if own else {}))
    case.fill(page)
    page = press(checked(page.run()), case.button)
    assert not page.error, [e.value for e in page.error]
    assert page.success[0].value.startswith(case.says) or case.says in page.success[0].value
    text = said(page) + " ".join(b.label for b in page.button)
    assert case.shows in text
    assert not case.no_longer or case.no_longer not in text
    again = checked(page.run())
    assert not again.success, "said once"


def test_a_second_click_on_publish_does_not_publish_the_statement_twice(pages: Pages) -> None:
    """The box is another one then, and the act itself refuses the very same words."""
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_reply")
    states(page)
    page = press(checked(page.run()), "Publish the statement")
    assert page.text_area[0].value == ""
    assert page.success
    again = press(page, "Publish the statement")
    assert not again.success
    with pytest.raises(Refusal, match="not published twice"):
        replying.say(
            pages.installation,
            by=DIRECTOR,
            council_code=PLACE.code,
            kind=STATEMENT,
            words="We act  on it.",
            names_nobody=True,
        )
    assert len(replying.stated(pages.installation, DIRECTOR)) == 1


def test_dates_of_what_is_signed_are_written_as_people_write_them(pages: Pages) -> None:
    own = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    text = said(pages.open("officer_sign", id=own))
    assert "T00:00:00" not in text
    assert "+00:00" not in text
    assert "8 September 2026" in text


def test_a_link_to_the_decision_record_is_a_link_where_it_is_one(pages: Pages) -> None:
    where = "https://council.example/decisions/12"
    drafts.propose(pages.installation, by=DIRECTOR, draft=drafted(pages, decision_record=where), names_nobody=True)
    sign(pages, f"{PLACE.code}-1")
    page = current(pages.installation.site_dir / "demo").read("register/index.html").decode()
    assert f'<a href="{where}">{where}</a>' in page
    assert "Https:" not in page


def test_the_second_of_two_signatories_is_told_that_it_was_signed(pages: Pages) -> None:
    own = propose(pages)
    digest = declaring.waiting(pages.installation, own)[1]
    sign(pages, own)
    with pytest.raises(Refusal, match="Somebody has signed this already, at 10:10am on Tuesday 8 September 2026"):
        declaring.sign(
            pages.installation,
            names_nobody=True,
            by=actor(PLACE, Role.SIGNATORY),
            declaration_id=own,
            text_sha256=digest,
        )


def test_the_preview_of_an_end_names_its_measure(pages: Pages) -> None:
    own = ended(pages, in_force(pages))
    pages.sign_in(Role.SIGNATORY)
    assert f"{TITLE} ends when it is signed" in said(pages.open("officer_sign", id=own))


def test_words_that_may_be_about_one_person_are_pointed_out_before_proposing_and_before_signing(pages: Pages) -> None:
    """One tick goes on; without it nothing is proposed."""
    draft = drafted(pages, checks="Mrs Smith at 12 Mill Lane is phoned.")
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_declare", draft=draft.id, step=6)
    assert "A title with a surname: “Mrs Smith”" in said(page)
    assert "A house number and street: “12 Mill Lane”" in said(page)
    next(b for b in page.button if b.label.startswith("Propose")).click()
    page = checked(page.run())
    assert "may be about one person: a title with a surname" in page.error[0].value
    assert "Smith" not in page.error[0].value
    page = press(page, "Propose")
    assert page.success
    pages.sign_in(Role.SIGNATORY)
    assert "“Mrs Smith”" in said(pages.open("officer_sign", id=f"{PLACE.code}-1"))
    with pytest.raises(Refusal, match="may be about one person"):
        drafts.propose(pages.installation, by=DIRECTOR, draft=drafted(pages, area="For one man"))


@pytest.mark.parametrize("kind", [Kind.RENEW, Kind.DECLARE])
def test_an_edit_and_a_renewal_keep_every_date_and_the_day_it_began(pages: Pages, kind: Kind) -> None:
    began = NOW - timedelta(days=2)
    first = drafted(pages, starts_on=began.date().isoformat())
    own = drafts.propose(pages.installation, by=DIRECTOR, draft=first, names_nobody=True)
    if kind is Kind.RENEW:
        sign(pages, own)
    draft_id = drafts.start(
        pages.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        kind=form.RENEW if kind is Kind.RENEW else form.EDIT,
        of=own,
    )
    draft = next(d for d in drafts.mine(pages.installation, DIRECTOR) if d.id == draft_id)
    asked = {f.id for f in form.form_of(draft.kind, draft.nation) if f.kind == form.DAY}
    assert {name: draft.fields[name] for name in asked} == {name: first.fields[name] for name in asked}
    assert draft.fields["people_about"] == "45"
    pages.sign_in(Role.DIRECTOR)
    text = said(pages.open("officer_declare", draft=draft_id, step=6))
    assert "It started on Sunday 6 September 2026" in text or "began" in text
    assert "Still to answer before" not in text
    again = drafts.propose(pages.installation, by=DIRECTOR, draft=draft, names_nobody=True)
    assert again == own


def test_the_later_of_two_windows_is_told_that_the_draft_was_changed(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    one, other = (pages.open("officer_declare", draft=draft.id, step=4) for _ in range(2))
    one.text_area(key=f"{draft.id}.public_words").set_value("Said in the one.")
    one = checked(one.run())
    other.text_area(key=f"{draft.id}.public_words").set_value("Said in the other.")
    other = checked(other.run())
    assert "changed in another window" in other.error[0].value
    assert drafts.mine(pages.installation, DIRECTOR)[0].fields["public_words"] == "Said in the one."
    other = press(other, "Go on with the newest")
    assert other.text_area(key=f"{draft.id}.public_words").value == "Said in the one."
    other.text_area(key=f"{draft.id}.public_words").set_value("Said in the other.")
    checked(other.run())
    assert drafts.mine(pages.installation, DIRECTOR)[0].fields["public_words"] == "Said in the other."
    assert "changed in another window" in checked(one.run()).error[0].value


def test_a_deputy_is_said_in_public_to_act_for_the_director(pages: Pages) -> None:
    deputy = actor(PLACE, Role.DEPUTY_DIRECTOR)
    own = declaring.propose(
        pages.installation,
        by=deputy,
        council_code=PLACE.code,
        measure_id=STAGE_2,
        text={
            name: part
            for name, part in declaring.waiting(pages.installation, propose(pages, STAGE_3))[0].items()
            if name != "declaration"
        },
        starts_at=NOW,
        review_by=NOW.date() + timedelta(days=5),
    )
    sign(pages, own)
    site = current(pages.installation.site_dir / "demo")
    assert b"Proposed by the deputy director, for the director, and signed by the signatory" in site.read(
        "register/index.html"
    )
    assert b",deputy_director,signatory," in site.read("data/DEMO_declarations.csv")
    assert person_id(PLACE, Role.DEPUTY_DIRECTOR).encode() not in site.read("data/DEMO_declarations.csv")
