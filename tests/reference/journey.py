"""One journey: where it stands, and what a touch or a due instant does to it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from reference.conditions import Past, fires, fulfilling, holds, latest
from reference.said import amount, pause, reason
from reference.touches import Contact
from reference.trail import Happened, Touch
from tropa.condition.syntax import Condition, TimeAfter
from tropa.map.document import Map

MOVES = {
    "invalid": "invalid",
    "disqualified": "disqualified",
    "hard_lost": "hard",
    "lost": "refusal",
}
"""Ends other than the sale, the strongest first."""


class Moved(NamedTuple):
    """One move, as the columns tell it; 0 is the cause of what was due."""

    kind: str
    stage: int
    before: int
    at: int
    cause: int
    detail: object = None


@dataclass
class Journey:
    """One pass of one unit over one edition of a map."""

    map: Map
    edition: int
    lap: int
    opened_at: int
    touches: list[Touch]
    """With those that led up to it."""
    ever: list[Touch]
    status: str = "active"
    stage: int = -1
    clock: int = 0
    snoozed_until: int = 0
    lost_at: int = 0
    won_at: int | None = None
    dormant_at: int | None = None
    lead: bool = False
    returned: bool = False
    moves: list[Moved] = field(default_factory=list[Moved])
    entries: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    losses: list[str] = field(default_factory=list[str])
    payments: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    contacts: list[Contact] = field(default_factory=list[Contact])
    rung: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])

    def past(self, now: int, this: Touch | None) -> Past:
        touches, ever = self.touches, self.ever
        return Past(now, this, touches, ever, self.entries, self.losses, self.returned)

    def mark(self, kind: str, at: int, cause: int, detail: object = None) -> None:
        """A move that leaves the stage as it is."""
        self.moves.append(Moved(kind, self.stage, self.stage, at, cause, detail))

    def go(self, kind: str, stage: int, at: int, cause: int, why: object = None) -> None:
        """Enter a stage: a visit begins, and so does its silence."""
        self.wake(at, cause)
        self.moves.append(Moved(kind, stage, self.stage, at, cause, why))
        self.stage, self.clock = stage, at
        self.entries.append((self.map.stages[stage].id, at))

    def step(self, stage: int, at: int, cause: int) -> None:
        self.go("advance" if stage == self.stage + 1 else "skip", stage, at, cause)

    def wake(self, at: int, cause: int) -> None:
        if self.dormant_at is not None:
            self.dormant_at = None
            self.mark("awake", at, cause)

    def be_set(self, event: Happened, stage: int) -> None:
        """Somebody of the team says where the journey stands: no rule is asked."""
        ahead = "advance" if stage == self.stage + 1 else "skip"
        kind = ahead if stage > self.stage else "back"
        if self.status == "lost":
            self.status, self.returned, kind = "active", True, "return"
        elif stage == self.stage:
            return
        kind = kind if self.moves else "start"
        self.go(kind, stage, event.time, event.key, event.fields.get("reason"))

    # ------------------------------------------------------------ a touch

    def take(self, touch: Touch) -> None:
        """A touch of the unit itself: what it enters is told by what was before it."""
        past = self.hold(touch)
        ways = stages_entered(self.map, past)
        if self.status == "lost":
            self.come_back(past, ways)
        self.go_on(touch, ways)

    def begin(self, touch: Touch, stage: int) -> None:
        """The journey opens by this touch, on this stage."""
        ways = stages_entered(self.map, self.hold(touch))
        self.go("start", stage, touch.at, touch.key)
        self.go_on(touch, ways)

    def go_on(self, touch: Touch, ways: dict[int, bool]) -> None:
        if self.status == "active":
            self.move(touch, ways)
            self.hear(touch)
            self.judge(touch)
        self.pay(touch)
        self.end(self.past(touch.at, touch))

    def hold(self, touch: Touch) -> Past:
        self.touches.append(touch)
        self.ever.append(touch)
        return self.past(touch.at, touch)

    def move(self, touch: Touch, ways: dict[int, bool]) -> None:
        """On through every later stage it enters; else back, if the touchpoint may."""
        moved = False
        for stage, by_rule in ways.items():
            ahead = stage > self.stage
            if ahead and (by_rule or not passes_over(self.map, self.stage, stage)):
                self.step(stage, touch.at, touch.key)
                moved = True
        earlier = [stage for stage in ways if stage < self.stage]
        if not moved and touch.point.moves_back and earlier:
            self.go("back", earlier[-1], touch.at, touch.key)

    def hear(self, touch: Touch) -> None:
        """The buyer was heard of: silence counts from here."""
        if touch.inbound and self.status == "active":
            self.wake(touch.at, touch.key)
            self.clock = touch.at
        if self.status == "active" and self.map.lead is None and not self.lead:
            self.lead = any(one.two_way for one in self.touches)
            if self.lead:
                self.mark("lead", touch.at, touch.key)

    def judge(self, touch: Touch) -> None:
        """The lead and the sale; they see the stage just entered."""
        past = self.past(touch.at, touch)
        if fires(self.map.lead, past) and not self.lead:
            self.lead = True
            self.mark("lead", touch.at, touch.key)
        if fires(self.map.sale, past):
            self.win(touch.at, touch.key)

    def win(self, at: int, cause: int) -> None:
        """Once; where no stage follows, the journey ends by it."""
        if self.won_at is None:
            self.won_at = at
            self.mark("won", at, cause)
            if self.stage == len(self.map.stages) - 1:
                self.close("success", at, cause)

    def come_back(self, past: Past, ways: dict[int, bool]) -> None:
        """A loss is taken back by hand, or the buyer returns; a refusal is no return."""
        touch = past.this
        assert touch is not None
        if fires(self.rule("reopened"), past):
            mistake = touch.at - self.lost_at <= self.map.policy.mistake_within
            self.status = "active"
            if mistake:
                self.losses.pop()
            else:
                self.returned = True
            self.go("mend" if mistake else "reopen", self.stage, touch.at, touch.key)
            return
        refused = any(fires(self.rule(name), past) for name in MOVES)
        if refused or not (touch.inbound or fires(self.map.sale, past)):
            return
        point = self.map.stages[self.stage].return_to
        to = self.stage if point is None else self.map.stage_index(point)
        later = [
            stage
            for stage, by_rule in ways.items()
            if stage > to and (by_rule or not passes_over(self.map, to, stage))
        ]
        self.status, self.returned = "active", True
        self.go("return", later[0] if later else to, touch.at, touch.key)

    # ------------------------------------------------------------ ends and money

    def rule(self, outcome: str) -> Condition | None:
        found = self.map.outcomes.get(outcome)
        return found.when if found else None

    def end(self, past: Past) -> None:
        """Ends other than the sale, and the pause."""
        touch = past.this
        assert touch is not None
        for outcome in MOVES:
            if fires(self.rule(outcome), past) and self.finish(
                outcome, touch.at, touch.key, reason(self.map, touch)
            ):
                return
        if self.status == "active" and fires(self.rule("snooze"), past):
            until = pause(self.map, touch)
            if until > touch.at:
                self.snoozed_until = until
                self.mark("snooze", touch.at, touch.key, until)

    def finish(self, outcome: str, at: int, cause: int, why: object = None) -> bool:
        """Come to one of the ends, if it still can; says whether it did."""
        under_way = self.status in ("active", "lost")
        if outcome == "invalid":
            if self.status != "invalid":
                self.close("invalid", at, cause, why)
                self.status = "invalid"
            return True
        if outcome == "disqualified":
            if under_way and self.won_at is None:
                self.close("disqualified", at, cause, why)
                return True
            return False
        if self.status != "active":
            return False
        if self.won_at is None:
            self.lose(MOVES[outcome], at, cause, why)
            return True
        # A buyer nobody can reach any more is no loss: the sale stays.
        if outcome == "hard_lost":
            self.sleep(at, cause, why)
            return True
        return False

    def close(self, kind: str, at: int, cause: int, why: object = None) -> None:
        self.status = "closed"
        self.mark(kind, at, cause, why)

    def lose(self, kind: str, at: int, cause: int, why: object = None) -> None:
        self.status, self.lost_at = "lost", at
        self.losses.append(self.map.stages[self.stage].id)
        self.mark(kind, at, cause, why)

    def sleep(self, at: int, cause: int, why: object = None) -> None:
        if self.dormant_at is None:
            self.dormant_at = at
            self.mark("dormant", at, cause, why)

    def pay(self, touch: Touch) -> None:
        """Money in and money back; a full refund in time reverses the win, once."""
        money, limit = self.map.money, self.map.policy.reversed_within
        paid = amount(self.map, touch, money.paid)
        refunded = abs(amount(self.map, touch, money.refunded))
        if paid != refunded:
            self.payments.append((touch.at, paid - refunded))
        if not refunded or sum(one for _, one in self.payments) > 0 or self.won_at is None:
            return
        already = any(move.kind == "reversed" for move in self.moves)
        if not already and (not limit or touch.at - self.won_at <= limit):
            self.mark("reversed", touch.at, touch.key)

    # ------------------------------------------------------------ a due instant

    def silence_due(self, outages: list[tuple[int, int]]) -> int | None:
        """When silence ends the patience of the stage, if it may."""
        limit = self.map.stages[self.stage].lost_after
        if limit is None or self.status != "active" or self.dormant_at is not None:
            return None
        begin = max(self.clock, self.snoozed_until)
        due = begin + limit
        for start, end in outages:
            if start < due and end > begin:
                due += end - max(start, begin)
        return due

    def fall_silent(self, at: int) -> None:
        if self.won_at is None:
            self.lose("silence", at, 0)
        else:
            self.sleep(at, 0)

    def rules(self) -> dict[str, Condition | None]:
        """Every rule that may come true by itself, in the order they are looked at."""
        found = {stage.id: stage.enter for stage in self.map.stages if not stage.counted_only}
        found |= {"a lead": self.map.lead, "a sale": self.map.sale}
        return found | {name: self.rule(name) for name in self.map.outcomes if name in MOVES}

    def alarms(self) -> list[tuple[int, str]]:
        """The instants for which a rule such as `30d after X` waits, and the rule."""
        past, found = self.past(0, None), list[tuple[int, str]]()
        for name, rule in self.rules().items():
            for leaf in fulfilling(rule) if rule else ():
                since = latest(leaf.name, past) if isinstance(leaf, TimeAfter) else None
                if isinstance(leaf, TimeAfter) and since is not None:
                    found.append((since + leaf.duration, name))
        waiting = [one for one in found if one[0] >= self.opened_at and one not in self.rung]
        # Of one instant, in the order of rules: sorting by time alone keeps it.
        return sorted(waiting, key=lambda one: one[0])

    def ring(self, due: int, name: str) -> None:
        self.rung.add((due, name))
        rule = self.rules()[name]
        if self.status != "active" or rule is None or not holds(rule, self.past(due, None)):
            return
        stage = self.map.stage_index(name)
        if stage > self.stage:
            self.step(stage, due, 0)
        elif name == "a lead" and not self.lead:
            self.lead = True
            self.mark("lead", due, 0)
        elif name == "a sale":
            self.win(due, 0)
        elif name in MOVES:
            self.finish(name, due, 0)


def stages_entered(map_: Map, past: Past) -> dict[int, bool]:
    """The stages a touch enters, in order; with each, whether by the stage's own rule."""
    touch = past.this
    assert touch is not None
    found: dict[int, bool] = {}
    for at, stage in enumerate(map_.stages):
        if stage.counted_only:
            continue
        if stage.enter is not None and fires(stage.enter, past):
            found[at] = True
        if stage.enter is None and touch.inbound and touch.point.stage == stage.id:
            found[at] = False
    return found


def passes_over(map_: Map, stage: int, to: int) -> bool:
    """Whether a stage with a way in of its own lies between."""
    between = map_.stages[stage + 1 : to]
    return any(one.enter is not None and not one.counted_only for one in between)
