"""What the desk does with files of the client at hand: the tab that holds them, and adding some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retention_journal.i18n import _
from retention_journal.ui.wishes import grant

if TYPE_CHECKING:
    from retention_journal.ui.desk import Desk
    from retention_journal.ui.page import Page


def files_tab(desk: Desk) -> Page:
    """Return the tab of a client's files."""
    from retention_journal.ui.pages.client_files import FilesTab

    return grant(desk, FilesTab(desk.journal, desk.now, desk.tasks))


def add_files(desk: Desk) -> None:
    """Show the files of the client at hand, and ask which are to be added."""
    from retention_journal.ui.pages.client import ClientPage
    from retention_journal.ui.pages.client_files import FilesTab

    page = desk.page("client") if desk.current_page() == "client" else None
    client_id = page.current_client_id() if isinstance(page, ClientPage) else None
    if client_id is None:
        desk.say(_("Open the client first."))
        desk.open_clients()
        return
    desk.open_client(client_id, "files")
    tab = page.tab("files") if isinstance(page, ClientPage) else None
    if isinstance(tab, FilesTab):
        tab.choose()
