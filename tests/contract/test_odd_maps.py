"""Maps of the same kinds as the catalogue's, read by the real command, and served."""

# ruff: noqa: E501 - a row of a table is read as one line

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from contract.catalogue import in_one_shape
from contract.making import MAP, make
from contract.serving import command, new_workspace, served
from contract.test_catalogue_maps import findings

HEAD: Final = "map: m\ntitle: T\n"


@dataclass
class Odd:
    """A map's text and the code it is refused with; none where it is only read."""

    title: str
    text: str | bytes
    code: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def bytes(self) -> bytes:
        return self.text if isinstance(self.text, bytes) else self.text.encode()


def stage(name: str) -> str:
    return f"{HEAD}stages:\n  - stage: {name}\n    title: A\n"


SYNTAX: Final = [
    Odd("nothing", "", "empty_map"),
    Odd("spaces", "  \n\n", "empty_map"),
    Odd("three dashes", "---\n", "empty_map"),
    Odd("null", "null\n", "not_a_mapping"),
    Odd("a text", "hello\n", "not_a_mapping"),
    Odd("a number", "12\n", "not_a_mapping"),
    Odd("JSON of a list", "[1, 2]", "not_a_mapping"),
    Odd("a bracket that never closes", HEAD + "stages: [{stage: a, title: A}\n", "yaml_syntax"),
    Odd("a quote that never closes", HEAD + 'goal: "x\n', "yaml_syntax"),
    Odd("a colon in a text", HEAD + "goal: a: b\n", "yaml_syntax"),
    Odd("a tab before a key", HEAD + "stages:\n\t- stage: a\n", "yaml_syntax"),
    Odd("bad indent", "map: m\n title: T\n", "yaml_syntax"),
    Odd("a key that is a list", "? [a]\n: b\n", "yaml_syntax"),
    Odd("an anchor", HEAD + "goal: &a x\n", "yaml_alias"),
    Odd("an alias of nothing", HEAD + "goal: *a\n", "yaml_alias"),
    Odd("a merge key", "a: &a {b: c}\nmap: m\n<<: *a\n", "yaml_alias"),
    Odd("billions of laughs", make({"name": "yaml_laughs", "levels": 9}), "yaml_alias"),
    Odd("a tag of Python", HEAD + "goal: !!python/object/apply:os.system ['id']\n", "yaml_tag"),
    Odd("a tag of a number", HEAD + "goal: !!int 5\n", "yaml_tag"),
    Odd("a binary", HEAD + "goal: !!binary aGk=\n", "yaml_tag"),
    Odd("two documents", MAP + "---\n" + MAP, "yaml_many_documents"),
    Odd("a directive of the future", "%YAML 3.0\n---\n" + MAP, "yaml_syntax"),
    Odd("a key twice inside", HEAD + "stages:\n  - stage: a\n    title: A\n    title: B\n", "yaml_duplicate_key"),
    Odd("a key twice in braces", HEAD + "stages: [{stage: a, title: A, title: B}]\n", "yaml_duplicate_key"),
    Odd("NUL", MAP.encode() + b"\0", "yaml_syntax"),
    Odd("a bell", MAP + 'goal: "\a"\n', "yaml_syntax"),
    Odd("an escape code of a terminal", MAP + "goal: \x1b[31mred\n", "yaml_syntax"),
    Odd("UTF-16", MAP.encode("utf-16"), "yaml_encoding"),
    Odd("cp1251", "map: m\ntitle: Окна\n".encode("cp1251"), "yaml_encoding"),
    Odd("a letter cut in two", b"map: m\ntitle: \xd0\n", "yaml_encoding"),
    Odd("200 levels of mappings", "".join("  " * n + f"k{n}:\n" for n in range(200)), "yaml_too_deep"),
    Odd("5000 braces", make({"name": "repeat", "open": "{a: ", "close": "}", "n": 5_000}), "yaml_too_deep"),
    Odd("5000 dashes", "- " * 5_000 + "a\n", "yaml_too_deep"),
    Odd("a mark at the start", b"\xef\xbb\xbf" + MAP.encode()),
    Odd("line ends of Windows", MAP.replace("\n", "\r\n")),
    Odd("JSON", json.dumps({"map": "m", "title": "T", "stages": [{"stage": "a", "title": "A"}]})),
    Odd("no line end at the end", MAP.rstrip("\n")),
]  # fmt: skip

