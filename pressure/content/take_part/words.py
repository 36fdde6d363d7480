"""The words of the pages for councils that may take part. What few councils count is our own judgement, and says so."""

TITLE, HEADING = "Take part", "Your council’s first level"
DESCRIPTION = "For directors of adult social care: six steps to a first published level, and what is needed for it."
LEAD = (
    "This page is for directors of adult social care and the people who count for them. A council needs one return to "
    "get a level. It costs nothing."
)
RESIDENTS, RESIDENTS_LINK = "Do you live there, and want your council to begin? ", "Send it our letter"
ELSE = (
    "For councillors: ",
    "what a level means, and what to ask",
    " · For the team: ",
    "a pilot of twelve weeks",
    " · ",
    "How a figure is counted",
)

STEPS = "Six steps"
ACCOUNTS = (
    "A data officer sends figures. A director confirms them. A second senior officer signs, if care ever has to "
    "change. An administrator says who else may sign in. Nobody is two of the last three. "
)
ASK = "Ask for an account"
FIND = "Take the template below. It has a row for each figure, with what to count. Mark those you have."
FILL = (
    "Fill in one week, from a Monday to a Sunday. If you looked and there were none, write 0. If you have no figure, "
    "say “not submitted”. Never guess."
)
SEND = (
    "Load the file, or run it as a trial first. A trial keeps nothing. It tells you each row it could not read, and "
    "which level the figures would give."
)
CONFIRM = "The director reads the figures as the public will see them, and confirms them or asks for changes."
OUT = (
    "Returns close on {close} at {close_at}. The level comes out on {day} at {at}, for everyone at once. It stays up "
    "to date for as long as your figures do."
)
STEP_NAMES = (
    "1. Ask for accounts",
    "2. See which figures you have",
    "3. Fill in one week",
    "4. Try it, then send it",
    "5. Have the director confirm",
    "6. See it published",
)

NEEDED = "What a first level needs"
CORE = "These must be there, or there is no level:"
NONE_KNOWN = (
    "{title}: 0 is an answer. If you know of none, write 0 and say how you looked. “Did not ask” is an answer too, "
    "and is printed beside the figure."
)
REGISTER = (
    "The register must be confirmed: a yes or no to each exceptional measure. “No” to all is an answer. It counts for "
    "{days} days."
)
EVIDENCE = (
    "Then enough weight must be known: at least {whole} of all, and {family} of each family. A weight says how much a "
    "figure counts. These are the figures of each nation:"
)
NATION_TABLE = "{nation}: {weight} of weight in all"
NATION_HEAD = ("Figure", "Weight", "Comes from", "How often", "Without it")
COMES_FROM = {"publication": "a national file", "return": "your return"}
HOW_OFTEN = {"weekly": "each week", "block": "each {weeks} weeks"}
PUBLISHED_OFTEN = "as it is published"
WITHOUT = {
    "core": "no level",
    "worst_known": "counts as high",
    "band_4": "counts as the highest",
    "left_out": "is left out",
}

NATIONAL = "What national files already give"
NATIONAL_SAID = (
    "Some figures come from national files, and nobody asks you for them. This is how it stands in this release. When "
    "a file runs out and no newer one comes, your own figure takes its place. So have one ready."
)
NATIONAL_CAPTION = "National figures that count in this release"
NATIONAL_HEAD = ("Nation", "Figure", "Councils that have it", "Newest is to", "Counts until")
NOTHING, TOO_OLD, NO_FILE = "nothing", "{day}, too old", "none that counts"
FROM_RETURN = "No national file feeds the set: all of it comes from the return."
OF = "{have} of {councils}"
NO_NATIONAL = "The Demonstration Region is invented, so no national file has figures of it."

THERE = "Are the figures there?"
THERE_SAID = (
    "Not all of them. What follows is our own judgement, from what councils publish and how their systems work. "
    "Nobody has asked every council. Tell us if yours differs."
)
OFTEN = ("wl_assess_rate", "wl_over_6m_share", "wl_care_start_rate", "wl_reviews_overdue")
UNKNOWN = "How many councils count these, we do not know:"
OFTEN_COUNTED = "Most councils count these, though not all in the same way:"
SELDOM_COUNTED = "Few councils count these yet, as far as we know. This is how to begin:"
BEGIN = {
    "cap_homecare_unfilled": (
        "Ask your largest home-care providers for planned and undelivered hours first. Send the figure as "
        "“provisional” and say in the note how many providers are in it. Add the others month by month."
    ),
    "ll_critical_unsourced": (
        "We know of no council system that holds this. Ask the duty team and the brokerage team every Monday: has "
        "anybody gone without food, drink, medicine or turning for over a day? Write down the number and nothing else "
        "about them."
    ),
    "ll_safeguarding_wait": (
        "You hold the two dates. But many systems count from another moment. Ask for a report from receipt of the "
        "concern to the first decision, and count working days."
    ),
}
REST = (
    "If you cannot send a figure, say so. The page then says that it was not sent. Without one of the figures that "
    "must be there, there is no level. Others count as high until they come."
)

