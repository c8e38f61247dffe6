"""Somebody interprets: asked by mail, comes, is asked anew when the appointment moves, and costs when it is cancelled
late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.stories.staff import Colleague, do, look
from tests.stories.test_time_and_figures import accompanied, book
from tests.stories.town import Town

BERLIN = ZoneInfo("Europe/Berlin")
NAME, ADDRESS = "Lasha Beridze", "lasha.beridze@example.org"
FEE, HALF = 3000, 1500  # cents for the hour, and what a late release costs of them (interpreting.toml)


def test_an_interpreter_is_asked_moved_and_released_late(
    town: Town, api: Callable[..., Any], staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    lioba, ketevan = staff["lioba"], staff["ketevan"]
    # Tomorrow is always within the notice period, and so early that nobody else of these stories meets Ketevan.
    tomorrow = datetime.combine(datetime.now(BERLIN).date() + timedelta(days=1), time(6), BERLIN)
    lasha = {"kind": "pool", "name": NAME, "languages": [{"source": "ka"}], "pledged_on": "2026-01-15",
             "hourly_cents": FEE, "email": ADDRESS}  # fmt: skip
    interpreter = do(lioba, "/interpreters", lasha, status=201)
    _, case_id = accompanied(api, staff, asked)
    appointment = f"/appointments/{book(staff, case_id, tomorrow)['appointment_id']}"
    needed = do(ketevan, f"{appointment}/interpreter", {"legal_consequence": False, "language": "ka"}, status=201)
    booking = f"/interpreter-bookings/{needed['booking_id']}"

    do(ketevan, f"{booking}/ask", {"interpreter_id": interpreter["interpreter_id"]}, of=booking)
    (question,) = town.mail.awaits(ADDRESS)
    assert question["Subject"].startswith("Können Sie dolmetschen?")
    text = question.get_body(("plain",))
    assert text
    assert "Gedolmetscht wird: Georgisch" in text.get_content()
    for told in (case_id, asked["name"], "Ketevan"):
        assert told not in text.get_content(), "neither who comes nor to whom"
    do(ketevan, f"{booking}/confirm", {}, of=booking)

    later = tomorrow + timedelta(hours=1, minutes=15)
    do(ketevan, f"{appointment}/move", {"starts_at": later.isoformat()}, of=appointment)
    _, anew = town.mail.awaits(ADDRESS, count=2)
    assert anew["Subject"].startswith("Neue Zeit")
    assert "07:15" in anew["Subject"]
    assert look(ketevan, booking)["status"] == "asked"
    do(ketevan, f"{booking}/confirm", {}, of=booking)

    do(ketevan, f"{appointment}/cancel", {"by": "client", "reason": "illness"}, of=appointment)
    *_, released = town.mail.awaits(ADDRESS, count=3)
    assert released["Subject"].startswith("Sie werden nicht gebraucht")
    paid = look(lioba, f"/interpreters/statement?month={later:%Y-%m}")["items"]
    line = next(line for line in paid if line["booking_id"] == needed["booking_id"])
    assert (line["interpreter"], line["cost_cents"], line["is_late"]) == (NAME, HALF, True)
    assert NAME not in town.logged()
    assert ADDRESS not in town.logged()
