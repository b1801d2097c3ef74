import json

import pytest

from tropa.clock import iso
from tropa.collect.clean import LONGEST_EVENT, STEPS
from tropa.event import NameKind
from unit.collect.sending import (
    NOW,
    failed,
    kept,
    named,
    post,
    properties,
    track,
    values,
)


def test_every_step_says_what_it_does() -> None:
    assert all(step.__doc__ for step in STEPS)
    assert len({step.__name__ for step in STEPS}) == len(STEPS)


def test_a_tracked_event_is_kept_as_sent() -> None:  # API-001
    event = kept(
        b'{"type":"track","userId":"u1","anonymousId":"a1","event":"Order Completed",'
        b'"messageId":"m1","properties":{"total": 10.10, "id":18446744073709551616}}'
    )

    assert event.id == "m1"
    assert event.source == "site"
    assert event.name == "Order Completed"
    assert named(event) == ["user:u1", "anonymous:a1"]
    assert event.properties == b'{"total": 10.10, "id":18446744073709551616}'
    assert (event.time, event.received) == (NOW, NOW)


@pytest.mark.parametrize(
    ("sent", "name"),
    [("call.answered", "call_answered"), (" Оплата ", "Оплата"), ("v1.2", "v1.2")],
)
def test_the_name_of_an_event_has_one_spelling(sent: str, name: str) -> None:
    assert kept(track(event=sent)).name == name


@pytest.mark.parametrize(
    ("call", "event"), [("page", "page_viewed"), ("screen", "screen_viewed")]
)
def test_a_view_keeps_what_was_viewed(call: str, event: str) -> None:
    seen = kept(
        {
            "anonymousId": "a1",
            "name": "Prices",
            "category": "Docs",
            "messageId": "m1",
            "properties": {"path": "/own"},
            "context": {"page": {"path": "/prices", "url": "https://shop.ru/prices"}},
        },
        call,
    )

    assert seen.name == event
    assert properties(seen) == {
        "path": "/own",
        "url": "https://shop.ru/prices",
        "name": "Prices",
        "category": "Docs",
    }


def test_the_address_of_the_network_stays_out() -> None:  # API-078
    event = kept(track(context={"ip": "10.0.0.1", "page": {"path": "/a"}}))

    assert properties(event) == {"total": 10, "path": "/a"}


def test_an_identify_keeps_its_traits_and_the_names_in_them() -> None:
    event = kept(
        {
            "userId": "7",
            "traits": {"email": "Ann@Shop.Test", "phone": "8 912 345-67-89", "plan": "pro"},
        },
        "identify",
    )

    assert event.name == "identify"
    assert named(event) == ["user:7", "email:ann@shop.test", "phone:+79123456789"]
    assert properties(event)["plan"] == "pro"


def test_traits_may_sit_in_the_context() -> None:
    said = {"userId": "7", "context": {"traits": {"email": "ann@shop.test", "n": 1}}}

    event = kept(said, "identify")
    assert named(event) == ["user:7", "email:ann@shop.test"]
    assert properties(event) == {"email": "ann@shop.test", "n": 1}

    event = kept({**said, "event": "x", "properties": {"a": 1}})
    assert named(event) == ["user:7", "email:ann@shop.test"]
    assert properties(event) == {"a": 1}


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("ann\u200b@shop.test", id="IDN-024"),
        pytest.param("a@x.test\r\nBcc: all@x.test", id="IDN-025"),
        pytest.param("a@x.test,b@x.test", id="IDN-026"),
    ],
)
def test_an_address_nobody_can_write_to_is_kept_and_joins_nobody(email: str) -> None:
    event = kept({"userId": "z1", "traits": {"email": email}, "messageId": "m"}, "identify")

    assert named(event) == ["user:z1"]
    assert event.flags == ("email_invalid",)
    assert properties(event)["email"] == email


def test_one_mailbox_written_in_two_ways_is_one_name() -> None:  # IDN-021
    written = ["Ann@Shop.Test", "ann@shop.test"]
    events = [kept({"userId": "1", "traits": {"email": one}}, "identify") for one in written]

    assert values(events[0], NameKind.EMAIL) == values(events[1], NameKind.EMAIL)


@pytest.mark.parametrize(
    "junk",
    [
        "null",
        "undefined",
        "anonymous",
        "guest",
        "0",
        "-1",
        "[object Object]",
        "NaN",
        "None",
        "true",
        "00000000-0000-0000-0000-000000000000",
        0,
    ],
)
def test_a_blocked_identifier_joins_nobody(junk: object) -> None:  # IDN-001 to IDN-011
    event = kept({"userId": junk, "anonymousId": "anon-A", "messageId": "m"}, "identify")

    assert named(event) == ["anonymous:anon-A"]
    assert event.flags == ("blocked_identifier",)


