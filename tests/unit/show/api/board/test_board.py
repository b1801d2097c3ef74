"""The board and what is told by hand, as a browser asks for them."""

from collections.abc import Generator

import pytest

from tropa.testing import HandClock, event, temporary_workspace
from unit.show.api.browsing import MAP, App

BOARD = (
    MAP.replace("lost_after: 90d}", "lost_after: 90d, norm: 7d}")
    .replace("touchpoints:", "  - {stage: again, title: Again}\ntouchpoints:")
    .replace(
        "sale: did",
        "  - {touchpoint: refusal, title: No, event: refused, from: buyer}\nsale: did",
    )
    + "outcomes:\n  lost: {when: did refusal, reason: refusal.reason}\n"
    "loss_reasons:\n  price: {title: Too expensive}\n"
)


@pytest.fixture
def app() -> Generator[App]:
    people = [
        event(f"u{n}", f"2026-03-{1 + n % 28:02d}T10:00", "form_sent") for n in range(120)
    ]
    paid = [event(f"u{n}", "2026-03-30T10:00", "paid", amount=100 + n) for n in range(3)]
    with temporary_workspace(
        BOARD, [*people, *paid], clock=HandClock("2026-04-01T00:00")
    ) as tried:
        yield App(tried)


def test_a_column_counts_everybody_and_shows_the_first(app: App) -> None:
    told = app.ask("GET", "/api/map/shop/board")
    asked, bought, _ = told["answer"]["stages"]
    assert (asked["count"], bought["count"], bought["sum"]) == (117, 3, 30_300)
    assert len(asked["cards"]) == 50
    assert bought["cards"][0]["amount"] in (10_000, 10_100, 10_200)
    numbers = {one["id"]: one["present"] for one in app.tried.numbers()["stages"]}
    assert (asked["count"], bought["count"]) == (numbers["asked"], numbers["bought"])


def test_who_stands_too_long_is_late_and_who_goes_first_stands_first(app: App) -> None:
    asked = app.ask("GET", "/api/map/shop/board")["answer"]["stages"][0]
    first = asked["cards"][0]
    assert first["late"]
    assert first["since"] == "2026-03-01T10:00:00+00:00"
    assert first["due"] == "2026-05-30T10:00:00+00:00"
    assert first["why"] == "Touch: Form"
    # Since March the 25th and later they are within the norm of a week.
    assert asked["late"] == sum(1 for n in range(3, 120) if 1 + n % 28 < 25)


def test_further_cards_follow_those_shown_and_nobody_is_left_out(app: App) -> None:
    names: list[str] = []
    for skip in (0, 50, 100, 150):
        [column] = app.ask("GET", "/api/map/shop/board", stage="asked", skip=skip)["answer"][
            "stages"
        ]
        names += [one["name"] for one in column["cards"]]
    assert sorted(names) == sorted(f"u{n}" for n in range(3, 120))
    asked = app.ask("GET", "/api/map/shop/board", stage="asked", skip=50, take=450)
    assert [one["name"] for one in asked["answer"]["stages"][0]["cards"]] == names[50:]
    assert app.ask("GET", "/api/map/shop/board", take="-1")["code"] == "field_wrong"


def test_other_orders(app: App) -> None:
    fresh = app.ask("GET", "/api/map/shop/board", order="fresh")["answer"]["stages"][0]
    assert fresh["cards"][0]["since"] == "2026-03-28T10:00:00+00:00"
    rich = app.ask("GET", "/api/map/shop/board", order="amount")["answer"]["stages"][1]
    assert [one["amount"] for one in rich["cards"]] == [10_200, 10_100, 10_000]
    assert app.ask("GET", "/api/map/shop/board", order="odd")["code"] == "field_wrong"


def test_a_sale_is_told_by_hand_once_and_taken_back(app: App) -> None:
    told = {"id": "hand-0001", "touchpoint": "payment", "who": "u50", "amount": "18 500,50"}
    told["at"] = "2026-03-31T12:00:00Z"
    first = app.ask("POST", "/api/map/shop/by-hand", told)["answer"]
    assert (first["stage"], first["new"]) == ("bought", True)
    again = app.ask("POST", "/api/map/shop/by-hand", told)["answer"]
    assert (again["stage"], again["new"]) == ("bought", False)
    board = app.ask("GET", "/api/map/shop/board")["answer"]["stages"][1]
    assert board["sum"] == 30_300 + 1_850_050
    body = {"id": "hand-0001", "person": first["person"]}
    back = app.ask("POST", "/api/map/shop/by-hand/undo", body)["answer"]
    assert back["stage"] == "asked"


def test_somebody_new_comes_by_a_phone(app: App) -> None:
    told = {"id": "hand-0002", "touchpoint": "form", "who": "+7 (900) 123-45-67"}
    found = app.ask("POST", "/api/map/shop/by-hand", told)["answer"]
    assert (found["name"], found["stage"]) == ("+79001234567", "asked")


def test_a_loss_has_its_reason(app: App) -> None:
    told = {"id": "hand-0003", "outcome": "lost", "who": "u60"}
    assert app.ask("POST", "/api/map/shop/by-hand", told)["code"] == "reason_needed"
    lost = app.ask("POST", "/api/map/shop/by-hand", told | {"reason": "price"})["answer"]
    assert lost["status"] == "lost"
    entry = app.tried.journeys_of("u60")[-1].story[-1]
    assert (entry.kind, entry.reason) == ("refusal", "price")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"touchpoint": "nowhere"}, "no_such_touchpoint"),
        ({"amount": "много"}, "bad_amount"),
        ({"amount": "-5"}, "bad_amount"),
        ({"at": "2026-05-01"}, "not_yet_happened"),
        ({"at": "soon"}, "bad_moment"),
        ({"who": "Иван Петров"}, "nobody_meant"),
        ({"who": ""}, "nobody_meant"),
        ({"id": "a b"}, "field_wrong"),
        ({"person": 10**9}, "nobody_known"),
        ({"extra": 1}, "field_wrong"),
    ],
)
def test_what_cannot_be_is_not_kept(app: App, more: dict[str, object], code: str) -> None:
    told: dict[str, object] = {"id": "hand-0004", "touchpoint": "form", "who": "u70"}
    refused = app.ask("POST", "/api/map/shop/by-hand", told | more)
    assert refused["code"] == code
    assert refused["next"]


def test_a_source_is_silent_when_it_was_never_silent_so_long(app: App) -> None:
    [heard] = app.ask("GET", "/api/sources")["answer"]
    assert (heard["id"], heard["silent"], heard["usual"]) == ("test", False, None)
    tried = app.tried
    for hour in range(30):
        at = f"2026-04-0{1 + hour // 24}T{hour % 24:02d}:00"
        tried.clock.set(at)
        tried.tell([event("u1", at, "form_sent")])
    [heard] = app.ask("GET", "/api/sources")["answer"]
    assert (heard["silent"], heard["usual"]) == (False, 3_600_000_000)
    tried.clock.set("2026-04-02T08:00")
    [heard] = app.ask("GET", "/api/sources")["answer"]
    assert heard["silent"]
    tried.compact()
    [later] = app.ask("GET", "/api/sources")["answer"]
    assert (later["id"], later["last"]) == ("test", heard["last"])
