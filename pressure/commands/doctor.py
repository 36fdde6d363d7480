"""`pressure doctor`: what is in order here, and what to do about what is not."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import typer

from pressure import clock
from pressure.access import app_secrets
from pressure.access.app_secrets import secrets_key_path
from pressure.access.permissions import OPERATOR
from pressure.actions.accounts.asking import waiting as waiting_asks
from pressure.actions.installation import Installation, open_installation
from pressure.actions.ratings.lapsing import lapsing
from pressure.actions.readers import offer
from pressure.actions.readers.counting import Counted, count
from pressure.actions.releases.self_acting import TRACKS, missed
from pressure.actions.releases.unpublished import owed
from pressure.actions.reminders.posting import standing
from pressure.actions.statements.answering import NEW, requests
from pressure.commands.agreement import Finding, agreement
from pressure.commands.answering import print_json
from pressure.commands.records import altered_here
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.ingest.sources import BadSource, all_sources, check_measures
from pressure.lookups import postcode_file
from pressure.publish.fetched import standing_of
from pressure.publish.record.signing_key import key_path
from pressure.release import site
from pressure.rules import review_due
from pressure.settings import settings
from pressure.store import councils, record, schema
from pressure.store.engine import reading
from pressure.store.fetches import REFUSED
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.words.dates import uk_moment
from pressure.words.numbers import counted

NOBODY = "nobody yet"
"""What rule files say who have been checked by no one."""
ENOUGH_DISK = 500_000_000
ROUND = 10
LONGEST_UNASKED = timedelta(days=8)
READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO
DATABASE_FILES = {"": "database file", "-wal": "database log", "-shm": "database index"}
NEEDED_FOR_OIDC = ("authlib", "joserfc")


def run_doctor(*, as_json: bool) -> None:
    """Print every finding; exit 1 if any is a fault."""
    findings = list(examine(open_installation(settings)))
    if as_json:
        print_json([asdict(f) for f in findings])
    else:
        for finding in findings:
            typer.echo(f"{finding.state:8} {finding.what}" + (f" → {finding.next_step}" if finding.next_step else ""))
    if any(f.state == "fault" for f in findings):
        raise typer.Exit(1)


def examine(installation: Installation) -> Iterator[Finding]:
    """Rules, database, record, key and sign-in, release, contacts, what waits for somebody, disk."""
    today = day_of(clock.now())
    book = installation.rules.in_force(today)
    yield Finding("ok", f"rules: method version {book.method_version}, {len(book.measures)} measures")
    yield from steward(book)
    for due in review_due(installation.rules, today):
        passed = "has passed" if due.days_left < 0 else f"is in {due.days_left} days"
        yield Finding(
            "warning",
            f"rules: the review date of {due.file}, {due.next_review.isoformat()}, {passed}",
            "Review the rule and publish a new version, or the same one with a new date.",
        )
    yield from _sources(installation)
    if not schema.is_current(installation.engine):
        yield Finding("fault", "database: empty or of an earlier version", "Run: pressure upgrade")
        return
    yield Finding("ok", f"database: {installation.engine.dialect.name}, schema up to date")
    yield from _fetched(installation)
    yield from _lapsing(installation)
    yield from _record(installation)
    yield from agreement(installation)
    yield from _secrets(installation)
    yield from _release(installation)
    yield from _contacts(installation)
    yield from _waiting(installation)
    yield from _readers(installation)
    yield from _postcodes(installation)
    folder = installation.site_dir if installation.site_dir.exists() else installation.site_dir.parent
    free = shutil.disk_usage(folder).free
    yield Finding(
        "ok" if free > ENOUGH_DISK else "warning",
        f"disk: {free // 1_000_000:,} MB free where releases go",
        "" if free > ENOUGH_DISK else "Make room: a release that does not fit is not published.",
    )


def steward(book: Rulebook) -> Iterator[Finding]:
    """A warning for as long as rules in force were checked by nobody."""
    if unchecked := sorted(name for name, version in book.parts.items() if version.checked_by == NOBODY):
        yield Finding(
            "warning",
            f"rules: {counted(len(unchecked), 'rule file')} in force checked by {NOBODY}: a steward is missing",
            "Name a steward, who checks the rules: publish them as a new version with that name as checked_by.",
        )


def _sources(installation: Installation) -> Iterator[Finding]:
    """Each description is checked as a load would check it."""
    book = installation.book()
    try:
        for described in (every := all_sources(installation.settings.sources_dir)):
            check_measures(described, book.row_names)
        yield Finding("ok", f"sources: {counted(len(every), 'description')}, each in the words of its reader")
    except BadSource as bad:
        yield Finding("fault", f"sources: {bad}", "Then run: pressure doctor")


def _fetched(installation: Installation) -> Iterator[Finding]:
    """Of each source whose publisher is asked: what waits for a person, went wrong, is overdue or was never asked."""
    now, fetched = installation.now(), [s for s in all_sources(installation.settings.sources_dir) if s.fetch]
    with reading(installation.engine) as connection:
        stands = {s.id: standing_of(connection, s, now) for s in fetched}
    if never := [name for name, stood in stands.items() if stood.looked is None]:
        yield Finding(
            "warning", f"publishers: never asked for {', '.join(never)}", "Run pressure fetch once a day, from a timer."
        )
    for name, stood in stands.items():
        if stood.looked is None:
            continue
        if stood.waits:
            step = f"Look at them, then run: pressure fetch {name} --accept, or --turn-down"
            yield Finding("fault", f"publishers: {name}: {counted(stood.waits, 'file')} held for a person", step)
        if now - stood.looked.looked_at > LONGEST_UNASKED:
            asked = f"{stood.looked.looked_at:%-d %B %Y}"
            yield Finding("fault", f"publishers: {name}: last asked on {asked}", "See why the timer does not run.")
        if stood.looked.outcome == REFUSED:
            yield Finding("fault", f"publishers: {name}: {stood.looked.said}", f"Then run: pressure fetch {name}")
        elif stood.silent and stood.days_overdue:
            late = f"expected on {stood.expected_on:%-d %B %Y}, {counted(stood.days_overdue, 'day')} overdue"
            step = "Look at the publisher's page. If its files moved, correct the fetch part of the source."
            yield Finding("fault", f"publishers: {name}: nothing new, {late}", step)
        elif not stood.waits:
            new = f"last new on {stood.received_at:%-d %B %Y}" if stood.received_at else "nothing yet"
            due = f", next expected on {stood.expected_on:%-d %B %Y}" if stood.expected_on else ""
            yield Finding("ok", f"publishers: {name}: {new}{due}")


def _lapsing(installation: Installation) -> Iterator[Finding]:
    """Publications that soon count no more, and what would be lost with each. One whose next file is expected in time
    is in order."""
    today = day_of(installation.now())
    for one in lapsing(installation):
        next_file = f"expected on {one.expected_on:%-d %B %Y}" if one.expected_on else "given by hand"
        what = (
            f"publications: {one.source_id} counts until {one.last_day:%-d %B %Y} in "
            f"{counted(one.councils, 'council')}; its next file is {next_file}"
        )
        if one.renewed_in_time(today):
            yield Finding("ok", what)
            continue
        losses = f"{counted(one.figures, 'council')} would lose the figure and {one.levels} of them the level"
        step = f"Get its next file: pressure {'fetch' if one.expected_on else 'load'} {one.source_id}"
        yield Finding("warning", f"{what}; without it {losses}", step if one.expected_on else f"{step} FILE")


def _postcodes(installation: Installation) -> Iterator[Finding]:
    """The operator's file of every postcode, where there is one."""
    path = installation.settings.postcodes_file
    if wrong := postcode_file.fault(path):
        yield Finding("warning", f"postcodes: {path}: {wrong}", "Give the file again: pressure postcodes FILE")
    elif path.exists():
        yield Finding("ok", "postcodes: a file of single postcodes is in use")