SIZES: Final = [
    Odd("a megabyte and a byte", MAP.encode() + b"#" + b"x" * (1_048_576 - len(MAP)), "file_too_large"),
    Odd("65 stages", make({"name": "yaml_stages", "n": 65}), "too_many"),
    Odd("64 stages", make({"name": "yaml_stages", "n": 64})),
    Odd("100,000 stages", b"x: [" + b"{a: b}," * 100_000 + b"]", "yaml_too_many"),
    Odd("a title of 201 characters", f"map: m\ntitle: {'я' * 201}\n", "too_long"),
    Odd("a title of 200 characters", f"map: m\ntitle: {'я' * 200}\n"),
    Odd("a title of no characters", 'map: m\ntitle: ""\n'),
    Odd("a condition of 100,000 brackets", f"{HEAD}sale: {'(' * 100_000}did a{')' * 100_000}\n", "bad_expression"),
    Odd("a condition of 10,000 words", f"{HEAD}sale: {' or '.join(['did a'] * 10_000)}\n", "bad_expression"),
    Odd("a number of thirty figures", f"{HEAD}plan: {{deal: {'9' * 30}}}\n", "bad_value"),
    Odd("infinity", f"{HEAD}plan: {{deal: .inf}}\n", "bad_value"),
    Odd("1e3", f"{HEAD}plan: {{deal: 1e3}}\n", "bad_value"),
]  # fmt: skip

NAMES: Final = [
    Odd("a name of figures", stage("12"), "bad_name"),
    Odd("a name that begins with a figure", stage("1a"), "bad_name"),
    Odd("a Russian name", stage("заявка"), "bad_name"),
    Odd("a name that looks Latin", stage("а"), "bad_name"),
    Odd("a name with a space", stage("a b"), "bad_name"),
    Odd("a name with a dash", stage("a-b"), "bad_name"),
    Odd("a name of pictures", stage("🏠"), "bad_name"),
    Odd("a name of nothing", stage('""'), "bad_name"),
    Odd("a name of null", stage("~"), "bad_name"),
    Odd("a name of 64 characters", stage("a" * 64), "bad_name"),
    Odd("a name of 63 characters", stage("a" * 63)),
    Odd("a name that is a list", stage("[a]"), "bad_name"),
    Odd("a name that climbs", stage("../a"), "bad_name"),
    Odd("a name with a mark from right to left", stage('"a\u202eb"'), "bad_text"),
    Odd("a name with a hidden space", stage('"a\u200bb"'), "bad_text"),
    Odd("a stage and a touchpoint of one name", stage("a") + "touchpoints:\n  - {touchpoint: a, title: T, stage: a, from: buyer, event: e}\n", "duplicate_id"),
    Odd("a map that climbs", "map: ../m\ntitle: T\n", "bad_map_name"),
    Odd("a map in capitals", "map: Windows\ntitle: T\n", "bad_map_name"),
    Odd("a map that is a path", "map: /etc/passwd\ntitle: T\n", "bad_map_name"),
    Odd("a map of no name", "title: T\n", "missing_field"),
    Odd("a map of no title", "map: m\n", "missing_field"),
    Odd("a title that is a list", "map: m\ntitle: [a]\n", "not_a_text"),
    Odd("stages that are a text", HEAD + "stages: a\n", "not_a_list"),
    Odd("stages that are a mapping", HEAD + "stages: {a: b}\n", "not_a_list"),
    Odd("a stage that is a text", HEAD + "stages: [a]\n", "not_a_mapping_here"),
    Odd("an unknown currency", HEAD + "currency: RUR\n", "unknown_currency"),
    Odd("an unknown zone", HEAD + "timezone: Europe/Moskow\n", "unknown_timezone"),
    Odd("a zone that climbs", HEAD + "timezone: ../../etc/passwd\n", "unknown_timezone"),
    Odd("an unknown language", HEAD + "language: de\n", "not_a_choice"),
    Odd("companies", HEAD + "unit: company\n", "company_later"),
    Odd("a link that runs", HEAD + "stages: [{stage: a, title: A, link: 'JavaScript:alert(1)'}]\n", "bad_url"),
    Odd("a link of data", HEAD + "stages: [{stage: a, title: A, link: 'data:text/html,x'}]\n", "bad_url"),
    Odd("a link to anywhere", HEAD + "stages: [{stage: a, title: A, link: '//evil.test'}]\n", "bad_url"),
    Odd("1:30", HEAD + "stages: [{stage: a, title: A, lost_after: 1:30}]\n", "bad_duration"),
    Odd("0d", HEAD + "stages: [{stage: a, title: A, lost_after: 0d}]\n", "bad_duration"),
    Odd("-3d", HEAD + "stages: [{stage: a, title: A, lost_after: -3d}]\n", "bad_duration"),
    Odd("3 days", HEAD + "stages: [{stage: a, title: A, lost_after: 3 days}]\n", "bad_duration"),
    Odd("figures of another script", HEAD + "stages: [{stage: a, title: A, lost_after: ٣d}]\n", "bad_duration"),
    Odd("yes for true", HEAD + "stages: [{stage: a, title: A}]\ntouchpoints: [{touchpoint: t, title: T, stage: a, from: buyer, event: e, restarts: yes}]\n", "bad_value"),
    Odd("a title of markup", "map: m\ntitle: <script>alert(1)</script>\nstages: [{stage: a, title: '<b>'}]\n"),
    Odd("a title of pictures", "map: m\ntitle: 🏠 Окна — 家\nstages: [{stage: a, title: '✅'}]\n"),
    Odd("on for a title", "map: m\ntitle: on\nstages: [{stage: a, title: no}]\n"),
    Odd("a name that is a word of conditions", stage("did")),
]  # fmt: skip


