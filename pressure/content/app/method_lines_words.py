"""Sentences about one council's figures over time."""

PICK, NOBODY = "Show the figures of one council", "No council"
PICK_NOTE = "Each measure below then shows that council's published figures against the bands."
TITLE = "{name} over time"
LINE = (
    "{source}: {count} figures from {first} to {last}. The newest is {newest}. The lowest band was {lowest}, the "
    "highest {highest}."
)
ONE = "{source}: one figure, of {day}, {newest}."
AVERAGES = "Each is an average."
FIGURE = "{number} (band {band})"
HEAD = ("Of", "Figure", "Band")
TABLE = "The newest figures"
NONE = "No figure of {name} has been published for this measure."
FROM_REGISTER = "This follows from the register of exceptional measures. The History page marks when one was in force."
