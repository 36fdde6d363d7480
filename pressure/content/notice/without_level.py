"""What else stands on the page of a council without a level: how to get help, what is missing, and where to go on."""

from dataclasses import replace

from pressure.content.notice import history as notice_history
from pressure.content.notice import unknown
from pressure.content.notice.doors import doors_of
from pressure.content.notice.parts import Parts
from pressure.content.notice.why import exceptional
from pressure.content.steps import last_level
from pressure.content.where_to_turn import DANGER, medical, ombudsman, reached
from pressure.document.shapes import MeasureLine
from pressure.domain.national import From
from pressure.domain.rating.figures import SCORED, STALE
from pressure.domain.readings import RETURN
from pressure.drawing.blocks import Block, DefinitionList, Items, Link, Section, Term, Words, says
from pressure.release.site import csv_name
from pressure.words.brief import LINK as BRIEF
from pressure.words.dates import short_date, uk_date
from pressure.words.level import CHALLENGE, CHALLENGE_AT, short_level
from pressure.words.measures import name
from pressure.words.nations import CHECKS_AT, unchecked
from pressure.words.numbers import listed, lowered
from pressure.words.readers.tell_me import TELL_ME_BRIEFLY
from pressure.words.reasons import reason
from pressure.words.register import none_in_force

HELP, MISSING, MORE = "How to get help", "What is missing", "More"
ASK = "To ask for care"
NEEDS = "You can still ask for help, and an assessment is free: "
CARERS = "If you look after someone: "
ADVOCACY = "Someone to speak up for you: "
NOT_SENT = "The {body} has not sent: {figures}."
NOT_READ = "In no publication here: {figures}."
ASK_IT = "Ask it, with "
LETTER = "our letter"
OWN_WORDS = "In the {body}'s own words: “{words}” ({day})"
COMPLAIN = "Not happy? Complain to the {body}, then to the "
NEVER = "No level was ever published here."
ENDED = "The last level was {level}, until {day}. Do not rely on it now."
SAID_HOW, AS_FILE = "How the {body} counts, in its own answers: ", "as a file"
NOT_SAID_HOW = "The {body} has not said how it counts these figures."
THEIRS = " (theirs, not ours)"


def get_help(parts: Parts) -> Section:
    """Danger first, then the council, an assessment, carers, somebody to speak up, and medical help."""
    own = reached(parts.council, parts.document.get("contact", {}), ASK, parts.book)
    doors = doors_of(parts.council["nation_code"])
    there: tuple[Words, ...] = ()
    if doors is not None:
        there = (
            (NEEDS, Link(doors.assessment.says, doors.assessment.url), "."),
            (CARERS, Link(doors.carers.says, doors.carers.url), "."),
            (ADVOCACY, Link(doors.advocacy.says, doors.advocacy.url), "."),
        )
    complain = _complain(parts)
    return Section(
        "help",
        HELP,
        (says(*DANGER, tone="urgent"), Items((*own, *there, medical(parts.council, parts.book), complain))),
    )


def _complain(parts: Parts) -> Words:
    """The body first, then the ombudsman of the nation; a place in none of the four has all of them."""
    if not parts.nation.name:
        return (f"If you are not happy, you can complain to the {parts.body}. ", *ombudsman(parts.council, parts.book))
    door = parts.nation.ombudsman
    return (COMPLAIN.format(body=parts.body), Link(door.name, door.url), ".")


def known(parts: Parts) -> Section:
    """Figures of the council's own returns, for one that has sent any."""
    whole = unknown.known(parts)
    own = [m for m in parts.rating["measures"] if m["source_id"] == RETURN]
    if not own:
        return Section(whole.id, whole.title, ())
    unused = tuple(
        Term(name(m), (reason(m, parts.book, parts.nation),)) for m in own if m["state"] not in (SCORED, STALE)
    )
    blocks = (*whole.blocks, *([DefinitionList(unused)] if unused else ()), *_how_counted(parts))
    return replace(whole, blocks=blocks)


def _how_counted(parts: Parts) -> tuple[Block, ...]:
    """One sentence for all figures; nothing in a release that did not ask."""
    every = parts.document.get("counting")
    if every is None:
        return ()
    file = csv_name("counting_answers.csv", demonstration=parts.document["demonstration"])
    told = (SAID_HOW.format(body=parts.body), Link(AS_FILE, f"{parts.base}/data/{file}"), ".")
    return (says(*(told if every else (NOT_SAID_HOW.format(body=parts.body),))),)


