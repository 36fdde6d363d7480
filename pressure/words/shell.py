"""The words around the pages: names and addresses of the Streamlit pages, and of answers that have no page."""

from dataclasses import dataclass

SITE = "Care Pressure"
APP = "/app/"


@dataclass(frozen=True, slots=True)
class AppPage:
    """One Streamlit page: its file below pages/, its address below /app/, and what search engines and tabs say.

    `about_one` pages begin with the council finder; those `with_one` let a reader add a council. No other page knows
    of one. `plain` is a page to go to where scripts do not run; a `twin` says the same as this page when it is opened,
    of the same council. `act` is the act of the permission table that an officer page is for; its menu entry is shown
    to those who may do it somewhere.
    """

    script: str
    address: str
    title: str
    description: str
    plain: str
    about_one: bool = False
    with_one: bool = False
    twin: bool = False
    act: str = ""


PAGES = (
    AppPage(
        "council.py",
        "council",
        "Your council",
        "How much pressure adult social care is under in your council area, why, and since when.",
        "/councils/",
        about_one=True,
        twin=True,
    ),
    AppPage(
        "history.py",
        "history",
        "History",
        "Every level published for a council, week by week, with the weeks when nothing was known.",
        "/councils/",
        about_one=True,
    ),
    AppPage(
        "compare.py",
        "compare",
        "Compare",
        "A council beside its own past first, then beside others, with the differences that matter.",
        "/councils/",
        about_one=True,
    ),
    AppPage(
        "councils.py",
        "councils",
        "All councils",
        "Every council in the United Kingdom with adult social care duties, in alphabetical order.",
        "/councils/",
        twin=True,
    ),
    AppPage(
        "map.py",
        "map",
        "Map and list",
        "Councils on a map and in a list by nation or region: the level, or one measure.",
        "/councils/",
    ),
    AppPage(
        "register.py",
        "register",
        "Exceptional measures",
        "Exceptional measures councils have signed, now and past, and which councils have not said.",
        "/register/",
        twin=True,
    ),
    AppPage(
        "method.py",
        "method",
        "How levels are worked out",
        "Every measure, threshold and rule behind the four pressure levels, and what each rests on.",
        "/method/",
        with_one=True,
        twin=True,
    ),
    AppPage(
        "what_if.py",
        "what-if",
        "What if?",
        "Move any figure or threshold and see what the method would say. Made-up figures.",
        "/method/",
    ),
    AppPage(
        "back_test.py",
        "back-test",
        "Looking back",
        "What the method would have said of past figures. Worked out afterwards, never published.",
        "/method/",
    ),
    AppPage(
        "data.py",
        "data",
        "Data and downloads",
        "Every file, complete and free to use, with its size and digest, feeds, a badge and examples.",
        "/data/",
        twin=True,
    ),
)

