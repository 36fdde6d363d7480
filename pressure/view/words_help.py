"""Where to turn: in danger, for care, for medical help, and to complain. Each nation has its own doors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pressure.view.blocks import Link, Words

COUNCIL_PAGES = "https://www.gov.uk/find-local-council"
TRUST_PAGES = "https://www.nidirect.gov.uk/contacts"


@dataclass(frozen=True, slots=True)
class Nation:
    """The doors of one nation. `medical` is for help that is not an emergency."""

    ombudsman: Link
    medical: Words


NHS_111 = "For medical help that is not an emergency, call 111 or use "
NATIONS: Mapping[str, Nation] = {
    "E92000001": Nation(
        Link("Local Government and Social Care Ombudsman", "https://www.lgo.org.uk/"),
        (NHS_111, Link("NHS 111 online", "https://111.nhs.uk/"), ".")),
    "W92000004": Nation(
        Link("Public Services Ombudsman for Wales", "https://www.ombudsman.wales/"),
        (NHS_111, Link("NHS 111 Wales", "https://111.wales.nhs.uk/"), ".")),
    "S92000003": Nation(
        Link("Scottish Public Services Ombudsman", "https://www.spso.org.uk/"),
        ("For medical help that is not an emergency, call NHS 24 on 111 or use ",
         Link("NHS inform", "https://www.nhsinform.scot/"), ".")),
    "N92000002": Nation(
        Link("Northern Ireland Public Services Ombudsman", "https://www.nipso.org.uk/"),
        ("For medical help that is not an emergency, call your GP or the ",
         Link("GP out of hours service", "https://www.nidirect.gov.uk/articles/gp-out-hours-service"), ".")),
}
EVERY_OMBUDSMAN = tuple(nation.ombudsman for nation in NATIONS.values())
DANGER: Words = ("If someone is in danger now, call 999.",)


def body(council: Mapping[str, Any]) -> str:
    """Council, or trust where trusts have the duty."""
    return "trust" if "trust" in str(council.get("kind", "")).lower() else "council"


def contact(council: Mapping[str, Any], contacts: Mapping[str, str] | None = None) -> Link:
    """The body's own page: what the operator supplied, else the government's look-up; never a guessed number."""
    own = (contacts or {}).get(str(council["code"]))
    name = str(council.get("official_name") or council["name"])
    if own:
        return Link(name, own)
    if council.get("gov_uk_slug"):
        return Link(name, f"{COUNCIL_PAGES}/{council['gov_uk_slug']}")
    trust = body(council) == "trust"
    return Link(f"find {name} on nidirect", TRUST_PAGES) if trust else Link("find your council", COUNCIL_PAGES)


def medical(council: Mapping[str, Any]) -> Words:
    """Medical help that is not an emergency, as the nation arranges it."""
    nation = NATIONS.get(str(council["nation_code"]))
    return nation.medical if nation else NATIONS["E92000001"].medical


def ombudsman(council: Mapping[str, Any]) -> Words:
    """The ombudsman for the nation; all four where the place is in none of them."""
    nation = NATIONS.get(str(council["nation_code"]))
    start = "If its answer does not put things right, you can go to the "
    if nation:
        return start, nation.ombudsman, "."
    links = [part for link in EVERY_OMBUDSMAN for part in (link, ", ")][:-1]
    return "If its answer does not put things right, you can go to the ombudsman for your nation: ", *links, "."
