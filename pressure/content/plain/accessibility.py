"""The accessibility statement, made from the last test run. Its order is that of the model statement for UK bodies."""

import json
from pathlib import Path

from typing_extensions import TypedDict

from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Grid, Link, Section, Term, lines, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import uk_date
from pressure.words.numbers import counted, listed

FILE = "accessibility.json"
KINDS = {
    "plain": "Plain pages",
    "explore": "Pages for exploring, with charts and maps",
    "officers": "Pages for officers",
    "other": "Sign-in, the record and lost pages",
}
CAN = (
    "Read every level and every reason without JavaScript.",
    "Make the text four times as large without losing any.",
    "Use only a keyboard.",
    "Use a screen reader.",
    "Use your own colours, or dark mode.",
    "Print a council's page on one side of paper.",
    "Read an easy version of each council's page.",
)
NOT_YET = (
    "The pages for exploring need JavaScript. All they say about a level is also on its plain page.",
    "The line charts cannot be read point by point with a keyboard. A sentence and a table beside each say the same.",
    "Wide tables scroll sideways on a small screen.",
    "On a map, councils cannot be reached with a keyboard. The list beside it has the same links.",
    "Files for programs have no easy version.",
)
EASS = Link("Equality Advisory and Support Service", "https://www.equalityadvisoryservice.com/")
EQUALITY_NI = Link("Equality Commission for Northern Ireland", "https://www.equalityni.org/")
UNTESTED = ("No test result came with this release.",)
BY_TOOL = (
    "Only a program has tested these pages. Nobody who uses a screen reader or other help every day has checked "
    "them for us, and no expert has. A program cannot find every fault. Please tell us what it missed."
)


class Look(TypedDict):
    """A width and colours in which pages were looked at"""

    width: int
    theme: str
    forced_colours: bool


class Group(TypedDict):
    """Pages of one kind, and how each was looked at"""

    pages: list[str]
    looks: list[Look]


class Found(TypedDict):
    """What the program objected to, and where"""

    rule: str
    impact: str
    says: str
    pages: list[str]


class Checked(TypedDict):
    """data/accessibility.json"""

    tested_on: str
    axe_core: str
    browser: str
    groups: dict[str, Group]
    violations: dict[str, int]
    found: list[Found]


def accessibility_statement(book: Rulebook, frame: Frame, data_dir: Path, run_by: str, feedback: str) -> bytes:
    """`/accessibility/` of this installation, from what the browser tests wrote when they last looked at every page."""
    file = data_dir / FILE
    checked = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    return accessibility_page(book, frame, checked=checked, run_by=run_by, feedback=feedback)


def accessibility_page(
    book: Rulebook, frame: Frame, *, checked: Checked | None = None, run_by: str = "", feedback: str = ""
) -> bytes:
    """The statement. `checked` is data/accessibility.json as tests/browser/looks.py writes it."""
    page = Page(
        title="Accessibility",
        heading="Accessibility statement",
        description="How these pages are made to be used by everyone, how they were tested, and what is not yet right.",
        lead=(
            says(
                f"These pages are run by {run_by}."
                if run_by
                else "Whoever runs this installation has not given a name yet."
            ),
            says("Everyone should be able to use these pages. You should be able to:"),
            lines(*CAN),
        ),
        sections=(
            Section("limits", "What is not yet good enough", (lines(*NOT_YET, *_faults(checked)),)),
            Section("tell", "Tell us", (_contact(feedback),)),
            Section(
                "complain",
                "If you are not happy with our answer",
                (
                    says(
                        "The Equality and Human Rights Commission sees to it that public bodies keep the accessibility "
                        "regulations of 2018. You can ask the ",
                        EASS,
                        " for help. In Northern Ireland, ask the ",
                        EQUALITY_NI,
                        ".",
                    ),
                ),
            ),
            Section(
                "standard",
                "How far we have come",
                (
                    says(
                        "The aim is level AA of the Web Content Accessibility Guidelines, version 2.2. These pages "
                        "meet it in part, because of what is listed above."
                    ),
                ),
            ),
            Section("tests", "How this was tested", _tested(checked)),
        ),
    )
    return render("sections.html", page, frame, book)


def _contact(feedback: str) -> Block:
    if not feedback:
        return says(
            "If you cannot read or use something, tell whoever runs this installation. It has given no address yet."
        )
    to = Link(feedback, f"mailto:{feedback}" if "@" in feedback and "://" not in feedback else feedback)
    return says(
        "If you cannot read or use something, or need it in another form, tell us: ",
        to,
        ". Say which page it was and what you use.",
    )


def _faults(checked: Checked | None) -> tuple[str, ...]:
    """What the program objected to, in its own words."""
    return tuple(
        f"The program says of {counted(len(fault['pages']), 'page')}: “{fault['says']}” ({fault['impact']})."
        for fault in (checked["found"] if checked else ())
    )


def _tested(checked: Checked | None) -> tuple[Block, ...]:
    if checked is None:
        return (says(*UNTESTED), says(BY_TOOL))
    groups = checked["groups"]
    pages = sum(len(group["pages"]) for group in groups.values())
    found = checked["violations"]
    said = listed([f"{number} {impact}" for impact, number in found.items()])
    rows = tuple(
        (KINDS.get(name, name), str(len(group["pages"])), "; ".join(map(_look, group["looks"])))
        for name, group in groups.items()
    )
    return (
        says(f"Last tested on {uk_date(checked['tested_on'])}. This statement was made from that test."),
        DefinitionList(
            (
                Term("Program", (f"axe-core {checked['axe_core']}, in Chromium {checked['browser']}",)),
                Term("Pages", (f"{pages}, each in every shape named below",)),
                Term("Faults it found", (f"{said}.",)),
            )
        ),
        Grid("What was looked at, and in which shapes", ("Kind of page", "Pages", "Widths and colours"), rows),
        says(BY_TOOL),
    )


def _look(look: Look) -> str:
    forced = ", your own colours" if look["forced_colours"] else ""
    return f"{look['width']:,} pixels, {look['theme']}{forced}"
