"""Requests of the same kinds as the catalogue's, and what becomes of each at the same door."""

# ruff: noqa: E501 - a row of a table is read as one line

import gzip
import json
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import pytest

from contract.catalogue import fill, in_one_shape
from contract.making import dense, make
from contract.serving import Answer, Serving, basic
from tropa.clock import DAY
from tropa.event import Event


@dataclass
class Odd:
    """A request and what must come of it."""

    title: str
    body: Any
    """Bytes as they are, the rest as JSON; what takes long to make is made when it is sent."""
    status: int = 200
    code: str = ""
    stored: int | None = None
    failed: int | None = None
    path: str = "/v1/track"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    method: str = "POST"
    flag: str = ""
    """What the event kept is marked with."""

    def __str__(self) -> str:
        return self.title


def event(**more: Any) -> dict[str, Any]:
    return {"userId": "u1", "event": "x", "messageId": "$UNIQ", **more}


def props(**said: Any) -> dict[str, Any]:
    return event(properties=said)


def batch(*every: Any, **more: Any) -> dict[str, Any]:
    return {"batch": list(every), **more}


def track(**more: Any) -> dict[str, Any]:
    return event(type="track", **more)


def raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def good(tag: str) -> bytes:
    return dense({"userId": "u1", "event": "x", "messageId": tag})


GOOD: Final = good("good")

JSON: Final = [
    Odd("null", b"null", 400, "not_an_object"),
    Odd("a number", b"12", 400, "not_an_object"),
    Odd("true", b"true", 400, "not_an_object"),
    Odd("two objects on two lines", b'{"userId":"a","event":"x"}\n{"userId":"b","event":"x"}', 400, "invalid_json"),
    Odd("a comma too many", b'{"userId":"u1","event":"x",}', 400, "invalid_json"),
    Odd("NaN", b'{"userId":"u1","event":"x","properties":{"v":NaN}}', 400, "invalid_json"),
    Odd("Infinity", b'{"userId":"u1","event":"x","properties":{"v":Infinity}}', 400, "invalid_json"),
    Odd("a leading zero", b'{"userId":"u1","event":"x","properties":{"v":010}}', 400, "invalid_json"),
    Odd("a hexadecimal number", b'{"userId":"u1","event":"x","properties":{"v":0x1F}}', 400, "invalid_json"),
    Odd("a number without its unit part", b'{"userId":"u1","event":"x","properties":{"v":.5}}', 400, "invalid_json"),
    Odd("1e400", b'{"userId":"u1","event":"x","properties":{"v":1e400}}', 400, "invalid_json"),
    Odd("1e400 in a batch", b'{"batch":[{"type":"track","userId":"u1","event":"x","properties":{"v":1e400}},{"type":"track","userId":"u1","event":"x"}]}', path="/v1/batch", stored=1, failed=1, code="invalid_json"),
    Odd("a bare control character", b'{"userId":"u1","event":"a\x01b"}', 400, "invalid_json"),
    Odd("a bare line break in a text", b'{"userId":"u1","event":"a\nb"}', 400, "invalid_json"),
    Odd("an unknown escape", rb'{"userId":"u1","event":"\x41"}', 400, "invalid_json"),
    Odd("half an escape", rb'{"userId":"u1","event":"\u00"}', 400, "invalid_json"),
    Odd("a lone low half", rb'{"userId":"u1","event":"a\udc00"}', stored=1, flag="text_repaired"),
    Odd("halves the wrong way round", rb'{"userId":"u1","event":"\udc00\ud83d"}', stored=1, flag="text_repaired"),
    Odd("a whole pair", rb'{"userId":"u1","event":"\ud83d\ude00"}', stored=1),
    Odd("a lone half in a key", rb'{"userId":"u1","event":"x","properties":{"a\ud800":1}}', stored=1, flag="text_repaired"),
    Odd("NUL in a key", rb'{"userId":"u1","event":"x","properties":{"a\u0000":1}}', stored=1, flag="text_repaired"),
    Odd("NUL in a user", rb'{"userId":"a\u0000b","event":"x"}', stored=1, flag="text_repaired"),
    Odd("a slash before what looks like NUL", rb'{"userId":"u1","event":"a\\u0000b"}', stored=1),
    Odd("a half in UTF-8 bytes", raw('{"userId":"u1","event":"a\ud800"}'), 400, "bad_encoding"),
    Odd("an invalid byte", b'{"userId":"u1","event":"a\xff"}', 400, "bad_encoding"),
    Odd("a letter cut in two", b'{"userId":"u1","event":"\xd0"}', 400, "bad_encoding"),
    Odd("cp1251", '{"userId":"u1","event":"Заявка"}'.encode("cp1251"), 400, "bad_encoding"),
    Odd("UTF-16 without a mark", '{"userId":"u1","event":"x"}'.encode("utf-16-le"), 400),
    Odd("UTF-32", '{"userId":"u1","event":"x"}'.encode("utf-32"), 400, "bad_encoding"),
    Odd("two marks", "\ufeff\ufeff{}".encode(), 400, "invalid_json"),
    Odd("NUL bytes", b"\0\0\0\0", 400, "invalid_json"),
    Odd("objects 100,000 deep", make({"name": "nested_raw", "kind": "object", "depth": 100_000}), 400),
    Odd("properties 1,100 deep", make({"name": "nested", "depth": 1_100}), 400, "nesting_too_deep"),
    Odd("properties 70 deep", make({"name": "nested", "depth": 70}), 400, "nesting_too_deep"),
    Odd("properties 40 deep", make({"name": "nested", "depth": 40}), stored=1),
    Odd("brackets in a text are no depth", props(v="[" * 5_000), stored=1),
    Odd("brackets that never close", b"[" * 200_000, 400),
    Odd("an empty object", b"{}", 400, "no_user_anon_id"),
    Odd("emoji and right-to-left in a name", event(event="\u202eзаказ 🏠"), stored=1),
    Odd("a key twice in properties", b'{"userId":"u1","event":"x","properties":{"v":1,"v":2}}', stored=1),
    Odd("a very long number with a point", b'{"userId":"u1","event":"x","properties":{"v":0.' + b"1" * 3_000 + b"}}", stored=1),
    Odd("a negative number beyond 64 bits", props(v=-(2**63) - 1), stored=1, flag="number_out_of_range"),
    Odd("the largest number of 64 bits", props(v=2**63 - 1), stored=1),
]  # fmt: skip

