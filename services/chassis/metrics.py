"""What an operator watches, for Prometheus. No label comes from the domain: no person, request or place."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

MESSAGES_SENT = Counter("lotse_messages_sent_total", "Messages confirmed by the broker.", ["service"])
MESSAGES_RECEIVED = Counter("lotse_messages_received_total", "Messages stored in the inbox.", ["service"])
MESSAGES_HANDLED = Counter(
    "lotse_messages_handled_total", "Messages by how their handling ended.", ["service", "outcome"]
)
CALLS = Histogram(
    "lotse_call_seconds",
    "Seconds to answer a call, by how it ended.",
    ["service", "method", "outcome"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
BACKLOG = Gauge("lotse_inbox_waiting", "Messages stored and not yet handled.", ["service"])
PARKED = Gauge("lotse_inbox_parked", "Messages that wait for a person's decision.", ["service"])
MAILS = Counter("lotse_mails_total", "Mails that were found in the mailbox, by what became of them.", ["outcome"])
OUTBOX_AGE = Gauge("lotse_outbox_oldest_seconds", "Age of the oldest message not yet sent.", ["service"])
RECEIPTS = Counter("lotse_receipts_total", "What was told of messages that had left.", ["state", "outcome"])
PROVIDER_AWAY = Gauge("lotse_provider_away", "1 while whoever carries messages on a channel is away.", ["channel"])
