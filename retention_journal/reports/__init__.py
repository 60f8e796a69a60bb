"""How a report looks on paper. reportlab is used only here; nothing here knows the journal."""
