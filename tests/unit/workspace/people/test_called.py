"""What people are called: one rule for lists, boards and pages."""

import json
from collections.abc import Generator

import pytest

from tropa.collect.segment_api import Request, open_request, read_events
from tropa.errors import UsageFault
from tropa.show.called_words import called_words
from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.finding import find_person, find_shown
from tropa.workspace.people.called import Called, called, called_all
from unit.show.api.browsing import MAP


def identified(user: str, **traits: object) -> bytes:
    return json.dumps({"userId": user, "messageId": user, "traits": traits}).encode()


@pytest.fixture(scope="module")
def shop() -> Generator[Temporary]:
    everybody = ("u-17", "u-18", "u-19", "u-20", "Иванов И. И.", "lena@x.test")
    with temporary_workspace(
        MAP, [event(u, "2026-03-01T10:00", "form_sent") for u in everybody]
    ) as tried:
        for body in (
            identified("u-17", name="Анна Белова", email="anna@x.test"),
            identified("u-18", firstName="Boris", lastName="Green", phone="+79001234567"),
            identified("u-19", name="19", email="vera@x.test", phone="+79007654321"),
        ):
            request = Request("identify", body, 1, authorization="Basic dzo=")
            batch = read_events(open_request(request), "site", public=False)
            tried.tell([one.event for one in batch.kept])
        yield tried


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("u-17", "Анна Белова"),
        ("u-18", "Boris Green"),
        ("u-19", "vera@x.test"),
        ("Иванов И. И.", "Иванов И. И."),
        ("lena@x.test", "lena@x.test"),
        ("u-20", ""),
    ],
)
def test_by_their_name_else_a_contact_and_never_by_a_number_of_a_system(
    shop: Temporary, name: str, shown: str
) -> None:
    one = called(shop.workspace, find_person(shop.workspace, name))
    assert (one.stated, one.known_as) == (shown, name)


def test_a_number_shown_is_not_written_as_a_count() -> None:
    assert called_words(Called(10_383, "", None), "ru") == "Без имени · №10383"


def test_many_are_called_as_each_alone(shop: Temporary) -> None:
    people = [find_person(shop.workspace, one) for one in ("u-20", "u-17", "lena@x.test")]
    together = called_all(shop.workspace, people)
    assert together == {one: called(shop.workspace, one) for one in people}


def test_who_has_no_name_is_found_by_the_number_shown(shop: Temporary) -> None:
    nameless = find_person(shop.workspace, "u-20")
    for text in (f"Без имени · №{nameless}", f"№ {nameless}", f"No name · No. {nameless}"):
        assert find_shown(shop.workspace, text) == nameless
    assert find_shown(shop.workspace, "u-17") == find_person(shop.workspace, "u-17")
    for text in ("№999", "№0", f"{nameless}", "No name"):
        with pytest.raises(UsageFault):
            find_shown(shop.workspace, text)
