"""A diagnosis of a workspace: the golden map's, and one with months to compare."""

from collections.abc import Generator
from pathlib import Path

import pytest

from golden.asking import GOLDEN, company
from tropa.errors import WorkspaceFault
from tropa.measure.interval import Rate
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.month.diagnosing import (
    Diagnosed,
    alerts_document,
    ask_alerts,
    ask_diagnosis,
    diagnosis_document,
)
from tropa.workspace.opening import Workspace, open_workspace

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")
MONTHS = {3: 32, 4: 12, 5: 12}
"""So many of forty pass on in a month."""


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    folder = tmp_path_factory.mktemp("diagnosing") / "firm"
    company(folder, MAP, [GOLDEN / "events.csv"])
    with open_workspace(folder) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    root = tmp_path_factory.mktemp("months")
    rows = ["person_id,ts,type,amount"]
    for month, passing in MONTHS.items():
        for one in range(40):
            day = f"{1 + one % 9:02d}.{month:02d}.2026"
            rows.append(f"p{month}-{one},{day} 10:00,form.submit,")
            if one < passing:
                rows.append(f"p{month}-{one},{day} 12:00,booking.came,")
                rows.append(f"p{month}-{one},{day} 13:00,quote.requested,")
                rows.append(f"p{month}-{one},{day} 14:00,payment.received,1000")
    events = root / "events.csv"
    events.write_text("\n".join(rows) + "\n", "utf-8")
    company(root / "firm", MAP, [events])
    with open_workspace(root / "firm") as workspace:
        yield workspace


def asked(workspace: Workspace, as_of: str, since: str = "") -> Diagnosed:
    map_ = board_of(workspace, "golden").edition.map
    question = Question(as_of=moment_of(as_of, map_))
    if since:
        question = Question(as_of=question.as_of, since=moment_of(since, map_))
    return ask_diagnosis(workspace, "golden", question)


def test_the_golden_log_leaks_most_before_the_payment(golden: Workspace) -> None:
    found = asked(golden, "2026-04-01").diagnosis
    assert [(one.start, one.rate) for one in found.links] == [
        ("quote", Rate(4, 7)), ("measurement", Rate(7, 9)), ("request", Rate(9, 11)),
    ]  # fmt: skip
    leaks = [round(found.money(one.leak) or 0) for one in found.links]
    assert leaks == [9_000_000, 5_142_857, 4_000_000]
    assert [one.basis for one in found.links] == ["leak"] * 3
    assert [round(one.point or 0, 4) for one in found.links] == [0.07, 0.0514, 0.0489]
    assert (found.people, found.won, found.lost, found.open) == (11, 4, 3, 4)
    worst = found.worst
    assert worst is not None
    assert (worst.position, worst.reasons, worst.open) == ("near_finish", {"price": 1}, 2)
    assert found.waiting is not None
    assert (found.waiting.stage, found.waiting.under_way) == ("quote", 2)


def test_the_document_says_how_it_was_made(golden: Workspace) -> None:
    said = diagnosis_document(asked(golden, "2026-04-01"))
    assert said["answer"]["worst"]["money"] == 90_000
    assert said["answer"]["deal"] == {"value": 90_000, "planned": False, "margin": None}
    assert said["how"]["edition"] == 1
    assert said["how"]["people"] == 11
    assert len(said["how"]["words"]["ru"]) == len(said["how"]["words"]["en"]) > 3


def test_few_people_give_no_alerts(golden: Workspace) -> None:
    said = alerts_document(ask_alerts(golden, "golden"))
    assert said["answer"]["alerts"] == []
    assert said["answer"]["looked_at"] == 0
    assert said["how"]["false_alarm_rate"] == 0.05
    assert said["how"]["looks"] == 9


def test_the_best_month_of_the_past_is_what_a_step_is_held_against(firm: Workspace) -> None:
    worst = asked(firm, "2026-07-01").diagnosis.worst
    assert worst is not None
    assert worst.start == "request"
    assert worst.reference is not None
    assert (worst.reference.kind, worst.reference.month) == ("best_month", "2026-03")
    assert worst.reference.seen == Rate(32, 40)


def test_a_period_is_held_against_the_months_before_it(firm: Workspace) -> None:
    found = asked(firm, "2026-07-01", since="2026-05-01").diagnosis
    assert found.people == 40
    worst = found.worst
    assert worst is not None
    assert worst.rate == Rate(12, 40)
    assert worst.reference is not None
    assert worst.reference.month == "2026-03"


def test_a_month_by_itself_is_held_against_nothing(firm: Workspace) -> None:
    worst = asked(firm, "2026-07-01", since="2026-03-01").diagnosis.worst
    assert worst is not None
    # Nothing came before March.
    assert worst.reference is None


def test_nobody_is_not_diagnosed(golden: Workspace) -> None:
    with pytest.raises(WorkspaceFault) as refused:
        asked(golden, "2020-01-01")
    assert refused.value.code == "nobody_to_diagnose"


@pytest.mark.parametrize("with_plan", [False, True])
def test_a_map_that_prices_no_sale_is_refused_unless_its_plan_does(
    tmp_path: Path, *, with_plan: bool
) -> None:
    begin, _, rest = MAP.partition("money:\n")
    text = begin + rest.partition("refund.amount\n")[2] + "plan: {deal: 500}\n" * with_plan
    company(tmp_path / "firm", text, [GOLDEN / "events.csv"])
    with open_workspace(tmp_path / "firm") as workspace:
        if with_plan:
            found = asked(workspace, "2026-04-01").diagnosis
            assert (found.deal, found.deal_planned) == (50_000, True)
            return
        with pytest.raises(WorkspaceFault) as refused:
            asked(workspace, "2026-04-01")
        assert refused.value.code == "map_without_money"
        # Alerts need no money.
        assert ask_alerts(workspace, "golden").alerts.alerts == ()
