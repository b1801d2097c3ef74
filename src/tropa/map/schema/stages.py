"""Zones, stages and touchpoints: the picture's columns and cards."""

from typing import Final

from tropa.map.interactions import INTERACTIONS
from tropa.map.kinds import Choice, Day, Flag, Length, Number, Ref, Rule, Share, Text
from tropa.map.schema.common import COMMON, ROLE, TITLE
from tropa.map.shapes import Anything, Fields, Key, Many, Values

ZONE: Final = Fields(
    {
        **COMMON,
        "color": Key(Text(20), "Its colour on the picture."),
        "core": Key(
            Choice(("lead_generation", "first_purchase", "repeat_sales", "none")),
            "Which of the three universal steps it serves.",
        ),
        "question": Key(Text(300), "What the buyer asks in this zone."),
    }
)

STAGE: Final = Fields(
    {
        **COMMON,
        "zone": Key(Ref(("zone",)), "The zone it belongs to."),
        "core": Key(
            Choice(("lead_generation", "first_purchase", "repeat_sales", "none")),
            "Which universal step it serves, when it has no zone.",
        ),
        "level": Key(
            Choice(("audience", "person")), "`audience`: filled by counts, not by persons."
        ),
        "buyer_asks": Key(Text(300), "The buyer's question on this stage."),
        "buyer_wants": Key(Text(300), "The buyer's aim on this stage."),
        "buyer": Key(Many(Text(200)), "What the buyer does here, one line an act."),
        "seller": Key(Many(Text(200)), "What the seller does here, one line an act."),
        "feels": Key(Text(80), "The buyer's feeling in a few words."),
        "emotion": Key(Number(-2, 2), "The feeling from -2 to +2: a point of the curve."),
        "enter": Key(
            Rule("event"), "The only way in; without it, a touch at one of its touchpoints."
        ),
        "target": Key(Rule("event"), "The act that leads on. Measured; moves nobody."),
        "required": Key(Flag(), "Passing it over is a deviation."),
        "lost_after": Key(
            Length("never"), "Silence after which a person here is lost, or `never`."
        ),
        "return_to": Key(
            Ref(("stage",)), "Where the lost return to; else where they were lost."
        ),
        "norm": Key(Length(), "How long a person should stay."),
        "sla": Key(Length(), "How soon the first action must follow."),
        "asks": Key(
            Many(Text(60)),
            "Fields of the event that must be told of whoever is put here by hand.",
        ),
        "owner": Key(ROLE, "Who answers for it."),
        "plan": Key(Number(0), "How many should enter in a month."),
        "probability": Key(
            Share(), "Share that goes on; used by forecast and by drawn people."
        ),
        "alternatives": Key(Many(Text(120)), "What else the buyer may choose, us aside."),
        "hidden": Key(Flag(), "Not drawn in the funnel."),
    }
)

SALE_HERE: Final = Fields(
    {
        "title": Key(TITLE, "What counts as a sale at this point."),
        "when": Key(Rule("event"), "The act that is the sale.", needed=True),
        "within": Key(Length(), "Counted forward from the touch."),
        "value": Key(Number(0), "What one is worth, in major units of money."),
    }
)

STEP: Final = Fields(
    {
        "title": Key(TITLE, "What happens at this step."),
        "event": Key(Text(200), "The event of this step."),
        "where": Key(Rule("fields"), "Which of these events count."),
        "did": Key(Ref(("touchpoint",)), "Or the touchpoint that is this step."),
    }
)

TOUCHPOINT: Final = Fields(
    {
        **COMMON,
        "stage": Key(
            Ref(("stage",)), "Touching it places the person there; without it, nobody moves."
        ),
        "event": Key(Many(Text(200)), "The event that is this touch."),
        "where": Key(Rule("fields"), "Which of these events count."),
        "from": Key(Choice(("buyer", "seller")), "Who acts."),
        "answered": Key(
            Rule("fields"), "When a seller's touch was answered and so is two-way."
        ),
        "moves_back": Key(Flag(), "It may move a person to an earlier stage."),
        "restarts": Key(Flag(), "After the sale it opens a new journey."),
        "kind": Key(Choice(("communication", "action")), "Two act, or one."),
        "role": Key(
            Choice(("capture", "inform", "persuade", "convert", "serve", "return", "refer")),
            "What the point is for.",
        ),
        "interaction": Key(Choice(tuple(INTERACTIONS)), "What kind of contact it is."),
        "channel": Key(Many(Text(60)), "Where it happens; several are tried in this order."),
        "device": Key(
            Many(
                Choice(
                    ("phone", "tablet", "desktop", "tv", "kiosk", "pos", "landline", "offline")
                )
            ),
            "On what.",
        ),
        "place": Key(Text(200), "Page group, office, shelf."),
        "buyer": Key(Text(300), "What the buyer does."),
        "thinks": Key(Text(300), "What the buyer thinks."),
        "seller": Key(Text(300), "What the seller does."),
        "backstage": Key(Text(300), "What happens out of the buyer's sight."),
        "support": Key(Text(200), "The system that helps."),
        "emotion": Key(Number(-2, 2), "The buyer's feeling from -2 to +2."),
        "drama": Key(Number(1, 5), "How much this moment matters."),
        "pain": Key(Text(300), "What hurts the buyer here."),
        "moment_of_truth": Key(Flag(), "The impression is made here."),
        "mandatory": Key(Flag(), "Must happen to everybody who passes the stage."),
        "sale": Key(SALE_HERE, "What counts as a sale here."),
        "steps": Key(Many(STEP), "Its small funnel, 2 to 7 steps; the last is its sale."),
        "owner": Key(ROLE, "Who answers for it."),
        "competences": Key(Many(Text(100)), "What the owner must be able to do."),
        "content": Key(Many(Ref(("content",))), "What is shown or sent."),
        "tools": Key(Many(Ref(("tool",))), "What it is done with."),
        "script": Key(Ref(("script",)), "What to say."),
        "instruction": Key(Ref(("instruction",)), "How it is done, step by step."),
        "procedure": Key(Text(300), "A file with the procedure."),
        "consent": Key(Many(Text(60)), "Consent it needs."),
        "service": Key(Flag(), "A service message: needs no advertising consent."),
        "at": Key(Many(Text(80)), "When it is planned, from entering the stage."),
        "every": Key(Length(), "How often it is repeated."),
        "when": Key(Text(300), "In which case it is done at all, in words."),
        "limit": Key(Length(), "How soon it must be done."),
        "cost": Key(Number(0), "Cost of one touch, in major units of money."),
        "expects": Key(
            Values(Anything()), "Starting assumptions: any figure by a name of your own."
        ),
        "play": Key(Text(60), "The play it belongs to."),
        "variant": Key(Many(Text(60)), "Variants of the map it belongs to."),
        "reviewed": Key(Day(), "When it was last looked over."),
    }
)
