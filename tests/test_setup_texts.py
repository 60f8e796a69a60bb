"""packaging/texts.py finds what a reader of a translation would stumble over."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

_place = Path(__file__).resolve().parent.parent / "packaging" / "texts.py"
_spec = importlib.util.spec_from_file_location("texts_of_the_program", _place)
texts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(texts)

CALLS = ("{n} call", "{n} calls")


def problems(english, translation, *, fuzzy=False):
    source = Catalog(locale="nb").add(english)
    translated = Catalog(locale="nb").add(english, translation, flags=["fuzzy"] if fuzzy else [])
    return list(texts.problems(source, translated, plural_forms=2))


@pytest.mark.parametrize(
    ("english", "translation"),
    [
        ("Clients", "Kunder"),
        ("{n} days late", "{n} dager for sent"),
        ("{name}: {n} days", "{n} dager for {name}"),
        (CALLS, ("{n} samtale", "{n} samtaler")),
        (CALLS, ("én samtale", "{n} samtaler")),
        ("&Log call", "&Noter samtale"),
        ("Research & development", "Forskning og utvikling"),
        ("{n:.1f} %", "{n:.1f} %"),
    ],
)
def test_a_good_translation_passes(english, translation):
    assert problems(english, translation) == []


@pytest.mark.parametrize(
    ("english", "translation", "told"),
    [
        ("Clients", "", "not translated"),
        (CALLS, ("", ""), "not translated"),
        (CALLS, ("{n} samtale", ""), "needs 2 forms"),
        ("{n} days late", "{m} dager for sent", "['m']"),
        ("{n} days late", "dager for sent", "[]"),
        (CALLS, ("{n} samtale", "samtaler"), "[]"),
        ("{n} days late", "{n dager for sent", "broken braces"),
        ("Late", "{n} for sent", "['n']"),
        ("&Log call", "Noter samtale", "marked with &"),
        ("Log call", "&Noter samtale", "marked with &"),
        ("Name: ", "Navn:", "other blanks"),
    ],
)
def test_a_bad_translation_is_told_with_its_reason(english, translation, told):
    found = problems(english, translation)
    assert len(found) == 1
    assert told in found[0]


def test_a_fuzzy_translation_is_told():
    assert problems("Clients", "Kunder", fuzzy=True) == ["is marked fuzzy: somebody has to look at it"]


def test_every_way_to_mark_a_text_is_extracted_with_its_place(tmp_path):
    (tmp_path / "page.py").write_text(
        'A = N_("Later")\n'
        "def say(texts, n):\n"
        "    # Translators: a verb\n"
        '    yield _("Call"), ngettext("{n} day", "{n} days", n)\n'
        '    yield texts.gettext("Report"), pgettext("noun", "Call")\n'
    )
    found = texts.extracted(tmp_path)
    assert [(m.id, m.context) for m in found if m.id] == [
        ("Later", None),
        ("Call", None),
        (("{n} day", "{n} days"), None),
        ("Report", None),
        ("Call", "noun"),
    ]
    call = found.get("Call")
    assert call.auto_comments == ["a verb"]
    assert call.locations == [(f"{tmp_path.name}/page.py", 4)]


def test_a_text_of_ours_that_cannot_be_formatted_is_told(tmp_path):
    (tmp_path / "page.py").write_text('_("{} calls")\n_("{n calls")\n_("{n} calls")\n')
    found = list(texts.broken_sources(texts.extracted(tmp_path)))
    assert [sentence.split(": ", 1)[1].split("'")[1] for sentence in found] == ["{} calls", "{n calls"]


def test_the_same_texts_make_the_same_file(tmp_path):
    (tmp_path / "page.py").write_text('_("Call")\nngettext("{n} day", "{n} days", 2)\n')
    for name in ("first.pot", "second.pot"):
        texts.write(tmp_path / name, texts.extracted(tmp_path))
    first = (tmp_path / "first.pot").read_text(encoding="utf-8")
    assert first == (tmp_path / "second.pot").read_text(encoding="utf-8")
    assert "Date" not in first


def marked_in(code):
    """Return every plain text that is marked with ``_`` or ``ngettext`` in a piece of code."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if node.func.id in {"_", "N_", "ngettext"} and is_text:
                yield first.value


def test_every_text_that_is_marked_in_the_code_is_found():
    # One that is marked only within an f-string would stay English in every language.
    template = texts.extracted()
    lost = {
        f"{path.name}: {text}"
        for path in texts.PACKAGE.rglob("*.py")
        for text in marked_in(path.read_text(encoding="utf-8"))
        if text and template.get(text) is None
    }
    assert lost == set()
