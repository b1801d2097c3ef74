"""How a journey is judged: its lead, its sale, its money, its ends, its windows."""

from typing import Final

from tropa.map.kinds import FieldOf, Length, Number, Rule, Share
from tropa.map.shapes import Fields, Key, Short

MONEY: Final = Short(
    Fields(
        {
            "paid": Key(
                FieldOf(), "The touchpoint and field that hold a payment: `payment.amount`."
            ),
            "refunded": Key(FieldOf(), "The touchpoint and field that hold money given back."),
            "margin": Key(Share(), "Gross margin of a sale."),
            "least": Key(Number(0), "A smaller payment is not yet the first one."),
        }
    ),
    "paid",
)

_ACT: Final = Short(Fields({"when": Key(Rule("event"), "The act.", needed=True)}), "when")
_ACT_WITH_REASON: Final = Short(
    Fields(
        {
            "when": Key(Rule("event"), "The act.", needed=True),
            "reason": Key(FieldOf(), "The touchpoint and field that hold the reason."),
        }
    ),
    "when",
)
_PAUSE: Final = Short(
    Fields(
        {
            "when": Key(Rule("event"), "The act.", needed=True),
            "until": Key(FieldOf(), "The touchpoint and field that hold the day to come back."),
        }
    ),
    "when",
)

OUTCOMES: Final = Fields(
    {
        "lost": Key(_ACT_WITH_REASON, "A refusal: the person said no."),
        "hard_lost": Key(_ACT_WITH_REASON, "No way to reach the person is left."),
        "disqualified": Key(_ACT_WITH_REASON, "A real person who cannot buy."),
        "invalid": Key(_ACT_WITH_REASON, "Spam, a test, a duplicate, a wrong number."),
        "snooze": Key(_PAUSE, "A planned pause: silence counts from the day agreed."),
        "reopened": Key(_ACT, "A loss taken back by hand, as a CRM does."),
    }
)

POLICY: Final = Fields(
    {
        "reopen_within": Key(
            Length("unlimited"), "A lost person returns within it; later is a new lap. 180d"
        ),
        "reversed_within": Key(
            Length("unlimited"), "A full refund within it reverses the win. unlimited"
        ),
        "mistake_within": Key(Length(), "A loss reopened within it never was. 24h"),
        "recovered_within": Key(
            Length("unlimited"), "A return must lead on within it. unlimited"
        ),
        "visit_gap": Key(
            Length(), "Silence that ends a visit, so that its pages are one touch. 30m"
        ),
        "talk_gap": Key(Length(), "Silence that ends one chat. 30m"),
        "trailing": Key(Length(), "The window of win rate and average deal in velocity. 90d"),
        "laps": Key(
            Number(1, 1_000, whole=True), "How many journeys one person or deal may make."
        ),
    }
)
