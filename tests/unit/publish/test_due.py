"""When a council's next return is due, and by how many days it is late."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pressure.publish.files import due
from pressure.store.engine import reading
from tests.publish_cases import Told

UK = ZoneInfo("Europe/London")


def test_the_next_return_is_due_on_the_tuesday_nine_days_after_the_last_week_ended(installed: Told) -> None:
    """Counted by hand, for every council of the story: those on time and the one that fell silent."""
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        found = list(due.councils(inputs))
        seen = inputs.release.facts_as_of.astimezone(UK).date()
    assert len(found) == 12
    for row in found:
        ended = date.fromisoformat(row["last_week_ending"])
        closes = datetime.combine(ended + timedelta(days=9), time(12), UK)
        assert (ended.weekday(), closes.weekday()) == (6, 1)
        assert row["due_at"] == closes.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), row["council_code"]
        assert row["days_late"] == max(0, (seen - closes.date()).days)
    assert sorted(row["days_late"] for row in found)[-1] > 0, "somebody is late"
