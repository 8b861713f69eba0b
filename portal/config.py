"""Settings: from the environment and nothing else, typed, frozen, documented in docs/operations.md.

A default must be safe to publish; production refuses to start with a missing or unsafe one and says all that
is wrong at once (`portal check`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

ENVIRONMENTS = ("development", "demo", "test", "production")
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
    contact_phone: str = "0800 00 00 00"
    contact_hours: str = "du lundi au vendredi, de 9 h à 17 h"
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
            if isinstance(item.default, int):
                if not value.strip().isdigit():
                    wrong.append(f"{variable(item.name)} must be a whole number, not {value!r}")
                    continue
                given[item.name] = int(value)
            else:
                given[item.name] = value
        if given.get("env", "development") not in ENVIRONMENTS:
            wrong.append(f"PORTAL_ENV must be one of {', '.join(ENVIRONMENTS)}")
        if wrong:
            raise SettingsError("\n".join(wrong))
        return cls(**given)  # type: ignore[arg-type]

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
