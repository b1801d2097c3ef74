"""What leaves its usual band is told, what does not is not, and how often in vain."""

import json
import math
from datetime import date, timedelta

import numpy as np
import pytest

from tropa.chance import Draws
from tropa.clock import BEFORE, DAY, HOUR, WEEK, as_datetime
from tropa.map.document import Map
from tropa.measure.alert_words import alert_sentences, alerts_how, alerts_json
from tropa.measure.alerts import (
    FALSE_ALARMS,
    Alerts,
    AlertsAnswer,
    AlertsState,
    stages_looked_at,
    time_of,
    weeks_before,
)
from tropa.measure.interval import Rate
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, answer, asked_of, walked
from unit.place.told import instant, map_of

MONDAY = date(2026, 3, 2)
AS_OF = "12.05"
# The week looked at is the one from 27 April; the eight before it begin on 2 March.
PEOPLE = 40


def person(week: int, number: int, *, passes: bool, days: int = 1) -> str:
    day = MONDAY + timedelta(weeks=week, days=number % 7)
    lines = [f"{day:%d.%m} asked"]
    if passes:
        lines.append(f"{day + timedelta(days=days):%d.%m} quoted")
    return "\n".join(lines)


def weeks(share: float, last: float, *, days: int = 1, last_days: int = 1) -> list[str]:
    """Eight weeks in which so many of ten go on, and one in which others do."""
    return [
        person(
            week,
            number,
            passes=number % 10 < round(10 * (last if week == 8 else share)),
            days=last_days if week == 8 else days,
        )
        for week in range(9)
        for number in range(PEOPLE)
    ]


def looked(trails: list[str], as_of: str = AS_OF) -> AlertsAnswer:
    return answer(Alerts(), FIRM, as_of, *trails)


def alarms(found: AlertsAnswer) -> list[tuple[str, str, str | None]]:
    return [(one.stage, one.measure, one.alarm) for one in found.alerts]


def test_a_real_halving_of_conversion_is_seen() -> None:
    found = looked(weeks(0.6, 0.3))
    conversion = found.looks[0]
    assert (conversion.now, conversion.before) == (Rate(12, 40), Rate(192, 320))
    assert ("enquiry", "conversion", "down") in alarms(found)
    assert ("enquiry", "losses", "up") in alarms(found)
    assert conversion.is_worse
    assert conversion.band is not None
    assert conversion.band[0] > 12 / 40
    assert conversion.p is not None
    assert conversion.p < FALSE_ALARMS / 6


def test_a_doubling_is_told_too_and_is_not_for_the_worse() -> None:
    found = looked(weeks(0.3, 0.6))
    assert ("enquiry", "conversion", "up") in alarms(found)
    assert not any(one.is_worse for one in found.alerts)


def test_who_goes_on_later_than_usual_is_seen() -> None:
    found = looked(weeks(0.6, 0.6, last_days=4))
    assert alarms(found) == [("enquiry", "dwell", "up")]
    [slow] = found.alerts
    assert (slow.median_now, slow.median_before) == (4 * DAY, DAY)


def test_what_has_not_changed_gives_no_alert() -> None:
    found = looked(weeks(0.6, 0.6))
    assert found.alerts == ()
    assert found.told > 0


def test_all_looks_of_one_week_see_the_same() -> None:
    trails = weeks(0.6, 0.3)
    assert looked(trails, "11.05") == looked(trails, "14.05 12:00") == looked(trails, "17.05")


@pytest.mark.parametrize(
    "trails",
    [[], [person(8, 0, passes=False)], [person(8, one, passes=False) for one in range(9)]],
)
def test_few_data_give_no_alert_and_say_so(trails: list[str]) -> None:
    found = looked(trails)
    assert found.alerts == ()
    assert found.told == 0
    assert all(one.p is None and one.band is None for one in found.looks)
    [said] = alert_sentences(found, FIRM, "ru")
    assert said.startswith("Мало данных")


def test_a_week_of_many_after_weeks_of_few_is_few_data() -> None:
    found = looked([person(8, one, passes=False) for one in range(50)])
    assert (found.told, found.alerts) == (0, ())


def test_spam_is_nobody() -> None:
    day = MONDAY + timedelta(weeks=8)
    spam = [f"{day:%d.%m} asked\n{day:%d.%m} 01:00 spam" for _ in range(40)]
    assert looked(weeks(0.6, 0.6) + spam).looks[0].now == Rate(24, 40)


# ---------------------------------------------------------------- weeks and times

STAGES = map_of(
    """
stages:
  - {stage: one, norm: 3d, lost_after: 60d}
  - {stage: two, norm: 8d, lost_after: 9d}
  - {stage: three, norm: 200d}
  - {stage: four, lost_after: never}
  - {stage: five}
"""
)


