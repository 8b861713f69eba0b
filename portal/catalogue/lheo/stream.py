"""How the bytes of a feed are trusted: plain or gzip by their first bytes, sizes, true encoding; gives UTF-8.

A declared encoding is a claim. Feeds declare ISO-8859-1 and write UTF-8 (lheo.md, section 2): that is seen and
repaired, because a text in ISO-8859-1 that is also valid UTF-8 does not exist in practice. The other way round
nothing is certain, so the file is refused. Control characters that XML forbids are dropped, since one of them
would otherwise stop every record behind it (rule 6).
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

CHUNK = 32_768
MEGABYTE = 1_048_576
_FORBIDDEN = bytes(code for code in range(32) if code not in (9, 10, 13))
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_PRINTABLE = bytes(range(32, 127))
_NOT_ENCODINGS = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf_7", "hz"})
_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32-le", 4),
    (b"\x00\x00\xfe\xff", "utf-32-be", 4),
    (b"\xff\xfe", "utf-16-le", 2),
    (b"\xfe\xff", "utf-16-be", 2),
    (b"<\x00", "utf-16-le", 0),
    (b"\x00<", "utf-16-be", 0),
)
_ARCHIVES = {
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-Zip",
    b"\x28\xb5\x2f\xfd": "zstd",
}


class UnreadableFile(Exception):
    """The file cannot be read (further); `str(error)` says why, in French. What was read before stands."""


class Limits(NamedTuple):
    """Sizes in bytes; `ratio` is expanded size over compressed size, looked at beyond 32 MB."""

    compressed: int = 4_096 * MEGABYTE
    expanded: int = 16_384 * MEGABYTE
    ratio: int = 200
    record: int = 4 * MEGABYTE


def utf8_chunks(raw: BinaryIO, limits: Limits, remarks: list[str]) -> Iterator[bytes]:
    """The text of the file as UTF-8 pieces; what was repaired on the way is added to `remarks`."""
    chunks = _expanded(raw, limits)
    head = _head(chunks)
    if not head.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise UnreadableFile("le fichier est vide.")
    dropped = 0
    for chunk in _decoded(head, chunks, remarks):
        clean = chunk.translate(None, _FORBIDDEN)
        dropped += len(chunk) - len(clean)
        yield clean
    if dropped:
        remarks.append(f"{dropped} caractère(s) de contrôle interdit(s) en XML ont été ôtés.")


def _head(chunks: Iterator[bytes]) -> bytes:
    """The first bytes, at least 1 kB when there are as many: a pipe may give them one by one."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 1024:
            break
    return head


