"""A council on one page for its members and scrutiny, for any day: only what had been published by then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pressure.content.app.council import changes
from pressure.content.brief import returns
from pressure.content.explore.explorer_words import CHANGE
from pressure.content.notice import level as notice_level
from pressure.content.notice import links
from pressure.content.notice.parts import Parts
from pressure.content.past.build import levels_only
from pressure.content.past.saying import written
from pressure.content.steps import ran_out, steps
from pressure.document.lines import DeclarationLine, HistoryLine, ReadingLine
from pressure.document.shapes import RatingDocument, RatingPart
from pressure.domain.level_history import Interval, cut
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Grid, Link, Picture, Section, Term, Words, lines, says
from pressure.drawing.timeline_svg import PHONE, timeline_svg
from pressure.words import brief as words
from pressure.words.began import began_in_table
from pressure.words.dates import as_moment, days_between, days_in_words, last_good, table_date, uk_date, uk_moment
from pressure.words.history import history_sentence, told
from pressure.words.level import counted_as, decided, direction, how_sure, since, will_be
from pressure.words.numbers import listed
from pressure.words.reasons import worst_first
from pressure.words.register import measure_title, none_in_force

YEAR = timedelta(days=365)
MOST_CHARACTERS, AREA_CHARACTERS = 180, 60
MEASURES_SHOWN, CHANGES_SHOWN, OVERDUE_SHOWN = 5, 4, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One page as data. `level` is None when none could be relied on at the end of the day."""

    code: str
    name: str
    on: date
    position: str
    level: int | None
    level_line: str
    level_name: str
    sentence: str
    caveat: str
    sections: tuple[Section, ...]


def brief(  # noqa: PLR0913 one for each file it is made from, and who reads it when
    document: RatingDocument,
    history: Iterable[HistoryLine],
    declarations: Iterable[DeclarationLine],
    readings: Iterable[ReadingLine],
    book: Rulebook,
    *,
    at: datetime,
    on: date,
    today: date,
    published_at: str,
    release_id: str,
    base: str = "",
) -> Brief:
    """From one release's rating.json, history.csv and the council's rows of declarations.csv and readings.csv, as
    seen at `at`, the end of the day `on` or now."""
    rows = list(history)
    known = steps(rows, at)
    parts = Parts(document=document, book=book, base=base, declarations=tuple(declarations), steps=known)
    rating = document["rating"]
    good = rating["level_published"] is None or not ran_out(rating, at)
    level = rating["level_published"] if good else None
    released = as_moment(published_at) or at
    year = cut(known, at - YEAR)
    return Brief(
        code=document["council"]["code"],
        name=document["council"]["name"],
        on=on,
        level=level,
        position=(
            words.POSITION_TODAY.format(moment=uk_moment(at)) if on == today else words.POSITION.format(day=uk_date(on))
        ),
        level_line=notice_level.level_line(rating, book) if good else words.EXPIRED_LINE,
        level_name=book.level(level).name,
        caveat=notice_level.caveat(parts) if good else "",
        sentence=notice_level.sentence(rating, book, parts.nation) if good else _expired(rating),
        sections=tuple(
            part
            for part in (
                _glance(parts, on),
                _why(parts),
                _register(parts, on),
                _change(parts),
                _returns(returns.weeks_due(readings, book.calendar, released)),
                _year(year, parts),
                _check(parts, release_id, published_at),
            )
            if part.blocks
        ),
    )


def _expired(rating: RatingPart) -> str:
    return words.EXPIRED.format(level=rating["level_published"], until=last_good(rating["valid_until"]))


def _glance(parts: Parts, on: date) -> Section:
    rating = parts.rating
    first = rating["level_before"] is None and all(run.level == rating["level_published"] for run in parts.runs)
    facts = [
        Term(
            words.SINCE,
            (
                f"{since(rating)}. {direction(rating, parts.book, first=first)}"
                if rating["level_published"]
                else f"{since(rating)}.",
            ),
        ),
        Term(words.NOT_SENT, (_not_sent(rating),)),
        *([Term(words.SETTLING, (next_week,))] if (next_week := will_be(rating)) else []),
        Term(words.OVERDUE, (_overdue(parts, on),)),
        Term(words.RANGE, (how_sure(rating),)),
    ]
    if any(m["source_id"] == RETURN for m in rating["measures"]):
        facts.append(Term(words.CONFIRMED, (notice_level.confirmed(rating),)))
    if statement := parts.document.get("statement"):
        said = f"“{_cut(statement['words'])}” ({uk_date(statement['written_at'])})"
        facts.append(Term(parts.nation.say(words.OWN_WORDS), (said,)))
    return Section("glance", words.GLANCE, (DefinitionList(tuple(facts)),))


