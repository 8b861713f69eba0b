"""Import and export against the XML parser and the XML writer alone, on the same file, each in its own process."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Run:
    """One command: seconds of CPU, seconds on the clock, largest memory in MB."""

    cpu: float
    seconds: float
    memory_mb: float


def run(*command: str, environ: dict[str, str] | None = None) -> Run:
    """Run a command to its end and account for it alone. CalledProcessError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | (environ or {}), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return Run(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024)


def parser_alone(path: Path) -> Run:
    """lxml reading every formation and throwing it away."""
    return run(sys.executable, "-m", "bench.files", "parse", str(path))


def writer_alone(path: Path) -> Run:
    """lxml `xmlfile` writing the formations of `path` again, element by element; the reading is taken off."""
    whole = run(sys.executable, "-m", "bench.files", "write", str(path))
    reading = parser_alone(path)
    return Run(whole.cpu - reading.cpu, whole.seconds - reading.seconds, whole.memory_mb)


def portal(*arguments: str, database_url: str) -> Run:
    """One `portal …` command on a database."""
    return run(
        sys.executable,
        "-c",
        "from portal.cli import main; main()",
        *arguments,
        environ={"PORTAL_DATABASE_URL": database_url},
    )


def _formations(path: str):  # type: ignore[no-untyped-def]
    for _, element in etree.iterparse(path, tag="{*}formation"):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _write(element: etree._Element, xf: etree._IncrementalFileWriter) -> None:
    with xf.element(element.tag, element.attrib):
        if element.text:
            xf.write(element.text)
        for child in element:
            _write(child, xf)


def _write_again(path: str) -> None:
    namespace = "http://lheo.gouv.fr/2.3"
    with (
        Path("/dev/null").open("wb") as sink,
        etree.xmlfile(sink, encoding="utf-8") as xf,
        xf.element(f"{{{namespace}}}lheo", nsmap={None: namespace}),
    ):
        for element in _formations(path):
            _write(element, xf)


if __name__ == "__main__":
    task, file = sys.argv[1:]
    if task == "parse":
        for _ in _formations(file):
            pass
    else:
        _write_again(file)
    sys.stderr.write(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")
