"""Pages beside `/take-part/`: the pilot guide, the page for members, and the letter of residents."""

from pressure.content.take_part import words
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Link, Section, lines, says
from pressure.drawing.templating import Frame, Page, render

LETTER = (
    "Dear head of adult social care,",
    "I live in your area. I would like to know how hard it is to get adult social care here, and why.",
    "Care Pressure is a free, public rating with four levels. It is worked out from {count} figures. Your page has no "
    "current level, because the figures are missing or too old.",
    "Some of these figures you count already. For others there is a way to begin, on the page for councils: {page}",
    "Please would you send the weekly return, and tell me when you will start? If you cannot, please tell me why.",
    "The rating does not judge staff and does not rank councils. Small numbers are kept private.",
    "Yours sincerely,",
    "[your name and postcode]",
)
NEEDS = (
    "Someone to fill in one sheet each week. Most councils count some of its figures. A few they would have to begin.",
    "A director, and a second senior officer who can sign when care has to change.",
    "Nothing to pay. The software is open, and a council can run it itself.",
)


def letter_page(book: Rulebook, frame: Frame) -> bytes:
    """`/take-part/letter/`: a letter anyone can copy, and what a council needs."""
    page_for_councils = f"{frame.tree}take-part/" if frame.tree else "[the address of this site]/take-part/"
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
                tuple(
                    says(text.format(count=len(book.measures), page=page_for_councils), tone="quote") for text in LETTER
                ),
            ),
            Section("needs", "What the council needs", (lines(*NEEDS), _back(frame))),
        ),
    )
    return render("sections.html", page, frame, book)


def pilot_page(book: Rulebook, frame: Frame) -> bytes:
    """`/take-part/pilot/`: twelve weeks, on paper too."""
    plan = Grid(words.WEEKS_CAPTION, words.WEEKS_HEAD, words.PLAN, titled=True, stacks=True)
    page = Page(
        title=words.PILOT_TITLE,
        heading=words.PILOT_HEADING,
        description=words.PILOT_DESCRIPTION,
        lead=(says(words.PILOT_LEAD),),
        sections=(
            Section("before", words.BEFORE, (lines(*words.BEFORE_LINES),)),
            Section("weeks", words.WEEKS, (plan,)),
            Section("judge", words.JUDGE, (lines(*words.JUDGE_LINES),)),
            Section("stopping", words.STOPPING, (says(words.STOPPING_SAID), _back(frame))),
        ),
    )
    return render("sections.html", page, frame, book)


def members_page(book: Rulebook, frame: Frame) -> bytes:
    """`/take-part/members/`: what a councillor can ask."""
    brief = says(words.BRIEF, Link(words.FIND_YOURS, f"{frame.base}/councils/"), ".")
    page = Page(
        title=words.MEMBERS_TITLE,
        heading=words.MEMBERS_HEADING,
        description=words.MEMBERS_DESCRIPTION,
        lead=(says(words.MEMBERS_LEAD),),
        sections=(
            Section("means", words.MEANS, (lines(*words.MEANS_LINES),)),
            Section("means-not", words.MEANS_NOT, (lines(*words.MEANS_NOT_LINES),)),
            Section("questions", words.QUESTIONS, (lines(*words.QUESTION_LINES), brief, _back(frame))),
        ),
    )
    return render("sections.html", page, frame, book)


def _back(frame: Frame) -> Block:
    return says(Link(words.BACK, f"{frame.base}/take-part/"))
