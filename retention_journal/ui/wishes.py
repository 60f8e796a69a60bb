"""What pages and dialogs wish, and what each wish leads to.

They emit wishes by name (``client_opened``, ``log_wanted`` …). A wish means the same wherever it comes from,
so they are granted in one place, by the acts of the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from retention_journal.ui.main_window import MainWindow

W = TypeVar("W", bound="QWidget")

#: What each wish leads to, by the name of the signal.
GRANTED = {
    "back_wanted": "open_clients",
    "client_opened": "open_client",
    "client_wanted": "open_client",
    "log_wanted": "log_contact",
    "contact_wanted": "change_contact",
    "entry_wanted": "change_contact",
    "report_wanted": "make_report",
    "report_opened": "open_sent_report",
    "reports_wanted": "open_reports",
    "batch_wanted": "make_report_drafts",
    "batch_saving_wanted": "save_reports",
    "client_reports_wanted": "open_client_reports",
    "goals_wanted": "open_goals",
    "agree_wanted": "agree",
    "numbers_wanted": "enter_numbers",
    "promises_wanted": "open_promises",
    "promise_wanted": "new_promise",
    "promise_opened": "change_promise",
    "lost_wanted": "mark_lost",
    "import_wanted": "choose_import",
    "hours_import_wanted": "import_hours",
    "export_wanted": "export_client",
    "person_export_wanted": "export_person",
    "erase_wanted": "erase_client",
    "person_erase_wanted": "erase_person",
    "everything_wanted": "take_everything_out",
    "due_wanted": "look_through_due",
    "backup_help_wanted": "show_backups",
    "privacy_wanted": "open_privacy",
    "list_wanted": "save_list",
    "business_wanted": "open_settings",
    "fact_wanted": "open_fact",
    "settings_wanted": "open_settings",
    "light_settings_wanted": "open_light_settings",
    "complaint_wanted": "new_complaint",
    "complaint_opened": "open_complaint",
    "questions_wanted": "open_questions",
    "post_mortem_wanted": "open_post_mortem",
    "passphrase_wanted": "ask_passphrase",
    "recovery_sheet_wanted": "show_recovery_sheet",
    "lock_now_wanted": "lock_now",
}


def grant(desk: MainWindow, page: W) -> W:
    """Let every wish of ``page`` lead where it should, and return the page."""
    for wish, act in GRANTED.items():
        signal = getattr(page, wish, None)
        if signal is not None:
            signal.connect(getattr(desk, act))
    return page


def listen(desk: MainWindow, dialog: Any) -> Any:
    """Let what a dialog did be said with an undo, and what it says be said; return the dialog."""
    for name in ("undoable", "did", "done_with"):
        if (signal := getattr(dialog, name, None)) is not None:
            signal.connect(desk.say_done)
    if (signal := getattr(dialog, "toast", None)) is not None:
        signal.connect(desk.say)
    return grant(desk, dialog)
