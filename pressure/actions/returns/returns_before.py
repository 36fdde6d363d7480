"""What councils' returns of a week said before: asked for row by row while a file is read."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from pressure.domain.readings import Reading
from pressure.store import readings
from pressure.store.engine import Engine, reading

ONE_BY_ONE = 2
Return = Mapping[str, Reading]
NOTHING: Return = {}


class ReturnsBefore:
    """As known at one moment. Of a week that is asked about for more than a few councils every return is read at once:
    a hub's file is about many councils, and a council's own about many weeks."""

    def __init__(self, engine: Engine, known_at: datetime) -> None:
        self._engine, self._known_at = engine, known_at
        self._found: dict[tuple[str, date], Return] = {}
        self._asked: Counter[date] = Counter()
        self._whole: dict[date, Mapping[str, Return]] = {}

    def __call__(self, council_code: str, week_ending: date) -> Return:
        """By measure; nothing where no return came."""
        key = council_code, week_ending
        if key in self._found:
            return self._found[key]
        if week_ending in self._whole:
            return self._whole[week_ending].get(council_code, NOTHING)
        self._asked[week_ending] += 1
        with reading(self._engine) as connection:
            if self._asked[week_ending] > ONE_BY_ONE:
                self._whole[week_ending] = readings.returns_of_week(connection, week_ending, known_at=self._known_at)
                return self._whole[week_ending].get(council_code, NOTHING)
            self._found[key] = readings.return_of_week(connection, council_code, week_ending, known_at=self._known_at)
            return self._found[key]
