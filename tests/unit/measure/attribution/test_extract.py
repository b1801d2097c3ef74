import numpy as np
import pytest

from tropa.clock import DAY
from tropa.errors import UsageFault
from tropa.measure.attribution import extract as extracting
from tropa.measure.attribution.extract import NO_LABEL, LookBack, Rows, extract
from tropa.measure.attribution.journeys import Paths

LABELS = ("ad", "mail")


def rows(*people: str) -> Rows:
    """`1 ad, 2 looked, 3 paid 100`: the day, and a touch, a conversion or anything else."""
    offsets, time, label, converts, value = [0], list[int](), list[int](), list[bool](), [0]
    for person in people:
        for event in filter(None, person.split(", ")):
            day, what, *worth = event.split()
            time.append(round(float(day) * DAY))
            label.append(LABELS.index(what) if what in LABELS else NO_LABEL)
            converts.append(what == "paid")
            value.append(int(worth[0]) if worth else 0)
        offsets.append(len(time))
    column = np.array
    return Rows(
        column(offsets),
        column(time, np.int64),
        column(label, np.int64),
        column(converts, np.bool_),
        column(value[1:], np.int64),
    )


def told(paths: Paths) -> list[str]:
    """`ad mail: 1 conversion(s) of 100, 0 lost` as `ad mail 1 100 0`."""
    found: list[str] = []
    for path in range(len(paths)):
        codes: list[int] = paths.codes[paths.offsets[path] : paths.offsets[path + 1]].tolist()
        counts = (paths.converted[path], paths.value[path], paths.lost[path])
        found.append(" ".join([*(LABELS[code] for code in codes), *map(str, counts)]))
    return found


def test_a_conversion_has_the_touches_before_it() -> None:
    found = extract(rows("1 ad, 2 looked, 3 mail, 4 paid 100, 5 ad"), LABELS)
    assert told(found) == ["ad mail 1 100 0"]
    assert found.at is not None
    assert found.at.tolist() == [DAY, 3 * DAY]


def test_who_did_not_convert_is_a_lost_path() -> None:
    assert told(extract(rows("1 ad, 3 mail, 9 looked", "2 mail"), LABELS)) == [
        "ad mail 0 0 1",
        "mail 0 0 1",
    ]


def test_who_was_never_touched_is_no_path_until_he_converts() -> None:
    assert told(extract(rows("1 looked", "", "2 paid 5"), LABELS)) == ["1 5 0"]


def test_both_ends_of_the_window_belong_to_it() -> None:
    events = rows("0.9 ad, 1 mail, 3 ad, 3 paid 7, 3 mail")
    assert told(extract(events, LABELS, LookBack(2 * DAY))) == ["mail ad mail 1 7 0"]


def test_a_touch_before_two_conversions_counts_for_both() -> None:
    events = rows("1 ad, 2 paid 1, 3 mail, 4 paid 2")
    assert told(extract(events, LABELS)) == ["ad 1 1 0", "ad mail 1 2 0"]


def test_or_for_the_first_of_them_alone() -> None:
    events = rows("1 ad, 2 paid 1, 3 mail, 4 paid 2, 5 paid 3")
    assert told(extract(events, LABELS, LookBack(cut=True))) == [
        "ad 1 1 0",
        "mail 1 2 0",
        "1 3 0",
    ]


def test_conversions_of_one_instant_share_one_path() -> None:
    events = rows("1 ad, 2 paid 1, 2 mail, 2 paid 5")
    assert told(extract(events, LABELS, LookBack(cut=True))) == ["ad mail 2 6 0"]


def test_a_lost_path_is_as_long_as_the_window_from_its_last_touch() -> None:
    events = rows("1 ad, 8 mail, 10 ad, 30 looked")
    assert told(extract(events, LABELS, LookBack(2 * DAY))) == ["mail ad 0 0 1"]


def test_touches_after_the_last_conversion_are_a_path_where_asked() -> None:
    events = rows("1 ad, 2 paid 1, 2 mail, 3 ad, 3.5 looked")
    assert told(extract(events, LABELS)) == ["ad mail 1 1 0"]
    assert told(extract(events, LABELS, LookBack(rest=True))) == ["ad mail 1 1 0", "ad 0 0 1"]


def test_a_path_belongs_to_the_period_it_ends_in() -> None:
    events = rows("1 ad, 2 paid 1, 3 mail, 4 paid 2", "3 ad", "1 mail", "1 ad, 2 paid 9, 3 ad")
    look = LookBack(cut=True, since=3 * DAY, until=4 * DAY)
    assert told(extract(events, LABELS, look)) == ["ad 0 0 1"]
    look = LookBack(cut=True, since=4 * DAY)
    assert told(extract(events, LABELS, look)) == ["mail 1 2 0"]


def test_nobody_makes_no_paths() -> None:
    assert told(extract(rows(), LABELS)) == []


def test_paths_too_long_for_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "MOST_STEPS", 3)
    events = rows("1 ad, 2 paid 1, 3 mail, 4 paid 2")
    assert len(extract(events, LABELS)) == 2
    events = rows("1 ad, 2 paid 1, 3 mail, 4 paid 2, 5 paid 3")
    with pytest.raises(UsageFault) as refused:
        extract(events, LABELS)
    assert refused.value.code == "attribution_too_long"
    assert refused.value.values == {"n": 5, "limit": 3}
