"""`pressure demo`: this process serves from the first second; a second one loads the real publications and tells the
story of the Demonstration Region meanwhile, and writes down how far it is."""

import gc
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path

import structlog
import typer

from pressure import clock
from pressure.actions import telling
from pressure.actions.installation import Progress, open_installation
from pressure.actions.installation_upgrade import upgrade
from pressure.actions.telling import Telling
from pressure.commands.printing import progress
from pressure.commands.serving import end_when_told, serve_site
from pressure.commands.upgrading import say
from pressure.domain.moments import at_uk_time, moment_meant
from pressure.domain.refusals import Refusal
from pressure.release.beside import second_process
from pressure.settings import ROOT, SHIPPED, Settings, settings
from pressure.store.engine import wait_for_no_disk
from pressure.web import set_clock
from pressure.words import telling as words

CONTACTS = SHIPPED / "data" / "templates" / "contacts.csv"
CLOCK = "clock"
DAY, MORNING = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), time_of_day(10)
END_SECONDS = 5
SELDOM_SECONDS = 0.2
"""How often at most it is written down how far the story is."""


def run_demo(port: int, weeks: int, at: str | None = None) -> None:
    """A fresh demonstration in a directory of its own, gone when it ends; never touches another database. `at` sets its
    clock, which goes on from there."""
    end_when_told()
    moment = moment_of(at) if at else None
    with tempfile.TemporaryDirectory(prefix="care-pressure-demonstration-") as folder:
        place, address = Path(folder), f"http://127.0.0.1:{port}"
        environment = {
            "PRESSURE_DATABASE_URL": f"sqlite:///{place / 'pressure.sqlite'}",
            "PRESSURE_SITE_DIR": str(place / "site"),
            "PRESSURE_DEMONSTRATION": "true",
            "PRESSURE_CONTACTS_FILE": str(CONTACTS),
            "PRESSURE_PUBLIC_ADDRESS": address,
        }
        if moment:
            clock.write(place / CLOCK, moment)
            environment["PRESSURE_CLOCK_FILE"] = str(place / CLOCK)
        telling.say(place / "site", Telling(work=words.STARTING))
        typer.echo(words.OPENS.format(address=address))
        with _teller(place, weeks, environment):
            serve_site("127.0.0.1", port, environment)


def moment_of(text: str) -> datetime:
    """The moment `--at` names: a day means its morning, when the release of the day is out. Raises Refusal."""
    try:
        if DAY.fullmatch(text):
            return at_uk_time(date.fromisoformat(text), MORNING)
        return moment_meant(text)
    except ValueError as problem:
        raise Refusal(f"--at: {problem}.") from None


def build_demo(
    configured: Settings, place: Path, weeks: int, *, report: Progress | None = None, by_two: bool = False
) -> list[str]:
    """Real publications and the fictional region, loaded and published, by this process or by two; returns what to
    say about its accounts."""
    from pressure.demo import accounts
    from pressure.demo.story import tell

    installation = open_installation(configured.model_copy(update={"contacts_file": CONTACTS}))
    wait_for_no_disk(installation.engine)
    installation.executor = second_process(installation.engine, installation.rules) if by_two else None
    with progress() as shown:
        installation.progress = both(shown, report)
        started = upgrade(installation)
        until = clock.now() if clock.is_set() else None
        tell(installation, place / "returns", length=weeks, until=until, progress=installation.progress)
    if installation.executor:
        installation.executor.shutdown()
    say(started)
    made = accounts.make(installation.engine, installation.settings)
    telling.open_doors(installation.site_dir, accounts.doors(made))
    return accounts.lines(made, "{address}")


def both(shown: Progress, written: Progress | None) -> Progress:
    """Progress on the terminal, and wherever else it is wanted."""

    def report(work: str, done: int, of: int) -> None:
        shown(work, done, of)
        if written:
            written(work, done, of)

    return report


@contextmanager
def _teller(place: Path, weeks: int, environment: dict[str, str]) -> Iterator[None]:
    """Another process that tells the story, in a group of its own; however this one ends, that one ends too."""
    running = subprocess.Popen(  # noqa: S603 this very program
        [sys.executable, "-m", __name__, str(place), str(weeks), str(os.getpid())],
        cwd=ROOT,
        env={**os.environ, **environment},
        start_new_session=True,
    )
    ending = threading.Event()
    threading.Thread(target=_watch, args=(running, place / "site", ending), name="teller", daemon=True).start()
    try:
        yield
    finally:
        ending.set()
        for sign in (signal.SIGTERM, signal.SIGKILL):  # the second also for what a teller that died has left
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(running.pid, sign)
                running.wait(END_SECONDS)


def _watch(running: subprocess.Popen[bytes], site_dir: Path, ending: threading.Event) -> None:
    """A teller that was killed has not said that it failed."""
    if running.wait() and not ending.is_set() and (left := telling.under_way(site_dir)) and not left.failed:
        typer.echo(words.FAILED_HERE.format(problem=f"its process ended with status {running.returncode}"), err=True)
        telling.say(site_dir, Telling(work=left.work, done=left.done, of=left.of, failed=True))


def tell_story(place: Path, weeks: int, parent: int) -> None:
    """What the second process does: prints the doors at the end, or what went wrong and what to do."""
    site_dir, began, written = settings.site_dir, time.monotonic(), 0.0

    def report(work: str, done: int, of: int) -> None:
        nonlocal written
        if os.getppid() != parent:
            raise SystemExit("nobody serves the demonstration any more")
        if done in (0, of) or time.monotonic() - written > SELDOM_SECONDS:
            telling.say(site_dir, Telling(work=work, done=done, of=of))
            written = time.monotonic()

    try:
        set_clock.follow(settings)
        lines = build_demo(settings, place, weeks, report=report, by_two=True)
    except Exception as problem:
        left = telling.under_way(site_dir) or Telling(work=words.STARTING)
        telling.say(site_dir, Telling(work=left.work, done=left.done, of=left.of, failed=True))
        structlog.get_logger().exception("telling_failed", work=left.work)
        typer.echo(words.FAILED_HERE.format(problem=problem), err=True)
        raise SystemExit(1) from None
    telling.told(site_dir)
    typer.echo(words.READY.format(seconds=time.monotonic() - began))
    for line in lines:
        typer.echo(line.format(address=settings.public_address))


def _end(*_: object) -> None:
    raise SystemExit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # it makes much and keeps little, and ends when it has told its story
    tell_story(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
