"""The words of the workbook in which a weekly return is typed."""

SHEET, GUIDE = "return", "How to fill this in"
HELP = (
    "figure",
    "fill_in",
    "what_to_count",
    "counting_rule",
    "last_week_numerator",
    "last_week_denominator",
    "last_week_value",
    "when_due",
)
"""Columns beside those of a return: they are passed over when it is loaded (data/sources/weekly-return.yaml)."""
REGISTER = "The register of exceptional measures is right for this week"
REGISTER_WHAT = (
    "Write yes when every row above that asks for a yes or no is answered. If something is wrong, correct it first."
)
USED = "Used this week: {title}"
YES_OR_NO, CONFIRMED = ("yes", "no"), ("yes",)
DUE_NOW = "Asked for with this week. It is asked for each {weeks} weeks, next with the week ending {day}."
DUE_ON = (
    "Only each {weeks} weeks: with the week ending {day}, then {weeks} weeks later. In other weeks delete this row."
)
FILL_IN = {
    (True, False, False): "numerator",
    (True, True, False): "numerator and denominator",
    (True, False, True): "numerator, and value: how you looked",
    (False, False, True): "value",
}
LEAVE_EMPTY = "Leave this cell empty. The column fill_in says which cells of this row are asked for."
WHOLE = "A whole number, 0 or more. If you looked and there were none, write 0."
DECIMAL = "A number, 0 or more. Decimals are allowed here."
NOT_ABOVE = "{kind} The numerator cannot be above the denominator."
ONE_OF = "Choose one of: {names}."
STATUS_SAID = (
    "ok: the figure stands. provisional: it may still change. not_submitted: there is no figure; leave the other "
    "cells empty."
)
NOTE_SAID = "For your own remarks. Name nobody here."
STOPPED = "Not like this"
SHORT = 255

COUNCIL, WEEK, ANY_COUNCIL, ANY_WEEK = (
    "Council",
    "Week ending",
    "write its code in each row",
    "write the Sunday in each row",
)
STEPS = (
    "Fill in the cells of the sheet “return” that its column fill_in names. Cells with a striped ground stay empty.",
    "Count for the week from Monday to the Sunday in the column week_ending. Write the Sunday as 2026-11-22.",
    "If you looked and there were none, write 0. If you have no figure, choose not_submitted and leave the cells "
    "empty.",
    "Never leave a row out because the figure is high. A row that does not come counts as high.",
    "Write counts, not percentages: the percentage is worked out. People are rounded before anything is public.",
    "The columns from “figure” on are help. You can hide or delete them: they are passed over.",
    "Save as .xlsx or as “CSV UTF-8”. A workbook keeps its dates as they are; Excel may rewrite the dates of a CSV.",
    "Load it on the page “Load” when you have signed in, or send it as a trial first. Nothing is kept of a trial.",
)
HEADING, COLUMNS_HEADING, LATER_HEADING = "How to fill this in", "The columns", "Not asked for with this week"
COLUMNS = (
    ("council_code", "The code of the council. It is filled in, or stands in the address of its public page."),
    ("week_ending", "The Sunday on which the week ended."),
    ("measure_id", "The name of the figure for the program. Do not change it."),
    ("numerator", "The count."),
    ("denominator", "Where a share is asked for: out of how many."),
    ("value", "Where a word is asked for: yes, no, or how you looked."),
    ("status", STATUS_SAID),
    ("note", NOTE_SAID),
)
LATER = "{title}: due with the week ending {day}."
RULES = "How each figure is counted, in full"
ALT = "The return: one row a figure. The first eight columns are sent; those after them are help."
