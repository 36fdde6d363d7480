"""`pressure`: the commands of DESIGN §4. Each imports what it needs when it runs, so that `rate` answers at once."""

from pathlib import Path
from typing import Annotated

import typer

from pressure.cli_officers import answer, notify, officer, record, redact, remind, requests, token
from pressure.commands.answering import Json, plainly, print_json

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="A public, four-level social-care pressure rating for every council, that explains itself.",
)

app.add_typer(officer, name="officer")
app.add_typer(record, name="record")
app.add_typer(token, name="token")


@app.command()
@plainly
def demo(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8501,
    weeks: Annotated[int, typer.Option(help="Weeks of invented history.", hidden=True)] = 156,
    at: Annotated[str | None, typer.Option(help="Set its clock: a day, which means its morning, or a moment.")] = None,
) -> None:
    """Start a fresh demonstration: real publications and the fictional Demonstration Region."""
    from pressure.commands.demonstrating import run_demo

    run_demo(port, weeks, at)


@app.command()
@plainly
def rehearse(
    council: Annotated[str, typer.Option(help="The code of the council that rehearses.")],
    at: Annotated[str | None, typer.Option(help="Begin on a day, which means its morning, or at a moment.")] = None,
    database: Annotated[
        Path | None, typer.Option("--from", help="A copy of the database with its figures; without it, it has none.")
    ] = None,
    folder: Annotated[Path | None, typer.Option(help="Keep it in this empty folder.")] = None,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8502,
) -> None:
    """Start a rehearsal for one council: a copy in which time can be moved on, and nothing is sent or published."""
    from pressure.commands.rehearsal.starting import run_rehearse

    run_rehearse(council, at, database, folder, port)


@app.command()
@plainly
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
) -> None:
    """Serve the site and the Streamlit pages from one process."""
    from pressure.commands.serving import serve_site

    serve_site(host, port)


@app.command()
@plainly
def upgrade(
    bare: Annotated[bool, typer.Option("--bare", help="Only migrate the database.")] = False, as_json: Json = False
) -> None:
    """Migrate the database, then load shipped publications not yet loaded."""
    from pressure.commands.upgrading import run_upgrade

    run_upgrade(bare=bare, as_json=as_json)


@app.command()
@plainly
def sources(as_json: Json = False) -> None:
    """List the sources a file can be loaded from."""
    from pressure.ingest.sources import all_sources
    from pressure.settings import settings

    rows = [
        {"id": s.id, "title": s.title, "family": s.family, "publisher": s.publisher, "cadence": s.cadence.value}
        for s in all_sources(settings.sources_dir)
    ]
    if as_json:
        print_json(rows)
    else:
        from pressure.commands.printing import table

        table("Sources", rows)


