"""What is carried out and watched: KPIs, contact rules, actions, plays, experiments, plans."""

from typing import Final

from tropa.map.kinds import Choice, Day, Length, Number, Ref, Rule, Share, Text, Url
from tropa.map.phrases import Measured, Target, Times
from tropa.map.schema.common import COMMON, NOTE, ROLE, TITLE
from tropa.map.shapes import Anything, Fields, Key, Many, Records, Values

KPI: Final = Fields(
    {
        **COMMON,
        "share": Key(Measured("from", "to"), "Share of those who go from X to Y."),
        "time": Key(Measured("from", "to"), "Time from X to Y."),
        "touches": Key(Measured("before"), "Touches before X."),
        "money": Key(Text(120), "Money: `spend per lead`."),
        "within": Key(Length(), "Counted forward from X."),
        "at": Key(
            Choice(("median", "mean", "p75", "p80", "p90", "p95")), "Which of the times."
        ),
        "target": Key(Target(), "`at least 55%`, `at most 15m`."),
        "alarm": Key(Target(), "Beyond it all is red; between the two, yellow."),
        "owner": Key(ROLE, "Who answers for it."),
        "stage": Key(Ref(("stage",)), "The column it is drawn in."),
        "weight": Key(Number(0), "How much it counts."),
        "period": Key(Choice(("day", "week", "month", "quarter")), "Judged by this period."),
    },
    together=("share", "time", "touches", "money"),
)

CONTACT: Final = Fields(
    {
        "consent": Key(Rule("standing"), "Who may be written to at all."),
        "quiet": Key(Text(20), "Local hours without messages: `21:00–09:00`."),
        "call_quiet": Key(Text(20), "Local hours without calls."),
        "at_most": Key(Many(Times()), "Advertising to one person: `2 per 7d`."),
        "gap": Key(Length(), "Between two advertising messages."),
    }
)

ACTION: Final = Fields(
    {
        **COMMON,
        "owner": Key(ROLE, "Who does it."),
        "due": Key(Length(), "How soon."),
        "procedure": Key(Text(300), "A file with the procedure."),
        "instruction": Key(Ref(("instruction",)), "How it is done."),
        "tools": Key(Many(Text(100)), "With what."),
    }
)

_BRANCH: Final = Fields(
    {
        "when": Key(Rule("standing"), "In this case."),
        "otherwise": Key(Text(0), "In any other case."),
        "message": Key(Text(200), "Send this."),
        "do": Key(Ref(("action",)), "Let somebody do this."),
    }
)

_STEP: Final = Fields(
    {
        "wait": Key(Length(), "Wait so long."),
        "until": Key(Rule("standing"), "Or until this, whichever comes first."),
        "message": Key(Text(200), "Send this."),
        "experiment": Key(Ref(("experiment",)), "Its text is under test."),
        "do": Key(Ref(("action",)), "Let somebody do this."),
        "choose": Key(Many(_BRANCH), "The first branch whose case holds."),
        "webhook": Key(Url(), "Tell another system."),
    },
    together=("wait", "message", "do", "choose", "webhook"),
)

PLAY: Final = Fields(
    {
        **COMMON,
        "kind": Key(
            Choice(("lead", "nurture", "recover", "serve", "repeat", "refer")),
            "What it is for.",
        ),
        "priority": Key(
            Number(0, 100, whole=True), "Of several for one person, the highest goes first."
        ),
        "start": Key(Rule("standing"), "When it begins."),
        "for": Key(Length(), "The start must have held so long."),
        "stop": Key(Rule("standing"), "When it ends at once."),
        "holdout": Key(Share(), "Share left alone, to see the effect."),
        "at_most": Key(Many(Times()), "Contacts of this play with one person: `2 per 1d`."),
        "again": Key(Text(60), "May it begin again: `once`, `once per 30d`, `always`."),
        "within": Key(Length(), "Effect is counted so long."),
        "owner": Key(ROLE, "Who answers for it."),
        "status": Key(Choice(("draft", "running", "paused")), "How it stands."),
        "stage": Key(Ref(("stage",)), "The column it is drawn in."),
        "steps": Key(Many(_STEP), "What happens, in order."),
    }
)

EXPERIMENT: Final = Fields(
    {
        **COMMON,
        "hypothesis": Key(NOTE, "What is believed and why."),
        "at": Key(Ref(("touchpoint",)), "Where."),
        "who": Key(Rule("standing"), "With whom."),
        "variants": Key(Values(Share()), "Arms and their shares."),
        "control": Key(Text(60), "The arm that is as before."),
        "decide_by": Key(Ref(("kpi",)), "The measure that decides."),
        "guard": Key(Many(Ref(("kpi",))), "Measures that must not suffer."),
        "detect": Key(Text(20), "The smallest effect worth finding: `2pp`."),
        "start": Key(Day(), "From which day."),
        "least": Key(Length(), "At least so long."),
    }
)

PLAN: Final = Fields(
    {
        "horizon": Key(Length(), "How far ahead."),
        "month": Key(
            Values(Number(0)), "Values a month by stage, touchpoint or a word of your own."
        ),
        "season": Key(
            Many(Number(0)), "How each month differs from an ordinary one, January first."
        ),
        "what_if": Key(
            Records(
                Fields(
                    {
                        "title": Key(TITLE, "What people call it."),
                        "set": Key(Values(Text(40)), "KPI: supposed value."),
                    }
                )
            ),
            "Suppositions to compare.",
        ),
        "budget": Key(Values(Number(0)), "Money a month by stage, touchpoint or channel."),
        "returns": Key(Share(), "Share of the lost who come back; used by drawn people."),
        "returns_after": Key(Length(), "How soon they come back."),
        "refunds": Key(Share(), "Share of sales given back; used by drawn people."),
        "deal": Key(Number(0), "An ordinary sale, in major units of money."),
        "sources": Key(Values(Share()), "Where people come from."),
        "devices": Key(Values(Share()), "On what they come."),
    }
)

RUN: Final = {
    "kpis": Key(Records(KPI, "kpi"), "Measures with a target and an owner."),
    "contact": Key(CONTACT, "Respect for the person."),
    "actions": Key(Records(ACTION, "action"), "What people do: procedure, tool, due time."),
    "plays": Key(Records(PLAY, "play"), "How people are led and won back."),
    "experiments": Key(Records(EXPERIMENT, "experiment"), "What is under test."),
    "plan": Key(PLAN, "What is expected of a month, and of the future."),
    "extra": Key(Anything(), "Room for whatever has no place of its own."),
}
