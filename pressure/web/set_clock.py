"""A clock that is set: only in a demonstration, of which a rehearsal is one, and never where the public is told."""

from pressure import clock
from pressure.domain.refusals import Refusal
from pressure.settings import Settings


def follow(configured: Settings) -> None:
    """Follow the clock that these settings name. Raises Refusal where real officers could act by it."""
    if (configured.clock_file or configured.rehearsal) and not configured.demonstration:
        raise Refusal(
            "The clock can be set in a demonstration or a rehearsal alone. Take away PRESSURE_CLOCK_FILE and "
            "PRESSURE_REHEARSAL."
        )
    clock.follow(configured.clock_file)
