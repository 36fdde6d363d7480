"""The method as a page, every number of it taken from the rule files, with every version listed."""

from collections.abc import Mapping, Sequence

from pressure.content.explore.explorer_words import limits
from pressure.content.plain import method_sections as said
from pressure.content.plain import method_words as words
from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Facts, Fold, Grid, Heading, Section, Term, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import short_date


def method_page(
    books: Sequence[Rulebook], frame: Frame, deciding: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """`/method/`. `books` newest first: the first in full, every one in the list of versions. `deciding` gives the
    title and sentence of each rule that can decide a level."""
    book = books[0]
    page = Page(
        title="How levels are worked out",
        heading="How levels are worked out",
        description=f"The rules of the Care Pressure Level, method version {book.method_version}: measures, "
        "bands, weights, floors and what happens at each level.",
        lead=(says(words.START.format(version=book.method_version)),),
        sections=(
            _levels(book),
            _points(book, deciding or {}),
            *_families(book),
            _evidence(book),
            _floors(book),
            _fresh(book),
            _private(book),
            _actions(book),
            _exceptional(book),
            _context(book),
            _versions(books),
        ),
    )
    return render("sections.html", page, frame, book)


def _grid(caption: str, rows: Sequence[Mapping[str, str]]) -> Grid:
    return Grid(caption, tuple(rows[0]), tuple(tuple(row.values()) for row in rows))


def _levels(book: Rulebook) -> Section:
    facts = tuple(Term(f"{lv.number}. {lv.name}", (lv.sentence,), lv.number) for lv in book.levels)
    return Section("levels", words.LEVELS, (Facts((*facts, Term(book.no_level.name, (book.no_level.sentence,)))),))


def _points(book: Rulebook, deciding: Mapping[str, tuple[str, str]]) -> Section:
    most = book.weight * (len(book.levels) - 1)
    blocks: list[Block] = [says(words.POINTS_SAID.format(count=len(book.levels), most=most))]
    if deciding:
        blocks += [
            says("Every level says which rule decided it:"),
            Facts(tuple(Term(title, (sentence,)) for title, sentence in deciding.values())),
        ]
    return Section("points", words.POINTS, tuple(blocks))


def _families(book: Rulebook) -> list[Section]:
    sections = []
    for family in book.families:
        blocks: list[Block] = [says(family.question)]
        if family.band_only_in_public:
            blocks.append(says("Only the band of these is public, so that nobody can be picked out."))
        for measure in (m for m in book.measures if m.family == family.id):
            blocks += _measure(measure, book)
        sections.append(Section(family.id, f"{words.MEASURES}: {family.title.lower()}", tuple(blocks)))
    return sections


def _measure(measure: Measure, book: Rulebook) -> list[Block]:
    rows = tuple(
        (str(band), limits(measure, band), str((band - 1) * measure.weight)) for band in range(1, len(book.levels) + 1)
    )
    counting = tuple(
        Term(words.COUNTING.get(key, key.replace("_", " ").capitalize()), (text,))
        for key, text in measure.counting.items()
    )
    anchors = measure.anchors or (words.ASSUMED if measure.assumed else words.NO_ANCHOR,)
    assumed = [says(words.ASSUMED, tone="strong")] if measure.assumed and measure.anchors else []
    folds = (Fold(f"{words.WHAT_COUNTS} ({measure.id})", (Facts(counting),)),) if counting else ()
    bands = Grid(f"Bands: {measure.short_title}", words.BANDS_HEAD, rows)
    return [
        Heading(measure.title),
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
            says(
                f"A council's confirmation of its register counts for {book.freshness.register_confirmation_days} days."
            ),
        ),
    )


def _private(book: Rulebook) -> Section:
    rule = book.disclosure
    return Section(
        "disclosure",
        "How people's privacy is kept",
        (
            lines(
                "Counts of people from a council's return are not shown when they are "
                f"{rule.suppress_at_or_below} or fewer.",
                f"Other counts of people are rounded to the nearest {rule.round_to}, and rates are worked out from "
                "that.",
                "The band is always worked out from the exact figure, and is always public.",
            ),
        ),
    )


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


def _exceptional(book: Rulebook) -> Section:
    days = ", ".join(f"stage {stage}: {limit} days" for stage, limit in book.declarations.review_within_days.items())
    facts = tuple(Term(f"{e.title} (stage {e.stage})", (e.meaning.strip(),)) for e in book.declarations.catalogue)
    return Section(
        "exceptional",
        words.CATALOGUE_TITLE,
        (Facts(facts), says(f"Longest time before a review. {days[:1].upper()}{days[1:]}.")),
    )


def _context(book: Rulebook) -> Section:
    return Section("context", words.CONTEXT_TITLE, (Facts(tuple(Term(c.title, (c.note,)) for c in book.context)),))


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
    fold = Fold(f"Every version of every rule file ({len(seen)})", (Facts(tuple(seen.values())),))
    return Section("versions", "Every version", (fold,))
