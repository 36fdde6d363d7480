"""What a page says of a place is right for the nation it is in: its law, its body, its doors."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pressure.content.plain.areas import area_page
from pressure.content.plain.councils import council_page, easy_read_page
from pressure.content.register import register_page
from pressure.council_list import load_councils
from pressure.document.events import Event, SignedDetail
from pressure.domain.measures import Unit
from pressure.domain.rating.results import Rating
from pressure.domain.readings import Reading, Status
from pressure.publish.files.documents import council_words
from pressure.words import events as words_events
from pressure.words.nations import place, rights_everywhere, rights_line, title_there
from pressure.words.officers import declare
from tests import brief_cases, level_cases
from tests import notice_cases as cases
from tests.rating_cases import ADULTS, AT, BOOK, entry, full_return, measure, raised
from tests.unit.publish.plain_cases import AREA, FRAME, row

ACTS = {nation.law.removeprefix("the ") for nation in BOOK.nation_words.values()}
CODES = {"England": "E10000025", "Wales": "W06000015", "Scotland": "S12000047", "Northern Ireland": "BHSCT"}
OWN_WORDS = "The council of elders and the council next door agreed."
"""Words somebody signed: they stay as they are."""
SIGNED = {
    "declaration_id": "D3",
    "measure_id": "relying_on_others_to_spot_risk",
    "stage": 3,
    "area": "the harbour",
    "people": "12 people",
    "reason": OWN_WORDS,
    "starts_at": "2026-11-18T08:00:00Z",
    "review_by": "2026-12-01",
    "ended_at": "",
    "status": "in_force",
    "public_words": OWN_WORDS,
    "psw_view": "Agreed.",
    "proposed_by_role": "director",
    "signed_by_role": "chief_executive",
    "signed_at": "2026-11-18T08:00:00Z",
}


def facts(nation: str) -> dict[str, Any]:
    found = load_councils().get(CODES[nation])
    assert found is not None
    return council_words(found)


def in_nation(readings: list[Reading], nation: str) -> list[Reading]:
    """A return as it is stored: where no number of adults is known, a count has no rate."""
    if nation != "Northern Ireland":
        return readings
    return [
        replace(r, denominator=None, status=Status.NOT_APPLICABLE, marker="[x]")
        if r.numerator is not None and measure(r.measure_id).unit is Unit.PER_100K
        else r
        for r in readings
    ]


def there(readings: list[Reading], nation: str, *signed: Any, **other: Any) -> Rating:
    """Rated as a council of the nation; a Northern Irish trust of which no number of adults is known."""
    known = None if nation == "Northern Ireland" else ADULTS
    place_there = level_cases.Somewhere(facts(nation)["nation_code"], known)
    return level_cases.rated(readings, *signed, at=AT, place=place_there, **other)


def documents(nation: str) -> Iterator[dict[str, Any]]:
    """Full returns, none, and every kind of signed or missing figure."""
    said = {"words": OWN_WORDS, "written_at": "2026-11-24T12:00:00Z", "by_role": "director"}
    own = measure("wl_reviews_overdue").id

    def rated(readings: list[Reading], *signed: Any, **other: Any) -> Rating:
        return there(in_nation(readings, nation), nation, *signed, **other)

    unsent = [
        replace(r, numerator=None, denominator=None, status=Status.NOT_SUBMITTED) if r.measure_id == own else r
        for r in full_return(3)
    ]
    for rating in (
        *(rated(full_return(band)) for band in (1, 2, 3, 4)),
        rated([]),
        rated(full_return(2), previous=cases.before(3)),
        rated(full_return(1, without=("cap_homecare_unfilled", "ll_safeguarding_wait"))),
        rated(unsent),
        there(full_return(4), nation),
        rated(full_return(1), entry(3, measure_id=str(SIGNED["measure_id"]))),
        there(full_return(1), nation, raised(3, reason=OWN_WORDS)),
        rated([], raised(4, reason=OWN_WORDS)),
        rated(full_return(3, confirms=False)),
    ):
        yield cases.document(rating, council=facts(nation), statement=said)


def events(nation: str) -> Iterator[str]:
    council = facts(nation)
    start = datetime(2026, 11, 18, 8, tzinfo=UTC)
    detail: SignedDetail = {
        "declaration_id": "D3",
        "measure_id": SIGNED["measure_id"],
        "stage": 3,
        "raised": False,
        "review_by": date(2026, 12, 1),
        "area": "the harbour",
        "starts_at": start,
        "signed_at": start,
        "in_force_from": start,
        "level": 4,
        "reason": "",
        "helped": "",
    }
    for kind in words_events.KINDS:
        for status in ("rated", "floor_only"):
            told = Event(
                ended={"last_day": date(2027, 3, 31), "successors": ("Newshire",), "successor_codes": ("E06000999",)},
                kind=kind,
                council_code=council["code"],
                council_name=council["name"],
                nation_code=council["nation_code"],
                status=status,
                level_before=2,
                level_after=3,
                at=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
                release_id="R1",
                published_at=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
                signed=detail,
                corrections=[{"correction_id": "C1", "what": "A figure changed.", "why": "A mistake."}],
                figures={"source_id": "s", "title": "Delays", "publisher": "P", "period_end": date(2026, 9, 30)},
            )
            yield words_events.title(told, BOOK) + " " + words_events.body(told, BOOK)


def text_of(page: bytes) -> str:
    """The words of a page's own part, with its title and description, without what somebody signed."""
    whole = page.decode()
    head = " ".join(re.findall(r"<title>.*?</title>|<meta[^>]*content=\"[^\"]*\"", whole))
    main = whole[whole.index("<main") : whole.index("</main>")]
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r'content="([^"]*)"', r">\1<", head) + main)).replace(
        OWN_WORDS, " "
    )


