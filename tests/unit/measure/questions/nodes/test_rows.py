"""Which rows are nodes: touchpoints and stages of a map, by their titles."""

from dataclasses import replace
from typing import Any

import numpy as np

from tropa.map.read import read_map
from tropa.measure.questions.run import ask
from unit.measure.questions.walking import query_of, track_of, trail

MAP = read_map("""
map: told
title: Told
stages:
  - {stage: lead, title: Lead}
  - {stage: deal, title: Deal}
touchpoints:
  - {touchpoint: site, event: look, title: Site}
  - {touchpoint: phone, event: call, title: Call}
  - {touchpoint: robot, event: robot_call, title: Call}
""")


def asks(question: str, text: str, **columns: Any) -> dict[str, int]:
    """Whole paths of one person whose rows lie at these touchpoints or enter these stages."""
    track = replace(track_of({1: trail(text)}), **columns)
    answer = ask(query_of(question, MAP), [lambda: track])
    return {" ".join(row["path"]): row["count"] for row in answer["top_paths"]}


def test_touchpoints_are_told_by_titles_that_are_never_the_same() -> None:
    point = np.asarray([1, 2, 0, 3], np.uint16)
    text = "02.03 look; 03.03 call; 04.03 pay; 05.03 robot_call"
    found = asks("{question: paths, of: touchpoints}", text, point=point)
    assert found == {"Site Call (phone) Call (robot)": 1}


def test_groups_are_found_by_name_or_title() -> None:
    point = np.asarray([1, 2], np.uint16)
    question = "{question: paths, of: touchpoints, groupings: {ph*: voice, site: web}}"
    assert asks(question, "02.03 look; 03.03 call", point=point) == {"web voice": 1}


def test_stages_are_rows_of_their_own() -> None:
    # The row of a stage entered has no event's number.
    code, stage = np.asarray([0, 1, 1], np.uint16), np.asarray([-1, 0, 1], np.int16)
    text = "02.03 look; 03.03 look; 04.03 look"
    found = asks("{question: paths, of: stages}", text, code=code, stage=stage)
    assert found == {"Lead Deal": 1}


def test_a_start_of_another_kind_than_the_nodes_stands_under_its_own_name() -> None:
    code, stage = np.asarray([0, 1], np.uint16), np.asarray([-1, 0], np.int16)
    question = "{question: paths, start: {stage: lead}}"
    assert asks(question, "02.03 look; 03.03 look", code=code, stage=stage) == {"Lead": 1}


def test_what_a_question_needs_is_what_it_names() -> None:
    plain = query_of("{question: paths}", MAP).needs
    assert (plain.points, plain.stages, plain.events) == (False, False, True)
    stages = query_of("{question: transitions, of: stages, implied: true}", MAP).needs
    assert (stages.points, stages.stages, stages.events) == (False, True, False)
    assert stages.implied
    mixed = query_of(
        "{question: paths, of: stages, start: {touchpoint: site}, where: f == 1}", MAP
    ).needs
    assert (mixed.points, mixed.stages, mixed.events) == (True, True, True)
    assert mixed.fields == {"f"}
