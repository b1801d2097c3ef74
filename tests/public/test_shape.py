"""Small files, short functions, names that say what is inside."""

from public.reading import functions, modules

LONGEST_MODULE = 350
LONGEST_FUNCTION = 60
# The loop over units, instants and events is one: a compiled function cannot be cut cheaply.
THE_LOOP = {"place/kernel.py:place_units"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
# What two parts of a package share may stand in a module of its own where the package says it.
MEANT = {"map/schema/common.py", "parts/base.py"}


def test_no_module_is_longer_than_can_be_held_in_mind() -> None:
    assert {one.name: one.lines for one in modules() if one.lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module.name}:{one.name}": length
        for module in modules()
        for one in functions(module)
        if (length := (one.end_lineno or one.lineno) - one.lineno + 1) > LONGEST_FUNCTION
    }
    assert set(long) - THE_LOOP == set()


def test_every_module_is_named_for_what_it_is() -> None:
    vague = {one.name for one in modules() if one.path.stem in SAYS_NOTHING}
    assert vague - MEANT == set()


def test_nothing_tells_of_how_it_was_made() -> None:
    words = ("TODO", "FIXME", "XXX", "HACK", "/work/")
    told = [
        (module.name, word) for module in modules() for word in words if word in module.text
    ]
    assert told == []
