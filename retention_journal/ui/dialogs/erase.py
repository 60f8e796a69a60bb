"""Erasing a client or a person for good: what goes, what stays, the name typed, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLayout, QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError, JournalError
from retention_journal.core.progress import Progress
from retention_journal.i18n import _, ngettext
from retention_journal.services.erasure import Erased, forget_client, forget_person
from retention_journal.services.erasure_backups import NotReached, Rewritten, erase_from_backups
from retention_journal.services.erasure_preview import Preview, Subject, preview, subject_name
from retention_journal.services.erasure_traces import forget_traces
from retention_journal.settings import SettingsFile
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.dialogs.progress import TaskDialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import clear, column, row, stack
from retention_journal.ui.messages import show_error
from retention_journal.ui.panels import Notice, bullet
from retention_journal.ui.state import remember, remembered
from retention_journal.ui.tasks import Task, Tasks
from retention_journal.ui.text_labels import Span, caption, label, section_title

_WIDTH = 640


class EraseDialog(Dialog):
    """Says what goes and what stays, and erases once the name was typed.

    Until then nothing is changed, and Esc leaves everything as it is. Then the journal is done at once, and
    the backups one by one, which can be stopped and gone on with.

    Signals:
        beginning: The journal is about to be changed; pages about whom it is should be left.
        erased: It is done; nothing of them is in the journal.
    """

    beginning = Signal()
    erased = Signal()

    def __init__(
        self,
        journal: Journal,
        whom: Subject,
        now: Callable[[], datetime],
        *,
        settings: SettingsFile,
        parent: QWidget,
    ) -> None:
        super().__init__(_("Erase for good"), _("Erase for good"), parent, width=_WIDTH)
        self._journal, self._whom, self._now = journal, whom, now
        self._kept_beside = settings
        self._tasks = Tasks(self, on_error=self._failed)  # its own, lest it wait for the window's
        self._name = subject_name(journal, whom)
        self._task: Task | None = None
        self._is_done = False
        self.told: Preview | None = None
        self.rewritten: Rewritten | None = None
        self._lay_out()
        self._look()

    # -- before -------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Look through the journal for what goes; closing the dialog stops that."""
        self.do_button.setEnabled(False)
        self._task = self._tasks.start(
            partial(preview, self._journal.path, self._whom), on_success=self._show, on_error=self._failed,
            on_end=self._ended,
        )  # fmt: skip

    def _show(self, told: Preview) -> None:
        self.told = told
        clear(self._facts)
        self._facts.addLayout(_listed(_("What goes"), [_sentence(told.goes)]))
        self._facts.addLayout(_listed(_("What stays"), told.stays))
        self._facts.addLayout(_listed(_("Backups"), _about_backups(told)))
        self._fit()
        self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _check(self) -> None:
        """Let it be done only where the name was typed."""
        is_typed = _same(self.typed.cleaned(), self._name)
        self.do_button.setEnabled(
            self.told is not None and self._task is None and is_typed and not self._is_done
        )

    # -- doing it -----------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Erase from the journal now, then from the backups.

        Raises:
            InvalidEntryError: The name was not typed as it is written.
        """
        if self.told is None or self._task is not None:
            raise InvalidEntryError("name", _("Wait until it is known what goes."))
        if not _same(self.typed.cleaned(), self._name):
            raise InvalidEntryError("name", _("Type the name as it is written above."))
        self.beginning.emit()
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            found = self._erase()
        except JournalError as error:
            show_error(error, self)
            return
        finally:
            self.unsetCursor()
        forget_traces(self._journal.path, found, self._kept_beside, read=remembered, write=remember)
        self._is_done = True
        self.erased.emit()
        self._show_done(found)
        self.erase_from_backups()

    def accept(self) -> None:
        if self._is_done:
            return
        try:
            self.submit()
        except InvalidEntryError as error:
            self.show_invalid(error)

    def reject(self) -> None:
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def is_busy(self) -> bool:
        """Say whether something is under way."""
        return self._task is not None

    def erase_from_backups(self) -> None:
        """Rewrite the backups one by one; stopped, what is left is told and can be gone on with."""
        self.go_on_button.hide()
        now, path = self._now(), self._journal.path

        def work(progress: Progress) -> Rewritten:
            return erase_from_backups(path, now=now, progress=progress)

        self._task = self._tasks.start(
            work, on_success=self._show_rewritten, on_error=self._failed, on_end=self._ended
        )
        TaskDialog(self._task, _("Erasing from the backups"), self)

    def _erase(self) -> Erased:
        now = self._now()
        if self._whom.client is not None:
            return forget_client(self._journal, self._whom.client, now=now)
        return forget_person(self._journal, self._whom.contact or 0, now=now)

    # -- after --------------------------------------------------------------------------------------------

    def _show_done(self, found: Erased) -> None:
        self._asking.hide()
        self._said.show()
        n = sum(found.records.values())
        told = ngettext("{n} entry is erased for good.", "{n} entries are erased for good.", n)
        self._headline.setText(told.format(n=formats.number(n)))
        self.do_button.hide()
        self.cancel_button.setText(_("Close"))
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rewritten(self, found: Rewritten) -> None:
        self.rewritten = found
        clear(self._backup_lines)
        for line in _about_rewritten(found):
            self._backup_lines.addWidget(line)
        self.go_on_button.setVisible(bool(found.still_to_do))
        self._fit()

    def _failed(self, error: BaseException) -> None:
        show_error(error, self)

    def _ended(self) -> None:
        self._task = None
        self._check()

    # -- how it looks -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._asking, self._said = QWidget(), QWidget()
        self._said.hide()
        asked = _("Erase “{name}” for good?").format(name=self._name)
        self._facts = column(caption(_("Looking through the journal…")), gap=14)
        self.typed = LineField()
        self.typed.textChanged.connect(lambda _text: self._check())
        form = Form()
        form.add("name", _("&Type the name to go on: {name}").format(name=_shown(self._name)), self.typed)
        self.form = form
        warned = label(_("This cannot be undone, and neither can what you did before it."), "body", wrap=True)
        stack(self._asking, label(asked, "section", wrap=True), warned, self._facts, form, gap=14)
        self._headline = section_title("")
        self._backup_lines = column(gap=8)
        self.go_on_button = outlined_button(_("Go on with the backups"), small=True)
        self.go_on_button.clicked.connect(self.erase_from_backups)
        self.go_on_button.hide()
        outside = caption(
            _("Files that you saved or sent elsewhere, such as reports and exports, are yours to delete."),
            wrap=True,
        )
        stack(self._said, self._headline, self._backup_lines, row(self.go_on_button, None), outside, gap=12)
        stack(self.content, self._asking, self._said, None, gap=0)

    def _fit(self) -> None:
        """Be as high as what is told needs, as far as the screen has room, once it is laid out."""
        QTimer.singleShot(0, self, self._take_room)

    def _take_room(self) -> None:
        if self.isVisible():
            most = self.screen().availableGeometry().height() - theme.px(80)
            self.resize(self.width(), min(self._needed_height(self.width()), most))


def _same(typed: str, name: str) -> bool:
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def _shown(name: str) -> str:
    """Return a name as a caption of a field shows it: an ampersand is one, and not a key."""
    return name.replace("&", "&&")


def _listed(title: str, lines: Sequence[str]) -> QLayout:
    texts = (label(line, "body", wrap=True) for line in lines)
    return column(label(title, "ui_strong"), *texts, gap=4)


def _about_backups(told: Preview) -> list[str]:
    if not told.backups:
        none = _("There is none, and none is made now: it would hold what is to go.")
        return [none, *(_beside(one) for one in told.beside)]
    reached = told.backups - len(told.not_reached)
    lines = []
    if reached:
        lines.append(
            ngettext(
                "{n} backup is written anew without them, and read back.",
                "{n} backups are written anew without them, and read back.",
                reached,
            ).format(n=formats.number(reached))
        )
    lines += [_not_reached(one) for one in told.not_reached]
    if told.away is not None:
        lines.append(_away(told.away))
    lines += [_beside(one) for one in told.beside]
    lines.append(_("No backup is made before: it would hold what is to go."))
    return lines


def _about_rewritten(found: Rewritten) -> list[QWidget]:
    n = len(found.rewritten)
    told = ngettext("{n} backup was written anew.", "{n} backups were written anew.", n)
    lines: list[QWidget] = [Notice("steady", Span(told.format(n=formats.number(n)), "ui"))]
    lines += [bullet("watch", _not_reached(one)) for one in found.not_reached]
    lines += [bullet("watch", _beside(one)) for one in found.beside]
    if found.still_to_do:
        left = len(found.still_to_do)
        words = ngettext("{n} backup still holds them.", "{n} backups may still hold them.", left)
        lines.append(bullet("watch", words.format(n=formats.number(left))))
    return lines


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _not_reached(one: NotReached) -> str:
    told = _("“{name}” cannot be opened and is not reached.").format(name=one.path.name)
    if one.ends_on is None:
        ends = _("It is kept as the last of its year, unless you delete it.")
    else:
        ends = _("It is thinned out on {day} if one is made each day.").format(day=formats.day(one.ends_on))
    return f"{told} {ends}"


def _beside(copy: Path) -> str:
    told = _(
        "“{name}”, in the same folder, is a journal of its own and holds them too, or cannot be looked into."
        " Open it and erase them there, or delete the file."
    )
    return told.format(name=copy.name)


def _away(place: Path) -> str:
    told = _(
        "The second place, {folder}, is not there now. Put it in and choose “Erase from all backups again” in"
        " Settings, Privacy."
    )
    return told.format(folder=place)
