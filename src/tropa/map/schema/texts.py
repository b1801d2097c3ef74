"""What is said, shown and asked, through which channels, and what the work is done with."""

from typing import Final

from tropa.map.kinds import Choice, Day, Flag, Length, Number, Ref, Rule, Text
from tropa.map.phrases import Times
from tropa.map.schema.common import COMMON, NOTE, ROLE
from tropa.map.shapes import Fields, Key, Many, Values

_QUESTION: Final = Fields(
    {
        "id": Key(Text(60), "Its short name, for `next`."),
        "question": Key(Text(500), "The question itself.", needed=True),
        "kind": Key(Text(40), "Its kind: situation, problem, implication, need, closing…"),
        "save": Key(Text(60), "The trait that keeps the answer."),
        "next": Key(Values(Text(60)), "Answer: the next question's name."),
    }
)

SCRIPT: Final = Fields(
    {
        **COMMON,
        "purpose": Key(Text(300), "What it is for."),
        "opening": Key(NOTE, "How to begin."),
        "questions": Key(Many(_QUESTION), "Questions in order."),
        "objections": Key(Values(Text(1_000)), "Objection: answer."),
        "closing": Key(NOTE, "How to end."),
        "outcomes": Key(Many(Text(60)), "How a talk may end."),
        "forbidden": Key(Many(Text(200)), "What is never said."),
    }
)

CONTENT: Final = Fields(
    {
        **COMMON,
        "kind": Key(
            Choice(
                (
                    "ad",
                    "article",
                    "letter",
                    "message",
                    "page",
                    "video",
                    "calculator",
                    "price",
                    "case",
                    "review",
                    "script",
                    "gift",
                    "document",
                )
            ),
            "What it is.",
        ),
        "text": Key(Text(20_000), "The text itself; `{{name}}` is filled for the person."),
        "subject": Key(Text(300), "Subject line."),
        "channel": Key(Many(Text(60)), "Where it is used."),
        "stage": Key(Many(Ref(("stage",))), "For which stages."),
        "segment": Key(Many(Ref(("segment",))), "For whom."),
        "problem": Key(Many(Ref(("problem",))), "Which problem it speaks to."),
        "cta": Key(Text(120), "The one call to action."),
        "cta_event": Key(Text(200), "The event that is its answer."),
        "nature": Key(Choice(("service", "advertising")), "What the law takes it for."),
        "status": Key(Choice(("ready", "draft", "missing")), "How far it is."),
        "erid": Key(Text(60), "Advertising mark."),
        "advertiser": Key(Text(200), "Advertiser's details."),
        "consent": Key(Many(Text(60)), "Consents asked here, each a box of its own."),
        "until": Key(Day(), "Valid until."),
        "owner": Key(ROLE, "Who answers for it."),
    }
)

TOOL: Final = Fields(
    {
        **COMMON,
        "kind": Key(Text(60), "CRM, mailer, telephony, laser…"),
        "access": Key(ROLE, "Who gives access."),
        "month": Key(Number(0), "Cost of a month, in major units of money."),
    }
)

INSTRUCTION: Final = Fields(
    {
        **COMMON,
        "steps": Key(Many(Text(500)), "What to do, in order."),
        "tools": Key(Many(Ref(("tool",))), "With what."),
        "files": Key(Many(Text(300)), "Papers needed."),
        "done_when": Key(Many(Text(300)), "How to know it is done."),
    }
)

_ROUTING: Final = Fields(
    {
        "when": Key(Rule("event"), "Which answer."),
        "do": Key(Ref(("action",)), "Let somebody do this."),
        "message": Key(Text(200), "Send this."),
    }
)

SURVEY: Final = Fields(
    {
        **COMMON,
        "questions": Key(
            Many(
                Fields(
                    {
                        "question": Key(Text(300), "The question.", needed=True),
                        "kind": Key(
                            Choice(("csat", "nps", "ces", "solved", "open", "choice")),
                            "Its kind.",
                        ),
                        "options": Key(Many(Text(200)), "Answers to choose from."),
                    }
                )
            ),
            "What is asked.",
        ),
        "start": Key(Rule("event"), "After which act."),
        "channel": Key(Many(Text(60)), "Where; tried in this order."),
        "throttle": Key(Length(), "Not more often than this."),
        "reminders": Key(Many(Length()), "Reminded so long after asking."),
        "then": Key(Many(_ROUTING), "Where an answer leads; the first that fits."),
    }
)

CHANNEL: Final = Fields(
    {
        **COMMON,
        "addressable": Key(Flag(), "Can one person be reached through it."),
        "consent": Key(Text(60), "Consent it needs."),
        "restricted": Key(Flag(), "The law limits it."),
        "at_most": Key(Many(Times()), "Contacts with one person: `1 per 7d`."),
        "quiet": Key(Text(20), "Local hours without it: `20:00–10:00`."),
        "cost": Key(Number(0), "Cost of one contact."),
    }
)
