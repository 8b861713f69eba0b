"""Settings: from the environment and nothing else, typed, frozen, documented in docs/operations.md.

A default must be safe to publish; production refuses to start with a missing or unsafe one and says all that
is wrong at once (`portal check`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlsplit
from zoneinfo import available_timezones

ENVIRONMENTS = ("development", "demo", "test", "production")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")
UNSAFE_SECRET = "development-only-secret"  # noqa: S105 - refused in production, which is its whole point


class SettingsError(Exception):
    """Settings that cannot run; `str(error)` lists every problem, one per line."""


@dataclass(frozen=True)
class Settings:
    """Every setting of the portal; the field's comment names its environment variable when it differs."""

    env: str = "development"
    database_url: str = "sqlite:///var/portal.sqlite3"
    read_database_url: str = ""
    secret_key: str = UNSAFE_SECRET
    base_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    timezone: str = "Europe/Brussels"
    name: str = "Liaison"
    contact_email: str = "assistance@portail.example"
    contact_phone: str = "0800\u00a000\u00a000\u00a000"
    contact_hours: str = "du lundi au vendredi, de 9\u00a0h à 17\u00a0h"
    contact_organisation: str = "Service de gestion du portail"
    contact_address: str = "1 place de l’Exemple, 63000 Clermont-Ferrand"
    mediator: str = "le médiateur compétent de votre région"
    data_licence: str = "Licence Ouverte 2.0"
    data_licence_url: str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    log_level: str = "INFO"
    search_per_minute: int = 300
    page_memory_mb: int = 48
    export_ended_days: int = 0
    import_max_bytes: int = 4_000_000_000
    import_max_ratio: int = 200
    maintenance_until: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read `PORTAL_*`; SettingsError when a number is not one or the environment is unknown."""
        environ = os.environ if environ is None else environ
        given: dict[str, str | int] = {}
        wrong: list[str] = []
        for item in fields(cls):
            value = environ.get(variable(item.name))
            if value is None:
                continue
            number = value.strip()
            if isinstance(item.default, int) and not (number.isascii() and number.isdigit()):
                wrong.append(f"{variable(item.name)} must be a whole number, not {value!r}")
            else:
                given[item.name] = int(value) if isinstance(item.default, int) else value
        if wrong:
            raise SettingsError("\n".join(wrong))
        made = cls(**given)  # type: ignore[arg-type]
        if faults := made.faults():
            raise SettingsError("\n".join(faults))
        return replace(made, base_url=made.base_url.rstrip("/"))

    def faults(self) -> list[str]:
        """What could not run at all, whatever the environment, one sentence each."""
        found = []
        if self.env not in ENVIRONMENTS:
            found.append(f"PORTAL_ENV must be one of {', '.join(ENVIRONMENTS)}")
        if self.timezone not in available_timezones():
            found.append(f"PORTAL_TIMEZONE is not a time zone: {self.timezone!r}")
        if self.log_level not in LOG_LEVELS:
            found.append(f"PORTAL_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}")
        for name in ("database_url", "read_database_url"):
            url = getattr(self, name)
            if url and not url.startswith(DATABASES):
                found.append(f"{variable(name)} must begin with sqlite:/// or postgresql://")
        if not self.base_url.startswith(("http://", "https://")):
            found.append("PORTAL_BASE_URL must begin with http:// or https://")
        return found

    @property
    def host(self) -> str:
        """Host name of the public address, the only one that links may carry."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def https(self) -> bool:
        """Whether people reach the portal over TLS: then cookies are Secure and HSTS is sent."""
        return self.base_url.startswith("https://")

    def problems(self) -> list[str]:
        """What makes these settings unsafe for production, one sentence each."""
        found = []
        if self.secret_key == UNSAFE_SECRET or len(self.secret_key) < 32:
            found.append("PORTAL_SECRET_KEY is missing, the default one, or shorter than 32 characters")
        if not self.https or not self.host:
            found.append("PORTAL_BASE_URL must be the public https:// address")
        if self.database_url.startswith(("sqlite://///", "sqlite:////net/", "sqlite:////mnt/")):
            found.append("PORTAL_DATABASE_URL puts SQLite on a network path, where its locks do not hold")
        if "example" in self.contact_email:
            found.append("PORTAL_CONTACT_EMAIL is still the example address")
        return found

    def refuse_unsafe(self) -> None:
        """Raise SettingsError with every problem when this is production."""
        if self.env == "production" and (found := self.problems()):
            raise SettingsError("\n".join(found))


def variable(field: str) -> str:
    """The environment variable of a field."""
    return f"PORTAL_{field.upper()}"
