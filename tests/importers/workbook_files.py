"""Workbooks with the faults that real ones have, made in the test itself."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | float | bool | date | time | timedelta | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STYLES = (  # 0 plain, 1 a day, 2 a moment, 3 a time of day, 4 a length beyond a day
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    + "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in (0, 14, 22, 21, 164))
    + "</cellXfs>"
)


@dataclass(frozen=True)
class Sheet:
    """One sheet; ``merged`` are ranges such as "A2:A4", ``hidden_rows`` count from 1."""

    name: str
    rows: Sequence[Sequence[Cell]]
    is_hidden: bool = False
    hidden_rows: Sequence[int] = ()
    merged: Sequence[str] = ()


def xlsx(*sheets: Sheet, since_1904: bool = False, is_strict: bool = False, extra: bytes = b"") -> bytes:
    """Return an XLSX with ``sheets``; ``extra`` is one more member of it."""
    main = _STRICT if is_strict else _MAIN
    links = _STRICT_LINKS if is_strict else _LINKS
    packages = "http://schemas.openxmlformats.org/package/2006"
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"/>' if sheet.is_hidden else "/>")
        for n, sheet in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{links}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1"'
        f' Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}">'
        + ('<workbookPr date1904="1"/>' if since_1904 else "<workbookPr/>")
        + f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">{related}'
        f'<Relationship Id="rIdS" Type="{links}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{_STYLES}</styleSheet>',
    }
    for n, sheet in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{n}.xml"] = _sheet(sheet, main, since_1904)
    return _zipped({**members, **({"xl/media/image1.png": extra} if extra else {})})


def _sheet(sheet: Sheet, main: str, since_1904: bool) -> str:
    rows = []
    for n, cells in enumerate(sheet.rows, 1):
        told = "".join(_cell(f"{_letters(at)}{n}", cell, since_1904) for at, cell in enumerate(cells))
        hidden = ' hidden="1"' if n in sheet.hidden_rows else ""
        rows.append(f'<row r="{n}"{hidden}>{told}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def _cell(ref: str, cell: Cell, since_1904: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return f'<c r="{ref}" t="b"><v>{int(cell)}</v></c>'
        case str() if cell.startswith("#"):
            return f'<c r="{ref}" t="e"><v>{cell}</v></c>'
        case str():
            return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        case int() | float():
            return f'<c r="{ref}"><v>{cell!r}</v></c>'
    style, number = _serial(cell, since_1904)
    return f'<c r="{ref}" s="{style}"><v>{number!r}</v></c>'


def _serial(cell: date | time | timedelta, since_1904: bool) -> tuple[int, float]:
    """Return the style of a day or time, and its number of days since the workbook's origin."""
    origin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    match cell:
        case datetime():
            return 2, (cell - origin) / timedelta(days=1)
        case date():
            return 1, (datetime.combine(cell, time()) - origin).days
        case time():
            return 3, (cell.hour * 3600 + cell.minute * 60 + cell.second) / 86_400
    return 4, cell / timedelta(days=1)


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def ods(*sheets: Sheet, is_locked: bool = False) -> bytes:
    """Return an ODS with ``sheets``."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>"
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in sheet.rows
        )
        + "</table:table>"
        for sheet in sheets
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return _zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{manifest}">'
            f"{'<manifest:encryption-data/>' * is_locked}</manifest:manifest>",
            "content.xml": content,
        }
    )


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            told = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
        case int() | float():
            told = f'office:value-type="float" office:value="{cell!r}"'
        case str():
            told = 'office:value-type="string"'
        case time() | timedelta():
            hours, rest = divmod(_serial(cell, False)[1] * 24, 1)
            minutes, seconds = divmod(round(rest * 3600), 60)
            told = (
                f'office:value-type="time" office:time-value="PT{int(hours):02}H{minutes:02}M{seconds:02}S"'
            )
        case _:
            told = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    return f"<table:table-cell {told}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def old_excel(*sheets: Sheet, is_locked: bool = False) -> bytes:
    """Return an XLS (BIFF8 in an OLE file) with ``sheets``."""
    formats = struct.pack("<H", 164) + _biff_text("[h]:mm:ss")
    styles = b"".join(
        _biff(0x00E0, struct.pack("<HH", 0, number) + bytes(16)) for number in (0, 14, 22, 21, 164)
    )
    before = _biff(0x0809, struct.pack("<HHHH", 0x0600, 5, 0, 0) + bytes(8))
    before += _biff(0x002F, bytes(6)) if is_locked else b""
    before += _biff(0x0042, struct.pack("<H", 1200)) + _biff(0x041E, formats) + styles
    told = [_biff_sheet(sheet) for sheet in sheets]
    at = len(before) + sum(len(_bound(sheet, 0)) for sheet in sheets) + len(_biff(0x000A))
    for sheet, content in zip(sheets, told, strict=True):
        before += _bound(sheet, at)
        at += len(content)
    return _in_ole(before + _biff(0x000A) + b"".join(told))


def _biff(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _biff_text(text: str, count: str = "<HB") -> bytes:
    return struct.pack(count, len(text), 1) + text.encode("utf-16-le")


def _bound(sheet: Sheet, at: int) -> bytes:
    return _biff(0x0085, struct.pack("<IBB", at, sheet.is_hidden, 0) + _biff_text(sheet.name, "<BB"))


def _biff_sheet(sheet: Sheet) -> bytes:
    told = _biff(0x0809, struct.pack("<HHHH", 0x0600, 0x10, 0, 0) + bytes(8))
    width = max(map(len, sheet.rows))
    told += _biff(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            match cell:
                case None:
                    continue
                case str():
                    told += _biff(0x0204, struct.pack("<HHH", row, column, 0) + _biff_text(cell))
                    continue
                case bool() | int() | float():
                    style, number = 0, float(cell)
                case _:
                    style, number = _serial(cell, False)
            told += _biff(0x0203, struct.pack("<HHHd", row, column, style, number))
    return told + _biff(0x000A)


def _in_ole(stream: bytes) -> bytes:
    """Return an OLE file with one stream, "Workbook"."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    chain = [*range(3, 2 + len(stream) // 512), -2]
    table = struct.pack("<128i", -3, -2, *chain, *[-1] * (126 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIiIIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, -2, 0, -2, 0)
    head += struct.pack("<109i", 0, *[-1] * 108)
    entries = _entry("Root Entry", 5, 1, -2, 0) + _entry("Workbook", 2, -1, 2, len(stream)) + bytes(256)
    return head + table + entries + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    told = struct.pack("<64sHBBiii", letters, len(letters), kind, 1, -1, -1, child)
    return told + bytes(36) + struct.pack("<iQ", start, size)


def _zipped(members: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
