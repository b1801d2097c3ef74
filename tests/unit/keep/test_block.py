"""Blocks: what was kept comes back, and a changed byte is found wherever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.keep.block import Block, Damaged, body_hash, decode, encode, event_id, event_ids
from tropa.testing import event

EVENTS = [event(["ann", "email:a@x.test"], 17, "asked", amount=100, note="Жду звонка")]
KEYS = event_id("test", EVENTS[0].id) + body_hash(b"{}")
BLOCK = encode("test", 18, EVENTS, KEYS)


def read(block: Block, data: bytes, keys: bytes) -> object:
    return decode(data, keys, block.checksum)


def test_events_come_back_as_they_were() -> None:
    assert read(BLOCK, BLOCK.data, BLOCK.keys) == EVENTS
    assert (BLOCK.count, BLOCK.source, BLOCK.received) == (1, "test", 18)


@given(st.integers(0, len(BLOCK.data + BLOCK.keys) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(at: int, by: int) -> None:
    both = bytearray(BLOCK.data + BLOCK.keys)
    both[at] ^= by
    data, keys = bytes(both[: len(BLOCK.data)]), bytes(both[len(BLOCK.data) :])
    with pytest.raises(Damaged):
        read(BLOCK, data, keys)


def test_a_block_cut_short_is_damaged() -> None:
    with pytest.raises(Damaged):
        read(BLOCK, BLOCK.data[:-1], BLOCK.keys)


def test_the_same_id_of_two_sources_is_two_events() -> None:
    assert event_id("one", "m1") != event_id("other", "m1")
    assert event_ids("test", EVENTS) == [event_id("test", EVENTS[0].id)]
