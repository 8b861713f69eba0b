"""The application that a WSGI server runs."""

from portal import create_app

app = create_app()
