"""Serve an application with the production server and measure what one request costs it in CPU.

The client keeps two connections open and asks one request after the other on each; the server's CPU time is the
operating system's own account of its processes, so that the client's work is not counted.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 2
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    """What one run of requests cost: CPU µs per request, latencies in µs, and how many answers were expected ones."""

    cpu: float
    p50: float
    p99: float
    requests: int
    bytes: float

    def ratio(self, other: Figure) -> float:
        """How many times the CPU of `other`."""
        return self.cpu / other.cpu


@dataclass
class Server:
    """A running server: its port and its processes."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU time of the server's workers so far."""
        return sum(_cpu_ticks(pid) for pid in (self.pid, *_children(self.pid))) / TICK

    def memory_mb(self) -> float:
        """Resident memory of the largest worker."""
        return max(_resident_kb(pid) for pid in _children(self.pid)) / 1024

    def ask(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """One request on its own connection: status, headers, body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(_request(path, headers or {}))
            return _answer(connection)


@contextmanager
def serving(target: str, environ: dict[str, str] | None = None) -> Iterator[Server]:
    """gunicorn as in production, with one worker so that its CPU is easy to attribute."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-w",
        "1",
        "--threads",
        "4",
        "--keep-alive",
        "75",
        "--no-control-socket",
    ]
    process = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", "--log-level", "error", target],
        cwd=ROOT,
        env=os.environ | (environ or {}),
    )
    server = Server(port, process.pid)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def measure(server: Server, requests: Sequence[tuple[str, dict[str, str]]], *, expect: int = 200) -> Figure:
    """Ask every request once, shared between the connections. RuntimeError when an answer is not the expected one."""
    shares = [requests[n::CONNECTIONS] for n in range(CONNECTIONS)]
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[str] = []
    before = server.cpu_seconds()
    threads = [threading.Thread(target=_run, args=(server, share, expect, times, sizes, wrong)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = server.cpu_seconds() - before
    if wrong:
        raise RuntimeError(f"{len(wrong)} unexpected answers, the first: {wrong[0]}")
    cuts = statistics.quantiles(times, n=100)
    return Figure(spent / len(times) * 1e6, cuts[49] * 1e6, cuts[98] * 1e6, len(times), statistics.fmean(sizes))


def _run(
    server: Server,
    requests: Sequence[tuple[str, dict[str, str]]],
    expect: int,
    times: list[float],
    sizes: list[int],
    wrong: list[str],
) -> None:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection:
        for path, headers in requests:
            started = time.perf_counter()
            connection.sendall(_request(path, headers))
            status, _, body = _answer(connection)
            times.append(time.perf_counter() - started)
            sizes.append(len(body))
            if status != expect:
                wrong.append(f"{status} {path}")


def _request(path: str, headers: dict[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _answer(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(65536)
        if not received:
            raise RuntimeError("the server closed the connection")
        data += received
    head, _, body = data.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
    status = int(first.split()[1])
    length = 0 if status in (204, 304) else int(headers.get("content-length", "0"))
    while len(body) < length:
        body += connection.recv(min(65536, length - len(body)))
    return status, headers, body


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer within a minute")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
