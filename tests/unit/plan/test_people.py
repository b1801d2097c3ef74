"""The stream of drawn people as events."""

from collections import Counter, defaultdict
from functools import cache
from itertools import takewhile

import msgspec
import pytest

from tropa.clock import DAY, as_datetime
from tropa.collect.names import normal_email, normal_phone
from tropa.event import Event, NameKind
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.plan.assumptions import Assumptions
from tropa.plan.people import ONLOOKERS, draw, everything
from tropa.plan.shares import model_of
from unit.plan.drawn_maps import shop, windows

BEGINS = 1_772_452_800 * 1_000_000


@cache
def a_month(language: str) -> list[Event]:
    map_ = read_map(read_template("windows", "ru" if language == "ru" else "en"))
    stream = draw(model_of(map_), 1, BEGINS)
    return list(takewhile(lambda one: one.time < BEGINS + 30 * DAY, stream))


def person_of(event: Event) -> str:
    return event.id.rpartition("-")[0]


def months_visitors(map_: Map, assumed: Assumptions | None = None) -> int:
    people = everything(model_of(map_, assumed), 1, BEGINS, 30)
    return sum(int(events[0].id.split("-")[1]) < ONLOOKERS for events in people)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_two_events_share_an_id_and_no_two_people_a_name(language: str) -> None:
    events = a_month(language)
    assert len({one.id for one in events}) == len(events)
    owners: defaultdict[object, set[str]] = defaultdict(set)
    for one in events:
        for name in one.names:
            owners[name].add(person_of(one))
    assert {len(one) for one in owners.values()} == {1}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_phone_and_mailbox_is_one_the_collector_takes(language: str) -> None:
    names = {name for one in a_month(language) for name in one.names}
    phones = [name.value for name in names if name.kind is NameKind.PHONE]
    emails = [name.value for name in names if name.kind is NameKind.EMAIL]
    assert len(phones) > 100
    assert len(emails) > 50
    assert all(normal_phone(one) == one for one in phones)
    assert all(normal_email(one) == one for one in emails)


def test_events_come_in_the_order_of_time_and_say_what_the_map_knows() -> None:
    events = a_month("ru")
    assert [one.time for one in events] == sorted(one.time for one in events)
    map_ = windows()
    known = set(map_.section("events")) | {"identify"}
    assert {one.name for one in events} <= known
    for one in events:
        fields = msgspec.json.decode(one.properties)
        assert isinstance(fields, dict)


def test_as_many_come_as_the_plan_says() -> None:
    # March is 0.8 of an ordinary month; the spread of such a count is its square root.
    wanted = model_of(windows()).starters_a_day * 30 * 0.8
    assert abs(months_visitors(windows()) - wanted) < 4.5 * wanted**0.5 + wanted * 0.03
    every_month = months_visitors(windows(), Assumptions(seasonal=False))
    assert abs(every_month - wanted / 0.8) < 4.5 * wanted**0.5 + wanted * 0.03


def test_nights_are_quiet() -> None:
    zone = windows().zone
    hours = Counter(as_datetime(one.time, zone).hour for one in a_month("ru"))
    assert sum(hours[hour] for hour in range(6)) < 0.05 * hours.total()


def test_people_become_known_and_their_devices_with_them() -> None:
    met: defaultdict[str, set[NameKind]] = defaultdict(set)
    for one in a_month("ru"):
        met[person_of(one)] |= {name.kind for name in one.names}
    known = [kinds for kinds in met.values() if NameKind.USER in kinds]
    assert len(known) > 150
    assert all(NameKind.PHONE in kinds for kinds in known)
    assert any(NameKind.ANONYMOUS in kinds and NameKind.EMAIL in kinds for kinds in known)
    assert all(kinds == {NameKind.ANONYMOUS} for kinds in met.values() if kinds not in known)


def test_nobody_is_drawn_on_a_map_without_stages() -> None:
    blank = read_map(read_template("blank", "ru"))
    assert list(draw(model_of(blank), 1, BEGINS)) == []
    assert list(everything(model_of(blank), 1, BEGINS, 3)) == []


def test_deals_of_a_map_of_deals_are_numbered_and_each_is_one_persons() -> None:
    text = shop().text.replace("map: shop", "map: shop\nunit: deal")
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for events in everything(model_of(read_map(text)), 1, BEGINS, 20):
        for one in events:
            if one.name != "identify":
                assert one.deal
                owners[one.deal].add(person_of(one))
    assert {len(one) for one in owners.values()} == {1}
