"""Words of officers: what may be in them is asked by every act, and no page takes them for anything but words."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.people import officers
from pressure.actions.releases import publishing
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import confirming, loading
from pressure.actions.statements import answering, replying
from pressure.demo.places import HUB, actor, person_id
from pressure.domain.declaration_text import COUNT
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.release.site import current
from pressure.store import people as people_rows
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.releases import DEMONSTRATION
from pressure.store.statements import STATEMENT
from pressure.words.officers import declaration_form as form
from pressure.words.shell import OFFICER_PAGES, PAGES
from tests.installations import SUNDAY, return_of
from tests.pages.officer_cases import NOW, PLACE, Pages, figures_now

DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
WORKER, CLERK = actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER), actor(PLACE, Role.DATA_OFFICER)
MARK = "ZQX"
HOSTILE = (
    f"{MARK} **b** $x^y$ :red[r] [l](https://elsewhere.example) ![i](https://elsewhere.example/i) <b>h</b> `c` "
    ':material/home: | _u_ &amp; = "q"'
)
SEVERAL = f"{HOSTILE}\n\n# {HOSTILE}\n\n- {HOSTILE}"
FRESH = timedelta(minutes=1)


def fresh(pages: Pages, who: Actor) -> Actor:
    return replace(who, authenticated_at=pages.installation.now() - FRESH)


def proposed(pages: Pages, words: str, measure_id: str = "reduced_risk_reviews") -> str:
    at = pages.installation.now()
    text = {field.id: words for field in (*form.WORDS, *form.CHECKS) if field.kind not in {form.DAY, COUNT}}
    return declaring.propose(
        pages.installation,
        by=fresh(pages, DIRECTOR),
        council_code=PLACE.code,
        measure_id=measure_id,
        text=text | {"told": []},
        starts_at=at,
        review_by=day_of(at) + timedelta(days=10),
    )


def asked(pages: Pages, words: str) -> None:
    replying.say(
        pages.installation, by=fresh(pages, SIGNATORY), council_code=PLACE.code, kind=replying.CORRECTION, words=words
    )


def answered(pages: Pages, words: str) -> None:
    asked(pages, "The figure is wrong.")
    (newest, *_) = answering.requests(pages.installation, DIRECTOR)
    answering.answer(pages.installation, by=OPERATOR, request_id=newest.id, outcome=answering.REFUSED, words=words)


def sent_back(pages: Pages, words: str) -> None:
    found = proposed(pages, "North", "longer_periods_alone")
    declaring.send_back(
        pages.installation,
        by=fresh(pages, SIGNATORY),
        declaration_id=found,
        reason=words,
        text_sha256=declaring.waiting(pages.installation, found)[1],
    )


def accepted(pages: Pages, words: str) -> None:
    content = return_of(PLACE, SUNDAY, wl_assess_rate="9999")
    held = loading.load(pages.installation, by=CLERK, source_id="weekly-return", data=content, name="r.csv")
    loading.load(
        pages.installation,
        by=CLERK,
        source_id="weekly-return",
        data=content,
        name="r.csv",
        accept_held=held.load_id,
        reason=words,
    )


WRITES: dict[str, Callable[[Pages, str], object]] = {
    "a declaration": proposed,
    "a raised level": lambda p, w: declaring.raise_level(
        p.installation,
        by=fresh(p, DIRECTOR),
        council_code=PLACE.code,
        level=4,
        reason=w,
        review_by=day_of(p.installation.now()) + timedelta(days=3),
    ),
    "sending back": sent_back,
    "a view": lambda p, w: social_worker_views.write_view(
        p.installation,
        by=fresh(p, WORKER),
        declaration_id=proposed(p, "North"),
        view="supports",
        words=w,
        names_nobody=True,
    ),
    "a statement": lambda p, w: replying.say(
        p.installation,
        by=fresh(p, DIRECTOR),
        council_code=PLACE.code,
        kind=STATEMENT,
        words=w,
        names_nobody=True,
    ),
    "a request": asked,
    "an answer": answered,
    "a comment": lambda p, w: confirming.confirm(
        p.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(p.installation),
        comment=w,
    ),
    "accepting held figures": accepted,
    "a withdrawal": lambda p, w: loading.withdraw(p.installation, by=HUB, load_id=1, reason=w),
    "a name": lambda p, w: officers.add_person(p.installation, by=OPERATOR, name=w, roles=[(PLACE.code, Role.AUDITOR)]),
    "an address": lambda p, w: officers.add_person(
        p.installation, by=OPERATOR, name="Ann", email=w, roles=[(PLACE.code, Role.AUDITOR)]
    ),
    "the note of a release": lambda p, w: publishing.publish(
        p.installation, by=OPERATOR, note=w, track=DEMONSTRATION, pages=False
    ),
}


def size(pages: Pages) -> int:
    with reading(pages.installation.engine) as connection:
        return record.size(connection)


@pytest.mark.parametrize("what", WRITES)
@pytest.mark.parametrize(
    "words",
    ["Visits\u202e stop", "Visits\u200b stop", "Visits\x00 stop", "x" * 50_000],
    ids=["reordered", "hidden", "control", "endless"],
)
def test_every_act_refuses_words_of_which_a_reader_would_not_see_all(pages: Pages, what: str, words: str) -> None:
    with pytest.raises(Refusal, match=r"take out|keep it to"):
        WRITES[what](pages, words)
    with reading(pages.installation.engine) as connection:
        assert not any("Visits" in body for _, body, _ in record.entries(connection))


@pytest.mark.parametrize("what", ["a view", "a statement", "a signature"])
def test_words_are_made_public_only_by_somebody_who_was_asked_for_names(pages: Pages, what: str) -> None:
    found = proposed(pages, "North")
    acts = {
        "a view": lambda ticked: social_worker_views.write_view(
            pages.installation,
            by=fresh(pages, WORKER),
            declaration_id=found,
            view="supports",
            words="Right.",
            names_nobody=ticked,
        ),
        "a statement": lambda ticked: replying.say(
            pages.installation,
            by=fresh(pages, DIRECTOR),
            council_code=PLACE.code,
            kind=STATEMENT,
            words="We act.",
            names_nobody=ticked,
        ),
        "a signature": lambda ticked: declaring.sign(
            pages.installation,
            by=fresh(pages, SIGNATORY),
            declaration_id=found,
            names_nobody=ticked,
            text_sha256=declaring.waiting(pages.installation, found)[1],
        ),
    }
    before = size(pages)
    with pytest.raises(Refusal, match="names no person"):
        acts[what](False)
    assert size(pages) == before
    acts[what](True)
    assert size(pages) == before + 1


def write_everything(pages: Pages) -> None:
    """Hostile words wherever somebody can write any, public and waiting."""
    pages.installation.now = lambda: NOW + timedelta(minutes=5)
    found = proposed(pages, SEVERAL)
    WRITES["a comment"](pages, SEVERAL)
    with writing(pages.installation.engine) as connection:
        for role in (Role.DIRECTOR, Role.SIGNATORY):
            people_rows.change(connection, person_id(PLACE, role), name=HOSTILE)
    for view in ("does_not_support", "supports"):
        social_worker_views.write_view(
            pages.installation,
            by=fresh(pages, WORKER),
            declaration_id=found,
            view=view,
            words=HOSTILE,
            names_nobody=True,
        )
    after_acts.sign_and_publish(
        pages.installation,
        by=fresh(pages, SIGNATORY),
        declaration_id=found,
        names_nobody=True,
        text_sha256=declaring.waiting(pages.installation, found)[1],
    )
    for what in ("a statement", "a request", "a name"):
        WRITES[what](pages, HOSTILE)
    (request, *_) = answering.requests(pages.installation, DIRECTOR)
    answering.answer(pages.installation, by=OPERATOR, request_id=request.id, outcome=answering.REFUSED, words=HOSTILE)
    sent_back(pages, SEVERAL)
    proposed(pages, SEVERAL, "longer_periods_alone")
    loading.withdraw(pages.installation, by=HUB, load_id=1, reason=HOSTILE)
    pages.installation.now = lambda: NOW + timedelta(minutes=10)
    publish(pages.installation, by=OPERATOR, track=DEMONSTRATION, note=SEVERAL)
    publish(pages.installation, by=OPERATOR, note=SEVERAL)


def shown(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that the page gives Streamlit to read as Markdown, and which of them may hold HTML."""
    waiting = [app._tree]
    while waiting:
        node = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        proto, kind = getattr(node, "proto", None), str(getattr(node, "type", ""))
        if proto is None:
            continue
        if kind in {"arrow_table", "table"}:
            yield "table", str(node.value.to_csv())
        for name in ("body", "label", "help", "caption", "default", "title"):
            if isinstance(text := getattr(proto, name, None), str) and kind not in {"code", "text"}:
                yield f"{kind}.{name}" + (".html" if getattr(proto, "allow_html", False) else ""), text
        if kind in {"radio", "button_group", "multiselect"}:
            yield from ((f"{kind}.option", str(option)) for option in proto.options)


