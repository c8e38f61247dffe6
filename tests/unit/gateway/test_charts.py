"""A chart says what it shows to whoever cannot see it, and draws nothing that is not known."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from gateway.charts import Bar, bars

SVG = "{http://www.w3.org/2000/svg}"
ARABIC, GEORGIAN = Bar("Arabic", 18, "18"), Bar("Georgian", 6, "6")
HIDDEN = Bar("Turkish", None, "·")


def drawn(*shown: Bar, title: str = "Requests", longest: int = 24) -> ElementTree.Element:
    """The chart as a tree; as part of a page of HTML it needs no namespace, here it does."""
    chart = str(bars("chart-requests", title, shown, longest, "not shown"))
    return ElementTree.fromstring(chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def of_class(chart: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in chart.iter() if element.get("class") == name]


def test_it_tells_its_title_and_every_number() -> None:
    chart = drawn(ARABIC, HIDDEN)
    title, description = chart.find(f"{SVG}title"), chart.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == ("Requests", "Arabic: 18, Turkish: not shown")
    assert chart.get("role") == "img"
    assert (chart.get("aria-labelledby"), chart.get("aria-describedby")) == (title.get("id"), description.get("id"))


def test_bars_are_as_long_as_their_numbers_on_the_scale_of_all_charts() -> None:
    assert [bar.get("width") for bar in of_class(drawn(ARABIC, GEORGIAN), "chart__bar")] == ["75.0%", "25.0%"]


def test_a_number_that_is_not_shown_has_no_bar_and_another_look() -> None:
    chart = drawn(ARABIC, HIDDEN)
    assert len(of_class(chart, "chart__bar")) == 1
    assert len(of_class(chart, "chart__not")) == 1
    assert [count.text for count in of_class(chart, "chart__count--not")] == ["·"]


def test_it_grows_with_what_it_shows() -> None:
    assert [drawn(*[ARABIC] * number).get("height") for number in (1, 2, 4)] == ["2.75em", "5.5em", "11.0em"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert not of_class(drawn(longest=0), "chart__bar")
    assert of_class(drawn(Bar("Arabic", 0, "0"), longest=0), "chart__bar")[0].get("width") == "0%"


@pytest.mark.parametrize("name", ["<script>", 'a" onload="b', "Kita & Schule"])
def test_names_are_words_and_never_marks(name: str) -> None:
    chart = drawn(Bar(name, 3, "3"), title=name)
    title = chart.find(f"{SVG}title")
    assert title is not None
    assert title.text == name
    assert not [element for element in chart.iter() if element.tag.endswith("script") or "onload" in element.attrib]


def test_it_needs_no_inline_style_and_no_colour() -> None:
    chart = str(bars("chart-requests", "Requests", [ARABIC, HIDDEN], 18, "not shown"))
    assert "style=" not in chart
    assert "fill=" not in chart
