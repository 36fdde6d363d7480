"""What the register page says: what is in force, review overdue first; what ended; and who has not confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.content.explore.map_choices import areas, members
from pressure.document.lines import DeclarationLine
from pressure.domain.councils import alphabetical
from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import link_list, markup, table
from pressure.drawing.blocks import Facts, Link, Term
from pressure.release.site import base, csv_name
from pressure.words import register as words
from pressure.words.began import began_in_table, in_force_from, in_force_since
from pressure.words.dates import days_between, days_in_words, short_date, table_date, uk_date
from pressure.words.nations import nation_of, title_there
from pressure.words.numbers import counted

ALL, ENDED, OVERDUE = "all", "ended", "review_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """Built once per release and choice of filters."""

    counts: str
    in_force: tuple[tuple[str, str, str], ...]
    ended: str
    confirmed: tuple[str, str]
    unconfirmed: tuple[str, str]
    links: str


def choices(explorer: Explorer) -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """Areas, stages and states to filter by, each with everything first."""
    stages = sorted({entry.stage for entry in explorer.book.declarations.catalogue})
    return (
        {ALL: words.EVERYWHERE} | dict(areas(explorer.key)),
        {ALL: words.EVERY_STAGE} | {str(s): words.STAGE_NAME.format(stage=s) for s in stages},
        {ALL: words.EVERY_STATE} | words.STATES,
    )


def register_page(explorer: Explorer, area: str, stage: str, state: str) -> RegisterPage:
    """The register of the releases in force; invented councils are marked and never counted with real ones."""
    councils = [
        c for c in (explorer.councils if area == ALL else members(explorer, area)) if area != ALL or not c.demonstration
    ]
    by_code = {council.code: council for council in councils}
    rows = [row for row in signed(explorer, councils) if stage in {ALL, row["stage"]} and state in {ALL, row["status"]}]
    now = sorted(
        (r for r in rows if r["status"] != ENDED),
        key=lambda r: (r["status"] != OVERDUE, alphabetical(by_code[r["council_code"]].name), r["declaration_id"]),
    )
    past = sorted(
        (r for r in rows if r["status"] == ENDED), key=lambda r: (r["ended_at"], r["declaration_id"]), reverse=True
    )
    overdue = sum(r["status"] == OVERDUE for r in now)
    return RegisterPage(
        counts=words.COUNTS.format(now=counted(len(now), "measure"), overdue=overdue, past=len(past)),
        in_force=tuple(_entry(r, by_code[r["council_code"]], explorer) for r in now),
        ended=_ended(past, by_code, explorer),
        confirmed=_names(words.CONFIRMED, [c for c in councils if c.row["register_confirmed"] and not c.row["stage"]]),
        unconfirmed=_names(words.UNCONFIRMED, [c for c in councils if not c.row["register_confirmed"]]),
        links=_links(invented=bool(councils) and councils[0].demonstration),
    )


def signed(explorer: Explorer, councils: Sequence[Listed]) -> list[DeclarationLine]:
    """Every signed declaration of some councils. A raised level is not an exceptional measure."""
    return [row for council in councils for row in explorer.declarations(council) if row["measure_id"] != RAISED]


def _entry(row: DeclarationLine, council: Listed, explorer: Explorer) -> tuple[str, str, str]:
    """Title, a warning when the review is overdue, and everything that was said."""
    book = explorer.book
    meaning = words.measure_meaning(row["measure_id"], book)
    nation = nation_of(council.row)
    said = {**row, "meaning": nation.say(meaning)}
    terms = [Term(title_there(title, nation), (str(said[key]),)) for title, key in words.FACTS if said.get(key)]
    terms += _dates(row, explorer.release_of(council).published_at)
    terms.append(
        Term(
            words.SIGNED,
            (
                words.SIGNED_SAID.format(
                    proposer=row["proposed_by_role"], signer=row["signed_by_role"], day=short_date(row["signed_at"])
                ),
            ),
        )
    )
    name = words.INVENTED.format(name=council.name) if council.demonstration else council.name
    title = words.ENTRY_TITLE.format(council=name, title=_title(row, book))
    links = link_list([Link(council.name, f"/app/council?code={council.code}")])
    return title, words.HEAD_OVERDUE if row["status"] == OVERDUE else "", markup([Facts(tuple(terms))], book) + links


def _dates(row: DeclarationLine, until: str) -> list[Term]:
    late = int(row.get("declared_late_days") or 0)
    days = days_in_words(days_between(in_force_from(row), until))
    since = f"{in_force_since(row)} {words.SO_FAR.format(days=days)}"
    said_late = " " + words.LATE.format(days=days_in_words(late)) if late else ""
    return [Term(words.SINCE, (since + said_late,)), Term(words.REVIEW, (uk_date(row["review_by"]),))]


def _ended(rows: Sequence[DeclarationLine], by_code: Mapping[str, Listed], explorer: Explorer) -> str:
    if not rows:
        return f"<p>{escape(words.NONE_ENDED)}</p>"
    cells = []
    for row in rows:
        council, start = by_code[row["council_code"]], in_force_from(row)
        to = Link(council.name, f"/app/council?code={council.code}")
        cells.append(
            (
                (to,),
                (_title(row, explorer.book, stage=False),),
                (str(row["stage"]),),
                (began_in_table(row),),
                (table_date(row["ended_at"]),),
                (days_in_words(days_between(start, row["ended_at"])),),
                (str(row["end_reason"] or "–"),),
            )
        )
    return table(words.PAST, words.ENDED_HEAD, cells, titled=True)


def _title(row: DeclarationLine, book: Rulebook, *, stage: bool = True) -> str:
    title = words.measure_title(row["measure_id"], book)
    return f"{title} ({words.STAGE_NAME.format(stage=row['stage']).lower()})" if stage else title


def _names(title: str, councils: Sequence[Listed]) -> tuple[str, str]:
    return title.format(count=len(councils)), link_list(
        Link(c.name, f"/app/council?code={c.code}") for c in councils
    ) if councils else ""


def _links(*, invented: bool) -> str:
    start, name = base(demonstration=invented), csv_name("register.csv", demonstration=invented)
    return link_list([Link(words.FILE, f"{start}/register/{name}"), Link(words.PLAIN, f"{start}/register/")])
