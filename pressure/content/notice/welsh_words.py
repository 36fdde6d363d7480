"""Welsh words, dates and plurals as the rules have them; nothing of them stands in code."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from pressure.domain.moments import UK
from pressure.domain.national import TO_BE_CHECKED, Checked
from pressure.drawing.blocks import Link, Words
from pressure.words.dates import When, as_day, as_moment

FORMS = {1: "one", 2: "two", 3: "few", 6: "many"}
"""The plural rule of Welsh in the CLDR; every other number has the form "other"."""


@dataclass(frozen=True, slots=True)
class Welsh:
    """The parts of a notice in Welsh, by name."""

    parts: Mapping[str, Checked]

    def say(self, name: str, **values: object) -> str:
        """A part with its places filled."""
        return self.parts[name].says.format(**values)

    def leads(self, name: str, to: Link) -> Words:
        """A part whose place is a link."""
        before, _, after = self.parts[name].says.partition("{to}")
        return (before, to, after)

    def counted(self, name: str, n: int) -> str:
        """A part that says a number, in the form that Welsh has for it."""
        return self.say(f"{name}_{FORMS.get(n, 'other')}", n=n)

    def measure(self, measure_id: str) -> str:
        """What an exceptional measure is called; one that nobody has put into Welsh is only called that."""
        found = self.parts.get(f"measure_{measure_id}")
        return found.says if found else self.say("measure_other")

    def place(self, code: str, name: str) -> str:
        """What a place is called; a place with one name in both languages keeps it."""
        found = self.parts.get(f"place_{code.lower()}")
        return found.says if found else name

    def date(self, when: When) -> str:
        """25 Tachwedd 2026."""
        day = as_day(when)
        return f"{day.day} {self.say(f'month_{day.month}')} {day.year}" if day else self.say("not_known")

    def last_good(self, when: When) -> str:
        """The last day, or minute, that something ending at `when` can be relied on; what ends at midnight can be
        relied on through the day before."""
        moment = as_moment(when)
        if moment is None:
            return self.say("not_known")
        clock = moment.astimezone(UK)
        if (clock.hour, clock.minute) == (0, 0):
            return self.date(clock.date() - timedelta(days=1))
        return self.say("moment", time=f"{clock:%H:%M}", date=self.date(clock.date()))

    @property
    def draft(self) -> str:
        """That nobody has checked the Welsh; empty once all of it was checked."""
        unchecked = any(entry.checked == TO_BE_CHECKED for entry in self.parts.values())
        return self.say("draft") if unchecked else ""
