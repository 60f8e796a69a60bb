"""Retention Journal: whom to call this morning, and why.

The packages, from the top down; each may import only what stands below it (checked by the
import contracts in ``pyproject.toml``)::

    __main__   python -m retention_journal
    app        composition root of the window: paths, log, language, journal, window
    ui         Qt; knows no tables and no SQL
    commands   the command line: one public contract, no Qt
    reports    how a report looks (reportlab)   |   importers: file -> rows + problems
    services   use cases: one function an act, one function a question
    storage    the file: journal, undo, search, backup, migrations
    settings, logs: of this installation, not of the journal
    core       values and rules: pure, no clock, no database
    i18n       texts in three languages
    paths      where files live              |   private: files and memory that nobody else may read
"""

__version__ = "0.1.0"
