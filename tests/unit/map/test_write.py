from pathlib import Path as FilePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tropa.errors import MapFault, UsageFault
from tropa.map.check import check
from tropa.map.finding import MapRefused, Path
from tropa.map.names import name_from
from tropa.map.node import Mapping, Node, Scalar, TextRefused, compose, refuse_unreadable
from tropa.map.read import read_map
from tropa.map.write import map_from_stages, replace, write_map

CASES = FilePath(__file__).parents[2] / "cases"
WINDOWS = (CASES / "windows_manner.yaml").read_text("utf-8")

SMALL = """\
# A map of many spellings.
map: m  # the name
title: 'It''s a map'   # quoted

stages:
  - stage: ask   # first
    title: "Ask \\"us\\""
    note: |  # several lines
      One.
      Two.

  - stage: pay
    title:
    note: >
      Folded
      text.


    # before the last
    lost_after: 14d
    tags: [a, "b, c"]
owners: {seller: Seller, boss: 'The boss'}
"""


def scalars(node: Node, path: Path = ()) -> list[tuple[Path, Scalar]]:
    if isinstance(node, Scalar):
        return [(path, node)]
    if isinstance(node, Mapping):
        pairs = [(key, value) for key, (_, value) in node.pairs.items()]
        return [one for key, value in pairs for one in scalars(value, (*path, key))]
    return [one for at, item in enumerate(node.items) for one in scalars(item, (*path, at))]


def comments(text: str) -> list[str]:
    return [line[line.index("# ") :] for line in text.splitlines() if "# " in line]


def is_readable(text: str) -> bool:
    try:
        refuse_unreadable(text)
    except TextRefused:
        return False
    return True


# ---------------------------------------------------------------- drafts


def test_a_line_of_stages_becomes_a_map() -> None:
    draft = map_from_stages("Реклама → Звонок → Замер → Договор", "ru", "okna", "Окна")
    map_ = read_map(draft)
    assert [one.title for one in map_.stages] == ["Реклама", "Звонок", "Замер", "Договор"]
    assert [one.id for one in map_.stages] == ["reklama", "zvonok", "zamer", "dogovor"]
    assert (map_.id, map_.title, map_.language) == ("okna", "Окна", "ru")
    assert check(map_) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ad → Call → Visit", "Ad -> Call -> Visit", "Ad > Call > Visit", "Ad, Call, Visit",
        "Ad — Call — Visit", "Ad=>Call->Visit", "  Ad,Call ,, Visit,", "Ad\nCall\nVisit\n",
    ],
)  # fmt: skip
def test_stages_are_parted_by_arrows_dashes_or_commas(line: str) -> None:
    map_ = read_map(map_from_stages(line, "en", "m", "T"))
    assert [one.title for one in map_.stages] == ["Ad", "Call", "Visit"]


def test_a_comma_belongs_to_the_title_where_there_are_arrows() -> None:
    map_ = read_map(map_from_stages("Звонок, замер → Онлайн-договор", "ru", "m", "T"))
    assert [one.title for one in map_.stages] == ["Звонок, замер", "Онлайн-договор"]


def test_equal_and_strange_titles_get_names_of_their_own() -> None:
    line = "Договор → договор → 1-й шаг → Sale → 東京 → Щёлково, объезд → Київ"
    names = [one.id for one in read_map(map_from_stages(line, "ru", "m", "T")).stages]
    assert names == [
        "dogovor", "dogovor_2", "stage_1_y_shag", "sale_stage", "stage_5", "schelkovo_obezd",
        "kiyiv",
    ]  # fmt: skip


