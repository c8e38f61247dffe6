"""An invented programme at work, made through the real commands with a fixed seed: the same people every time.

Names are drawn from short lists per language; nobody in them exists. It is filled once: a mark in the data folder
says so, and requests carry ids of their own, so that a filling that broke off is taken up where it stopped.
"""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.chassis.programme import load as load_programme

_REQUESTS = 40
_SEED = 20261122
_NAMESPACE = uuid.UUID("6f0c4a0e-4c55-4d2b-9f3e-5b6e3f6f2a10")
_NAMES = {
    "ar": (("ليلى", "سامر", "رنا", "يوسف", "هبة"), ("الحسن", "درويش", "خليل", "ناصر")),
    "ru": (("Олена", "Игорь", "Марина", "Тимур", "Софья"), ("Ковальчук", "Орлова", "Бондарь", "Зимина")),
    "ka": (("ნინო", "გიორგი", "თამარ", "ლევან", "მარიამ"), ("ბერიძე", "კაპანაძე", "გელაშვილი", "მაისურაძე")),
    "bs": (("Amra", "Emir", "Lejla", "Dženan", "Selma"), ("Hodžić", "Kovačević", "Begić", "Delić")),
    "tr": (("Elif", "Murat", "Zeynep", "Emre", "Gülşen"), ("Yıldız", "Şahin", "Öztürk", "Aydın")),
    "fr": (("Aminata", "Mamadou", "Fatou", "Ibrahima", "Grâce"), ("Diallo", "Ndiaye", "Kouassi", "Mbeki")),
    "en": (("Blessing", "Samuel", "Hiwot", "Daniel", "Miriam"), ("Okafor", "Tesfaye", "Mensah", "Adeyemi")),
    "de": (("Jana", "Piotr", "Elena", "Marek", "Ioana"), ("Nowak", "Popescu", "Horvat", "Petrov")),
}


def fill(calls: Any, tell: Callable[[str], None]) -> None:
    """Send the demo requests, if that has not been done before, and say where to look."""
    var = Path(os.environ.get("LOTSE_VAR", "var"))
    mark = var / "demo.filled"
    if mark.exists():
        return
    programme = load_programme(Path(os.environ["LOTSE_PROGRAMME"]))
    for number, request in enumerate(_requests(programme), start=1):
        command_id = str(uuid.uuid5(_NAMESPACE, str(number)))
        calls.ask("intake", "receive_request", request, who=Actor.public(), command_id=command_id, deadline=30)
        if number % 10 == 0:
            tell(f"demo programme: {number} of {_REQUESTS} requests")
    mark.touch()
    tell(f"The mails to the clients of the demo are in {os.path.relpath(var / 'mail')}/ (one file each)")


def _requests(programme: Programme) -> Iterator[dict[str, Any]]:
    chance = random.Random(_SEED)
    for number in range(1, _REQUESTS + 1):
        language = chance.choices(tuple(_NAMES), weights=(9, 7, 3, 3, 5, 4, 4, 2))[0]
        first, last = _NAMES[language]
        yield {
            "channel": "web",
            "language": language,
            "language_mode": chance.choices(("written", "spoken"), weights=(5, 2))[0],
            "topics": chance.sample(tuple(programme.topics), k=chance.choices((1, 2, 3), weights=(5, 4, 1))[0]),
            "municipality": chance.choice(tuple(programme.municipalities)),
            "name": f"{chance.choice(first)} {chance.choice(last)}",
            "email": f"client{number:03}@example.org",
            "consent": {"notice_version": programme.notice_version, "language": language},
        }
