"""Laws that hold for whatever is sent."""

import gzip
import json
from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from tropa.collect.private import masked_contacts
from tropa.collect.segment_api import CALLS, Batch
from tropa.collect.sent_time import OLDEST
from tropa.errors import DataFault
from tropa.event import NameKind
from unit.collect.sending import NOW, kept, post, properties, track

CALL = st.sampled_from(sorted(set(CALLS.values())))

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
ODD = st.sampled_from(
    ["null", "0", "a@b.ru", "8 912 345-67-89", "2026-11-21T11:00:00Z", "\0", "\ud83d", "9" * 30]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=10,
)
FIELDS = st.sampled_from(
    """type userId anonymousId previousId groupId event name category messageId timestamp
    originalTimestamp sentAt properties traits context sequence writeKey batch""".split()
)
INNER = st.sampled_from(
    """email phone telegram_id crmId dealId voids traits page campaign device userAgent
    externalIds path utm consent name original_timestamp""".split()
)
SANE: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["track", "page", "screen", "identify", "group", "alias"]),
    "userId": st.sampled_from(["u1", "u2", "null", "", "{{id}}"]),
    "event": st.sampled_from(["Paid", "call.answered", "identify", "consent.given"]),
    "messageId": st.sampled_from(["m1", "m2", ""]),
    "timestamp": st.sampled_from(["2026-11-21T11:00:00Z", "2016-12-31T23:59:60Z", 1.7e9, "?"]),
    "properties": st.dictionaries(INNER | ANY_TEXT, ANY_JSON, max_size=5),
    "context": st.dictionaries(INNER | ANY_TEXT, ANY_JSON, max_size=5),
}
NONE: dict[str, st.SearchStrategy[Any]] = {}
EVENT: st.SearchStrategy[Any] = st.one_of(
    st.fixed_dictionaries(NONE, optional=SANE),
    st.dictionaries(FIELDS, ANY_JSON),
    st.fixed_dictionaries(
        {"userId": st.just("u1"), "type": SANE["type"], "event": st.just("x")},
        optional={"traits": SANE["context"], "properties": SANE["properties"]},
    ),
    ANY_JSON,
)


def outcome(
    call: str, said: object, *, public: bool = False, encoding: str = ""
) -> Batch | DataFault:
    try:
        return post(call, said, public=public, content_encoding=encoding)
    except DataFault as fault:
        return fault


@given(CALL, st.binary(max_size=200), st.sampled_from(["", "gzip"]))
@example("batch", b"\x1f\x8b", "")
@example("batch", b'{"batch":[{}', "")
def test_any_bytes_are_kept_failed_or_refused(call: str, body: bytes, encoding: str) -> None:
    for sent in (body, gzip.compress(body), b'{"batch":[' + body + b"]}"):
        came_to = outcome(call, sent, encoding=encoding)
        if isinstance(came_to, DataFault):
            assert came_to.status in (400, 401, 415)
            assert came_to.message("en")
            assert came_to.message("ru")
        else:
            assert came_to.kept or came_to.failed or call == "batch"


@given(st.lists(EVENT, max_size=6), st.booleans())
def test_received_is_kept_plus_failed(events: list[Any], public: bool) -> None:
    # A clean text for every number, as `json` would write NaN, which is no JSON.
    batch = outcome("batch", json.dumps({"batch": events}), public=public)
    if isinstance(batch, DataFault):
        assert "NaN" in json.dumps(events) or "Infinity" in json.dumps(events)
        return

    assert len(batch.kept) + len(batch.failed) == len(events)
    for one in batch.kept:
        event = one.event
        assert isinstance(msgspec.json.decode(event.properties), dict)
        assert NOW - OLDEST <= event.time <= NOW == event.received
        assert event.id
        assert event.public == public
        assert any(name.kind is not NameKind.DEAL for name in event.names)
        assert "\0" not in event.name
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=type(one)) == one
    for failure in batch.failed:
        assert failure.message("en")
        assert failure.message("ru")


@given(CALL, EVENT)
def test_any_single_event_is_kept_failed_or_refused(call: str, event: Any) -> None:
    batch = outcome(call, json.dumps(event))

    assert (
        isinstance(batch, DataFault) or call == "batch" or len(batch.kept + batch.failed) == 1
    )


NUMBER = st.from_regex(r"\A-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?\Z")


@given(st.lists(NUMBER, max_size=5), st.booleans())
def test_numbers_keep_every_digit(numbers: list[str], with_context: bool) -> None:
    said = "{" + ", ".join(f'"n{at}" : {number}' for at, number in enumerate(numbers)) + "}"
    context = '"context":{"page":{"path":"/a"}},' if with_context else ""
    event = kept(f'{{"userId":"u1","event":"x",{context}"properties":{said}}}')

    assert event.properties.startswith(said[:-1].encode())
    read = msgspec.json.decode(event.properties, type=dict[str, msgspec.Raw])
    assert [bytes(read[f"n{at}"]).decode() for at in range(len(numbers))] == numbers


@given(SANE["properties"])
def test_cleaning_what_was_cleaned_changes_nothing(said: dict[str, Any]) -> None:
    sent = json.dumps(
        track(properties=said, context={"page": {"path": "/a"}, "ip": "10.0.0.1"})
    )
    first = outcome("track", sent)
    if isinstance(first, DataFault) or first.failed:
        return
    event = first.kept[0].event
    again = kept(track(properties=properties(event)))

    assert (again.names, again.deal, again.voids) == (event.names, event.deal, event.voids)
    assert properties(again) == properties(event)


@given(SANE["properties"])
def test_no_contact_is_left_for_history(said: dict[str, Any]) -> None:
    batch = outcome("identify", json.dumps({"userId": "u1", "traits": said}))
    if isinstance(batch, DataFault) or batch.failed:
        return
    event = batch.kept[0].event
    private = masked_contacts(event.properties, of_person=True)
    again = post("identify", b'{"userId":"u1","traits":' + private + b"}").kept[0].event

    assert {name.kind for name in again.names} <= {NameKind.USER, NameKind.DEAL}
