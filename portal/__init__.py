"""The portal as a Flask application: settings, extensions, features, errors, in this order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.catalogue import publicly
from portal.catalogue.feed_views import bp as feeds
from portal.catalogue.views import bp as catalogue
from portal.config import Settings
from portal.extensions import csrf
from portal.foundation import guard, headers, logs, throttle, web
from portal.foundation.db import create_engine
from portal.site.views import bp as site

MAX_BODY_BYTES = 1_000_000


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (by default the environment's); SettingsError when unsafe."""
    settings = settings or Settings.from_env()
    settings.refuse_unsafe()
    here = Path(__file__).resolve().parent
    root = here if (here / "templates").is_dir() else here.parent
    app = Flask(__name__, template_folder=str(root / "templates"), static_folder=str(root / "static"))
    app.url_map.strict_slashes = False  # an address retyped with a final slash still leads there
    _configure(app, settings)
    logs.set_up(settings.log_level)
    app.extensions["engine"] = create_engine(settings.database_url)
    read_url = settings.read_database_url
    app.extensions["read_engine"] = create_engine(read_url) if read_url else app.extensions["engine"]
    csrf.init_app(app)
    logs.init_app(app)
    web.announce_maintenance(app, settings.maintenance_until)
    guard.init_app(app)
    throttle.init_app(app, per_minute=settings.search_per_minute, trusted_proxies=settings.trusted_proxies)
    web.init_app(app)
    headers.init_app(app, https=settings.https)
    _register(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.propagate_failures = settings.env == "test"  # type: ignore[attr-defined]
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        WTF_I18N_ENABLED=False,
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="__Host-portail" if settings.https else "portail",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=[settings.host] if settings.env == "production" else None,
        TESTING=settings.env == "test",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_shared_context(settings))
    if settings.trusted_proxies:
        hops: Any = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _shared_context(settings: Settings) -> dict[str, Any]:
    """What every template may name."""
    return {
        "portal_name": settings.name,
        "environment": settings.env,
        "contact": {
            "email": settings.contact_email,
            "phone": settings.contact_phone,
            "hours": settings.contact_hours,
            "organisation": settings.contact_organisation,
            "address": settings.contact_address,
            "mediator": settings.mediator,
        },
        "data_licence": {"name": settings.data_licence, "url": settings.data_licence_url},
    }


def _register(app: Flask, settings: Settings) -> None:
    for blueprint in (catalogue, feeds, site):
        app.register_blueprint(blueprint)
    publicly.init_app(app, memory_mb=settings.page_memory_mb)
