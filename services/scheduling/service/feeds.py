"""Private calendar feeds."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.scheduling.commands import feeds as feed_commands
from services.scheduling.queries import feeds as feed_queries
from services.scheduling.schemas import feeds as of_feeds
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


def _with_token(service: Part, answer: Answer) -> Answer:
    """The secret that an answer is about, which is remembered nowhere: it is made again of the feed's id."""
    return {"token": service.store.feeds.token_of(answer["feed_id"])}


class Feeds(Part):
    """Private calendar feeds."""

    @answers(of_feeds.MakeFeed, command=True, complete=_with_token)
    def make_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_commands.make_feed(self.store, who, self.clock)

    @answers(of_feeds.RevokeFeed, command=True)
    def revoke_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_commands.revoke_feed(self.store, who)

    @answers(of_feeds.OwnFeed)
    def own_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_queries.own_feed(self.store, who)

    @answers(of_feeds.OfInterpreter, command=True, complete=_with_token)
    def make_interpreter_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_commands.make_feed(self.store, who, self.clock, **request)

    @answers(of_feeds.OfInterpreter, command=True)
    def revoke_interpreter_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_commands.revoke_feed(self.store, who, **request)

    @answers(of_feeds.OfInterpreter)
    def interpreter_feed(self, who: Actor, request: Answer) -> Answer:
        return feed_queries.own_feed(self.store, who, **request)

    @answers(of_feeds.FeedByToken)
    def feed(self, who: Actor, request: Answer) -> Answer:
        return feed_queries.feed(self.store, self.clock, **request)
