"""Next steps, the list of tasks and the inbox, as a browser asks for them."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.testing import HandClock, event, temporary_workspace
from unit.show.api.browsing import MAP, App

TEAM = (
    MAP.replace("lost_after: 90d}", "lost_after: 90d, sla: 2h, owner: seller}")
    .replace("timezone: UTC", "timezone: UTC\ncalendar: weekdays 09:00-18:00")
    .replace("touchpoints:", "  - {stage: again, title: Again}\ntouchpoints:")
    .replace(
        "sale: did",
        "  - {touchpoint: call, title: Call, event: called, from: seller,"
        " interaction: call_out, limit: 1d, owner: boss}\n"
        "  - {touchpoint: refusal, title: No, event: refused, from: buyer}\nsale: did",
    )
    + "outcomes:\n  lost: {when: did refusal, reason: refusal.reason}\n"
    "owners:\n  seller: {title: Seller}\n  boss: {title: The boss}\n"
)
WHERE = "/api/map/shop"
CROWD = 20


@pytest.fixture
def app() -> Generator[App]:
    # The first of April 2026 is a Wednesday.
    people = [event(f"u{n}", f"2026-03-{30 + n % 2}T10:00", "form_sent") for n in range(6)]
    paid = [event("u5", "2026-03-31T12:00", "paid", amount=100)]
    with temporary_workspace(
        TEAM, [*people, *paid], clock=HandClock("2026-04-01T10:00")
    ) as tried:
        yield App(tried)


def whom(app: App, *names: str) -> list[dict[str, int]]:
    return [
        {"person": app.ask("GET", "/api/person", name=one)["answer"]["person"]} for one in names
    ]


def card(app: App, name: str) -> Any:
    stages = app.ask("GET", f"{WHERE}/board")["answer"]["stages"]
    [found] = [one for stage in stages for one in stage["cards"] if one["name"] == name]
    return found


def steps(app: App, stage: int = 0) -> dict[str, int]:
    return app.ask("GET", f"{WHERE}/board")["answer"]["stages"][stage]["steps"]


def put(app: App, name: str, due: str, **more: object) -> Any:
    body = {
        "id": f"step-{name}-{due[:10]}",
        "whom": whom(app, name),
        "what": "Call",
        "due": due,
    }
    return app.ask("POST", f"{WHERE}/tasks", body | more)


def listed(app: App, **asked: str) -> dict[str, list[str]]:
    told = app.ask("GET", f"{WHERE}/tasks", **asked)["answer"]["days"]
    return {day["when"]: [one["name"] for one in day["tasks"]] for day in told if day["tasks"]}


def test_who_has_no_next_step_is_counted_and_found(app: App) -> None:
    assert steps(app) == {"none": 5, "overdue": 0, "today": 0, "tomorrow": 0, "later": 0}
    assert card(app, "u1")["when"] == "none"
    put(app, "u1", "2026-04-01")
    put(app, "u2", "2026-04-02T11:00:00Z")
    put(app, "u3", "2026-04-20")
    assert steps(app) == {"none": 2, "overdue": 0, "today": 1, "tomorrow": 1, "later": 1}
    asked = app.ask("GET", f"{WHERE}/board", stage="asked", step="none")
    [column] = asked["answer"]["stages"]
    assert (column["count"], column["matching"]) == (5, 2)
    assert {one["name"] for one in column["cards"]} == {"u0", "u4"}
    assert app.ask("GET", f"{WHERE}/board", step="odd")["code"] == "field_wrong"


def test_those_without_a_next_step_are_as_many_on_the_board_as_among_the_stalled(
    app: App,
) -> None:
    def stalled() -> Any:
        return app.ask("GET", WHERE, section="stalls")["answer"]["stalls"]

    assert (stalled()["stalled"], stalled()["missing"]) == (None, "no_next_steps")
    put(app, "u1", "2026-04-01")
    put(app, "u2", "2026-04-20")
    app.tried.clock.set("2026-04-02T00:00")
    assert (steps(app)["none"], steps(app)["overdue"]) == (3, 1)
    rate = stalled()["stages"][0]["stalled"]
    assert (rate["numerator"], rate["denominator"]) == (4, 5)
    assert stalled()["missing"] is None


def test_whom_nobody_has_promised_anything_stands_first_when_asked_so(app: App) -> None:
    put(app, "u0", "2026-04-01")
    [column] = app.ask("GET", f"{WHERE}/board", stage="asked", order="step")["answer"]["stages"]
    assert [one["name"] for one in column["cards"]] == ["u2", "u4", "u1", "u3", "u0"]


def test_a_step_says_what_when_and_who_and_turns_overdue(app: App) -> None:
    put(app, "u1", "2026-04-01", role="seller", owner="Анна")
    step = card(app, "u1")["step"]
    assert (step["what"], step["role_title"], step["owner"]) == ("Call", "Seller", "Анна")
    assert step["due"] == "2026-04-01T23:59:59.999999+00:00"
    assert card(app, "u1")["when"] == "today"
    app.tried.clock.set("2026-04-02T00:00")
    assert card(app, "u1")["when"] == "overdue"


def test_of_several_steps_the_nearest_is_the_next_until_it_is_done(app: App) -> None:
    put(app, "u1", "2026-04-20", what="Later")
    put(app, "u1", "2026-04-02", what="Sooner")
    step = card(app, "u1")["step"]
    assert step["what"] == "Sooner"
    [one] = whom(app, "u1")
    done = one | {"id": "done-0001", "task": step["id"]}
    assert app.ask("POST", f"{WHERE}/tasks/over", done)["answer"]["new"] == 1
    assert card(app, "u1")["step"]["what"] == "Later"
    back = {"id": "done-0001", "whom": [one]}
    assert app.ask("POST", f"{WHERE}/by-hand/many/undo", back)["status"] == 200
    assert card(app, "u1")["step"]["what"] == "Sooner"


def test_a_moved_step_takes_the_place_of_the_former_and_may_be_moved_back(app: App) -> None:
    put(app, "u1", "2026-04-01")
    first = card(app, "u1")["step"]
    put(app, "u1", "2026-04-03", instead=first["id"])
    assert card(app, "u1")["step"]["due"].startswith("2026-04-03")
    assert listed(app).keys() >= {"later"}
    back = {"id": "step-u1-2026-04-03", "whom": whom(app, "u1"), "instead": True}
    app.ask("POST", f"{WHERE}/by-hand/many/undo", back)
    assert card(app, "u1")["step"]["id"] == first["id"]


def test_one_step_of_many_people_is_set_and_taken_back_as_one(app: App) -> None:
    several = whom(app, "u0", "u1", "u2")
    body = {"id": "many-0001", "whom": several, "what": "Write", "due": "2026-04-02"}
    assert app.ask("POST", f"{WHERE}/tasks", body)["answer"] == {"new": 3, "of": 3}
    # The answer was lost on its way, and it is sent again a moment later.
    app.tried.clock.move("1m")
    assert app.ask("POST", f"{WHERE}/tasks", body)["answer"] == {"new": 0, "of": 3}
    assert steps(app)["tomorrow"] == 3
    app.ask("POST", f"{WHERE}/by-hand/many/undo", {"id": "many-0001", "whom": several})
    assert steps(app)["none"] == 5


def test_a_step_outlives_compaction(app: App) -> None:
    put(app, "u1", "2026-04-02")
    app.tried.compact()
    assert card(app, "u1")["when"] == "tomorrow"
    put(app, "u2", "2026-04-02")
    assert steps(app)["tomorrow"] == 2


def test_somebody_looks_after_people_and_is_set_free(app: App) -> None:
    several = whom(app, "u0", "u1")
    app.ask("POST", f"{WHERE}/owners", {"id": "own-00001", "whom": several, "owner": "Анна"})
    assert card(app, "u1")["owner"] == "Анна"
    app.tried.clock.set("2026-04-01T10:01")
    app.ask("POST", f"{WHERE}/owners", {"id": "own-00002", "whom": several[:1], "owner": ""})
    assert [card(app, one)["owner"] for one in ("u0", "u1")] == [None, "Анна"]


def test_tasks_stand_on_their_days_and_leads_wait_for_an_answer_in_working_time(
    app: App,
) -> None:
    # Two working hours after ten are over at noon; who has paid waits for no first answer.
    assert sorted(listed(app)["overdue"]) == ["u0", "u1", "u2", "u3", "u4"]
    app.tried.tell([event("u0", "2026-04-01T09:30", "called")])
    assert "u0" not in listed(app)["overdue"]
    app.tried.tell([event("n1", "2026-04-01T09:59", "form_sent")])
    assert listed(app)["today"] == ["n1"]
    put(app, "u0", "2026-04-02", role="boss")
    put(app, "u1", "2026-04-01", owner="Анна")
    assert listed(app)["tomorrow"] == ["u0"]
    assert listed(app, role="boss") == {"tomorrow": ["u0"]}
    assert listed(app, owner="Анна") == {"today": ["u1"]}
    roles = {
        one["id"]: one["count"] for one in app.ask("GET", f"{WHERE}/tasks")["answer"]["roles"]
    }
    assert roles == {"seller": 5, "boss": 1, "": 1}


def test_a_task_of_a_crm_takes_what_it_does_not_say_of_its_touchpoint(app: App) -> None:
    app.tried.tell([event("u1", "2026-04-01T09:00", "task_created", task=7, touchpoint="call")])
    step = card(app, "u1")["step"]
    assert (step["what"], step["role_title"]) == ("Call", "The boss")
    # A day of working time is longer than a day.
    assert step["due"] > "2026-04-02T10:00"
    app.tried.tell([event("u1", "2026-04-01T09:30", "task_done", task="7")])
    assert card(app, "u1")["step"] is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"what": "  "}, "step_without_words"),
        ({"due": "2026-03-31"}, "step_in_the_past"),
        ({"due": "soon"}, "bad_moment"),
        ({"due": ""}, "bad_moment"),
        ({"whom": []}, "field_wrong"),
        ({"whom": [{"person": 1}] * 501}, "field_wrong"),
        ({"whom": [{"person": 10**9}]}, "nobody_known"),
        ({"id": "a b"}, "field_wrong"),
    ],
)
def test_a_step_that_cannot_be_is_not_kept(
    app: App, more: dict[str, object], code: str
) -> None:
    body: dict[str, object] = {"id": "step-0001", "whom": whom(app, "u1"), "what": "Call"}
    refused = app.ask("POST", f"{WHERE}/tasks", body | {"due": "2026-04-02"} | more)
    assert refused["code"] == code
    assert refused["next"]


# ---------------------------------------------------------------- the inbox


def inbox(app: App) -> list[str]:
    return [one["name"] for one in app.ask("GET", f"{WHERE}/inbox")["answer"]["people"]]


def test_the_unsorted_are_those_with_a_contact_whom_the_map_never_met(app: App) -> None:
    assert inbox(app) == []
    app.tried.tell(
        [
            event("phone:+79001112233", "2026-04-01T08:00", "chat_in"),
            event("email:anna@site.ru", "2026-04-01T09:00", "chat_in"),
            event("anonymous:cookie1", "2026-04-01T09:00", "chat_in"),
        ]
    )
    [latest, _] = app.ask("GET", f"{WHERE}/inbox", lang="ru")["answer"]["people"]
    assert inbox(app) == ["anna@site.ru", "+79001112233"]
    assert (latest["event"], latest["events"]) == ("Сообщение в чате", 1)
    told = {"id": "hand-00001", "touchpoint": "form", "who": "anna@site.ru"}
    app.ask("POST", f"{WHERE}/by-hand", told)
    assert inbox(app) == ["+79001112233"]


def test_who_was_turned_away_comes_back_with_something_new(app: App) -> None:
    app.tried.tell([event("phone:+79001112233", "2026-04-01T08:00", "chat_in")])
    [one] = app.ask("GET", f"{WHERE}/inbox")["answer"]["people"]
    body = {"id": "away-0001", "person": one["person"], "reason": ""}
    assert app.ask("POST", f"{WHERE}/inbox/reject", body)["code"] == "reason_needed"
    app.ask("POST", f"{WHERE}/inbox/reject", body | {"reason": "spam"})
    assert inbox(app) == []
    app.tried.clock.set("2026-04-02T10:00")
    app.tried.tell([event("phone:+79001112233", "2026-04-02T09:00", "chat_in")])
    assert inbox(app) == ["+79001112233"]


def test_a_crowd_of_nameless_visitors_hides_nobody_and_our_own_notes_are_no_news(
    app: App,
) -> None:
    named = ["phone:+79001112233", "email:anna@site.ru"]
    app.tried.tell([event(one, "2026-03-01T08:00", "chat_in") for one in named])
    crowd = [event(f"anonymous:c{n}", "2026-03-20T08:00", "page_viewed") for n in range(CROWD)]
    app.tried.tell(crowd)
    app.tried.compact()
    assert sorted(inbox(app)) == ["+79001112233", "anna@site.ru"]
    # The two are one from here on: the base tells of them no more.
    app.tried.tell([event(named, "2026-03-21T08:00", "chat_in")])
    put(app, "anna@site.ru", "2026-04-02")
    app.tried.tell([event("messenger:@bob", "2026-03-30T08:00", "chat_in")])
    assert inbox(app) == ["@bob", "anna@site.ru"]


def test_the_latest_of_the_unsorted_are_shown_and_others_are_owned_up_to(app: App) -> None:
    told = [event(f"phone:+7900111{n}", "2026-03-01", "chat_in") for n in range(1000, 1110)]
    app.tried.tell([*told, event("phone:+79001111007", "2026-03-02", "chat_in")])
    found = app.ask("GET", f"{WHERE}/inbox")["answer"]
    assert (len(found["people"]), found["more"]) == (100, True)
    assert found["people"][0]["name"] == "+79001111007"


def test_who_was_erased_is_not_to_be_sorted(app: App) -> None:
    app.tried.tell([event("phone:+79001112233", "2026-04-01T08:00", "chat_in")])
    [one] = whom(app, "+79001112233")
    assert app.ask("DELETE", f"/api/person/{one['person']}")["status"] == 200
    assert inbox(app) == []


def test_turning_away_is_taken_back(app: App) -> None:
    app.tried.tell([event("phone:+79001112233", "2026-04-01T08:00", "chat_in")])
    [one] = app.ask("GET", f"{WHERE}/inbox")["answer"]["people"]
    body = {"id": "away-0001", "person": one["person"], "reason": "spam"}
    app.ask("POST", f"{WHERE}/inbox/reject", body)
    back = {"id": "away-0001", "whom": [{"person": one["person"]}]}
    app.ask("POST", f"{WHERE}/by-hand/many/undo", back)
    assert inbox(app) == ["+79001112233"]


def test_somebody_unsorted_is_linked_to_somebody_known_and_set_apart_again(app: App) -> None:
    app.tried.tell([event("phone:+79001112233", "2026-04-01T08:00", "chat_in")])
    [one] = app.ask("GET", f"{WHERE}/inbox")["answer"]["people"]
    body = {"id": "link-0001", "person": one["person"], "to": "u1"}
    linked = app.ask("POST", f"{WHERE}/inbox/link", body)["answer"]
    assert linked["name"] == "u1"
    assert inbox(app) == []
    known = app.ask("GET", "/api/person", name="+79001112233")["answer"]["person"]
    assert known == app.ask("GET", "/api/person", name="u1")["answer"]["person"]
    app.ask("POST", f"{WHERE}/inbox/unlink", {"names": linked["names"]})
    assert inbox(app) == ["+79001112233"]
    again = app.ask("POST", f"{WHERE}/inbox/link", body | {"id": "link-0002"})
    assert again["answer"]["name"] == "u1"


@pytest.mark.parametrize(
    ("to", "code"), [("nobody", "nobody_known"), ("+79001112233", "link_to_oneself")]
)
def test_who_cannot_be_linked_stays_where_they_are(app: App, to: str, code: str) -> None:
    app.tried.tell([event("phone:+79001112233", "2026-04-01T08:00", "chat_in")])
    [one] = app.ask("GET", f"{WHERE}/inbox")["answer"]["people"]
    body = {"id": "link-0001", "person": one["person"], "to": to}
    assert app.ask("POST", f"{WHERE}/inbox/link", body)["code"] == code
    assert inbox(app) == ["+79001112233"]


def test_the_same_is_told_of_many_and_of_all_of_them_or_nobody(app: App) -> None:
    several = whom(app, "u0", "u1")
    told = {"id": "hand-0001", "touchpoint": "payment", "amount": "100"}
    body = {"told": told, "whom": several}
    assert app.ask("POST", f"{WHERE}/by-hand/many", body)["answer"] == {"new": 2, "of": 2}
    app.tried.clock.move("1m")
    assert app.ask("POST", f"{WHERE}/by-hand/many", body)["answer"] == {"new": 0, "of": 2}
    assert app.ask("GET", f"{WHERE}/board")["answer"]["stages"][1]["count"] == 3
    wrong = {"told": told | {"id": "hand-0002"}, "whom": [*whom(app, "u2"), {"person": 10**9}]}
    assert app.ask("POST", f"{WHERE}/by-hand/many", wrong)["code"] == "nobody_known"
    assert app.ask("GET", f"{WHERE}/board")["answer"]["stages"][1]["count"] == 3


def test_a_stage_asks_its_fields_of_whoever_is_put_there_and_of_nobody_else() -> None:
    asking = TEAM.replace(
        "{stage: bought, title: Bought,",
        "{stage: bought, title: Bought, asks: [amount, method, by],",
    )
    method = "{type: text, title: Чем платят}"
    asking += f"events:\n  paid: {{amount: money, method: {method}, by: text}}\n"
    people = [event("u1", "2026-03-30T10:00", "form_sent")]
    clock = HandClock("2026-04-01T10:00")
    with temporary_workspace(asking, people, clock=clock) as tried:
        app = App(tried)
        offered = app.ask("GET", f"{WHERE}/by-hand")["answer"]
        assert offered["asks"] == {"bought": ["amount", "method", "by"]}
        titles = app.ask("GET", f"{WHERE}/by-hand", lang="ru")["answer"]["field_titles"]
        assert titles == {"amount": "Сумма", "method": "Чем платят", "by": "By"}
        told: dict[str, object] = {"id": "hand-0001", "touchpoint": "payment", "who": "u1"}
        told |= {"into": "bought", "amount": "100"}
        refused = app.ask("POST", f"{WHERE}/by-hand", told)
        assert (refused["code"], "method" in refused["message"]) == ("stage_asks", True)
        put_ = app.ask(
            "POST", f"{WHERE}/by-hand", told | {"fields": {"method": "cash", "by": "bank"}}
        )
        assert put_["answer"]["stage"] == "bought"
        free = {"id": "hand-0002", "touchpoint": "payment", "who": "u1", "amount": "5"}
        assert app.ask("POST", f"{WHERE}/by-hand", free)["status"] == 200
