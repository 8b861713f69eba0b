"""`make demo` as a newcomer runs it: one process that prepares, serves, and leaves nothing behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running demo and what it said until its address."""
    command = [sys.executable, "-m", "portal.demo.serve", "--folder", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    watchdog = threading.Timer(PATIENCE_SECONDS, process.kill)
    watchdog.start()
    said = ""
    while "answers at" not in said and (line := process.stdout.readline()):
        said += line
    try:
        yield process, said
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def get(port: int, address: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=30) as response:
        assert response.status == 200
        return str(response.read().decode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


def test_the_first_run_loads_offers_and_the_next_one_keeps_them(folder):
    for turn in (1, 2):
        port = free_port()
        with demo(folder, port) as (process, said):
            assert f"http://127.0.0.1:{port}" in said
            assert ("Loading" in said) == (turn == 1)
            assert "Démonstration" in get(port, "/offres")
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
            with pytest.raises(OSError, match="refused"):
                get(port, "/sante")
        if turn == 1:
            (folder / "kept").touch()
    assert (folder / "kept").exists()
    assert not folder.with_name("data.loading").exists()


def test_a_taken_port_is_said_and_nothing_is_touched(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "portal.demo.serve", "--folder", str(tmp_path / "new"), "--port", str(port)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert f"Port {port} is taken" in ended.stderr
    assert not (tmp_path / "new").exists()
