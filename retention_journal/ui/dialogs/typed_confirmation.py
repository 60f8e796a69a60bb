"""A question that cannot be answered by a slip of the hand: the number of what goes is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from retention_journal.core import formats
from retention_journal.core.errors import InvalidEntryError
from retention_journal.i18n import _
from retention_journal.ui.dialog import Dialog
from retention_journal.ui.fields import LineField
from retention_journal.ui.form import Form
from retention_journal.ui.text_labels import label

_LONGEST = 20


class TypedConfirmation(Dialog):
    """Asks for the number of what goes, ``count``, before it goes."""

    def __init__(
        self,
        question: str,
        consequence: str,
        count: int,
        do: str,
        action: Callable[[], object],
        parent: QWidget,
    ) -> None:
        """Make it.

        Args:
            question: "Empty the trash for good?"
            consequence: What goes, in numbers, and whether it can be undone.
            count: How many things go, which is typed.
            do: Text of the button that does it, a verb.
            action: What to do once the number is right.
            parent: The window it belongs to.
        """
        super().__init__(question, do, parent, width=480, cancel=_("Keep"))
        self.count, self._action = count, action
        form = self.use_form(Form())
        self.question = label(question, "section", wrap=True)
        self.consequence = label(consequence, "body", wrap=True)
        form.add_part(self.question)
        form.add_part(self.consequence)
        self.typed = LineField(longest=_LONGEST)
        wanted = _("&Type {n} to go on").format(n=formats.number(count))
        form.add("typed", wanted, self.typed, note=_("That many things go. Nothing has gone yet."))
        self.typed.setFocus()

    def submit(self) -> None:
        """Do what was asked.

        Raises:
            InvalidEntryError: Another number was typed, or none.
        """
        digits = "".join(one for one in self.typed.cleaned() if one.isdecimal())
        if digits != str(self.count):
            raise InvalidEntryError(
                "typed",
                _("This is not the number above."),
                _("Type {n}, or keep what is there.").format(n=formats.number(self.count)),
            )
        self._action()