def taken_for_words(where: str, text: str) -> bool:
    """Whether Markdown leaves it alone: only within a block of HTML does it, and there every sign is escaped."""
    if not where.endswith(".html"):
        return False
    blocks = [t for t in MarkdownIt("commonmark").parse(text) if MARK in t.content]
    plain = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return all(t.type == "html_block" for t in blocks) and all(
        as_typed(plain[found.start() - HOSTILE.index(MARK) :]) for found in re.finditer(re.escape(MARK), plain)
    )


def as_typed(text: str) -> bool:
    """Whole, or its beginning where a table shows the beginning of a cell."""
    beginning, cut, _ = text[: len(HOSTILE)].partition("…")
    return HOSTILE.startswith(beginning) and bool(cut or beginning == HOSTILE)


def test_a_view_stands_on_its_own_page_as_it_was_typed(pages: Pages) -> None:
    """It was read as Markdown there: a picture in it would have been fetched from elsewhere."""
    pages.installation.now = lambda: NOW + timedelta(minutes=5)
    WRITES["a view"](pages, HOSTILE)
    pages.sign_in(Role.PRINCIPAL_SOCIAL_WORKER)
    found = [(where, text) for where, text in shown(pages.open("officer_view")) if MARK in text]
    assert found
    assert [(where, text) for where, text in found if not taken_for_words(where, text)] == []


