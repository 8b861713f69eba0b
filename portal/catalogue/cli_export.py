"""`portal export TARGET --to PATH`: one file for one receiver, whole or not at all, and an account of what it lacks."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from portal.foundation import clock
from portal.foundation.db import create_engine, reading

from .lheo import outfile
from .lheo.exporter import TARGETS, Export, Line, Opened, Report, Tell
from .lheo.table import Table, cell

CSV = "csv"
REPORT_COLUMNS = ("gravite", "formation", "champ", "motif")
REFUSED, FAILED = 1, 2


@click.command()
@click.argument("target", type=click.Choice([*TARGETS, CSV]))
@click.option("--to", "to", required=True, help="File to replace, or - for standard output.")
@click.option("--report", "report_path", type=click.Path(dir_okay=False), help="CSV of every default, cut and refusal.")
@click.option("--ended-days", type=click.IntRange(0), help="Leave out sessions ended for more days; 0 keeps all.")
@click.option("--require-siret", is_flag=True, help="Leave out organisations without a valid company number.")
@click.pass_context
def export(
    context: click.Context,
    /,
    target: str,
    to: str,
    report_path: str | None,
    ended_days: int | None,
    require_siret: bool,
) -> None:
    """Write the offer for TARGET. Exit status: 0, 1 when a record was refused, 2 when the file cannot be written."""
    settings: Any = context.obj
    if ended_days is None:
        ended_days = settings.export_ended_days if target == "aude" else 0
    try:
        with ExitStack() as stack:
            report = Report(tell=_teller(stack, report_path))
            rules = {"ended_days": ended_days, "needs_company": require_siret}
            outfile.write(to, _shown(_pieces(stack, settings, target, report, rules), report))
    except (OSError, sa.exc.SQLAlchemyError) as error:
        click.echo(f"Export impossible\u00a0: {error}", err=True)
        sys.exit(FAILED)
    _summary(target, report)
    sys.exit(REFUSED if report.refused else 0)


def _pieces(stack: ExitStack, settings: Any, name: str, report: Report, rules: dict[str, Any]) -> Iterator[bytes]:
    """The file, out of one snapshot of the database."""
    today = clock.local_day(clock.now(), settings.timezone)
    engine = create_engine(settings.database_url)
    stack.callback(engine.dispose)
    connection = stack.enter_context(reading(engine))
    opened: Opened = lambda: nullcontext(connection)  # noqa: E731
    if name == CSV:
        return Table(report).pieces(opened)
    return Export(replace(TARGETS[name], **rules), today, settings.base_url, report).pieces(opened)


def _teller(stack: ExitStack, report_path: str | None) -> Tell:
    """Refusals go to the error output as they come; with --report, they and every remark go to the file."""
    write = None
    if report_path:
        handle = stack.enter_context(Path(report_path).open("w", encoding="utf-8", newline=""))  # noqa: SIM115
        write = csv.writer(handle, delimiter=";").writerow
        write(REPORT_COLUMNS)

    def tell(line: Line) -> None:
        if line.level == "refus":
            click.echo(f"refusé\u00a0: {line.record}\u00a0: {line.reason}", err=True)
        if write is not None:
            write([cell(value) for value in line])

    return tell


def _shown(pieces: Iterator[bytes], report: Report) -> Iterator[bytes]:
    """Progress, on a terminal only."""
    size = 0
    for piece in pieces:
        yield piece
        size += len(piece)
        if sys.stderr.isatty():
            click.echo(f"\r{report.sessions} sessions écrites, {size >> 20} Mo ", nl=False, err=True)


def _summary(target: str, report: Report) -> None:
    """What left and what did not, one figure per line; on the error output, since the file may be the other one."""
    if sys.stderr.isatty():
        click.echo("", err=True)
    click.echo(f"Export {target}", err=True)
    rows = [("formations", report.formations), ("sessions", report.sessions), ("refusées", report.refused)]
    rows += list(report.excluded.items())
    rows += [(kind.label, count) for kind, count in report.gaps.items()]
    for label, count in rows:
        click.echo(f"{label:<40}{count:>10}", err=True)
