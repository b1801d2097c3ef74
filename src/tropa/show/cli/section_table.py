"""A section of a map's numbers as lines a marketer reads: each figure by its own name."""

from typing import Any

from tropa.show.cli.answer_table import answer_lines
from tropa.words import Language, say
from tropa.workspace.sections import Told

_Row = dict[str, Any]


def section_table(name: str, told: Told, language: Language) -> str:
    """The section under its title; figures bear the names of their definitions."""
    titles = {figure: title for figure, (title, _) in told.words[language].items()}
    named = {titles.get(key, key): _plain(one) for key, one in told.answer.items()}
    lines = answer_lines({key: one for key, one in named.items() if one != []}, language)
    shown = lines or [say("show.section.nothing", language)]
    return "\n".join(["", say(f"show.section.{name}", language), *shown]) + "\n"


def _plain(value: Any) -> Any:
    """A quotient by its value alone; why there is none is told in the JSON."""
    match value:
        case {"value": single, **_rest}:
            return single
        case [[*_], *_]:
            # A grid of numbers is read in the JSON.
            return None
        case _:
            return value
