"""Altered copies of the golden log give what follows from the definitions, and nothing else."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from golden.altered import Row, as_csv, golden_rows, paid, renamed, repeated, shifted
from golden.asking import AS_OF, GOLDEN, Json, company

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")
MOSCOW = "Europe/Moscow"
MONEY = {
    ("revenue", "gross"),
    ("revenue", "net"),
    ("revenue", "average_deal"),
    ("revenue", "average_deal_net"),
    ("velocity_per_day",),
    ("stages", "leak"),
}
RATIOS = {"rate", "low", "high"}
OF_ONE = {
    ("revenue", "average_deal"),
    ("revenue", "average_deal_net"),
    ("cycle", "median_days"),
    ("cycle", "mean_days"),
    ("cycle", "full_median_days"),
    ("cycle", "opportunity_median_days"),
    ("touches", "median"),
    ("touches", "by_buyer_median"),
    ("touchpoints", "forward_per_100"),
    ("stages", "time", "incidence", "days"),
    ("stages", "time", "incidence", "advanced"),
}
# Quantiles between two neighbours move when the neighbours are met twice.
QUANTILES = {"q1", "q3", "q1_days", "q3_days", "median_days", "p75_days", "p90_days",
             "advanced_median_days", "suggested_within_days"}  # fmt: skip


def answer_of(
    folder: Path, *logs: list[Row], as_of: str = AS_OF, zone: str = MOSCOW, map_text: str = MAP
) -> Json:
    """What the map tells of one or several files."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"log_{at}.csv" for at in range(len(logs))]
    for file, rows in zip(files, logs, strict=True):
        file.write_text(as_csv(rows), "utf-8")
    firm = company(folder / "firm", map_text.replace(MOSCOW, zone), *([file] for file in files))
    return firm.answer(as_of)


def midnight(days: int, zone: str) -> str:
    """So many days after the first of April."""
    start = datetime(2026, 4, 1, tzinfo=ZoneInfo(zone))
    return (start + timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Json:
    return answer_of(tmp_path_factory.mktemp("golden") / "log", golden_rows())


def leaves(document: object, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every value of an answer, with the names that lead to it."""
    if isinstance(document, dict):
        named = cast("dict[str, object]", document)
        return [one for name, part in named.items() for one in leaves(part, (*path, name))]
    if isinstance(document, list):
        return [one for part in cast("list[object]", document) for one in leaves(part, path)]
    return [(path, document)]


@pytest.mark.parametrize("days", [1, 45, -1_000, -5_000])
def test_another_month_tells_the_same(tmp_path: Path, golden: Json, days: int) -> None:
    as_of = midnight(days, MOSCOW)
    assert answer_of(tmp_path, shifted(golden_rows(), days), as_of=as_of) == golden


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "Asia/Kathmandu", "UTC"])
def test_another_zone_tells_the_same(tmp_path: Path, golden: Json, zone: str) -> None:
    """Days begin where the map says; none of these zones moves its clocks."""
    rows, as_of = shifted(golden_rows(), 90), midnight(90, zone)
    assert answer_of(tmp_path, rows, as_of=as_of, zone=zone) == golden


@pytest.mark.parametrize(
    "name", ["Пётр {}", "{}@example.com", "00{}", "{} «О'Нил», ООО;\t№ 1"], ids=ascii
)
def test_other_people_tell_the_same(tmp_path: Path, golden: Json, name: str) -> None:
    assert answer_of(tmp_path, renamed(golden_rows(), name.format)) == golden


def test_the_order_of_people_in_the_file_does_not_matter(tmp_path: Path, golden: Json) -> None:
    rows = sorted(golden_rows(), key=lambda row: row["person_id"], reverse=True)
    assert answer_of(tmp_path, rows) == golden


def test_two_files_the_later_days_first_tell_the_same(tmp_path: Path, golden: Json) -> None:
    rows = golden_rows()
    early = [row for row in rows if row["ts"] < "12.03.2026"]
    late = [row for row in rows if row["ts"] >= "12.03.2026"]
    assert answer_of(tmp_path, late, early) == golden


def test_the_same_file_twice_adds_nothing(tmp_path: Path, golden: Json) -> None:
    assert answer_of(tmp_path, golden_rows(), golden_rows()) == golden


@pytest.mark.parametrize("times", [2, 3])
def test_twice_the_people_are_twice_the_counts(
    tmp_path: Path, golden: Json, times: int
) -> None:
    """Sums grow with people; shares and averages stay, and intervals close in."""
    found = leaves(answer_of(tmp_path, repeated(golden_rows(), times)))
    for (path, many), (same, one) in zip(found, leaves(golden), strict=True):
        assert path == same
        if path[-1] in QUANTILES and path not in OF_ONE:
            continue
        if path[-1] in ("low", "high"):
            assert (many is None) == (one is None)
        elif path[-1] in RATIOS or path in OF_ONE or isinstance(one, str | None):
            assert many == pytest.approx(one) if isinstance(one, float) else many == one, path
        else:
            # Roubles are rounded to the kopeck once, in the whole.
            assert many == pytest.approx(times * one, abs=(times + 1) * 0.005), path
    rates = [step["rate"] for step in golden["conversion"]]
    assert [part for path, part in found if path == ("conversion", "rate")] == rates


@pytest.mark.parametrize("factor", ["7", "0.01", "1000.5"])
def test_money_grows_with_the_sums_and_nothing_else_does(
    tmp_path: Path, golden: Json, factor: str
) -> None:
    by = Decimal(factor)
    found = leaves(answer_of(tmp_path, paid(golden_rows(), by)))
    for (path, other), (same, one) in zip(found, leaves(golden), strict=True):
        assert path == same
        if path in MONEY and one is not None:
            assert other == pytest.approx(float(by) * one, abs=0.005 * float(by) + 0.005), path
        else:
            assert other == one, path
