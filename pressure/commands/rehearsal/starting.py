"""`pressure rehearse`: a council's own copy in which time can be moved on, in a folder of its own. Nothing of it is
sent or published."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from pressure import clock
from pressure.access.permissions import OFFICES
from pressure.actions.installation import Installation, open_installation
from pressure.commands.copies import copy_database
from pressure.commands.demonstrating import moment_of
from pressure.commands.serving import end_when_told, serve_site
from pressure.council_list import load_councils
from pressure.demo import accounts, rehearsing
from pressure.demo.rehearsing import Known
from pressure.domain.refusals import Refusal
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import schema
from pressure.store.engine import open_engine
from pressure.words.officers import rehearsal as words

CLOCK = "clock"
CLOSED = (
    "SMTP_HOST",
    "READERS_FROM",
    "OIDC_ISSUER",
    "SIGNING_KEY",
    "SECRETS_KEY",
    "CHECKPOINT_REPOSITORY",
    "FETCH_MIRROR",
    "FEEDBACK_ADDRESS",
    "TRUSTED_PROXIES",
)
"""What an operator may have set, and no rehearsal has."""
ORIGIN = "rehearsal.invalid/not-published"
SENDER = "rehearsal@rehearsal.invalid"
"""Names that nobody can have: https://www.rfc-editor.org/rfc/rfc2606"""


def run_rehearse(council: str, at: str | None, database: Path | None, folder: Path | None, port: int) -> None:
    """Make it and serve it on this machine alone, until it is told to stop."""
    end_when_told()
    with _place(folder) as place:
        environment = surroundings(place, port)
        configured = Settings.model_validate(
            {name.removeprefix("PRESSURE_").lower(): value for name, value in environment.items()}
        )
        moment = moment_of(at) if at else clock.real()
        told, made = prepare(configured, council, moment, database)
        typer.echo(words.OPENS.format(address=configured.public_address, folder=place))
        typer.echo(words.TOLD.format(weeks=told, password=made[0].password))
        for one in made:
            typer.echo(f"  {one.role}: {one.email}")
        serve_site("127.0.0.1", port, environment)


def surroundings(place: Path, port: int) -> dict[str, str]:
    """The settings of a rehearsal, whatever the operator's own are: another database, site, key and record, and no way
    out of this machine."""
    return {
        **{f"PRESSURE_{name}": "" for name in CLOSED},
        "PRESSURE_DATABASE_URL": f"sqlite:///{place / 'pressure.sqlite'}",
        "PRESSURE_SITE_DIR": str(place / "site"),
        "PRESSURE_OUTBOX_DIR": str(place / "outbox"),
        "PRESSURE_FETCHED_DIR": str(place / "fetched"),
        "PRESSURE_CLOCK_FILE": str(place / CLOCK),
        "PRESSURE_DEMONSTRATION": "true",
        "PRESSURE_REHEARSAL": "true",
        "PRESSURE_RECORD_ORIGIN": ORIGIN,
        "PRESSURE_REMINDERS_FROM": SENDER,
        "PRESSURE_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
    }


def prepare(
    configured: Settings, council: str, moment: datetime, database: Path | None
) -> tuple[str, list[accounts.Account]]:
    """Make the copy: the stand-in with the council's own figures, and who signs in. Returns what to say of its weeks,
    and the accounts."""
    listed = load_councils().get(council)
    if listed is None:
        raise Refusal(f"There is no council {council}.")
    file = configured.clock_file
    if file is None:
        raise Refusal("A rehearsal needs a clock of its own.")
    file.parent.mkdir(parents=True, exist_ok=True)
    clock.write(file, moment)
    clock.follow(file)
    installation = open_installation(configured)
    schema.upgrade(installation.engine)
    about = Known(council=listed, returns={}, published={})
    if database is not None:
        measures = sorted(m.id for m in load_rules().in_force(moment.date()).measures)
        about = _known(database, about, moment, measures)
    told = rehearsing.begin(installation, about)
    return words.WEEKS.format(number=told) if told else words.EMPTY, _accounts(installation)


def _accounts(installation: Installation) -> list[accounts.Account]:
    return accounts.make_for(
        installation.engine, installation.settings, {role: rehearsing.person_id(role) for role in OFFICES}
    )


def _known(database: Path, about: Known, moment: datetime, measures: list[str]) -> Known:
    """Out of a copy that is brought up to date and goes again: the file that was named stays as it is."""
    if not database.is_file():
        raise Refusal(f"There is no file at {database}.")
    with tempfile.TemporaryDirectory(prefix="care-pressure-copy-") as folder:
        copied = Path(folder) / "copy.sqlite"
        copy_database(database, copied)
        engine = open_engine.__wrapped__(f"sqlite:///{copied}")
        try:
            schema.upgrade(engine)
            return rehearsing.known(engine, about.council, moment, measures)
        finally:
            engine.dispose()


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    """A named folder, which must be empty and is kept, or one that is gone at the end."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="care-pressure-rehearsal-") as made:
            yield Path(made)
        return
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty. Choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
