"""Sections asked for by name: which there are, and how they are answered.

All of one question are measured of the same people at the same moment; what several need is
made once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tropa.errors import UsageFault
from tropa.measure.fold import Asked
from tropa.measure.overview import Overview
from tropa.workspace.answers import Question, board_of, crowd_asked, measured
from tropa.workspace.opening import Workspace
from tropa.workspace.sections import (
    control,
    credit,
    customers,
    launch,
    leads,
    money,
    offers,
    tasks,
    touches,
    trials,
    voices,
)
from tropa.workspace.sections.events import Everybody
from tropa.workspace.sections.felt import Felt, felt
from tropa.workspace.sections.ground import Ground, Told

SECTIONS: Final[dict[str, Callable[[Ground], Told]]] = {
    "plan": control.plan_section,
    "response": control.response_section,
    "stalls": control.stalls_section,
    "quality": touches.quality_section,
    "owners": control.owners_section,
    "conformance": control.conformance_section,
    "managed": control.managed_section,
    "execution": tasks.execution_section,
    "pressure": control.pressure_section,
    "completeness": control.completeness_section,
    "costs": money.costs_section,
    "acquisition": money.acquisition_section,
    "attribution": credit.attribution_section,
    "lifetime": money.lifetime_section,
    "potential": money.potential_section,
    "break_even": money.break_even_section,
    "repeat": customers.repeat_section,
    "next_order": customers.next_order_section,
    "rfm": customers.rfm_section,
    "surveys": voices.surveys_section,
    "referral": voices.referral_section,
    "attach": offers.attach_section,
    "uplift": trials.uplift_section,
    "acceptance": leads.acceptance_section,
    "effect": launch.effect_section,
}
ALL: Final = "all"
OF_EVERYBODY: Final = ("plan", "costs", "acquisition", "break_even")
"""Made of plans and costs, which nobody states by segment: of some of the people not told."""


def ask_sections(
    workspace: Workspace, map_id: str, question: Question, names: Sequence[str]
) -> tuple[Overview, dict[str, Told]]:
    """The map with its numbers, and the sections asked for.

    Args:
        workspace: whose people.
        map_id: of which map.
        question: moment, period, window, edition.
        names: of sections; `all` is every one. Of a segment those of `OF_EVERYBODY` are left
            out.

    Raises:
        MapRefused: the draft cannot be read.
        UsageFault: there is no such section.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    wanted = list(SECTIONS) if ALL in names else list(dict.fromkeys(names))
    unknown = next((name for name in wanted if name not in SECTIONS), None)
    if unknown is not None:
        allowed = ", ".join((*SECTIONS, ALL))
        raise UsageFault("unknown_section", found=unknown[:40], allowed=allowed)
    ground = grounded(workspace, map_id, question)
    if ground.overview.narrowed is not None:
        wanted = [name for name in wanted if name not in OF_EVERYBODY]
    return ground.overview, {name: SECTIONS[name](ground) for name in wanted}


def grounded(workspace: Workspace, map_id: str, question: Question) -> Ground:
    """What sections of a map are made of.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    board = board_of(workspace, map_id, question.edition)
    overview, crowd = measured(workspace, board, question)
    return Ground(workspace, board, overview.asked, crowd.slices, overview, crowd.people)


def ask_felt(workspace: Workspace, map_id: str, question: Question) -> list[Felt]:
    """What customers feel at the stages of a map, by surveys.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: the map has no stages yet, or no such edition.
    """
    board, as_of = board_of(workspace, map_id, question.edition), question.at(workspace)
    crowd = crowd_asked(workspace, board, question, as_of)
    asked = Asked(board.edition.map, as_of, question.since, question.until)
    return felt(asked, Everybody(workspace.trails, crowd.people))


def sections_json(sections: Mapping[str, Told]) -> dict[str, Any]:
    """The figures of each section under its name."""
    return {name: one.answer for name, one in sections.items()}


def how_sections(sections: Mapping[str, Told]) -> dict[str, Any]:
    """For each section and language, each figure's name and how it is made."""
    if not sections:
        return {}
    return {
        "sections": {
            name: {
                language: {
                    figure: {"title": title, "how": how}
                    for figure, (title, how) in words.items()
                }
                for language, words in one.words.items()
            }
            for name, one in sections.items()
        }
    }
