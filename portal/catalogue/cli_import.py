"""`portal import lheo`: the operator's side of an import: progress, refusals one per line, summary, exit code."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import click
import sqlalchemy as sa

from portal.foundation import clock
from portal.foundation.csvfile import harmless
from portal.foundation.db import create_engine

from .lheo.checks import Remark
from .lheo.importer import Order, Report, run
from .lheo.locking import AlreadyRunning
from .lheo.stream import Limits

CODE_LIMIT = 40
REPORT_COLUMNS = ("gravite", "ligne", "identifiant", "champ", "motif")


@click.command()
@click.argument("path", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--source",
    callback=lambda _, __, code: short(code),
    help="Code of the source; by default the file's name without its suffixes.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
@click.option("--full", is_flag=True, help="Withdraw what the source no longer contains.")
@click.option("--force", is_flag=True, help="With --full: withdraw even more than 20 % of the formations or sessions.")
@click.option("--report", "report_path", type=click.Path(dir_okay=False), help="CSV of every refusal and remark.")
@click.pass_context
def lheo(
    context: click.Context,
    /,
    path: str,
    source: str | None,
    report_path: str | None,
    dry_run: bool,
    full: bool,
    force: bool,
) -> None:
    """Import a LHEO 2.0 to 2.3 or EDOF file (.xml, .xml.gz, - for standard input)."""
    instant = clock.now()
    settings: Any = context.obj
    order = Order(
        source=source or default_source(path),
        file_name=os.fsencode(Path(path).name).decode("utf-8", "replace"),
        now=instant,
        today=clock.local_day(instant, settings.timezone),
        full=full,
        force=force,
        dry_run=dry_run,
        isolate=True,
        limits=Limits(settings.import_max_bytes, settings.import_max_bytes, settings.import_max_ratio),
    )
    try:
        report = _imported(settings.database_url, path, order, report_path)
    except (OSError, AlreadyRunning, sa.exc.OperationalError) as error:
        reason = getattr(error, "orig", None) or error
        click.echo(f"Import impossible\u00a0: {reason}", err=True)
        sys.exit(2)
    _summary(report, order)
    sys.exit(report.exit_code)


def _imported(database_url: str, path: str, order: Order, report_path: str | None) -> Report:
    with ExitStack() as stack:
        raw: BinaryIO = sys.stdin.buffer if path == "-" else stack.enter_context(Path(path).open("rb"))
        tell = _teller(stack, report_path)
        progress = _progress(path) if sys.stderr.isatty() else lambda *_: None
        engine = create_engine(database_url)
        stack.callback(engine.dispose)
        return run(engine, raw, order, tell, progress)


def short(code: str | None) -> str | None:
    """The code as the portal keeps it; refuses one that the database would not take."""
    if code is None:
        return None
    code = code.strip()
    if not 0 < len(code) <= CODE_LIMIT:
        raise click.BadParameter(f"le code d’une source a de 1 à {CODE_LIMIT} caractères, pas {len(code)}.")
    if not code.isprintable():
        raise click.BadParameter("le code d’une source n’a que des caractères lisibles.")
    return code


def default_source(path: str) -> str:
    """« feeds/grand-est.xml.gz » → « grand-est »; a name that does not fit is refused, never cut into another's."""
    name = Path(path).name
    code = name.removesuffix(".gz").removesuffix(".xml") or name if path != "-" else "stdin"
    try:
        return short(code) or ""
    except click.BadParameter as error:
        reason = f"le nom du fichier ne peut pas nommer la source ({error.message}) Donnez --source."
        raise click.BadParameter(reason) from error


def _teller(stack: ExitStack, report_path: str | None) -> Callable[[Remark], None]:
    """Refusals go to the error output as they come; with --report, they and every remark go to the file."""
    write: Callable[[tuple[str, ...]], Any] | None = None
    if report_path:
        handle = stack.enter_context(Path(report_path).open("w", encoding="utf-8", newline=""))  # noqa: SIM115
        write = csv.writer(handle, delimiter=";").writerow
        write(REPORT_COLUMNS)

    def tell(remark: Remark) -> None:
        if remark.refused:
            where = f"ligne {remark.line}, {remark.identifier}, {remark.field}"
            click.echo(f"refusé\u00a0: {where}\u00a0: {remark.reason}", err=True)
        if write is not None:
            level = "refus" if remark.refused else "remarque"
            write((level, str(remark.line), *map(harmless, remark[1:4])))

    return tell


def _progress(path: str) -> Callable[[Report, int], None]:
    size = Path(path).stat().st_size if path != "-" and Path(path).is_file() else 0
    plain = bool(size) and not path.endswith(".gz")

    def show(report: Report, done: int) -> None:
        share = f"{min(100, 100 * done // size)} % " if plain else ""
        click.echo(f"\r{share}{report.read} formations lues, {done >> 20} Mo ", nl=False, err=True)

    return show


def _summary(report: Report, order: Order) -> None:
    """What happened, one figure per line, then what went wrong."""
    if sys.stderr.isatty():
        click.echo("", err=True)
    head = "Essai, rien n’est écrit. " if order.dry_run else ""
    click.echo(f"{head}Source {order.source}, LHEO {report.profile or 'non reconnu'}{os.linesep}")
    rows = (
        ("lus", report.read),
        ("créés", report.created),
        ("mis à jour", report.updated),
        ("inchangés", report.unchanged),
        ("retirés", report.withdrawn),
        ("sessions retirées", report.sessions_withdrawn),
        ("refusés", report.refused),
        ("remarques", report.remarks),
    )
    for label, count in rows:
        click.echo(f"{label:<18}{count:>10}")
    for remark in report.file_remarks:
        click.echo(f"fichier\u00a0: {remark}")
    for problem in (report.unreadable, report.guard):
        if problem:
            click.echo(problem[:1].upper() + problem[1:], err=True)
