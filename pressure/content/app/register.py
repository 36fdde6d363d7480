"""The register below /app/: the sections of /register/, of the rows that a reader has chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from pressure.content import register
from pressure.content.app.councils import app_page
from pressure.content.explore.explorer import DEMONSTRATION, Explorer
from pressure.content.explore.map_choices import areas, members
from pressure.document.lines import RegisterEntry
from pressure.domain.declarations import RAISED
from pressure.drawing import block_markup
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import Link, Section
from pressure.release.site import base
from pressure.words import register as words
from pressure.words.numbers import counted

ALL, ENDED, OVERDUE = "all", "ended", "review_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """Built once per release and choice of filters: titles of sections, each with its markup."""

    invented: bool
    lead: str
    counts: str
    sections: tuple[tuple[str, str], ...]
    links: str


def choices(explorer: Explorer) -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    """Areas, stages and states to filter by, each with everything first."""
    stages = sorted({entry.stage for entry in explorer.book.declarations.catalogue})
    return (
        {ALL: words.EVERYWHERE} | dict(areas(explorer.key)),
        {ALL: words.EVERY_STAGE} | {str(s): words.STAGE_NAME.format(stage=s) for s in stages},
        {ALL: words.EVERY_STATE} | words.STATES,
    )


def register_page(explorer: Explorer, area: str, stage: str, state: str, find: str = "") -> RegisterPage:
    """The register of the releases in force; invented councils are never counted with real ones. Words to `find`
    choose among those that have ended."""
    parts, invented = sections(explorer, area, stage, state, find)
    rows = _chosen(explorer, area, stage, state, find)
    past = sum(row["status"] == ENDED for row in rows)
    overdue = sum(row["status"] == OVERDUE for row in rows)
    return RegisterPage(
        invented=invented,
        lead=markup(register.lead(explorer.book, demonstration=invented), explorer.book),
        counts=words.COUNTS.format(now=counted(len(rows) - past, "measure"), overdue=overdue, past=past),
        sections=tuple(block_markup.section(part, explorer.book) for part in parts),
        links=link_list([Link(words.PLAIN, f"{base(demonstration=invented)}/register/")]),
    )


def sections(
    explorer: Explorer, area: str, stage: str = ALL, state: str = ALL, find: str = ""
) -> tuple[tuple[Section, ...], bool]:
    """The sections, and whether they are of invented councils."""
    councils = [
        c for c in (explorer.councils if area == ALL else members(explorer, area)) if area != ALL or not c.demonstration
    ]
    invented = bool(councils) and councils[0].demonstration
    release = explorer.release_of(councils[0]) if councils else explorer.release
    made = register.sections(
        _chosen(explorer, area, stage, state, find),
        [c.row for c in councils if not c.row["register_confirmed"]],
        explorer.book,
        app_page,
        councils=[c.row for c in councils],
        at=release.published_at,
        file=register.file_address(base(demonstration=invented), demonstration=invented),
        every=_chosen(explorer, area),
    )
    return made, invented


def _chosen(explorer: Explorer, area: str, stage: str = ALL, state: str = ALL, find: str = "") -> list[RegisterEntry]:
    """Every signed declaration of some councils. A raised level is not an exceptional measure."""
    invented = area == DEMONSTRATION
    codes = {c.code for c in (explorer.councils if area == ALL else members(explorer, area))}
    return [
        row
        for row in explorer.register(demonstration=invented)
        if row["measure_id"] != RAISED
        and row["council_code"] in codes
        and stage in {ALL, str(row["stage"])}
        and state in {ALL, row["status"]}
        and (row["status"] != ENDED or _told_in(row, find))
    ]


def _told_in(row: RegisterEntry, find: str) -> bool:
    """Whether every word is in what a council said when it ended a measure."""
    said = f"{row.get('end_reason', '')} {row.get('what_helped', '')}".casefold()
    return all(word in said for word in find.casefold().split())
