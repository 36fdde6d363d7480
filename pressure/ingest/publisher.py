"""The `fetch:` part of a source's description: where its publisher lists its files, and what such a file must be."""

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from pressure.domain.lawful import BrokenLawError
from pressure.rules.shapes import Shape

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise BrokenLawError("", repr(text), f"a regular expression ({error})") from error
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc):
        raise BrokenLawError("", repr(text), "an address that begins with https:// and a host")
    return text


def _host(text: str) -> str:
    if not _HOST.fullmatch(text):
        raise BrokenLawError("", repr(text), "the name of a host, such as www.gov.uk")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Host = Annotated[str, AfterValidator(_host)]


class PageLinks(Shape):
    """Links on a page, by their address or words: NHS England, the Care Quality Commission, the Care Inspectorate.
    `by_way_of` is a page between, whose newest link leads to the page with the file."""

    kind: Literal["page_links"]
    page: Address
    link: Pattern
    leave_out: Pattern = "(?!)"
    by_way_of: Pattern = ""


class Ckan(Shape):
    """A data set of a CKAN catalogue, asked by `package_show`; a resource by its name or id."""

    kind: Literal["ckan"]
    package: Address
    resource: Pattern


class GovUk(Shape):
    """The content API of GOV.UK: a collection or a search, the documents in it, and their attachments."""

    kind: Literal["govuk"]
    listing: Address
    document: Pattern
    attachment: Pattern
    leave_out: Pattern = "(?!)"


class StatsWales(Shape):
    """The list of StatsWales' data sets; one by its title. `{id}` in the address of the file is what the list gave."""

    kind: Literal["statswales"]
    listing: Address
    title: Pattern
    file: Address


class PxStat(Shape):
    """A collection of PxStat, as at NISRA; a table by its label or code. `{matrix}` is the code the list gave."""

    kind: Literal["pxstat"]
    listing: Address
    table: Pattern
    file: Address


Discover = Annotated[PageLinks | Ckan | GovUk | StatsWales | PxStat, Field(discriminator="kind")]


class Says(Shape):
    """Words that must stand in a file: in a sheet of a workbook, or, without one, at the beginning of a CSV."""

    words: str = Field(min_length=1)
    sheet: str = ""


class Fetch(Shape):
    """How a source's newest file is found and what it must be.

    `period` says whether the link names the period ("August-2026"), the day as at which a directory stands
    ("01_July_2026"), or only the file says it. `allow` are the only hosts
    asked. `areas` is how many areas the newest period must have (from `areas_least`, where some may have nothing to
    count), `says` what must stand in the file, `without` the measures that only a copy which ships has. A `layout`
    that is only announced was described before anybody saw a file: one that is not as described waits for a person. The
    next file is expected `after_days` after the end of its period, or on `next_release` where the publisher has named a
    day.
    """

    discover: Discover
    period: Literal["link", "day", "file"]
    allow: tuple[Host, ...] = Field(min_length=1)
    content_types: tuple[str, ...] = Field(min_length=1)
    least_bytes: int = Field(gt=0)
    most_bytes: int = Field(gt=0)
    areas: int = Field(gt=0)
    areas_least: int = Field(default=0, ge=0)
    says: tuple[Says, ...] = ()
    without: tuple[str, ...] = ()
    layout: Literal["seen", "announced"] = "seen"
    after_days: int = Field(ge=0)
    next_release: date | None = None

    @model_validator(mode="after")
    def _lawful(self) -> "Fetch":
        if self.least_bytes >= self.most_bytes:
            raise BrokenLawError("least_bytes", str(self.least_bytes), f"less than most_bytes, {self.most_bytes}")
        if self.areas_least > self.areas:
            raise BrokenLawError("areas_least", str(self.areas_least), f"at most areas, {self.areas}")
        for key, value in self.discover.model_dump().items():
            if str(value).startswith("https://") and (host := urlsplit(value).netloc) not in self.allow:
                raise BrokenLawError(f"discover: {key}", repr(host), "one of the hosts under allow")
        return self
