"""What is rated: the rule files of levels, families, measures and context figures."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, model_validator

from pressure.domain import rulebook as book
from pressure.domain.measures import ContextMeasure, Edge, Measure, Unit
from pressure.rules_files import BrokenLawError
from pressure.rules_shapes import (
    LEVEL_NUMBERS,
    STAGES,
    Colour,
    Exact,
    LevelNumber,
    Provenance,
    Slug,
    Strict,
    Words,
    require_all,
)


class NoLevelRow(Strict):
    name: Words
    sentence: Words
    bars: Words
    colour: Colour
    text_colour: Colour


class LevelRow(NoLevelRow):
    number: int


class Levels(Provenance):
    levels: list[LevelRow]
    no_level: NoLevelRow

    @model_validator(mode="after")
    def _all_four(self) -> "Levels":
        require_all("levels", [row.number for row in self.levels], LEVEL_NUMBERS)
        return self

    def content(self) -> tuple[tuple[book.Level, ...], book.Level]:
        return (
            tuple(book.Level(**row.fields()) for row in self.levels),
            book.Level(number=0, **self.no_level.fields()),
        )


class FamilyRow(Strict):
    id: Slug
    title: Words
    question: Words
    band_only_in_public: bool


class Families(Provenance):
    families: list[FamilyRow] = Field(min_length=1)
    order: list[Slug] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> "Families":
        for key, ids in (("families", [row.id for row in self.families]), ("order", self.order)):
            if twice := sorted({i for i in ids if ids.count(i) > 1}):
                raise BrokenLawError(key, ", ".join(twice) + " twice", "each id once")
        return self

    def content(self) -> tuple[tuple[book.Family, ...], tuple[str, ...]]:
        return tuple(book.Family(**row.fields()) for row in self.families), tuple(self.order)


class EdgeRow(Strict):
    at_least: Exact | None = None
    above: Exact | None = None
    people_at_least: PositiveInt | None = None

    @model_validator(mode="after")
    def _one_edge(self) -> "EdgeRow":
        given = [name for name in ("at_least", "above") if getattr(self, name) is not None]
        if len(given) != 1:
            raise BrokenLawError("", " and ".join(given) or "no edge", "either at_least or above")
        return self


class Anchor(Strict):
    figure: Words
    date: Words
    source: Words


class Counting(Strict):
    clock_starts: Words
    clock_stops: Words
    who_is_counted: Words
    who_is_not: Words
    shown_but_not_counted: Words
    common_mistakes: Words


class MeasureFile(Provenance):
    id: Slug
    title: Words
    short_title: Words
    family: Slug
    unit: Unit
    weight: PositiveInt
    counted: Literal["people", "hours", "beds", "posts", "providers", "stages"]
    about_people: bool
    bands: dict[int, EdgeRow]
    stage_bands: dict[int, LevelNumber] = Field(default_factory=dict)
    assumed: bool
    anchors: list[Anchor]
    counting: Counting
    why: Words

    @model_validator(mode="after")
    def _bands_complete(self) -> "MeasureFile":
        by_stage = self.unit is Unit.STAGE
        require_all("bands", list(self.bands), () if by_stage else LEVEL_NUMBERS[1:])
        require_all("stage_bands", list(self.stage_bands), STAGES if by_stage else ())
        edges = [edge.value for edge in self._edges().values()]
        if any(low >= high for low, high in pairwise(edges)):
            raise BrokenLawError("bands", ", ".join(map(str, edges)), "edges that rise from band to band")
        bands = list(self.stage_bands.values())
        if bands != sorted(bands):
            raise BrokenLawError("stage_bands", ", ".join(map(str, bands)), "bands that never fall from stage to stage")
        if self.assumed == bool(self.anchors):
            raise BrokenLawError(
                "anchors",
                f"{len(self.anchors)} with assumed: {str(self.assumed).lower()}",
                "a figure behind the edges, or none and assumed: true",
            )
        return self

    def _edges(self) -> dict[int, Edge]:
        return {band: Edge(**row.fields()) for band, row in self.bands.items()}

    def content(self) -> Measure:
        said = {key: value for key, value in self.own().items() if key != "bands"}
        return Measure(
            **said
            | {
                "edges": self._edges(),
                "version": self.version(),
                "counting": self.counting.model_dump(),
                "anchors": tuple(f"{a.figure}, {a.date}. Source: {a.source}." for a in self.anchors),
            }
        )


class ContextRow(Strict):
    id: Annotated[str, Field(pattern=r"^ctx_[a-z0-9_]+$")]
    title: Words
    family: Slug
    unit: Literal["days", "weeks", "people", "per_100k", "percent", "hours_a_week"]
    note: Words


class Context(Provenance):
    measures: list[ContextRow]

    def content(self) -> tuple[ContextMeasure, ...]:
        return tuple(ContextMeasure(**row.fields()) for row in self.measures)
