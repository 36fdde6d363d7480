"""The words of the form in which a return is typed."""

KEPT_AT_ONCE = "Every answer is kept as soon as you leave its box, and is there when you come back."
INTRO = KEPT_AT_ONCE + " Nothing is public and nothing counts until the return is sent."
INTRO_PART = KEPT_AT_ONCE + " You see the questions of your team. Your data officer sends the whole return."
WEEK, WEEK_ENDING = "Week", "Week ending {week}"
FIGURES, REGISTER, MORE = "Figures", "The register of exceptional measures", "You may add"
REGISTER_HELP = "Is each of these in use anywhere in your area, whether or not it is declared? Yes or no to each."
REGISTER_AS_BEFORE = "Give the answers of {week} again"
CONFIRM = "Is the register right for this week?"
CONFIRM_YES, CONFIRM_NO = "Yes, it is right", "No, or not looked at"
YES, NO = "Yes", "No"
BLOCK_DUE = "Figures of four weeks are asked for next with the return of the week ending {week}."
ELSEWHERE = "You are not asked for what a publication gives."
GIVEN, NOT_GIVEN = "{title}: {figure}, to {day}", "{title}: nothing published for you yet"
ELSEWHERE_ADD = " You may add your own newer figure below. It stands beside the published one."
FIRST = "Nothing was sent before this week, so nothing is filled in and no last figure stands beside a question."
BEFORE, BEFORE_PUBLIC = "Week ending {week}: {figure}.", " In public: {figure}."
WILL_BE_PUBLIC = "In public this will be {figure}."
SENT, SENT_BEFORE = "Sent for this week: {figure}.", "Leave a question empty to keep what was sent for this week."
OF = "{part} of {whole}"
NO_FIGURE = "no figure"
FIGURE_OF, OUT_OF, HOW_MANY = "{title}: the figure", "{title}: of how many", "{title}: how many"
HOW = "How you answer: {title}"
LOOKED, NOT_SAID = "How you looked for them", "Not said"
WHAT_COUNTS = "What to count"
COUNTING = {
    "clock_starts": "The clock starts",
    "clock_stops": "The clock stops",
    "who_is_counted": "Count",
    "who_is_not": "Do not count",
    "shown_but_not_counted": "Shown beside it",
    "common_mistakes": "Common mistakes",
}
CHOICES = {
    "typed": "The number typed",
    "none_known": "None known",
    "not_counted": "Not counted yet",
    "not_applicable": "Does not apply here",
    "as_before": "Looked at again: still {figure}",
    "yes": YES,
    "no": NO,
}
SAVED_BY, SAVED_MINE = "Answered by the {role}, {when}.", "Answered by you, {when}."
OVERTAKEN = (
    "The {role} answered this {when}, after you had opened it: {theirs}. You answered: {mine}. Both are still here. "
    "Which one stands?"
)
OVERTAKEN_MINE = (
    "You answered this in another window {when}: {theirs}. Here you answered: {mine}. Both are still here. Which one "
    "stands?"
)
KEEP_MINE, TAKE_THEIRS = "Mine", "The other one"
NOTHING = "nothing"
PROBLEM = "Found {found}, expected {expected}. {next_step}"
FAR = (
    "This is far from your last figure: found {found}, expected {expected}. It will be held until you say that it is "
    "right."
)
SEND = "Look and send"
NOTHING_YET = "Nothing is answered yet."
MISSING = "Not answered yet, and not sent without you seeing it:"
MISSING_OF, NO_TEAM = "{team}: {what}", "Whoever sends the return"
ALL_ANSWERED = "Every question that is asked has an answer."
ALL_SENT = "The whole return of this week is sent. To correct a figure, type it above."
WOULD_CHANGE, WOULD_CHANGE_SO_FAR = "What this would change", "What this would change, as answered so far"
SEND_BUTTON, SEND_PART_BUTTON = "Send the return", "Send the return without what is not answered"
SENDING = "Sending the return"
SENT_DONE = "Your answers are in the return now. Your director can confirm it on the page “Our returns”."
KEPT_UNTIL = "Some answers were not taken. They stay here until they are."
UNCHANGED = "Nothing has changed?"
UNCHANGED_HELP = (
    "These are your answers of the last return that can be given again. Opening this page has kept nothing. If you "
    "have looked at each, and nothing has changed, keep them. Everything else is asked for below, and nothing is sent "
    "yet."
)
UNCHANGED_LINE = "{title}: {figure}"
UNCHANGED_NONE = "There is nothing that could be given again. Answer the questions below."
UNCHANGED_BUTTON = "I have looked: nothing of this has changed"
UNCHANGED_DONE = "The answers are kept. Answer what is left, and send the return."
