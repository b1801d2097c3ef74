from tropa.clock import FOREVER
from tropa.measure.tasks import CANCELLED, DONE
from unit.measure.planned import FIRM, known
from unit.place.told import instant


def at(text: str) -> int:
    return instant(FIRM, text)


def test_of_no_events_there_are_no_tasks() -> None:
    found = known()
    assert [len(column) for column in found.tasks] == [0] * 9
    assert (len(found.repeated), len(found.unplanned)) == (0, 0)


def test_a_task_created_again_keeps_its_first_date() -> None:
    found = known("1 03.03 due=20.03", "1 02.03 due=05.03")
    assert found.tasks.deadline.tolist() == [at("05.03")]
    assert found.repeated.tolist() == [at("03.03")]


def test_of_one_instant_the_earliest_date_counts() -> None:
    found = known("1 02.03", "1 02.03 due=20.03", "1 02.03 due=05.03 limit=1h")
    assert found.tasks.deadline.tolist() == [at("05.03")]


def test_the_first_end_counts_and_of_one_instant_the_work_done() -> None:
    found = known("1 02.03", "1 05.03 done", "1 04.03 cancelled")
    assert (found.tasks.ended.tolist(), found.tasks.kind.tolist()) == (
        [at("04.03")],
        [CANCELLED],
    )
    same = known("1 02.03", "1 04.03 cancelled", "1 04.03 done")
    assert same.tasks.kind.tolist() == [DONE]


def test_what_is_noted_before_it_was_planned_was_done_then() -> None:
    assert known("1 02.03 due=05.03", "1 01.03 done").tasks.ended.tolist() == [at("01.03")]


def test_a_limit_runs_in_working_time() -> None:
    found = known("1 06.03 17:00 limit=2h").tasks
    assert found.deadline.tolist() == found.limit_ends.tolist() == [at("09.03 10:00")]


def test_a_date_goes_before_a_limit_and_both_before_what_others_call_overdue() -> None:
    lines = ("1 02.03 10:00 due=05.03 limit=2h", "1 10.03 overdue", "1 08.03 overdue")
    found = known(*lines).tasks
    assert (found.deadline.tolist(), found.limit_ends.tolist()) == (
        [at("05.03")],
        [at("02.03 12:00")],
    )
    bare = known("1 02.03", *lines[1:]).tasks
    assert (bare.deadline.tolist(), bare.limit_ends.tolist()) == ([at("08.03")], [FOREVER])


def test_what_was_never_created_is_apart_and_overdue_alone_is_nothing() -> None:
    found = known("1 04.03 done", "1 03.03 cancelled", "2 03.03 overdue")
    assert len(found.tasks.created) == 0
    assert found.unplanned.tolist() == [at("03.03")]


def test_what_comes_after_the_moment_is_not_known() -> None:
    found = known("1 02.03", "2 12.03", "1 11.03 done", as_of="10.03").tasks
    assert (found.created.tolist(), found.ended.tolist()) == ([at("02.03")], [FOREVER])
