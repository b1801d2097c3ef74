"""People walk on the windows map as it says: from the advertisement to the repeat order."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pytest

from tropa.clock import DAY, duration
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.moments import read_moment
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.state import MOVE_NAMES
from tropa.place.touch import COUNTED
from tropa.trail import Scalar, TrailBatch, encode
from tropa.words import LANGUAGES, Language

STAGES = (
    "audience visitor enquiry booked measured quoted contract paid install done repeat"
).split()


@pytest.fixture(scope="module", params=LANGUAGES)
def windows(request: pytest.FixtureRequest) -> Map:
    return read_map(read_template("windows", cast("Language", request.param)))


Act = tuple[str, str, dict[str, Scalar]]
"""When, which event, its fields."""

IDEAL: list[Act] = [
    ("2026-03-01 10:00", "ad_click", {"network": "search"}),
    ("2026-03-01 10:00:05", "visit_start", {"source": "search_ads"}),
    ("2026-03-01 10:01", "page_engaged", {"path": "/blog/duet-iz-okna", "seconds": 80}),
    ("2026-03-01 10:04", "calc_open", {}),
    ("2026-03-01 10:06", "form_submit", {"form": "calc"}),
    ("2026-03-01 10:07", "message_sent", {"content": "m01"}),
    ("2026-03-01 10:11", "call_answered", {"purpose": "first", "answered": True}),
    ("2026-03-01 10:15", "booking_made", {"day": "2026-03-03"}),
    ("2026-03-02 12:00", "message_sent", {"content": "m05"}),
    ("2026-03-02 12:20", "booking_confirmed", {}),
    ("2026-03-03 18:30", "booking_came", {}),
    ("2026-03-03 20:00", "quote_sent", {"amount": "74000"}),
    ("2026-03-03 21:00", "quote_opened", {}),
    ("2026-03-04 11:00", "call_answered", {"purpose": "quote", "answered": True}),
    ("2026-03-06 17:00", "contract_signed", {"amount": "74000"}),
    ("2026-03-06 17:20", "payment_received", {"amount": "40000"}),
    ("2026-03-16 12:00", "installation_booked", {"day": "2026-03-20"}),
    ("2026-03-20 09:00", "service_start", {}),
    ("2026-03-20 16:00", "payment_received", {"amount": "34000"}),
    ("2026-03-20 16:30", "service_done", {}),
    ("2026-03-21 12:00", "survey_answered", {"csat": 5, "solved": "yes"}),
]
PAYMENT, SURVEY = 15, 20


@dataclass(frozen=True)
class Walked:
    """What came of one hand-made person."""

    placed: Placed
    moves: list[tuple[int, str, str, int]]
    """Lap, kind, stage, instant."""

    @property
    def path(self) -> list[str]:
        """Kinds and stages, lead marks aside."""
        return [f"{kind} {stage}" for _, kind, stage, _ in self.moves if kind != "lead"]

    def at(self, kind: str) -> int:
        return next(at for _, name, _, at in self.moves if name == kind)


def walked(map_: Map, acts: list[Act]) -> Walked:
    """One person placed on the map; the moves still to come are there too."""
    names = tuple(sorted({name for _, name, _ in acts}))
    fields = sorted({key for _, _, values in acts for key in values})
    batch = TrailBatch(
        persons=np.array([1]),
        offsets=np.array([0, len(acts)]),
        time=np.array([instant(map_, when) for when, _, _ in acts]),
        code=np.array([names.index(name) for _, name, _ in acts], np.uint16),
        names=names,
        key=np.arange(1, len(acts) + 1),
        deal=np.zeros(0, np.int64),
        columns={key: encode([values.get(key) for _, _, values in acts]) for key in fields},
    )
    (placed,) = place(batch, [compile_edition(map_)])
    rows = placed.move_journeys()
    return Walked(
        placed,
        [
            (
                int(placed.lap[journey]),
                MOVE_NAMES[int(placed.kind[at])],
                map_.stages[int(placed.stage[at])].id,
                int(placed.at[at]),
            )
            for at, journey in enumerate(rows)
        ],
    )


def instant(map_: Map, when: str) -> int:
    moment = read_moment(when, map_.zone)
    assert moment is not None
    return moment.at


def up_to(stage: str) -> list[Act]:
    """The ideal walk until it stands on this stage."""
    first = {
        "visitor": 2, "enquiry": 5, "booked": 8, "measured": 11, "quoted": 12, "contract": 15,
    }  # fmt: skip
    return IDEAL[: first[stage]]


def test_the_ideal_walk_passes_every_stage_in_order_and_wins(windows: Map) -> None:
    person = walked(windows, IDEAL)
    entered = [f"advance {stage}" for stage in STAGES[2:]]
    entered.insert(entered.index("advance paid") + 1, "won paid")
    assert person.path == ["start visitor", *entered, "dormant repeat"]
    assert person.at("lead") == instant(windows, "2026-03-01 10:06")
    assert person.at("won") == instant(windows, "2026-03-06 17:20")
    assert person.placed.paid_amount.tolist() == [4_000_000, 3_400_000]


def test_an_ad_click_opens_no_journey_and_belongs_to_the_one_it_led_to(windows: Map) -> None:
    person = walked(windows, IDEAL)
    names = ["", *(one.id for one in windows.touchpoints)]
    counted = person.placed.touch_flags & COUNTED != 0
    assert names[int(person.placed.touch_point[counted][0])] == "a1_search_ad"
    assert person.placed.opened_at.tolist() == [instant(windows, "2026-03-01 10:00:05")]


@pytest.mark.parametrize("stage", "visitor enquiry booked measured quoted contract".split())
def test_silence_loses_on_each_stage_after_its_limit(windows: Map, stage: str) -> None:
    acts = up_to(stage)
    person = walked(windows, acts)
    limit = windows.stages[windows.stage_index(stage)].lost_after
    assert person.path[-1] == f"silence {stage}"
    assert person.at("silence") == instant(windows, acts[-1][0]) + (limit or 0)


def test_what_the_seller_does_alone_does_not_break_the_silence(windows: Map) -> None:
    sent: list[Act] = [
        ("2026-03-04 09:00", "quote_opened", {}),
        ("2026-03-05 11:00", "call_out_attempt", {"purpose": "quote"}),
        ("2026-03-06 11:00", "message_sent", {"content": "m09"}),
        ("2026-03-06 11:01", "message_delivered", {"content": "m09"}),
        ("2026-03-06 19:00", "message_open", {"content": "m09"}),
    ]
    silent = walked(windows, [*up_to("quoted"), *sent])
    assert silent.at("silence") == instant(windows, "2026-03-03 20:00") + 21 * DAY
    heard: Act = (
        "2026-03-07 11:00",
        "call_answered",
        {"purpose": "decision", "answered": True},
    )
    answered = walked(windows, [*up_to("quoted"), *sent, heard])
    assert answered.at("silence") == instant(windows, heard[0]) + 21 * DAY


def test_a_person_lost_before_the_measurement_returns_to_the_enquiry(windows: Map) -> None:
    acts: list[Act] = [*up_to("booked"), ("2026-03-20 10:00", "chat_in", {})]
    assert walked(windows, acts).path[-3:] == [
        "silence booked",
        "return enquiry",
        "silence enquiry",
    ]


def test_a_no_show_keeps_the_booking_and_a_cancelled_one_moves_back(windows: Map) -> None:
    no_show: Act = ("2026-03-03 18:40", "booking_no_show", {})
    moved: Act = ("2026-03-03 19:30", "booking_rescheduled", {"day": "2026-03-05"})
    came: Act = ("2026-03-05 18:30", "booking_came", {})
    missed = walked(windows, [*up_to("booked"), no_show, moved, came])
    assert missed.path[-3:] == ["advance booked", "advance measured", "silence measured"]
    unmoved = walked(windows, [*up_to("booked"), no_show])
    assert unmoved.at("silence") == instant(windows, "2026-03-01 10:15") + 7 * DAY
    cancelled: Act = ("2026-03-02 12:20", "booking_cancelled", {})
    assert walked(windows, [*up_to("booked"), cancelled]).path[-2:] == [
        "back enquiry",
        "silence enquiry",
    ]


@pytest.mark.parametrize(
    ("event", "reason", "end"),
    [
        ("deal_lost", "price", "refusal"),
        ("lead_rejected", "competitor", "refusal"),
        ("deal_lost", "spam", "invalid"),
        ("lead_rejected", "spam", "invalid"),
        ("lead_rejected", "not_ours", "disqualified"),
        ("consent_withdrawn", "", "hard"),
    ],
)
def test_a_journey_ends_with_its_reason(
    windows: Map, event: str, reason: str, end: str
) -> None:
    fields: dict[str, Scalar] = {"reason": reason} if reason else {"purpose": "processing"}
    person = walked(windows, [*up_to("enquiry"), ("2026-03-02 10:00", event, fields)])
    assert person.path[-1] == f"{end} enquiry"
    assert person.placed.reasons[int(person.placed.detail[-1])] == reason


def test_a_planned_pause_holds_the_silence_back(windows: Map) -> None:
    paused: Act = ("2026-03-05 10:00", "message_reply", {"content": "m11", "day": "2026-06-01"})
    person = walked(windows, [*up_to("quoted"), paused])
    assert person.path[-2:] == ["snooze quoted", "silence quoted"]
    assert person.at("silence") == instant(windows, "2026-06-01") + 21 * DAY


def test_the_balance_opens_nothing_and_a_repeat_order_opens_a_new_journey(windows: Map) -> None:
    late: Act = ("2026-05-01 10:00", "payment_received", {"amount": "5000"})
    again: Act = ("2026-09-10 10:00", "form_submit", {"form": "repeat"})
    other: Act = ("2026-09-11 10:00", "form_submit", {"form": "calc"})
    paid = walked(windows, [*IDEAL, late])
    assert {lap for lap, *_ in paid.moves} == {0}
    assert paid.path.count("won paid") == 1
    person = walked(windows, [*IDEAL, late, again, other])
    assert [move[:3] for move in person.moves if move[0] == 1][:2] == [
        (1, "start", "enquiry"),
        (1, "lead", "enquiry"),
    ]


def test_the_last_stage_comes_by_a_survey_or_thirty_days_after(windows: Map) -> None:
    silent = walked(windows, IDEAL[:SURVEY])
    rows = [move for move in silent.moves if move[2] == "repeat"]
    assert rows[0][1:] == ("advance", "repeat", instant(windows, "2026-03-20 16:30") + 30 * DAY)
    early: Act = ("2026-03-07 10:00", "survey_answered", {"csat": 5})
    assert "repeat" not in {move[2] for move in walked(windows, [*IDEAL[:16], early]).moves}


def test_a_full_refund_takes_the_win_back(windows: Map) -> None:
    refund: Act = ("2026-03-10 10:00", "refund_made", {"amount": "40000"})
    person = walked(windows, [*IDEAL[: PAYMENT + 1], refund])
    assert person.path[-2:] == ["reversed paid", "dormant paid"]


def test_a_loss_marked_by_mistake_is_taken_back(windows: Map) -> None:
    acts: list[Act] = [
        *up_to("quoted"),
        ("2026-03-04 10:00", "deal_lost", {"reason": "price"}),
        ("2026-03-04 12:00", "deal_reopened", {}),
    ]
    assert walked(windows, acts).path[-3:] == [
        "refusal quoted",
        "mend quoted",
        "silence quoted",
    ]


def test_an_order_from_a_customer_asleep_for_long_begins_anew(windows: Map) -> None:
    back: Act = ("2028-06-01 10:00", "call_in", {})
    asleep = duration("540d") + duration("180d")
    assert instant(windows, back[0]) - instant(windows, IDEAL[-1][0]) > asleep
    person = walked(windows, [*IDEAL, back])
    assert next(move for move in person.moves if move[0] == 1)[1:3] == ("start", "enquiry")
