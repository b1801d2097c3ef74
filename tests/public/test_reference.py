"""The reference pages and the app's types say what the code says: `make docs` makes them."""

from public.reading import ROOT
from tropa.measure.questions.catalogue import KINDS
from tropa.show.api.routes import openapi
from tropa.show.reference.pages import reference_pages
from tropa.show.reference.typescript import types_text
from tropa.show.reference.worked import worked_examples

REFERENCE = ROOT / "docs" / "reference"


def test_every_page_is_what_the_code_makes_of_it() -> None:
    made = reference_pages(ROOT / "examples")
    written = {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*.md")}
    assert written.keys() == made.keys()
    stale = [name for name, text in made.items() if written[name] != text]
    assert stale == []


def test_the_apps_types_are_what_the_servers_shapes_make() -> None:
    written = (ROOT / "web" / "src" / "api" / "types.ts").read_text("utf-8")
    assert written == types_text(openapi())


def test_every_kind_of_question_has_a_worked_example() -> None:
    # The golden map has no segments.
    assert set(KINDS) - set(worked_examples(ROOT / "examples")) <= {"segments"}