def test_an_event_of_nobody_at_all_fails() -> None:
    assert failed(track(userId="null")).code == "blocked_identifier"
    assert failed(track(userId="null", dealId="5")).code == "blocked_identifier"


def test_an_alias_joins_both_ways() -> None:  # IDN-015
    event = kept({"userId": "u1", "previousId": "p1", "anonymousId": "a1"}, "alias")

    assert event.name == "alias"
    assert named(event) == [
        "user:u1",
        "user:p1",
        "anonymous:p1",
        "anonymous:u1",
        "anonymous:a1",
    ]


@pytest.mark.parametrize("previous", [None, "", "  ", [1]])
def test_an_alias_needs_a_previous_id(previous: object) -> None:
    assert failed({"userId": "u1", "previousId": previous}, "alias").code == "bad_field_type"


def test_a_group_is_no_person() -> None:
    said = {"userId": "u1", "groupId": "g1", "traits": {"email": "firm@shop.test", "size": 5}}

    event = kept(said, "group")
    assert event.name == "group"
    assert named(event) == ["user:u1"]
    assert properties(event) == {**said["traits"], "group_id": "g1"}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("group", "code"),
    [
        pytest.param("", "bad_field_type", id="IDN-030"),
        pytest.param(None, "bad_field_type", id="missing"),
        pytest.param("g" * 501, "bad_identifier", id="IDN-031"),
    ],
)
def test_a_group_needs_an_id(group: object, code: str) -> None:
    assert failed({"userId": "u1", "groupId": group}, "group").code == code


@pytest.mark.parametrize("field", ["dealId", "deal_id"])
@pytest.mark.parametrize("deal", ["D-5", 5])
def test_an_event_may_belong_to_a_deal(field: str, deal: object) -> None:
    event = kept(track(properties={field: deal}))

    assert event.deal == str(deal)
    assert named(event) == ["user:u1", f"deal:{deal}"]


@pytest.mark.parametrize("deal", [{"id": 5}, "null", "d" * 1_001])
def test_a_deal_that_is_none_is_left_out(deal: object) -> None:
    event = kept(track(properties={"dealId": deal}))

    assert (event.deal, event.flags) == ("", ("deal_invalid",))


def test_an_event_may_take_another_back() -> None:
    assert kept(track(properties={"voids": "m0"})).voids == "m0"


def test_an_id_is_made_for_an_event_without_one() -> None:
    batch = post("batch", {"batch": [track(messageId=None)] * 2})
    ids = [one.event.id for one in batch.kept]

    assert len(set(ids)) == 2
    assert all(one.event.flags == ("message_id_made",) for one in batch.kept)


@pytest.mark.parametrize("said", ["", " ", None])
def test_an_empty_id_is_none(said: object) -> None:
    assert kept({**track(), "messageId": said}).flags == ("message_id_made",)


def test_an_id_may_have_any_length() -> None:  # API-085
    assert kept(track(messageId="m" * 5_000)).id == "m" * 5_000
    assert kept(track(messageId=17)).id == "17"
    assert failed(track(messageId={"a": 1})).code == "bad_field_type"


def hash_of(**changes: object) -> bytes:
    return post("track", track(**changes)).kept[0].body_hash


def test_the_hash_of_the_body_is_of_what_the_event_says() -> None:  # API-083, API-084
    first = hash_of()

    assert len(first) == 8
    assert first == hash_of(sentAt="2026-11-21T11:59:00Z", writeKey="wk-1", receivedAt="x")
    assert first == hash_of(context={"library": {"version": "2"}}, messageId="m1")
    assert first != hash_of(properties={"total": 11})
    assert first != hash_of(userId="u2")
    assert first != hash_of(event="Order Paid")
    assert first != hash_of(timestamp="2026-11-21T11:00:00Z")


def test_what_the_client_calls_receipt_is_ignored() -> None:  # TIM-022
    assert kept(track(receivedAt="2000-01-01T00:00:00Z")).received == NOW


def test_the_text_of_a_time_that_was_not_believed_is_kept() -> None:  # TIM-001, TIM-003
    event = kept(track(timestamp="0001-01-01T00:00:00Z"))
    assert (event.time, event.flags) == (NOW, ("time_out_of_range",))
    assert properties(event)["original_timestamp"] == "0001-01-01T00:00:00Z"

    event = kept(track(timestamp="+12024-01-01T00:00:00Z"))
    assert (event.time, event.flags) == (NOW, ("time_unparsed",))
    assert properties(event) == {"total": 10, "original_timestamp": "+12024-01-01T00:00:00Z"}


