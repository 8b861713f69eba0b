"""`portal …`: the operator's commands. Each one is a few lines over the same actions as the pages."""

from __future__ import annotations

import sys

import click
import sqlalchemy as sa

from portal import migrate, worker
from portal.catalogue.cli_export import export
from portal.catalogue.cli_import import lheo
from portal.catalogue.search import listing
from portal.config import Settings, SettingsError
from portal.foundation import clock, logs
from portal.foundation.db import create_engine
from portal.foundation.errors import Refusal

NEED_DATABASE = ("import", "export", "search", "jobs", "worker", "demo")
CANNOT_RUN = 2
"""Exit status when nothing could be done (interfaces: 1 means that a record was refused)."""


GIVEN = "portal.cli.given"


class _Commands(click.Group):
    """The group, remembering all that was typed: asking for help needs no database."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments, which click has consumed by the time the group runs."""
        ctx.meta[GIVEN] = list(args)
        return super().parse_args(ctx, args)


@click.group(cls=_Commands)
@click.version_option(package_name="liaison-portal")
@click.pass_context
def main(context: click.Context) -> None:
    """Liaison: the portal of funded training, prescriptions and joint support."""
    try:
        context.obj = Settings.from_env()
        if context.invoked_subcommand in NEED_DATABASE and "--help" not in context.meta[GIVEN]:
            context.obj.refuse_unsafe()
            _require_database(context.obj)
    except SettingsError as wrong:
        click.echo(str(wrong), err=True)
        context.exit(CANNOT_RUN)


def _require_database(settings: Settings) -> None:
    """SettingsError with one sentence when the database is away or not migrated."""
    engine = create_engine(settings.database_url)
    try:
        with engine.connect() as connection:
            if not migrate.is_current(connection):
                raise SettingsError("La base n’est pas prête\u00a0: lancez «\u202fportal db upgrade\u202f».")
    except sa.exc.DBAPIError as error:
        raise SettingsError("La base ne répond pas\u00a0: vérifiez PORTAL_DATABASE_URL et le serveur.") from error
    finally:
        engine.dispose()


def engine_of(context: click.Context) -> sa.Engine:
    """The database the environment names, let go when the command ends."""
    settings: Settings = context.obj
    engine = create_engine(settings.database_url)
    context.call_on_close(engine.dispose)
    return engine


@main.group()
def db() -> None:
    """Apply or check migrations."""


@db.command()
@click.pass_context
def upgrade(context: click.Context) -> None:
    """Apply the missing migrations."""
    migrate.upgrade(engine_of(context))
    click.echo("The database is up to date.")


@db.command("check")
@click.pass_context
def check_database(context: click.Context) -> None:
    """Fail when models and migrations differ, or when the database is behind."""
    differences = migrate.check(engine_of(context))
    for line in differences:
        click.echo(line, err=True)
    if not differences:
        click.echo("Models and database agree.")
    sys.exit(1 if differences else 0)


@main.command("check")
@click.pass_context
def check_settings(context: click.Context) -> None:
    """Say whether the settings are safe for production."""
    settings: Settings = context.obj
    problems = settings.problems()
    for problem in problems:
        click.echo(problem, err=True)
    click.echo("The settings are safe for production." if not problems else "Not safe for production.")
    sys.exit(1 if problems else 0)


@main.group("import")
def import_() -> None:
    """Bring data in."""


import_.add_command(lheo)
main.add_command(export)


@main.group()
def search() -> None:
    """Look after the public listing."""


@search.command()
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Make the public listing and its search table again from the catalogue."""
    settings: Settings = context.obj
    now = clock.now()
    with engine_of(context).begin() as connection:
        read = listing.rebuild(connection, today=clock.local_day(now, settings.timezone), now=now)
    click.echo(f"{read} actions read; the listing is made again.")


@main.group()
def jobs() -> None:
    """The jobs of the worker, one by one."""


@jobs.command("list")
def list_jobs() -> None:
    """Name every job and say when it runs."""
    for name, (when, _) in worker.JOBS.items():
        click.echo(f"{name}: {when}")


@jobs.command("run")
@click.argument("name", type=click.Choice(sorted(worker.JOBS)))
@click.pass_context
def run_job(context: click.Context, name: str) -> None:
    """Run one job now; running it twice does no harm."""
    click.echo(worker.run(name, engine_of(context), context.obj, clock.now()))


@main.command("worker")
@click.option("--once", is_flag=True, help="Run what is due, then stop.")
@click.pass_context
def run_worker(context: click.Context, once: bool) -> None:
    """Run due jobs until stopped."""
    logs.set_up(context.obj.log_level)
    worker.work(engine_of(context), context.obj, once=once)


@main.group()
def demo() -> None:
    """Data to try the portal with."""


@demo.command("load")
@click.pass_context
def load_demo(context: click.Context) -> None:
    """Load the demo offers into an empty database, through the same import as real ones."""
    from portal import demo as content

    settings: Settings = context.obj
    now = clock.now()
    try:
        click.echo(content.load(engine_of(context), today=clock.local_day(now, settings.timezone), now=now))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
