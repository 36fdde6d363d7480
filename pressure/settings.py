"""What an operator may set, all by environment variables that begin with PRESSURE_."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting with its default; docs/deploy.md says when to change one."""

    model_config = SettingsConfigDict(env_prefix="PRESSURE_", extra="ignore")

    database_url: str = f"sqlite:///{ROOT / 'var' / 'pressure.sqlite'}"
    site_dir: Path = ROOT / "site"
    data_dir: Path = ROOT / "data"
    cookie_secret: str = ""
    public_address: str = "http://127.0.0.1:8501"
    upload_limit_bytes: int = 20_000_000

    @property
    def rules_dir(self) -> Path:
        return self.data_dir / "rules"


settings = Settings()
