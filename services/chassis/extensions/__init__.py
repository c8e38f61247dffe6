"""The nameko adapter: @answers, @hears, @every, @works_off, Provided, Operated, aside.

The only place that knows nameko, which contributes the container (life cycle, injection, a bounded pool of workers).
The wires are ours, because nameko acknowledges a message whose handler raised, opens a connection per reply and hands
work that is still running back to the queue when it stops; the chassis promises otherwise (messages.md).

A service class says what it is:

    class IntakeService(Operated):
        name = "intake"
        settings = IntakeSettings
        says = events.ALL
        store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault))

        @answers(schemas.ReceiveRequest, command=True)
        def receive_request(self, who, request): ...

        @hears("notifications.events", "message.sent.v1", schemas.MessageSent)
        def on_message_sent(self, event): ...
"""

from services.chassis.extensions.answering import answers
from services.chassis.extensions.computing import aside
from services.chassis.extensions.declaring import declared
from services.chassis.extensions.hearing import hearings, hears, topology
from services.chassis.extensions.operating import Operated
from services.chassis.extensions.parts import Parts, Provided
from services.chassis.extensions.running import container_of
from services.chassis.extensions.timing import every, works_off

__all__ = [
    "Operated",
    "Parts",
    "Provided",
    "answers",
    "aside",
    "container_of",
    "declared",
    "every",
    "hearings",
    "hears",
    "topology",
    "works_off",
]
