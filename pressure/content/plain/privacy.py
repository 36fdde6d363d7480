"""`/privacy/`: who answers for people's data here, what is kept, for how long, and how it is removed. It says what the
software does; what an operator's own proxy, host or mail server keeps, the operator must say."""

from pathlib import Path

from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Link, Section, lines, says
from pressure.drawing.templating import Frame, Page, render

TEMPLATE = "impact-assessment.md"
CONTROLLER = "{who} runs this installation and answers for the personal data in it."
NOBODY = "Whoever runs this installation has not given a name yet. Until it does, it takes no reader's e-mail address."
ASK = "For anything about your data, to see it, correct it or have it removed, write to "
NO_ADDRESS = "It has given no address for questions yet."
ICO = Link("Information Commissioner's Office", "https://ico.org.uk/make-a-complaint/")
HEAD = ("Whose", "What", "Why", "How long")
READERS = (
    (
        "Everybody who reads",
        "No cookie, no account, no counting of visitors. What you search for is not kept.",
        "Nothing is needed.",
        "Not kept",
    ),
    (
        "Your network address",
        "Kept in memory only, to count how often a form is sent. A log of tries has a keyed digest in its place.",
        "So that nobody can guess passwords or send mail to strangers.",
        "Minutes in memory; the log as long as whoever runs this keeps logs",
    ),
    (
        "You, if you ask to be told by e-mail",
        "Your address, encrypted; a keyed digest to find it by; one council; when you asked; the level you were told.",
        "One mail each time that level changes, and one if the council ends. You agreed to this twice.",
        "24 hours if you do not confirm. Else until you stop",
    ),
)
OFFICERS = (
    (
        "You, if you ask for an account",
        "Name and work e-mail, encrypted; a keyed digest of the address; council, role, and when you asked.",
        "So that somebody can answer. Nobody is told whether you have an account.",
        "Until somebody answers, or 30 days",
    ),
    (
        "Your account",
        "Name, work e-mail, council, roles, manager; a hash of the password or the number of a work account; the "
        "secret of your authenticator app, encrypted.",
        "Signing in and acting for your council.",
        "Access ends at once when an administrator says so; the rest until whoever runs this removes it",
    ),
    (
        "Your sessions",
        "When you signed in and when you last did something; a cookie while you are signed in.",
        "Ending idle sessions.",
        "30 days",
    ),
    (
        "Your acts",
        "Which act, when and in which role, under a pseudonym that changes with the year and the council. The public "
        "record never has your name.",
        "So that nothing signed can be changed unseen.",
        "Without end",
    ),
    (
        "Tokens you make",
        "A number, the council, a hash of the token, when you made it, until when it works, the day of its last use.",
        "Letting a program send your council's return.",
        "Without end, as the loads made with them are",
    ),
    (
        "Your words",
        "Drafts, what you publish for your council, and what you ask whoever runs this.",
        "Declarations and statements.",
        "A draft until you send or remove it. Published words without end, unless two administrators take them out",
    ),
    (
        "Your answers",
        "Which questions of a return you answered, when and in which role, until it is sent.",
        "So that nobody's answer is overwritten unseen.",
        "Until the return is sent; at most eight weeks",
    ),
    (
        "Reminders to you",
        "A mail to your work address about what is late or waits for you.",
        "So that nothing is forgotten.",
        "Emptied when it is sent; until then it waits here",
    ),
)
STOPPING = (
    "Every mail to a reader has a link. Open it and press the button: the mail stops and your address is deleted.",
    "You can also use the button “unsubscribe” of your mail program.",
    "Your address is deleted by itself when the council ends, when your mail server has refused our mail three times, "
    "and when mail to readers is switched off.",
    "It is never in a log, a feed, a file that we publish or the public record. In backups it stays encrypted until "
    "they are overwritten.",
)
COUNTED = (
    "People whose care is counted are here only as numbers of a whole council. Numbers are rounded before anything is "
    "worked out. There is no record about any one person."
)
GROUND = (
    "Readers get mail because they agreed to it; you can take that back at any time. On what ground it keeps officers' "
    "data, whoever runs this must say."
)
MAIL = "Whether this installation sends mail to readers is said on the page where you would ask for it."
DPIA = (
    "Whoever runs this should write an impact assessment before it takes addresses or lets officers in. A template, "
    "filled in as far as the software decides it: "
)


def privacy_page(book: Rulebook, frame: Frame, run_by: str, feedback: str) -> bytes:
    """The page, by what the operator set."""
    page = Page(
        title="Privacy",
        heading="What we keep about you",
        description="Who answers for personal data here, what is kept of readers and officers, how long, and removal.",
        lead=(says(CONTROLLER.format(who=run_by) if run_by else NOBODY), _contact(feedback)),
        sections=(
            Section(
                "readers",
                "If you read these pages",
                (Grid("What is kept of readers", HEAD, READERS, titled=True), says(MAIL)),
            ),
            Section("removal", "Stopping, and being removed", (lines(*STOPPING),)),
            Section(
                "officers",
                "If you sign in for a council",
                (Grid("What is kept of officers", HEAD, OFFICERS, titled=True),),
            ),
            Section("counted", "If you get care", (says(COUNTED),)),
            Section(
                "rights",
                "Your rights",
                (
                    says(GROUND),
                    says(
                        "You may see what is kept of you, have it corrected or deleted, and object. If you are not "
                        "happy with the answer, complain to the ",
                        ICO,
                        ".",
                    ),
                ),
            ),
            Section(
                "assessment",
                "Impact assessment",
                (says(DPIA, Link("data protection impact assessment", f"{frame.base}/privacy/{TEMPLATE}"), "."),),
            ),
        ),
    )
    return render("sections.html", page, frame, book)


def template(data_dir: Path) -> bytes:
    """The template as it ships."""
    return (data_dir / "privacy" / TEMPLATE).read_bytes()


def _contact(feedback: str) -> Block:
    if not feedback:
        return says(NO_ADDRESS)
    return says(
        ASK, Link(feedback, f"mailto:{feedback}" if "@" in feedback and "://" not in feedback else feedback), "."
    )
