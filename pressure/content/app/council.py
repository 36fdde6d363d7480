"""What the page of one council says, as data for a page to draw. Nothing is worked out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pressure.content.app.range_bars import range_bar
from pressure.content.explore import explorer_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.content.notice.notice import Notice, notice
from pressure.content.steps import ran_out
from pressure.document.shapes import MeasureLine, RatingPart, SourcePart
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import band_mark, level_sign, link_list, markup, picture
from pressure.drawing.blocks import DefinitionList, Link, Section, Term
from pressure.nation_list import Nation
from pressure.release.site import base
from pressure.words.brief import LINK as BRIEF
from pressure.words.dates import last_good
from pressure.words.level import CHALLENGE, CHALLENGE_AT, WELSH, decided, evidence, how_sure
from pressure.words.measures import name
from pressure.words.nations import nation_of
from pressure.words.reasons import SCORED, band_words, last_known, not_scored, reason, worst_first

Row = Mapping[str, str]
IN_WELSH_TOO = "This notice in Welsh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure: its name with its band, its picture, and what is said of it."""

    title: str
    mark: str
    picture: str
    text: str
    distance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage:
    """Everything the page draws, in the order it draws it."""

    notice: Notice
    sign: str
    dates: str
    why: str
    counted: tuple[Figure, ...]
    not_counted: tuple[Figure, ...]
    families: tuple[Row, ...]
    changes: tuple[str, ...]
    sections: Mapping[str, tuple[str, str]]
    sources: tuple[Row, ...]
    links: str
    unknown: str
    sure: str

    @property
    def help_first(self) -> bool:
        """Whether what to do now stands before everything else: at the highest level."""
        return self.notice.sections[0].id == "help"

    @property
    def as_plain(self) -> bool:
        """Whether the page has the plain page's sections and no others: where there is no level."""
        return self.notice.level is None

    def section(self, section_id: str) -> tuple[str, str] | None:
        """A section's title and markup, where this notice has one."""
        return self.sections.get(section_id)


def council_page(explorer: Explorer, council: Listed) -> CouncilPage:
    """The page of one council from the release."""
    document, book = explorer.document(council), explorer.book
    nation = nation_of(document["council"])
    rating: RatingPart = document["rating"]
    said = notice(
        document,
        explorer.history(council),
        book,
        explorer.declarations(council),
        base=base(demonstration=council.demonstration),
        figures=explorer.official(council),
    )
    by_id = {section.id: section for section in said.sections}
    measures = rating["measures"]
    absent = [m for m in measures if m["state"] != SCORED]
    return CouncilPage(
        notice=said,
        sign=level_sign(said.level, said.level_line, book),
        dates=markup(by_id["level"].blocks, book) if "level" in by_id else "",
        why=decided(rating, book, nation),
        counted=tuple(_counted(m, book, nation) for m in worst_first(measures)),
        not_counted=tuple(_not_counted(m, book, nation) for m in absent if m["value"] is not None),
        families=family_rows(rating, book),
        changes=changes(rating, book),
        sections={i: _drawn(s, book) for i, s in by_id.items()},
        sources=tuple(_source(m, document.get("sources", {})) for m in measures if m["period_end"]),
        links=link_list(_links(council, explorer)),
        unknown=_without([m for m in absent if m["value"] is None], book, nation),
        sure=f"{how_sure(rating)}\n\n{evidence(rating, book)}",
    )


def out_of_date(explorer: Explorer, council: Listed, now: datetime) -> str:
    """The warning once a rating has run out; empty while it holds. It depends on the moment, so it is never kept."""
    rating = explorer.document(council)["rating"]
    return words.OUT_OF_DATE.format(day=last_good(rating["valid_until"])) if ran_out(rating, now) else ""


def _drawn(section: Section, book: Rulebook) -> tuple[str, str]:
    return section.title, markup(section.blocks, book)


def _counted(measure: MeasureLine, book: Rulebook, nation: Nation) -> Figure:
    text = reason(measure, book, nation).removeprefix(f"{band_words(measure, book)}. ")
    return Figure(
        title=name(measure),
        mark=band_mark(band_words(measure, book)),
        picture=_picture(measure, book),
        text=text,
        distance=words.distances(measure),
    )


def _not_counted(measure: MeasureLine, book: Rulebook, nation: Nation) -> Figure:
    return Figure(
        title=name(measure),
        mark="",
        picture=_picture(measure, book),
        text=last_known(measure) or not_scored(measure, nation),
        distance="",
    )


def _without(measures: Sequence[MeasureLine], book: Rulebook, nation: Nation) -> str:
    """Measures of which no figure may or can be shown, each with the reason; empty when there are none."""
    terms = tuple(Term(name(m), (not_scored(m, nation),)) for m in measures)
    return markup([DefinitionList(terms)], book) if terms else ""


def _picture(measure: MeasureLine, book: Rulebook) -> str:
    drawn = range_bar(measure, book)
    return picture(drawn) if drawn else ""


def family_rows(rating: RatingPart, book: Rulebook) -> tuple[Row, ...]:
    """Each family's own level; none where the figures are too few for a level of the council."""
    return tuple(_family_row(f.id, rating, book) for f in book.families) if rating["status"] == "rated" else ()


def _family_row(family_id: str, rating: RatingPart, book: Rulebook) -> Row:
    """A family's own level, points and how much of its weight is known."""
    own = rating["families"][family_id]
    level = f"{own['level']} {book.level(own['level']).name}"
    cells = (
        book.family(family_id).title,
        level,
        words.points(own["points"], own["points_possible"]),
        words.weight(own["weight_fresh"], own["weight"]),
    )
    return dict(zip(words.FAMILIES_HEAD, cells, strict=True))


def changes(rating: RatingPart, book: Rulebook) -> tuple[str, ...]:
    """Single steps of one measure that would give another level."""
    if rating["status"] != "rated":
        return ()
    by_id = {m["measure_id"]: m for m in rating["measures"]}
    said = tuple(words.would_change(c, by_id, book) for c in rating["what_would_change"])
    return said or (words.NO_CHANGE,)


def _source(measure: MeasureLine, sources: Mapping[str, SourcePart]) -> Row:
    known = sources.get(measure["source_id"] or "")
    source = known["title"] if known else words.source(measure["source_id"])
    cells = (name(measure), source, words.dated(measure))
    return dict(zip(words.DATES_HEAD, cells, strict=True))


def _links(council: Listed, explorer: Explorer) -> tuple[Link, ...]:
    """The plain page first: it is the one to print. Then files, where the release has them."""
    history, release = explorer.file_name(council, "history.csv"), explorer.release_of(council)
    offered: Sequence[tuple[str, str]] = (
        ("index.html", words.PLAIN_PAGE),
        ("rating.json", words.AS_DATA),
        (history, words.HISTORY_FILE),
        ("feed.atom", words.FEED),
        ("badge.svg", words.BADGE),
    )
    files = [
        Link(text, council.address + file.removesuffix("index.html"))
        for file, text in offered
        if release.has(council.folder + file)
    ]
    if release.has(f"cy/{council.folder}index.html"):
        files.append(Link(IN_WELSH_TOO, f"{base(demonstration=council.demonstration)}/cy/{council.folder}", WELSH))
    challenge = Link(CHALLENGE, f"{base(demonstration=council.demonstration)}{CHALLENGE_AT}")
    pages = [Link(text, f"/app/{page}?code={council.code}") for page, text in words.GO_ON]
    return (*files[:1], Link(BRIEF, f"{council.address}brief/"), *files[1:], challenge, *pages)
