"""A broker inside the process, so that the whole stack runs with none (`embedded://`): a demo, a test, a small node.

A kombu transport with what our own code relies on of AMQP 0-9-1 and RabbitMQ: direct and topic exchanges,
prefetch per consumer, single active consumer, mandatory, expiry, exclusive and auto-delete queues, and
publisher confirms. A publish counts as confirmed only when every queue it went to has seen it acknowledged:
what the process forgets when it dies was then never confirmed, and the outbox offers it again.

Why not kombu's own memory transport: it shares one prefetch per channel, puts a returned message into every
queue, has neither confirms nor mandatory, and polls. Messages are handed over without a copy of their body.
"""

from __future__ import annotations

from kombu.transport import TRANSPORT_ALIASES

from services.chassis.embedded.broker import Broker

__all__ = ["SCHEME", "Broker"]

SCHEME = "embedded"
TRANSPORT_ALIASES[SCHEME] = f"{__name__}.transport:Transport"
