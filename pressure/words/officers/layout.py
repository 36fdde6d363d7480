"""Words of a council's own layout: which of its columns is which of ours."""

TITLE = "Your own columns"
INTRO = (
    "This file has columns of your own. Say once what each of them is. We have guessed where we could: look at every "
    "line. Nothing is read until you keep this."
)
WORDS_INTRO = "Your names for the measures"
COLUMN = "“{name}”{samples}"
SAMPLES = ", such as {cells}"
LEFT_OUT = "Not one of ours: leave it out"
TARGETS = {
    "council_code": "The council: its code or its name",
    "week_ending": "The Sunday on which the week ended",
    "measure_id": "The name of the measure",
    "numerator": "How many",
    "denominator": "Out of how many",
    "value": "The answer, such as yes or no",
    "status": "The status, such as ok",
}
PARTS = {"numerator": "{title}: how many", "denominator": "{title}: out of how many", "value": "{title}: the answer"}
FOR = "For which councils this is"
KEEP = "Keep this"
KEEPING = "Keeping this layout"
HEAD = ("Your column", "Ours")
CAPTION = "How your own file is read"
IN_USE = "How {council}'s own file is read: version {version}, kept on {day} by the {role}"
NONE_IN_USE = "{council} has stopped using a layout of its own (version {version}, {day})."
READ_THROUGH = "Read by {council}'s own columns, version {version}."
STOP = "Stop using this layout"
AGAIN = "Use version {version} again"
