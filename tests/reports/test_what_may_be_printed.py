"""The white-list of a report: a new field here is a decision about what clients may read."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

from retention_journal.core.report import StatusReport

ALLOWED = {
    "StatusReport": "client period period_label issued_on language issuer prepared_for number headline "
    "went_well went_not doing last_promises most_important goals ledgers delivered requests hours "
    "contacts "
    "next_steps needs setbacks learnt decisions review corrects look parts_off included not_included draft",
    "Issuer": "name person email phone address brand_colour logo website org_number",
    "DayRange": "first last",
    "LastPromise": "text due outcome delivered days_late moved_to reason is_dated",
    "MostImportant": "name quote who when how",
    "GoalRow": "name kind unit target agreed_on agreed_by value previous points status "
    "target_words status_words shape remark is_clients_first importance version counted is_from_requests "
    "source meaning",
    "Target": "direction value low high",
    "GoalPoint": "period value target event",
    "LedgerRow": "name place own_place is_said status_words shape",
    "HoursUsed": "parts agreed_minutes served",
    "HoursPart": "kind minutes",
    "HoursFor": "goal minutes status_words",
    "Delivery": "text on goal",
    "RequestRow": "text asked done days",
    "Requests": "rows within",
    "Contacts": "talks written days",
    "ContactDay": "on kind",
    "NextStep": "text due who target is_for_first",
    "Need": "text due why",
    "Setback": "fact consequence did changed apology quote who said_on steps waiting_told_on",
    "SetbackStep": "on title text is_to_come",
    "QuarterReview": "rows proposal quarter",
    "ReviewRow": "goal importance asked_on",
    "Corrected": "number issued_on",
    "Look": "paper typeface",
}
PRIVATE = ("note", "tone", "mood", "light", "feel", "tier", "reflect", "lesson", "loss", "private", "amount")


def test_a_report_holds_exactly_the_fields_that_clients_may_read():
    found = {kind.__name__: {field.name for field in fields(kind)} for kind in _kinds(StatusReport)}
    assert found == {name: set(names.split()) for name, names in ALLOWED.items()}


def test_no_field_is_named_after_something_private():
    for kind in _kinds(StatusReport):
        for field in fields(kind):
            assert not any(word in field.name for word in PRIVATE)


def test_nothing_in_a_report_can_be_changed_after_it_was_made():
    assert all(kind.__dataclass_params__.frozen for kind in _kinds(StatusReport))


def _kinds(kind):
    found = {kind}
    for hint in get_type_hints(kind).values():
        for part in _parts(hint):
            if is_dataclass(part) and part not in found:
                found |= _kinds(part)
    return found


def _parts(hint):
    inner = get_args(hint)
    return [part for one in inner for part in _parts(one)] if inner else [hint]
