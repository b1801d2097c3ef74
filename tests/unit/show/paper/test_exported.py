"""The map handed out: every form holds the whole map, and nothing in it runs."""

import re
from xml.etree import ElementTree as Tree

import pytest

from tropa.map.read import read_map
from tropa.map.templates import TEMPLATES, read_template
from tropa.show.paper.exported import FORMS, Form, Wanted, exported
from tropa.show.paper.markdown import heading
from tropa.words import LANGUAGES, Language

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [one.id for one in TEMPLATES])
def test_every_template_is_handed_out_whole(name: str, form: Form, language: Language) -> None:
    map_ = read_map(read_template(name, language))
    text = exported(map_, None, Wanted(form, language))
    plain = re.sub(r"[\\]|<[^>]*>", "", text)
    for stage in map_.stages:
        assert stage.title.split()[0] in plain


def test_the_document_says_who_does_what_and_with_which_words() -> None:
    map_ = read_map(read_template("windows", "ru"))
    text = exported(map_, None, Wanted("md", "ru"))
    assert text.startswith("# Установка окон")
    for section in (
        "## Цели",
        "## Проблемы",
        "## Для кого карта",
        "## Показатели",
        "## Скрипты",
    ):
        assert f"\n{section}\n" in text
    for point in map_.touchpoints:
        assert heading(3, point.title) in text
    assert "['" not in text


def test_values_are_told_to_a_reader_and_not_as_they_are_kept() -> None:
    text = exported(read_map(read_template("windows", "ru")), None, Wanted("md", "ru"))
    plain = text.replace("\u00a0", " ")
    for said in (
        "| Обращение → запись на замер | не меньше 63 % |",
        "| Скорость ответа на заявку | не больше 15 мин |",
        "- **Цена:** 18 000 ₽\n",
        "- **К какому дню:** 31 мая 2027\n",
        "- **Канал:** Реклама в поиске\n",
        "- **Сделать не позже:** 20 с\n",
        "1. Отправляем «M01. Автоответ»\n2. Сотрудник делает: «Позвонить по заявке»\n",
        # A table stands apart from the lines above it, or it is no table.
        "без переплаты\n\n| Возражение | Ответ |\n",
    ):
        assert said in plain
    assert "Aim(" not in text


@pytest.mark.parametrize("form", FORMS)
def test_hostile_titles_stay_texts(form: Form) -> None:
    text = f"map: m\ntitle: '{HOSTILE}'\nstages:\n  - {{stage: a, title: '{HOSTILE}'}}\n"
    found = exported(read_map(text), None, Wanted(form, "ru"))
    assert "<img" not in found.replace("\\<img", "")


def test_the_page_asks_nobody_for_anything() -> None:
    page = exported(read_map(read_template("windows", "ru")), None, Wanted("html", "ru"))
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert set(re.findall(r'(?:href|src)="(?!#)([^"]{0,40})', page)) == set()
    svg = page[page.index("<svg") : page.index("</svg>") + 6]
    Tree.fromstring(svg)  # noqa: S314 - drawn by ourselves a line above
