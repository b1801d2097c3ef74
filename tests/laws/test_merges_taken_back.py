"""Merges undone: what was said before is what happens, and nobody's events are lost."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from live.arriving import map_text
from tropa.event import Event
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.finding import find_person
from tropa.workspace.people.merging import merge, merges, redo, undo
from tropa.workspace.people.person import card_of

NAMES = ("u1", "u2", "email:a@x.test", "email:b@x.test", "phone:+79990000001", "anonymous:d")
PAIRS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)


def events_of(pairs: Sequence[list[str]]) -> list[Event]:
    return [
        event(names, f"2026-03-02T10:{minute:02d}", "asked", id=f"{minute}")
        for minute, names in enumerate(pairs)
    ]


def standing(tried: Temporary) -> dict[str, tuple[int, int]]:
    """For each name its person, and how many events that person has."""
    found: dict[str, tuple[int, int]] = {}
    for name in NAMES:
        text = name if ":" in name else f"user:{name}"
        try:
            person = find_person(tried.workspace, text)
        except Exception:  # noqa: S112 - a name nobody bore
            continue
        card = card_of(tried.workspace, person, tried.clock.now())
        found[text] = (person, card.events)
    return found


def total(found: dict[str, tuple[int, int]]) -> int:
    return sum(dict(found.values()).values())


@settings(max_examples=8)
@given(pairs=st.lists(PAIRS, min_size=2, max_size=8), pick=st.integers(0, 20), data=st.data())
def test_who_they_would_be_is_who_they_are_and_back(
    pairs: list[list[str]], pick: int, data: st.DataObject
) -> None:
    told = events_of(pairs)
    clock = HandClock("2026-03-03T10:00")
    with temporary_workspace(map_text("person"), clock=clock) as tried:
        tried.tell(told[: len(told) // 2])
        tried.compact()
        tried.tell(told[len(told) // 2 :])
        listed = [one for one in merges(tried.workspace, 50) if not one.undone]
        if not listed:
            return
        chosen = listed[pick % len(listed)]
        before = standing(tried)
        _, people = merge(tried.workspace, chosen.id)
        undo(tried.workspace, chosen.id)
        if data.draw(st.booleans()):
            tried.compact()
            tried.reopen()
        after = standing(tried)
        for names in people:
            assert len({after[str(one)][0] for one in names}) == 1
        apart = Counter(after[str(names[0])][0] for names in people)
        assert max(apart.values()) == 1
        assert total(after) == total(before) == len(told)
        redo(tried.workspace, chosen.id)
        assert standing(tried) == before


def test_the_order_of_arrival_makes_no_difference_to_who_is_set_apart() -> None:
    told = events_of([["u1", "email:a@x.test"], ["email:a@x.test", "phone:+79990000001"]])
    found: list[dict[str, bool]] = []
    for order in (told, told[::-1]):
        with temporary_workspace(
            map_text("person"), clock=HandClock("2026-03-03T10:00")
        ) as shop:
            shop.tell(order)
            first = next(
                one
                for one in merges(shop.workspace, 9)
                if "user:u1" in map(str, (one.a, one.b))
            )
            undo(shop.workspace, first.id)
            now = standing(shop)
            user = now["user:u1"][0]
            found.append({name: person == user for name, (person, _) in now.items()})
    assert found[0] == found[1]
