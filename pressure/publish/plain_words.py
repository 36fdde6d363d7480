"""Pages of words: the letter to a council, the accessibility statement, and a lost page."""

from collections.abc import Mapping
from typing import Any

from pressure.domain.rulebook import Rulebook
from pressure.publish.templating import Frame, Page, render
from pressure.view.blocks import Link, Section, lines, says
from pressure.view.wording import uk_date

LETTER = (
    "Dear director of adult social services,",
    "I live in your area. I would like to know how hard it is to get adult social care here, and why.",
    "Care Pressure is a free, public rating with four levels. It is worked out from {count} figures. Most councils "
    "already count them. Your page has no current level, because the figures are missing or too old.",
    "Please would you send the weekly return, and tell me when you will start? If you cannot, please tell me why.",
    "The rating does not judge staff and does not rank councils. Small numbers are kept private.",
    "Yours sincerely,", "[your name and postcode]")
NEEDS = ("Someone to fill in one sheet each week. It takes figures that most councils already count.",
         "A director, and a second senior officer who can sign when care has to change.",
         "Nothing to pay. The software is open, and a council can run it itself.")


def take_part_page(book: Rulebook, frame: Frame) -> bytes:
    """`/take-part/`: a letter anyone can copy, and what a council needs."""
    page = Page(
        title="Ask your council to take part", heading="Ask your council to take part",
        description="A letter you can send to your council, and what the council needs to do.",
        lead=(says("Copy this letter, change what you like, and send it to your council. You can find its address at ",
                   Link("Find your local council", "https://www.gov.uk/find-local-council"), "."),),
        sections=(Section("letter", "The letter", tuple(says(text.format(count=len(book.measures)), tone="quote")
                                                        for text in LETTER)),
                  Section("needs", "What the council needs", (
                      lines(*NEEDS), says(Link("What is counted, and how", f"{frame.base}/method/"))))))
    return render("sections.html", page, frame, book)


def accessibility_page(book: Rulebook, frame: Frame, *, checked: Mapping[str, Any] | None = None) -> bytes:
    """`/accessibility/`. `checked` is the last test run: on (date), pages, violations (list of sentences)."""
    page = Page(
        title="Accessibility", heading="Accessibility", description="How these pages are made to be used by everyone.",
        lead=(says("We want everyone to be able to use these pages. The aim is WCAG 2.2, level AA."),),
        sections=(
            Section("how", "What you can do", (lines(
                "Read every page without JavaScript.", "Make the text four times as large without losing any.",
                "Use only a keyboard.", "Use a screen reader.", "Use your own colours, or dark mode.",
                "Print a council's page on one side of paper.", "Read an easy version of each council's page."),)),
            Section("tests", "What was tested", _tested(checked)),
            Section("limits", "What is not yet good enough", (lines(
                "Wide tables scroll sideways on a small screen.",
                "The pages for exploring, with charts and maps, need JavaScript. "
                "Everything they say about a level is also on its plain page.",
                "Files in CSV and JSON have no easy version."),)),
            Section("tell", "Tell us", (
                says("If you cannot read or use something, tell whoever runs this site. "
                     "In Great Britain you can also ask the ",
                     Link("Equality Advisory and Support Service", "https://www.equalityadvisoryservice.com/"),
                     " for help, and in Northern Ireland the ",
                     Link("Equality Commission", "https://www.equalityni.org/"), "."),))))
    return render("sections.html", page, frame, book)


def not_found_page(book: Rulebook, frame: Frame) -> bytes:
    """The page for an address that leads nowhere."""
    page = Page(
        title="Page not found", heading="We cannot find this page", description="There is no page at this address.",
        lead=(says("The address may be mistyped or cut short. Nothing we have published is ever removed."),
              says("You can find a council by its name:")))
    return render("find.html", page, frame, book, groups=[], query="", find_label="Find your council by name")


def _tested(checked: Mapping[str, Any] | None) -> tuple[Any, ...]:
    if checked is None:
        return (says("No test result was published with this release."),)
    found = list(checked["violations"])
    start = says(f"On {uk_date(checked['on'])} we tested {checked['pages']} pages with axe, at two widths, in light, "
                 f"dark and forced colours. It found {'these faults:' if found else 'no faults.'}")
    return (start, lines(*found)) if found else (start, says("A tool cannot find every fault."))
