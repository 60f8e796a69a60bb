"""The text of a mail that came as a web page. Nothing of it is fetched, run or shown.

Source: imports, section 4.7: HTML in mail becomes text, no images, no remote content.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = frozenset({"style", "script", "head", "title", "template"})
_LINES = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5",
     "h6", "pre", "section", "article", "header", "footer", "dt", "dd", "body"}
)  # fmt: skip
#: What the mail programs write into the tag from which on everything is quoted.
_QUOTED_FROM = (
    'id="divrplyfwdmsg"', "id=divrplyfwdmsg", 'id="appendonsend"', "id=appendonsend", 'id="stopspelling"',
    'id="x_divrplyfwdmsg"', "border-top:solid #e1e1e1", "border-top:solid #b5c4df",
    'id="mail-editor-reference', 'id="olk_src_body_section"', 'class="outlookmessageheader"',
)  # fmt: skip
_QUOTED_LINE = "\n-----Original Message-----\n"
_MOST_TAG = 2_000
_MOST_DEEP = 20


def text_of_page(page: str) -> str:
    """Return the text of a page, a line for each paragraph, quoted ones begun with ">"."""
    made: list[str] = []
    unseen, depth = "", 0
    for piece in _TAG.split(_without_comments(page)):
        if not piece.startswith("<") or not piece.endswith(">"):
            if not unseen:
                made.append(_BLANKS.sub(" ", html.unescape(piece)))
            continue
        found = _NAME.match(piece)
        name = found[1].lower() if found else ""
        closes = piece.startswith("</")
        if unseen:
            unseen = "" if (closes and name == unseen) or name == "body" else unseen
        elif name in _UNSEEN and not closes and not piece.endswith("/>"):
            unseen = name
        elif name == "blockquote":
            depth = max(depth - 1, 0) if closes else min(depth + 1, _MOST_DEEP)
            made.append(_line(depth))
        elif any(mark in piece[:_MOST_TAG].lower() for mark in _QUOTED_FROM):
            made.append(_QUOTED_LINE)
        elif name in _LINES:
            made.append(_line(depth))
        elif name in {"td", "th"}:
            made.append(" ")
    return _tidy("".join(made))


def _line(depth: int) -> str:
    return "\n" + "> " * depth


def _without_comments(page: str) -> str:
    """Return a page without ``<!-- … -->``; one that never ends hides nothing."""
    if "<!--" not in page:
        return page
    kept: list[str] = []
    at = 0
    while True:
        begin = page.find("<!--", at)
        end = page.find("-->", begin + 4) if begin >= 0 else -1
        if end < 0:
            kept.append(page[at:])
            return "".join(kept)
        kept.append(page[at:begin])
        at = end + 3


def _tidy(text: str) -> str:
    """Return text without blanks at the ends of lines and without lines that only mark a quote."""
    lines = [line.replace("\u00a0", " ").strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line.strip("> "))
