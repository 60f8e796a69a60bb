"""In the quick log, after a No: open a complaint about this, and how one listened."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from retention_journal.i18n import _
from retention_journal.services.listening import Listening
from retention_journal.ui.dialogs.log_fields import OptionalSegmented
from retention_journal.ui.layouts import column, row, stack
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.text_labels import caption, label


class ComplaintRow(QWidget):
    """One row that is there only after a No (DESIGN.md, 7.4), and under it two questions to oneself."""

    def __init__(self) -> None:
        super().__init__()
        self.opens = Segmented(
            [Option(True, _("Yes")), Option(False, _("Not now"))],
            False,
            name=_("Open a complaint about this?"),
            small=True,
        )
        self.told = caption(
            _("Their words stand below. A thorough answer is promised: its clock runs."), wrap=True
        )
        yes_no = [Option(True, _("Yes")), Option(False, _("No"))]
        self.defended = OptionalSegmented(yes_no, name=_("Did you defend yourself?"), small=True)
        self.repeated = OptionalSegmented(yes_no, name=_("Did you say back what you heard?"), small=True)
        stack(
            self,
            _line(_("Open a complaint about this?"), self.opens, strong=True),
            self.told,
            column(
                _line(_("Did you defend yourself?"), self.defended),
                _line(_("Did you say back what you heard?"), self.repeated),
                gap=4,
            ),
            gap=6,
        )
        self.told.hide()
        self.opens.changed.connect(self.told.setVisible)

    def wants_complaint(self) -> bool:
        """Whether a complaint is to be opened."""
        return bool(self.opens.value())

    def listening(self) -> Listening:
        """Return how one listened."""
        return Listening(self.defended.value(), self.repeated.value())

    def show_values(self, *, opens: bool, mark: Listening) -> None:
        """Show what stands in a draft."""
        self.opens.set_value(opens)
        self.defended.set_value(mark.did_defend)
        self.repeated.set_value(mark.did_repeat_back)


def _line(question: str, answers: QWidget, *, strong: bool = False) -> QWidget:
    words = label(question, "ui_medium" if strong else "ui", wrap=True)
    line = row(words, answers, gap=12)
    line.setStretch(0, 1)
    made = QWidget()
    made.setLayout(line)
    return made
