"""What a rehearsal's page says of time, of a made-up winter, and of letters that nobody gets."""

from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy

from pressure.actions.installation import Installation
from pressure.actions.rehearsal.winter import Next
from pressure.actions.reminders.reminding import remind
from pressure.drawing.blocks import Words
from pressure.settings import Settings
from pressure.words.dates import short_date, uk_moment
from pressure.words.numbers import counted
from pressure.words.officers import rehearsal as words


def named(name: str, at: datetime) -> str:
    """A moment to go to, and when it is."""
    return words.NAMES[name].format(moment=uk_moment(at))


def moved(at: datetime, made: Sequence[str]) -> str:
    told = counted(len(made), "release", "releases") if made else words.NOTHING_MADE
    return words.MOVED.format(moment=uk_moment(at), made=told)


def sent(week: Next, figures: int) -> str:
    return words.WINTER_SENT.format(week=week.week, weeks=week.weeks, ending=short_date(week.ending), figures=figures)


def letters(here: Installation, configured: Settings) -> list[tuple[Words, ...]]:
    """To whom, and about what, of every letter written so far; those of this moment are written first."""
    remind(here, configured.outbox_dir, configured.reminders_from)
    found = [
        message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in sorted(configured.outbox_dir.glob("*.eml"), reverse=True)
    ]
    return [((str(one["To"]),), (str(one["Subject"]),)) for one in found]