def test_a_title_that_yaml_would_take_otherwise_is_quoted() -> None:
    map_ = read_map(map_from_stages('Да: "нет" → #хэш → no → - тире', "ru", "m", "Окна: # 1"))
    assert [one.title for one in map_.stages] == ['Да: "нет"', "#хэш", "no", "- тире"]
    assert map_.title == "Окна: # 1"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_part_that_is_commented_out_is_a_map_too(language: str) -> None:
    draft = map_from_stages("Ad → Request → Pay", "en" if language == "en" else "ru", "m", "T")
    head, _, rest = draft.partition("# touchpoints:")
    lines = [line.removeprefix("# ") for line in f"# touchpoints:{rest}".splitlines()]
    body = "\n".join(line for line in lines if line[:1].islower() or line[:1] == " ")
    map_ = read_map(f"{head}\n{body}\n")
    assert [one.stage for one in map_.touchpoints] == ["ad"]
    assert map_.sale is not None


@pytest.mark.parametrize("line", ["", "   ", "→ → ", ",,,"])
def test_no_stages_are_no_map(line: str) -> None:
    with pytest.raises(UsageFault) as fault:
        map_from_stages(line, "ru", "m", "T")
    assert fault.value.code == "no_stages"
    assert "стрелку" in fault.value.advice("ru")


def test_a_draft_is_refused_as_any_map_is() -> None:
    for line, map_id, code in (
        ("→".join("a" * 65), "m", "too_many"),
        ("x" * 300, "m", "too_long"),
        ("a\u202eb", "m", "bad_text"),
        ("a", "Моя", "bad_map_name"),
    ):
        with pytest.raises(MapRefused) as fault:
            map_from_stages(line, "ru", map_id, "T")
        assert fault.value.code == code


@given(st.text(max_size=120))
def test_any_line_is_a_map_or_says_why_not(line: str) -> None:
    try:
        map_ = read_map(map_from_stages(line, "ru", "m", "T"))
    except (UsageFault, MapRefused):
        return
    assert map_.stages
    assert all(one.title.strip() for one in map_.stages)


@given(st.lists(st.text(max_size=70), max_size=5))
def test_names_made_from_titles_can_be_used_and_are_their_own(titles: list[str]) -> None:
    names: list[str] = []
    for title in titles:
        names.append(name_from(title, "stage", names))
    assert len(set(names)) == len(names)
    for name in names:
        assert read_map(f"map: m\ntitle: T\nstages:\n  - stage: {name}\nlead: entered {name}\n")


# ---------------------------------------------------------------- edits


@pytest.mark.parametrize(
    "data",
    [
        WINDOWS.encode(),
        SMALL.encode(),
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.replace("\n", "\r\n").encode(),
    ],
    ids=["windows", "small", "with_a_mark", "with_crlf"],
)
def test_a_map_that_was_not_changed_is_written_byte_for_byte(data: bytes) -> None:
    assert write_map(read_map(data)) == data


def test_a_value_replaced_by_itself_changes_nothing() -> None:
    for text in (WINDOWS, SMALL):
        for path, scalar in scalars(compose(text)):
            assert replace(text, path, scalar.text) == text


NEW = st.one_of(
    st.sampled_from(
        (
            "plain", "два слова", "", "no", "1:30", "010", "-2", "- a", "a: b", "a #b", "#c",
            "'", '"', 'object == "house"', "did a where f == 'x' and g != \"y\"", "a\nb",
            "a\n\n b\n", "\n", "é😀", "[a]", "a, b", "{x}", "tab\there", " ahead", "behind ",
            "...", "---", "&a", "*a", "!t", "%", "back\\slash", "\u2028", "?", "? a",
            "a:", "null", "true", "14d", "at least 55%",
        )
    ),
    st.text(max_size=30),
)  # fmt: skip


@settings(max_examples=300)
@given(st.data())
def test_replacing_a_value_changes_its_own_characters_only(data: st.DataObject) -> None:
    text = SMALL.replace("\n", "\r\n") if data.draw(st.booleans()) else SMALL
    path, old = data.draw(st.sampled_from(scalars(compose(text))))
    new = data.draw(NEW)
    if not is_readable(new):
        with pytest.raises(MapRefused):
            replace(text, path, new)
        return
    edited = replace(text, path, new)
    assert edited[: old.start] == text[: old.start]
    assert edited.endswith(text[old.end :])
    assert comments(edited)[0] == "# A map of many spellings."
    wanted = [
        (one, new if one == path else scalar.text) for one, scalar in scalars(compose(text))
    ]
    assert [(one, scalar.text) for one, scalar in scalars(compose(edited))] == wanted
    assert replace(edited, path, old.text) is not None