def _not_sent(rating: RatingPart) -> str:
    missing = counted_as(rating)
    return words.COUNTS_AS_HIGH.format(what=listed(missing)) if missing else words.ALL_SENT


def _overdue(parts: Parts, on: date) -> str:
    found = [(measure_title(e["measure_id"], parts.book), e["review_by"]) for e in parts.rating["register"]]
    if raised := parts.rating["raised"]:
        found.append((parts.nation.say(words.RAISED_TITLE), raised["review_by"]))
    late = [
        words.OVERDUE_ONE.format(title=title, day=uk_date(day), days=days_in_words(days_between(day, on)))
        for title, day in found
        if date.fromisoformat(day) < on
    ]
    more = len(late) - OVERDUE_SHOWN
    return " ".join([*late[:OVERDUE_SHOWN], *([words.OVERDUE_MORE.format(more=more)] if more > 0 else [])]) or (
        words.NONE_OVERDUE
    )


def _why(parts: Parts) -> Section:
    scored = worst_first(parts.rating["measures"])
    ordered = [*scored, *(m for m in parts.rating["measures"] if m not in scored)]
    rows, assumed = [], any(m["assumed"] for m in ordered)
    for measure in ordered:
        title, figure, to, band, points, *_ = links.measure_row(measure, parts)
        rows.append((title, figure, to, band, points))
    return Section(
        "why",
        words.WHY,
        (
            *([says(_cut(text))] if (text := decided(parts.rating, parts.book, parts.nation)) else []),
            Grid(words.MEASURES, words.MEASURES_HEAD, tuple(rows), (words.ASSUMED,) if assumed else ()),
        ),
    )


def _change(parts: Parts) -> Section:
    found = changes(parts.rating, parts.book)[:CHANGES_SHOWN]
    return Section("change", CHANGE, (lines(*found),) if found else ())


def _register(parts: Parts, on: date) -> Section:
    entries = parts.rating["register"]
    if not entries:
        return Section("register", words.REGISTER, (says(parts.nation.say(none_in_force(parts.rating, parts.book))),))
    rows = tuple(
        (
            f"{measure_title(e['measure_id'], parts.book)} (stage {e['stage']})",
            _cut(e["area"], AREA_CHARACTERS, ""),
            began_in_table(e),
            _review(e["review_by"], on),
        )
        for e in entries[:MEASURES_SHOWN]
    )
    more = len(entries) - len(rows)
    note: Words = (words.REGISTER_MORE.format(more=more),) if more > 0 else ()
    return Section("register", words.REGISTER, (Grid(words.REGISTER_TABLE, words.REGISTER_HEAD, rows, note),))


def _review(review_by: str, on: date) -> str:
    day = table_date(review_by)
    return words.REVIEW_OVERDUE.format(day=day) if date.fromisoformat(review_by) < on else day


def _returns(weeks: tuple[returns.Week, ...]) -> Section:
    whole, odd = returns.said(weeks)
    return Section("returns", words.RETURNS, (says(whole), *([lines(*odd)] if odd else [])))


def _year(year: tuple[Interval, ...], parts: Parts) -> Section:
    sentence = history_sentence(year)
    blocks: list[Block] = [says(told(year))]
    line = levels_only(year, parts.declarations, parts.book, year[-1].end) if year else None
    if line:
        said = written(line, title=words.YEAR, description=sentence, every_lane=False)
        blocks.append(Picture(timeline_svg(line, said, PHONE, alone=False)))
    return Section("year", words.YEAR, tuple(blocks))


def _check(parts: Parts, release_id: str, published_at: str) -> Section:
    page = f"{parts.base}/releases/{release_id}/councils/{parts.council['code']}/"
    corrections = f"{parts.base}/corrections/{release_id}/"
    return Section(
        "check",
        words.CHECK,
        (
            says(
                words.CHECK_RELEASE.format(release=release_id, moment=uk_moment(published_at)),
                Link(parts.nation.say(words.CHECK_LINK), page),
                ". ",
                Link(words.CORRECTIONS_LINK, corrections),
                ".",
                tone="quiet",
            ),
        ),
    )


def _cut(text: str, most: int = MOST_CHARACTERS, then: str = words.CUT) -> str:
    """Enough for one page; the whole is on the council's own page."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rsplit(' ', 1)[0]} …{then}"