def test_a_stage_has_its_norm_in_whole_weeks_or_its_silence_limit() -> None:
    times = [time_of(one, "conversion") // WEEK for one in STAGES.stages]
    assert times == [1, 2, 4, 1, 1]
    assert [time_of(one, "losses") // WEEK for one in STAGES.stages] == [8, 2, 1, 1, 1]
    assert stages_looked_at(STAGES) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("as_of", "monday"),
    [("11.05", "2026-05-04"), ("10.05 23:59", "2026-04-27"), ("17.05", "2026-05-04")],
)
def test_the_week_is_the_latest_that_is_over(as_of: str, monday: str) -> None:
    found = weeks_before(instant(FIRM, as_of), FIRM)
    assert as_datetime(found.since, FIRM.zone).date().isoformat() == monday
    assert found.until - found.since == WEEK
    assert found.since - found.begin == 8 * WEEK


def test_before_the_calendar_began_there_was_no_week() -> None:
    assert weeks_before(BEFORE, FIRM) == weeks_before(0, FIRM) == (0, 0, 0)


# ---------------------------------------------------------------- false alarms

LOOKS = 400
FIVE = map_of(
    "stages:\n" + "\n".join(f"  - {{stage: s{at}, lost_after: 7d}}" for at in range(5)) + "\n"
)


def drawn(map_: Map, look: int, fall: float = 1.0) -> AlertsState:
    """A week like those before it, but for the share of all who went on before that does so."""
    state = Alerts().start(asked_of(map_, AS_OF))
    counts = state.counts.copy()
    took: list[tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]] = [((), ())] * 5
    for at in range(4):
        draws, share = Draws("alerts", look, at), 0.2 + 0.15 * at
        pieces: list[np.ndarray] = []
        for group, people in enumerate((20 + 10 * at, 8 * (20 + 10 * at))):
            onward = share * (fall if group == 0 else 1.0)
            on = [one for one in (draws.next() for _ in range(people)) if one < onward]
            gone = sum(draws.next() < 0.5 for _ in range(people - len(on)))
            counts[at, group] = (people, len(on), people, gone)
            lengths = [int(-math.log(draws.next()) * 30 * HOUR) for _ in on]
            pieces.append(np.asarray(lengths, np.int64))
        took[at] = ((pieces[0],), (pieces[1],))
    return AlertsState(counts, tuple(took))


def test_weeks_in_which_nothing_changes_give_an_alert_as_seldom_as_is_said() -> None:
    asked, fold = asked_of(FIVE, AS_OF), Alerts()
    false = sum(bool(fold.finish(drawn(FIVE, look), asked).alerts) for look in range(LOOKS))
    # Three deviations of so many draws above what is promised; and not blind either.
    bound = FALSE_ALARMS + 3 * math.sqrt(FALSE_ALARMS * (1 - FALSE_ALARMS) / LOOKS)
    assert 0.005 < false / LOOKS <= bound


def test_a_rate_asked_for_is_kept_to() -> None:
    asked, fold = asked_of(FIVE, AS_OF), Alerts(0.2)
    false = sum(bool(fold.finish(drawn(FIVE, look), asked).alerts) for look in range(LOOKS))
    assert 0.05 < false / LOOKS <= 0.2 + 3 * math.sqrt(0.2 * 0.8 / LOOKS)


def test_most_halvings_are_seen() -> None:
    asked, fold = asked_of(FIVE, AS_OF), Alerts()
    seen = sum(bool(fold.finish(drawn(FIVE, look, 0.5), asked).alerts) for look in range(50))
    assert seen >= 45


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_is_said(language: Language) -> None:
    for share, last in ((0.6, 0.3), (0.3, 0.6)):
        found = looked(weeks(share, last))
        said = alert_sentences(found, FIRM, language)
        assert len(said) >= len(found.alerts)
        assert not any("{" in one for one in said)
    slow = looked(weeks(0.6, 0.6, last_days=4))
    fast = looked(weeks(0.6, 0.6, days=4))
    quiet = looked(weeks(0.6, 0.6))
    for one in (slow, fast, quiet):
        assert all(alert_sentences(one, FIRM, language))
    assert "5" in alerts_how(quiet, language)[0]


def test_an_alert_reads_as_a_person_would_say_it() -> None:
    said = alert_sentences(looked(weeks(0.6, 0.3)), FIRM, "ru")
    fallen = next(one for one in said if "упала" in one).replace("\u00a0", " ")
    assert fallen.startswith(
        "Конверсия «enquiry» → «offer» упала: за 7 дней дальше прошли 30 %"
    )
    assert "27 апреля 2026 — 3 мая 2026" in fallen
    assert "(12 из 40), обычно — 60 %" in fallen


def test_the_answer_is_plain_json() -> None:
    for trails in ([], weeks(0.6, 0.3)):
        said = json.loads(json.dumps(alerts_json(looked(trails), FIRM), allow_nan=False))
        assert len(said["looks"]) == 6
        assert said["looked_at"] + said["few_data"] == 6
        assert said["worse"] == len(said["alerts"])
        assert set(said["sentences"]) == set(LANGUAGES)
    assert said["alerts"][0]["week"] == {"from": "2026-04-27", "to": "2026-05-04"}


def test_a_period_does_not_matter_to_alerts() -> None:
    slices = [Slice(one) for one in walked(FIRM, weeks(0.6, 0.3))]
    whole, part = asked_of(FIRM, AS_OF), asked_of(FIRM, AS_OF, since="01.05")
    assert run((Alerts(),), slices, part) == run((Alerts(),), slices, whole)
