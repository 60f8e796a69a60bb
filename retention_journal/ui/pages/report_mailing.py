"""The e-mail that a report goes with: begun in the person's own mail program, with the PDF in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl

from retention_journal.core.errors import JournalError
from retention_journal.i18n import _
from retention_journal.reports.locking import is_locked
from retention_journal.services import report_mail
from retention_journal.services.kept_reports import ReportRow
from retention_journal.services.report_files import Outgoing
from retention_journal.services.report_mail import Enclosed, Mail
from retention_journal.storage.journal import JournalReader


@dataclass(frozen=True)
class _Saved:
    """Where a report and what goes with it were saved, each with the hash of what was written."""

    files: dict[Path, str]

    @property
    def pdf(self) -> Path:
        """The report itself."""
        return next(iter(self.files))

    def read(self) -> list[Enclosed]:
        """Return the files as they were saved.

        Raises:
            OSError: One cannot be read.
            ValueError: Something else is in the place of one.
        """
        found = []
        for path, known in self.files.items():
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != known:
                raise ValueError(path)
            found.append(Enclosed(path.name, content))
        return found


def mail_url(mail: Mail) -> QUrl:
    """Return the address that begins ``mail`` in the person's mail program, without any file."""

    def quoted(text: str, kept: bytes = b"") -> str:
        return bytes(QUrl.toPercentEncoding(text, kept).data()).decode("ascii")

    body = quoted(mail.body.replace("\n", "\r\n"))
    return QUrl(f"mailto:{quoted(mail.to, b'@')}?subject={quoted(mail.subject)}&body={body}")


class ReportMailing:
    """Begins e-mails with reports that were saved since the program started."""

    def __init__(
        self, journal: JournalReader, now: Callable[[], datetime], open_url: Callable[[QUrl], bool]
    ) -> None:
        self._journal, self._now, self._open_url = journal, now, open_url
        self._saved: dict[int, _Saved] = {}

    def saved(self, report_id: int, files: Sequence[Outgoing]) -> None:
        """Take note of where a report was saved, the PDF first."""
        hashes = {one.path: hashlib.sha256(one.content).hexdigest() for one in files}
        self._saved[report_id] = _Saved(hashes)

    def place_of(self, report_id: int) -> Path | None:
        """Return where a report was saved and still lies as it was, or None."""
        saved = self._saved.get(report_id)
        try:
            return saved.pdf if saved is not None and saved.read() else None
        except (OSError, ValueError):
            return None

    def begin(self, report: ReportRow, path: Path) -> str:
        """Begin the e-mail for ``report``, with its file ``path`` in it, and return what to tell the person.

        The draft lies beside the file. Where no program takes it, the words alone are begun, and the folder
        is opened for the person to drag the file into the message.
        """
        enclosed = self._enclosed(report.report_id, path)
        mail = report_mail.report_mail(
            self._journal, report.client_id, report.period, report.language,
            today=self._now().date(), is_locked=bool(enclosed) and is_locked(enclosed[0].content),
        )  # fmt: skip
        if enclosed and (name := self._open_draft(mail, enclosed, path)):
            text = _("The e-mail is begun, with the PDF in it: {name}. Nothing is sent until you send it.")
            return text.format(name=name)
        opened = self._open_url(mail_url(mail))
        self._open_url(QUrl.fromLocalFile(str(path.parent)))
        if opened:
            return _("Drag the PDF into the message.")
        return _("No mail program answered. The PDF is in {folder}.").format(folder=path.parent.name)

    def _enclosed(self, report_id: int, path: Path) -> list[Enclosed]:
        """Return what goes into the e-mail; nothing where the files are not what was saved."""
        saved = self._saved.get(report_id)
        try:
            return saved.read() if saved is not None and saved.pdf == path else []
        except (OSError, ValueError):
            return []

    def _open_draft(self, mail: Mail, enclosed: list[Enclosed], path: Path) -> str:
        """Write the draft beside the file and open it; return its name, or "" where no program took it."""
        draft = report_mail.draft_path(path)
        try:
            report_mail.write_draft(report_mail.draft(mail, enclosed), draft)
        except JournalError:
            return ""
        if self._open_url(QUrl.fromLocalFile(str(draft))):
            return draft.name
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        return ""
