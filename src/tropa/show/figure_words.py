"""What a figure of the map is called, and how it is counted, in a sentence."""

from tropa.map.document import Map
from tropa.map.titles import MapTitles
from tropa.words import Language, say
from tropa.workspace.sections.people import is_group


def figure_words(map_: Map, figure: str, language: Language) -> tuple[str, str]:
    """The title and the definition of a figure, of the map or of a section."""
    kind, *rest = figure.split("/")
    titles = MapTitles(map_)
    if is_group(figure):
        section, name = kind, rest[0]
        return (
            say(f"figure.group.{section}.{name}", language),
            say(f"figure.group_of.{section}", language),
        )

    def title(stage: str) -> str:
        return titles.stage(stage) or stage

    if kind == "map":
        name, said = rest[0], say(f"figure.map.{rest[0]}", language)
    elif kind == "stage":
        name = rest[1]
        said = say(f"figure.stage_of.{name}", language, stage=title(rest[0]))
    elif kind == "kpi":
        kpi = map_.kpis[rest[0]]
        name, said = f"kpi_{kpi.kind}", kpi.title or kpi.id
    elif kind == "touchpoint":
        name = kind
        said = say(
            "figure.touchpoint", language, touchpoint=titles.touchpoint(rest[0]) or rest[0]
        )
    else:
        name = kind
        said = say(f"figure.{kind}", language, start=title(rest[0]), end=title(rest[1]))
    return said, say(f"figure.definition.{name}", language)
