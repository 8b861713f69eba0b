"""The Flask extensions, made here and set up in create_app (htmx lives with the pages, in foundation/web)."""

from __future__ import annotations

from flask_wtf import CSRFProtect

csrf = CSRFProtect()
