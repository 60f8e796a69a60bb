"""Where the reports of each client are saved, as it was the last time."""

from __future__ import annotations

import hashlib
from pathlib import Path

from retention_journal.core.report import StatusReport
from retention_journal.services import report_files
from retention_journal.services.clients import client_name
from retention_journal.services.kept_reports import ReportRow
from retention_journal.storage.journal import JournalReader
from retention_journal.ui.last_folders import keep_folder, last_folder
from retention_journal.ui.state import remember, remembered

#: As what the folder is remembered that the last report was saved in, whosoever's it was.
FOLDER_KEY = "report_folder"
#: As what the folder of each client is remembered, by the client's uid, the one used last at the end.
_FOLDERS_KEY = "report_folders"
_MOST = 1000


class ReportFolders:
    """Knows a client's own folder, and a name in it that costs no other file."""

    def __init__(self, journal: JournalReader) -> None:
        self._journal = journal
        self._written: dict[Path, int] = {}  # since the program started: whose report lies where

    def suggested(self, client_id: int, report: StatusReport, sent: ReportRow | None) -> Path:
        """Return where a report would be saved, under a name in its language.

        The folder is the client's own from the last time, else the one used last, else Documents, or where
        none is there the home folder. A file that is something else than this report keeps its name to
        itself: two clients may be called the same.
        """
        name = report_files.file_name(report.client, report.period, report.language)
        folder = self._folder(client_id)
        taken: set[str] = set()
        free = folder / report_files.name_beside(name, taken)
        while _is_there(free) and not self._is_it(free, client_id, sent):
            free = folder / report_files.name_beside(name, taken)
        return free

    def saved(self, client_id: int, path: Path) -> None:
        """Remember that a client's report was saved at ``path``."""
        folder, uid = str(path.parent), client_name(self._journal, client_id).uid
        others = [one for one in self._kept().items() if one[0] != uid]
        journal = self._journal.path
        remember(
            _FOLDERS_KEY, {**remembered(_FOLDERS_KEY), str(journal): dict([*others, (uid, folder)][-_MOST:])}
        )
        keep_folder(FOLDER_KEY, journal, path.parent)
        self._written[path] = client_id

    def _folder(self, client_id: int) -> Path:
        own = self._kept().get(client_name(self._journal, client_id).uid)
        if isinstance(own, str) and own and Path(own).is_dir():
            return Path(own)
        return last_folder(FOLDER_KEY, self._journal.path)

    def _kept(self) -> dict[str, object]:
        kept = remembered(_FOLDERS_KEY).get(str(self._journal.path))
        return dict(kept) if isinstance(kept, dict) else {}

    def _is_it(self, path: Path, client_id: int, sent: ReportRow | None) -> bool:
        """Say whether the file at a place is this very report, or was written for this client just now."""
        if self._written.get(path) == client_id:
            return True
        try:
            return sent is not None and hashlib.sha256(path.read_bytes()).hexdigest() == sent.pdf_sha256
        except OSError:
            return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False
