import gzip
import json
from base64 import b64decode, b64encode
from typing import Any

import pytest

from tropa.clock import MINUTE, SECOND
from tropa.collect.refuse import EVENT_CODES, REQUEST_CODES, Failed
from tropa.collect.segment_api import CALLS, LARGEST_BATCH, Batch, Request, open_request
from tropa.errors import DataFault
from tropa.words import LANGUAGES, has_words, say
from unit.collect.sending import (
    BASIC,
    KEY,
    NOW,
    body_of,
    failed,
    kept,
    named,
    post,
    properties,
    track,
)


def refusal(call: str, said: object, content_encoding: str = "") -> DataFault:
    with pytest.raises(DataFault) as fault:
        post(call, said, content_encoding=content_encoding)
    return fault.value


@pytest.mark.parametrize(
    ("call", "sent", "code"),
    [
        pytest.param("track", "", "empty_body", id="API-002 empty"),
        pytest.param("track", "  \n\t ", "empty_body", id="API-003 whitespace"),
        pytest.param("track", "null", "not_an_object", id="API-004 null"),
        pytest.param("track", "5", "not_an_object", id="API-005 number"),
        pytest.param("track", '"abc"', "not_an_object", id="API-007 text"),
        pytest.param("track", [track()], "not_an_object", id="API-008 list"),
        pytest.param("batch", [track()], "not_an_object", id="list to batch"),
        pytest.param("track", '{"userId":"u1","event":"x"', "invalid_json", id="API-009 cut"),
        pytest.param("track", '{"userId":"u1"}{}', "invalid_json", id="API-010 trailing"),
        pytest.param("track", '[{"userId":"u1"}]]', "invalid_json", id="API-010 a list"),
        pytest.param("track", "{'userId':'u1'}", "invalid_json", id="API-012 quotes"),
        pytest.param(
            "track", '{"userId":"u1",/*c*/"a":1}', "invalid_json", id="API-013 comment"
        ),
        pytest.param("track", '{"userId":"u1","v":NaN}', "invalid_json", id="API-014 NaN"),
        pytest.param(
            "track",
            '{"userId":"u1","event":"x","properties":{"v":-Infinity}}',
            "invalid_json",
            id="API-015 Infinity",
        ),
        pytest.param("track", '{"userId":"u\x011"}', "invalid_json", id="raw control"),
        pytest.param("track", rb'{"userId":"\x41"}', "invalid_json", id="bad escape"),
        pytest.param("track", '{"userId":01}', "invalid_json", id="leading zero"),
        pytest.param("track", '{"userId":"u1",}', "invalid_json", id="trailing comma"),
        pytest.param(
            "track",
            b64decode("eyJ1c2VySWQiOiJ1MSIsImV2ZW50IjoiwK8ifQ=="),
            "bad_encoding",
            id="API-029 overlong",
        ),
        pytest.param(
            "track", json.dumps(track()).encode("utf-16"), "bad_encoding", id="API-031"
        ),
        pytest.param(
            "batch", "[" * 100_000 + "]" * 100_000, "nesting_too_deep", id="API-035 lists"
        ),
        pytest.param(
            "track",
            '{"a":' * 80_000 + "1" + "}" * 80_000,
            "nesting_too_deep",
            id="API-033 objects",
        ),
        pytest.param("batch", b" " * 20_000_000, "body_too_large", id="API-040 20 MB"),
        pytest.param("batch", {"sentAt": "x"}, "bad_field_type", id="batch missing"),
        pytest.param("batch", {"batch": None}, "bad_field_type", id="batch null"),
        pytest.param("batch", {"batch": {"0": track()}}, "bad_field_type", id="API-047 object"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(call: str, sent: object, code: str) -> None:
    fault = refusal(call, sent)

    assert (fault.code, fault.status) == (code, 400)
    assert fault.as_json("en").keys() >= {"code", "message"}


@pytest.mark.parametrize(
    ("entry", "sent", "code"),
    [
        ("API-016", '{"userId":"u1","event":"x","properties":{"v":1e400}}', "invalid_json"),
        (
            "API-019",
            '{"userId":"u1","event":"x","properties":{"v":' + "1" * 5_000 + "}}",
            "invalid_json",
        ),
        ("API-052", track(type="identify"), "invalid_type"),
        ("type in another case", track(type="Track"), "invalid_type"),
        ("type of a wrong type", track(type=5), "invalid_type"),
        ("API-054", track(userId=None), "no_user_anon_id"),
        ("API-055", {**track(), "userId": None}, "no_user_anon_id"),
        ("API-057", track(userId="   "), "no_user_anon_id"),
        ("API-060", track(userId=True), "bad_field_type"),
        ("API-061", track(userId={"$ne": None}), "bad_field_type"),
        ("userId list", track(userId=["u1"]), "bad_field_type"),
        ("userId fraction", track(userId=1.5), "bad_field_type"),
        ("API-063", track(userId="u" * 1_001), "bad_identifier"),
        ("API-064", track(event=None), "missing_event_name"),
        ("API-065", track(event="  "), "missing_event_name"),
        ("API-066", track(event=5), "bad_field_type"),
        ("API-068", track(properties="x"), "bad_field_type"),
        ("API-069", track(properties=[1, 2]), "bad_field_type"),
        ("API-071", track(properties={f"k{at}": 1 for at in range(1_001)}), "too_many_keys"),
        ("API-077", track(context="x"), "bad_field_type"),
        ("context list", track(context=[1]), "bad_field_type"),
    ],
)
def test_a_single_event_that_breaks_a_rule_answers_400_and_is_kept_aside(
    entry: str, sent: object, code: str
) -> None:
    event = failed(sent)

    assert event.code == code, entry
    assert event.raw == body_of(sent)


@pytest.mark.parametrize(
    ("entry", "sent"),
    [
        ("API-020", '{"userId":"u1","event":"x","properties":{"a":-0,"b":1E-999}}'),
        ("API-073", track(properties={"__proto__": {"admin": True}, "constructor": {"x": 1}})),
        ("API-074", track(properties={"a.b": 1, "$set": {"email": "x@y.z"}, "": 2})),
        ("API-075", track(properties={"x'); DROP TABLE events;--": 1})),
        ("deep but not too deep", track(properties={"v": json.loads("[" * 62 + "]" * 62)})),
    ],
)
def test_odd_properties_are_plain_data(entry: str, sent: Any) -> None:
    event = kept(sent)

    said = json.loads(body_of(sent))["properties"]
    assert properties(event) == said, entry
    assert named(event) == ["user:u1"]


def test_an_event_that_nests_deeper_than_64_levels_fails() -> None:
    sent = track(properties={"v": json.loads("[" * 63 + "]" * 63)})

    assert failed(sent).code == "nesting_too_deep"


def test_the_last_of_two_equal_keys_counts() -> None:  # API-021
    assert named(kept('{"userId":"a","userId":"b","event":"x"}')) == ["user:b"]
    assert named(kept('{"userId":"a","event":"x","userId":null,"anonymousId":"c"}')) == [
        "anonymous:c"
    ]


def test_a_number_is_an_identifier_too() -> None:  # API-058
    assert named(kept(track(userId=18_446_744_073_709_551_616))) == [
        "user:18446744073709551616"
    ]


def test_an_empty_user_leaves_the_device() -> None:  # API-056
    assert named(kept(track(userId="", anonymousId="a1"))) == ["anonymous:a1"]


@pytest.mark.parametrize(
    ("entry", "sent", "name"),
    [
        ("API-023", rb'{"userId":"u1","messageId":"m","event":"caf\ud83d"}', "caf\ufffd"),
        ("API-024", rb'{"userId":"u1","messageId":"m","event":"caf\udE00"}', "caf\ufffd"),
        ("API-025", rb'{"userId":"u1","messageId":"m","event":"a\u0000b"}', "a\ufffdb"),
    ],
)
def test_text_that_no_store_can_hold_is_repaired(entry: str, sent: bytes, name: str) -> None:
    event = kept(sent)

    assert (event.name, event.flags) == (name, ("text_repaired",)), entry


def test_a_pair_of_surrogates_is_a_character() -> None:
    event = kept(rb'{"userId":"u1","messageId":"m","event":"\ud83d\ude00"}')

    assert (event.name, event.flags) == ("😀", ())


def test_only_the_events_that_were_repaired_say_so() -> None:
    texts = [rb"a\ufffd", rb"a\ud83d", rb"ok", rb"\u0000", rb"\\u0000"]
    items = [
        b'{"type":"track","userId":"u1","messageId":"m","event":"x","properties":{"v":"%s"}}'
        % v
        for v in texts
    ]
    batch = post("batch", b'{"context":{"\\ud83d":1}, "batch":[' + b" , ".join(items) + b"]}")

    flagged = ["text_repaired" in one.event.flags for one in batch.kept]
    assert flagged == [False, True, False, True, False]
    assert properties(batch.kept[3].event) == {"v": "\ufffd"}


def test_a_byte_order_mark_is_skipped() -> None:  # API-030
    assert kept(b"\xef\xbb\xbf" + body_of(track())).id == "m1"


@pytest.mark.parametrize("call", ["track", "t"])
def test_one_letter_stands_for_a_call(call: str) -> None:
    assert CALLS[call] == "track"
    assert CALLS["b"] == CALLS["batch"] == "batch"


def test_an_event_need_not_repeat_what_its_address_says() -> None:
    assert kept(track(type=None)).name == "Order Completed"


# ---------------------------------------------------------------- batches


def codes(batch: Batch) -> list[tuple[int, str]]:
    return [(event.index, event.code) for event in batch.failed]


def test_one_bad_event_never_costs_its_neighbours() -> None:  # API-048
    body = '{"batch": [null, 1, "x", [], ' + json.dumps(track()) + "]}"
    batch = post("batch", body)

    assert batch.status == 200
    assert [one.event.id for one in batch.kept] == ["m1"]
    assert codes(batch) == [(at, "not_an_object") for at in range(4)]
    assert [event.raw for event in batch.failed] == [b"null", b"1", b'"x"', b"[]"]


@pytest.mark.parametrize(
    ("entry", "event", "code"),
    [
        ("API-050", track(type="purchase"), "invalid_type"),
        ("API-051", track(type=None), "invalid_type"),
        ("API-053", track(type=" Track"), "invalid_type"),
        ("a batch in a batch", {"type": "batch", "batch": []}, "invalid_type"),
        ("deep", track(properties={"v": json.loads("[" * 70 + "]" * 70)}), "nesting_too_deep"),
        ("large", track(properties={"v": "x" * 32_768}), "event_too_large"),
        ("nobody", track(userId=None), "no_user_anon_id"),
    ],
)
def test_a_bad_event_of_a_batch_fails_alone(entry: str, event: object, code: str) -> None:
    batch = post("batch", {"batch": [track(), event, track()]})

    assert (len(batch.kept), codes(batch), batch.status) == (2, [(1, code)], 200), entry


def test_what_is_over_2500_events_fails() -> None:  # API-044
    events = [
        {"type": "track", "userId": "u", "event": "x", "messageId": str(at)}
        for at in range(2_501)
    ]
    batch = post("batch", {"batch": events})

    assert len(batch.kept) == LARGEST_BATCH == 2_500
    assert codes(batch) == [(2_500, "batch_limit")]


def test_a_batch_of_just_500_kilobytes_is_read_and_one_more_byte_is_not() -> None:  # API-039
    event = track(properties={"v": "x" * 20_000})
    body = body_of({"batch": [event] * 20}).rjust(512_000)

    assert len(post("batch", body).kept) == 20
    assert refusal("batch", body + b" ").code == "body_too_large"


def test_an_empty_batch_is_no_fault() -> None:
    batch = post("batch", {"batch": []})

    assert (batch.kept, batch.failed, batch.status) == ([], [], 200)


def test_gzip_is_read_with_and_without_its_header() -> None:  # API-108, API-109
    body = gzip.compress(body_of({"batch": [track()] * 10}))

    assert len(post("batch", body, content_encoding="gzip").kept) == 10
    assert len(post("batch", body).kept) == 10
    assert refusal("batch", body[:-20], content_encoding="gzip").code == "bad_encoding"
    assert refusal("batch", body, content_encoding="gzip, gzip").status == 415
    assert refusal("batch", gzip.compress(body), content_encoding="gzip").status == 400


def test_the_sending_time_of_the_batch_goes_before_the_event_s_own() -> None:  # TIM-021
    event = track(sentAt="2026-11-21T12:30:00Z", originalTimestamp="2026-11-21T12:30:00Z")
    batch = post("batch", {"batch": [event], "sentAt": "2026-11-21T13:00:00Z"})

    assert batch.kept[0].event.time == NOW - 30 * MINUTE


def test_a_single_event_tells_its_own_sending_time() -> None:  # TIM-018
    said = track(originalTimestamp="2029-11-21T12:00:00Z", sentAt="2029-11-21T12:00:05Z")

    event = kept(said)
    assert (event.time, event.flags) == (NOW - 5 * SECOND, ("clock_corrected",))


# ---------------------------------------------------------------- keys


def basic(pair: bytes) -> str:
    return "Basic " + b64encode(pair).decode()


def key_of(authorization: str, **said: object) -> str:
    body = body_of({**track(), **said})
    return open_request(Request("track", body, NOW, authorization=authorization)).write_key


@pytest.mark.parametrize(
    ("authorization", "said"),
    [
        (BASIC, {}),
        (BASIC.replace("Basic", "basic"), {}),
        (basic(KEY.encode()), {}),
        (basic(f"{KEY}:secret".encode()), {}),
        ("", {"writeKey": KEY}),
        ("Bearer x", {"writeKey": KEY}),
        (BASIC, {"writeKey": KEY}),
        (BASIC, {"writeKey": ""}),
    ],
)
def test_a_key_comes_in_the_header_or_in_the_body(
    authorization: str, said: dict[str, object]
) -> None:
    assert key_of(authorization, **said) == KEY


@pytest.mark.parametrize(
    ("entry", "authorization", "said"),
    [
        ("API-089", "", {}),
        ("API-094", "Basic /////w==", {}),
        ("no base64", "Basic %%%", {}),
        ("other letters", "Basic ключ", {}),
        ("no user", basic(b":secret"), {}),
        ("no text", "", {"writeKey": 5}),
        ("another scheme", "Bearer wk-1", {}),
    ],
)
def test_a_request_without_a_key_is_not_let_in(
    entry: str, authorization: str, said: dict[str, object]
) -> None:
    with pytest.raises(DataFault) as fault:
        key_of(authorization, **said)
    assert (fault.value.code, fault.value.status) == ("no_write_key", 401), entry


def test_two_different_keys_open_nothing() -> None:  # API-097
    with pytest.raises(DataFault) as fault:
        key_of(BASIC, writeKey="wk-2")
    assert (fault.value.code, fault.value.status) == ("unknown_write_key", 401)


def test_of_two_keys_in_the_body_the_last_counts() -> None:  # API-022
    body = b'{"writeKey":"bad","writeKey":"wk-1","userId":"u","event":"x"}'

    assert open_request(Request("track", body, NOW)).write_key == KEY


def test_the_key_of_a_batch_stands_beside_it() -> None:
    body = body_of({"batch": [{**track(), "writeKey": "other"}], "writeKey": KEY})

    assert open_request(Request("batch", body, NOW)).write_key == KEY


# ---------------------------------------------------------------- words


def test_every_code_has_its_sentences() -> None:
    keys = [f"error.{code}" for code in REQUEST_CODES]
    keys += [f"refusal.{code}" for code in EVENT_CODES]

    assert [key for key in keys if not has_words(f"{key}.what")] == []
    assert [key for key in keys if not has_words(f"{key}.next")] == []
    # And the app its short name, for lists of reasons.
    assert [code for code in EVENT_CODES if not has_words(f"app.refused.{code}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failed_event_says_why(language: Any) -> None:
    event = failed(track(userId="u" * 1_001))

    assert event.as_json(language) == {
        "index": 0,
        "code": "bad_identifier",
        "message": say("refusal.bad_identifier.what", language, field="userId", limit=1_000),
        "next": say("refusal.bad_identifier.next", language),
    }


@pytest.mark.parametrize("code", sorted(EVENT_CODES))
def test_every_reason_can_be_said(code: str) -> None:
    event = Failed(0, code, b"", {"limit": 5, "field": "userId", "found": "x"})

    assert all(event.message(language) and event.advice(language) for language in LANGUAGES)
