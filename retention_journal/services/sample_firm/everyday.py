"""The ordinary days of the sample: calls, letters and promises that nothing came of but trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from retention_journal.core.contacts import Answer, Direction, Kind, Outcome, words_written
from retention_journal.core.promises import state_when_delivered
from retention_journal.core.working_days import MONDAY_TO_FRIDAY
from retention_journal.services.sample_firm.cast import FINE, FINE_AND_MORE, Asked, Firm, Said
from retention_journal.services.sample_firm.drafts import Deck, Drafts, moment
from retention_journal.services.sample_firm.leave import summers
from retention_journal.services.sample_firm.phrases import BY_LANGUAGE
from retention_journal.storage.tables import CheckIn, Interaction, InteractionContact, Promise

DAYS_TOLD = 730
_END_OF_DAY = time(23, 59)
_WRITTEN_BETWEEN = 12  # days between two talks from which on letters go to and fro between them


@dataclass
class Told:
    """A firm with the ids its records got."""

    firm: Firm
    client: int
    people: list[int]

    def person_on(self, drafts: Drafts, day: date) -> int | None:
        """Return whom one talked to on a day: the first who had come and not left."""
        ago = (drafts.today - day).days
        for number, person in enumerate(self.firm.people):
            if (
                ago <= (self.firm.since if person.since is None else person.since)
                and ago > (person.left or 0) - 1
            ):
                return number
        return None


class Everyday:
    """Writes one firm's ordinary days."""

    def __init__(self, drafts: Drafts, told: Told) -> None:
        self._drafts = drafts
        self._told = told
        self._chance = drafts.chance
        phrases = BY_LANGUAGE[told.firm.language]
        self._phrases = phrases
        self._leave = summers(drafts.today)
        self._topics = Deck(told.firm.topics, drafts.chance)
        self._decks = {
            name: Deck(getattr(phrases, name), drafts.chance)
            for name in (
                "calls",
                "meetings",
                "sent",
                "subjects",
                "words",
                "notes",
                "messages",
                "tried",
                "more",
                "kept",
            )
        }

    def write(self) -> None:
        """Write the days from two years ago up to where the firm's own story begins."""
        firm = self._told.firm
        last = firm.quiet_from or max((said.days for said in firm.recent), default=0) + firm.every // 2 + 1
        ago = min(firm.since, DAYS_TOLD)
        if ago == firm.since > last:
            self._first_meeting(ago)
        while (ago := ago - firm.every + self._chance.randint(-2, 2)) > last:
            if not self._is_away(ago):
                self._turn(ago)

    def _is_away(self, ago: int) -> bool:
        """Say whether the client was with somebody else, or you on leave."""
        gap, day = self._told.firm.gap, self._drafts.day(ago)
        was_gone = gap is not None and gap[1] < ago <= gap[0]
        return was_gone or any(first <= day <= last for first, last in self._leave)

    def _turn(self, ago: int) -> None:
        """Write one turn of the rhythm: an attempt now and then, a talk, and what went to and fro."""
        chance = self._chance
        if self._happens(0.16):
            self._attempt(ago)
        talk = self._talk(ago)
        if self._happens(0.28):
            self._promise(ago, talk)
        between = self._told.firm.every
        if between >= _WRITTEN_BETWEEN and self._happens(0.7):
            days = ago - chance.randint(2, between // 2)
            self._say(days, self._sent())
            self._say(days - chance.randint(0, 1), self._letter())
        if self._happens(0.22):
            self._say(ago - chance.randint(1, 4), self._message())
        if self._happens(0.12):
            self._say(ago, Said(0, "16:10", Kind.NOTE, self._draw("notes"), direction=Direction.NONE))

    def _attempt(self, ago: int) -> None:
        """Write a call that nobody took, on the working day before the talk."""
        before = ago + 1
        while self._drafts.day(before) == self._drafts.day(ago):
            before += 1
        tried = self._draw("tried")
        self._say(before, Said(0, self._at(8, 10), Kind.CALL, tried, outcome=Outcome.NO_ANSWER))

    def _first_meeting(self, ago: int) -> None:
        self._say(ago, Said(0, "10:00", Kind.MEETING, self._phrases.first, minutes=60, tone=3, asked=FINE))

    def _talk(self, ago: int) -> int:
        chance = self._chance
        asked: Asked | None = None
        more = ""
        if self._happens(0.72):
            asked = FINE_AND_MORE if self._happens(0.2) else FINE
            more = self._draw("more") if asked is FINE_AND_MORE else ""
            if self._happens(0.05):
                asked = (Answer.YES, Answer.UNSURE, asked[2])
        if self._happens(0.12):
            said = Said(
                0,
                self._at(10, 14),
                Kind.MEETING,
                self._draw("meetings"),
                minutes=chance.randrange(30, 80, 5),
                tone=self._tone(),
                asked=asked,
                more=more,
            )
        else:
            kind = Kind.VIDEO_CALL if self._happens(0.13) else Kind.CALL
            direction = Direction.INBOUND if self._happens(0.1) else Direction.OUTBOUND
            said = Said(
                0,
                self._at(9, 9),
                kind,
                self._draw("calls"),
                direction=direction,
                minutes=chance.randint(4, 19),
                tone=self._tone(),
                asked=asked,
                more=more,
            )
        return self._say(ago, said)

    def _sent(self) -> Said:
        return Said(0, self._at(9, 12), Kind.EMAIL, self._draw("sent"), outcome=Outcome.REPLIED)

    def _letter(self) -> Said:
        return Said(
            0,
            self._at(13, 20),
            Kind.EMAIL,
            self._draw("subjects"),
            self._draw("words"),
            Direction.INBOUND,
            tone=self._tone(),
        )

    def _message(self) -> Said:
        direction = self._chance.choice((Direction.INBOUND, Direction.OUTBOUND))
        outcome = Outcome.REACHED if direction is Direction.INBOUND else Outcome.REPLIED
        return Said(
            0, self._at(11, 17), Kind.MESSAGE, self._draw("messages"), direction=direction, outcome=outcome
        )

    def _promise(self, ago: int, talk: int) -> None:
        """Write a promise made in a talk; one in eight came late, and it was said so."""
        made = self._drafts.day(ago)
        due = MONDAY_TO_FRIDAY.add(made, self._chance.randint(3, 8))
        late = self._happens(0.12)
        done = (
            MONDAY_TO_FRIDAY.add(due, self._chance.randint(1, 3))
            if late
            else due - timedelta(days=self._chance.randint(0, 1))
        )
        done = max(done, made)
        delivered_at = datetime.combine(
            done, time(self._chance.randint(9, 16), self._chance.choice((0, 15, 30, 45)))
        )
        due_at = datetime.combine(due, _END_OF_DAY)
        text = self._draw("kept")
        self._drafts.add(
            Promise,
            client=self._told.client,
            text=text,
            made_on=made,
            due_at=due_at,
            delivered_at=delivered_at,
            state=state_when_delivered(due_at, delivered_at),
            interaction=talk,
            remark=self._phrases.late if done > due else "",
        )

    def _say(self, ago: int, said: Said) -> int:
        return write_said(self._drafts, self._told, said, self._drafts.day(max(ago, 1)))

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _draw(self, deck: str) -> str:
        topic = self._topics.draw()
        number = self._told.person_on(self._drafts, self._drafts.today - timedelta(days=1))
        person = self._told.firm.people[number or 0].given
        return capital(self._decks[deck].draw().format(p=person, t=topic))

    def _at(self, first: int, last: int) -> str:
        return f"{self._chance.randint(first, last):02d}:{self._chance.randrange(0, 60, 5):02d}"

    def _tone(self) -> int:
        return self._chance.choices((2, 3, 4, 5), (4, 70, 22, 4))[0]


def write_said(drafts: Drafts, told: Told, said: Said, day: date) -> int:
    """Write one contact with who took part and what was answered, and return its id."""
    interaction = drafts.add(
        Interaction,
        client=told.client,
        kind=said.kind,
        direction=said.direction,
        outcome=said.outcome,
        occurred_at=moment(day, said.at),
        duration_min=said.minutes,
        summary=said.summary,
        client_words=said.words,
        tone=said.tone,
        word_count=words_written(said.kind, said.direction, said.words),
    )
    person = said.who or told.person_on(drafts, day)
    if said.kind is not Kind.NOTE and person is not None:
        drafts.add(InteractionContact, interaction=interaction, contact=told.people[person])
    if said.asked:
        ok, works, more = said.asked
        drafts.add(
            CheckIn,
            interaction=interaction,
            all_ok=ok,
            delivery_as_expected=works,
            else_answer=more,
            else_to_help=said.more,
        )
    return interaction


def day_of(drafts: Drafts, said: Said) -> date:
    """Return the day on which something of a story was said."""
    if said.is_working_days:
        return drafts.late_since(said.days)
    return drafts.nearest_day(said.days) if said.is_nearest else drafts.day(said.days)


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
