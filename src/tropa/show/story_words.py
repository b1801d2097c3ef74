"""A person's story in sentences: what happened, where it led, and why."""

from typing import Final

from tropa.clock import Instant
from tropa.map.document import Map
from tropa.map.titles import MapTitles, condition_words
from tropa.show.event_words import event_title
from tropa.words import Language, duration_words, moment_words, say
from tropa.workspace.people.person import OnMap
from tropa.workspace.people.story import Entry

_ENTERS: Final = ("start", "advance", "skip", "back", "return")


def entry_words(entry: Entry, map_: Map, language: Language) -> str:
    """What happened."""
    titles = MapTitles(map_)
    if entry.touchpoint is not None:
        key = "shown" if entry.kind == "shown" else ("talk" if entry.two_way else "touch")
        title = titles.touchpoint(entry.touchpoint) or entry.touchpoint
        return say(f"story.{key}", language, touchpoint=title)
    return say(
        _by_hand(entry) or f"story.move.{entry.kind}",
        language,
        stage=_title(titles, entry.stage),
        before=_title(titles, entry.before),
        until=_moment(entry.until, map_, language),
    )


def why_words(entry: Entry, map_: Map, language: Language) -> str:
    """Why: the touch or event behind it, or the rule that came due; and the reason stated."""
    if entry.touchpoint is not None:
        return ""
    if _by_hand(entry):
        key = "why" if entry.by else "nobody"
        return say(f"story.by_hand.{key}", language, reason=entry.reason or "", who=entry.by)
    parts: list[str] = []
    stage = next((one for one in map_.stages if one.id == entry.stage), None)
    if entry.met is not None:
        title = MapTitles(map_).touchpoint(entry.met) or entry.met
        parts.append(say("story.because_touch", language, touchpoint=title))
    elif entry.event is not None:
        event = event_title(entry.event, map_, language)
        parts.append(say("story.because_event", language, event=event))
    elif entry.kind in ("silence", "dormant") and stage is not None and stage.lost_after:
        limit = duration_words(stage.lost_after, language)
        parts.append(say("story.because_due", language, limit=limit))
    else:
        parts.append(say("story.because_rule", language))
    if entry.reason:
        reason = map_.records("loss_reasons").get(entry.reason, {}).get("title", entry.reason)
        parts.append(say("story.reason", language, reason=reason))
    return ", ".join(parts)


def _by_hand(entry: Entry) -> str | None:
    """Where the words of a move made by hand stand; a mark beside it is what it always is."""
    if not entry.by_hand or entry.kind not in _ENTERS:
        return None
    return f"story.by_hand.{entry.kind if entry.kind in ('start', 'return') else 'other'}"


def standing_words(one: OnMap, language: Language) -> str:
    """Where they stand, and since when."""
    at = {"active": one.since, "lost": one.lost_at}.get(one.status)
    if at is None:
        ends = [entry.at for entry in one.story if entry.touchpoint is None]
        at = ends[-1] if ends else None
    return say(
        f"story.standing.{one.status}",
        language,
        stage=_title(MapTitles(one.map), one.stage),
        since=_moment(at, one.map, language),
    )


def rule_words(one: OnMap, language: Language) -> str:
    """Who gets onto the stage where they stand."""
    stage = next((each for each in one.map.stages if each.id == one.stage), None)
    if stage is None or stage.enter is None:
        return say("story.enter_touch", language)
    rule = condition_words(stage.enter, one.map, language)
    return say("story.enter", language, rule=rule)


def next_words(one: OnMap, language: Language) -> str:
    """What comes by itself."""
    if one.next is None:
        return say("story.next_none", language)
    what = entry_words(one.next, one.map, language)
    at = _moment(one.next.at, one.map, language)
    return say("story.next", language, at=at, what=what[:1].lower() + what[1:])


def _title(titles: MapTitles, stage: str | None) -> str:
    return "" if stage is None else titles.stage(stage) or stage


def _moment(at: Instant | None, map_: Map, language: Language) -> str:
    return "" if at is None else moment_words(at, map_.zone, language)