@app.command()
@plainly
def load(
    source: Annotated[str, typer.Argument(help="A source id: see `pressure sources`.")],
    file: Annotated[Path, typer.Argument(help="The file to load.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; store nothing.")] = False,
    accept_held: Annotated[
        int | None, typer.Option(help="A load whose held figures somebody has looked at; give the same file.")
    ] = None,
    reason: Annotated[
        str,
        typer.Option(help="With --accept-held: why the figures are right, by its id, or another reason in words."),
    ] = "",
    words: Annotated[str, typer.Option(help="Public words after the reason, without numbers.")] = "",
    period: Annotated[
        list[str] | None,
        typer.Option(help="The period of a file that does not say its own: 2024-25, 2026-07, or COLUMN=2024-25."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Load a file and say what was taken, held and rejected, and why."""
    from pressure.commands.loads import run_load

    run_load(
        source,
        file,
        dry_run=dry_run,
        accept_held=accept_held,
        reason=reason,
        words=words,
        periods=period or [],
        as_json=as_json,
    )


source_app = typer.Typer(no_args_is_help=True, help="Try a new file, and see what a figure can be of.")
app.add_typer(source_app, name="source")


@source_app.command("try")
@plainly
def source_try(
    file: Annotated[Path, typer.Argument(help="A file that no source describes yet.")],
    measure: Annotated[
        list[str] | None,
        typer.Option(help="The measure of the numbers: an id, or COLUMN=ID; then only the named columns are taken."),
    ] = None,
    period: Annotated[
        list[str] | None, typer.Option(help="The period of a file that does not say its own, as for load.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Keep the description, so that the file loads.")] = False,
    source_id: Annotated[str, typer.Option("--id", help="The id of the new source; from the file's name.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "",
    url: Annotated[str, typer.Option(help="Where it is published.")] = "",
    as_json: Json = False,
) -> None:
    """Say what a file seems to be, as the description of a source, and what that would take. Nothing is loaded."""
    from pressure.commands.sources.trying import About, run_try

    said = (("publisher", publisher), ("licence", licence), ("url", url))
    about = About(source_id=source_id, measures=measure or [], periods=period or [], said=said)
    run_try(file, about, write=write, as_json=as_json)


@source_app.command("measures")
@plainly
def source_measures(as_json: Json = False) -> None:
    """List what a figure can be of."""
    from pressure.commands.sources.trying import run_measures

    run_measures(as_json=as_json)


@app.command()
@plainly
def fetch(
    sources: Annotated[list[str] | None, typer.Argument(help="Source ids; all that are fetched if left out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken; store nothing.")] = False,
    since: Annotated[
        str, typer.Option(help="Take every file for a period that ended on or after this day, oldest first.")
    ] = "",
    accept: Annotated[
        bool, typer.Option("--accept", help="Take the oldest file of one source that waits for a person.")
    ] = False,
    turn_down: Annotated[
        bool, typer.Option("--turn-down", help="Decide that this file is not used; it never waits again.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask publishers for their newest files; take what fits, hold what does not for a person, refuse the rest."""
    from pressure.commands.fetching import run_decision, run_fetch

    if (accept and turn_down) or ((accept or turn_down) and (dry_run or since)):
        raise typer.BadParameter("give --accept or --turn-down, and then neither --dry-run nor --since")
    if accept or turn_down:
        run_decision(sources or [], taken=accept, as_json=as_json)
    else:
        run_fetch(sources or [], since=since, dry_run=dry_run, as_json=as_json)


@app.command()
@plainly
def postcodes(
    file: Annotated[Path, typer.Argument(help="A CSV of every postcode: the ONS Postcode Directory, or like it.")],
    as_json: Json = False,
) -> None:
    """Keep a file of every postcode, so that a search for one answers with one council."""
    from pressure.commands.loads import run_postcodes

    run_postcodes(file, as_json=as_json)


@app.command()
@plainly
def template(
    council: Annotated[str, typer.Argument(help="A council code, or “blank” for no council and no week.")],
    file: Annotated[Path, typer.Argument(help="Where to write it: a name ending in .csv or .xlsx.")],
    week: Annotated[str | None, typer.Option(help="The Sunday the week ends on; the last one if left out.")] = None,
) -> None:
    """Write a weekly return with code, week, measures and last week's figures filled in."""
    from pressure.commands.templates import run_template

    run_template(council, file, week)


@app.command()
@plainly
def withdraw(
    load_id: int,
    reason: Annotated[str, typer.Option(help="The public reason, by its id, or another in words.")],
    words: Annotated[str, typer.Option(help="Public words after the reason, without numbers.")] = "",
) -> None:
    """Take a load back from now on; what was published stays as published."""
    from pressure.commands.loads import run_withdraw

    run_withdraw(load_id, reason, words)


@app.command()
@plainly
def rate(
    council: Annotated[str | None, typer.Option(help="A council code; without it, all.")] = None,
    at: Annotated[str | None, typer.Option(help="Day or moment rated; a day means its end, UK time.")] = None,
    known_at: Annotated[str | None, typer.Option(help="Only what had been received by then.")] = None,
    as_json: Json = False,
) -> None:
    """Print a council's level and every reason for it, exactly."""
    from pressure.commands.rates import run_rate

    run_rate(council, at, known_at, as_json=as_json)


@app.command()
@plainly
def publish(
    reason: Annotated[str, typer.Option(help="scheduled, declaration, correction or revision.")] = "scheduled",
    note: Annotated[
        str, typer.Option(help="A public sentence about this release; of a correction, as to withdraw.")
    ] = "",
    rebuild: Annotated[
        str | None, typer.Option(help="Make a past release again from the database and compare every byte.")
    ] = None,
    when_due: Annotated[
        bool, typer.Option("--when-due", help="Do nothing before the next release time: for a timer.")
    ] = False,
    owed: Annotated[
        bool, typer.Option("--owed", help="Only what officers decided while no release could be made.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make one atomic release of everything known."""
    from pressure.commands.publishing import run_owed, run_publish, run_rebuild

    if owed:
        run_owed(as_json=as_json)
    elif rebuild:
        run_rebuild(rebuild, as_json=as_json)
    else:
        run_publish(reason, note, when_due=when_due, as_json=as_json)


@app.command()
@plainly
def verify(
    release: Annotated[
        str, typer.Argument(help="A release: its directory, or everything.zip, on disk or by its address.")
    ],
    record: Annotated[Path | None, typer.Option(help="record.jsonl; else the one in the release.")] = None,
    checkpoint: Annotated[list[Path] | None, typer.Option(help="A checkpoint, from whoever kept it.")] = None,
    key: Annotated[Path | None, typer.Option(help="The public key.")] = None,
    fingerprint: Annotated[str | None, typer.Option(help="Which key it must be.")] = None,
    as_json: Json = False,
) -> None:
    """Work every published level out again from the published files alone; with --key, that it is as recorded."""
    from pressure.commands.verifying import run_verify

    run_verify(release, record, checkpoint or [], key, fingerprint, as_json=as_json)


@app.command()
@plainly
def backup(file: Annotated[Path, typer.Argument(help="Where to write the copy; must not exist yet.")]) -> None:
    """Copy the database while it is in use (SQLite; for PostgreSQL use pg_dump)."""
    from pressure.commands.copies import run_backup

    run_backup(file)


@app.command()
@plainly
def restore(file: Annotated[Path, typer.Argument(help="A copy made by `pressure backup`.")]) -> None:
    """Put a copy in place of an empty or absent database, and check the record in it first."""
    from pressure.commands.copies import run_restore

    run_restore(file)


@app.command()
@plainly
def doctor(as_json: Json = False) -> None:
    """Check this installation and say what to do about anything found."""
    from pressure.commands.doctor import run_doctor

    run_doctor(as_json=as_json)


@app.command()
@plainly
def robustness(
    out: Annotated[
        Path | None, typer.Option(help="A folder for the table and its pictures; without it, where the page reads it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Try the rules on a synthetic England, say how firmly they stand, and write the table of it."""
    from dataclasses import asdict

    from pressure.clock import now
    from pressure.demo.told_levels import demonstration_rows
    from pressure.domain.moments import day_of
    from pressure.robustness.run import run
    from pressure.rules import load_rules
    from pressure.settings import settings

    rules, day = load_rules(), day_of(now())
    file, rows = run(rules, day, demonstration_rows(rules, day, settings), out)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        if row.bar:
            typer.echo(
                f"{row.case}, {row.scenario}: {row.figure:.1f} ({row.bar}; {'met' if row.met == 'yes' else 'MISSED'})"
            )
    typer.echo(f"{len(rows)} figures written to {file}")


@app.command()
@plainly
def find_words(
    file: Annotated[Path, typer.Argument(help="A text file with the words; they are not printed.")],
    also: Annotated[list[Path] | None, typer.Option(help="A file or folder more: old copies, logs.")] = None,
    as_json: Json = False,
) -> None:
    """Say which published files, mails and tables hold given words, in whatever form; exit 1 if any does."""
    from pressure.commands.redacting import run_find_words

    run_find_words(file, also or [], as_json=as_json)


for command in (remind, notify, requests, answer, redact):
    app.command()(command)


if __name__ == "__main__":
    app()
