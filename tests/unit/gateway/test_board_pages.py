"""The board: what the figures say, what they do not say, and what one can do with them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from gateway import staff_figures
from tests.unit.gateway.busy_figures import BusyFigures, NoFigures
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import signed_in, text, words

OCTOBER = "/en/board?period=2026-10"


@pytest.fixture
def calls() -> FakeCalls:
    return FakeCalls(reporting=BusyFigures())


@pytest.fixture
def board(client: Any) -> Any:
    return signed_in(client, "steering")


def asked(calls: FakeCalls) -> list[dict[str, Any]]:
    """The reports that were asked for."""
    return [asked.request for asked in calls.asked if asked.method == "report"]


def report(table: str, **differs: Any) -> dict[str, Any]:
    """A report of the fake reporting."""
    return BusyFigures().report({"table": table, "period": "2026-10"}) | differs


def test_the_last_month_that_is_over_is_shown_first(board: Any, calls: FakeCalls) -> None:
    answer = board.get("/en/board")
    assert "<title>Figures: October 2026 · Lotse</title>" in text(answer)
    assert [body["table"] for body in asked(calls)] == list(staff_figures.TABLES)
    assert {(body["period"], body["audience"]) for body in asked(calls)} == {("2026-10", "inside")}
    assert "Final: these numbers stay as they are." in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text
    assert "<script" not in answer.text


def test_period_and_audience_are_chosen_and_stay_chosen(board: Any, calls: FakeCalls) -> None:
    answer = board.get("/en/board?period=2026-Q4&audience=public")
    assert {(body["period"], body["audience"]) for body in asked(calls)} == {("2026-Q4", "public")}
    assert '<option value="2026-Q4" selected>4th quarter of 2026' in answer.text
    assert '<option value="public" selected>' in answer.text
    assert "fewer than 10 people stand behind it" in words(answer)
    assert "Still running: these numbers change" in words(answer)
    assert [kind for kind in ("Months", "Quarters", "Years") if f'<optgroup label="{kind}">' in answer.text] == [
        "Months",
        "Quarters",
        "Years",
    ]


def test_the_neighbours_of_a_period_are_of_its_kind(board: Any) -> None:
    page = text(board.get(f"{OCTOBER}&audience=public"))
    assert 'rel="prev" href="/en/board?period=2026-09&audience=public"' in page
    assert 'rel="next" href="/en/board?period=2026-11&audience=public"' in page
    assert 'rel="next"' not in text(board.get("/en/board?period=2026-11"))
    assert (
        "3rd quarter of 2026" in re.findall(r'rel="prev"[^>]*>.*?</a>', text(board.get("/en/board?period=2026-Q4")))[0]
    )


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2026-10", "In October 2026, 187 requests came in. The largest group: 18 from Eschweiler, in Arabic."),
        ("2026-10", "At the end of October 2026, 94 people had an open case. The largest group: 27 in the phase"),
        ("2026-10", "In October 2026, a case was opened for 61 people. The largest group: 21, advised in Arabic."),
        ("2026-10", "318 appointments were booked, kept, missed or cancelled. At least 169 were kept. To at least 21"),
        ("2026-10", "73 people met a barrier where they looked for help. The largest group: 15 in Eschweiler, topic"),
        ("2026-11", "In November 2026, 187 requests have come in so far."),
        ("2026-11", "94 people have an open case now."),
        ("2026-Q3", "At the end of September 2026, 94 people had an open case."),
        ("2026-Q3", "In the 3rd quarter of 2026, 187 requests came in."),
        ("2026", "In the year 2026, 187 requests have come in so far."),
    ],
)
def test_every_table_is_said_in_a_sentence(board: Any, period: str, sentence: str) -> None:
    assert sentence in words(board.get(f"/en/board?period={period}"))


def test_sentences_are_german_sentences_in_german(board: Any) -> None:
    page = words(board.get("/de/board?period=2026-Q3"))
    assert "Im 3. Quartal 2026 gingen 187 Anliegen ein. Die größte Gruppe: 18 aus Eschweiler, auf Arabisch." in page
    assert "Ende September 2026 hatten 94 Menschen einen offenen Fall." in page


def test_a_small_total_is_fewer_and_never_guessed(board: Any, calls: FakeCalls) -> None:
    calls.reporting = NoFigures()
    answer = board.get(OCTOBER)
    for sentence in (
        "In October 2026, fewer than 5 requests came in, perhaps none.",
        "At the end of October 2026, fewer than 5 people had an open case, perhaps nobody.",
        "No single number of this table is large enough to be shown.",
    ):
        assert sentence in words(answer)
    assert "<svg class" not in answer.text.split("<main")[1]
    assert not re.search(r"<strong>\s*[0-4]\s*</strong>", answer.text)


@pytest.mark.parametrize("table", staff_figures.TABLES)
@pytest.mark.parametrize("is_final", [True, False])
def test_every_sentence_is_whole_in_both_languages(app: Any, table: str, is_final: bool) -> None:
    at_end = table == "cases_by_phase"
    for language in ("de", "en"):
        with app.test_request_context(f"/{language}/board"):
            for total in (None, 1234):
                said = " ".join(staff_figures.sentences(report(table, total=total, is_final=is_final), at_end))
                assert "%(" not in said
                assert said.endswith(".")
                assert ("1.234" if language == "de" else "1,234") in said or total is None


def test_two_that_are_alike_are_not_the_largest(app: Any) -> None:
    cells = [{"key": [phase], "count": 9} for phase in ("planning", "linking")]
    with app.test_request_context("/en/board"):
        assert len(staff_figures.sentences(report("cases_by_phase", cells=cells), at_end=True)) == 1


def test_the_table_holds_every_number_and_a_word_for_those_that_are_not_shown(board: Any) -> None:
    page = board.get(OCTOBER).text
    table = re.findall(r'<table class="numbers">.*?</table>', page, re.DOTALL)[0]
    assert table.count('<th scope="col">') == 10
    assert table.count('<th scope="row">') == 9
    assert table.count("<td>") == 81
    assert table.count('<span class="unseen">not shown</span>') == 64
    assert "Requests by municipality and language, October 2026" in table
    assert "All together: 187 requests" in words(board.get(OCTOBER))


def test_charts_have_one_scale_and_leave_out_what_is_not_known(board: Any) -> None:
    page = board.get(OCTOBER).text
    charts = re.findall(r'<svg class="chart".*?</svg>\s*</figure>', page, re.DOTALL)
    assert len(charts) == 6 + 1 + 1 + 5 + 4 + 4 + 2
    assert 'aria-labelledby="chart-requests-eschweiler-title"' in charts[0]
    assert '<title id="chart-requests-eschweiler-title">Requests: Eschweiler</title>' in charts[0]
    assert "Arabic: 18, Another language: 14, Turkish: 9, Russian: 6, German: 5</desc>" in charts[0]
    assert 'width="88.89%"' in charts[1]  # 16 of 18
    phases = next(chart for chart in charts if "chart-cases_by_phase-title" in chart)
    assert "Evaluation: not shown</desc>" in phases
    assert page.count("chart-monschau-rathaus") == 0
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "query", ["period=1926-13", "period=<b>&audience=inside", "audience=everybody", "period=2027-01"]
)
def test_what_cannot_be_asked_is_said_with_a_way_to_the_field(board: Any, query: str) -> None:
    answer = board.get(f"/en/board?{query}")
    assert answer.status_code == 422
    field = "audience" if query.startswith("audience") else "period"
    assert f'href="#board-{field}"' in answer.text
    assert f'id="board-{field}"' in answer.text
    assert "<b>" not in answer.text


def test_a_table_is_a_file_with_one_press(board: Any, calls: FakeCalls) -> None:
    page = text(board.get(f"{OCTOBER}&audience=public"))
    link = re.findall(r'href="(/en/board/barriers\.csv[^"]*)"', page)[0]
    answer = board.get(link)
    assert asked(calls)[-1] == {"table": "barriers", "period": "2026-10", "audience": "public"}
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=barriers-2026-10-public.csv"
    assert "Housing;Eschweiler;15\r\n" in answer.text
    assert board.get("/en/board/people.csv?period=2026-10").status_code == 422


@pytest.mark.parametrize("path", ["/en/board", "/en/board/requests.csv?period=2026-10"])
def test_only_those_who_steer_see_figures(client: Any, path: str) -> None:
    assert client.get(path).location.startswith("/en/sign-in")
    for user in ("counsellor", "desk", "liaison", "operator", "administrator"):
        assert signed_in(client, user).get(path).status_code == 403, user
    for user in ("steering", "coordinator", "privacy_officer"):
        assert signed_in(client, user).get(path).status_code == 200, user


def test_while_the_reporting_is_away_the_page_says_so(board: Any, calls: FakeCalls) -> None:
    calls.away = {"reporting"}
    answer = board.get("/en/board")
    assert answer.status_code == 503
    assert "Sign out" in answer.text
