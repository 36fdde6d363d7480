"""The words of reminders. They name a council and a measure, never a figure or a person."""

SUBJECT_LATE = "Weekly return of {council} is late"
LATE = (
    "The return of {council} for the week ending {week} was due by {due} and has not come. Type the return: {form} Or "
    "send a file: {link}"
)
SUBJECT_DUE = "Weekly return of {council} is due"
DUE = (
    "The return of {council} for the week ending {week} is due by {due}. Type the return: {form} Or send a file: {link}"
)
SAME = (
    "Where nothing has changed in what changes slowly, the form has your last answers ready: one button keeps them. "
    "The link works for you alone, once, until the next return is due. You still have to sign in, and to send the "
    "return."
)
SUBJECT_USED = "A measure is used at {council} and not declared"
USED = (
    "The return of {council} for the week ending {week} says that an exceptional measure is used, and none such is in "
    "force. Declare it, or have the return corrected: {link}"
)
SUBJECT_SIGN = "A proposal of {council} waits for a signature"
SIGN = (
    "A proposal of {council} waits for your signature. {effect} It lapses at {until}, and nothing changes then. "
    "Read it here: {link}"
)
SUBJECT_BACK = "A proposal of {council} was sent back"
BACK = "A proposal of {council} was not signed. The reason is on your desk: {link}"
SUBJECT_REVIEW = "A review of {council} is due"
REVIEW = "“{title}” at {council} is to be reviewed by {day}. Renew or end it here: {link}"
SUBJECT_OVERDUE = "A review of {council} is overdue"
SUBJECT_NEW = "A new role was given where you are an administrator"
END = "You get this message because of your role. No reply is read."
SUBJECT_ENDS = "A token soon ends"
ENDS = (
    "The token {id}, with which a program sends your weekly return, works until {day}. Make the next one, put it in "
    "its place, then end this one: {link}"
)