def every_text(nation: str) -> Iterator[tuple[str, str]]:
    council = facts(nation)
    signed = {
        **SIGNED,
        "council_code": council["code"],
        "council_name": council["name"],
        "nation_code": council["nation_code"],
    }
    for number, document in enumerate(documents(nation)):
        yield f"notice {number}", text_of(council_page(document, brief_cases.PAST, BOOK, [signed]))
        yield f"easy read {number}", text_of(easy_read_page(document, BOOK, [signed]))
        yield f"brief {number}", text_of(brief_cases.page(brief_cases.made(document)))
    yield from (("event", text) for text in events(nation))
    area = {**AREA, "code": council["nation_code"], "name": nation}
    yield "area", text_of(area_page(area, [row(council["code"], council["name"], 2, nation)], [], BOOK, FRAME))


@pytest.mark.parametrize("nation", CODES)
def test_no_page_about_one_place_cites_the_law_or_the_body_of_another_nation(nation: str) -> None:
    """A Scottish notice never cites the Care Act, and a trust is never called a council."""
    own = BOOK.nation_words[facts(nation)["nation_code"]]
    forbidden = [re.escape(act) for act in ACTS if act not in own.law]
    forbidden += [r"\bcouncil('s|s|lors?)?\b", r"\b111\b", "the NHS to"] if own.body == "trust" else [r"\btrusts?\b"]
    forbidden += [re.escape(n.ombudsman.name) for n in BOOK.nation_words.values() if n is not own]
    forbidden += ["director of adult social services"] if nation != "England" else []
    cited = 0
    for name, text in every_text(nation):
        text = text.replace("not the NHS's OPEL", "").replace("/councils/", "/")
        for pattern in forbidden:
            assert not (hit := re.search(f".{{0,60}}{pattern}.{{0,60}}", text, re.IGNORECASE)), (name, hit and hit[0])
        cited += own.law in text
    assert cited >= 3  # the notice and the feed of a measure in force


@pytest.mark.parametrize("nation", CODES)
def test_every_page_with_the_law_or_a_body_of_a_nation_says_that_it_is_to_be_checked(nation: str) -> None:
    told = 0
    for name, text in every_text(nation):
        text = " ".join(text.split())
        if name.startswith(("notice", "area")):
            assert f"in {nation} is to be checked" in text, name
            told += 1
        if name.startswith("easy read"):
            assert "Nobody has checked this yet." in text, name
    assert told > 5


@pytest.mark.parametrize("nation", CODES)
def test_signed_words_stay_as_they_were_signed_in_every_nation(nation: str) -> None:
    pages = [council_page(d, brief_cases.PAST, BOOK, [SIGNED]).decode() for d in documents(nation)]
    assert all(OWN_WORDS in page for page in pages)


def test_a_count_that_a_trust_sent_is_said_with_the_reason_why_there_is_no_rate() -> None:
    """Nobody tells a trust that waiting does not apply there."""
    rating = there(in_nation(full_return(3), "Northern Ireland"), "Northern Ireland")
    sent = cases.document(rating, council=facts("Northern Ireland"))
    text = " ".join(text_of(council_page(sent, [], BOOK)).split())
    count = next(m["numerator"] for m in sent["rating"]["measures"] if m["measure_id"] == "wl_assess_rate")
    assert (
        f"The trust sent about {count:,}, but we have no number of adults for this place, so no rate can be worked out."
    ) in text
    assert "The trust sent about 60, but" in text  # life and limb too: a rounded count shows nobody
    assert "does not apply" not in text
    assert {m["state"] for m in sent["rating"]["measures"] if m["unit"] == "per_100k"} == {"no_population"}


