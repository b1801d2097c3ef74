"""Decisions as files: what is written comes back, and nobody's is lost under another's."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.workspace.month.decisions import Decision, decide, decisions, month_of, undecide

ONE = Decision(
    "2026-11", "lead", "Call back in two minutes", "Ann", "2026-12-15", "rate", 0.4, 1
)


def changed(**fields: object) -> Decision:
    return msgspec.structs.replace(ONE, **fields)


def test_what_is_decided_comes_back_the_latest_month_first(tmp_path: Path) -> None:
    earlier = changed(month="2026-10", change="Ask\nfor the reason")
    for one in (ONE, earlier):
        assert decide(tmp_path, "shop", one, None) == one
    assert decisions(tmp_path, "shop") == [ONE, earlier]
    assert decisions(tmp_path, "other") == []


def test_a_decision_is_written_over_only_by_whoever_has_seen_it(tmp_path: Path) -> None:
    decide(tmp_path, "shop", ONE, None)
    later = changed(change="Another", made=2)
    for seen in (None, 5):
        with pytest.raises(RequestFault) as fault:
            decide(tmp_path, "shop", later, seen)
        assert (fault.value.code, fault.value.status) == ("decision_changed", 409)
    assert decide(tmp_path, "shop", later, ONE.made) == later
    with pytest.raises(RequestFault):
        undecide(tmp_path, "shop", "2026-11", "lead", ONE.made)
    assert undecide(tmp_path, "shop", "2026-11", "lead", 2) == later
    assert decisions(tmp_path, "shop") == []
    with pytest.raises(RequestFault) as fault:
        undecide(tmp_path, "shop", "2026-11", "lead", 2)
    assert fault.value.code == "no_decision"


def test_of_many_who_decide_at_once_one_does(tmp_path: Path) -> None:
    kept: list[Decision] = []

    def work(at: int) -> None:
        with suppress(RequestFault):
            kept.append(decide(tmp_path, "shop", changed(made=at), None))

    threads = [Thread(target=work, args=(at,)) for at in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert decisions(tmp_path, "shop") == kept
    assert len(kept) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"change": "  "}, {"change": "x" * 2001}, {"change": "a\u202eb"}, {"owner": ""},
        {"owner": "x" * 121}, {"owner": "a\x07b"}, {"due": "15.12.2026"}, {"due": ""},
        {"target": -1.0}, {"target": 1.5}, {"target": float("nan")},
        {"target": float("inf"), "moves": "net"}, {"stage": "../lead"}, {"month": "2026-13"},
        {"month": "0001-01"}, {"month": "2026-11\n"},
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(tmp_path: Path, fields: dict[str, object]) -> None:
    with pytest.raises(TropaError) as fault:
        decide(tmp_path, "shop", changed(**fields), None)
    assert fault.value.code in ("field_wrong", "bad_month")
    assert list(tmp_path.rglob("*.json")) == []


def test_a_file_somebody_broke_hides_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    decide(tmp_path, "shop", ONE, None)
    home = tmp_path / "decisions" / "shop"
    (home / "2026-10.lead.json").write_text("{", "utf-8")
    (home / "2026-09.lead.json").symlink_to(home / "2026-11.lead.json")
    assert decisions(tmp_path, "shop") == [ONE]
    assert "2026-10.lead.json" in caplog.text


def test_months_are_counted_on() -> None:
    assert month_of("2026-12") + 1 == month_of("2027-01")
    with pytest.raises(UsageFault):
        month_of("2026-1")