FIELDS: Final = [
    Odd("nobody", {"event": "x"}, 400, "no_user_anon_id", failed=1),
    Odd("a user that is a number", event(userId=12), stored=1),
    Odd("a user that is a large number", event(userId=2**70), stored=1),
    Odd("a user that is a fraction", event(userId=1.5), 400, "bad_field_type"),
    Odd("a user that is true", event(userId=True), 400, "bad_field_type"),
    Odd("a user that is a list", event(userId=["a"]), 400, "bad_field_type"),
    Odd("a user of 1000 characters", event(userId="u" * 1_000), stored=1),
    Odd("a user of zero-width characters", event(userId="\u200b\u200b"), 400, "blocked_identifier"),
    Odd("a user with spaces round it", event(userId="  u1  "), stored=1),
    Odd("a word for nobody, in capitals", event(userId="NULL"), 400, "blocked_identifier"),
    Odd("a template that was not filled in", event(userId="{{user.id}}"), 400, "blocked_identifier"),
    Odd("an event name of spaces", event(event="   "), 400, "missing_event_name"),
    Odd("an empty event name", event(event=""), 400, "missing_event_name"),
    Odd("an event name that is null", event(event=None), 400, "missing_event_name"),
    Odd("an event name that is a list", event(event=["x"]), 400, "bad_field_type"),
    Odd("an event name of 200 characters", event(event="я" * 200), stored=1),
    Odd("an event name of 201 characters", event(event="я" * 201), 400, "event_name_too_long"),
    Odd("properties that are null", event(properties=None), stored=1),
    Odd("properties that are a text", event(properties="x"), 400, "bad_field_type"),
    Odd("properties that are a number", event(properties=0), 400, "bad_field_type"),
    Odd("1000 properties", make({"name": "wide", "keys": 1_000, "field": "properties"}), stored=1),
    Odd("context that is null", event(context=None), stored=1),
    Odd("context that is a list", event(context=[]), 400, "bad_field_type"),
    Odd("a page that is a text", event(context={"page": "/x", "campaign": 5, "userAgent": {}}), stored=1),
    Odd("integrations of any kind", event(integrations="all"), stored=1),
    Odd("an unknown field", event(whatever={"a": [1]}), stored=1),
    Odd("a messageId of 101 characters", event(messageId="m" * 101), stored=1),
    Odd("a messageId of 10,000 characters", event(messageId="n" * 10_000), stored=1),
    Odd("a messageId that is a number", event(messageId=123456), stored=1),
    Odd("a messageId that is empty", event(messageId=""), stored=1, flag="message_id_made"),
    Odd("a messageId that is an object", event(messageId={}), 400, "bad_field_type"),
    Odd("traits that are a text", {"userId": "u1", "traits": "x"}, 400, "bad_field_type", path="/v1/identify"),
    Odd("identify without traits", {"userId": "u1"}, path="/v1/identify", stored=1),
    Odd("identify of nobody", {"traits": {"a": 1}}, 400, "no_user_anon_id", path="/v1/identify"),
    Odd("group without groupId", {"userId": "u1"}, 400, "bad_field_type", path="/v1/group"),
    Odd("groupId that is a number", {"userId": "u1", "groupId": 5}, path="/v1/group", stored=1),
    Odd("groupId of 500 characters", {"userId": "u1", "groupId": "g" * 500}, path="/v1/group", stored=1),
    Odd("alias without previousId", {"userId": "u1"}, 400, path="/v1/alias"),
    Odd("alias of oneself", {"userId": "u1", "previousId": "u1"}, path="/v1/alias", stored=1),
    Odd("alias by a browser's key", {"userId": "a1", "previousId": "a2", "messageId": "$UNIQ"}, stored=1, path="/v1/alias", headers={"Authorization": "Basic $WK_BROWSER_B64"}),
    Odd("a page's name that is a number", {"userId": "u1", "name": 5}, 400, "bad_field_type", path="/v1/page"),
    Odd("page of no name", {"userId": "u1"}, path="/v1/page", stored=1),
    Odd("screen", {"anonymousId": "a1", "name": "Корзина"}, path="/v1/screen", stored=1),
    Odd("consent by a browser's key", event(event="consent.given"), 400, "reserved_event_name", headers={"Authorization": "Basic $WK_BROWSER_B64"}),
    Odd("an outage by a browser's key", event(event="source_outage"), 400, "reserved_event_name", headers={"Authorization": "Basic $WK_BROWSER_B64"}),
    Odd("an outage without end", event(event="source_outage", properties={"duration_s": 1e300}), stored=1),
    Odd("taking back by a browser's key", props(voids="m1"), stored=1, flag="voids_ignored", headers={"Authorization": "Basic $WK_BROWSER_B64"}),
    Odd("a sequence beyond 64 bits", event(sequence=2**70), stored=1),
    Odd("an event of 32 KB exactly", make({"name": "event_of_size", "bytes": 32 * 1024}), stored=1),
    Odd("an event of 32 KB and a byte", make({"name": "event_of_size", "bytes": 32 * 1024 + 1}), 400, "event_too_large", failed=1),
    Odd("a property's name of 10,000 characters", props(**{"k" * 10_000: 1}), stored=1),
    Odd("odd mail, phone and money", props(email=["a"], phone={"a": 1}, amount="1e400", currency=5, revenue=True), stored=1),
    Odd("a phone of 20,000 figures", props(phone="9" * 20_000), stored=1),
]  # fmt: skip

