"""Which bytes are a LHEO file, and how reading one ends: well, or with a reason."""

from __future__ import annotations

import bz2
import gzip
import io
import tracemalloc
import zlib

import pytest

from portal.catalogue.lheo.reader import PROFILES, Feed
from portal.catalogue.lheo.stream import CHUNK, Limits, UnreadableFile

from .feeds import NAMESPACE, feed, formation


class Dripping(io.BytesIO):
    """A pipe that gives at most three bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3 if size is None or size < 0 else min(3, size))


def read(data: bytes, limits: Limits | None = None) -> tuple[list[bytes], Feed, str]:
    """The documents read, the feed, and why reading stopped."""
    reader = Feed(io.BytesIO(data), limits)
    documents: list[bytes] = []
    try:
        documents.extend(record.document for record in reader)
    except UnreadableFile as error:
        return documents, reader, str(error)
    return documents, reader, ""


def fault(data: bytes, limits: Limits | None = None) -> str:
    documents, _, why = read(data, limits)
    assert why, f"read without complaint: {documents}"
    return why


@pytest.mark.parametrize("namespace", sorted(PROFILES))
def test_every_known_namespace_is_read_by_local_names(namespace: str) -> None:
    documents, reader, why = read(feed(formation(), namespace=namespace))
    assert (len(documents), why, reader.profile) == (1, "", PROFILES[namespace])


def test_the_same_names_under_a_prefix_are_read() -> None:
    data = feed(formation()).decode().replace("<", "<l:").replace("<l:/", "</l:").replace("<l:?", "<?")
    documents, _, why = read(data.replace("xmlns=", "xmlns:l=").encode())
    assert (len(documents), why) == (1, "")


def test_a_file_without_namespace_is_read_and_said_to_be_so() -> None:
    documents, reader, why = read(feed(formation()).replace(f' xmlns="{NAMESPACE}"'.encode(), b""))
    assert (len(documents), why) == (1, "")
    assert "aucun espace de noms" in reader.remarks[0]


@pytest.mark.parametrize("namespace", ["http://www.lheo.org/1.3.0", "http://example.org/other"])
def test_an_unknown_namespace_is_refused(namespace: str) -> None:
    assert "n’est pas une version lue" in fault(feed(formation(), namespace=namespace))


def test_a_lheo_index_is_refused_with_what_to_ask_for() -> None:
    assert "lheo-index" in fault(feed(formation(), root="lheo-index"))


def test_each_record_knows_its_line_even_far_in_the_file() -> None:
    data = feed(formation("F1"), "\n" * 100_000, formation("F2"))
    assert [record.line for record in Feed(io.BytesIO(data))] == [4, 100_006]


def test_a_formation_quoted_inside_extras_is_not_an_offer() -> None:
    quoted = f'<extras info="x"><extra info="y">{formation("inner")}</extra></extras>'
    documents, _, why = read(feed(formation("outer", more=quoted)))
    assert (len(documents), why) == (1, "")


def test_gzip_is_seen_by_its_first_bytes_and_may_have_members_and_padding() -> None:
    data = feed(formation("F1"), formation("F2"))
    whole = gzip.compress(data[:500]) + gzip.compress(data[500:]) + b"\0" * 512
    assert [len(read(packed)[0]) for packed in (gzip.compress(data), whole)] == [2, 2]


def test_a_pipe_that_gives_few_bytes_at_a_time_is_read_whole() -> None:
    data = feed(formation())
    for packed in (data, gzip.compress(data)):
        assert len(list(Feed(Dripping(packed)))) == 1


@pytest.mark.parametrize(
    "encoding",
    ["UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252", "us-ascii", "UTF-16", "UTF-16LE", "UTF-32", "cp850"],
)
def test_any_declared_encoding_gives_the_same_text(encoding: str) -> None:
    documents, _, why = read(feed(formation(title="Élève à Lyon"), encoding=encoding))
    assert why == ""
    assert "Élève à Lyon" in documents[0].decode()


def test_utf8_declared_as_latin_is_seen_and_repaired() -> None:
    data = feed(formation(title="Élève")).replace(b"UTF-8", b"ISO-8859-1")
    documents, reader, why = read(data)
    assert ("Élève" in documents[0].decode(), why) == (True, "")
    assert reader.remarks == ["encodage déclaré ISO-8859-1, mais le texte est en UTF-8\u00a0: lu en UTF-8."]


def test_windows_characters_under_a_latin_declaration_are_kept() -> None:
    data = feed(formation(title="Prix 10 €")).decode().replace("UTF-8", "ISO-8859-1").encode("cp1252")
    documents, reader, _ = read(data)
    assert "Prix 10 €" in documents[0].decode()
    assert "Windows-1252" in reader.remarks[0]


def test_a_latin_letter_cut_by_the_end_of_a_chunk_is_not_taken_for_utf8() -> None:
    start = b'<?xml version="1.0" encoding="ISO-8859-1"?><lheo><offres><formation><a>'
    text = b"x" * (CHUNK - len(start) - 1) + b"\xe9t\xe9</a></formation></offres></lheo>"
    documents, _, why = read(start + text)
    assert ("xété<" in documents[0].decode(), why) == (True, "")


def test_latin_declared_as_utf8_is_refused_because_nothing_is_certain() -> None:
    data = feed(formation("F1"), formation("F2", title="Élève")).decode().encode("latin-1", "xmlcharrefreplace")
    assert "UTF-8" in fault(data)


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "klingon", "unicode_escape", "idna", "punycode", "undefined"])
def test_an_encoding_that_is_not_a_superset_of_ascii_is_refused(encoding: str) -> None:
    assert "n’est pas reconnu" in fault(feed(formation()).replace(b"UTF-8", encoding.encode()))


def test_forbidden_control_characters_are_dropped_so_that_the_rest_is_read() -> None:
    documents, reader, why = read(feed(formation("F1", title="Sou\x00deur\x0b"), formation("F2")))
    assert (len(documents), why) == (2, "")
    assert reader.remarks == ["2 caractère(s) de contrôle interdit(s) en XML ont été ôtés."]


@pytest.mark.parametrize("data", [b"", b" \n ", b"\xef\xbb\xbf", b"\0" * 3000, gzip.compress(b"", mtime=0)])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert "vide" in fault(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"hello, world", "ce n’est pas du XML"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "ce n’est pas du XML"),
        (b"PK\x03\x04" + b"x" * 100, "archive zip"),
        (bz2.compress(b"x"), "archive bzip2"),
        (b"<html><body>Erreur 404</body></html>", "la racine est « html »"),
        (b"<?xml version='1.0'?>", "aucun élément racine"),
        (b"<!-- " + b"x" * 300_000, "aucun élément racine"),
        (b"<lheo", "aucun élément racine"),
        (b"<lheo a=1>", "lecture arrêtée"),
    ],
)
def test_what_is_not_lheo_is_named(data: bytes, why: str) -> None:
    assert why in fault(data).replace("\u00a0", " ").replace("\u202f", " ")


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE lheo [<!ENTITY l0 "ha">' + LAUGHS + b"]>",
        b'<!DOCTYPE lheo [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE lheo [<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;]>',
        b'<!DOCTYPE lheo SYSTEM "http://192.0.2.1/lheo.dtd">',
        b"<!-- a --><?b c?>\n  <!DOCTYPE lheo>",
    ],
)
def test_any_doctype_is_refused_before_it_is_parsed(doctype: bytes) -> None:
    body = feed(formation(title="&l9;&e;")).partition(b"\n")[2]
    assert "DOCTYPE" in fault(doctype + body)


def test_an_entity_that_nothing_declares_stops_reading_and_leaks_nothing() -> None:
    documents, _, why = read(feed(formation("F1"), formation("F2", title="&hostname;")))
    assert "entité inconnue" in why
    assert all(b"F2" not in document for document in documents)


def test_a_truncated_file_keeps_what_was_whole() -> None:
    data = feed(*(formation(f"F{n}") for n in range(100)))
    documents, _, why = read(data[: len(data) * 3 // 4])
    assert 60 < len(documents) < 80
    assert "tronqué" in why


def test_truncated_and_damaged_gzip_are_named() -> None:
    packed = gzip.compress(feed(*(formation(f"F{n}") for n in range(300))))
    assert "tronqué" in fault(packed[:-20])
    middle = len(packed) // 2
    documents, _, why = read(packed[:middle] + b"\xff" * 40 + packed[middle + 40 :])
    assert len(documents) < 300
    assert why


def test_a_gzip_bomb_is_stopped_early() -> None:
    filler = zlib.compressobj(wbits=31)
    many = formation().encode() * 500
    packed = filler.compress(b"<lheo><offres>") + b"".join(filler.compress(many) for _ in range(100)) + filler.flush()
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="fois plus grand"):
        for _ in Feed(io.BytesIO(packed), Limits(ratio=60)):
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_size_limits_are_those_asked_for() -> None:
    data = feed(*(formation(f"F{n}") for n in range(50)))
    assert "dépasse" in fault(data, Limits(compressed=1 << 15))
    assert "dépasse" in fault(gzip.compress(data), Limits(expanded=1 << 15))


@pytest.mark.parametrize(
    "body",
    [b"<a>" * 5_000, b"<a/>" * 2_000_000, b"<formation><a>" + b"x" * 12_000_000, b"<a b='" + b"y" * 12_000_000],
    ids=["deep", "many elements", "huge text", "huge attribute"],
)
def test_what_would_fill_the_memory_is_stopped(body: bytes) -> None:
    why = fault(b"<lheo><offres>" + body)
    assert "démesurée" in why or "sans fin de formation" in why


def test_the_stamp_of_an_export_does_not_change_the_document() -> None:
    once, twice = (
        read(feed(formation(attributes=f'horodatage-export="2026-11-{day}T06:00:00"')))[0] for day in ("19", "20")
    )
    assert once == twice
    assert b"horodatage" not in once[0]


def test_a_mark_of_encoding_before_the_file_is_skipped() -> None:
    assert len(read(b"\xef\xbb\xbf" + feed(formation()))[0]) == 1
