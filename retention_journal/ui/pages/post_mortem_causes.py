"""Why they left: two to six causes, where they lie as dots, and the guard against a one-sided account."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.post_mortem import MOST_CAUSES
from retention_journal.i18n import _
from retention_journal.services.causes import loss_causes, trash_cause
from retention_journal.services.post_mortems import PostMortemView
from retention_journal.services.reflections import LossView
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.dialogs.cause_form import CauseForm
from retention_journal.ui.fields import TextField
from retention_journal.ui.form import Form
from retention_journal.ui.layouts import box, clear, column, row, stack
from retention_journal.ui.pages.complaint_causes import CauseLine
from retention_journal.ui.pages.post_mortem_dots import CauseDots
from retention_journal.ui.pages.post_mortem_step import PostMortemStep
from retention_journal.ui.panels import inset
from retention_journal.ui.quotes import spoken
from retention_journal.ui.text_labels import caption, label

_NONE = ("none_ours_because", "none_situational_because")


class LossCauses(QWidget):
    """The causes of one loss."""

    def __init__(self, step: PostMortemStep) -> None:
        super().__init__()
        self._step = step
        self._lines = column(gap=0)
        self.dots = CauseDots()
        self.add = outlined_button(_("Add a cause…"), icon="plus", small=True)
        self.add.clicked.connect(lambda _checked: self.open_form(None))
        self.prompts = inset(
            *(
                label(one, "ui", colour="text_2", wrap=True)
                for one in (
                    _("What was going on in their days? You are an extra there."),
                    _("Why would a decent, sensible person do this?"),
                    _("What did you contribute?"),
                )
            ),
            gap=3,
        )
        self.none_ours, self.none_situational = TextField(lines=1), TextField(lines=1)
        self.guard = Form()
        self.guard.add(
            "none_situational_because",
            _("Looked for something in their situation, found none, because"),
            self.none_situational,
            optional=True,
        )
        self.guard.add(
            "none_ours_because",
            _("Looked for something of yours, found none, because"),
            self.none_ours,
            optional=True,
        )
        self.wanting = column(gap=3)
        self._wanting = box(self.wanting)
        stack(
            self,
            spoken(_("Person or situation?"), large=True),
            caption(_("Two to six causes. Name one of each kind, and one that is yours."), wrap=True),
            self.prompts,
            box(self._lines),
            row(self.add, None),
            self.dots,
            self._wanting,
            self.guard,
            gap=9,
        )

    def texts(self) -> dict[str, TextField]:
        """Return the fields of words by the names the journal has."""
        return {"none_ours_because": self.none_ours, "none_situational_because": self.none_situational}

    def show_one(self, loss: LossView, one: PostMortemView) -> None:
        """Show the causes of ``loss``, and what makes them one-sided."""
        found = loss_causes(self._step.journal, loss.loss_id)
        clear(self._lines)
        for number, cause in enumerate(found, 1):
            line = CauseLine(cause)
            line.edit_wanted.connect(self.open_form)
            line.trash_wanted.connect(self._trash)
            across = row(label(formats.number(number), "ui_strong", colour="accent"), line, gap=6)
            across.setStretch(1, 1)
            self._lines.addWidget(box(across))
        self.dots.show_causes([cause.entry for cause in found])
        self.dots.setVisible(bool(found))
        self.add.setVisible(len(found) < MOST_CAUSES)
        lacks = {lack.field: lack.text for lack in self._step.wanting}
        clear(self.wanting)
        told = [lacks[name] for name in ("causes", *_NONE) if name in lacks] if found else []
        for text in told:
            self.wanting.addWidget(label(text, "ui", colour="watch_text", wrap=True))
        self._wanting.setVisible(bool(told))
        for name in _NONE:  # asked for only where it would be one-sided without
            is_wanted = (bool(found) and name in lacks) or bool(getattr(one, name))
            self.guard.field(name).setVisible(is_wanted or self.texts()[name].hasFocus())

    def open_form(self, cause_id: int | None) -> CauseForm | None:
        """Write down a cause, or change one."""
        step = self._step
        if step.loss is None:
            return None
        dialog = CauseForm(
            step.journal, step.now, loss_id=step.loss.loss_id, cause_id=cause_id, parent=step.window()
        )
        dialog.undoable.connect(step.undoable)
        dialog.open()
        return dialog

    def _trash(self, cause_id: int) -> None:
        trash_cause(self._step.journal, cause_id, now=self._step.now())
        self._step.undoable.emit(_("Cause taken away."))
