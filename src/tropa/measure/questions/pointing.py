"""Where in its text a question makes no sense: the line and column of the word to mend.

A question is read word by word, and words that do not fit each other are found afterwards, when
the text is a record already. The code of the fault says which word is meant; the places of all
words are still known from the reading.
"""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from tropa.errors import TropaError
from tropa.map.finding import Path
from tropa.map.node import Place
from tropa.measure.questions.read import Written

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "after_and_instead_of": ("after", "instead_of"),
    "after_stands_alone": ("after",),
    "amount_or_then": ("amount",),
    "attribution_ends": ("ends",),
    "attribution_no_conversion": ("conversion",),
    "attribution_of_what": ("field", "of"),
    "attribution_without_map": ("of",),
    "bad_between": ("between",),
    "brackets_not_rising": ("brackets",),
    "by_without_field": ("by",),
    "compare_empty_side": ("between",),
    "compare_last_and_from": ("last",),
    "compare_map_inside": ("map",),
    "compare_not_two": ("between",),
    "compare_same": ("between",),
    "compare_two_segments": ("segment",),
    "compare_without_from": ("compare",),
    "edges_not_rising": ("edges",),
    "empty_period": ("to", "from", "last", "as_of"),
    "empty_step": ("steps", "of", "begins", "nodes", "without", "conversion"),
    "every_of_what": ("occurrences",),
    "no_such_map": ("map",),
    "no_such_step": ("step",),
    "of_and_nodes": ("nodes",),
    "one_or_two_splits": ("by",),
    "pairs_without_then": ("pairs",),
    "periods_or_brackets": ("brackets",),
    "segment_of_journeys": ("segment", "segments", "by"),
    "segment_without_condition": ("segment", "segments"),
    "segment_without_who": ("segment", "segments"),
    "segments_difference_of_two": ("difference",),
    "segments_without_map": ("by", "segments"),
    "sum_of_nothing": ("sort",),
    "ties_without_order": ("ties",),
    "too_few_steps": ("steps",),
    "too_many_brackets": ("brackets",),
    "too_many_edges": ("edges",),
    "too_many_exclusions": ("exclude",),
    "too_many_nodes": ("nodes",),
    "too_many_periods": ("period", "trend", "from"),
    "too_many_steps": ("steps",),
    "too_many_values": ("by", "field"),
    "within_without_then": ("within",),
}
"""For each fault the words it may be about; the first of them that is written is meant."""


@contextmanager
def pointed_at(written: Written) -> Generator[None]:
    """Let every fault of a question say where in its text it is."""
    try:
        yield
    except TropaError as fault:
        if fault.where is None:
            line, column = place_of(fault, written)
            fault.where = f"{written.name}:{line}:{column}"
        raise


def place_of(fault: TropaError, written: Written) -> Place:
    """The place of the word a fault is about; the beginning where it is about none."""
    said = fault.values.get("key")
    words = (said,) if isinstance(said, str) else _WORDS.get(fault.code, ())
    places = written.reading.places
    for word in words:
        found = [place for path, place in places.items() if _ends_with(path, word)]
        if found:
            return min(found)
    return (1, 1)


def _ends_with(path: Path, word: str) -> bool:
    """Whether a path ends with these keys; numbers in lists stand between them."""
    keys = [step for step in path if isinstance(step, str)]
    wanted = word.split(".")
    return bool(path) and path[-1] == wanted[-1] and keys[-len(wanted) :] == wanted
