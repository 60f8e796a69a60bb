"""Texts in English, Norwegian Bokmål and Swedish, over the standard library's gettext.

English is written in the code and is the key of every text. The *program's* language is chosen once
by whoever starts the program (``use``); a *report's* language is its client's, so a report begins with
``texts = texts_in(language)`` and asks that for its words. Nothing may call ``_`` while a module is
being imported: mark such texts with ``N_`` and translate them where they are shown.
"""

from __future__ import annotations

import gettext as _gettext
from functools import cache

from retention_journal import paths

#: BCP 47 tags of the languages that are complete, with the name each calls itself.
LANGUAGES = {"en": "English", "nb": "Norsk bokmål", "sv": "Svenska"}
DEFAULT = "en"

Texts = _gettext.NullTranslations


@cache
def texts_in(language: str) -> Texts:
    """Return the texts of ``language``; a language we do not speak answers in English."""
    tag = nearest(language)
    if tag == DEFAULT:
        return _gettext.NullTranslations()
    return _gettext.translation(
        "retention_journal", paths.resources() / "i18n", languages=[tag], fallback=True
    )


def nearest(language: str) -> str:
    """Return which of ``LANGUAGES`` serves a reader of ``language`` (a BCP 47 or POSIX tag)."""
    tag = language.replace("_", "-").casefold().split("-")[0]
    return {"no": "nb", "nn": "nb"}.get(tag, tag if tag in LANGUAGES else DEFAULT)


class _Program:
    """The one language the program speaks at a time."""

    language = DEFAULT
    texts: Texts = _gettext.NullTranslations()


def use(language: str) -> None:
    """Let the program speak ``language`` from here on."""
    _Program.language = nearest(language)
    _Program.texts = texts_in(language)


def language() -> str:
    """Return the BCP 47 tag of the language the program speaks."""
    return _Program.language


def _(message: str) -> str:
    """Return ``message`` in the program's language."""
    return _Program.texts.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of a counted text for ``n`` in the program's language."""
    return _Program.texts.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` in the program's language, told apart from others by ``context``."""
    return _Program.texts.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "to be translated later"
    """Mark ``message`` as a text to translate, and return it unchanged."""
    return message
