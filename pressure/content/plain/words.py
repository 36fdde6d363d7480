"""Pages of words: the letter to a council, and a lost page."""

from pressure.content.search.words import LABEL
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Section, lines, says
from pressure.drawing.templating import Frame, Page, render

LETTER = (
    "Dear head of adult social care,",
    "I live in your area. I would like to know how hard it is to get adult social care here, and why.",
    "Care Pressure is a free, public rating with four levels. It is worked out from {count} figures. Most councils "
    "already count them. Your page has no current level, because the figures are missing or too old.",
    "Please would you send the weekly return, and tell me when you will start? If you cannot, please tell me why.",
    "The rating does not judge staff and does not rank councils. Small numbers are kept private.",
    "Yours sincerely,",
    "[your name and postcode]",
)
NEEDS = (
    "Someone to fill in one sheet each week. It takes figures that most councils already count.",
    "A director, and a second senior officer who can sign when care has to change.",
    "Nothing to pay. The software is open, and a council can run it itself.",
)


def take_part_page(book: Rulebook, frame: Frame) -> bytes:
    """`/take-part/`: a letter anyone can copy, and what a council needs."""
    page = Page(
        title="Ask your council to take part",
        heading="Ask your council to take part",
        description="A letter you can send to your council, and what the council needs to do.",
        lead=(
            says(
                "Copy this letter, change what you like, and send it to your council. You can find its address at ",
                Link("Find your local council", "https://www.gov.uk/find-local-council"),
                ".",
            ),
            says("In Northern Ireland, send it to your health and social care trust."),
        ),
        sections=(
            Section(
                "letter",
                "The letter",
                tuple(says(text.format(count=len(book.measures)), tone="quote") for text in LETTER),
            ),
            Section(
                "needs",
                "What the council needs",
                (lines(*NEEDS), says(Link("What is counted, and how", f"{frame.base}/method/"))),
            ),
        ),
    )
    return render("sections.html", page, frame, book)


def not_found_page(book: Rulebook, frame: Frame) -> bytes:
    """The page for an address that leads nowhere."""
    page = Page(
        title="Page not found",
        heading="We cannot find this page",
        description="There is no page at this address.",
        lead=(
            says(
                "The address may be mistyped or cut short, or there may be no such page now. "
                "What a release published stays at the address of that release."
            ),
            says("You can find a council here:"),
        ),
    )
    return render("find.html", page, frame, book, groups=[], query="", find_label=LABEL)
