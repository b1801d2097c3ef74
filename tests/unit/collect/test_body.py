import gzip
import json
import zlib
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.collect.body import (
    DEEPEST,
    LONGEST_BODY,
    check_media,
    inflated,
    is_too_deep,
    json_text,
    mended,
)
from tropa.errors import DataFault


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "application/json",
        "application/json; charset=utf-8",
        'Application/JSON; charset="UTF-8"',
        pytest.param("text/plain;charset=UTF-8", id="API-106 browser client"),
    ],
)
def test_json_comes_under_several_types(content_type: str) -> None:
    check_media(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param("application/json; charset=windows-1251", id="API-032"),
        pytest.param("application/x-www-form-urlencoded", id="API-107"),
        "multipart/form-data; boundary=x",
        "application/xml",
    ],
)
def test_another_type_is_refused(content_type: str) -> None:
    with pytest.raises(DataFault) as fault:
        check_media(content_type)
    assert (fault.value.code, fault.value.status) == ("unsupported_media_type", 415)


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "", "identity"])
def test_gzip_is_known_by_its_first_bytes(encoding: str) -> None:
    assert inflated(gzip.compress(b"{}"), encoding) == b"{}"


def test_gzip_in_two_members_is_one_text() -> None:
    assert inflated(gzip.compress(b'{"a"') + gzip.compress(b":1}"), "gzip") == b'{"a":1}'


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("gzip, gzip", id="API-110"),
        pytest.param("br", id="API-113"),
        "deflate",
        "zstd",
    ],
)
def test_another_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(DataFault) as fault:
        inflated(b"{}", encoding)
    assert (fault.value.code, fault.value.status) == ("unsupported_encoding", 415)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(b"x" * 1000)[:-20], id="API-112 cut"),
        pytest.param(gzip.compress(b"{}") + b"rubbish", id="something behind it"),
        pytest.param(b'{"a":1}', id="not gzip at all"),
        pytest.param(zlib.compress(b"{}"), id="deflate"),
        pytest.param(gzip.compress(b"{}")[:-8] + b"\0" * 8, id="wrong sum"),
    ],
)
def test_damaged_gzip_is_a_bad_encoding(body: bytes) -> None:
    with pytest.raises(DataFault) as fault:
        inflated(body, "gzip")
    assert (fault.value.code, fault.value.status) == ("bad_encoding", 400)


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_may_have_500_kilobytes_and_no_byte_more(packed: bool) -> None:
    def sent(size: int) -> bytes:
        return gzip.compress(b"x" * size) if packed else b"x" * size

    assert len(inflated(sent(LONGEST_BODY), "")) == LONGEST_BODY == 512_000
    with pytest.raises(DataFault) as fault:
        inflated(sent(LONGEST_BODY + 1), "")
    assert fault.value.code == "body_too_large"


def test_a_bomb_is_inflated_no_further_than_the_limit() -> None:
    members = gzip.compress(b"\0" * 20_000_000)

    with pytest.raises(DataFault) as fault:
        inflated(members, "gzip")
    assert fault.value.code == "body_too_large"


@pytest.mark.parametrize("body", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \r\n"])
def test_nothing_is_an_empty_body(body: bytes) -> None:
    with pytest.raises(DataFault) as fault:
        json_text(body)
    assert fault.value.code == "empty_body"


def test_a_byte_order_mark_is_skipped() -> None:
    assert json_text(b'\xef\xbb\xbf{"a":1}\n') == b'{"a":1}'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"event":"\xc0\xaf"}', id="API-029 overlong"),
        pytest.param('{"event":"x"}'.encode("utf-16"), id="API-031 UTF-16"),
        pytest.param('{"event":"оплата"}'.encode("cp1251"), id="cp1251"),
        pytest.param(b'{"event":"\xed\xa0\xbd"}', id="surrogate in bytes"),
        pytest.param(b"\xff", id="not UTF-8"),
    ],
)
def test_only_utf_8_is_read(body: bytes) -> None:
    with pytest.raises(DataFault) as fault:
        json_text(body)
    assert fault.value.code == "bad_encoding"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (rb'"caf\ud83d"', rb'"caf\ufffd"'),
        (rb'"\ude00caf"', rb'"\ufffdcaf"'),
        (rb'"a\u0000b"', rb'"a\ufffdb"'),
        (rb'"\uD83D\uDE00"', rb'"\uD83D\uDE00"'),
        (rb'"\ud83d\ud83d\ude00"', rb'"\ufffd\ud83d\ude00"'),
        (rb'"\u0000\u0000"', rb'"\ufffd\ufffd"'),
        (rb'"\\u0000"', rb'"\\u0000"'),
        (rb'"\\\u0000"', rb'"\\\ufffd"'),
        (rb'"\\\\ud83d"', rb'"\\\\ud83d"'),
        (rb'"\u0430"', rb'"\u0430"'),
    ],
)
def test_text_no_store_can_hold_is_mended(text: bytes, told: bytes) -> None:
    assert mended(text) == told


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_mending_keeps_lengths_and_all_good_characters(text: str) -> None:
    sent = json.dumps(text).encode()
    read = json.loads(mended(sent))

    assert len(mended(sent)) == len(sent)
    assert read == json.loads(json.dumps(text)).encode("utf-16", "surrogatepass").decode(
        "utf-16", "replace"
    ).replace("\0", "\ufffd")


@given(st.binary())
def test_mending_anything_keeps_its_length(body: bytes) -> None:
    assert len(mended(body)) == len(body)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_nesting_is_counted_exactly(opening: str) -> None:
    closing = {"[": "]", '{"a":': "}", '[{"a":': "}]"}[opening]

    def nested(times: int) -> bytes:
        return f"{opening * times}1{closing * times}".encode()

    levels = opening.count("[") + opening.count("{")
    fits = DEEPEST // levels
    assert not is_too_deep(nested(fits))
    assert is_too_deep(nested(fits + 1))


def test_wide_is_not_deep() -> None:
    assert not is_too_deep(b"[" + b",".join([b'{"a":[]}'] * 5_000) + b"]")


def test_brackets_in_texts_are_texts() -> None:
    assert not is_too_deep(json.dumps({"a": "[{" * 500, "b": '\\"' + "[" * 500}).encode())


@pytest.mark.parametrize("text", [b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_a_hundred_thousand_brackets_are_too_deep(text: bytes) -> None:
    assert is_too_deep(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('[]{}"\\a'),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('[]{}"\\a'), inner),
)


@given(JSON, st.integers(0, 70))
def test_depth_agrees_with_the_obvious_count(value: object, around: int) -> None:
    def depth(node: object) -> int:
        inner: list[object] = []
        if isinstance(node, dict):
            inner = list(cast("dict[str, object]", node).values())
        elif isinstance(node, list):
            inner = cast("list[object]", node)
        else:
            return 0
        return 1 + max(map(depth, inner), default=0)

    for _ in range(around):
        value = [value]
    assert is_too_deep(json.dumps(value).encode()) == (depth(value) > DEEPEST)
