"""The program's texts: gather them from the code, bring the catalogues up to date, check and compile them.

python packaging/texts.py extract   write resources/i18n/messages.pot
python packaging/texts.py update    add new texts to nb and sv, drop those that are no longer said
python packaging/texts.py check     fail on what a reader of Norwegian or Swedish would miss
python packaging/texts.py compile   write the .mo files that the program reads
"""

from __future__ import annotations

import argparse
import re
import string
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "retention_journal"
FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / "messages.pot"
DOMAIN = "retention_journal"
LANGUAGES = ("nb", "sv")

#: What marks a text in the code, and which of its arguments is the text.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = "# Texts of Retention Journal. New ones come with `make texts`; `make check` says what is missing."
HEADERS_THAT_CHANGE_WITHOUT_NEED = (
    '"Project-Id-Version:',
    '"Report-Msgid-Bugs-To:',
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
    '"Last-Translator:',
    '"Language-Team:',
    '"Generated-By:',
)
ACCELERATOR = re.compile(r"(?<!&)&(?=[^\s&])")


def catalogue_path(language: str) -> Path:
    """Return where the texts of a language are kept."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted(package: Path = PACKAGE) -> Catalog:
    """Return every text the code marks, with the files that say it."""
    texts = _empty()
    found = extract_from_dir(
        package,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, text, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        place = (f"{package.name}/{Path(file).as_posix()}", line)
        texts.add(text, None, [place], auto_comments=comments, context=context)
    return texts


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Retention Journal",
        header_comment=HEADER,
        charset="utf-8",
        fuzzy=False,
    )


def read(language: str) -> Catalog:
    """Return the texts of a language as they stand in its file; none where there is no file yet."""
    path = catalogue_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write(path: Path, texts: Catalog) -> None:
    """Write a catalogue so that the same texts always make the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = BytesIO()
    write_po(file, texts, width=100, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(HEADERS_THAT_CHANGE_WITHOUT_NEED)]
    path.write_text("".join(kept), encoding="utf-8", newline="\n")


def update(language: str, template: Catalog) -> None:
    """Bring the file of a language up to what the code says now, keeping what is translated."""
    texts = read(language)
    texts.update(template, no_fuzzy_matching=True)
    texts.header_comment = HEADER
    write(catalogue_path(language), texts)


def placeholders(text: str) -> set[str]:
    """Return the names in braces.

    Raises:
        ValueError: The braces do not match.
    """
    return {name for _before, name, _spec, _how in string.Formatter().parse(text) if name is not None}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the one form of a plain text, or all forms of a counted one; none where nothing is said."""
    if text is None:
        return ()
    return (text,) if isinstance(text, str) else tuple(text)


def problems(source: Message, translated: Message | None, plural_forms: int) -> Iterator[str]:
    """Yield what is wrong with one translation, as sentences."""
    if translated is None or not any(forms(translated.string)):
        yield "is not translated"
        return
    if translated.fuzzy:
        yield "is marked fuzzy: somebody has to look at it"
    english = forms(source.id)
    said = forms(translated.string)
    if len(said) != (plural_forms if len(english) > 1 else 1) or not all(said):
        yield f"needs {plural_forms} forms, one for each count"
        return
    for number, form in enumerate(said):
        # "one call" may leave its number out; every other form says what the English plural says.
        may_leave_out = {"n"} if len(said) > 1 and number == 0 else set()
        yield from _differences(english[-1], form, may_leave_out)


def _differences(english: str, form: str, may_leave_out: set[str]) -> Iterator[str]:
    wanted = placeholders(english)
    try:
        names = placeholders(form)
    except ValueError as error:
        yield f"has broken braces ({error}): {form!r}"
        return
    if not wanted - may_leave_out <= names <= wanted:
        yield f"says {sorted(names)} in braces where English says {sorted(wanted)}: {form!r}"
    if bool(ACCELERATOR.search(english)) != (len(ACCELERATOR.findall(form)) == 1):
        yield f"must have a key marked with & exactly where English has one: {form!r}"
    if _edges(english) != _edges(form):
        yield f"begins or ends with other blanks than the English: {form!r}"


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def broken_sources(template: Catalog) -> Iterator[str]:
    """Yield the texts of the code that cannot be formatted."""
    for source in template:
        for form in forms(source.id):
            try:
                names = placeholders(form)
            except ValueError as error:
                yield f"{_place(source)}: {form!r} has broken braces ({error})"
            else:
                if "" in names or any(name.isdigit() for name in names):
                    yield f"{_place(source)}: {form!r} has a placeholder without a name"


def _place(source: Message) -> str:
    return source.locations[0][0] if source.locations else "the code"


def check(languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """Return everything that is wrong with the texts, one sentence each."""
    template = extracted()
    found = list(broken_sources(template))
    if found:
        return found
    for language in languages:
        texts = read(language)
        for source in template:
            if source.id:
                key = source.id[0] if isinstance(source.id, (tuple, list)) else source.id
                for problem in problems(source, texts.get(key, source.context), texts.num_plurals):
                    found.append(f"{language}: {key!r} ({_place(source)}) {problem}")
    return found


def compile_all() -> None:
    """Write the files that the program reads, where the texts are newer than they are."""
    for language in LANGUAGES:
        source = catalogue_path(language)
        compiled = source.with_suffix(".mo")
        if not source.exists():
            continue
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = compiled.with_suffix(".part")
        with draft.open("wb") as file:
            write_mo(file, read(language))
        draft.replace(compiled)


def _extract() -> int:
    write(TEMPLATE, extracted())
    return 0


def _update() -> int:
    template = extracted()
    for language in LANGUAGES:
        update(language, template)
        missing = len([text for text in read(language) if text.id and not any(forms(text.string))])
        print(f"{language}: {len(template)} texts, {missing} to translate")
    return 0


def _check() -> int:
    found = check()
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        print(
            f"{len(found)} texts need a hand; `make texts` brings the catalogues up to date.", file=sys.stderr
        )
    return 1 if found else 0


def _compile() -> int:
    compile_all()
    return 0


COMMANDS: dict[str, Callable[[], int]] = {
    "extract": _extract,
    "update": _update,
    "check": _check,
    "compile": _compile,
}


def main() -> int:
    """Run the one command that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    return COMMANDS[parser.parse_args().command]()


if __name__ == "__main__":
    sys.exit(main())
