"""The register of exceptional measures as a page: in force, ended, and councils that have not confirmed theirs."""

from collections.abc import Sequence

from pressure.document.lines import ListedCouncil, RegisterEntry, RegisterPart
from pressure.domain.councils import alphabetical
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Facts, Grid, Heading, Items, Link, Section, Term, Words, says
from pressure.drawing.templating import Frame, Page, render
from pressure.nation_list import Nation
from pressure.release.site import csv_name
from pressure.words.began import began_in_table, in_force_since
from pressure.words.dates import table_date, uk_date
from pressure.words.nations import ANYWHERE, nation_of, rights_everywhere, title_there
from pressure.words.numbers import counted
from pressure.words.register import SIGNED, SIGNED_SAID, measure_meaning, measure_title

NONE = "None in force."
NONE_KNOWN = (
    "No exceptional measure is in the register. A council that has not confirmed its register may still be using one."
)
FIELDS: tuple[tuple[RegisterPart, str], ...] = (
    ("public_words", "In the council's words"),
    ("area", "Where"),
    ("people", "Who for"),
    ("reason", "Reason given"),
    ("doing_differently", "What is done differently"),
    ("could_happen", "What could happen otherwise"),
    ("checks", "How people are checked"),
    ("urgent_review", "To ask for an urgent review"),
    ("legal_check_on", "Legal check on"),
    ("equality_check", "Equality and human-rights check"),
    ("decision_record", "Decision record"),
    ("told", "Who was told"),
    ("psw_view", "Principal social worker's view"),
)
ENDED_SHOWN = 100


def register_page(
    declarations: Sequence[RegisterEntry],
    not_confirmed: Sequence[ListedCouncil],
    book: Rulebook,
    frame: Frame,
    *,
    councils: int = 0,
) -> bytes:
    """`/register/`. Rows of declarations.csv with council_name; councils whose register is not confirmed by name, of
    how many."""
    now = [d for d in declarations if not d.get("ended_at")]
    ended = [d for d in declarations if d.get("ended_at")]
    page = Page(
        title="Register of exceptional measures",
        heading="Exceptional measures",
        description=f"{counted(len(now), 'exceptional measure')} in force now in adult social care, and all past ones.",
        lead=(
            says(
                "An exceptional measure is a change to how care is given when a council cannot do everything it "
                "should. Two senior officers must sign it, and it is published here."
            ),
            says(rights_everywhere(book, demonstration=frame.demonstration), tone="strong"),
        ),
        sections=(
            Section("now", "In force now", (*in_force_blocks(now, book, frame), *_silent(not_confirmed))),
            Section("ended", "Ended", _ended(ended, book, frame)),
            Section(
                "unknown", "Councils that have not confirmed their register", _unknown(not_confirmed, frame, councils)
            ),
        ),
    )
    return render("sections.html", page, frame, book)


def in_force_blocks(
    declarations: Sequence[RegisterEntry],
    book: Rulebook,
    frame: Frame,
    *,
    short: bool = False,
    nation: Nation = ANYWHERE,
) -> tuple[Block, ...]:
    """What is in force: review overdue first, then by council. `short` gives one line each, for a page of `nation`."""
    if not declarations:
        return (says(nation.say(NONE_KNOWN) if short else NONE, tone="" if short else "strong"),)
    ordered = sorted(
        declarations, key=lambda d: (not _overdue(d), alphabetical(d["council_name"]), d["declaration_id"])
    )
    if short:
        start = says(f"{counted(len(ordered), 'exceptional measure')} in force:")
        return (start, Items(tuple(_line(d, book, frame) for d in ordered)))
    blocks: list[Block] = []
    for row in ordered:
        title = f"{row['council_name']}: {measure_title(row['measure_id'], book)} (stage {row['stage']})"
        blocks += [Heading(title), _whole(row, book, frame)]
    return tuple(blocks)


def _overdue(row: RegisterEntry) -> bool:
    return row["status"] == "review_overdue"


def _line(row: RegisterEntry, book: Rulebook, frame: Frame) -> Words:
    late = ". The review is overdue" if _overdue(row) else ""
    return (
        Link(row["council_name"], f"{frame.base}/councils/{row['council_code']}/"),
        f": {measure_title(row['measure_id'], book).lower()}, {row['area']}{late}.",
    )


def _whole(row: RegisterEntry, book: Rulebook, frame: Frame) -> Facts:
    late = row.get("declared_late_days")
    nation = nation_of(row)
    facts = [Term("What it means", (nation.say(measure_meaning(row["measure_id"], book)),))]
    facts += [Term(title_there(title, nation), (_said(key, str(row[key])),)) for key, title in FIELDS if row.get(key)]
    said_late = f" Declared {counted(int(late), 'day')} after it began." if late not in (None, "", 0, "0") else ""
    facts.append(Term("In force since" if row.get("signed_at") else "Start", (f"{in_force_since(row)}{said_late}",)))
    overdue = " This is overdue. The measure is still in force." if _overdue(row) else ""
    facts.append(Term("Review by", (f"{uk_date(row['review_by'])}.{overdue}",)))
    if row.get("signed_by_role"):
        facts.append(
            Term(
                SIGNED,
                (
                    SIGNED_SAID.format(
                        proposer=_role(row["proposed_by_role"]),
                        signer=_role(row["signed_by_role"]),
                        day=uk_date(row["signed_at"]),
                    ),
                ),
            )
        )
    to = Link(row["council_name"], f"{frame.base}/councils/{row['council_code']}/")
    facts.append(Term(nation.say("Council"), (to,)))
    return Facts(tuple(facts))


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


def _said(key: str, text: str) -> str:
    """A part of the signed text as a sentence or a date."""
    return uk_date(text) if key.endswith("_on") else text[:1].upper() + text[1:]


def _role(role: str) -> str:
    return role.replace("_", " ")


def _ended(rows: Sequence[RegisterEntry], book: Rulebook, frame: Frame) -> tuple[Block, ...]:
    if not rows:
        return (says("None has ended yet."),)
    newest = sorted(rows, key=lambda d: (d["ended_at"], d["declaration_id"]), reverse=True)
    cells = tuple(
        (
            d["council_name"],
            measure_title(d["measure_id"], book),
            str(d["stage"]),
            began_in_table(d),
            table_date(d["ended_at"]),
            str(d.get("end_reason") or "–"),
        )
        for d in newest[:ENDED_SHOWN]
    )
    file = csv_name("register.csv", demonstration=frame.demonstration)
    note: Words = (Link("Every one, as a file", f"{frame.base}/register/{file}"), ".")
    head = ("Council", "Measure", "Stage", "Began", "Ended", "Why it ended")
    return (Grid("Ended, newest first", head, cells, note),)


def _unknown(rows: Sequence[ListedCouncil], frame: Frame, councils: int) -> tuple[Block, ...]:
    if not rows:
        return (says("Every council has confirmed its register."),)
    if len(rows) == councils:
        return (
            says(
                "No council has confirmed its register. We do not know whether one has a measure in force. "
                "Silence is not read as calm."
            ),
        )
    links = sorted(
        ((r["council_name"], f"{frame.base}/councils/{r['council_code']}/") for r in rows),
        key=lambda link: alphabetical(link[0]),
    )
    return (
        says("We do not know whether these councils have a measure in force. Silence is not read as calm."),
        Items(tuple((Link(name, place),) for name, place in links)),
    )
