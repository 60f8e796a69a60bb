"""Files of other programs, read into rows and problems.

An importer takes a path and returns what it read; it knows no journal, and nothing here writes. May
import ``core`` and ``i18n`` only. ``clients.read_clients`` is the entry for clients and their people.
"""