def test_a_property_of_the_sender_is_not_written_over() -> None:
    said = {"original_timestamp": "mine"}

    assert properties(kept(track(timestamp="?", properties=said))) == said


def test_the_original_time_goes_before_the_other() -> None:
    event = kept(
        track(originalTimestamp="2026-11-20T00:00:00Z", timestamp="2026-11-19T00:00:00Z")
    )
    assert iso(event.time) == "2026-11-20T00:00:00Z"

    event = kept(track(originalTimestamp="?", timestamp="2026-11-19T00:00:00Z"))
    assert iso(event.time) == "2026-11-19T00:00:00Z"


def test_a_sequence_is_kept_when_it_is_a_number() -> None:
    assert kept(track(sequence=7)).sequence == 7
    assert [kept(track(sequence=odd)).sequence for odd in ("7", 2**70, True, 1.5)] == [0] * 4


def test_a_browser_says_what_a_person_is_and_not_what_he_agreed_to() -> None:  # API-102
    traits = {"email": "evil@x.test", "plan": 1.50, "consent": True, "email_verified": True}
    said = {"userId": "vip", "traits": traits, "messageId": "m"}

    event = kept(said, "identify", public=True)
    assert event.public
    assert properties(event) == {"email": "evil@x.test", "plan": 1.5}
    assert event.flags == ("consent_dropped",)
    assert properties(kept(said, "identify")) == traits


def test_a_browser_takes_nothing_back() -> None:
    event = kept(track(properties={"voids": "m0"}), public=True)

    assert (event.voids, event.flags) == ("", ("voids_ignored",))


@pytest.mark.parametrize("name", ["consent.given", "source_outage", "stage.set", "data.erased"])
def test_a_browser_may_not_pass_for_a_server(name: str) -> None:
    assert failed(track(event=name), public=True).code == "reserved_event_name"
    assert kept(track(event=name)).name == name.replace(".", "_")


@pytest.mark.parametrize("name", ["identify", "alias", "group"])
def test_a_tracked_event_may_not_pass_for_a_fact(name: str) -> None:
    assert failed(track(event=name)).code == "reserved_event_name"


def event_of_size(size: int) -> bytes:
    around = len(json.dumps(track(properties={"text": ""})))
    return json.dumps(track(properties={"text": "x" * (size - around)})).encode()


def test_an_event_may_have_32_kilobytes_and_no_byte_more() -> None:
    assert len(event_of_size(LONGEST_EVENT)) == LONGEST_EVENT == 32_768
    assert kept(event_of_size(LONGEST_EVENT)).id == "m1"
    assert failed(event_of_size(LONGEST_EVENT + 1)).code == "event_too_large"


def test_an_event_may_have_a_thousand_properties_and_no_more() -> None:  # API-071
    wide = {f"k{at}": at for at in range(1_000)}

    assert properties(kept(track(properties=wide))) == wide
    assert failed(track(properties={**wide, "more": 1})).code == "too_many_keys"


def test_identifiers_have_a_thousand_characters_at_most() -> None:  # API-062, API-063
    assert named(kept(track(userId="u" * 1_000))) == ["user:" + "u" * 1_000]
    for field in ("userId", "anonymousId"):
        assert failed(track(**{field: "u" * 1_001})).code == "bad_identifier"


def test_a_name_of_an_event_has_two_hundred_characters_at_most() -> None:
    assert kept(track(event="e" * 200)).name == "e" * 200
    assert failed(track(event="e" * 201)).code == "event_name_too_long"


@pytest.mark.parametrize(
    ("number", "flagged"),
    [
        ("9223372036854775807", False),
        ("9223372036854775808", True),
        ("18446744073709551616", True),
        ("-9223372036854775809", True),
        ("1e300", False),
        ('"18446744073709551616"', False),
        ('{"deep":[1,{"er":99999999999999999999}]}', True),
        ("1" * 4_000, True),
    ],
)
def test_a_long_number_keeps_its_digits(number: str, flagged: bool) -> None:
    # API-017, API-018
    event = kept(f'{{"userId":"u1","event":"x","messageId":"m","properties":{{"v":{number}}}}}')

    assert event.properties == f'{{"v":{number}}}'.encode()
    assert event.flags == (("number_out_of_range",) if flagged else ())
