"""The journal's tables as peewee models, ledger by ledger; ``storage.tables`` names them all."""
