"""Everything out of a journal into open files, everything back, and clients in from other programs.

An export is a folder: ``journal.jsonl`` with one object per record, one CSV per type for the eye and for
other programs, ``files`` with what is no text, ``manifest.json`` and a ``README.txt`` that explains every
column. ``journal_import`` brings it back value for value; ``client_import`` takes in what importers read.
"""
