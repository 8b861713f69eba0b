"""Closed by default: a view says who may enter, or nobody may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, g, request

from .access import PUBLIC, Role

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC_ENTRY = "public"


def open_to(*roles: Role, public: bool = False) -> Callable[[View], View]:
    """Mark a view with who may enter: `public=True`, or any person holding one of the roles."""

    def mark(view: View) -> View:
        view.entry = PUBLIC_ENTRY if public else frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def entry_of(app: Flask, endpoint: str) -> Any:
    """Who may enter an endpoint: « public », a set of roles, or None when its view does not say."""
    return getattr(app.view_functions[endpoint], "entry", None)


def init_app(app: Flask) -> None:
    """Check the entry of every request before its view runs."""

    @app.before_request
    def check_entry() -> None:
        g.actor = PUBLIC
        if request.endpoint is None:
            return
        entry = entry_of(app, request.endpoint)
        if entry is None:
            raise RuntimeError(f"{request.endpoint} does not say who may enter")
        if entry != PUBLIC_ENTRY and not g.actor.organisations(*entry):
            abort(403)
