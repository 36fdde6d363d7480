"""What is said while the demonstration is being prepared."""

TITLE = "The demonstration is being prepared"
STARTING = "starting"
STORY = "telling the story of the Demonstration Region, week by week"
WHAT = (
    "Three years of an invented region are told week by week, through the same steps as real figures. "
    "It opens when its last week is told."
)
HOW_FAR = "{work}: {done:,} of {of:,}."
ASKS_AGAIN = "This page asks again every {seconds} seconds. You do not have to do anything."
REAL_OPEN, REAL_LINK = "The pages of real councils are open now.", "Go to real councils"
REAL_SOON = "The pages of real councils open first, when the official figures are loaded."
IN_APP = (
    "The Demonstration Region is not here yet: its story is still being told. {how_far} "
    "Load this page again in a while to find its councils here."
)
FAILED_TITLE = "The demonstration could not be prepared"
FAILED = (
    "It stopped while it was at this: {work}. The terminal in which it was started shows why. "
    "Stop it there with Ctrl-C and start “pressure demo” again."
)
FAILED_HERE = "The demonstration could not be prepared: {problem}. Stop it with Ctrl-C and start “pressure demo” again."
OPENS = "Care Pressure is at {address}/ now. The page says how far the demonstration is; Ctrl-C ends it."
READY = "The demonstration is ready after {seconds:.0f} seconds. Three doors:"

DOORS_TITLE = "What a level looks like: the Demonstration Region today"
INVENTED = "These places and all their figures are invented. Do not quote them."
NOW = "This is how each stands now, as a resident would see it. {rely}"
THREE = "Three ways in:"
SOON = "Its story is still being told, and it opens when its last week is told."
RESIDENT, DIRECTOR, JOURNALIST = "A resident", "A director", "A journalist"
RESIDENT_FINDS = "How hard it is to get care in {place}, and why."
DIRECTOR_FINDS = (
    "What to confirm, declare and sign. Sign in as {email}, with the password that was printed in the terminal."
)
JOURNALIST_FINDS = "Every level as it was published, and every figure behind it."


def how_far(work: str, done: int, of: int) -> str:
    """Telling the story: 31 of 156."""
    return HOW_FAR.format(work=work[:1].upper() + work[1:], done=done, of=of)
