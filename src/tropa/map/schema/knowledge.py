"""What is known: goals, problems, products, people, reasons. Kept, checked, shown."""

from typing import Final

from tropa.map.kinds import Choice, Day, Flag, Length, Number, Ref, Rule, Share, Text, Url
from tropa.map.schema.common import COMMON, NOTE, ROLE, TITLE
from tropa.map.schema.texts import CHANNEL, CONTENT, INSTRUCTION, SCRIPT, SURVEY, TOOL
from tropa.map.shapes import Anything, Fields, Key, Many, Records, Series, Short, Values

_SOURCED: Final = Short(
    Fields(
        {
            "value": Key(Anything(), "What is believed."),
            "source": Key(
                Choice(("poll", "analytics", "talk", "questionnaire", "crm", "calls", "guess")),
                "Where it comes from.",
            ),
            "confidence": Key(Choice(("assumed", "observed", "measured")), "How sure it is."),
            "date": Key(Day(), "When it was learnt."),
        }
    ),
    "value",
)
_PORTRAIT_FIELDS: Final = [
    "name",
    "photo",
    "sex",
    "age",
    "lives",
    "habits",
    "interests",
    "income",
    "household",
    "firm",
    "wants",
    "fears",
    "channels",
    "devices",
    "words",
    "deciders",
    "push",
    "pull",
    "anxiety",
    "habit",
    "alternatives",
    "buys",
    "job",
]

OWNER: Final = Short(
    Fields(
        {
            **COMMON,
            "department": Key(
                Choice(("marketing", "sales", "service", "production", "management")),
                "Department.",
            ),
            "name": Key(Text(120), "Who holds the role now."),
            "competences": Key(Many(Text(100)), "What the role must be able to do."),
            "hour": Key(Number(0), "Cost of an hour, in major units of money."),
        }
    ),
    "title",
)

PERSONA: Final = Fields(
    {
        **{key: Key(_SOURCED, "A trait of the buyer's portrait.") for key in _PORTRAIT_FIELDS},
        **COMMON,
        "segment": Key(Ref(("segment",)), "The segment it portrays."),
        "questions": Key(Many(Text(300)), "What this buyer asks before buying, one line each."),
    }
)

SEGMENT: Final = Fields(
    {
        **COMMON,
        "who": Key(Rule("standing"), "Who belongs: traits and behaviour."),
        "priority": Key(
            Number(0, whole=True), "Among several that match, the highest is shown first."
        ),
        "size": Key(Number(0), "How many there are, by your estimate."),
        "scenario": Key(Text(500), "When…, I want…, so that…"),
        "persona": Key(PERSONA, "The buyer's portrait."),
    }
)

GOAL: Final = Fields(
    {
        **COMMON,
        "measure": Key(Text(60), "What is measured: wins, revenue, a KPI's name."),
        "baseline": Key(Number(), "Where it starts."),
        "target": Key(Number(), "Where it should be."),
        "by": Key(Day(), "By which day."),
        "direction": Key(Choice(("up", "down")), "Which way is better."),
        "owner": Key(ROLE, "Who answers for it."),
    }
)

PROBLEM: Final = Fields(
    {
        **COMMON,
        "stage": Key(Ref(("stage",)), "Where it hurts."),
        "evidence": Key(NOTE, "How it is known."),
        "money": Key(Number(0), "What it costs, in major units of money."),
        "status": Key(Choice(("open", "in_work", "solved", "rejected")), "How it stands."),
        "owner": Key(ROLE, "Who answers for it."),
        "touchpoints": Key(Many(Ref(("touchpoint",))), "Where it is worked on."),
    }
)

PRODUCT: Final = Fields(
    {
        **COMMON,
        "solves": Key(NOTE, "The problem it solves."),
        "audience": Key(Text(300), "For whom."),
        "price": Key(Number(0), "Price, in major units of money."),
        "price_rule": Key(Text(300), "How the price comes about."),
        "cost": Key(Number(0), "Cost of one."),
        "margin": Key(Share(), "Gross margin."),
        "proofs": Key(Many(Text(200)), "Why one may believe it."),
        "facts": Key(Values(Text(500)), "Fact: what it is, for scripts and texts."),
        "objections": Key(Values(Text(500)), "Doubt: answer."),
        "alternatives": Key(Many(Text(200)), "What else the buyer may choose."),
        "documents": Key(Many(Url()), "Manuals and papers."),
        "refill": Key(Length(), "How often it is bought again."),
        "service_every": Key(Length(), "How often it needs care."),
    }
)

