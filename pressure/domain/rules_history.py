"""Every version of every rule file, and which of them was in force on a day."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

from pressure.domain.measures import Measure, Version
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook


class NoRuleInForce(Refusal, LookupError):
    """No published version of a rule file covers the day."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One version of one rule file, with what it says."""

    version: Version
    content: Any


def in_force(versions: tuple[Dated, ...], on: date, known_on: date) -> Dated:
    """The newest version published by `known_on` among those effective on the day (METHOD, rule 2).

    A retrospective first version also covers days before anyone had published it; levels worked out
    with it for such days are labelled "worked out afterwards" by whoever shows them.
    """
    effective = [d for d in versions if d.version.effective_from <= on]
    known = [d for d in effective if d.version.published_on <= known_on]
    if known:
        return max(known, key=lambda d: d.version.published_on)
    retrospective = [d for d in effective if d.version.retrospective]
    if not retrospective:
        raise NoRuleInForce(f"no rule version is in force on {on.isoformat()}")
    return min(retrospective, key=lambda d: d.version.published_on)


class Rules:
    """All rule versions, as known on one day. `assemble` turns the parts in force, beside every version, into a
    rulebook.

    `files` are the rule files as read and `digest` their sha256: both go into every release. `proposed` are these rules
    with a version that is proposed in the place of the one in force: shown beside what is published, and never asked
    when anything is rated.
    """

    def __init__(
        self,
        *,
        parts: Mapping[str, tuple[Dated, ...]],
        known_on: date,
        assemble: Callable[[Mapping[str, Dated], Mapping[str, tuple[Dated, ...]]], Rulebook],
        digest: str = "",
        files: Mapping[str, bytes] | None = None,
        proposed: "Rules | None" = None,
    ) -> None:
        self.parts = parts
        self.known_on = known_on
        self.digest = digest
        self.files = dict(files or {})
        self.proposed = proposed
        self._assemble = assemble
        self._by_day: dict[tuple[date, date], Rulebook] = {}
        self._by_versions: dict[tuple[int, ...], Rulebook] = {}
        self._as_known: dict[date, Rules] = {}

    def in_force(self, on: date) -> Rulebook:
        """The rulebook for a day, one object as long as no version changes. Raises NoRuleInForce."""
        return self._book(on, self.known_on)

    def known_then(self, on: date) -> Rulebook:
        """The rulebook a rating of that very day was made with: nothing that was published later. Raises
        NoRuleInForce."""
        return self._book(on, min(on, self.known_on))

    def _book(self, on: date, known_on: date) -> Rulebook:
        if (on, known_on) not in self._by_day:
            chosen = {name: in_force(versions, on, known_on) for name, versions in self.parts.items()}
            key = tuple(id(dated) for dated in chosen.values())
            if key not in self._by_versions:
                self._by_versions[key] = self._assemble(chosen, self.parts)
            self._by_day[on, known_on] = self._by_versions[key]
        return self._by_day[on, known_on]

    def changes_after(self, on: date) -> list[date]:
        """The later days on which another known version takes effect."""
        return self._effective[bisect_right(self._effective, on) :]

    @cached_property
    def _effective(self) -> list[date]:
        every = (d.version for versions in self.parts.values() for d in versions)
        return sorted({v.effective_from for v in every if v.published_on <= self.known_on})

    @property
    def replaced_on(self) -> date:
        """The day on which a method was last replaced whole, for the days before it too: nothing is rated any more by
        what it replaced, also where a clock is set to before it."""
        later = (
            after.version
            for versions in self.parts.values()
            for before, after in pairwise(versions)
            if after.version.method_version != before.version.method_version
        )
        return max((version.published_on for version in later if version.retrospective), default=date.min)

    def known_in(self, day: date) -> Rulebook:
        """The rulebook of a day as known that day, or since the method was last replaced. Raises NoRuleInForce."""
        return self.as_known_on(min(max(day, self.replaced_on), self.known_on)).in_force(day)

    def retired(self, measure_id: str) -> Measure | None:
        """A measure that no rule in force scores any more, as its newest version says; None for a name of none."""
        versions = [d for d in self.parts.get(f"measures/{measure_id}", ()) if d.content is not None]
        return versions[-1].content if versions else None

    def proposal(self) -> Mapping[str, Version]:
        """What is proposed: the version of each rule file that differs, by its part. Nothing where nothing is."""
        parts = self.proposed.parts if self.proposed else {}
        return {name: versions[-1].version for name, versions in parts.items() if versions is not self.parts.get(name)}

    def with_proposal(self, parts: Mapping[str, Dated]) -> "Rules":
        """These rules with a version of some files proposed beside them: for every day of history."""
        told = {
            name: (Dated(replace(dated.version, effective_from=date.min, retrospective=True), dated.content),)
            for name, dated in parts.items()
        }
        return self._again(self.known_on, self._again(self.known_on, None, {**self.parts, **told}))

    def as_known_on(self, day: date) -> "Rules":
        """The same files as someone knew them on a day. The same versions are one rulebook, whoever asks."""
        if day not in self._as_known:
            self._as_known[day] = self.apart(day)
        return self._as_known[day]

    def apart(self, day: date) -> "Rules":
        """The same rules with a memory of their own, for a caller that keeps them long or asks for every day."""
        then = self._again(day, self.proposed.apart(day) if self.proposed else None)
        then._by_versions = self._by_versions
        return then

    def _again(
        self, known_on: date, proposed: "Rules | None", parts: Mapping[str, tuple[Dated, ...]] | None = None
    ) -> "Rules":
        return Rules(
            parts=parts or self.parts,
            known_on=known_on,
            assemble=self._assemble,
            digest=self.digest,
            files=self.files,
            proposed=proposed,
        )
