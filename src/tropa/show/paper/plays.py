"""A play in words: when it begins, step by step what happens, when it ends."""

from collections.abc import Callable
from typing import Final, cast

from tropa.condition.syntax import Condition
from tropa.map.titles import condition_words
from tropa.show.paper.markdown import fact, steps
from tropa.show.paper.worded import Record, Worded
from tropa.words import say

_ENDS: Final = ("start", "stop")


def play_lines(one: Record, worded: Worded) -> list[str]:
    """What stands under the title of a play."""

    def said(key: str, **values: object) -> str:
        return say(f"paper.play.{key}", worded.language, **values)

    lines = [fact(said(key), _rule(one[key], worded)) for key in _ENDS if key in one]
    told = [_step(step, worded, said) for step in cast("list[Record]", one.get("steps") or [])]
    return ["\n".join([*lines, *(["", steps(map(_sentence, told))] if told else [])])]


def _step(step: Record, worded: Worded, said: Callable[..., str]) -> str:
    """One step as a sentence."""
    if "wait" in step:
        length = worded.length(step["wait"])
        if "until" in step:
            return said("wait_until", length=length, rule=_rule(step["until"], worded))
        return said("wait", length=length)
    if "choose" in step:
        branches = cast("list[Record]", step["choose"])
        return "; ".join(_branch(branch, worded, said) for branch in branches)
    return _act(step, worded, said)


def _branch(branch: Record, worded: Worded, said: Callable[..., str]) -> str:
    act = _act(branch, worded, said)
    if "when" in branch:
        return said("when", rule=_rule(branch["when"], worded), act=act)
    return said("otherwise", act=act)


def _act(step: Record, worded: Worded, said: Callable[..., str]) -> str:
    """What is sent or done; a message is told by its title."""
    records = worded.map.records
    if "message" in step:
        name = str(step["message"])
        title = records("content").get(name.rpartition("/")[2], {}).get("title")
        return said("message", title=title or name)
    if "do" in step:
        name = str(step["do"])
        return said("do", title=records("actions").get(name, {}).get("title") or name)
    if "webhook" in step:
        return said("webhook", address=step["webhook"])
    return said("nothing")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _rule(value: object, worded: Worded) -> str:
    return condition_words(cast("Condition", value), worded.map, worded.language)