NEED: Final = Fields(
    {
        **COMMON,
        "stage": Key(Ref(("stage",)), "Where it shows."),
        "segment": Key(Ref(("segment",)), "Whose need it is."),
        "source": Key(Text(200), "Where it was heard."),
        "count": Key(Number(0, whole=True), "How often."),
        "seen": Key(Day(), "When last."),
        "status": Key(Choice(("open", "in_work", "met", "rejected")), "How it stands."),
    }
)

LOSS_REASON: Final = Fields(
    {
        **COMMON,
        "group": Key(
            Choice(
                (
                    "price",
                    "competitor",
                    "no_need",
                    "timing",
                    "no_contact",
                    "trust",
                    "product_fit",
                    "service",
                    "technical",
                    "own_choice",
                    "disqualified",
                    "invalid",
                )
            ),
            "What kind of reason it is.",
        ),
        "recoverable": Key(
            Choice(("now", "later", "never")), "Whether such a person can be won back."
        ),
        "follow_up": Key(Text(60), "When to come back: a time, or the day the person named."),
        "ask": Key(Text(60), "What to ask besides."),
        "set_by": Key(Many(ROLE), "Who may give this reason; else anybody."),
    }
)

REVIEW: Final = Fields(
    {
        "every": Key(Length(), "How often the map is looked over."),
        "owner": Key(ROLE, "By whom."),
        "checks": Key(Many(Text(120)), "What is looked at."),
    }
)

LANE: Final = Fields(
    {
        "title": Key(TITLE, "What people call it."),
        "kind": Key(Text(60), "Which field of stages or touchpoints it shows."),
        "hidden": Key(Flag(), "Folded away."),
    }
)

ROUTE: Final = Fields(
    {
        "from": Key(Ref(("stage", "touchpoint")), "Where it begins.", needed=True),
        "to": Key(Ref(("stage", "touchpoint")), "Where it leads.", needed=True),
        "when": Key(Text(300), "In which case, in words."),
        "share": Key(Share(), "Share expected to take it."),
        "ideal": Key(Flag(), "It belongs to the ideal path."),
    }
)

KNOWLEDGE: Final = {
    "goals": Key(Records(GOAL, "goal"), "What the map is for: a figure, a day, an owner."),
    "tasks": Key(Many(Text(60)), "The tasks the map serves."),
    "problems": Key(Records(PROBLEM, "problem"), "What hurts, and who works on it."),
    "products": Key(Records(PRODUCT, "product"), "What is sold."),
    "owners": Key(Records(OWNER, "owner"), "Roles that answer for parts of the map."),
    "segments": Key(Series("segment", SEGMENT, "segment"), "For whom; the first match wins."),
    "personas": Key(Records(PERSONA, "persona"), "Portraits apart from segments."),
    "needs": Key(Records(NEED, "need"), "What people turned out to want."),
    "loss_reasons": Key(Records(LOSS_REASON, "reason"), "Why people leave."),
    "scripts": Key(Records(SCRIPT, "script"), "What to say."),
    "content": Key(Records(CONTENT, "content"), "What is shown and sent."),
    "tools": Key(Records(TOOL, "tool"), "What it is done with."),
    "instructions": Key(Records(INSTRUCTION, "instruction"), "How it is done."),
    "surveys": Key(Records(SURVEY, "survey"), "What is asked after."),
    "channels": Key(Records(CHANNEL, "channel"), "Channels of your own, or about known ones."),
    "lanes": Key(Series("lane", LANE), "Rows of the picture, in order."),
    "routes": Key(Many(ROUTE), "Branches between stages."),
    "ideal": Key(Many(Ref(("stage",))), "The ideal path, stage by stage."),
    "review": Key(REVIEW, "The rhythm of looking the map over."),
}