def _record(installation: Installation) -> Iterator[Finding]:
    try:
        with reading(installation.engine) as connection:
            count, _ = record.verify(record.entries(connection))
            wrong = list(altered_here(installation, connection, whole=False))
        yield Finding("ok", f"record: {count} entries, the chain holds")
        if wrong:
            yield Finding(
                "fault",
                f"record: {counted(len(wrong), 'thing')} stored is not what it tells of: {wrong[0]}",
                "See all of them, files of releases too: pressure record verify. Then restore a backup.",
            )
    except record.BrokenRecord as broken:
        yield Finding("fault", f"record: {broken}", "Restore a backup and compare with a published checkpoint.")


def _secrets(installation: Installation) -> Iterator[Finding]:
    """Files with secrets, and what signing in by work accounts needs."""
    database, dialect = installation.engine.url.database, installation.engine.dialect.name
    if dialect == "sqlite" and database:
        for ending, what in DATABASE_FILES.items():
            yield from _for_its_owner_alone(
                Path(database + ending),
                what,
                "Change the passwords and authenticators of all officers if somebody may have read it.",
            )
    if not installation.settings.signing_key:
        yield from _for_its_owner_alone(
            key_path(database, dialect), "signing key", "Sign with a new key if somebody may have read it."
        )
    if not installation.settings.secrets_key:
        yield from _for_its_owner_alone(
            secrets_key_path(database, dialect),
            "key of officers' secrets",
            "Invite all officers anew if somebody may have read it.",
        )
    with reading(installation.engine) as connection:
        if lost := app_secrets.lost(connection, installation.settings.secrets_key):
            yield Finding(
                "fault",
                f"key of officers' secrets: it does not open those of {counted(lost, 'officer')}",
                "Put the key back that belongs to this database, or invite them anew: pressure officer invite ID",
            )
    if installation.settings.oidc_issuer:
        missing = [name for name in NEEDED_FOR_OIDC if find_spec(name) is None]
        yield (
            Finding(
                "fault",
                f"sign-in: PRESSURE_OIDC_ISSUER is set and {', '.join(missing)} is not installed",
                "Run: pip install -e '.[oidc]'",
            )
            if missing
            else Finding("ok", f"sign-in: work accounts at {installation.settings.oidc_issuer}")
        )


