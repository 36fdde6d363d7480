"""What a search says."""

from pressure.content.where_to_turn import COUNCIL_PAGES
from pressure.drawing.blocks import Link, Words

COULD_MEAN = "What it could mean"
LABEL = "Find your council: a postcode, town, district or name"
OR_SEARCH = "Or a postcode, town or district"
NOT_KEPT = "What you type is not kept."

ONE, SEVERAL = "One answer for “{query}”.", "“{query}” could mean several. Choose the one you mean."
SLIP = "Nothing here is called “{query}”. These names are close to it."
MORE = "{count} more have such a name. Type more of the name."
NONE = (
    "We found no council, trust, district, place or postcode called “{query}”. Check the spelling, or choose from the "
    "list."
)
READ_AS = "We read this as {postcode}."
NO_POSTCODE = (
    "We do not know the postcode {postcode}. Check it, type only its first part, or type your town. Or choose from the "
    "list."
)
NOT_IN_THIS_LIST = "The councils of the postcode {postcode} are not in this list."
OUTSIDE = (
    "{postcode} is a postcode of Jersey, Guernsey or the Isle of Man. They are not in the United Kingdom and have "
    "services of their own. There is nothing about them here."
)
NORTHERN_IRELAND = (
    "Postcodes that begin with BT are in Northern Ireland. We may not pass on a list of them, so we cannot say which "
    "trust is yours by postcode. Type your town or district instead."
)
ASK_A_BILL = "If you are not sure which council is yours, your council tax bill names it."

OR, AND = " or ", " and "
RUN_BY, CAN_BE_RUN_BY = "social care here is run by ", "social care here can be run by "
DISTRICT = "{name} is a district: "
ENDED = "{name} ended on {day}. Care there is now the duty of "
PLACE, PLACE_IN = "{name}: ", "{name}, in the district of {district}: "
SHARE = " ({share} of 100 postcodes)"
FEW = "fewer than 1"

ELSEWHERE: Words = (
    "Not what you meant? ",
    Link("Find your local council", COUNCIL_PAGES),
    " on GOV.UK tells you by postcode. Where it names two, you need the county or unitary council, not the district. "
    "In Northern Ireland you need your health and social care trust.",
)
FROM_GEONAMES: Words = (
    "Places are from ",
    Link("GeoNames", "https://www.geonames.org/"),
    " (CC BY 4.0), and each council is that of the nearest postcodes.",
)
FROM_POSTCODES = (
    "Postcodes are from the Office for National Statistics, November 2025 (Open Government Licence v3.0). Contains OS "
    "data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and database "
    "right 2025."
)