def _expanded(raw: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The bytes of the file, decompressed when its first bytes say gzip."""
    first = raw.read(CHUNK)
    while 0 < len(first) < 6 and (more := raw.read(CHUNK)):
        first += more
    for magic, name in _ARCHIVES.items():
        if first.startswith(magic):
            raise UnreadableFile(f"c’est une archive {name} : seul gzip est lu, décompressez-la d’abord.")
    pieces = _counted(first, raw, limits)
    return _gunzipped(pieces, limits) if first.startswith(b"\x1f\x8b") else pieces


def _counted(first: bytes, raw: BinaryIO, limits: Limits) -> Iterator[bytes]:
    size = 0
    piece = first
    while piece:
        size += len(piece)
        if size > limits.compressed:
            raise UnreadableFile(f"le fichier dépasse {limits.compressed // MEGABYTE} Mo.")
        yield piece
        piece = raw.read(CHUNK)


def _gunzipped(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """Decompress member after member, never more than one chunk ahead (R-26 of trust.md: bombs)."""
    read = made = 0
    inflater = zlib.decompressobj(wbits=31)
    for piece in pieces:
        read += len(piece)
        while piece:
            if inflater.eof:
                if not piece.startswith(b"\x1f"):
                    return  # padding after the last member, as gzip itself ignores it
                inflater = zlib.decompressobj(wbits=31)
            try:
                data = inflater.decompress(piece, CHUNK)
            except zlib.error as error:
                raise UnreadableFile("la compression gzip est abîmée.") from error
            made += len(data)
            _refuse_bomb(made, read, limits)
            if data:
                yield data
            piece = inflater.unconsumed_tail or (inflater.unused_data if inflater.eof else b"")
    if not inflater.eof:
        raise UnreadableFile("le fichier gzip est tronqué.")


def _refuse_bomb(made: int, read: int, limits: Limits) -> None:
    if made > limits.expanded:
        raise UnreadableFile(f"le contenu décompressé dépasse {limits.expanded // MEGABYTE} Mo.")
    if made > 32 * MEGABYTE and made > read * limits.ratio:
        raise UnreadableFile(f"le contenu est plus de {limits.ratio} fois plus grand que le fichier compressé.")


def _decoded(head: bytes, chunks: Iterator[bytes], remarks: list[str]) -> Iterator[bytes]:
    """Choose how to read the bytes from the mark, the zeros or the declaration."""
    for mark, wide, skip in _WIDE:
        if head.startswith(mark):
            return _through(wide, head[skip:], chunks)
    if head.startswith(codecs.BOM_UTF8):
        return _chain(head[3:], chunks)
    found = _DECLARATION.match(head)
    declared = found[1].decode("ascii") if found else "utf-8"
    name = _known_codec(declared)
    if name == "utf-8":
        return _chain(head, chunks)
    if name.startswith(("utf-16", "utf-32")):
        remarks.append(f"encodage déclaré {declared}, mais le texte est en UTF-8 : lu en UTF-8.")
        return _chain(head, chunks)
    return _doubted(name, declared, _chain(head, chunks), remarks)


def _chain(head: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks


def _known_codec(declared: str) -> str:
    """The codec's normal name; refuses unknown ones and those that do not contain ASCII."""
    try:
        codec = codecs.lookup(declared)
        if codec.name.startswith(("utf-16", "utf-32")):
            return codec.name
        if codec.name.replace("-", "_") not in _NOT_ENCODINGS and _PRINTABLE.decode(declared) == _PRINTABLE.decode(
            "ascii"
        ):
            return codec.name
    except (LookupError, ValueError):
        pass
    raise UnreadableFile(f"l’encodage déclaré « {declared} » n’est pas reconnu.")


def _through(name: str, head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Recode strictly; a byte that does not fit makes the file unreadable."""
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for chunk in _chain(head, chunks):
            yield decoder.decode(chunk).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeError as error:
        raise UnreadableFile(f"le texte n’est pas valable dans son encodage ({name}).") from error


def _doubted(name: str, declared: str, chunks: Iterator[bytes], remarks: list[str]) -> Iterator[bytes]:
    """ASCII passes; the first other bytes decide between UTF-8 (a wrong declaration) and the declared encoding."""
    carried = b""
    for chunk in chunks:
        data = carried + chunk
        if data.isascii():
            carried = b""
            yield data
            continue
        try:
            text, used = codecs.utf_8_decode(data, "strict", False)
        except UnicodeDecodeError:
            yield from _as_declared(name, data, chunks, remarks)
            return
        if not text.isascii():
            remarks.append(f"encodage déclaré {declared}, mais le texte est en UTF-8 : lu en UTF-8.")
            yield from _through("utf-8", data, chunks)
            return
        carried = data[used:]
        yield data[:used]
    if carried:
        yield from _as_declared(name, carried, iter(()), remarks)


def _as_declared(name: str, data: bytes, chunks: Iterator[bytes], remarks: list[str]) -> Iterator[bytes]:
    """Recode; ISO-8859-1 with characters of Windows (€, œ, ’) is read as Windows-1252, as browsers do."""
    if name != "iso8859-1":
        yield from _through(name, data, chunks)
        return
    told = False
    for chunk in _chain(data, chunks):
        if not told and re.search(rb"[\x80-\x9f]", chunk):
            remarks.append("encodage déclaré ISO-8859-1, mais des caractères Windows-1252 s’y trouvent : lus ainsi.")
            told = True
        yield chunk.decode("cp1252", "latin").encode("utf-8") if told else chunk.decode("latin-1").encode("utf-8")


def _undefined_as_latin(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves undefined become the same control characters as in ISO-8859-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin", _undefined_as_latin)
