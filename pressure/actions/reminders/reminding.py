"""Reminders by e-mail: what is late, waits for a signature or is to be reviewed, each once a day, into an outbox."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path

from pressure.access.permissions import Act, Actor
from pressure.access.sessions import actor_of
from pressure.actions.declarations import declaring
from pressure.actions.declarations.effects import effect_of
from pressure.actions.desk.desk import LATE, SENT, Matter, Return, desk
from pressure.actions.desk.links import renew_or_end, return_form, send_file
from pressure.actions.installation import Installation
from pressure.actions.people.staffing import newcomers
from pressure.actions.reminders import posting
from pressure.actions.return_form import drafting, unchanged
from pressure.actions.tokens.managing import ending_soon
from pressure.domain.moments import day_of
from pressure.release.blobs import write_whole
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import reading, writing
from pressure.words.dates import short_date, uk_date, uk_moment
from pressure.words.nations import nation_of, title_there
from pressure.words.numbers import aloud
from pressure.words.officers import reminders as words
from pressure.words.officers.effect import SIGNER, effect_said
from pressure.words.officers.measures import titled
from pressure.words.officers.people import newcomer

REVIEW_DAYS_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message to one person about one thing."""

    about: str
    subject: str
    text: str


def remind(installation: Installation, outbox: Path, sender: str) -> list[Path]:
    """Write every reminder of today that is not in the outbox yet, one file a message; returns the new ones."""
    written = []
    with writing(installation.engine) as connection:
        drafting.forget_old(connection, installation.now())
    with reading(installation.engine) as connection:
        everyone = [
            (p, actor_of(connection, p.id, installation.now()))
            for p in people.everyone(connection)
            if p.email and p.disabled_at is None
        ]
    for person, actor in everyone:
        for reminder in reminders(installation, actor):
            if path := put_out(installation, outbox, sender, reminder, person.id, person.email):
                written.append(path)
    return written


def put_out(
    installation: Installation, outbox: Path, sender: str, reminder: Reminder, person_id: str, address: str
) -> Path | None:
    """Write one message into the outbox, once a day to one person about one thing; None where it is there."""
    name = hashlib.sha256(f"{person_id}\n{reminder.about}".encode()).hexdigest()[:16]
    path = outbox / f"{day_of(installation.now()).isoformat()}-{name}.eml"
    if posting.written(path):
        return None
    write_whole(path, _message(reminder, address, sender, installation.now(), name))
    path.chmod(0o600)  # it names a person's address
    return path


def remind_and_post(installation: Installation, configured: Settings) -> tuple[int, posting.Posted]:
    """What an hour brings: new reminders written, and with a mail server whatever waits sent."""
    server = posting.server_of(configured)
    written = remind(installation, configured.outbox_dir, configured.reminders_from)
    if server is None:
        return len(written), posting.standing(configured.outbox_dir)
    return len(written), posting.post(configured.outbox_dir, server, day_of(installation.now()))


def reminders(installation: Installation, by: Actor) -> Iterator[Reminder]:
    """What one person should be told today."""
    found, today, site = desk(installation, by), day_of(installation.now()), installation.public_address.rstrip("/")
    yield from _returns(installation, by, found.returns, site)
    for item in (r for r in found.returns if r.used and by.role_for(Act.PROPOSE, r.council.code)):
        yield Reminder(
            f"used {item.council.code} {item.week_ending}",
            words.SUBJECT_USED.format(council=item.council.name),
            words.USED.format(
                council=item.council.name, week=short_date(item.week_ending), link=f"{site}/app/officer-desk"
            ),
        )
    for matter in (m for m in found.waiting if m.mine):
        yield to_sign(installation, matter)
    yield from _newcomers(installation, by)
    yield from _tokens(installation, by, site)
    for undone in (u for u in found.undone if u.reason):
        yield Reminder(
            f"back {undone.declaration_id}",
            words.SUBJECT_BACK.format(council=undone.council.name),
            words.BACK.format(council=undone.council.name, link=f"{site}/app/officer-desk"),
        )
    for matter in found.standing:
        review_by = matter.declaration.review_by
        if (
            review_by is None
            or review_by > today + timedelta(days=REVIEW_DAYS_BEFORE)
            or not by.role_for(Act.PROPOSE, matter.council.code)
        ):
            continue
        subject = words.SUBJECT_OVERDUE if matter.review_overdue else words.SUBJECT_REVIEW
        yield Reminder(
            f"review {matter.declaration.declaration_id}",
            subject.format(council=matter.council.name),
            words.REVIEW.format(
                title=titled(matter.measure_id, installation.book()),
                day=uk_date(review_by),
                council=matter.council.name,
                link=f"{site}{renew_or_end(matter)}",
            ),
        )


