"""Where acts happen: a database, the rules, a clock and a site directory."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pressure import clock
from pressure.domain.councils import Council, Councils
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.ingest.contacts import Contacts, read_contacts
from pressure.ingest.workbooks.limits import limits_of
from pressure.rules import check_words, load_rules
from pressure.settings import Settings
from pressure.store import fetches, record, releases
from pressure.store.engine import Connection, Engine, open_engine
from pressure.store.releases import DEMONSTRATION, REAL

Progress = Callable[[str, int, int], None]
EARLIER, LATER = timedelta(minutes=10), timedelta(days=8)
"""How far from the newest entry of the record an act may be dated, or after the newest look at a publisher. There is a
release every week and, where a timer fetches, a look every day."""


class ClockDoubted(Refusal):
    """The clock here is far from the newest entry of the record. Nothing is dated by it unless somebody confirms it."""


def silent(_message: str, _done: int, _of: int) -> None:
    """No progress shown."""


@dataclass
class Installation:
    """One installation. A simulated clock is for the Demonstration Region alone: nothing it does may touch
    a real council (DESIGN §5)."""

    engine: Engine
    rules: Rules
    site_dir: Path
    settings: Settings  # what the operator set
    now: Callable[[], datetime] = clock.now
    simulated: bool = False
    public_address: str = ""  # none for one that only this machine reaches
    contacts_file: Path | None = None
    progress: Progress = field(default=silent)
    executor: Executor | None = None  # other processes that may draw the pages of a release
    demonstration: bool = False  # no public record: it may be left alone for a month

    @property
    def served_at(self) -> str:
        """Where the site is asked, whoever reaches it."""
        return self.settings.public_address

    def book(self) -> Rulebook:
        return self.rules.in_force(day_of(self.now()))

    def moment(self, connection: Connection) -> datetime:
        """The time of an act, asked inside its transaction and always after the newest release: what a release
        did not know then can never seem to have been known, whatever clocks do. Raises ClockDoubted."""
        if doubt := self.clock_doubt(connection):
            raise ClockDoubted(doubt)
        return self.moment_unchecked(connection)

    def clock_doubt(self, connection: Connection) -> str | None:
        """Why no act can be dated by this clock, and what to do; None when it can."""
        newest, now = record.newest(connection), self.now()
        if newest is None or self.simulated or self.demonstration:
            return None
        lately = max(newest, fetches.last_look(connection) or newest)  # a timer that looks dates by this clock too
        if newest - EARLIER <= now <= lately + LATER:
            return None
        apart = f"The clock here says {now:%-d %B %Y, %H:%M} UTC; the newest act is of {newest:%-d %B %Y, %H:%M} UTC."
        if now < newest:
            return (
                f"{apart} Set the clock right. If it is right, that act was dated by a wrong one: restore the "
                'newest copy from before it, then begin a new record: pressure record begin-again --reason "…"'
            )
        return f"{apart} Set the clock right, or say that it is: pressure record confirm-time"

    def moment_unchecked(self, connection: Connection) -> datetime:
        """The same for what the operator decides about the clock or the record itself."""
        tracks = (DEMONSTRATION,) if self.simulated else (REAL, DEMONSTRATION)
        last, now = releases.last_moment(connection, tracks), self.now()
        return now if last is None or now > last else last + timedelta(microseconds=1)

    def contacts(self, councils: Iterable[Council]) -> Contacts:
        """The operator's ways to reach these councils. A row that is not right is left out and named in `faults`."""
        file = self.contacts_file
        if file is None:
            return Contacts()
        return read_contacts(file, Councils(councils), day_of(self.now()), limits_of(self.settings))

    def check_reality(self, councils: Iterable[Council]) -> None:
        """A simulated clock may act for demonstration councils only."""
        for council in councils:
            if self.simulated and not council.demonstration:
                raise Refusal(f"{council.name} is a real council: nothing about it may be dated in the past.")


def open_installation(configured: Settings) -> Installation:
    """The installation these settings name."""
    files = load_rules(configured.rules_dir)
    check_words(files)
    rules = files.as_known_on(max(day_of(clock.now()), files.replaced_on))
    return Installation(
        engine=open_engine(configured.database_url),
        rules=rules,
        site_dir=configured.site_dir,
        settings=configured,
        contacts_file=configured.contacts_file,
        public_address=configured.shared_address,
        demonstration=configured.demonstration,
    )


def track_of(council: Council) -> str:
    """Which sequence of releases a council belongs to; real and simulated are never mixed."""
    return DEMONSTRATION if council.demonstration else REAL
