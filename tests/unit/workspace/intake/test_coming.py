"""What has come, by name: the same from the inbox and from the history."""

from tropa.clock import DAY, HOUR
from tropa.event import Event
from tropa.testing import HandClock, event, temporary_workspace
from tropa.workspace.intake.coming import ENOUGH, coming, mark_of

NOW = "2026-03-31T12:00"


def told() -> list[Event]:
    return [
        event("ann", "2026-01-05T10:00", "Отзыв", source="crm"),
        event("ann", "2026-03-30T11:00", "form_submit", source="site"),
        event("bob", "2026-03-30T13:00", "form_submit", source="site"),
        event("bob", "2026-03-31T11:00", "form_submit", source="file:old.csv"),
    ]


def test_events_are_counted_by_name_and_source_wherever_they_lie() -> None:
    clock = HandClock(NOW)
    with temporary_workspace(clock=clock) as tried:
        tried.tell(told()[:2])
        tried.compact()
        tried.tell(told()[2:])
        mixed = coming(tried.workspace)
        tried.compact()
        assert coming(tried.workspace) == mixed
        found = mixed["form_submit"]
        assert (found.total, found.day, found.mark) == (3, 2, "comes")
        assert [(one.source, one.total) for one in found.sources] == [
            ("file:old.csv", 1), ("site", 2),
        ]  # fmt: skip
        assert (mixed["Отзыв"].day, mixed["Отзыв"].mark) == (0, "late")


def test_a_day_later_the_same_files_say_another_day() -> None:
    clock = HandClock(NOW)
    with temporary_workspace(clock=clock) as tried:
        tried.tell(told())
        tried.compact()
        assert coming(tried.workspace)["form_submit"].day == 2
        clock.move("6h")
        assert coming(tried.workspace)["form_submit"].day == 1
        clock.move("40d")
        assert coming(tried.workspace)["form_submit"].mark == "late"


def test_what_never_was_did_not_come() -> None:
    with temporary_workspace(clock=HandClock(NOW)) as tried:
        tried.tell([*told(), event("eve", "2026-03-31T11:30", "spam", id="once")])
        tried.compact()
        assert coming(tried.workspace)["spam"].total == 1
        tried.tell([event("eve", "2026-03-31T11:40", "voided", voids="once")])
        assert "spam" not in coming(tried.workspace)
        assert coming(tried.workspace)["form_submit"].total == 3


def test_facts_about_people_are_no_events_of_anybodys() -> None:
    with temporary_workspace(clock=HandClock(NOW)) as tried:
        tried.tell([event("ann", "2026-03-31T11:00", "identify", email="a@b.ru")])
        assert coming(tried.workspace) == {}


def test_an_event_is_late_by_its_own_habit() -> None:
    every_hour = [at * HOUR for at in range(ENOUGH)]
    last = every_hour[-1]
    assert mark_of(last, every_hour, last + DAY) == "comes"
    assert mark_of(last, every_hour, last + DAY + 1) == "late"
    rare = [0, 20 * DAY]
    assert mark_of(rare[-1], rare, 50 * DAY) == "comes"
    assert mark_of(rare[-1], rare, 50 * DAY + 1) == "late"
    with_a_holiday = [*every_hour, 4 * DAY]
    assert mark_of(4 * DAY, with_a_holiday, 8 * DAY) == "comes"
    assert mark_of(4 * DAY, with_a_holiday, 9 * DAY) == "late"
