"""Everything about a client or a person as one folder: what is for nobody else is read and chosen first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.i18n import _, ngettext
from retention_journal.services.erasure_preview import Subject, subject_name
from retention_journal.services.transfer.person_export import PAGE_FILE
from retention_journal.services.transfer.private_words import PrivateWords, private_words
from retention_journal.services.transfer.taking_out import Wanted, What, offered_name
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import link_button
from retention_journal.ui.dialogs.export_choices import FOLDER_KEY, free_place
from retention_journal.ui.dialogs.writing_out import WritingOut
from retention_journal.ui.form import Form
from retention_journal.ui.last_folders import last_folder
from retention_journal.ui.layouts import box, column, row, stack
from retention_journal.ui.panels import inset
from retention_journal.ui.text_labels import caption, label, section_title
from retention_journal.ui.toggles import TickBox

_MOST_HEIGHT = 720  # more of what is for nobody else is scrolled to


class EverythingDialog(WritingOut):
    """Shows what was written for nobody else, asks what of it goes along, and writes the folder."""

    def __init__(
        self,
        journal: Journal,
        whom: Subject,
        now: Callable[[], datetime],
        *,
        parent: QWidget,
        open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        """Make the dialog.

        Args:
            journal: What is taken out of.
            whom: Whom it is about.
            now: The moment on the wall clock here.
            parent: The window it belongs to.
            open_url: What shows the folder.
        """
        name = subject_name(journal, whom)
        super().__init__(
            _("Everything about {name}").format(name=name),
            _("Write the folder"),
            parent,
            journal=journal,
            now=now,
            open_url=open_url,
        )
        self._whom, self._name = whom, name
        self.private = private_words(journal, client=whom.client, contact=whom.contact)
        self.put_in: dict[str, TickBox] = {}
        self._lay_out(last_folder(FOLDER_KEY, journal.path))
        next(iter(self.put_in.values()), self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted(self) -> Wanted:
        """Return what is to be done.

        Raises:
            InvalidEntryError: The name or the folder cannot be used.
        """
        return Wanted(
            What.CLIENT if self._whom.client is not None else What.PERSON,
            self.place(),
            client=self._whom.client,
            contact=self._whom.contact,
            put_in=frozenset(uid for uid, tick in self.put_in.items() if tick.isChecked()),
        )

    def put_all_in(self, *, is_in: bool) -> None:
        """Put everything that is for nobody else in, or leave it out."""
        for tick in self.put_in.values():
            tick.setChecked(is_in)

    def said_of(self, wanted: Wanted, count: int) -> list[QWidget]:
        told = ngettext("{n} entry is written.", "{n} entries are written.", count)
        read = _("Read “{page}” in it before you hand it on: other people may be named there.")
        return [
            section_title(told.format(n=formats.number(count))),
            label(read.format(page=PAGE_FILE), "body", wrap=True),
        ]

    def fit(self) -> None:
        """Make it as high as what is said needs, once that was laid out."""
        QTimer.singleShot(0, self, self._fit)

    # -- how it looks -------------------------------------------------------------------------------------

    def _lay_out(self, folder: Path) -> None:
        asking = QWidget()
        about = label(
            _(
                "One folder: a page in their language that lists in plain words what you keep, the same as"
                " tables and as JSON, and the files."
            ),
            "body",
            wrap=True,
        )
        stack(asking, about, self._where(folder), self._private_part(), gap=14)
        self.lay_out(asking)

    def _private_part(self) -> QWidget:
        """Return what is for nobody else, each with a tick; a word where there is none."""
        if not self.private:
            return caption(_("You have written nothing about them that is for nobody but you."), wrap=True)
        told = label(
            _(
                "This you wrote for nobody but yourself. It is left out unless you tick it. Words about"
                " somebody may be theirs to know: read them, and decide."
            ),
            "ui",
            wrap=True,
        )
        all_in, all_out = link_button(_("Put all in")), link_button(_("Leave all out"))
        all_in.clicked.connect(lambda _checked: self.put_all_in(is_in=True))
        all_out.clicked.connect(lambda _checked: self.put_all_in(is_in=False))
        return box(
            column(
                label(_("For nobody else"), "ui_strong"),
                told,
                row(all_in, all_out, None, gap=12),
                *map(self._one, self.private),
                gap=8,
            )
        )

    def _one(self, words: PrivateWords) -> QWidget:
        day = formats.day(words.day) if words.day else ""
        tick = TickBox(", ".join(part for part in (words.kind, day) if part))
        self.put_in[words.uid] = tick
        return inset(tick, label(words.text, "body", wrap=True, selectable=True), gap=4)

    def _where(self, folder: Path) -> Form:
        form = Form()
        what = What.CLIENT if self._whom.client is not None else What.PERSON
        name = offered_name(what, self._name, self._now().date(), as_zip=False)
        place = free_place(folder, name, what, as_zip=False)
        self.name.setText(place.name)
        self.folder.setText(str(folder))
        self.add_where(form)
        return form

    def _needed_height(self, width: int) -> int:
        return min(super()._needed_height(width), theme.px(_MOST_HEIGHT))

    def _fit(self) -> None:
        if self.isVisible():
            most = self.screen().availableGeometry().height() - theme.px(80)
            self.resize(self.width(), min(self._needed_height(self.width()), most))
