"""Logs drawn from the golden one, through the front door, against the slow obvious twins."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from golden.altered import Row, as_csv, day_of, golden_rows
from golden.asking import GOLDEN, Json, company
from golden.told import assert_tells, told
from reference.journey import Journey
from reference.placing import place_slowly
from reference.trail import Happened
from strategies import batch_of
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, from_datetime
from tropa.event import event_name
from tropa.map.read import read_map
from tropa.measure.fold import Asked
from tropa.trail import Scalar

TEXT = (GOLDEN / "golden.yaml").read_text("utf-8")
MAP = read_map(TEXT)
BEHAVIOURS = sorted({row["person_id"] for row in golden_rows()})
SUMS = ("0", "0,01", "1 000,50", "75000", "120000,5", "9 999 999,99")


@st.composite
def logs(draw: st.DrawFn) -> list[Row]:
    """People who do as those of the golden log do, on days and for sums of their own."""
    found: list[Row] = []
    chosen = draw(st.lists(st.sampled_from(BEHAVIOURS), min_size=1, max_size=12))
    for number, behaviour in enumerate(chosen):
        days = draw(st.integers(-60, 30))
        for row in golden_rows():
            if row["person_id"] != behaviour:
                continue
            # Now and then something comes later, or is never noted down.
            days += draw(st.sampled_from((0, 0, 0, 0, 1, 9, 20)))
            if draw(st.integers(0, 9)):
                amount = draw(st.sampled_from((row["amount"], *SUMS))) if row["amount"] else ""
                when = f"{day_of(row) + timedelta(days=days):%d.%m.%Y}"
                found.append({**row, "ts": when, "person_id": f"N{number}", "amount": amount})
    return found


@so_many(0.4)
@given(
    logs().filter(bool),
    st.integers(-60, 60),
    st.sampled_from((None, 5, 14)),
    st.sampled_from((None, 7, 30)),
)
def test_any_log_like_it_tells_what_its_twin_tells(
    rows: list[Row], later: int, within: int | None, period: int | None
) -> None:
    as_of = max(map(day_of, rows)) + timedelta(days=later)
    since = None if period is None else as_of - timedelta(days=period)
    asked = Asked(
        MAP,
        instant(as_of),
        BEFORE if since is None else instant(since),
        FOREVER if since is None else instant(as_of),
    )
    with TemporaryDirectory() as folder:
        found = ask(Path(folder), rows, as_of, since, within)
    assert_tells(found, told(placed(rows), asked, within and within * DAY))


def ask(
    folder: Path, rows: list[Row], as_of: datetime, since: datetime | None, within: int | None
) -> Json:
    """Through the front door."""
    log = folder / "log.csv"
    log.write_text(as_csv(rows), "utf-8")
    firm = company(folder / "firm", TEXT, [log])
    more = ["--within", f"{within}d"] if within else []
    if since is not None:
        more += ["--from", f"{since:%Y-%m-%d}", "--to", f"{as_of:%Y-%m-%d}"]
    return firm.answer(f"{as_of:%Y-%m-%d}", *more)


def placed(rows: Sequence[Row]) -> list[Journey]:
    """By the twin: everybody's events by their days, those of one day as the file has them."""
    people: dict[str, list[Happened]] = {}
    for row in rows:
        said: dict[str, Scalar] = {
            name: row[name] for name in ("amount", "reason") if row[name]
        }
        event = Happened(instant(day_of(row)), event_name(row["type"]), fields=said)
        people.setdefault(row["person_id"], []).append(event)
    batch = batch_of([sorted(one, key=lambda event: event.time) for one in people.values()])
    return [one for walk in place_slowly(batch, [(MAP, 0)]).values() for one in walk]


def instant(day: datetime) -> int:
    return from_datetime(day.replace(tzinfo=MAP.zone))
