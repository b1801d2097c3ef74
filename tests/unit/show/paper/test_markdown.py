import pytest

from tropa.show.paper.markdown import bullets, heading, inline, paragraph, table


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("**жирно**", r"\*\*жирно\*\*"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[сюда](javascript:x)", r"\[сюда\](javascript:x)"),
        ("# не заголовок", r"\# не заголовок"),
        ("1. не список", r"\1. не список"),
        ("- не список", r"\- не список"),
        ("a | b", r"a \| b"),
        ("раз\nдва\u202eтри", "раз два три"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_no_text_becomes_markup(text: str, written: str) -> None:
    assert inline(text) == written


def test_a_title_of_several_lines_stays_one_heading() -> None:
    assert heading(2, "раз\n# два") == r"## раз \# два"


def test_a_cell_does_not_break_its_table() -> None:
    made = table(["Кто", "Что"], [["a|b", "раз\nдва"]])
    assert made == "| Кто | Что |\n| --- | --- |\n| a\\|b | раз два |"


def test_an_empty_line_parts_paragraphs() -> None:
    assert paragraph("раз\nдва\n\n\n три ") == "раз два\n\nтри"


def test_a_list_has_a_line_each() -> None:
    assert bullets(["раз", "два"]) == "- раз\n- два"
