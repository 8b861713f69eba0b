"""A file that appears whole or not at all: written beside its place, made durable, then renamed; with its digest."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STANDARD_OUTPUT = "-"
BUFFER = 1 << 18


def write(to: str, pieces: Iterable[bytes]) -> int:
    """Write all pieces to a path or to standard output (« - »); gives the number of bytes. OSError when it cannot."""
    if to == STANDARD_OUTPUT:
        return _copy(pieces, sys.stdout.buffer)
    target = Path(to)
    digest = hashlib.sha256()
    with _replacing(target) as out:
        size = _copy(_digested(pieces, digest.update), out)
    with _replacing(target.with_name(f"{target.name}.sha256")) as out:
        out.write(f"{digest.hexdigest()}  {target.name}\n".encode())
    return size


def _digested(pieces: Iterable[bytes], update: object) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)  # type: ignore[operator]
        yield piece


def _copy(pieces: Iterable[bytes], out: BinaryIO) -> int:
    size = 0
    for piece in pieces:
        out.write(piece)
        size += len(piece)
    out.flush()
    return size


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file in the same folder that takes the place of `target` when all went well; else nothing changes."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb", buffering=BUFFER) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _make_durable(target.parent)


def _make_durable(folder: Path) -> None:
    """The rename itself, where the system lets a folder be synchronised."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