BATCHES: Final = [
    Odd("an empty batch", batch(), path="/v1/batch", stored=0),
    Odd("no batch", {"userId": "u1"}, 400, "bad_field_type", path="/v1/batch"),
    Odd("a batch that is null", {"batch": None}, 400, "bad_field_type", path="/v1/batch"),
    Odd("a batch that is a text", {"batch": "[]"}, 400, "bad_field_type", path="/v1/batch"),
    Odd("a list at the batch's address", [track()], 400, "not_an_object", path="/v1/batch"),
    Odd("one bad event in the middle", batch(track(), {"type": "track", "event": "x"}, track()), path="/v1/batch", stored=2, failed=1, code="no_user_anon_id"),
    Odd("one too large among good ones", batch(track(), track(properties={"p": "x" * 40_000}), track()), path="/v1/batch", stored=2, failed=1, code="event_too_large"),
    Odd("one too deep among good ones", b'{"batch":[{"type":"track","userId":"u1","event":"x"},{"type":"track","userId":"u1","event":"x","properties":' + b'{"a":' * 200 + b"1" + b"}" * 200 + b"}]}", path="/v1/batch", stored=1, failed=1, code="nesting_too_deep"),
    Odd("one with a half letter among good ones", rb'{"batch":[{"type":"track","userId":"u1","event":"a\ud800"},{"type":"track","userId":"u1","event":"b"}]}', path="/v1/batch", stored=2),
    Odd("all bad", batch(1, {}, {"type": "nope", "userId": "u1"}), path="/v1/batch", stored=0, failed=3),
    Odd("no type", batch(event()), path="/v1/batch", stored=0, failed=1, code="invalid_type"),
    Odd("a type that is a list", batch(event(type=["track"])), path="/v1/batch", failed=1, code="invalid_type"),
    Odd("a batch in a batch", batch({"type": "batch", "batch": [track()]}), path="/v1/batch", failed=1, code="invalid_type"),
    Odd("the same id twice in one batch", batch(*[track(messageId="twin")] * 2), path="/v1/batch", stored=1),
    Odd("one id, two contents", batch(track(messageId="torn"), track(messageId="torn", event="y")), path="/v1/batch", stored=1, failed=1, code="message_id_conflict"),
    Odd("2500 events", make({"name": "batch", "n": 2_500, "tag": "full"}), path="/v1/batch", stored=2_500, failed=0),
    Odd("500 KB exactly", make({"name": "batch_of_size", "bytes": 512_000, "event_bytes": 20_000}), path="/v1/batch", stored=26),
    Odd("all kinds of calls", batch(track(), {"type": "identify", "userId": "u1"}, {"type": "page", "userId": "u1"}, {"type": "screen", "userId": "u1"}, {"type": "group", "userId": "u1", "groupId": "g"}, {"type": "alias", "userId": "u1", "previousId": "p1"}), path="/v1/batch", stored=6, failed=0),
    Odd("a sentAt that is nonsense", batch(track(), sentAt={"a": 1}), path="/v1/batch", stored=1),
    Odd("the key in the body", batch(track(), writeKey="$WK"), path="/v1/batch", stored=1, headers={"Authorization": ""}),
    Odd("a key in the body that is a number", batch(track(), writeKey=5), 401, "no_write_key", path="/v1/batch", headers={"Authorization": ""}),
]  # fmt: skip