def _returns(installation: Installation, by: Actor, returns: Iterable[Return], site: str) -> Iterator[Reminder]:
    """To whoever sends a return: that it is due or late. Its form is linked, with what can be given again where there
    is anything; a link opens a form and sends nothing."""
    now = installation.now()
    for item in (r for r in returns if r.state != SENT and by.role_for(Act.LOAD_RETURN, r.council.code)):
        code, week, late = item.council.code, item.week_ending, item.state == LATE
        if day_of(now) == week or (now > item.due_at and not late):
            continue
        form = drafting.opened(installation, by=by, council_code=code, week_ending=week)
        same = bool(unchanged.repeatable(form))
        link = unchanged.link(installation, by.person_id, code, week) if same else return_form(code, week)
        said = {"council": item.council.name, "week": short_date(week), "due": uk_moment(item.due_at)}
        text = (words.LATE if late else words.DUE).format(**said, link=f"{site}{send_file(code)}", form=f"{site}{link}")
        yield Reminder(
            f"{'late' if late else 'due'} {code}",
            (words.SUBJECT_LATE if late else words.SUBJECT_DUE).format(**said),
            f"{text}\n\n{words.SAME}" if same else text,
        )


def to_sign(installation: Installation, matter: Matter) -> Reminder:
    """That one text waits for a signature, until when, and what signing it does to the level; no word of the text."""
    about, pending = matter.declaration.declaration_id, matter.declaration.pending
    site = installation.public_address.rstrip("/")
    effect = effect_of(installation, declaring.waiting(installation, about)[0])
    return Reminder(
        f"sign {about} {pending.text_sha256 if pending else ''}",
        words.SUBJECT_SIGN.format(council=matter.council.name),
        words.SIGN.format(
            council=matter.council.name,
            effect=effect_said(effect, SIGNER),
            until=uk_moment(matter.waits_until),
            link=f"{site}/app/officer-sign?id={about}",
        ),
    )


def _newcomers(installation: Installation, by: Actor) -> Iterator[Reminder]:
    """Of a role just given at their council every officer there is told."""
    book = installation.book()
    for one in newcomers(installation, by):
        said = title_there(
            newcomer(one.role, one.council, one.counts_from), nation_of({"nation_code": one.nation_code}, book), book
        )
        yield Reminder(f"new {said}", words.SUBJECT_NEW, said)


def _tokens(installation: Installation, by: Actor, site: str) -> Iterator[Reminder]:
    """Of a token that soon ends whoever can make or end one is told."""
    for one in ending_soon(installation, by):
        yield Reminder(
            f"token {one.token_id}",
            words.SUBJECT_ENDS,
            words.ENDS.format(id=one.token_id, day=uk_date(day_of(one.expires_at)), link=f"{site}/app/officer-tokens"),
        )


def _message(reminder: Reminder, to: str, sender: str, at: datetime, name: str) -> bytes:
    """A message that no machine answers, with one identity however often it is sent."""
    message = EmailMessage()
    message["To"], message["From"], message["Subject"] = to, sender, aloud(reminder.subject)
    message["Date"], message["Auto-Submitted"] = format_datetime(at), "auto-generated"
    message["Message-ID"] = f"<{day_of(at).isoformat()}.{name}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message.set_content(aloud(f"{reminder.text}\n\n{words.END}\n"))
    return message.as_bytes()
