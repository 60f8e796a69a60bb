"""Commands for looking ahead and back: a new client, a trial of more care, the firm itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from retention_journal.i18n import _
from retention_journal.ui.wishes import listen

if TYPE_CHECKING:
    from retention_journal.ui.desk import Desk


def add_look_back_commands(desk: Desk, client_at_hand: Callable[[], int | None]) -> None:
    """Add the commands to the menus of ``desk``."""
    ahead = partial(_look_ahead, desk, client_at_hand)
    desk.add_command("client", _("Look a&head…"), ahead, icon="reflection")
    desk.add_command("report", _("&Try more care…"), partial(_try_more_care, desk), icon="lessons")
    firm = partial(_look_back_on_firm, desk)
    desk.add_command("report", _("Look back on the &firm…"), firm, icon="reflection")


def _look_ahead(desk: Desk, client_at_hand: Callable[[], int | None]) -> None:
    from retention_journal.ui.dialogs.premortem import PremortemDialog

    if (client_id := client_at_hand()) is None:
        desk.go_to("clients")
        desk.say(_("Choose the client to look ahead for."))
        return
    listen(desk, PremortemDialog(desk.journal, desk.now, client_id, parent=desk)).open()


def _try_more_care(desk: Desk) -> None:
    from retention_journal.ui.dialogs.care_trial import CareTrialDialog

    listen(desk, CareTrialDialog(desk.journal, desk.now, desk)).open()


def _look_back_on_firm(desk: Desk) -> None:
    from retention_journal.ui.dialogs.firm_look_back import FirmLookBackDialog

    listen(desk, FirmLookBackDialog(desk.journal, desk.now, desk)).open()