MANNERS: Final = [
    Odd("text/plain, as browsers send", event(), headers={"Content-Type": "text/plain"}, stored=1),
    Odd("text/plain with its letters", event(), headers={"Content-Type": "text/plain;charset=UTF-8"}, stored=1),
    Odd("no type at all", event(), headers={"Content-Type": ""}, stored=1),
    Odd("a type in capitals", event(), headers={"Content-Type": "APPLICATION/JSON; Charset=\"UTF-8\""}, stored=1),
    Odd("XML", b"<a/>", 415, "unsupported_media_type", headers={"Content-Type": "application/xml"}),
    Odd("a form with files", b"--x", 415, "unsupported_media_type", headers={"Content-Type": "multipart/form-data; boundary=x"}),
    Odd("a type that is none", event(), 415, "unsupported_media_type", headers={"Content-Type": "json"}),
    Odd("a key without a colon", event(), headers={"Authorization": "Basic $WK_NOCOLON_B64"}, stored=1),
    Odd("a key with a password", event(), headers={"Authorization": "Basic $WK_PASS_B64"}, stored=1),
    Odd("basic in small letters", event(), headers={"Authorization": "basic $WK_B64"}, stored=1),
    Odd("Bearer instead of Basic", event(), 401, "no_write_key", headers={"Authorization": "Bearer $WK"}),
    Odd("no base64", event(), 401, "no_write_key", headers={"Authorization": "Basic !!!"}),
    Odd("an empty key", event(), 401, "no_write_key", headers={"Authorization": basic(":x")}),
    Odd("a key of 10,000 characters", event(), 401, "unknown_write_key", headers={"Authorization": basic("k" * 10_000 + ":")}),
    Odd("a key with NUL", event(), 401, "unknown_write_key", headers={"Authorization": basic("k\0y:")}),
    Odd("a key in the address", event(), 401, "no_write_key", path="/v1/track?writeKey=$WK", headers={"Authorization": ""}),
    Odd("SQL for a key", event(), 401, "unknown_write_key", headers={"Authorization": basic("' OR 1=1 --:")}),
    Odd("a key that is switched off, in the body", {**event(), "writeKey": "$WK_OFF"}, 403, "source_disabled", headers={"Authorization": ""}),
    Odd("deflate", zlib.compress(GOOD), 415, "unsupported_encoding", headers={"Content-Encoding": "deflate"}),
    Odd("gzip in capitals", gzip.compress(GOOD), headers={"Content-Encoding": "GZIP"}, stored=1),
    Odd("gzip that does not say so", gzip.compress(good("silent")), stored=1),
    Odd("gzip that is none", GOOD, 400, "bad_encoding", headers={"Content-Encoding": "gzip"}),
    Odd("gzip of nothing", gzip.compress(b""), 400, "empty_body", headers={"Content-Encoding": "gzip"}),
    Odd("an empty body called gzip", b"", 400, "empty_body", headers={"Content-Encoding": "gzip"}),
    Odd("gzip in two members", gzip.compress(good("two")[:10]) + gzip.compress(good("two")[10:]), headers={"Content-Encoding": "gzip"}, stored=1),
    Odd("gzip with noise behind", gzip.compress(GOOD) + b"noise", 400, "bad_encoding", headers={"Content-Encoding": "gzip"}),
    Odd("gzip with a wrong checksum", gzip.compress(GOOD)[:-8] + b"\0" * 8, 400, "bad_encoding", headers={"Content-Encoding": "gzip"}),
    Odd("200 MB in gzip", partial(make, {"name": "gzip_zeros", "bytes": 200 << 20}), 400, "body_too_large", headers={"Content-Encoding": "gzip"}),
    Odd("identity", event(), headers={"Content-Encoding": "identity"}, stored=1),
    Odd("PUT", event(), 405, "wrong_method", method="PUT"),
    Odd("DELETE", b"", 405, "wrong_method", method="DELETE"),
    Odd("an unheard method", b"", 405, "wrong_method", method="PROPFIND"),
    Odd("OPTIONS that is no preflight", b"", 405, "wrong_method", method="OPTIONS"),
    Odd("a slash behind the address", event(), 404, "no_such_address", path="/v1/track/"),
    Odd("no call", event(), 404, "no_such_address", path="/v1/"),
    Odd("another version", event(), 404, "no_such_address", path="/v2/track"),
    Odd("the address in capitals", event(), 404, "no_such_address", path="/v1/Track"),
    Odd("a question behind the address", event(), path="/v1/track?a=1", stored=1),
    Odd("the address spelt in percents", event(), path="/v1/%74rack", stored=1),
    Odd("climbing out of the address", event(), 404, "no_such_address", path="/v1/../track"),
    Odd("600 KB", b" " * 600_000, 400, "body_too_large"),
    Odd("one-letter addresses", event(), path="/v1/t", stored=1),
    Odd("a page by its letter", {"anonymousId": "a"}, path="/v1/p", stored=1),
    Odd("a batch by its letter", batch(track()), path="/v1/b", stored=1),
]  # fmt: skip