def history(parts: Parts) -> Section:
    """How the level changed, where there ever was one."""
    whole = notice_history.history(parts)
    return whole if last_level(parts.runs) else Section(whole.id, whole.title, ())


def missing(parts: Parts) -> Section:
    """Everything that is missing in one sentence, then what was ever known, and what is in force."""
    known = {part["measure_id"] for part in parts.official["figures"]} if parts.official else set()
    absent = [m for m in parts.rating["measures"] if m["state"] != SCORED and m["measure_id"] not in known]
    blocks: list[Block] = []
    for sentence, origin in ((NOT_SENT, From.RETURN), (NOT_READ, From.PUBLICATION)):
        if own := [_short(m, parts) for m in absent if m["source"] == origin]:
            said = parts.nation.say(sentence.format(body=parts.body, figures=listed(own)))
            ask: Words = (
                (f" {ASK_IT}", Link(LETTER, f"{parts.base}/take-part/letter/"), ".") if origin is From.RETURN else ()
            )
            blocks.append(says(said, *ask))
    if run := last_level(parts.runs):
        level = short_level(run.level, parts.book)
        blocks.append(says(ENDED.format(level=level, day=short_date(run.last_day or run.first_day))))
    else:
        blocks.append(says(NEVER))
    if not parts.rating["register"]:
        blocks.append(says(parts.nation.say(none_in_force(parts.rating, parts.book))))
    if statement := parts.document.get("statement"):
        said = OWN_WORDS.format(body=parts.body, words=statement["words"], day=uk_date(statement["written_at"]))
        blocks.append(says(said))
    return Section("missing", MISSING, tuple(blocks))


def in_force(parts: Parts) -> Section:
    """Exceptional measures, where any is in force or in use; or was; else a sentence says what is known."""
    whole = exceptional(parts)
    ended = any(d.get("ended_at") for d in parts.declarations)
    shown = parts.rating["register"] or parts.rating.get("used_not_declared") or ended
    return whole if shown else Section(whole.id, whole.title, ())


def more(parts: Parts) -> Section:
    """Where the rest is."""
    base, place, council = parts.base, parts.place, parts.council
    release = parts.document["release_id"]
    doors = doors_of(council["nation_code"])
    report = doors.report_on(council["code"]) if doors else None
    theirs: tuple[Words, ...] = ((Link(report[0], report[1]), THEIRS),) if report else ()
    to_check = unchecked(parts.nation, parts.book, briefly=True)
    return Section(
        "links",
        MORE,
        (
            *((says(Link(to_check, f"{base}{CHECKS_AT}"), tone="quiet"),) if to_check else ()),
            Items(
                (
                    *theirs,
                    (
                        Link("Easy read", f"{place}easy-read/"),
                        ", ",
                        Link(lowered(BRIEF), f"{place}brief/"),
                    ),
                    (
                        "As data: ",
                        Link("rating", f"{place}rating.json"),
                        ", ",
                        *_official_file(parts),
                        Link("history", parts.history_file),
                        ", ",
                        Link("feed", f"{place}feed.atom"),
                        ", ",
                        Link("badge", f"{place}badge.svg"),
                    ),
                    (Link(TELL_ME_BRIEFLY, f"{place}tell-me/"),),
                    (
                        Link(
                            parts.nation.say(f"{council['region']}: all councils"),
                            f"{base}/areas/{council['region_code']}/",
                        ),
                    ),
                    (
                        Link("How levels are worked out", f"{base}/method/"),
                        ", ",
                        Link(CHALLENGE, f"{base}{CHALLENGE_AT}"),
                        ", ",
                        Link("corrections", f"{base}/corrections/{release}/"),
                    ),
                    (Link("Charts", f"/app/council?code={council['code']}"),),
                )
            ),
        ),
        printed=False,
    )


def _official_file(parts: Parts) -> Words:
    return (Link("official figures", f"{parts.place}official.json"), ", ") if parts.official else ()


def _short(measure: MeasureLine, parts: Parts) -> str:
    """Its short title, for the middle of a sentence."""
    rule = parts.book.measure(measure["measure_id"])
    title = rule.short_title if rule else name(measure)
    return lowered(title)
