"""A counsellor is away, then leaves: a deputy works on, the caseload changes hands, and every look is on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]


def test_somebody_stands_in_takes_over_and_is_seen(town: Town, api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    rima, ketevan, lioba = staff["rima"], staff["ketevan"], staff["lioba"]
    body = {key: asked[key] for key in ("language", "topics", "municipality", "name", "consent")}
    path = f"/cases/{do(rima, '/cases', body, status=201)['case_id']}"
    assert ketevan("GET", path).json()["code"] == "not_your_case"

    people = {each["name"]: each["counsellor_id"] for each in look(lioba, "/counsellors")["items"]}
    hers, his = people["Rima Nassif"], people["Ketevan Lomadze"]
    today = datetime.now(ZoneInfo("Europe/Berlin")).date()
    days = {"from_on": str(today), "until_on": str(today + timedelta(days=5))}
    named = do(rima, "/deputies", {"deputy_id": his, **days}, status=201)
    assert look(ketevan, path)["name"] == asked["name"]
    ended = rima("POST", f"/deputies/{named['deputyship_id']}/end", json={}, version=named["version"])
    assert ended.status_code == 200, ended.text
    assert ketevan("GET", path).status_code == 403

    start = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m-%dT10:00:00Z}"
    meeting = {"case_id": path.rpartition("/")[2], "place": "alsdorf-rathaus", "starts_at": start, "minutes": 45}
    eventually(lambda: rima("POST", "/appointments", json=meeting).status_code in (201, 409))
    glass = {"reason": "Die Klinik fragt, Rima ist nicht erreichbar.", "hours": 2}
    do(lioba, f"{path}/break-glass", glass, status=201)
    assert look(lioba, path)["through_glass_until"]
    (broken,) = look(rima, path)["circle"]["glasses"]
    assert broken["reason"] == glass["reason"]

    given = {"cases": [{"case_id": path.rpartition("/")[2], "to": his}]}
    assert do(lioba, f"/counsellors/{hers}/hand-over", given) == {"handed_over": 1, "left": []}
    assert look(ketevan, path)["name"] == asked["name"]
    assert rima("GET", path).status_code == 403
    day = start[:10]

    def holders() -> set[str]:
        found = look(ketevan, f"/appointments?from={day}&to={day}&case_id={path.rpartition('/')[2]}")["items"]
        return {one["counsellor_id"] for one in found}

    eventually(lambda: holders() == {his})
    looks = look(ketevan, f"{path}/access-log")["items"]
    assert {"Lioba Kremer", "Rima Nassif", "Ketevan Lomadze"} <= {one["who"] for one in looks}
    assert look(lioba, f"{path}/circle")["counsellor"] == "Ketevan Lomadze"
