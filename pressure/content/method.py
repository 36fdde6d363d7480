"""The method: every number of it is taken from the rule files, with every version listed. `/method/` and `/app/method`
draw the same sections; below /app/ figures of councils stand after each measure."""

from collections.abc import Mapping, Sequence

from pressure.content import method_sections as said
from pressure.content import method_words as words
from pressure.content import spreads
from pressure.content.challenge import challenge
from pressure.content.explore.explorer_words import limits
from pressure.content.spreads import Spread
from pressure.domain.measures import Measure
from pressure.domain.rulebook import Family, Rulebook
from pressure.drawing.blocks import (
    Block,
    DefinitionList,
    Fold,
    Grid,
    Heading,
    Link,
    Picture,
    Section,
    Term,
    lines,
    says,
)
from pressure.drawing.marks.ladder import ladder, rungs
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import short_date
from pressure.words.level import short_level
from pressure.words.numbers import plain, share


def method_page(
    books: Sequence[Rulebook],
    frame: Frame,
    deciding: Mapping[str, tuple[str, str]] | None = None,
    *,
    feedback: str = "",
    real: Sequence[Spread] = (),
) -> bytes:
    """`/method/`. `books` newest first: the first in full, every one in the list of versions. `deciding` gives the
    title and sentence of each rule that can decide a level, `feedback` is where to write, `real` is how
    councils stand on the thresholds, without a name."""
    book = books[0]
    councils = spreads.section(real, book)
    page = Page(
        title=words.TITLE,
        heading=words.TITLE,
        description=f"The rules of the Care Pressure Level, method version {book.method_version}: measures, "
        "bands, weights, floors and what happens at each level.",
        lead=(
            Picture(points_ladder(book)),
            *lead(book),
            says(Link(words.FIRMLY, f"{frame.base}/method/robustness/")),
            says(Link(words.PROPOSED, f"{frame.base}/method/proposed/")),
        ),
        sections=(*((councils,) if councils.blocks else ()), *sections(books, deciding or {}, feedback)),
    )
    return render("sections.html", page, frame, book)


def points_ladder(book: Rulebook, points: int | None = None, possible: int | None = None) -> str:
    """From points to a level as a picture, with a pin where `points` of the `possible` stand."""
    most = book.weight * (len(book.levels) - 1) if possible is None else possible
    stands = words.LADDER_STANDS.format(points=points) if points is not None else ""
    return ladder(most, book, f"{words.LADDER.format(said=_said_of_points(book))}{stands}", points)


def lead(book: Rulebook) -> tuple[Block, ...]:
    """How figures become a level, in a sentence."""
    newest = max(book.parts.values(), key=lambda version: version.published_on)
    return (
        says(words.EXPERIMENTAL.format(author=newest.authored_by, checker=newest.checked_by), tone="strong"),
        says(words.START.format(version=book.method_version)),
        says(words.ERRATUM),
    )


def sections(
    books: Sequence[Rulebook], deciding: Mapping[str, tuple[str, str]], feedback: str = ""
) -> tuple[Section, ...]:
    """Everything the page says. A family's section has the id of the family. `feedback` is where to write."""
    book = books[0]
    return (
        _levels(book),
        _points(book, deciding),
        *(_family(family, book) for family in book.families),
        _evidence(book),
        Section("missing", words.MISSING_TITLE, (lines(*said.missing(book)),)),
        Section("settling", words.SETTLING_TITLE, (lines(*said.settling(book)),)),
        _floors(book),
        _fresh(book),
        _private(book),
        _actions(book),
        _nations(book),
        _exceptional(book),
        _context(book),
        _versions(books),
        challenge(book, feedback),
    )


def _grid(caption: str, rows: Sequence[Mapping[str, str]]) -> Grid:
    return Grid(caption, tuple(rows[0]), tuple(tuple(row.values()) for row in rows))


def _levels(book: Rulebook) -> Section:
    facts = tuple(Term(f"{lv.number}. {lv.name}", (lv.sentence,), lv.number) for lv in book.levels)
    return Section(
        "levels", words.LEVELS, (DefinitionList((*facts, Term(book.no_level.name, (book.no_level.sentence,)))),)
    )


def _points(book: Rulebook, deciding: Mapping[str, tuple[str, str]]) -> Section:
    blocks: list[Block] = [says(_said_of_points(book)), _rungs(book)]
    if deciding:
        blocks += [
            says(words.DECIDING),
            DefinitionList(tuple(Term(title, (sentence,)) for title, sentence in deciding.values())),
        ]
    return Section("points", words.POINTS, tuple(blocks))


def _said_of_points(book: Rulebook) -> str:
    cuts = ", ".join(words.CUT.format(share=share(cut), level=level) for level, cut in enumerate(book.cuts, start=1))
    return words.POINTS_SAID.format(cuts=cuts, last=len(book.levels), most=book.weight * (len(book.levels) - 1))


def _rungs(book: Rulebook) -> Grid:
    """The ladder as a table."""
    every = rungs(book.weight * (len(book.levels) - 1), book)
    rows = tuple((short_level(level, book), str(first), str(last)) for level, first, last in every)
    return Grid(words.LADDER_CAPTION, words.LADDER_HEAD, rows, titled=True)