@pytest.mark.slow
def test_no_page_takes_officers_words_for_anything_but_words(pages: Pages) -> None:
    """Markdown, mathematics, colours, icons, links, pictures and HTML stand there as they were typed."""
    write_everything(pages)
    seen, wrong = set(), []
    for role in (
        Role.DIRECTOR,
        Role.SIGNATORY,
        Role.PRINCIPAL_SOCIAL_WORKER,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
        Role.DATA_OFFICER,
    ):
        pages.sign_in(role)
        for page in OFFICER_PAGES:
            for where, text in shown(pages.open(page.script.removesuffix(".py"))):
                seen |= {page.address} if MARK in text else set()
                wrong += [(page.address, where, text)] if MARK in text and not taken_for_words(where, text) else []
    for page in PAGES:
        query = {"code": PLACE.code} if page.about_one else {"councils": "invented"}
        for where, text in shown(pages.open(page.script.removesuffix(".py"), **query)):
            seen |= {page.address} if MARK in text else set()
            wrong += [(page.address, where, text)] if MARK in text and not taken_for_words(where, text) else []
    assert wrong == []
    assert {"officer-sign", "officer-view", "officer-reply", "officer-returns", "council", "history"} <= seen


def test_plain_pages_and_feeds_hold_the_same_words_escaped(pages: Pages) -> None:
    write_everything(pages)
    release, held = current(pages.installation.site_dir / "demo"), set()
    for path in release.manifest["files"]:
        text = release.read(path).decode("utf-8", "replace")
        if path.endswith((".html", ".atom")) and MARK in text:
            held.add(path)
            assert "<b>h" not in text, path
            assert 'https://elsewhere.example/i"' not in text, path
    assert f"councils/{PLACE.code}/index.html" in held
    assert "feed.atom" in held
