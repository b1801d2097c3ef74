"""What is told of tasks, of limits and of offers is what the definitions say."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reference import attach as slow_attach
from reference import execution as slow
from reference.agree import agree
from strategies import START
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, HOUR, MINUTE, zone_of
from tropa.measure.attach import NO_NUMBER, Items, OffersAnswer, Told, attach, offers
from tropa.measure.calendar import CALENDARS, WorkingCalendar, deadline, working_time
from tropa.measure.execution import ExecutionAnswer, Figures, Groups, execution
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.measure.sla import sla
from tropa.measure.tasks import NOBODY, Created, Known, Marks, tasks_of
from unit.measure.small import FIRM

KINDS: Final = ("done", "cancelled", "overdue")

# Few instants, people and ids: whatever may fall together does.
moments = st.integers(0, 11).map(lambda quarters: START + quarters * 6 * HOUR)
few = st.integers(1, 2)
perhaps = st.one_of(st.none(), st.integers(0, 2))
limits = st.sampled_from((None, 15 * MINUTE, 3 * HOUR, 6 * HOUR, DAY))
zones = st.sampled_from(("Europe/Moscow", "America/St_Johns", "Australia/Lord_Howe"))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any days, any hours."""
    opens = draw(st.integers(0, 22)) * HOUR
    closes = draw(st.integers(opens // HOUR + 1, 24)) * HOUR
    name = draw(st.sampled_from(CALENDARS))
    return WorkingCalendar(name, zone_of(draw(zones)), opens, closes)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Any moment, and any period or none."""
    since = draw(st.sampled_from((BEFORE, BEFORE, START, START + 6 * HOUR, START + DAY)))
    until = draw(st.sampled_from((FOREVER, FOREVER, START + DAY, START + 2 * DAY)))
    as_of = draw(st.sampled_from((START + 4 * DAY, START + 40 * DAY, START + 2 * DAY, 0)))
    return Asked(FIRM, as_of or draw(moments), since, until)


plans = st.lists(
    st.builds(
        slow.Plan,
        few,
        moments,
        few,
        st.sampled_from((None, START + 6 * HOUR, START + DAY, START + 2 * DAY)),
        limits,
        perhaps,
        perhaps,
        perhaps,
    ),
    min_size=2,
    max_size=10,
)
marks = st.lists(
    st.builds(slow.Mark, few, moments, few, st.sampled_from(("done", *KINDS)), perhaps),
    min_size=1,
    max_size=10,
)


def column(values: Sequence[int | None], nothing: int) -> NDArray[np.int64]:
    return np.array([nothing if one is None else one for one in values], np.int64)


def known_of(
    told: Sequence[slow.Plan], ends: Sequence[slow.Mark], as_of: int, calendar: WorkingCalendar
) -> Known:
    nothing = {"due": FOREVER, "limit": FOREVER}
    created = Created(
        *(
            column([getattr(one, name) for one in told], nothing.get(name, NOBODY))
            for name in Created._fields
        )
    )
    became = Marks(
        column([one.person for one in ends], 0),
        column([one.at for one in ends], 0),
        column([one.task for one in ends], 0),
        column([KINDS.index(one.kind) for one in ends], 0),
        column([one.reason for one in ends], NOBODY),
    )
    return tasks_of(created, became, as_of, calendar)


@so_many(3)
@given(st.data(), plans, marks, calendars())
def test_execution_is_what_its_definition_says_task_by_task(
    data: st.DataObject,
    told: list[slow.Plan],
    ends: list[slow.Mark],
    calendar: WorkingCalendar,
) -> None:
    asked = data.draw(questions())
    known = known_of(told, ends, asked.as_of, calendar)
    agree(execution(known, asked, calendar), slow.execution(told, ends, asked, calendar))
    agree(sla(known.tasks, None, asked), slow.sla(told, ends, asked, calendar))


def sums(groups: Groups) -> list[int]:
    return [sum(values) for values in zip(*(counts(one) for _, one in groups), strict=True)]


def counts(one: Figures) -> list[int]:
    names = ("tasks", "on_time", "late", "missed", "cancelled", "not_due", "undated")
    return [getattr(one, name) for name in names]


@given(st.data(), plans, marks, calendars())
def test_rows_of_roles_owners_and_points_each_add_up_to_the_total(
    data: st.DataObject,
    told: list[slow.Plan],
    ends: list[slow.Mark],
    calendar: WorkingCalendar,
) -> None:
    asked = data.draw(questions())
    found = execution(known_of(told, ends, asked.as_of, calendar), asked, calendar)
    total = counts(found.total)
    assert sums(found.by_role) == sums(found.by_owner) == sums(found.by_point) == total
    assert total[0] == sum(total[1:])
    assert sum(count for _, count in found.reasons) == found.total.cancelled
    assert all(groups[-1][0] == NOBODY for groups in (found.by_role, found.by_owner))


@given(st.data(), plans, marks, calendars())
def test_any_split_of_people_and_any_order_of_events_tell_the_same_of_tasks(
    data: st.DataObject,
    told: list[slow.Plan],
    ends: list[slow.Mark],
    calendar: WorkingCalendar,
) -> None:
    asked = data.draw(questions())

    def of(some: Sequence[slow.Plan], others: Sequence[slow.Mark]) -> ExecutionAnswer:
        return execution(known_of(some, others, asked.as_of, calendar), asked, calendar)

    whole = of(told, ends)
    assert of(data.draw(st.permutations(told)), data.draw(st.permutations(ends))) == whole
    apart = [
        of(
            [one for one in told if one.person == who],
            [one for one in ends if one.person == who],
        )
        for who in range(1, 3)
    ]
    assert [sum(one) for one in zip(*(counts(part.total) for part in apart), strict=True)] == (
        counts(whole.total)
    )
    for name in ("done_early", "repeated", "unplanned"):
        assert sum(getattr(part, name) for part in apart) == getattr(whole, name)


@given(plans, marks, calendars(), moments)
def test_tasks_never_come_to_be_on_time_or_cancelled_by_what_is_told_later(
    told: list[slow.Plan], ends: list[slow.Mark], calendar: WorkingCalendar, as_of: int
) -> None:
    """Of tasks with a date of their own that was past, as they stood so they stand for ever."""
    dated = [one for one in told if one.due is not None]
    early, later = (
        execution(known_of(dated, ends, at, calendar), Asked(FIRM, at, until=as_of), calendar)
        for at in (as_of, as_of + 30 * DAY)
    )
    # A task told of only later, with a deadline before, may only add to what is due.
    assert later.total.on_time + later.total.late >= early.total.on_time + early.total.late
    assert later.total.tasks >= early.total.tasks
    before = [one for one in dated if one.at <= as_of]
    if len(before) == len(dated):
        assert later.total.on_time == early.total.on_time
        assert later.total.cancelled == early.total.cancelled


@given(calendars(), moments, st.sampled_from((MINUTE, 3 * HOUR, DAY, 5 * DAY, 40 * DAY)))
def test_a_deadline_is_the_last_instant_at_which_the_limit_is_kept(
    calendar: WorkingCalendar, since: int, limit: int
) -> None:
    begun = np.asarray([since], np.int64)
    end = deadline(calendar, begun, np.asarray([limit], np.int64))
    assert working_time(calendar, begun, end).tolist() == [limit]
    assert int(working_time(calendar, begun, end + 1)[0]) == limit + 1


# ---------------------------------------------------------------- what is offered with orders

hours = st.integers(0, 4).map(lambda quarters: START + quarters * 6 * HOUR)
lines = st.lists(
    st.builds(slow_attach.Line, few, hours, st.sampled_from((None, None, 1, 2)), few),
    min_size=1,
    max_size=10,
)


def told_of(some: Sequence[slow_attach.Line]) -> Told:
    return Told(
        column([one.person for one in some], 0),
        column([one.at for one in some], 0),
        column([one.number for one in some], NO_NUMBER),
        column([one.item for one in some], 0),
    )


def offered_and_taken(
    offered: Sequence[slow_attach.Line], ordered: Sequence[slow_attach.Line], asked: Asked
) -> OffersAnswer:
    return offers(told_of(offered), told_of(ordered), asked)


@so_many(2)
@given(st.data(), lines, lines)
def test_offers_belong_to_orders_as_their_definition_says(
    data: st.DataObject, offered: list[slow_attach.Line], ordered: list[slow_attach.Line]
) -> None:
    asked = data.draw(questions())
    found = offered_and_taken(offered, ordered, asked)
    agree(found, slow_attach.offers(offered, ordered, asked))


@given(st.data(), lines, lines)
def test_any_split_of_people_and_any_order_of_events_tell_the_same_of_offers(
    data: st.DataObject, offered: list[slow_attach.Line], ordered: list[slow_attach.Line]
) -> None:
    asked = data.draw(questions())
    whole = offered_and_taken(offered, ordered, asked)
    again = offered_and_taken(
        data.draw(st.permutations(offered)), data.draw(st.permutations(ordered)), asked
    )
    assert again == whole
    apart = [
        offered_and_taken(
            [one for one in offered if one.person == who],
            [one for one in ordered if one.person == who],
            asked,
        )
        for who in range(1, 3)
    ]
    rates = [one.attached.orders for one in apart]
    assert whole.attached.orders == Rate(
        sum(one.numerator for one in rates), sum(one.denominator for one in rates)
    )
    assert whole.without_order == sum(one.without_order for one in apart)


pairs = st.lists(st.tuples(st.integers(10, 14), st.sampled_from((3, 5, 900))), max_size=15)


@given(pairs, pairs)
def test_attached_items_are_counted_as_sets_of_pairs_say(
    offered: list[tuple[int, int]], taken: list[tuple[int, int]]
) -> None:
    def items(of: list[tuple[int, int]]) -> Items:
        return Items(*np.array(of, np.int64).reshape(-1, 2).T)

    found = attach(items(offered), items(taken))
    agree(found, slow_attach.attach(offered, taken))
