"""The forms of releases and referrals, and what they can choose from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import request

from gateway import names, wall_clock, who
from gateway.installation import here
from gateway.pages.typed import Form

FORMS = {
    "grant_release": Form(
        "cases",
        texts=("recipient", "recipient_name", "purpose", "valid_until", "language"),
        lists=("data",),
        ticks=("interpreter_present",),
        order=("recipient", "recipient_name", "data", "purpose", "valid_until", "language"),
    ),
    "withdraw_release": Form("cases", texts=("release_id",), numbers=("version",)),
    "make_referral": Form(
        "cases",
        texts=("topic", "service_id", "outside_name", "release_id", "ask_again_on"),
        at_field={"no_release": "release_id", "service_closed": "service_id"},
    ),
    "answer_referral": Form(
        "cases", texts=("referral_id", "answer", "ask_again_on"), numbers=("version", "waiting_days")
    ),
    "end_referral": Form("cases", texts=("referral_id", "reason"), numbers=("version",)),
}
_CHOICES = 100


def outside(case: Mapping[str, Any], may: Collection[str]) -> dict[str, Any]:
    """What the forms offer: `services` that are open to the client (those for the case's topics first), `chosen` in
    the directory, the `releases` in force that allow a referral, and until when a release is proposed (`until`)."""
    today, programme = wall_clock.today(), here().programme
    chosen = _chosen() if "referrals" in may else None
    services = _services(case, chosen) if "referrals" in may else []
    return {
        "until": (today + timedelta(days=programme.releases.usual_days)).isoformat(),
        "services": [(each["service_id"], _label(each)) for each in services],
        "chosen": chosen,
        "releases": [(each["release_id"], _of_release(each)) for each in case["releases"] if _allows_referral(each)],
    }


def _allows_referral(release: Mapping[str, Any]) -> bool:
    programme = here().programme.releases
    is_for_it = release["purpose"] in programme.referral_purposes and programme.referral_data in release["data"]
    return is_for_it and release["status"] == "in_force"


def _services(case: Mapping[str, Any], chosen: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    asked = {"municipality": case["municipality"], "limit": _CHOICES}
    found = who.ask("cases", "directory", asked)["items"]
    # From the directory one may also choose what is meant for people from elsewhere.
    elsewhere = [chosen] if chosen and chosen["service_id"] not in {each["service_id"] for each in found} else []
    topics = set(case["topics"])
    return [*elsewhere, *sorted(found, key=lambda each: topics.isdisjoint(each["topics"]))]


def _chosen() -> Mapping[str, Any] | None:
    """The service that was chosen in the directory for this case, as the address says."""
    try:
        service_id = str(UUID(request.args.get("service", "")))
    except ValueError:
        return None
    return who.ask("cases", "service", {"service_id": service_id})


def _label(service: Mapping[str, Any]) -> str:
    return f"{service['name']} ({', '.join(names.topic(code) for code in service['topics'])})"


def _of_release(release: Mapping[str, Any]) -> str:
    releases = here().programme.releases
    recipient = release["recipient_name"] or names.known(releases.recipients, release["recipient"])
    return f"{recipient}: {names.known(releases.purposes, release['purpose'])}"
