"""Answers of questions of the kinds `paths` and `transitions`."""

from msgspec import UNSET, UnsetType, field

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.questions.parts_shapes import AnswerRemark, TookSeconds
from tropa.show.api.shapes import Shape

# ---------------------------------------------------------------- paths


class PathNode(Shape):
    """A node at a step: all there = came + began = left + dropped + further."""

    step: int
    node: str
    count: int
    rate: Rate
    """Of all paths."""
    began: int
    came: int
    """By an edge."""
    left: int
    """By an edge."""
    dropped: int
    earlier: int | UnsetType = UNSET
    """Paths up to an end: were somewhere before, where is not told."""
    further: int | UnsetType = UNSET
    """Other paths: went on, where is not told."""


class PathEdge(Shape):
    """Who went from a node of a step to a node of the next one."""

    step: int
    from_: str = field(name="from")
    to: str
    count: int
    rate: Rate
    """Of all at the node it begins at."""
    took: TookSeconds


class TopPath(Shape):
    """A whole path, and how many walked it."""

    rank: int
    path: list[str]
    count: int
    rate: Rate
    further: int
    """How many of them went on beyond it."""


class PathsAnswer(Shape, tag_field="question", tag="paths"):
    """Where people went step by step, and the paths walked oftenest."""

    paths: int
    units: int
    """People, or deals, with a path."""
    of: int
    """… of so many looked at."""
    steps: int
    distinct_paths: int
    exact_medians: bool
    nodes: list[PathNode]
    edges: list[PathEdge]
    top_paths: list[TopPath]
    remarks: list[AnswerRemark] | UnsetType = UNSET
    """What is less than was asked; where something is."""


# ---------------------------------------------------------------- transitions


class TrailNode(Shape):
    """A node, and how often it was visited."""

    node: str
    count: int
    rate: Rate
    """Of all visits."""
    starts: int
    ends: int


class Transition(Shape):
    """How often one went from a node straight to another."""

    from_: str = field(name="from")
    to: str
    count: int
    rate: Rate
    """Of everything that went on from the node it begins at."""
    took: TookSeconds | UnsetType = UNSET
    """Not of beginnings and ends."""


class NodeAtStep(Shape):
    """How many trails are at a node at a step."""

    step: int
    node: str
    count: int
    rate: Rate


class TrailVariant(TopPath):
    """A whole trail, and how many are such or of a rank above."""

    cumulative: Rate


class TransitionsAnswer(Shape, tag_field="question", tag="transitions"):
    """What follows what: visits of nodes, and moves from one to another."""

    trails: int
    units: int
    """People, or deals, with a trail."""
    of: int
    """… of so many looked at."""
    exact_medians: bool
    nodes: list[TrailNode]
    transitions: list[Transition]
    remarks: list[AnswerRemark] | UnsetType = UNSET
    """What is less than was asked; where something is."""
    step_matrix: list[NodeAtStep] | UnsetType = UNSET
    distinct_variants: int | UnsetType = UNSET
    variants: list[TrailVariant] | UnsetType = UNSET
