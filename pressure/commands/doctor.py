"""`pressure doctor`: what is in order here, and what to do about what is not."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import typer

from pressure import clock
from pressure.actions.office import Office, open_office
from pressure.commands.answering import print_json
from pressure.domain.moments import day_of
from pressure.rules import review_due
from pressure.store import record, schema
from pressure.store.engine import reading
from pressure.view import site

ENOUGH_DISK = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: "ok", "warning" or "fault"."""

    state: str
    what: str
    next_step: str = ""


def run_doctor(*, as_json: bool) -> None:
    """Print every finding; exit 1 if any is a fault."""
    findings = list(examine(open_office()))
    if as_json:
        print_json([asdict(f) for f in findings])
    else:
        for finding in findings:
            typer.echo(f"{finding.state:8} {finding.what}" + (f" → {finding.next_step}" if finding.next_step else ""))
    if any(f.state == "fault" for f in findings):
        raise typer.Exit(1)


def examine(office: Office) -> Iterator[Finding]:
    """Rules, database, record, release, disk."""
    today = day_of(clock.now())
    book = office.rules.in_force(today)
    yield Finding("ok", f"rules: method version {book.method_version}, {len(book.measures)} measures")
    for due in review_due(office.rules, today):
        passed = "has passed" if due.days_left < 0 else f"is in {due.days_left} days"
        yield Finding("warning", f"rules: the review date of {due.file}, {due.next_review.isoformat()}, {passed}",
                      "Review the rule and publish a new version, or the same one with a new date.")
    if not schema.is_current(office.engine):
        yield Finding("fault", "database: empty or of an earlier version", "Run: pressure upgrade")
        return
    yield Finding("ok", f"database: {office.engine.dialect.name}, schema up to date")
    yield from _record(office)
    yield from _release(office)
    folder = office.site_dir if office.site_dir.exists() else office.site_dir.parent
    free = shutil.disk_usage(folder).free
    yield Finding("ok" if free > ENOUGH_DISK else "warning", f"disk: {free // 1_000_000:,} MB free where releases go",
                  "" if free > ENOUGH_DISK else "Make room: a release that does not fit is not published.")


def _record(office: Office) -> Iterator[Finding]:
    try:
        with reading(office.engine) as connection:
            count, _ = record.verify(record.entries(connection))
        yield Finding("ok", f"record: {count} entries, the chain holds")
    except record.BrokenRecord as broken:
        yield Finding("fault", f"record: {broken}", "Restore a backup and compare with a published checkpoint.")


def _release(office: Office) -> Iterator[Finding]:
    try:
        release = site.current(office.site_dir)
        yield Finding("ok", f"release: {release.id}, published {release.published_at}")
    except site.NotPublished:
        yield Finding("warning", "release: nothing is published yet", "Run: pressure publish")
