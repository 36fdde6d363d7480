"""The three doors into a demonstration: who comes in, where, and what is behind."""

DOORS = (
    ("A resident", "/demo/", "what is my council's level, why, and what does it mean for me?"),
    ("A director", "/sign-in", "load the return, see what moved, declare and sign. The accounts and their password "
                               "were printed when this demonstration started."),
    ("A journalist", "/demo/data/", "every level and figure since the first week, as published on any day, as files."),
)
TITLE, REGION = "Three doors into this demonstration", "What a level looks like"
REGION_NOTE = ("The Demonstration Region today. Its twelve councils and all their figures are invented. Do not quote "
               "them.")
LEVEL, LEAST, NO_LEVEL = "{least}{name}, level {number} of {levels}", "At least: ", "No current level"
