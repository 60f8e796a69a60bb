"""Trello boards as their JSON export has them, made here from nobody's board.

``board()`` makes one board of given cards, for rules; ``busy_board()`` a whole board with a history, for
speed and for what happens when Trello forgets.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from retention_journal.importers.trello import read_trello
from retention_journal.importers.trello_ways import TrelloWays

#: When most boards here were exported.
EXPORTED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")
MOST_ACTIONS = 1_000
LISTS = ("To do", "Doing", "Review", "Done")
ME, CLIENT = "5f0000000000000000000001", "5f0000000000000000000002"


def utc(month, day, hour=12, minute=0):
    """Return a time of 2026 as Trello writes it."""
    return f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00.000Z"


def read_board(folder, content, **ways):
    """Return what is read of a board in Oslo on the day most boards here were exported."""
    path = saved(folder / "board.json", content)
    return read_trello(path, TrelloWays(**ways), zone=OSLO, today=EXPORTED.date())


def hex_id(at, number=0):
    """Return an id that was given at a time."""
    return f"{int(at.timestamp()):08x}{number:016x}"


def iso(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z") if isinstance(at, datetime) else at


def card(name="Draw the plan", **told):
    """Return a card, made on 5 January 2026 in "To do" unless told."""
    number = told.pop("number", 1)
    made = told.pop("made", datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    said = {
        "id": hex_id(made, number),
        "idShort": number,
        "shortUrl": f"https://trello.example/c/{number}",
        "name": name,
        "desc": "",
        "idList": "l0",
        "idLabels": [],
        "idMembers": [],
        "closed": False,
        "due": None,
        "dueComplete": False,
        "start": None,
        "dateLastActivity": "2026-02-20T12:00:00.000Z",
        "isTemplate": False,
        "cardRole": None,
        "attachments": [],
        "customFieldItems": [],
        "badges": {"comments": 0},
    }
    return said | {key: iso(value) for key, value in told.items()}


def board(*cards, actions=(), lists=LISTS, **told):
    """Return a board; ``lists`` are names, or pairs of name and whether it is archived."""
    pairs = [one if isinstance(one, tuple) else (one, False) for one in lists]
    said = {
        "id": "600000000000000000000001",
        "name": "Fjord Design",
        "desc": "",
        "closed": False,
        "idOrganization": None,
        "labelNames": {},
        "labels": [],
        "lists": [
            {"id": f"l{at}", "name": name, "closed": closed, "pos": (at + 1) * 1024}
            for at, (name, closed) in enumerate(pairs)
        ],
        "cards": list(cards),
        "checklists": [],
        "actions": sorted(actions, key=lambda one: one["date"], reverse=True),
        "members": [{"id": ME, "fullName": "Kari Nordmann", "username": "kari"}],
        "customFields": [],
    }
    return said | told


def action(kind, of, at, *, by=ME, id=None, name=None, **data):
    """Return something that happened to a card."""
    at = iso(at)
    return {
        "id": id or hex_id(datetime.fromisoformat(at), abs(hash((kind, at, of["id"]))) % 10**6),
        "type": kind,
        "date": at,
        "idMemberCreator": by,
        "memberCreator": {"id": by, "fullName": name} if name else {"id": by},
        "data": {"card": {"id": of["id"], "name": of["name"], **data.pop("card", {})}, **data},
    }


def moved(of, before, after, at):
    lists = {"listBefore": {"id": before}, "listAfter": {"id": after}}
    return action("updateCard", of, at, card={"idList": after}, old={"idList": before}, **lists)


def due_set(of, before, after, at):
    return action("updateCard", of, at, card={"due": iso(after)}, old={"due": iso(before)})


def ticked(of, at, *, on=True):
    return action("updateCard", of, at, card={"dueComplete": on}, old={"dueComplete": not on})


def made(of, at, list_id="l0"):
    return action("createCard", of, at, list={"id": list_id})


def said(of, text, at, **told):
    return action("commentCard", of, at, text=text, **told)


def saved(path, content):
    """Write a board as its JSON and return the path."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def packed(path, **members):
    """Write an archive of texts, bytes or boards by their names, "__" standing for a slash."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            text = json.dumps(content) if isinstance(content, dict) else content
            archive.writestr(name.replace("__", "/"), text)
    return path


def as_csv(content, **more):
    """Return a board as the CSV of a Premium workspace; ``more`` are custom columns, by card name."""
    names = {one["id"]: one["name"] for one in content["lists"]}
    file = io.StringIO()
    headings = ["Card ID", "Card Name", "Card URL", "Card Description", "Labels", "Members", "Due Date",
                "List ID", "List Name", "Board ID", "Board Name", "Archived", *more]  # fmt: skip
    writer = csv.writer(file)
    writer.writerow(headings)
    labels = {one["id"]: f"{one['name']} ({one['color']})" for one in content["labels"]}
    for one in content["cards"]:
        writer.writerow(
            [one["id"], one["name"], one["shortUrl"], one["desc"],
             ", ".join(labels[id] for id in one["idLabels"]), "", one["due"] or "", one["idList"],
             names[one["idList"]], content["id"], content["name"], str(one["closed"]).lower(),
             *(values.get(one["name"], "") for values in more.values())]
        )  # fmt: skip
    return file.getvalue()


def busy_board(cards=40, *, until=EXPORTED, seed=0, capped=True):
    """Return a board of many cards with all that happened to them, of which the last 1,000 are kept.

    A board with a later ``until`` and the same seed is a later export of it: what happened until then is the
    same, new actions have come, and the oldest are forgotten.

    Args:
        cards: How many there will ever be; each lives for some weeks.
        until: When it is exported.
        seed: Another number gives another board.
        capped: Whether only the last 1,000 actions are in it, as in every real export.
    """
    lives = [_life(number, random.Random(f"{seed}/{number}")) for number in range(cards)]
    kept, happened = [], []
    for one, events in lives:
        past = [(at, change, event) for at, change, event in events if at <= until]
        if not past:
            continue
        for at, change, _event in past:
            one.update(change, dateLastActivity=iso(at))
        one["badges"] = {"comments": sum(event["type"] == "commentCard" for *_when, event in past)}
        kept.append(one)
        happened += [event for _at, _change, event in past]
    full = board(*kept, actions=happened)
    full["customFields"] = [{"id": "f1", "name": "Budget", "type": "number"}]
    full["checklists"] = [check for one in kept for check in one.pop("steps")]
    if capped:
        full["actions"] = full["actions"][:MOST_ACTIONS]
    return full


def _life(number, chance):
    """Return a card as it was made, and what happened to it, each with what it changed."""
    first = EXPORTED - timedelta(days=120)
    begin = first + timedelta(minutes=chance.randrange(121 * 24 * 60))
    one = card(f"Card {number}: {chance.choice(('Logo', 'Æsj', 'Brosjyre', 'Landing page'))}",
               number=number, made=begin, desc="Two floors. " * chance.randrange(20))  # fmt: skip
    one["steps"] = [_steps(one, chance)]
    one["customFieldItems"] = [{"idCustomField": "f1", "value": {"number": str(number)}}]
    one["due"] = None
    at = begin
    events = [(at, {}, made(one, at))]
    where, due = 0, None
    for turn in range(chance.randrange(4, 14)):
        at += timedelta(minutes=chance.randrange(20, 4 * 24 * 60))
        what = chance.random()
        id = hex_id(at, number * 100 + turn)
        if what < 0.35 and where < 3:
            event = moved(one, f"l{where}", f"l{where + 1}", at)
            where += 1
            change = {"idList": f"l{where}"}
        elif what < 0.55:
            later = at + timedelta(days=chance.randrange(1, 30))
            event, change, due = due_set(one, due, later, at), {"due": iso(later)}, later
        else:
            event, change = said(one, f"Remark {turn} " * 5, at), {}
        events.append((at, change, event | {"id": id}))
    return one, events


def _steps(one, chance):
    items = [
        {"id": f"{one['id']}{at}", "name": f"Step {at}", "state": chance.choice(("complete", "incomplete"))}
        for at in range(3)
    ]
    return {"id": f"{one['id']}c", "idCard": one["id"], "name": "Steps", "checkItems": items}
