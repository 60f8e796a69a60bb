"""What the desk says about itself: the help of each page, and about the program."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_help_for(desk: QWidget, page: str) -> None:
    """Show what F1 says of ``page``."""
    from retention_journal.ui.dialogs.help import HelpDialog

    HelpDialog(page, desk).open()


def show_about(desk: QWidget) -> None:
    """Show what the program is, and of which version."""
    from retention_journal.ui.dialogs.about import AboutDialog

    AboutDialog(desk).open()