TEMPLATE = "The template"
TEMPLATE_SAID = (
    "One row a figure: what to count, where the rule is, and the cells to leave empty. Blank, for every council of "
    "the nation. When you have signed in you get your own, with last week’s figures beside the cells."
)
REAL_ONES, REAL_PAGE = "Blank returns stand on ", "the page for real councils"
EXCEL, CSV = "{nation}: workbook for Excel", "as CSV"
WHOM = "Who to write to"

PILOT_TITLE, PILOT_HEADING = "A pilot of twelve weeks", "A pilot of twelve weeks"
PILOT_DESCRIPTION = (
    "What a council does in its first twelve weeks, who does it, and when it is done. Made to be printed."
)
PILOT_LEAD = (
    "For the person who runs the pilot. Nothing is public until you send a figure. From then on what you send is, "
    "with numbers of people rounded."
)
BEFORE, BEFORE_LINES = (
    "Agree before you begin",
    (
        "The director says yes, and names who runs the pilot.",
        "Members and the chief executive are told, and get the page for members.",
        "Somebody writes down when the pilot stops, and who decides what comes then.",
        "Your data protection officer sees what is kept of officers. Nothing is kept of people who get care.",
    ),
)
WEEKS, WEEKS_CAPTION, WEEKS_HEAD = "Week by week", "The twelve weeks", ("Weeks", "Do this", "Who", "It is done when")
PLAN = (
    ("1", "Ask for accounts. Set up sign-in.", "Everyone", "Four people have signed in once"),
    (
        "1 to 2",
        "Find each figure of the template, or write down that there is none.",
        "Data officer",
        "Every row has a name beside it",
    ),
    ("2", "Try the file as a trial, as often as you like.", "Data officer", "The trial finds no fault"),
    (
        "3",
        "Write your answers to the counting rules: where your clock starts and stops.",
        "Performance lead",
        "The director has read them",
    ),
    ("3", "Read what the public will read. Tell members and the press office.", "Director", "Nobody will be surprised"),
    ("4", "Send the first week. The director confirms it.", "Data officer, director", "The first level is out"),
    ("5 to 8", "Send every week. Begin the figures that you do not have.", "Data officer", "Four weeks sent on time"),
    (
        "6",
        "Play through a day on which care has to change. Use the demonstration.",
        "Director, signatory",
        "Both know their page",
    ),
    (
        "8",
        "Correct one figure on purpose, if one was wrong. See how it is told.",
        "Data officer",
        "The correction is listed",
    ),
    (
        "9 to 12",
        "Send every week. Note the minutes that it takes.",
        "Data officer",
        "Twelve in all, or a reason for each gap",
    ),
    (
        "12",
        "Decide: go on, change, or stop. Publish the decision.",
        "Director, members",
        "It is in the minutes of a meeting",
    ),
)
JUDGE, JUDGE_LINES = (
    "Ask at the end",
    (
        "Did the level say what you knew? In which week did it not, and which figure was the reason?",
        "How many minutes a week did it take, and whose?",
        "Which figure was too hard to count? Tell us: the method is a proposal.",
        "Did anybody read it? Did it change a decision?",
    ),
)
STOPPING, STOPPING_SAID = (
    "If you stop",
    "Your page then says that no current level is known, and when the last figures came. What was published stays as "
    "it was.",
)

MEMBERS_TITLE, MEMBERS_HEADING = "For councillors", "For councillors: what a level means, and what to ask"
MEMBERS_DESCRIPTION = "What a member can ask officers about a level, and what it does not say. Made to be printed."
MEMBERS_LEAD = (
    "A level says how much pressure adult social care is under in one place, now. It is worked out by one rule for "
    "every council."
)
MEANS, MEANS_NOT = "What a level means", "What it does not mean"
MEANS_LINES = (
    "Level 1 is low pressure and level 4 very high. It is about what people meet: waiting, and whether care can be "
    "found.",
    "It is built from counts that the council sends, and from national files. Anybody can work it out again.",
    "A high level is a reason to ask for help, not a mark against anybody. Under high pressure it is the honest "
    "answer.",
    "“No current level” means that figures are missing. It does not mean that things are fine, or bad.",
)
MEANS_NOT_LINES = (
    "It is not a rating by the Care Quality Commission or another regulator, and says nothing on the quality of care.",
    "It does not judge staff, and does not rank councils. Two councils at one level may be under quite different "
    "strain.",
    "It does not say that the law is kept. The council’s duties are the same at every level.",
    "In a small place chance alone can move it.",
)
QUESTIONS, QUESTION_LINES = (
    "Questions to ask",
    (
        "Which figure decided our level, and what would bring it down?",
        "Which figures do we not send, and when will we?",
        "Who waits longest, and who looks after people while they wait?",
        "How do we know that nobody went without care that they need to live? Whom did we ask?",
        "Has care been reduced for anybody? If so, is it declared, who signed, and when is it looked at again?",
        "What have we asked of the NHS and of care providers at this level, and what did they do?",
        "What did we correct since the last meeting, and why?",
    ),
)
BRIEF = "Every council has a brief of one page for meetings. You find it at the foot of its page. "
FIND_YOURS = "Find your council"
BACK = "How to take part"
