"""The catalogue of bad requests, sent to a running server one by one."""

from collections.abc import Callable
from typing import Any, Final

import msgspec
import pytest

from contract.catalogue import Case, Change, cases, in_one_shape, send
from contract.later import LATER
from contract.serving import Serving
from tropa.clock import DAY, SECOND
from tropa.event import Event

Check = Callable[[Serving, Change], None]

_BY_ID: Final[dict[str, Check]] = {}


def behaves(*ids: str) -> Callable[[Check], Check]:
    """What else must hold once the case was sent."""

    def kept(check: Check) -> Check:
        _BY_ID.update(dict.fromkeys(ids, check))
        return check

    return kept


SENT: Final = [
    case
    for kind in ("http_api", "time", "identity")
    for case in cases(kind)
    if case.id not in LATER and (case.via == "http" or "steps" in case.send)
]


@pytest.mark.parametrize("case", SENT, ids=lambda case: case.id)
def test_the_case_gets_the_expected_answer(case: Case, serving: Serving) -> None:
    done = send(serving, case)
    expected = case.expected
    for answer in done.answers:
        assert answer.status in expected["status"], (answer.status, answer.body)
        in_one_shape(answer)
    told = done.last.status != 200 or "failed" in expected
    if told and "code" in expected:
        assert expected["code"] in done.last.codes
    if "stored" in expected:
        assert done.stored == expected["stored"]
    if "failed" in expected:
        assert done.failed == expected["failed"]
    if "dup" in expected:
        assert done.duplicates == expected["dup"]
    conserved(case, done)
    if case.id in _BY_ID:
        _BY_ID[case.id](serving, done)


def conserved(case: Case, done: Change) -> None:
    """What was said to be kept is kept, and what was said to fail waits as failed."""
    said = [one.json for one in done.answers if one.status == 200 and one.body[:1] == b"{"]
    if all("accepted" in one for one in said):
        assert sum(one["accepted"] for one in said) == done.stored, case.id
        single = sum(one.status == 400 and done.failed for one in done.answers)
        assert sum(one["failed"] for one in said) + single == done.failed


def newest(serving: Serving) -> Event:
    return serving.events(newest=1)[-1]


def properties(event: Event) -> dict[str, Any]:
    return msgspec.json.decode(event.properties, type=dict[str, Any])


@behaves("API-001")
def says_success(serving: Serving, done: Change) -> None:
    _ = serving
    assert done.last.json["success"] is True


@behaves("API-017", "API-018")
def keeps_every_digit(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert (
        b"9223372036854775808" in event.properties
        or b"18446744073709551616" in event.properties
    )
    assert "number_out_of_range" in event.flags


@behaves("API-019")
def keeps_the_text_or_refuses(serving: Serving, done: Change) -> None:
    if done.last.status == 200:
        assert b"9" * 5_000 in newest(serving).properties


@behaves("API-021")
def the_last_value_wins(serving: Serving, done: Change) -> None:
    _ = done
    assert [str(name) for name in newest(serving).names] == ["user:b"]


@behaves("API-022")
def one_key_lets_in_and_is_kept(serving: Serving, done: Change) -> None:
    _ = done
    assert newest(serving).source == serving.sources["private"]


@behaves("API-023", "API-025")
def the_text_is_repaired(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert "\ufffd" in event.name
    assert "text_repaired" in event.flags


@behaves("API-056")
def an_empty_user_is_nobody(serving: Serving, done: Change) -> None:
    _ = done
    assert [str(name) for name in newest(serving).names] == ["anonymous:a1"]


@behaves("API-073", "API-074", "API-075")
def odd_keys_are_plain_data(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert properties(event).keys() & {"__proto__", "a.b", "x'); DROP TABLE events;--"}
    assert [str(name) for name in event.names] == ["user:u1"]


@behaves("API-078")
def an_address_is_only_reported(serving: Serving, done: Change) -> None:
    _ = done
    assert b'"ip":' not in newest(serving).properties


@behaves("API-089")
def no_dialog_is_asked_for(serving: Serving, done: Change) -> None:
    _ = serving
    assert done.last.headers["www-authenticate"] is None


@behaves("API-102")
def a_browser_only_states(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert event.public
    assert {str(name) for name in event.names} >= {"user:vip"}


@behaves("API-105")
def a_page_may_send_and_no_cookie_goes_with_it(serving: Serving, done: Change) -> None:
    _ = serving
    headers = done.last.headers
    assert headers["access-control-allow-origin"] == "https://shop.test"
    assert headers["access-control-allow-methods"] == "POST"
    assert headers["access-control-allow-credentials"] is None


@behaves("API-127")
def the_right_method_is_named(serving: Serving, done: Change) -> None:
    _ = serving
    assert done.last.headers["allow"] == "POST"


# ---------------------------------------------------------------- times


def late(event: Event) -> float:
    """Days from the event to its receipt."""
    return (event.received - event.time) / DAY


@behaves("TIM-001")
def out_of_range(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert event.time == event.received
    assert "time_out_of_range" in event.flags
    assert properties(event)["original_timestamp"] == "0001-01-01T00:00:00Z"


@behaves("TIM-003")
def unparsed(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert event.time == event.received
    assert "time_unparsed" in event.flags


@behaves("TIM-018")
def five_seconds_ago(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert event.received - event.time == 5 * SECOND


@behaves("TIM-019", "TIM-021", "TIM-022")
def now_by_our_clock(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert event.time <= event.received


@behaves("TIM-020")
def forty_days_ago(serving: Serving, done: Change) -> None:
    _ = done
    assert 39.9 < late(newest(serving)) < 40.1


# ---------------------------------------------------------------- people


def person(serving: Serving, name: str) -> int:
    serving.settled()
    answer = serving.ask("GET", f"/api/person?name={name}")
    assert answer.status == 200, answer.body
    return int(answer.json["answer"]["person"])


@behaves(*(f"IDN-{n:03}" for n in range(1, 12)))
def a_word_joins_nobody(serving: Serving, done: Change) -> None:
    _ = done
    assert person(serving, "anonymous:anon-A") != person(serving, "anonymous:anon-B")
    assert "blocked_identifier" in newest(serving).flags


@behaves("IDN-014", "IDN-021")
def two_people(serving: Serving, done: Change) -> None:
    one, two = [event.names[0].value for event in serving.events(newest=2)[-2:]]
    assert person(serving, f"user:{one}") != person(serving, f"user:{two}")


@behaves("IDN-015")
def a_server_joins_two_and_can_undo_it(serving: Serving, done: Change) -> None:
    _ = done
    assert person(serving, "user:A") == person(serving, "user:B")


@behaves("IDN-024", "IDN-025", "IDN-026")
def no_address_that_could_be_written_to(serving: Serving, done: Change) -> None:
    _ = done
    event = newest(serving)
    assert [name.kind.value for name in event.names] == ["user"]
