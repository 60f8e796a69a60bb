"""What else could be done for the sample’s clients; written last, so that no other story changes by it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from retention_journal.core.care_ideas import CareIdeaKind, CareIdeaState
from retention_journal.services.care_ideas import OFFER_NAME
from retention_journal.services.sample_firm.drafts import Drafts
from retention_journal.services.sample_firm.everyday import Told
from retention_journal.storage.tables import CareIdea, Setting

_OFFER = "En times gratis gjennomgang av forsiden"
_NAMES = uuid.UUID("3c6f0f0c-8b1d-4f5e-9a55-7b7d2d0c1e77")


@dataclass(frozen=True)
class _Idea:
    """An idea noted ``noted`` days ago and settled ``settled`` days ago; None where it is still open."""

    text: str
    noted: int
    kind: CareIdeaKind = CareIdeaKind.COULD_HELP
    state: CareIdeaState = CareIdeaState.NOTED
    settled: int | None = None
    result: str = ""


_DONE, _DROPPED = CareIdeaState.DONE, CareIdeaState.DROPPED
_IDEAS = {
    "Harbour & Hale Surveyors": (
        _Idea("A page that says what each level of survey costs", 41),
        _Idea("Photographs of the three of them at work", 90, state=_DONE, settled=33,
              result="Tom ordered it for the spring"),
        _Idea("A card by hand, for ten years in business", 150, CareIdeaKind.SURPRISE, _DONE, 142,
              "He rang to say thank you"),
    ),
    "Granlund Fysioterapi": (
        _Idea("Påminnelse på SMS dagen før timen", 26),
        _Idea("Nyhetsbrev på engelsk", 120, state=_DROPPED, settled=60, result="For få som leser engelsk"),
    ),
    "Lindqvist Arkitekter": (_Idea("En sida om hur de räknar på energi", 18),),
}  # fmt: skip


def write(drafts: Drafts, everyone: Iterable[Told]) -> None:
    """Write the ideas, and what new clients get."""
    uid = str(uuid.uuid5(_NAMES, OFFER_NAME))
    drafts.add(Setting, uid=uid, name=OFFER_NAME, value={"text": _OFFER})
    for told in everyone:
        for idea in _IDEAS.get(told.firm.name, ()):
            drafts.add(
                CareIdea,
                client=told.client,
                kind=idea.kind,
                text=idea.text,
                noted_on=drafts.day(idea.noted),
                state=idea.state,
                settled_on=None if idea.settled is None else drafts.day(idea.settled),
                result=idea.result,
            )