EVERY: Final = [*JSON, *FIELDS, *BATCHES, *MANNERS]


def body_of(odd: Odd) -> bytes:
    body = odd.body() if callable(odd.body) else odd.body
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def send(serving: Serving, odd: Odd) -> Answer:
    headers = {"Authorization": serving.basic(), "Content-Type": "application/json"}
    headers |= {name: fill(serving, value) for name, value in odd.headers.items()}
    body = body_of(odd)
    if not body.startswith(b"\x1f\x8b") and len(body) < 100_000 and b"$" in body:
        body = fill(serving, body.decode()).encode()
    shown = {name: value for name, value in headers.items() if value}
    return serving.ask(odd.method, fill(serving, odd.path), body, shown)


@pytest.mark.parametrize("odd", EVERY, ids=str)
def test_the_odd_request_gets_its_answer(odd: Odd, serving: Serving) -> None:
    before = serving.counts()
    answer = send(serving, odd)
    after = serving.counts()
    assert answer.status == odd.status, answer.body
    in_one_shape(answer)
    if odd.code:
        assert odd.code in answer.codes
    stored, failed = after.stored - before.stored, after.failed - before.failed
    assert odd.stored in (None, stored)
    assert odd.failed in (None, failed)
    if answer.status == 200:
        said = answer.json
        assert (said["success"], said["accepted"], said["failed"]) == (True, stored, failed)
        assert all(
            one["code"] and one["message"] and one["next"] for one in said.get("errors", ())
        )
    elif answer.status != 400:
        assert (stored, failed) == (0, 0)
    if odd.flag:
        assert odd.flag in serving.events(newest=1)[-1].flags


