"""What stands on the page of an area's weeks."""

TITLE = "{area}: the last 52 weeks of every council"
SAID = "{councils}, in alphabetical order. With a level on {day}: {now}."
NEVER = "Without one in all of the {weeks} shown: {never}."
NONE = "None of them has had a level here yet."
NO_ORDER = "This is not a ranking: councils count in different ways, and not all of them send figures."
FIND = "To find one council, use the search above or the search of this page in your browser."
BACK = "{area} now"
REGIONS = "Region by region"
PICTURE = "Week by week"
KEY = "A higher, darker bar is more pressure. Hatched: no level in that week."
COPY, COPY_PHONE = "This picture as a file (SVG)", "The same for a phone"
TABLE = "The same as a table"
CAPTION, HEAD = "Councils in alphabetical order", ("Council", "Level on {day}", "Weeks with a level")
KNOWN = "{known} of {weeks}"
FOOT = ("{area}{invented}, as published on {day}.", "Hatched: no level. Care Pressure, OGL v3.0.")
INVENTED = " (invented)"
LINK = "The last 52 weeks of every council at a glance"
