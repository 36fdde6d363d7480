"""The errors that are answers: shown as one sentence with exit code 1."""

from pressure.domain.declarations import Refusal
from pressure.ingest.report import Refused
from pressure.ingest.sources import BadSource
from pressure.publish.check.verify_intervals import Difference
from pressure.release.site import NotPublished
from pressure.rules.files import RuleFileError
from pressure.store.record import BrokenRecord

REFUSALS = (Refusal, Refused, RuleFileError, BadSource, NotPublished, Difference, BrokenRecord)
