"""The headers of every answer (trust.md): nothing but our own scripts, styles and pictures; never a referrer
lost (CSRF over https needs it); private pages never stored."""

from __future__ import annotations

from flask import Flask, Response, g, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
    )
)
FIXED = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def init_app(app: Flask, *, https: bool) -> None:
    """Add the headers after every request; a view that set Cache-Control keeps its own."""
    fixed = (*FIXED, HSTS) if https else FIXED
    app.extensions["fixed_headers"] = [*fixed, ("Cache-Control", "no-cache"), ("Vary", "HX-Request")]

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        for name, value in fixed:
            headers[name] = value
        if "Cache-Control" not in headers:
            public = request.method in ("GET", "HEAD") and g.get("cacheable", False)
            headers["Cache-Control"] = "no-cache" if public else "no-store"
        return response
