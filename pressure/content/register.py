"""The register of exceptional measures: in force, ended, and who has not confirmed theirs. `/register/` and
`/app/register` draw the same sections; below /app/ a reader may choose rows."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from pressure.document.lines import ListedCouncil, RegisterEntry
from pressure.domain.councils import alphabetical
from pressure.domain.declaration_text import DeclarationText
from pressure.domain.moments import day_of
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Fold, Grid, Heading, Items, Link, Section, Term, Words, says
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import csv_name
from pressure.words import register as words
from pressure.words.began import began_in_table, in_force_from, in_force_since
from pressure.words.dates import days_between, days_in_words, table_date, uk_date
from pressure.words.nations import anywhere, nation_of, rights_everywhere, title_there, unchecked
from pressure.words.numbers import counted

FIELDS: tuple[tuple[str, str], ...] = (
    *DeclarationText.titles(),
    ("told", "Who was told"),
    ("psw_view", "Principal social worker's view"),
)
"""Columns that the page of a declaration shows in words, with their titles."""
RECORD_LINK, ADDRESS = "decision_record", re.compile(r"https?://[^\s<>\"]+")
ENDED_SHOWN = 100
Address = Callable[[str], str]
"""Where the page of a council is, by its code."""


def register_page(
    declarations: Sequence[RegisterEntry],
    not_confirmed: Sequence[ListedCouncil],
    book: Rulebook,
    frame: Frame,
    *,
    councils: Sequence[ListedCouncil] = (),
) -> bytes:
    """`/register/`. Rows of declarations.csv with council_name; councils whose register is not confirmed, of all."""
    now = [d for d in declarations if not d.get("ended_at")]
    page = Page(
        title=words.PAGE_TITLE,
        heading=words.TITLE,
        description=f"{counted(len(now), 'exceptional measure')} in force now in adult social care, and all past ones.",
        lead=lead(book, demonstration=frame.demonstration),
        sections=sections(
            declarations,
            not_confirmed,
            book,
            plain_pages(frame),
            councils=councils,
            at=frame.published_at,
            file=file_address(frame.base, demonstration=frame.demonstration),
        ),
    )
    return render("sections.html", page, frame, book)


def lead(book: Rulebook, *, demonstration: bool) -> tuple[Block, ...]:
    """What an exceptional measure is, and the rights that nobody loses by it."""
    rights = says(rights_everywhere(book, demonstration=demonstration), tone="strong")
    to_check = unchecked(anywhere(book), book)
    return says(words.START), rights, *((says(to_check, tone="quiet"),) if to_check else ())


def sections(
    chosen: Sequence[RegisterEntry],
    not_confirmed: Sequence[ListedCouncil],
    book: Rulebook,
    to: Address,
    *,
    councils: Sequence[ListedCouncil],
    at: str,
    file: str,
    every: Sequence[RegisterEntry] | None = None,
) -> tuple[Section, ...]:
    """`chosen` are the rows to show of `every` one; `at` is the moment of the release, `file` the address of all as a
    file. Councils that have confirmed that nothing is in force are told where `councils`, all of them, are given."""
    now, ended = _in_force(chosen), [d for d in chosen if d.get("ended_at")]
    using = {d["council_code"] for d in _in_force(chosen if every is None else every)}
    silent = {c["council_code"] for c in not_confirmed}
    calm = [c for c in councils if c["council_code"] not in using | silent]
    return (
        Section("now", words.NOW, (*in_force_blocks(now, book, to, at=at), *_silent(not_confirmed))),
        Section(
            "ended", words.PAST, _ended(ended, book, to, file, other=any(d.get("ended_at") for d in every or ()), at=at)
        ),
        Section("unknown", words.UNCONFIRMED, _unknown(not_confirmed, to, len(councils))),
        *((Section("confirmed", words.CONFIRMED, _confirmed(calm, to)),) if calm else ()),
    )


def plain_pages(frame: Frame) -> Address:
    """The plain page of a council."""
    return lambda code: f"{frame.base}/councils/{code}/"


def file_address(base: str, *, demonstration: bool) -> str:
    """The whole register as a file."""
    return f"{base}/register/{csv_name('register.csv', demonstration=demonstration)}"


def in_force_blocks(
    declarations: Sequence[RegisterEntry], book: Rulebook, to: Address, *, at: str = ""
) -> tuple[Block, ...]:
    """What is in force, whole: review overdue first, then by council."""
    blocks: list[Block] = []
    for row in _ordered(declarations):
        title = words.ENTRY_TITLE.format(
            council=row["council_name"],
            title=words.measure_title(row["measure_id"], book),
            stage=words.STAGE_NAME.format(stage=row["stage"]).lower(),
        )
        blocks += [Heading(title), _whole(row, book, to, at)]
    return tuple(blocks) or (says(words.NONE_IN_FORCE, tone="strong"),)


def in_force_lines(
    declarations: Sequence[RegisterEntry], book: Rulebook, to: Address, nation: NationWords
) -> tuple[Block, ...]:
    """The same in one line each, for a page of `nation`."""
    if not declarations:
        return (says(nation.say(words.NONE_KNOWN)),)
    start = says(f"{counted(len(declarations), 'exceptional measure')} in force:")
    return start, Items(tuple(_line(d, book, to) for d in _ordered(declarations)))


def _in_force(rows: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    return [d for d in rows if not d.get("ended_at")]


def _ordered(rows: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    return sorted(rows, key=lambda d: (not _overdue(d), alphabetical(d["council_name"]), d["declaration_id"]))


def _overdue(row: RegisterEntry) -> bool:
    return row["status"] == "review_overdue"


def _line(row: RegisterEntry, book: Rulebook, to: Address) -> Words:
    late = ". The review is overdue" if _overdue(row) else ""
    return (
        Link(row["council_name"], to(row["council_code"])),
        f": {words.measure_title(row['measure_id'], book).lower()}, {row['area']}{late}.",
    )


def _whole(row: RegisterEntry, book: Rulebook, to: Address, at: str) -> DefinitionList:
    nation = nation_of(row, book)
    facts = [Term("What it means", (nation.say(words.measure_meaning(row["measure_id"], book)),))]
    facts += [
        Term(title_there(title, nation, book), _said(key, said))
        for key, title in FIELDS
        if (said := str(row.get(key) or ""))
    ]
    facts += [Term(nation.say(title), (said,)) for title, said in _asked_for(row, at)]
    facts.append(Term(words.SINCE if row.get("signed_at") else words.START_OF_IT, (_since(row, at),)))
    overdue = f" {words.OVERDUE}" if _overdue(row) else ""
    facts.append(Term(words.REVIEW, (f"{uk_date(row['review_by'])}.{overdue}",)))
    if row.get("signed_by_role"):
        facts.append(
            Term(
                words.SIGNED,
                (
                    words.SIGNED_SAID.format(
                        proposer=_role(row["proposed_by_role"]),
                        signer=_role(row["signed_by_role"]),
                        day=uk_date(row["signed_at"]),
                    ),
                ),
            )
        )
    facts.append(Term(nation.say("Council"), (Link(row["council_name"], to(row["council_code"])),)))
    return DefinitionList(tuple(facts))


def _asked_for(row: RegisterEntry, at: str) -> tuple[tuple[str, str], ...]:
    """A view that could not be had before it was signed, and a check from outside: what came of each by a moment."""
    why, by, given = row.get("no_view_reason"), row.get("late_view_by", ""), row.get("late_view_on", "")
    view = words.VIEW_GIVEN if given else words.VIEW_LATE if _passed(by, at) else words.VIEW_TO_COME
    found = [(words.WITHOUT_VIEW, view.format(why=why, day=uk_date(given or by)))] if why and (by or given) else []
    check = _check(row, at)
    return (*found, *([(words.CHECK_OUTSIDE, check)] if check else []))


def _check(row: RegisterEntry, at: str) -> str:
    """Done or not done; nothing where no check is asked for."""
    by, done = row.get("outside_check_by", ""), row.get("outside_check_on", "")
    if done:
        return words.CHECK_DONE.format(day=uk_date(done), said=row.get("outside_check", ""))
    said = words.CHECK_LATE if _passed(by, at) else words.CHECK_TO_COME
    return said.format(day=uk_date(by)) if by else ""


def _passed(day: str, at: str) -> bool:
    return bool(day and at) and day_of(datetime.fromisoformat(at)).isoformat() > day


def _since(row: RegisterEntry, at: str) -> str:
    """Both days, how long that is by now, and how late it was declared."""
    late = int(row.get("declared_late_days") or 0)
    days = days_between(in_force_from(row), at) if at and row.get("signed_at") else 0
    so_far = words.SO_FAR.format(days=days_in_words(days)) if days > 0 else ""
    said_late = words.LATE.format(days=days_in_words(late)) if late else ""
    return " ".join(filter(None, (in_force_since(row), so_far, said_late)))


def _silent(not_confirmed: Sequence[ListedCouncil]) -> tuple[Block, ...]:
    count = len(not_confirmed)
    return (
        (
            says(
                f"{counted(count, 'council')} {'has' if count == 1 else 'have'} not confirmed the register, "
                "so there may be measures that we do not know of."
            ),
        )
        if count
        else ()
    )


def _said(key: str, text: str) -> Words:
    """A part of the signed text as a sentence, a date or a link."""
    if key == RECORD_LINK and ADDRESS.fullmatch(text):
        return (Link(text, text),)
    return (uk_date(text) if key.endswith("_on") else text[:1].upper() + text[1:],)


def _role(role: str) -> str:
    return words.DEPUTY_ROLES.get(role) or role.replace("_", " ")


def _ended(
    rows: Sequence[RegisterEntry], book: Rulebook, to: Address, file: str, *, other: bool, at: str
) -> tuple[Block, ...]:
    if not rows:
        return (says(words.NONE_FOUND if other else words.NONE_ENDED),)
    newest = sorted(rows, key=lambda d: (d["ended_at"], d["declaration_id"]), reverse=True)
    cells = tuple(
        (
            Link(d["council_name"], to(d["council_code"])),
            words.measure_title(d["measure_id"], book),
            str(d["stage"]),
            began_in_table(d),
            table_date(d["ended_at"]),
            days_in_words(days_between(in_force_from(d), d["ended_at"])),
            str(d.get("end_reason") or "–"),
            str(d.get("what_helped") or "–"),
        )
        for d in newest[:ENDED_SHOWN]
    )
    checks = tuple(
        (
            words.CHECK_OF_ENDED.format(
                council=d["council_name"], title=words.measure_title(d["measure_id"], book).lower(), said=said
            ),
        )
        for d in newest[:ENDED_SHOWN]
        if (said := _check(d, at))
    )
    grid = Grid(words.ENDED_CAPTION, words.ENDED_HEAD, cells, (Link(words.FILE, file), "."))
    return (grid, Items(checks)) if checks else (grid,)


def _unknown(rows: Sequence[ListedCouncil], to: Address, councils: int) -> tuple[Block, ...]:
    if not rows:
        return (says(words.ALL_CONFIRMED),)
    if len(rows) == councils:
        return (says(words.NOBODY_CONFIRMED),)
    return says(words.UNCONFIRMED_NOTE), _names(rows, to)


def _confirmed(rows: Sequence[ListedCouncil], to: Address) -> tuple[Block, ...]:
    return says(words.CONFIRMED_NOTE), Fold(counted(len(rows), "council"), (_names(rows, to),))


def _names(rows: Sequence[ListedCouncil], to: Address) -> Items:
    ordered = sorted(rows, key=lambda r: alphabetical(r["council_name"]))
    return Items(tuple((Link(r["council_name"], to(r["council_code"])),) for r in ordered))
