"""Dialogs: each asks for one thing, calls one service, and stays open while a field is wrong."""
