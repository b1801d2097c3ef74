"""Ready-made maps: plain files to begin with, one for each language, free to be changed."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from tropa.errors import UsageFault
from tropa.words import LANGUAGES, Language, say


@dataclass(frozen=True, slots=True)
class Template:
    """A ready-made map and the languages it is written in."""

    id: str
    languages: tuple[Language, ...] = LANGUAGES

    def title(self, language: Language) -> str:
        """What people call it."""
        return say(f"template.{self.id}.title", language)

    def about(self, language: Language) -> str:
        """For whom it is, in one sentence."""
        return say(f"template.{self.id}.about", language)


TEMPLATES: Final = (
    Template("windows"),
    Template("clinic"),
    Template("school"),
    Template("b2b"),
    Template("shop"),
    Template("saas"),
    Template("blank"),
)


def read_template(name: str, language: Language) -> str:
    """The text of a template in one language.

    Raises:
        UsageFault: there is no such template.
    """
    known = [one.id for one in TEMPLATES]
    if name not in known:
        raise UsageFault("unknown_template", found=name, allowed=", ".join(known))
    return files("tropa.map.templates").joinpath(f"{name}.{language}.yaml").read_text("utf-8")