@pytest.mark.parametrize(
    ("nation", "heading"),
    [
        ("Northern Ireland", "Adult social care in Belfast"),
        ("Scotland", "Adult social care in Fife"),
        ("Wales", "Adult social care in Cardiff"),
        ("England", "Adult social care in Oxfordshire"),
    ],
)
def test_the_heading_of_a_notice_is_a_place_somebody_would_say(nation: str, heading: str) -> None:
    document = next(documents(nation))
    assert f"<h1>{heading}</h1>" in council_page(document, [], BOOK).decode()


def test_every_council_has_a_name_that_can_stand_after_the_word_in() -> None:
    """Adult social care in Bristol; never in "Bristol, City of"."""
    odd = re.compile(r"(City|County) of$|^(City|Isles?|Vale) of|Trust$|^The | City$")
    assert [c.name for c in load_councils().all if not c.valid_to and odd.search(place(c.code, c.name, BOOK))] == []


def test_the_register_of_all_nations_names_the_law_of_each() -> None:
    text = html.unescape(register_page([], [], BOOK, FRAME).decode())
    assert all(f"{nation.law} in {nation.name}" in text for nation in BOOK.nation_words.values())
    assert "in each nation is to be checked: nobody there has checked it yet." in text
    assert "Act" not in rights_everywhere(BOOK, demonstration=True)


@pytest.mark.parametrize(
    ("nation", "lead"),
    [
        ("England", "Principal social worker's view"),
        ("Scotland", "Chief social work officer's view"),
        ("Northern Ireland", "Executive director of social work's view"),
    ],
)
def test_the_register_names_the_professional_lead_and_the_body_of_the_nation(nation: str, lead: str) -> None:
    council = facts(nation)
    made = register_page(
        [
            {
                **SIGNED,
                "council_code": council["code"],
                "council_name": council["name"],
                "nation_code": council["nation_code"],
            }
        ],
        [],
        BOOK,
        FRAME,
    )
    terms = re.findall(r"<dt>(.*?)</dt>", html.unescape(made.decode()))
    body = BOOK.nation_words[council["nation_code"]].body
    assert {lead, f"In the {body}'s words", body.capitalize()} <= set(terms)


def test_the_fixed_public_line_of_the_rules_names_the_law_of_england_once() -> None:
    """Where the other nations' laws are put in its place."""
    assert BOOK.declarations.fixed_public_line.count(BOOK.nation_words["E92000001"].law) == 1


@pytest.mark.parametrize(
    ("nation", "act", "ombudsman", "help_with_law", "body"),
    [
        ("England", "Care Act 2014", "Local Government and Social Care Ombudsman", "Civil Legal Advice", "council"),
        (
            "Wales",
            "Social Services and Well-being (Wales) Act 2014",
            "Public Services Ombudsman for Wales",
            "Civil Legal Advice",
            "council",
        ),
        (
            "Scotland",
            "Social Work (Scotland) Act 1968",
            "Scottish Public Services Ombudsman",
            "Scottish Legal Aid Board",
            "council",
        ),
        (
            "Northern Ireland",
            "Health and Personal Social Services (Northern Ireland) Order 1972",
            "Northern Ireland Public Services Ombudsman",
            "Law Centre NI",
            "trust",
        ),
    ],
)
def test_the_fixed_lines_name_the_act_and_where_to_go_in_each_nation(nation, act, ombudsman, help_with_law, body):
    """And say nothing of what anybody is owed."""
    assert rights_line(BOOK.nation_words[facts(nation)["nation_code"]], BOOK) == (
        f"This notice does not change anyone's rights under the {act}. If the care in your plan is not being given: "
        f"complain to the {body}. If its answer does not put things right, go to the {ombudsman}. For legal help, ask "
        f"{help_with_law}."
    )


def test_the_fixed_lines_of_a_page_of_all_nations_name_the_legal_help_of_each():
    said = rights_everywhere(BOOK, demonstration=False)
    assert "go to the ombudsman for your nation." in said
    assert "Scottish Legal Aid Board in Scotland" in said
    assert "Law Centre NI in Northern Ireland" in said


@pytest.mark.parametrize(
    ("nation", "lead"),
    [
        ("England", "principal social worker"),
        ("Wales", "senior registered social worker named by the council"),
        ("Scotland", "chief social work officer"),
        ("Northern Ireland", "executive director of social work"),
    ],
)
def test_whoever_signs_reads_whose_view_is_waited_for_in_the_nation(nation, lead):
    said = title_there(declare.VIEW_FIRST, BOOK.nation_words[facts(nation)["nation_code"]], BOOK)
    assert f"If neither the {lead} nor their named deputy answers" in said
