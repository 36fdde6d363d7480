"""The notice of a Welsh council in Welsh: level, since when, help and exceptional measures. Everything else is in
English, and it says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pressure.content.notice.level import SPEAKS_FOR_ITSELF
from pressure.content.notice.parts import Parts
from pressure.content.notice.welsh_words import Welsh
from pressure.content.steps import last_level, ran_out, steps
from pressure.content.where_to_turn import dial, page_of
from pressure.document.lines import HistoryLine
from pressure.document.shapes import RatingDocument, RatingPart
from pressure.domain.rating.results import TOO_SMALL
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Items, Link, Section, Term, Words, says
from pressure.words.dates import as_moment
from pressure.words.level import ENGLISH, FLOOR_ONLY, SIGNED
from pressure.words.numbers import lowered

DECIDED = {"register_floor": "declared", "raised": "raised", "settling": "settling", "missing": "missing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WelshNotice:
    """A notice in Welsh, as data."""

    heading: str
    title: str
    description: str
    now: str
    level: int | None
    level_line: str
    level_name: str
    sentence: str
    caveat: str
    invented: str
    draft: str
    english_only: Words
    not_what_it_is: str
    sections: tuple[Section, ...]


def welsh_notice(
    document: RatingDocument,
    history: Sequence[HistoryLine],
    book: Rulebook,
    *,
    base: str = "",
    at: datetime | None = None,
) -> WelshNotice:
    """The notice from rating.json and its history rows, as it reads at `at`, else when it was published. The nation of
    the council has Welsh words."""
    published = document["published_at"]
    parts = Parts(document=document, book=book, base=base, declarations=(), steps=steps(history, published))
    welsh, rating, council = Welsh(parts.nation.welsh), parts.rating, parts.council
    now = at or as_moment(published)
    expired = rating["level_published"] is not None and now is not None and ran_out(rating, now)
    level = None if expired else rating["level_published"]
    line, name = level_words(rating, welsh, levels=len(book.levels), expired=expired)
    place = welsh.place(council["code"], council["name"])
    shown = f"{name} ({lowered(line)})" if level else line
    until = welsh.say("until_said", moment=welsh.last_good(rating["valid_until"])) if rating["valid_until"] else ""
    made = (_dates(parts, welsh, expired=expired), _help(parts, welsh))
    return WelshNotice(
        heading=welsh.say("heading", place=place),
        title=f"{place}: {lowered(shown)}",
        description=f"{welsh.say('title')}. {welsh.say('heading', place=place)}. {shown}. {until}".strip(),
        now=welsh.say("now"),
        level=level,
        level_line=line,
        level_name=name,
        sentence=_expired(rating, welsh) if expired else _sentence(rating, welsh),
        caveat="" if expired else _caveat(rating, welsh),
        invented=welsh.say("invented") if document["demonstration"] else "",
        draft=welsh.draft,
        english_only=welsh.leads("english_only", Link(welsh.say("english_page"), parts.place, ENGLISH)),
        not_what_it_is=welsh.say("not_a_judgement"),
        sections=(
            *(made[::-1] if parts.highest and not expired else made),
            _meaning(parts, welsh),
            _exceptional(parts, welsh),
        ),
    )


def level_words(rating: RatingPart, welsh: Welsh, *, levels: int, expired: bool) -> tuple[str, str]:
    """Lefel 3 o 4, and its name; or the words for none, or for one that has run out."""
    number = rating["level_published"]
    if expired:
        return welsh.say("expired_line"), ""
    if number is None:
        return welsh.say("no_level"), ""
    least = "at_least" if rating["status"] == FLOOR_ONLY else "level_of"
    return welsh.say(least, number=number, levels=levels), welsh.say(f"level_{number}")


def _expired(rating: RatingPart, welsh: Welsh) -> str:
    return welsh.say("expired", moment=welsh.last_good(rating["valid_until"]))


def _sentence(rating: RatingPart, welsh: Welsh) -> str:
    """What was measured, or what was signed, settles or was not sent, as the English page tells it."""
    number, rule = rating["level_published"], str(rating["deciding_rule"])
    if rating["status"] == FLOOR_ONLY:
        return welsh.say(DECIDED[rule])
    if number is None:
        return welsh.say("too_small" if rating["why_no_level"] == TOO_SMALL else "no_level_sentence")
    alone = rating["level_figures"] if rule in SIGNED else rating["level_unsettled"]
    if rule not in SPEAKS_FOR_ITSELF or alone is None:
        return welsh.say(f"sentence_{number}")
    kept = welsh.say(DECIDED[rule])
    if rule == "missing":
        return kept
    return f"{kept} {welsh.say('figures_alone', number=alone)} {welsh.say(f'sentence_{alone}')}"


def _caveat(rating: RatingPart, welsh: Welsh) -> str:
    said = (
        welsh.say("old_figures") if rating["status"] == FLOOR_ONLY else "",
        welsh.say("will_be", number=rating["will_be"]) if rating["will_be"] else "",
        welsh.say("undeclared") if rating["undeclared"] else "",
        welsh.say("chance") if rating["chance_alone"] and rating["level_published"] else "",
    )
    return " ".join(filter(None, said))


def _dates(parts: Parts, welsh: Welsh, *, expired: bool) -> Section:
    rating = parts.rating
    never = rating["level_published"] is None and rating["level_before"] is None and last_level(parts.runs) is None
    since = welsh.say("never", date=welsh.date(rating["since"])) if never else f"{welsh.date(rating['since'])}."
    facts = [
        Term(welsh.say("since"), (since,)),
        Term(
            welsh.say("figures_to"),
            (f"{welsh.date(rating['data_to'])}." if rating["data_to"] else welsh.say("no_figures"),),
        ),
    ]
    if not expired:
        until = f"{welsh.last_good(rating['valid_until'])}." if rating["valid_until"] else welsh.say("until_new")
        facts.append(Term(welsh.say("until"), (until,)))
    return Section("level", welsh.say("dates"), (DefinitionList(tuple(facts)),))


def _help(parts: Parts, welsh: Welsh) -> Section:
    """Danger first, then the council, then medical help; at the highest level what cannot wait as well."""
    medical = Link(welsh.say("medical_name"), parts.nation.medical.url)
    doors: tuple[Words, ...] = (*_reached(parts, welsh), welsh.leads("medical", medical))
    urgent: tuple[Words, ...] = ((welsh.say("urgent"),),) if parts.highest else ()
    blocks: tuple[Block, ...] = (says(welsh.say("danger"), tone="urgent"), Items((*urgent, *doors)))
    return Section("help", welsh.say("help_first" if parts.highest else "help"), blocks)


def _reached(parts: Parts, welsh: Welsh) -> tuple[Words, ...]:
    contact = parts.document.get("contact", {})
    number, night = contact.get("telephone"), contact.get("out_of_hours_telephone")
    email, found = contact.get("email"), page_of(parts.council, contact, parts.book)
    page = found and Link(parts.council["official_name"], found.href, ENGLISH)
    said = (
        welsh.leads("ask_call", dial(number)) if number else (),
        welsh.leads("ask_night", dial(night)) if night else (),
        welsh.leads("ask_write", Link(email, f"mailto:{email}")) if email else (),
        welsh.leads("ask_page", page) if page else (),
    )
    return tuple(filter(None, said)) or ((welsh.say("ask_council"),),)


def _meaning(parts: Parts, welsh: Welsh) -> Section:
    ombudsman = Link(welsh.say("ombudsman_name"), parts.nation.ombudsman.url)
    own = (*((welsh.say(name),) for name in ("whole_area", "ask", "rights")), welsh.leads("complain", ombudsman))
    return Section("meaning", welsh.say("meaning"), (Items(own),))


def _exceptional(parts: Parts, welsh: Welsh) -> Section:
    """In force now, none, or not confirmed: three different things, said differently."""
    entries, rating = parts.rating["register"], parts.rating
    title = welsh.say("exceptional_measures")
    if not entries:
        known = "used_not_declared" if rating.get("used_not_declared") else ""
        return Section(
            "exceptional", title, (says(welsh.say(known) if known else _none(rating, welsh), tone="strong"),)
        )
    facts = tuple(
        Term(
            welsh.say("stage", measure=welsh.measure(entry["measure_id"]), stage=entry["stage"]),
            (
                welsh.say(
                    "overdue" if entry["review_overdue"] else "in_force",
                    date=welsh.date(entry["in_force_from"]),
                    review=welsh.date(entry["review_by"]),
                ),
            ),
        )
        for entry in entries
    )
    blocks = (
        says(welsh.counted("in_force", len(entries))),
        DefinitionList(facts),
        says(welsh.say("rights_law"), tone="strong"),
    )
    return Section("exceptional", title, blocks)


def _none(rating: RatingPart, welsh: Welsh) -> str:
    """A return that says a measure is used has not confirmed that there is none."""
    day = rating["register_confirmed_for"]
    if day is None or rating.get("return_says_used"):
        return welsh.say("not_confirmed")
    return welsh.say("none_confirmed" if rating["register_confirmed"] else "none_long_ago", date=welsh.date(day))


def archived(published_at: str, live: RatingPart | None, welsh: Welsh, *, levels: int, at: datetime) -> str:
    """What stands at the top of a page of the past: how old it is, and the level now."""
    looked = welsh.say("looked", date=welsh.date(published_at))
    if live is None:
        return looked
    expired = live["level_published"] is not None and ran_out(live, at)
    line, name = level_words(live, welsh, levels=levels, expired=expired)
    level = f"{name} ({lowered(line)})" if name else line
    return f"{looked} {welsh.say('level_now', level=level)}"
