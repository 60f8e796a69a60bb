"""Looking for a word in the raw bytes of every file."""

from __future__ import annotations

from pathlib import Path

from retention_journal.core.names import normal_name


def files_with(folder: Path, word: str) -> list[str]:
    """Return the files below ``folder`` that hold ``word``, in whatever letters the program writes it."""
    forms = {word, word.casefold(), word.upper(), normal_name(word)} - {""}
    wanted = [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le")]
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            if any(one in content or one in content.lower() for one in wanted):
                found.append(file.relative_to(folder).as_posix())
    return found
