"""The journal's file: transactions, undo, search, backups, migrations. May import ``core`` and ``i18n``."""
