"""Settings: your business, language, reading, files and licences. Changes apply at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QWidget

import retention_journal
from retention_journal import i18n
from retention_journal.core import formats
from retention_journal.i18n import _
from retention_journal.settings import LARGEST_TEXT, SMALLEST_TEXT, SettingsFile, Theme
from retention_journal.storage.journal import Journal
from retention_journal.ui import theme
from retention_journal.ui.buttons import outlined_button
from retention_journal.ui.fields import Choice
from retention_journal.ui.form import Field
from retention_journal.ui.layouts import Part, box, column, row, scrolled
from retention_journal.ui.page import MARGIN_WIDE, Page, PageHeader, lay_out
from retention_journal.ui.pages.settings_addresses import AddressFields
from retention_journal.ui.pages.settings_business import BusinessFields
from retention_journal.ui.pages.settings_files import FileFields
from retention_journal.ui.pages.settings_light import LightFields
from retention_journal.ui.pages.settings_look import LookFields
from retention_journal.ui.pages.settings_nine import NineFields
from retention_journal.ui.pages.settings_parts import SettingsPart
from retention_journal.ui.pages.settings_passphrase import PassphraseFields
from retention_journal.ui.pages.settings_privacy import PrivacyFields
from retention_journal.ui.pages.settings_questions import QuestionFields
from retention_journal.ui.pages.settings_watch import WatchFields
from retention_journal.ui.panels import Notice
from retention_journal.ui.segmented import Option, Segmented
from retention_journal.ui.tasks import Tasks
from retention_journal.ui.text_labels import Span, caption, label
from retention_journal.ui.toggles import TickBox

_TEXT_STEP = 10
_ABOVE = 8
_SETTLED_MS = 10_000  # by then the parts above have taken the room they need
_EXAMPLE_CENTS, _EXAMPLE_NUMBER, _EXAMPLE_TIME = 1_840_050, Decimal(3840), time(15, 20)


class SettingsPage(Page):
    """What the person prefers, and who they are to their clients.

    Signals:
        language_wanted: Speak this language (a tag of ``i18n.LANGUAGES``) from here on.
        backups_wanted: List the backups.
        light_settings_wanted: Show the thresholds of the light.
        questions_wanted: Show the questions of the start.
        passphrase_wanted: Set, change or remove the passphrase, a ``PassphraseAct``.
        recovery_sheet_wanted: Show the recovery sheet.
        lock_now_wanted: Lock the journal now.
        everything_wanted: Take everything about a client (its number, True) or a person (False) out.
        erase_wanted: Erase this client for good.
        person_erase_wanted: Erase this person for good.
        due_wanted: Look through what is past its time.
    """

    language_wanted = Signal(object)
    backups_wanted = Signal()
    light_settings_wanted = Signal()
    questions_wanted = Signal()
    passphrase_wanted = Signal(object)
    recovery_sheet_wanted = Signal()
    lock_now_wanted = Signal()
    everything_wanted = Signal(int, bool)
    erase_wanted = Signal(int)
    person_erase_wanted = Signal(int)
    due_wanted = Signal()
    watches: ClassVar[frozenset[str]] = frozenset(
        {"business", "setting", "day_off", "client", "contact", "contact_role", "intake_question"}
    )

    def __init__(
        self,
        journal: Journal,
        settings: SettingsFile,
        now: Callable[[], datetime],
        *,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._journal, self._settings, self._now = journal, settings, now
        self.business = BusinessFields(journal)
        self.look = LookFields(journal)
        self.addresses = AddressFields(journal)
        self.addresses.undoable.connect(self.undoable)
        for own in (self.business, self.addresses, self.look):
            own.setEnabled(not journal.is_read_only)
        self.files, self.watch = FileFields(journal, now, tasks), WatchFields(settings)
        self.passphrase = PassphraseFields(journal, settings)
        self.passphrase.act_wanted.connect(self.passphrase_wanted)
        self.passphrase.sheet_wanted.connect(self.recovery_sheet_wanted)
        self.passphrase.lock_wanted.connect(self.lock_now_wanted)
        self.files.backups_wanted.connect(self.backups_wanted)
        self.files.said.connect(self.toast)
        self.nine = NineFields(journal, settings, now)
        self.nine.undoable.connect(self.undoable)
        self.light = LightFields(journal)
        self._begins_at_nine = self._begins_at_privacy = self._begins_at_files = False
        self.light.light_settings_wanted.connect(self.light_settings_wanted)
        self.questions = QuestionFields(journal)
        self.questions.questions_wanted.connect(self.questions_wanted)
        self.privacy = PrivacyFields(journal, now, tasks)
        self.privacy.everything_wanted.connect(self.everything_wanted)
        self.privacy.erase_wanted.connect(self.erase_wanted)
        self.privacy.person_erase_wanted.connect(self.person_erase_wanted)
        self.privacy.due_wanted.connect(self.due_wanted)
        self.privacy.said.connect(self.toast)
        self.privacy_part = SettingsPart(
            _("Privacy"), _("What you keep about others, and for how long."), self.privacy
        )
        self.parts = (
            self._business_part(),
            SettingsPart(
                _("Look of reports"), _("Your logo, colour and type on what clients get from you."), self.look
            ),
            SettingsPart(
                _("Nine o’clock"), _("When you are shown whom to call, and on which days."), self.nine
            ),
            SettingsPart(_("The light"), _("When a client is Steady, Watch or Act now."), self.light),
            SettingsPart(
                _("Questions to ask"), _("At the start of an engagement, kind by kind."), self.questions
            ),
            self._language_part(),
            self._reading_part(),
            SettingsPart(_("Files"), _("Your journal is yours: one file, and its backups."), self.files),
            SettingsPart(_("Passphrase"), _("Who can read your journal."), self.passphrase),
            self.privacy_part,
            SettingsPart(_("Watched folder"), _("Where your exports and downloads arrive."), self.watch),
            self._licences_part(),
        )
        header = PageHeader(_("Settings"), _("Changes apply at once."))
        side = MARGIN_WIDE
        content = box(column(*self.parts, None, gap=22, margins=(side, 0, side, 32)))
        self._pane = scrolled(content)
        lay_out(self, header, self._pane)
        self.files.found.connect(self._scroll_to)
        theme.watch.changed.connect(self._show_reading)

    def refresh(self) -> None:
        """Show what the journal and the settings hold."""
        self.business.refresh()
        self.addresses.refresh()
        self.look.refresh()
        self.nine.refresh()
        self.light.refresh()
        self.questions.refresh()
        self.files.refresh()
        self.passphrase.refresh()
        self.privacy.refresh()
        self.watch.refresh()
        self._show_reading()

    def open_place(self, **place: object) -> None:
        """Begin with the settings of the morning's list where ``part`` is "nine", "privacy" or "files"."""
        self._begins_at_nine = place.get("part") == "nine"
        self._begins_at_privacy = place.get("part") == "privacy"
        self._begins_at_files = place.get("part") == "files"

    def take_focus(self) -> None:
        """Begin with the part that was asked for, else with the name of the business."""
        if self._begins_at_privacy:
            self.privacy.who.setFocus()
            self._to_the_top(self.privacy_part)
            return
        if self._begins_at_files:
            self.files.check_button.setFocus()
            self._to_the_top(next(part for part in self.parts if part.isAncestorOf(self.files)))
            return
        if not self._begins_at_nine:
            self.business.name.setFocus()
            return
        self.nine.take_focus()
        self._to_the_top(next(part for part in self.parts if part.isAncestorOf(self.nine)))

    def panes(self) -> Sequence[QWidget]:
        """Return the parts that F6 goes through."""
        return self.parts

    def save(self) -> bool:
        """Save the field that is being written in; True where that kept something back."""
        self.business.save()
        self.look.save()
        is_kept_back = [self.addresses.save(), self.nine.save()]
        return any(is_kept_back) or any(
            field.error() for own in (self.business, self.look) for field in own.fields.values()
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isVisible():
            self.files.refresh()  # a backup may have been made, or taken away, meanwhile

    def _business_part(self) -> SettingsPart:
        parts: list[Part] = [self.business, 4, self.addresses]
        if self._journal.is_read_only:
            told = _("This journal is open to read only, so nothing here can be changed.")
            parts.insert(0, Notice("none", Span(told, "ui")))
        return SettingsPart(
            _("Business"),
            _("Who you are on every report. It is kept in this journal, and saved as you leave a field."),
            *parts,
        )

    def _language_part(self) -> SettingsPart:
        self.languages = Segmented(
            [Option(tag, name) for tag, name in i18n.LANGUAGES.items()], i18n.language(), name=_("Language")
        )
        self.languages.changed.connect(self.language_wanted)
        day = self._now().date()
        example = _("Written like this: {day}, {time}, {number}, {money}").format(
            day=formats.day(day),
            time=formats.clock(_EXAMPLE_TIME),
            number=formats.number(_EXAMPLE_NUMBER),
            money=formats.money(_EXAMPLE_CENTS, "NOK"),
        )
        return SettingsPart(
            _("Language and formats"),
            _("Of the program. A report is in the language of its client."),
            row(self.languages, None),
            label(example, "ui", colour="text_2", wrap=True),
            gap=10,
        )

    def _reading_part(self) -> SettingsPart:
        self.theme = Segmented(
            [
                Option(Theme.SYSTEM, _("As the system")),
                Option(Theme.LIGHT, _("Light")),
                Option(Theme.DARK, _("Dark")),
            ],
            self._settings.current.theme,
            name=_("Appearance"),
        )
        self.text_scale = Choice()
        self.animation = TickBox(_("Things may move and fade"))
        self.serif = TickBox(_("Set people’s own words in a serif"))
        self.high_contrast = TickBox(_("High contrast: grey texts as dark as all others"))
        self._listen()
        self._notice = caption("", wrap=True)
        size = Field(_("&Text size"), self.text_scale, note=_("Ctrl++ and Ctrl+- on every page."))
        line = row(size, None)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        look = Field(_("Appearance"), box(row(self.theme, None)))
        ticks = column(self.animation, self.serif, self.high_contrast, gap=4)
        return SettingsPart(
            _("Reading"), _("How the program looks on this computer."), look, line, ticks, self._notice
        )

    def _listen(self) -> None:
        change = self._settings.change
        self.theme.changed.connect(lambda value: change(theme=value))
        self.text_scale.chosen.connect(lambda value: change(text_scale=value))
        self.animation.toggled.connect(lambda on: change(animation=on))
        self.serif.toggled.connect(lambda on: change(serif=on))
        self.high_contrast.toggled.connect(lambda on: change(high_contrast=on))

    def _show_reading(self) -> None:
        now = self._settings.current
        sizes = sorted({*range(SMALLEST_TEXT, LARGEST_TEXT + 1, _TEXT_STEP), now.text_scale})
        self.text_scale.set_options([(size, _("{n} %").format(n=size)) for size in sizes], now.text_scale)
        self.theme.set_value(now.theme)
        self.animation.setChecked(now.animation)
        self.serif.setChecked(now.serif)
        self.high_contrast.setChecked(now.high_contrast)
        self._notice.setText(self._settings.notice)
        self._notice.setVisible(bool(self._settings.notice))

    def _to_the_top(self, part: QWidget) -> None:
        """Scroll so that ``part`` begins the page, and again while the parts above still take their room."""
        bar = self._pane.verticalScrollBar()

        def scroll() -> None:
            bar.setValue(part.y() - theme.px(_ABOVE))

        def follow() -> None:
            QTimer.singleShot(0, part, scroll)

        following = [True]  # until the person scrolls, or all has its room

        def stop() -> None:
            if following:
                following.clear()
                bar.rangeChanged.disconnect(follow)

        follow()
        bar.rangeChanged.connect(follow)
        bar.actionTriggered.connect(lambda _action: stop())
        QTimer.singleShot(_SETTLED_MS, part, stop)

    def _scroll_to(self, widget: QWidget) -> None:
        QTimer.singleShot(0, widget, lambda: self._pane.ensureWidgetVisible(widget))

    def _show_licences(self) -> None:
        from retention_journal.ui.dialogs.licences import LicencesDialog

        LicencesDialog(self.window()).open()

    def _licences_part(self) -> SettingsPart:
        self.licences_button = outlined_button(_("Licences…"), small=True)
        self.licences_button.clicked.connect(self._show_licences)
        version = _("Retention Journal {version}").format(version=retention_journal.__version__)
        told = _(
            "Everything stays on this computer: no account, no network, nothing is ever sent. Reports hold"
            " only what you see in their preview; private notes and reflections cannot get into one."
        )
        return SettingsPart(
            _("Privacy and licences"),
            _("What leaves this computer, and whose work is inside."),
            label(told, "body", wrap=True),
            row(label(version, "ui", colour="text_2", selectable=True), self.licences_button, None, gap=14),
        )
