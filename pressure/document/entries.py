"""The record's entries, a kind each: what its body tells everybody (`what`), and what it seals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from typing_extensions import TypedDict

T = TypeVar("T")
S = TypeVar("S")


class Nothing(TypedDict):
    """A part that a kind of entry does not have"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry tells and seals, as plain data, whatever its kind."""

    action: str
    private: bool
    what: Mapping[str, Any]
    sealed: Mapping[str, Any]


@dataclass(frozen=True)
class Kind(Generic[T, S]):
    """An act of the record. A `private` one tells nothing: no council, no person and no text; all of it is sealed."""

    action: str
    private: bool = False

    def of(self, *, what: T | None = None, private: S | None = None) -> Entry:
        """An entry of this kind."""
        return Entry(
            self.action, self.private, cast(Mapping[str, Any], what or {}), cast(Mapping[str, Any], private or {})
        )


class Commitment(TypedDict):
    """To the words of a reason, which stand beside the entry"""

    reason_commitment: str


class WrittenText(TypedDict):
    """Words that officers wrote, by their id in `written_texts`"""

    id: str
    sha256: str


class Written(TypedDict, total=False):
    """What an entry seals of such words; nothing for none"""

    written: WrittenText


class About(TypedDict):
    """A text of a declaration"""

    declaration_id: str
    text_sha256: str


class SentBack(About, Written):
    """The same, and why it was sent back"""


class Somebody(TypedDict):
    """A person, in public by pseudonym, and the role they acted in"""

    person: str
    role: str


class Signed(About):
    """Who proposed and signed what"""

    council_code: str
    kind: str
    stage: int
    state: str
    proposed_by: Somebody


class Proposer(TypedDict):
    """Who it was"""

    proposed_by: str


class View(TypedDict):
    """A view on a declaration"""

    declaration_id: str
    view: str


class ViewBefore(View, Written):
    """The same while the measure is private"""


class Checked(About):
    """A check from outside, and its day"""

    done_on: str


class WholeRelease(TypedDict):
    """A release, by the digest of its whole manifest"""

    release_id: str
    manifest_sha256: str


class FirstRelease(TypedDict):
    """A release before which there was none"""

    release_id: str
    track: str
    reason: str
    files_sha256: str
    rules_digest: str
    ratings: str


class Published(FirstRelease, total=False):
    """A release, and the one before it"""

    before: WholeRelease


class BegunAgain(Commitment):
    """What the operator gave up, by track"""

    origin: str
    before: str
    releases: dict[str, list[str]]


class TimeConfirmed(TypedDict):
    """When the newest act was by the clock before"""

    newest_before: str


class KeySigned(TypedDict):
    """Two keys, and the signatures of both"""

    origin: str
    before: str
    key: str
    fingerprint: str
    signed_before: str
    signed: str


class KeyChanged(Commitment, KeySigned):
    """The same, and why"""


class ReturnConfirmed(TypedDict):
    """A week's return"""

    council_code: str
    week_ending: str
    comment: bool


class Withdrawn(TypedDict):
    """A load that is taken back"""

    load_id: int
    councils: list[str]


class WhyWithdrawn(TypedDict):
    """Why; public in corrections.csv"""

    load_id: int
    reason: str


class Overruled(Commitment):
    """Figures that somebody accepted against the check, each as its measure and the end of its period"""

    load: int
    figures: list[list[str]]


class LoadedFile(TypedDict):
    """A file and what became of its rows"""

    load_id: int
    source: str
    file: str
    readings: str
    accepted: int
    held: int
    rejected: int
    added: int
    revised: int


class MappingUsed(TypedDict):
    """One version of a council's column mapping"""

    council_code: str
    version: int


class MappingKept(MappingUsed):
    """A new version, by the digest of what it says"""

    mapping_sha256: str


class Loaded(LoadedFile, total=False):
    """The same, with figures that were accepted against the check, and the column mappings the file was read with"""

    overruled: Overruled
    read_through: list[MappingUsed]


class TokenEnded(TypedDict):
    """A token of a council, by its number and never by itself"""

    council_code: str
    token: str


class TokenMade(TokenEnded):
    """The same, and until when it works"""

    expires_on: str


class Said(TypedDict):
    """That a council said something"""

    council_code: str
    kind: str


class CountingAsked(TypedDict):
    """Which question about which figure was answered"""

    council_code: str
    measure_id: str
    question: str


class CountingTold(Written):
    """The answer; public from the next scheduled release on"""

    number: int
    choice: str
    told: str
    since: str | None


class Answer(TypedDict):
    """What came of a request for a correction"""

    council_code: str
    request: int
    outcome: str


class Answered(Answer, total=False):
    """The same, with the correction that was made"""

    correction_id: str


class Redacted(TypedDict):
    """Words removed, and every release that changed with them"""

    reason: str
    releases: list[dict[str, Any]]


class RedactionDone(TypedDict):
    """Which words, and all that was changed with them, by digest"""

    asked_by: str
    text: str
    stored: str
    proposals: dict[str, str]
    seals: dict[str, str]


class RedactionAsked(TypedDict):
    """Which words are to be removed, and why"""

    text: str
    stored: str
    reason: str


class OfficersChanged(TypedDict):
    """Which change, of whom and by whom; it is counted by week and council"""

    act: str
    by: Somebody
    person: str
    councils: list[str]


class Held(TypedDict, total=False):
    """The roles or the manager that a change is about"""

    roles: list[list[str]]
    managed_by: str | None


class RolesChanged(OfficersChanged, Held):
    """A change with what it is about"""


SIGN = Kind[Signed, Proposer]("sign")
PROPOSE = Kind[Nothing, About]("propose", private=True)
SEND_BACK = Kind[Nothing, SentBack]("send_back", private=True)
WRITE_VIEW = Kind[View, Written]("write_view")
WRITE_VIEW_BEFORE = Kind[Nothing, ViewBefore]("write_view", private=True)
NO_VIEW = Kind[Nothing, SentBack]("no_view", private=True)
RECORD_CHECK = Kind[Checked, Written]("record_outside_check")
PUBLISH = Kind[Published, Nothing]("publish")
BEGIN_AGAIN = Kind[BegunAgain, Nothing]("begin_again")
CONFIRM_TIME = Kind[TimeConfirmed, Nothing]("confirm_time")
CHANGE_KEY = Kind[KeyChanged, Nothing]("change_key")
CONFIRM_RETURN = Kind[ReturnConfirmed, Written]("confirm_return")
WITHDRAW = Kind[Withdrawn, WhyWithdrawn]("withdraw")
LOAD = Kind[Loaded, Nothing]("load")
KEEP_MAPPING = Kind[MappingKept, Nothing]("keep_mapping")
MAKE_TOKEN = Kind[TokenMade, Nothing]("make_token")
END_TOKEN = Kind[TokenEnded, Nothing]("end_token")
PUBLISH_STATEMENT = Kind[Said, Written]("publish_statement")
REQUEST_CORRECTION = Kind[Said, Written]("request_correction")
SAY_HOW_COUNTED = Kind[CountingAsked, CountingTold]("say_how_counted")
ANSWER_REQUEST = Kind[Answered, Written]("answer_request")
PROPOSE_REDACTION = Kind[Nothing, RedactionAsked]("propose_redaction", private=True)
REDACT = Kind[Redacted, RedactionDone]("redact")
OFFICERS = Kind[Nothing, RolesChanged]("officers", private=True)
