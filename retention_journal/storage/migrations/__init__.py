"""Frozen steps from one schema to the next: ``up(execute)`` each, plain SQL, never edited once released."""
