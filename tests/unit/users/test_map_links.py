"""Links by which strangers see a map: kept as hashes, ended by hand or by time."""

import pytest

from tropa.clock import DAY
from tropa.engines.sqlite.ledger import open_ledger
from tropa.errors import RequestFault, UsageFault
from tropa.testing import HandClock
from tropa.users.map_links import MapLinks, Shown


class Place:
    def __init__(self) -> None:
        self.clock, self.ledger = HandClock("2026-03-02T10:00"), open_ledger(None)
        self.links = MapLinks(self.ledger.map_links, self.clock)


def test_a_link_shows_what_it_was_made_for_and_only_its_hash_is_kept() -> None:
    place = Place()
    shown = Shown("shop", numbers=True, framed=False, title="Клиент", days=7)
    link, token = place.links.make(shown, "u1")
    assert place.links.find(token) == link
    assert (link.shown, link.by) == (shown, "u1")
    rows = place.ledger.connection.rows("SELECT * FROM map_link")
    assert token not in repr(rows)
    assert token.encode() not in rows[0][0]


@pytest.mark.parametrize("token", ["", "x", "\x00", "ж" * 10_000, "\ud800", "' OR 1=1 --"])
def test_what_is_no_link_shows_nothing(token: str) -> None:
    place = Place()
    place.links.make(Shown("shop", numbers=False, framed=False), "")
    assert place.links.find(token) is None


def test_a_link_is_over_after_its_days_and_one_without_days_never() -> None:
    place = Place()
    _, week = place.links.make(Shown("shop", numbers=False, framed=False, days=7), "")
    lasting, always = place.links.make(Shown("shop", numbers=False, framed=False), "")
    place.clock.move(7 * DAY - 1)
    assert place.links.find(week) is not None
    place.clock.move(1)
    assert place.links.find(week) is None
    assert place.links.living() == [lasting]
    place.clock.move(4_000 * DAY)
    assert place.links.find(always) == lasting
    # What is over goes with the next one made.
    place.links.make(Shown("shop", numbers=False, framed=False), "")
    assert len(place.ledger.map_links.every()) == 2


def test_a_link_is_ended_once() -> None:
    place = Place()
    link, token = place.links.make(Shown("shop", numbers=False, framed=True), "")
    assert place.links.end(link.id) == link
    assert place.links.find(token) is None
    with pytest.raises(RequestFault) as caught:
        place.links.end(link.id)
    assert (caught.value.code, caught.value.status) == ("no_such_link", 404)


@pytest.mark.parametrize(
    ("title", "days", "code"),
    [
        ("x" * 121, 0, "name_wrong"),
        ("a\u202eb", 0, "name_wrong"),
        ("", -1, "field_wrong"),
        ("", 3_661, "field_wrong"),
    ],
)
def test_what_will_not_do_is_refused(title: str, days: int, code: str) -> None:
    place = Place()
    with pytest.raises(UsageFault) as caught:
        place.links.make(Shown("shop", numbers=False, framed=False, title=title, days=days), "")
    assert caught.value.code == code
    assert place.links.living() == []


def test_a_copy_of_the_ledger_shows_nothing_to_strangers() -> None:
    place = Place()
    _, token = place.links.make(Shown("shop", numbers=False, framed=False), "")
    place.ledger.users.shut()
    assert place.links.find(token) is None
