"""The card for a closing conversation is saved as a page, in the client's language."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from retention_journal.services.reflections import LossEntry, record_loss
from retention_journal.ui.dialogs.closing_conversation import ClosingConversationDialog
from tests.builders import NOON, TODAY, a_client


@pytest.mark.parametrize(
    ("language", "question"),
    [("nb", "Hva har vært bra"), ("sv", "Vad har varit bra"), ("en", "What has been good")],
)
def test_the_card_is_one_page_in_the_clients_language(qtbot, journal, tmp_path, language, question):
    client = a_client(journal, "Nordvik", language=language)
    loss = record_loss(journal, client, LossEntry(TODAY), today=TODAY)
    dialog = ClosingConversationDialog(journal, lambda: NOON, None, client_id=client, loss_id=loss)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.theirs.own_notes.setPlainText("Nobody may read this.")
    with qtbot.waitSignal(dialog.toast):
        dialog.saving.put(dialog.page(), tmp_path / "card")
    pages = PdfReader(tmp_path / "card.pdf").pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert question in text
    assert "Nobody may read this" not in text
