"""What an operator may set, all by environment variables that begin with PRESSURE_."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "shipped"
SHIPPED = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
"""Where `data/`, `pages/`, `app.py` and `.streamlit/` are: in a wheel below the package, else beside it."""
ROOT = Path.cwd() if SHIPPED == _INSTALLED else _PACKAGE.parent
"""Where the database and the site are unless they are set: never among installed packages."""


class Settings(BaseSettings):
    """Every setting with its default; docs/deploy.md says when to change one."""

    model_config = SettingsConfigDict(env_prefix="PRESSURE_", extra="ignore")

    database_url: str = f"sqlite:///{ROOT / 'var' / 'pressure.sqlite'}"
    site_dir: Path = ROOT / "site"
    data_dir: Path = SHIPPED / "data"
    cookie_secret: str = Field(default="", repr=False)
    public_address: str = "http://127.0.0.1:8501"
    operated_by: str = ""  # who runs this installation, as its pages name them
    feedback_address: str = ""  # an e-mail or web address for questions and faults
    contacts_file: Path | None = None  # a CSV of ways to reach councils, as the operator knows them
    upload_limit_bytes: int = Field(default=20_000_000, gt=0)  # one file, uploaded or loaded
    workbook_parts: int = Field(default=200, gt=0)
    workbook_unpacked_bytes: int = Field(default=200_000_000, gt=0)
    workbook_unpacked_times: int = Field(default=200, gt=0)  # unpacked, as a multiple of the file as it came
    workbook_rows: int = Field(default=200_000, gt=0)
    workbook_columns: int = Field(default=200, gt=0)
    workbook_cells: int = Field(default=10_000_000, gt=0)  # of one sheet, empty ones within its reach counted
    workbook_seconds: int = Field(default=30, gt=0)
    workbook_processor_seconds: int = Field(default=20, gt=0)
    workbook_memory_bytes: int = Field(default=1 << 30, gt=0)
    workbook_answer_bytes: int = Field(default=64_000_000, gt=0)  # what was read, as it comes back
    uploads_per_session: int = 3  # files an officer's session may have with us at once, and their bytes together
    uploads_per_session_bytes: int = 25_000_000
    live_pages_per_client: int = 200  # pages below /app/ open at once; a council's office is often one client
    live_pages: int = 1000
    trusted_proxies: str = ""  # addresses or networks whose X-Forwarded-For is believed, with commas between
    clock_file: Path | None = None  # how far the clock of a demonstration or a rehearsal is set from the real one
    rehearsal: bool = False  # everything here is practice: every page says so, and nothing is sent
    demonstration: bool = False  # passwords alone, on loopback, while nobody but demonstration officers is known

    outbox_dir: Path = ROOT / "var" / "outbox"  # reminders to officers, one file a message, for a mailer to send
    reminders_from: str = ""  # the address reminders come from; without it none are written
    readers_from: str = ""  # the address readers' mail comes from; without it no reader's address is taken or kept
    readers_per_client: str = "5 per 10 minutes"  # requests of one client to be told
    readers_in_all: str = "300 per hour"  # requests of everybody together
    asks_per_client: str = "10 per hour"  # asks of one client for an account
    asks_in_all: str = "100 per hour"  # asks of everybody together
    smtp_host: str = ""  # the mail server that sends them; without one reminders wait in the outbox
    smtp_port: int = 587
    smtp_security: str = "starttls"  # or tls, or none for a server on this machine
    smtp_user: str = ""
    smtp_password: str = Field(default="", repr=False)
    smtp_timeout_seconds: int = 20

    fetched_dir: Path = ROOT / "var" / "fetched"  # publishers' files as they came, each under its sha256
    fetch_mirror: str = ""  # asked in every publisher's place, with the publisher's host as the first part of the path
    fetch_first_wait_seconds: float = Field(default=1.0, ge=0)  # before the second try
    fetch_most_wait_seconds: float = Field(default=60.0, ge=0)  # whatever Retry-After says
    fetch_between_seconds: float = Field(default=0.1, ge=0)  # between two requests to one host

    postcodes_file: Path = ROOT / "var" / "postcodes.sqlite"  # made by `pressure postcodes`, if anybody gave a file

    session_idle_minutes: int = 30
    session_hours: int = 12
    session_touch_seconds: int = 60  # the last use is written down at most this often
    fresh_minutes: int = 5  # how recent a sign-in must be to propose or sign
    enrolment_hours: int = 24
    new_role_hours: int = 24  # how long a new director, signatory or administrator waits when nobody else agrees
    sign_in_per_client: str = "30 per 5 minutes"
    sign_in_per_account: str = "10 per 15 minutes"
    password_characters: int = 12
    password_characters_advised: int = 15
    password_characters_most: int = 256
    password_memory_kib: int = Field(default=65_536, ge=19_456)  # argon2id; not below what OWASP advises
    password_passes: int = Field(default=3, ge=2)

    token_months: int = Field(default=12, ge=1, le=12)  # how long a council's token works, and at most
    token_warn_days: int = 30  # how long before its end its council is told
    tokens_per_council: int = 5
    returns_per_sender: str = "60 per hour"
    returns_per_client: str = "30 per 5 minutes"  # requests without a token that works
    returns_seconds: int = Field(default=60, gt=0)  # for a file to arrive

    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_scope: str = "openid"
    oidc_amr: str = "mfa,otp,hwk,swk,fido,face,fpt,iris,sc"  # any of these counts as a second factor
    oidc_amr_required: bool = True  # for directors and signatories
    oidc_auth_time_required: bool = True  # without it in the provider's token a sign-in is never fresh

    signing_key: str = Field(default="", repr=False)  # 32 bytes, base64; made beside the database when empty
    secrets_key: str = Field(default="", repr=False)  # seals what officers' apps share with us; 32 bytes, base64
    checkpoint_repository: str = Field(default="", repr=False)  # somebody else's git repository that keeps checkpoints
    record_origin: str = ""  # the name of the record in its checkpoints; the public address when empty

    @property
    def shared_address(self) -> str:
        """The public address without a last slash; "" where it leads back to the machine that asks, of no use in a
        feed or a shared link."""
        leads_back = urlsplit(self.public_address).hostname in {None, "localhost", "127.0.0.1", "::1"}
        return "" if leads_back else self.public_address.rstrip("/")

    @property
    def rules_dir(self) -> Path:
        return self.data_dir / "rules"

    @property
    def sources_dir(self) -> Path:
        return self.data_dir / "sources"


settings = Settings()
