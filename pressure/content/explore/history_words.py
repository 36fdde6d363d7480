"""Sentences of the history page."""

SPAN, AS_OF = "How far back", "As published on"
SPANS = {"all": "Everything", "364": "The last 52 weeks", "182": "The last 26 weeks", "91": "The last 13 weeks"}
NEWEST = "Now: {day}"
PAST = (
    "This is what was published on {day}. It has not been changed since. Later figures and corrections are not in it."
)
BENEATH = "Figure beneath"
SAYS, TABLES = "What it says", "The same as tables"
DRAG = "Drag across the picture with a mouse to see the year."
PICTURE = "Copy the whole as a picture ({kind})"
PLAIN_HISTORY = "The same as a plain page"
FILE = "The file behind this page: {name}, {rows}, sha256 {sha256}"
DATED = "This file as it was in release {release}"
CORRECTIONS = "What changed after it was published, and why"
PLAIN = "The plain page of this notice"
GONE = "That release is not here. The newest one is shown."
NONE_YET = "Nothing has been published for {name} in this time."
