"""One module a topic; the order in which addresses are tried."""

from __future__ import annotations

from towhom.show.web import review
from towhom.show.web.routers import about, actor, document, dyad, event, home, incident, position, search, subject

TOPICS = (
    home.topic,
    dyad.topic,
    event.topic,
    incident.topic,
    actor.topic,
    subject.topic,
    position.topic,
    document.topic,
    search.topic,
    review.topic,
    about.topic,
)
