"""What a program that sends a return is told when it is refused (a title, and what to do), and the page of tokens."""

UNKNOWN = "No token that works"
QUERY = (
    "The address says too much",
    "Only dry_run may stand in the address, once. A token belongs in the Authorization header alone: addresses are "
    "kept in logs. If a token stood in one, end it now and make another.",
)
ONLY_SENT = ("There is nothing to read here", "Send a return with POST and the token of a council.")
DRY_RUN = ("dry_run is 1 or 0", "Use dry_run=1 to try a file and dry_run=0 to load it.")
KIND = (
    "That is no kind of file we take",
    "Send the file in a form (multipart/form-data, as “file”), or by itself as text/csv or as "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet. Nothing was stored.",
)
PACKED = ("We take no packed files", "Send the file as it is, without Content-Encoding. Nothing was stored.")
NO_FILE = ("There is no file in the form", "Send one file, as “file”, and nothing else. Nothing was stored.")
OTHER_COUNCIL = (
    "This token sends the return of {code} alone, and the file has rows of another council. Send your own rows, or use "
    "the other council's token. Nothing was stored."
)
EMPTY = ("The file is empty", "Look at what your program writes. Nothing was stored.")
TOO_LARGE = ("That is too large to send", "We take at most {limit} bytes at once. Nothing was stored.")
TOO_SLOW = (
    "That took too long",
    "The file did not arrive within {seconds} seconds. Send it again. Nothing was stored.",
)
TOO_OFTEN = ("That was too often", "Wait {wait} seconds, then send it again. Nothing was stored.")
BUSY = ("A release is being made", "Wait a few seconds and send the file again. Nothing was stored.")

INTRO = (
    "A token lets a program of yours send the weekly return: a scheduled job, Power Automate, a script. It loads a "
    "return of this council or trust, and does nothing else: it reads, confirms and signs nothing. The director still "
    "confirms the week."
)
NONE = "There is no token yet. Make one below, then try it with the line that is shown beside it."
CAPTION = "Tokens of {council}"
HEAD = ("Token", "Made", "Works until", "Last used", "State")
WORKS, NEVER = "Works", "Never"
SOON = "Works, and soon ends: make the next one, put it in its place, then end this one"
OVER = {
    "ended": "Ended",
    "expired": "Its time is over",
    "not yet": "The clock here was put back",
    "its maker may no longer make one": "Whoever made it may no longer make one",
}
MAKE = "Make a token"
MAKE_HELP = (
    "It works as long as you may load the return here, and for a year at most. Keep it where your program keeps "
    "passwords, and never in an address or an e-mail."
)
MONTHS = "For how many months"
MAKE_BUTTON = "Make a token"
MADE = "Copy this token now: it is shown once and kept nowhere. It works until {day}."
TRY = "Try it: this says what your file would do, and stores nothing. Without “?dry_run=1” it loads the file."
TRY_LINE = 'curl -H "Authorization: Bearer {token}" -F file=@return.csv "{address}/returns?dry_run=1"'
MORE = "How a program sends it"
MORE_HELP = (
    "The answer is JSON: 200 when the file is loaded, was loaded before or was only tried; anything else says what to "
    "do. Sending a file twice loads it once. Figures held for a second look wait for a person here."
)
END, END_WHICH = "End a token", "Which token"
END_HELP = "It stops at once. What it has loaded stays: take a load back on “Our returns”."
END_BUTTON, END_DONE = "End this token", "This token opens nothing any more."
CHOICE = "{id}, works until {day}"
NOT_MAKING = "A director or a data officer makes tokens: a token does no more than whoever made it may."
