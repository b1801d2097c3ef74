"""More names of events than anybody reads: the rest are one, but those a map asks for."""

from live.arriving import START, map_text
from tropa.parts.names import EventNames
from tropa.testing import HandClock, event, temporary_workspace


def test_beyond_the_limit_names_share_a_number_and_keep_theirs_for_ever() -> None:
    kept: list[list[str]] = []
    names = EventNames((), kept.append)
    first = names.codes(f"name {number}" for number in range(EventNames.AT_MOST + 10))
    assert len(set(first)) == EventNames.AT_MOST
    assert first[-1] == 0
    assert names.all[0] == EventNames.OTHER
    assert EventNames(kept[-1]).codes(["name 17"]) == [first[17]]


def test_a_number_that_could_not_be_kept_is_not_given() -> None:
    def full(_: list[str]) -> None:
        raise OSError(28, "no space left")

    names = EventNames((), full)
    for _ in range(2):
        try:
            names.codes(["asked"])
        except OSError:
            continue
        raise AssertionError("given")
    assert names.all == (EventNames.OTHER,)


def test_a_map_drawn_after_the_list_is_full_finds_its_events() -> None:
    with temporary_workspace(clock=HandClock(START)) as tried:
        noise = [
            event("noise", START, f"name {number}", id=f"n{number}")
            for number in range(EventNames.AT_MOST + 5)
        ]
        asked = [event(f"u{number}", START, "asked", id=f"u{number}") for number in range(3)]
        assert tried.tell(noise).accepted == len(noise)
        tried.tell(asked[:2])
        tried.compact()
        tried.tell(asked[2:])
        tried.draw(map_text("person"))
        assert tried.numbers()["journeys"]["valid"] == 3
        tried.compact()
        tried.reopen()
        assert tried.numbers()["journeys"]["valid"] == 3
        assert EventNames.OTHER in tried.workspace.trails.names.all
