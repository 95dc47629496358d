"""Proving a record again: one byte or one offset that was changed is found."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.record.making import document, reading, said, whole
from tracktwo.errors import TrackTwoError, UnreadableSourceError
from tracktwo.model import Document
from tracktwo.record import Fault, Record

OTHER = document("Envoy Lena Marsh said the quota was fair.", path="b.txt")


def derive(raw: bytes, source: str) -> Document:
    return document(raw.decode())


@pytest.fixture
def filled(record_url: str) -> str:
    with Record.open(record_url, create=True) as record:
        record.add(whole())
        record.add(reading(OTHER, said(OTHER, "the quota was fair", "Lena Marsh", "FRE")))
    return record_url


def tamper(where: str, *statements: str) -> None:
    """Change a record behind its back, one row with each statement."""
    for statement in statements:
        if where.startswith("postgresql:"):
            with psycopg.connect(where, autocommit=True) as server:
                changed = server.execute(re.sub(r"x'(\w*)'", r"'\\x\1'::bytea", statement).encode()).rowcount
        else:
            with closing(sqlite3.connect(where, isolation_level=None)) as file:
                changed = file.execute(statement).rowcount
        assert changed == 1


def faults(where: str | Path, by: Callable[[bytes, str], Document] = derive) -> list[Fault]:
    with Record.open(where) as record:
        return list(record.audit(by))


def test_a_sound_record_has_no_faults(filled: str) -> None:
    assert faults(filled) == []


def test_one_byte_of_a_document_and_one_offset_of_a_claim_are_both_found(filled: str) -> None:
    raw = OTHER.text.encode()
    flipped = raw[:5] + bytes([raw[5] ^ 1]) + raw[6:]
    tamper(
        filled,
        f"UPDATE archive SET packing = 'raw', bytes = x'{flipped.hex()}' WHERE sha256 = '{OTHER.id[7:]}'",
        "UPDATE citations SET start = start + 1 WHERE claim = 1 AND seq = 0",
    )
    found = faults(filled)
    assert any(f.document == OTHER.id and "hash" in f.what and f.claim is None for f in found)
    assert any(f.document == whole().document.id and "cites" in f.what and f.claim for f in found)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            f"UPDATE archive SET bytes = x'00' || substr(bytes, 2) WHERE sha256 = '{whole().document.id[7:]}'",
            "cannot be read|unpacked",
        ),
        (
            "UPDATE documents SET text = text || ' More.' WHERE number = 1",
            "derives to another text from character",
        ),
        ("UPDATE documents SET passages = '[[0,5,\"nonsense\"]]' WHERE number = 1", "cannot be read"),
        ("UPDATE claims SET payload = replace(payload, 'RUR', 'ELB') WHERE number = 1", "does not hash"),
        ("UPDATE claims SET id = 'f' || substr(id, 2) WHERE number = 2", "does not hash"),
        ("UPDATE claims SET payload = '{' WHERE number = 1", "cannot be read back"),
        ("UPDATE citations SET exact = 'other words' WHERE claim = 1 AND seq = 0", "cites 'other words'"),
        ("DELETE FROM citations WHERE claim = 1 AND seq = 0", "citations are not those"),
        ("DELETE FROM facets WHERE claim = 1 AND field = 'party'", "found by other words"),
    ],
)
def test_every_kind_of_change_is_found(filled: str, statement: str, says: str) -> None:
    tamper(filled, statement)
    assert any(re.search(says, fault.what) for fault in faults(filled))


def test_bytes_that_are_gone_are_found(filled: str) -> None:
    tamper(filled, f"DELETE FROM archive WHERE sha256 = '{OTHER.id[7:]}'")
    assert [f.what for f in faults(filled)] == ["its bytes are not in the archive"]


def test_a_text_that_can_no_longer_be_derived_is_a_fault_not_an_error(filled: str) -> None:
    def fails(raw: bytes, source: str) -> Document:
        raise UnreadableSourceError("damaged")

    assert {f.what for f in faults(filled, fails)} == {"its text cannot be derived again: damaged"}


def test_a_text_derived_otherwise_by_another_version_says_so(filled: str) -> None:
    def newer(raw: bytes, source: str) -> Document:
        return document(raw.decode().upper(), derived_by="plain text 2")

    assert all("(plain text then, plain text 2 now)" in f.what for f in faults(filled, newer))


def test_damage_to_the_file_itself_is_found(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    with Record.open(path, create=True) as record:
        record.add(whole())
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(raw)
    try:
        found: object = faults(path)
    except TrackTwoError as error:
        found = error
    assert found