# ---------------------------------------------------------------- time

NOW: Final = datetime.now(UTC)  # noqa: TID251 - as a sender's clock tells it


def iso(**back: float) -> str:
    return (NOW - timedelta(**back)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


TIMES: Final = [
    # title, what the event says of its time, days before its receipt or None, flag
    ("an hour ago", {"timestamp": iso(hours=1)}, 1 / 24, ""),
    ("another zone", {"timestamp": "2026-01-01T00:00:00+03:00"}, None, ""),
    ("a zone without its colon", {"timestamp": "2026-01-01T00:00:00+0300"}, None, ""),
    ("no zone", {"timestamp": "2026-01-01T00:00:00"}, None, ""),
    ("a space instead of T", {"timestamp": "2026-01-01 00:00:00Z"}, None, ""),
    ("a day alone", {"timestamp": "2026-01-01"}, None, ""),
    ("a day that is none", {"timestamp": "2026-02-30T00:00:00Z"}, 0, "time_unparsed"),
    ("month 13", {"timestamp": "2026-13-01T00:00:00Z"}, 0, "time_unparsed"),
    ("hour 25", {"timestamp": "2026-01-01T25:00:00Z"}, 0, "time_unparsed"),
    ("24:30", {"timestamp": "2026-01-01T24:30:00Z"}, 0, "time_unparsed"),
    ("year 9999", {"timestamp": "9999-12-31T23:59:59Z"}, 0, ""),
    ("year 1900", {"timestamp": "1900-01-01T00:00:00Z"}, 0, "time_out_of_range"),
    ("eleven years ago", {"timestamp": iso(days=11 * 365.25)}, 0, "time_out_of_range"),
    ("nine years ago", {"timestamp": iso(days=9 * 365.25)}, 9 * 365.25, ""),
    ("tomorrow", {"timestamp": iso(days=-1)}, 0, ""),
    ("a word", {"timestamp": "yesterday"}, 0, "time_unparsed"),
    ("an empty text", {"timestamp": ""}, 0, ""),
    ("an object", {"timestamp": {"a": 1}}, 0, "time_unparsed"),
    ("true", {"timestamp": True}, 0, "time_unparsed"),
    ("a negative number", {"timestamp": -5}, 0, ""),
    ("nought", {"timestamp": 0}, 0, ""),
    ("a giant number", {"timestamp": 10**30}, 0, ""),
    ("microseconds", {"timestamp": int(NOW.timestamp() * 1e6) - 3_600_000_000}, 1 / 24, ""),
    ("a fraction of seconds", {"timestamp": NOW.timestamp() - 3_600.5}, 1 / 24, ""),
    ("seconds as a text", {"timestamp": str(int(NOW.timestamp()) - 3_600)}, 1 / 24, ""),
    ("a clock a day slow", {"originalTimestamp": iso(days=1), "sentAt": iso(days=1)}, 0, ""),
    ("a clock three years fast", {"originalTimestamp": iso(days=-1_095), "sentAt": iso(days=-1_095)}, 0, ""),
    ("an hour in a queue by a clock a year slow", {"originalTimestamp": iso(days=365, hours=1), "sentAt": iso(days=365)}, 1 / 24, ""),
    ("a sentAt that is nonsense", {"originalTimestamp": iso(hours=2), "sentAt": "soon"}, 2 / 24, ""),
    ("an original that is nonsense", {"originalTimestamp": "then", "timestamp": iso(hours=2)}, 2 / 24, ""),
    ("a leap second with a zone", {"timestamp": "2016-12-31T23:59:60+00:00"}, None, ""),
    ("60 in the middle of a day", {"timestamp": "2026-01-01T12:00:60Z"}, None, ""),
    ("a comma before the fraction", {"timestamp": "2026-01-01T00:00:00,123Z"}, None, ""),
    ("a fraction of thirty figures", {"timestamp": "2026-01-01T00:00:00." + "1" * 30 + "Z"}, None, ""),
    ("figures of another script", {"timestamp": "٢٠٢٦-٠١-٠١T00:00:00Z"}, None, ""),
    ("a text of 10,000 characters", {"timestamp": "2026-01-01T00:00:00" + "0" * 10_000}, 0, "time_unparsed"),
    ("a zone of a day", {"timestamp": "2026-01-01T00:00:00+99:99"}, 0, "time_unparsed"),
    ("a gap in spring by a zone's name", {"timestamp": "2026-03-29T02:30:00 Europe/Berlin"}, 0, "time_unparsed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "said", "days", "flag"), TIMES, ids=[one[0] for one in TIMES]
)
def test_nothing_is_refused_for_its_time(
    title: str, said: dict[str, Any], days: float | None, flag: str, serving: Serving
) -> None:
    answer = serving.post("/v1/track", {**event(), "messageId": f"time-{title}", **said})
    assert answer.status == 200, answer.body
    kept: Event = serving.events(newest=1)[-1]
    assert kept.id == f"time-{title}"
    assert kept.time <= kept.received
    if days is not None:
        late = (kept.received - kept.time) / DAY
        assert days - 0.001 <= late <= days + 0.02, late
    if flag:
        assert flag in kept.flags


# ---------------------------------------------------------------- ids


def test_one_id_from_two_sources_is_two_events(serving: Serving) -> None:
    one = {**event(), "messageId": "shared-id"}
    assert serving.post("/v1/track", one).json["accepted"] == 1
    assert serving.post("/v1/track", one, key="second").json["accepted"] == 1
    assert serving.post("/v1/track", one).json["duplicates"] == 1


def test_one_id_with_another_content_waits_as_failed(serving: Serving) -> None:
    before = serving.counts()
    assert serving.post("/v1/track", {**event(), "messageId": "changed"}).status == 200
    answer = serving.post("/v1/track", {**event(), "messageId": "changed", "event": "y"})
    assert answer.status == 200
    [told] = answer.json["errors"]
    assert told["code"] == "message_id_conflict"
    assert told["message"]
    assert told["next"]
    after = serving.counts()
    assert (after.stored - before.stored, after.failed - before.failed) == (1, 1)


def test_a_repeat_with_keys_in_another_order_is_a_repeat(serving: Serving) -> None:
    first = (
        b'{"userId":"u1","event":"x","messageId":"order","timestamp":"2026-01-01T00:00:00Z"}'
    )
    again = (
        b'{"timestamp":"2026-01-01T00:00:00Z","messageId":"order","event":"x","userId":"u1"}'
    )
    assert serving.post("/v1/track", first).json["accepted"] == 1
    assert serving.post("/v1/track", again).json["duplicates"] == 1
