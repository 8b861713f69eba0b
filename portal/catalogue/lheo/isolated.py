"""The intake in a process of its own: a hostile file can then exhaust or crash that process and nothing else, and
reading goes on while the other process writes.

The child gets the file as its standard input and the job on a pipe; it answers with pickles on its standard
output. Both ends are this program. When the parent dies, the child's next answer fails and it ends.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from .intake import Batch, Ending, Intake, Job, without_collections

MEMORY = 2 << 30
"""Address space of the child: far more than a sound file needs (below 200 MB), far less than a machine has."""
SECONDS = 3_600
"""CPU time of the child: the largest sound file takes minutes."""
STOPPED = "la lecture a échoué (mémoire ou temps épuisés, ou fichier hostile)."
ROOT = Path(__file__).resolve().parents[3]


def read(raw: BinaryIO, job: Job) -> Generator[Batch | Ending, None, None]:
    """What Intake(job).run(raw) gives, from a child process; `raw` must be a real file or pipe."""
    receiving, sending = os.pipe()
    command = [sys.executable, "-m", __name__, str(receiving)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))}
    with subprocess.Popen(command, stdin=raw, stdout=subprocess.PIPE, pass_fds=(receiving,), env=environment) as child:  # noqa: S603
        os.close(receiving)
        try:
            with os.fdopen(sending, "wb") as pipe:
                pickle.dump(job, pipe, pickle.HIGHEST_PROTOCOL)
            assert child.stdout is not None  # noqa: S101 - asked for above
            yield from _answers(child.stdout)
        finally:
            child.kill()


def is_real(raw: BinaryIO) -> bool:
    """Whether another process can read it."""
    try:
        return raw.fileno() >= 0
    except OSError:
        return False


def _answers(pipe: object) -> Iterator[Batch | Ending]:
    """The child's answers; one that ends without saying how is an unreadable file."""
    while True:
        try:
            answer: Batch | Ending = pickle.load(pipe)  # type: ignore[arg-type]  # noqa: S301 - from our own child
        except (EOFError, pickle.UnpicklingError):
            yield Ending("", [], STOPPED, [])
            return
        yield answer
        if isinstance(answer, Ending):
            return


def main(descriptor: int) -> None:
    """The child: read the job, then the file, and answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with os.fdopen(descriptor, "rb") as pipe:
        job: Job = pickle.load(pipe)  # noqa: S301 - from our own parent
    answers = sys.stdout.buffer
    with without_collections():
        for answer in Intake(job).run(sys.stdin.buffer):
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except BrokenPipeError:
        os._exit(1)  # the parent is gone: nobody is left to tell
