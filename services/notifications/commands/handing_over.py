"""Write a message and hand it to whoever carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from services.notifications.carriers import Carrier
from services.notifications.carriers.texts import TextCarrier, TextMessage
from services.notifications.letters import Letters
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import EMAIL, SMS, Message


@dataclass(frozen=True)
class Outgoing:
    """A message, and all that is needed to write it: `stop` is the token of the link that stops further mails."""

    message: Message
    addressee: Addressee
    to: str
    language: str
    stop: str


# What takes a message away on its way: returns the provider's id of it. Raises what `carriers.outcomes` names.
HandOver = Callable[[Letters, Outgoing], str | None]


def hand_overs(mail: Carrier, texts: TextCarrier | None) -> Mapping[str, HandOver]:
    """What takes messages away, by channel; a channel without is one nothing leaves by."""

    def by_mail(letters: Letters, going: Outgoing) -> str | None:
        mail.send(_letter(letters, going))
        return None  # a mail server speaks of it by the Message-ID, which is ours

    def by_text(letters: Letters, going: Outgoing) -> str | None:
        assert texts is not None
        return texts.send(_text(letters, going))

    return {EMAIL: by_mail} | ({SMS: by_text} if texts is not None else {})


def _letter(letters: Letters, going: Outgoing) -> EmailMessage:
    return letters.write(
        going.message.kind,
        going.language,
        going.to,
        going.message.message_id,
        going.message.queued_at,
        going.message.appointment,
        stop_url=letters.stop_url(going.language, going.stop),
        **_facts_of(letters, going),
    )


def _text(letters: Letters, going: Outgoing) -> TextMessage:
    words = letters.short(going.message.kind, going.language, going.message.appointment, **_facts_of(letters, going))
    return TextMessage(going.to, words, going.message.message_id)


def _facts_of(letters: Letters, going: Outgoing) -> dict[str, str | None]:
    """What a message can tell beside its appointment; None for what we do not know."""
    reference, token = going.message.reference, going.addressee.status_token
    url = letters.status_url(going.language, reference, token) if reference and token else None
    return {"reference": reference or None, "status_url": url}
