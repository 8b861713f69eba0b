"""Writes the measured tables into docs/performance.md, between its two markers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .__main__ import Measured

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def write(measured: Sequence[Measured], *, machine: str) -> None:
    """Replace what stands between the markers."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n".join(tables(measured, machine))
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    print(text)


def tables(measured: Sequence[Measured], machine: str) -> Iterator[str]:
    """Two tables: pages by kind, then files."""
    yield f"\n{machine}. Server: gunicorn, one worker, four threads."
    yield "CPU in µs per request; in brackets the ratio to the empty page of the same run.\n"
    heads = [f"{m.engine} {m.sessions:,}".replace(",", " ") for m in measured]
    yield from _table(["page", *heads], _page_rows(measured))
    yield "\nFiles: formations per second of CPU."
    yield "In brackets the share of the speed of the parser, or of the writer, alone.\n"
    yield from _table(["work", *heads], _file_rows(measured))


def _page_rows(measured: Sequence[Measured]) -> Iterator[list[str]]:
    yield ["empty Flask page", *(f"{m.empty.cpu:.0f}" for m in measured)]
    for kind in measured[0].pages:
        yield [kind, *(f"{m.pages[kind].cpu:.0f} ({m.pages[kind].ratio(m.empty):.1f})" for m in measured)]
    yield ["mix: p99 / p50", *(f"{m.pages['mix'].p99 / m.pages['mix'].p50:.1f}" for m in measured)]
    yield ["mix: bytes of HTML", *(f"{m.pages['mix'].bytes:.0f}" for m in measured)]
    yield ["mix: times the smallest catalogue", *(f"{_growth(measured, m):.2f}" for m in measured)]


def _growth(measured: Sequence[Measured], this: Measured) -> float:
    smallest = min((m for m in measured if m.engine == this.engine), key=lambda m: m.sessions)
    return this.pages["mix"].cpu / smallest.pages["mix"].cpu


def _file_rows(measured: Sequence[Measured]) -> Iterator[list[str]]:
    yield ["formations (file in MB)", *(f"{m.formations} ({m.file_mb:.0f})" for m in measured)]
    for work, alone in (
        ("parser alone", "parser alone"),
        ("import", "parser alone"),
        ("import, unchanged", "parser alone"),
        ("writer alone", "writer alone"),
        ("export", "writer alone"),
    ):
        yield [work, *(_speed(m, work, alone) for m in measured)]
    for work in ("import", "export"):
        yield [f"{work}: memory, MB", *(f"{m.runs[work].memory_mb:.0f}" for m in measured)]


def _speed(m: Measured, work: str, alone: str) -> str:
    speed = m.formations / m.runs[work].cpu
    return f"{speed:.0f} ({m.runs[alone].cpu / m.runs[work].cpu:.2f})"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
