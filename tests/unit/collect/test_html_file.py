from unit.collect.files import cells, refusal, table

PAGE = """<html><head><meta charset="utf-8"></head><body><table><tr><td>меню</td></tr></table>
<table border=1><tr><th>ID<th>Стадия сделки<th>Сумма</tr>
<tr><td>1</td><td>Успех &amp; оплата</td><td>1 000,00</td></tr>
<tr><td>2</td><td>строка<br>вторая</td><td></td></tr></table></body></html>"""


def test_a_page_that_a_crm_calls_a_workbook_is_read_as_the_table_it_holds():
    opened = table(PAGE, "deals.xls")
    assert opened.facts.format == "html"
    assert opened.headers == ("ID", "Стадия сделки", "Сумма")
    assert cells(opened) == [["1", "Успех & оплата", "1 000,00"], ["2", "строка\nвторая", ""]]


def test_a_page_in_cp1251_is_read():
    assert table(PAGE.encode("cp1251")).headers[1] == "Стадия сделки"


def test_a_page_without_rows_is_refused():
    assert refusal("<html><table></table></html>").code == "empty_file"
    assert refusal("<html><title>x</title></html>").code == "unknown_format"