OFFICER_PAGES = (
    AppPage(
        "officer_desk.py",
        "officer-desk",
        "Officer desk",
        "For officers: what is due, late or waiting for a signature.",
        "/sign-in",
    ),
    AppPage(
        "officer_load.py",
        "officer-load",
        "Load the return",
        "For officers: check and load the weekly return.",
        "/sign-in",
        act="load_return",
    ),
    AppPage(
        "officer_form.py",
        "officer-form",
        "Type the return",
        "For officers: answer the questions of the weekly return one by one.",
        "/sign-in",
        act="save_part",
    ),
    AppPage(
        "officer_returns.py",
        "officer-returns",
        "Our returns",
        "For officers: confirm a return, or take a load back.",
        "/sign-in",
        act="load_return",
    ),
    AppPage(
        "officer_counting.py",
        "officer-counting",
        "How we count",
        "For officers: how the figures of the return are counted, in your own answers.",
        "/sign-in",
        act="say_how_counted",
    ),
    AppPage(
        "officer_moves.py",
        "officer-moves",
        "Why our level changed",
        "For officers: exact figures, points and distances.",
        "/sign-in",
        act="read_exact",
    ),
    AppPage(
        "officer_declare.py",
        "officer-declare",
        "Declare",
        "For officers: propose, renew or end an exceptional measure.",
        "/sign-in",
        act="propose",
    ),
    AppPage(
        "officer_sign.py",
        "officer-sign",
        "Sign",
        "For officers: read and sign what a colleague has proposed.",
        "/sign-in",
        act="sign",
    ),
    AppPage(
        "officer_view.py",
        "officer-view",
        "Social worker's view",
        "For the professional lead in social work: a view of their own on a measure.",
        "/sign-in",
        act="write_view",
    ),
    AppPage(
        "officer_reply.py",
        "officer-reply",
        "Our statement",
        "For officers: a statement beside the level, and requests to correct.",
        "/sign-in",
        act="request_correction",
    ),
    AppPage(
        "officer_people.py",
        "officer-people",
        "People",
        "For administrators: who may sign in, and as what.",
        "/sign-in",
        act="manage_people",
    ),
    AppPage(
        "officer_tokens.py",
        "officer-tokens",
        "Tokens",
        "For officers: let a program send the weekly return.",
        "/sign-in",
        act="end_token",
    ),
    AppPage(
        "officer_rehearsal.py",
        "officer-rehearsal",
        "Rehearsal",
        "For officers: where the clock is set, move it on.",
        "/sign-in",
    ),
    AppPage(
        "officer_record.py",
        "officer-record",
        "The record",
        "For officers: whether the record holds now, and its newest entries.",
        "/record/",
        act="read_record",
    ),
)

NOT_THIS = "Not a CQC rating, not the NHS's OPEL, not a judgement of staff."

LOADING_TITLE = "The first figures are being loaded"
LOADING = "This takes less than a minute. This page asks again every five seconds. You do not have to do anything."
LOADING_FAILED = (
    "Loading the first figures did not work. Nothing has been published yet. "
    "The people who run this service can see why in its log."
)

NOT_FOUND_TITLE = "We cannot find that page"
NOT_FOUND = (
    "The address may be mistyped, or there may be no such page now. "
    "What a release published stays at the address of that release."
)
NOT_FOUND_LINKS = (
    ("/councils/", "Find your council"),
    ("/", "Start page"),
    ("/method/", "How levels are worked out"),
    ("/data/ratings.csv", "All levels as a file (CSV)"),
)

GONE = "“{label}” does not have what was asked for any more. It shows: {shown}."
GONE_TO_NOTHING = "“{label}” does not have what was asked for any more."

FAULT_TITLE = "Something went wrong on our side"
FAULT = "Nothing you sent has been lost or published. The fault has been written down under this number:"

NOSCRIPT = "These pages need JavaScript. The same answers are on plain pages that do not."
COMING = "The charts are on their way. Until they come, this is the page without them."
NOSCRIPT_LINK = "Go to the plain page"
SHELL_TITLE = "{page} – {site}"

TOO_LARGE_TITLE = "That is too large to send"
TOO_LARGE = "We take at most {limit:,} bytes at once. Nothing was stored."
NO_UPLOAD_TITLE = "Only officers can send files"
NO_UPLOAD = "Sign in as an officer who loads returns, then choose the file again. Nothing was stored."
NO_LENGTH_TITLE = "We cannot take that"
NO_LENGTH = "The file did not say how long it is. Send it from the page, or with its length. Nothing was stored."
TOO_MANY_FILES_TITLE = "That is one file too many"
TOO_MANY_FILES = (
    "We hold at most {files} files and {limit:,} bytes for you at once. Remove a file, or load it, and "
    "choose this one again. Nothing was stored."
)
FULL_TITLE = "Too many people are exploring just now"
FULL = "These pages are full for the moment. Try again in a minute. The plain pages say the same and are always open."
