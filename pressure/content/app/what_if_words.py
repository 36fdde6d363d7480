"""Sentences of the what-if page. Nothing on it is about a real place."""

TITLE = "What if?"
WATERMARK = "Made-up figures"
START = (
    "Change any figure or threshold and see what the method would say. "
    "At the start every figure stands on the edge of band 2."
)
WARNING = (
    "Made-up figures. Nothing here describes a real council, nothing is stored, and nothing is published. "
    "Do not quote this as a level of any council."
)
SHARE = "The address of this page holds what you changed. Copy it to share."
ADULTS = "Adults in the made-up area"
STAGE = "Highest exceptional measure in force"
STAGES = {"0": "None above stage 1, confirmed", "2": "Stage 2", "3": "Stage 3", "unconfirmed": "Not confirmed"}
FIGURES = "The figures"
FIGURES_HELP = "Name figures as missing to see what happens without them."
MISSING_PICK = "Figures that are missing"
THRESHOLDS = "The thresholds: {family}"
THRESHOLD = "{measure}: band {band} {start}"
AT_LEAST, ABOVE = "from", "above"
FIGURE_LABEL = "{measure} ({unit})"
SAID = "{watermark}: {level}"
OUT_OF_ORDER = "The thresholds of “{measure}” must rise from band to band. Nothing was worked out."
POINTS = "{points} of {possible} points."
BY_POINTS = "The points alone give {level}."
FLOORS = "What keeps the level from being lower"
FLOOR = "{rule}: at least level {level}."
RULES = {"family_floor": "The families together", "register_floor": "The exceptional measure in force"}
MEASURE_RULE = "“{measure}”"
NO_FLOORS = "No floor applies above the points."
HEAD = ("Figure", "Value", "Band", "Points")
MISSING = "Missing"
IN_FORCE_SAYS = "With the thresholds in force, the same figures give {level}."
MOVED = "Moved: {measure}, band {band}, from {old} to {new}."
REASONS = "Figure by figure"
