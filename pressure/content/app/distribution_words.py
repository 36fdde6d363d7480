"""Sentences about how real councils stand on a measure."""

TITLE = "How real councils stand"
SENTENCE = (
    "{title} ({publisher}), {period}, {councils}: a tenth are below {}, a quarter below {}, half below {}, "
    "three quarters below {} and nine tenths below {}. Of these councils {bands}."
)
IN_BAND = "{councils} are in band {band}"
NOTE = (
    "“How real councils stand” is worked out from the figures in this release, as published by each source. It "
    "shows where the thresholds lie among councils, not which council does well."
)
NONE = "No publication gives this by council, so there is no national picture yet."
