"""The words of a funnel: its keys, with what they mean."""

from typing import Final

from tropa.map.kinds import Choice, Flag, Length, Number, Text
from tropa.map.shapes import Fields, Key, Many, Short
from tropa.measure.questions.vocabulary import (
    BY,
    ITEM_KEYS,
    ITEMS,
    STEP,
    STEPS_AT_MOST,
    FieldName,
    question_fields,
)

EVENTS: Final = "events"
"""What `correlate` says to mean events by name."""

EXCLUSION: Final = Short(
    Fields(
        {
            **ITEM_KEYS,
            "any": Key(ITEMS, "Alternatives, each with a condition of its own."),
            "between": Key(
                Many(Number(1, STEPS_AT_MOST, whole=True)),
                "Two steps by number: from having made the first of them until the second is "
                "made. The whole funnel",
            ),
            "name": Key(Text(120), "What it is called in the answer."),
        }
    ),
    "event",
)

FIELDS: Final = question_fields(
    {
        "steps": Key(Many(STEP), "The steps in their order, two at least.", needed=True),
        "within": Key(Length("unlimited"), "From the first step to the last. unlimited"),
        "order": Key(
            Choice(("ordered", "strict", "any", "together")),
            "ordered — other events may stand between; strict — nothing else may; any — each "
            "step by itself, whenever it was made; together — all steps up to this one, in any "
            "order within one window. ordered",
        ),
        "reentry": Key(Flag(), "With strict order: a step out of turn is passed over. false"),
        "repeats": Key(
            Choice(("ignored", "end")), "A step met again: ignored, or the end. ignored"
        ),
        "same_time": Key(
            Choice(("counts", "apart")),
            "Two steps at one instant count, or each must be later than the last. counts",
        ),
        "one_event": Key(
            Choice(("one_step", "many_steps")),
            "How many steps one event may serve; in the order any always many. one_step",
        ),
        "convention": Key(
            Choice(("attempts", "windowfunnel")),
            "attempts — every first step begins an attempt, and what breaks it ends it alone; "
            "windowfunnel — as ClickHouse's windowFunnel: what breaks one ends them all. "
            "attempts",
        ),
        "exclude": Key(
            Many(EXCLUSION),
            "Events that void the attempt they come into: as if it had not been made.",
        ),
        "by": Key(BY, "Split the answer."),
        "trend": Key(
            Choice(("day", "week", "month")),
            "Besides, by period: attempts begun in it, and how far they got.",
        ),
        "correlate": Key(
            FieldName(),
            "Besides: what those who finished did on the way oftener than those who did not: "
            "`events`, or the values of a property.",
        ),
        "times": Key(Flag(), "Tell how long the steps took. true"),
    }
)