@settings(max_examples=60)
@given(st.data())
def test_comments_stay_whatever_is_replaced(data: st.DataObject) -> None:
    path, _ = data.draw(st.sampled_from(scalars(compose(SMALL))))
    new = data.draw(st.sampled_from(("plain", "a: b", "two words", 'a "quoted" word')))
    assert comments(replace(SMALL, path, new)) == comments(SMALL)


@pytest.mark.parametrize(
    ("path", "new", "line"),
    [
        (("map",), "shop", "map: shop  # the name"),
        (("title",), "That's it", "title: 'That''s it'   # quoted"),
        (("stages", 0, "stage"), "first", "  - stage: first   # first"),
        (("stages", 0, "title"), 'Say "yes"', '    title: "Say \\"yes\\""'),
        (("stages", 0, "note"), "One line.", "    note: One line.  # several lines"),
        (("stages", 1, "title"), "Pay", "    title: Pay"),
        (("stages", 1, "title"), "Pay: now", '    title: "Pay: now"'),
        (("stages", 1, "lost_after"), "3d", "    lost_after: 3d"),
        (("stages", 1, "tags", 0), "x, y", '    tags: ["x, y", "b, c"]'),
        (("stages", 1, "tags", 1), "z", '    tags: [a, "z"]'),
        (
            ("owners", "seller"),
            'Seller "A"',
            "owners: {seller: Seller \"A\", boss: 'The boss'}",
        ),
        (("stages", 0, "stage"), "no", '  - stage: "no"   # first'),
        (("stages", 1, "lost_after"), "1:30", '    lost_after: "1:30"'),
        (("stages", 1, "lost_after"), "-2", "    lost_after: -2"),
        (("map",), 'a == "b: c"', "map: 'a == \"b: c\"'  # the name"),
    ],
)
def test_quotes_are_kept_and_added_only_where_yaml_needs_them(
    path: Path, new: str, line: str
) -> None:
    edited = replace(SMALL, path, new).splitlines()
    assert line in edited


def test_several_lines_stay_several_lines() -> None:
    edited = replace(SMALL, ("stages", 0, "note"), "Uno.\n\nDue: # tre\n")
    assert (
        "    note: |  # several lines\n      Uno.\n\n      Due: # tre\n\n  - stage: pay"
        in edited
    )
    folded = replace(SMALL, ("stages", 1, "note"), "Uno.\nDue.")
    assert "    note: |-\n      Uno.\n      Due.\n\n\n    # before the last\n" in folded


def test_the_mark_before_the_text_stays() -> None:
    edited = replace("\ufeff" + SMALL, ("map",), "shop")
    assert edited == "\ufeff" + SMALL.replace("map: m ", "map: shop ")


@pytest.mark.parametrize(
    "path",
    [("nothing",), ("stages",), ("stages", 7, "title"), ("stages", "ask"), ("map", "x"), (),
     ("stages", -1, "stage")],
)  # fmt: skip
def test_only_a_single_value_can_be_replaced(path: Path) -> None:
    with pytest.raises(MapFault) as fault:
        replace(SMALL, path, "x")
    assert fault.value.code == "no_such_value"
    assert fault.value.message("en")


def test_a_text_that_is_no_map_is_refused_before_any_change() -> None:
    with pytest.raises(MapRefused):
        replace("a: [1", ("a",), "x")


def test_what_hides_or_turns_text_is_not_written() -> None:
    with pytest.raises(MapRefused) as fault:
        replace(SMALL, ("title",), "abc\u202egnp.exe")
    assert fault.value.code == "bad_text"
