import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.map.node import (
    DEEPEST,
    LARGEST,
    Mapping,
    Node,
    Scalar,
    Sequence,
    TextRefused,
    compose,
    decode,
    place_after,
)


def refused(text: str) -> tuple[str, tuple[int, int]]:
    with pytest.raises(TextRefused) as fault:
        compose(text)
    return fault.value.code, fault.value.place


def value(text: str, *path: str | int) -> Scalar:
    node: Node = compose(text)
    for step in path:
        if isinstance(node, Mapping):
            node = node.pairs[str(step)][1]
        else:
            assert isinstance(node, Sequence)
            assert isinstance(step, int)
            node = node.items[step]
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    "word", ["no", "off", "true", "null", "1:30", "2026-01-01", "1e3", "~"]
)
def test_yaml_guesses_no_type(word: str) -> None:
    assert value(f"title: {word}", "title").text == word


def test_everything_knows_its_place() -> None:
    root = compose("map: m\nstages:\n  - stage: a\n    title: 'A b'\n")
    key, stages = root.pairs["stages"]
    assert key.place == (2, 1)
    assert isinstance(stages, Sequence)
    assert stages.place == (3, 3)
    title = value("map: m\nstages:\n  - stage: a\n    title: 'A b'\n", "stages", 0, "title")
    assert (title.place, title.plain) == ((4, 12), False)


def test_the_place_counts_letters_and_not_bytes() -> None:
    text = "title: Ж😀Ж\nowner: тот\n"
    found = value(text, "owner")
    assert text[found.start : found.end] == "тот"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty_map", (1, 1)),
        ("# nothing\n", "empty_map", (1, 1)),
        ("- a\n- b\n", "not_a_mapping", (1, 1)),
        ("just a text", "not_a_mapping", (1, 1)),
        ("a: &x [*x]\n", "yaml_alias", (1, 4)),
        ("a: *x\n", "yaml_alias", (1, 4)),
        ("a: !!python/object:os.system x\n", "yaml_tag", (1, 4)),
        ("a: 1\n---\nb: 2\n", "yaml_many_documents", (2, 1)),
        ("a: 1\nb: 2\na: 3\n", "yaml_duplicate_key", (3, 1)),
        ("a: {x: 1, x: 2}\n", "yaml_duplicate_key", (1, 11)),
        ("a: 010\n", "ambiguous_number", (1, 4)),
        ("id: m\n\ttitle: T\n", "yaml_syntax", (2, 1)),
        ("a: [1, 2\n", "yaml_syntax", (2, 1)),
        ("a: x\x00y\n", "yaml_syntax", (1, 5)),
        ("? [a]\n: b\n", "yaml_syntax", (1, 3)),
        ("a: abc\u202egnp.exe\n", "bad_text", (1, 7)),
        ("a: b\u200bc\n", "bad_text", (1, 5)),
        ("[" * 5000 + "]" * 5000, "yaml_too_deep", (1, DEEPEST + 1)),
    ],
)
def test_what_a_map_does_not_need_of_yaml_is_refused(
    text: str, code: str, place: tuple[int, int]
) -> None:
    assert refused(text) == (code, place)


def test_a_quoted_number_with_a_nought_is_a_text() -> None:
    assert value('a: "010"\n', "a").text == "010"


def test_a_file_is_utf8_of_no_more_than_a_megabyte() -> None:
    assert decode("имя".encode()) == "имя"
    with pytest.raises(TextRefused) as fault:
        decode(b"title: T\nname: \xff\n")
    assert (fault.value.code, fault.value.place) == ("yaml_encoding", (2, 7))
    with pytest.raises(TextRefused) as large:
        decode(b"a" * (LARGEST + 1))
    assert large.value.code == "file_too_large"


@pytest.mark.parametrize(
    ("text", "beginning", "place"),
    [
        ("a: did x", "did ", (1, 8)),
        ("a: did x", "", (1, 4)),
        ('a: "did x"', "did ", (1, 9)),
        ("a: 'it''s x'", "it's ", (1, 11)),
        (r'a: "a \"b\" x"', 'a "b" ', (1, 13)),
        (r'a: "\u0436 x"', "ж ", (1, 12)),
        ("a: did\n  x and\n  y", "did x and ", (3, 3)),
        ("a: >\n  did x\n  or y\n", "did x or ", (3, 6)),
        ("a: |  # why\n  did x\n\n  or y\n", "did x\n\nor ", (4, 6)),
        ('a: "did\n  x"', "did ", (2, 3)),
    ],
)
def test_a_place_inside_a_text_is_found_in_the_file(
    text: str, beginning: str, place: tuple[int, int]
) -> None:
    scalar = value(text, "a")
    assert scalar.text.startswith(beginning)
    assert place_after(text, scalar, beginning) == place


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    code = ""
    try:
        compose(text)
    except TextRefused as fault:
        code = fault.code
    assert code == "" or code.startswith(("yaml_", "empty_", "not_a_", "bad_text", "ambiguous"))