def _family(family: Family, book: Rulebook) -> Section:
    start, measures = family_parts(family, book)
    title = f"{words.MEASURES}: {family.title.lower()}"
    return Section(family.id, title, (*start, *(block for blocks in measures.values() for block in blocks)))


def family_parts(family: Family, book: Rulebook) -> tuple[tuple[Block, ...], Mapping[str, tuple[Block, ...]]]:
    """How the section of a family begins, and what it says of each measure, by id."""
    own = (m for m in book.measures if m.family == family.id)
    return (says(family.question),), {m.id: tuple(_measure(m, book)) for m in own}


def _measure(measure: Measure, book: Rulebook) -> list[Block]:
    rows = tuple(
        (str(band), limits(measure, band), str((band - 1) * measure.weight)) for band in range(1, len(book.levels) + 1)
    )
    counting = tuple(
        Term(words.COUNTING.get(key, key.replace("_", " ").capitalize()), (text,))
        for key, text in measure.counting.items()
    )
    if measure.how_we_looked:
        counting += (Term(words.HOW_WE_LOOKED, (words.WAYS.format(ways=" ".join(measure.how_we_looked.values())),)),)
    anchors = measure.anchors or (words.ASSUMED if measure.assumed else words.NO_ANCHOR,)
    assumed = [says(words.ASSUMED, tone="strong")] if measure.assumed and measure.anchors else []
    folds = (Fold(f"{words.WHAT_COUNTS} ({measure.id})", (DefinitionList(counting),)),) if counting else ()
    bands = Grid(f"Bands: {measure.short_title}", words.BANDS_HEAD, rows)
    return [
        Heading(measure.title, measure.id),
        says(words.intro(measure)),
        bands,
        says(f"{words.ANCHORS}:"),
        *assumed,
        lines(*anchors),
        *folds,
    ]


def _evidence(book: Rulebook) -> Section:
    return Section("evidence", words.EVIDENCE_TITLE, (lines(*said.evidence(book)),))


def _floors(book: Rulebook) -> Section:
    return Section("floors", words.FLOORS_TITLE, (lines(*said.floors(book)),))


def _fresh(book: Rulebook) -> Section:
    return Section(
        "freshness",
        words.FRESH_TITLE,
        (
            _grid("Days a figure counts", said.freshness(book)),
            says(words.CONFIRMATION.format(days=book.freshness.register_confirmation_days)),
        ),
    )


def _private(book: Rulebook) -> Section:
    rule = book.disclosure
    told = (line.format(least=plain(float(rule.least_base)), nearest=rule.round_to) for line in words.PRIVATE)
    reasons = " ".join(reason.sentence for reason in book.revision_reasons if not reason.own_words)
    chosen = [words.REVISION_REASONS.format(reasons=reasons)] if reasons else []
    return Section("disclosure", words.PRIVATE_TITLE, (lines(*told, *chosen),))


def _actions(book: Rulebook) -> Section:
    folds = tuple(
        Fold(
            title,
            tuple(
                block for head, texts in groups if texts for block in (says(f"{head}:", tone="strong"), lines(*texts))
            ),
        )
        for title, groups in said.actions(book)
    )
    return Section("actions", words.ACTIONS_TITLE, folds)


def _nations(book: Rulebook) -> Section:
    folds = tuple(
        Fold(
            nation.name,
            (lines(*said.nation(nation, book)), said.entries(nation)),
        )
        for nation in book.nations.values()
    )
    return Section("nations", words.NATIONS_TITLE, folds)


def _exceptional(book: Rulebook) -> Section:
    days = ", ".join(f"stage {stage}: {limit} days" for stage, limit in book.declarations.review_within_days.items())
    facts = tuple(Term(f"{e.title} (stage {e.stage})", (e.meaning.strip(),)) for e in book.declarations.catalogue)
    return Section(
        "exceptional",
        words.CATALOGUE_TITLE,
        (DefinitionList(facts), says(words.LONGEST.format(days=days[:1].upper() + days[1:]))),
    )


def _context(book: Rulebook) -> Section:
    return Section(
        "context", words.CONTEXT_TITLE, (DefinitionList(tuple(Term(c.title, (c.note,)) for c in book.context)),)
    )


def _versions(books: Sequence[Rulebook]) -> Section:
    """Each version of each rule file once, as it was published."""
    seen: dict[tuple[str, str], Term] = {}
    for book in books:
        for part, version in sorted(book.parts.items()):
            said_of = (
                f"In force from {short_date(version.effective_from)}, published "
                f"{short_date(version.published_on)}, next review by {short_date(version.next_review)}. "
                f"{version.reason.strip()}"
            )
            measure = book.measure(part.partition("/")[2])
            name = f"Measure: {measure.title}" if measure else part.replace("_", " ").capitalize()
            title = f"{name}, version {version.method_version}"
            seen.setdefault((part, version.published_on.isoformat()), Term(title, (said_of,)))
    fold = Fold(words.VERSIONS.format(count=len(seen)), (DefinitionList(tuple(seen.values())),))
    return Section("versions", words.VERSIONS_TITLE, (fold,))
