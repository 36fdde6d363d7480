"""A letter to one reader as bytes for a mail server. It names its reader in one place, the address it goes to."""

import hashlib
import textwrap
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from pressure.actions.installation import Installation
from pressure.actions.readers.standing import Standing
from pressure.document.shapes import is_rated
from pressure.domain.rulebook import Rulebook
from pressure.words.nations import nation_of
from pressure.words.readers import letters as words

WIDTH, LONGEST_LINE = 72, 998
ONE_PIECE = SMTP.clone(max_line_length=LONGEST_LINE)
"""A header in one piece: Python breaks a long List-Unsubscribe into encoded words, and one click then does nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is said. `about` keeps two letters of one request apart; the same letter sent again keeps its identity."""

    about: str
    subject: str
    paragraphs: list[str]
    privacy: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where a letter leads: the site, and what its reader alone may do."""

    site: str
    confirm: str
    stop: str

    def page(self, stands: Standing, code: str = "") -> str:
        return f"{self.site}{stands.base}/councils/{code or stands.code}/"

    def privacy(self, stands: Standing) -> str:
        return f"{self.site}{stands.base}/privacy/"


def to_confirm(stands: Standing, links: Links) -> Letter:
    """Whether somebody wants letters at all."""
    return _marked(
        stands,
        Letter(
            about="confirm",
            subject=words.CONFIRM_SUBJECT.format(name=stands.name),
            paragraphs=[part.format(name=stands.name, confirm=links.confirm) for part in words.CONFIRM],
            privacy=links.privacy(stands),
        ),
    )


def of_change(stands: Standing, links: Links, book: Rulebook) -> Letter:
    """What a council's level is now, or that the council has ended."""
    document, name, page = stands.document, stands.name, links.page(stands)
    if "ends" in document and stands.over:
        heirs = [(heir["name"], links.page(stands, heir["code"])) for heir in document["ends"]["successors"]]
        subject, said = words.ENDED_SUBJECT.format(name=name), words.end(name, document["ends"], heirs, page)
    elif is_rated(document):
        subject = words.subject_of_change(name, document["rating"], book)
        said = words.change(name, document["rating"], book, nation_of(document["council"], book), page)
    else:
        subject = words.CHANGED_SUBJECT.format(name=name, level=book.no_level.name.lower())
        said = words.no_longer_rated(name, page, book)
    return _marked(stands, Letter(about=stands.told, subject=subject, paragraphs=said, privacy=links.privacy(stands)))


def as_bytes(installation: Installation, letter: Letter, request_id: str, to: str, links: Links) -> bytes:
    """The letter as it goes on the wire, with the header for one click (RFC 8058)."""
    configured, at = installation.settings, installation.now()
    message = EmailMessage(policy=ONE_PIECE)
    message["To"], message["From"], message["Subject"] = to, configured.readers_from, letter.subject
    message["Date"], message["Message-ID"] = format_datetime(at), _identity(letter, request_id, configured.readers_from)
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{links.stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    ends = [words.STOP.format(stop=links.stop), words.FROM.format(who=configured.operated_by, privacy=letter.privacy)]
    text = "\n\n".join(_wrapped(part) for part in (*letter.paragraphs, *ends)) + "\n"
    message.set_content(text, cte="7bit" if text.isascii() else "quoted-printable")
    return message.as_bytes()


def _marked(stands: Standing, letter: Letter) -> Letter:
    """A letter about an invented place says so first."""
    if not stands.document["demonstration"]:
        return letter
    subject, paragraphs = words.INVENTED_SUBJECT.format(subject=letter.subject), [words.INVENTED, *letter.paragraphs]
    return replace(letter, subject=subject, paragraphs=paragraphs)


def _wrapped(paragraph: str) -> str:
    """Lines that any reader shows whole; an address is never broken."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in paragraph.splitlines()
    )


def _identity(letter: Letter, request_id: str, sender: str) -> str:
    said = hashlib.sha256(f"{request_id}\n{letter.about}".encode()).hexdigest()[:32]
    return f"<{said}@{parseaddr(sender)[1].rpartition('@')[2]}>"
