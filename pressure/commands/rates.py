"""`pressure rate`: the level and its reasons, exactly, for officers."""

from datetime import datetime
from typing import Any

import typer

from pressure.actions.installation import Installation
from pressure.actions.ratings.rating import rate_through
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.document.shapes import RatingPart
from pressure.domain.councils import Councils
from pressure.domain.moments import day_of, moment_meant
from pressure.domain.refusals import Refusal
from pressure.store import councils as council_store
from pressure.store.engine import reading
from pressure.words.level import bare_level


def moment_asked(text: str | None, now: datetime, option: str) -> datetime:
    """The moment an option names, now without one. Raises Refusal."""
    try:
        return now if text is None else moment_meant(text)
    except ValueError as problem:
        raise Refusal(f"{option}: {problem}.") from None


def run_rate(council: str | None, at: str | None, known_at: str | None, *, as_json: bool) -> None:
    """One council whole, or a line for each."""
    installation = ready_installation()
    now = installation.now()
    moment, known = moment_asked(at, now, "--at"), moment_asked(known_at, now, "--known-at")
    with reading(installation.engine) as connection:
        everyone = council_store.load_all(connection)
        codes = [council] if council else [c.code for c in everyone.current(day_of(moment))]
        documents = [_document(installation, connection, everyone, code, moment, known) for code in codes]
    if as_json:
        print_json(documents[0] if council else documents)
    elif council:
        _say(documents[0], everyone)
    else:
        _say_all(documents, everyone)


def _document(
    installation: Installation, connection: Any, everyone: Councils, code: str, at: datetime, known_at: datetime
) -> RatingPart:
    found = everyone.get(code) or everyone.by_code(code, day_of(at)).council
    if found is None:
        raise Refusal(
            f"There is no council with the code {code!r}. Codes look like S12000033; find yours in data/councils.csv."
        )
    if not found.existed_on(day_of(at)):
        raise Refusal(everyone.by_code(code, day_of(at)).reason)
    return rate_through(installation, connection, found.code, at=at, known_at=known_at).exact


def _say(document: RatingPart, everyone: Councils) -> None:
    council = everyone.get(document["council_code"])
    level = document["level_published"]
    typer.echo(
        f"{council.name if council else document['council_code']}: "
        f"{bare_level(level)} ({document['level_name']})"
        f"{' — worked out afterwards' if document['worked_out_afterwards'] else ''}"
    )
    typer.echo(
        f"points {document['points']} of {document['points_possible']}; evidence "
        f"{document['evidence_percent']} %; decided by {document['deciding_rule'] or 'nothing'}; if missing "
        f"figures came, level {document['level_if_missing_best']} to {document['level_if_missing_worst']}"
    )
    for name, family in document["families"].items():
        own = "no level" if family["level"] is None else f"level {family['level']}"
        typer.echo(f"  {name}: {own} ({family['points']} of {family['points_possible']} points)")
    for measure in document["measures"]:
        figure = "" if measure["value"] is None else f" {measure['value']:g} {measure['unit']}"
        typer.echo(
            f"  {measure['measure_id']}: {measure['state']}{figure}"
            + (f", band {measure['band']}, {measure['points']} points" if measure["band"] else "")
            + (f", period to {measure['period_end']} ({measure['source_id']})" if measure["period_end"] else "")
        )
    typer.echo(f"data to {document['data_to']}; next due {document['next_due']}; valid until {document['valid_until']}")


def _say_all(documents: list[RatingPart], everyone: Councils) -> None:
    from pressure.commands.printing import table

    table(
        "Levels",
        [
            {
                "code": d["council_code"],
                "council": c.name if (c := everyone.get(d["council_code"])) else "",
                "level": d["level_published"] or "none",
                "status": d["status"],
                "points": f"{d['points']} of {d['points_possible']}",
                "evidence": f"{d['evidence_percent']} %",
                "data_to": d["data_to"],
            }
            for d in documents
        ],
    )
