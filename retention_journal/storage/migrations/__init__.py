"""Frozen steps from one schema to the next: ``up(execute)`` each, in plain SQL, never edited once released."""
