"""Why the level is what it is: what decided, every figure, and exceptional measures."""

from pressure.content.notice.figures import figures
from pressure.content.notice.parts import Parts
from pressure.document.shapes import RegisterLine
from pressure.drawing.blocks import Block, DefinitionList, Grid, Link, Section, Term, Words, says
from pressure.words.began import began_in_table, in_force_since
from pressure.words.dates import table_date, uk_date
from pressure.words.level import decided
from pressure.words.nations import CHECKS, CHECKS_AT, rights_line, unchecked
from pressure.words.register import measure_meaning, measure_title, none_in_force, used_not_declared

PAST_SHOWN = 5
WHAT_IT_IS = (
    "An exceptional measure is a change to how care is given when the {body} cannot do everything it "
    "should. It must be signed by two senior officers and made public."
)


def why(parts: Parts) -> Section:
    """The rule that decided, then every figure."""
    return Section("why", "Why this level", (says(decided(parts.rating, parts.book, parts.nation)), figures(parts)))


def exceptional(parts: Parts) -> Section:
    """In force now, none, or not confirmed: three different things, said differently."""
    entries = parts.rating["register"]
    blocks: list[Block] = [_one(entry, parts) for entry in entries]
    if entries:
        blocks.append(says(rights_line(parts.nation, parts.book), tone="strong"))
    else:
        blocks.append(says(parts.nation.say(none_in_force(parts.rating, parts.book)), tone="strong"))
    if used := used_not_declared(parts.rating, parts.book):
        blocks.append(says(parts.nation.say(used), tone="strong"))
    blocks.append(says(WHAT_IT_IS.format(body=parts.body)))
    if to_check := unchecked(parts.nation, parts.book):
        blocks.append(says(f"{to_check} ", Link(CHECKS, f"{parts.base}{CHECKS_AT}"), ".", tone="quiet"))
    return Section("exceptional", "Exceptional measures in force now", (*blocks, *_past(parts)))


def _one(entry: RegisterLine, parts: Parts) -> DefinitionList:
    row = parts.declaration(entry["declaration_id"])
    late = f"It was due by {uk_date(entry['review_by'])} and is overdue. The measure is still in force."
    meaning = parts.nation.say(measure_meaning(entry["measure_id"], parts.book))
    what = f"{measure_title(entry['measure_id'], parts.book)} (stage {entry['stage']}). {meaning}"
    facts = [
        Term("Measure", (what,)),
        Term("Where", (entry["area"],)),
        Term("Who for", (row["people"] if row else "",)),
        Term("Reason given", (row["reason"] if row else "",)),
        Term("In force since", (in_force_since(entry),)),
        Term("Review", (late if entry["review_overdue"] else f"By {uk_date(entry['review_by'])}.",)),
    ]
    return DefinitionList(tuple(f for f in facts if f.words != ("",)))


def _past(parts: Parts) -> tuple[Block, ...]:
    ended = [d for d in parts.declarations if d.get("ended_at")]
    if not ended:
        return ()
    newest = sorted(ended, key=lambda d: d["ended_at"], reverse=True)
    rows = tuple(
        (
            measure_title(d["measure_id"], parts.book),
            str(d["stage"]),
            d["area"],
            began_in_table(d),
            table_date(d["ended_at"]),
        )
        for d in newest[:PAST_SHOWN]
    )
    note: Words = (Link(f"All {len(ended)} in the register", f"{parts.base}/register/"),)
    return (
        Grid(
            "Ended before now",
            ("Measure", "Stage", "Where", "Began", "Ended"),
            rows,
            note if len(ended) > PAST_SHOWN else (),
        ),
    )