def _for_its_owner_alone(path: Path, what: str, step: str) -> Iterator[Finding]:
    if not path.is_file():
        return
    if path.stat().st_mode & READABLE_BY_OTHERS:
        yield Finding("fault", f"{what}: others on this machine can read {path.name}", f"Run: chmod 600 {path}. {step}")
    else:
        yield Finding("ok", f"{what}: readable by its owner alone")


def _release(installation: Installation) -> Iterator[Finding]:
    try:
        release = site.current(installation.site_dir)
        yield Finding("ok", f"release: {release.id}, published {release.published_at}")
    except site.NotPublished:
        yield Finding("warning", "release: nothing is published yet", "Run: pressure publish")
    for track in TRACKS:
        if slot := missed(installation, track):
            yield Finding(
                "fault",
                f"release: the {track} one of {uk_moment(slot)} was not made",
                "Run: pressure publish --when-due. Keep pressure serve running: it makes each one at its time."
                if track == REAL
                else "Keep pressure serve running: it makes each one at its time.",
            )


def _contacts(installation: Installation) -> Iterator[Finding]:
    """Every row of the operator's file that is left out of releases, and why."""
    if installation.contacts_file is None:
        return
    with reading(installation.engine) as connection:
        contacts = installation.contacts(councils.load_all(connection).all)
    for fault in contacts.faults:
        yield Finding("fault", f"contacts: {fault}", "Until then the page leads to the council's page on GOV.UK.")
    if not contacts.faults:
        yield Finding("ok", f"contacts: {len(contacts.by_council)} councils in {installation.contacts_file.name}")


def _waiting(installation: Installation) -> Iterator[Finding]:
    """What officers decided and no page shows, requests nobody answered, and mail that was not sent."""
    acts = [act for track in (REAL, DEMONSTRATION) for act in owed(installation, track)]
    if acts:
        yield Finding(
            "fault",
            f"acts not public yet: {len(acts)}, the oldest of {acts[0].at:%-d %B %Y}",
            "Run: pressure publish --owed",
        )
    new = [r for r in requests(installation, OPERATOR) if r.state == NEW]
    if new:
        yield Finding("warning", f"requests for a correction: {len(new)} not answered", "Run: pressure requests")
    if asks := len(waiting_asks(installation, OPERATOR)):
        yield Finding("warning", f"asks for an account: {asks} not answered", "Run: pressure officer asks")
    posted = standing(installation.settings.outbox_dir)
    if installation.settings.smtp_host and posted.waiting:
        yield Finding("warning", f"mail: {posted.waiting} not sent yet", "Run: pressure remind --status")


def _readers(installation: Installation) -> Iterator[Finding]:
    """How many readers are told by e-mail, in round numbers, and whether their mail goes."""
    configured, found = installation.settings, count(installation)
    if not offer.switched_on(configured):
        if found.any:
            yield Finding(
                "warning",
                "readers: mail is switched off and addresses are still kept",
                "Run: pressure notify --forget-everyone. A process that serves deletes them when it starts.",
            )
        return
    if missing := offer.lacking(configured):
        yield Finding("fault", "readers: no address is taken and no mail goes", f"Set {', '.join(missing)}.")
    yield Finding("ok", f"readers: {_about(found)} told by e-mail")
    if found.unreadable:
        yield Finding(
            "fault",
            f"readers: the key does not open {counted(found.unreadable, 'address', 'addresses')}",
            "Put the key back that belongs to this database, or delete them: pressure notify --forget-everyone",
        )
    if found.failing:
        step = "See that the mail server answers, then run: pressure notify"
        yield Finding("warning", f"readers: {counted(found.failing, 'mail')} tried and not sent yet", step)


def _about(found: Counted) -> str:
    """A round number: what a command prints is often shown to others."""
    return "fewer than 10 are" if found.confirmed < ROUND else f"about {found.confirmed // ROUND * ROUND:,} are"