@pytest.mark.parametrize("odd", [*SYNTAX, *SIZES, *NAMES], ids=str)
def test_the_odd_map_gets_its_answer(odd: Odd, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(odd.bytes)
    code, found = findings(path)
    codes = [one["code"] for one in found]
    if not odd.code:
        assert code in (0, 1), found
        return
    assert code == 2, codes
    assert odd.code in codes
    lines = odd.bytes.count(b"\n") + odd.bytes.count(b"\r") + 1
    for one in found:
        assert 1 <= one["line"] <= lines
        assert one["column"] >= 1
        assert len(one["message"]) + len(one["next"]) < 1_000
        assert one["next"]


@pytest.mark.parametrize(
    "found", ["no/such.yaml", ".", "", "x" * 5_000], ids=["none", "a folder", "empty", "long"]
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_map_that_is_not_there(found: str, language: str, tmp_path: Path) -> None:
    code, said, complaint = command("check", str(tmp_path / found), "--lang", language)
    assert (code, said) == (2, "")
    assert complaint.rstrip().endswith("[no_such_file]")
    assert len(complaint.splitlines()) == 1


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ("", "no_stages"),
        ("→", "no_stages"),
        (" → → ", "no_stages"),
        ("→".join(f"S{n}" for n in range(65)), "too_many"),
        ("A → " + "x" * 300, "too_long"),
        ("A\u202eB → C", "bad_text"),
        ("A\0 → C", "yaml_syntax"),
    ],
    ids=["nothing", "an arrow", "arrows", "65", "long", "a mark", "NUL"],
)
def test_stages_that_make_no_map(stages: str, code: str, tmp_path: Path) -> None:
    done = command("new", str(tmp_path / "w"), f"--stages={stages}", "--lang", "en")
    assert done[0] == 2, done
    assert done[2].rstrip().endswith(f"[{code}]")
    assert not (tmp_path / "w").exists()


@pytest.mark.parametrize(
    "stages",
    ["A -> B", "A > B", "Реклама → Звонок → Замер → Договор", "a → A → a", "1 → 2 → 3", "✅ → 🏠", "did → lost → map", '"A: b" → # c → - d → [e] → {f} → *g → !h → %i'],
)  # fmt: skip
def test_stages_of_any_spelling_make_a_map(stages: str, tmp_path: Path) -> None:
    code, _, complaint = command("new", str(tmp_path / "w"), "--stages", stages, "--lang", "en")
    assert (code, complaint) == (0, "")
    assert command("check", str(tmp_path / "w" / "maps" / "map.yaml"))[0] == 0


def test_a_map_that_breaks_while_it_is_served_is_said_and_the_old_one_stays(
    tmp_path: Path,
) -> None:
    with served(tmp_path / "w", "en") as serving:
        path = serving.folder / "maps" / "map.yaml"
        assert command("publish", str(serving.folder))[0] == 0
        whole = path.read_text("utf-8")
        before = serving.ask("GET", "/api/map/map").json["answer"]["stages"]
        for text in (b"map: [", b"\0", b"", whole.replace("stage: a", "stage: 1").encode()):
            path.write_bytes(text)
            answer = serving.ask("GET", "/api/map/map")
            assert answer.status in (200, 409, 422), answer.body
            in_one_shape(answer)
            assert serving.ask("GET", "/map/map", headers={"Accept": "text/html"}).status < 500
            code, _, complaint = command("publish", str(serving.folder), "--lang", "en")
            assert code in (1, 2), complaint
            posted = serving.post("/v1/track", {"userId": "u1", "event": "x"})
            assert posted.status == 200
        path.write_text(whole, "utf-8")
        after: list[dict[str, Any]] = serving.ask("GET", "/api/map/map").json["answer"][
            "stages"
        ]
        assert [one["id"] for one in after] == [one["id"] for one in before]


def test_a_draft_of_five_lines_is_fine(tmp_path: Path) -> None:
    new_workspace(tmp_path / "w", "ru")
    path = tmp_path / "five.yaml"
    path.write_text(
        "map: m\ntitle: T\nstages:\n  - {stage: a, title: A}\n  - {stage: b, title: B}\n"
    )
    assert command("check", str(path))[0] == 0
    assert command("check", str(path), "--launch")[0] == 1
