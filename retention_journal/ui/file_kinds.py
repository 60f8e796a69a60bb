"""What is said of a file by its name: its kind, with an icon, its size, and what opening it may do."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from retention_journal.core import formats
from retention_journal.core.attachments import ending_of, is_dangerous, media_type
from retention_journal.i18n import N_, _, ngettext

_KB, _MB = 1024, 1024 * 1024
_MOST_KB = 1000


class FileKind(Enum):
    """A kind of file: its icon, and its name as N_ marks it."""

    PDF = ("document", N_("PDF document"))
    TEXT = ("document", N_("Text document"))
    TABLE = ("table", N_("Table"))
    SLIDES = ("slides", N_("Slides"))
    PICTURE = ("picture", N_("Picture"))
    SOUND = ("sound", N_("Sound"))
    FILM = ("film", N_("Film"))
    MAIL = ("email", N_("E-mail"))
    ARCHIVE = ("archive", N_("Packed files"))
    RISKY = ("warning", N_("May run a program"))
    OTHER = ("file", N_("File"))

    @property
    def icon(self) -> str:
        """Name of its icon."""
        return self.value[0]

    @property
    def label(self) -> str:
        """Its name in the person's language."""
        return _(self.value[1])


_BY_ENDING = {
    FileKind.PDF: "pdf",
    FileKind.TEXT: "doc docx dot dotx odt ott rtf pages txt text md tex wpd",
    FileKind.TABLE: "xls xlsx xlt xltx ods ots numbers csv tsv tab",
    FileKind.SLIDES: "ppt pptx pps ppsx pot potx odp otp key",
    FileKind.MAIL: "eml msg mbox emlx",
    FileKind.ARCHIVE: "zip 7z rar tar gz tgz bz2 xz zst lz lzma",
}
_KIND_OF = {ending: kind for kind, endings in _BY_ENDING.items() for ending in endings.split()}
_BY_MEDIA = {"image": FileKind.PICTURE, "audio": FileKind.SOUND, "video": FileKind.FILM}

_MACROS = N_("It is a document that may hold a program, a macro.")
_PAGE = N_("It is a web page, which may hold a program that the browser runs.")
_SCRIPT = N_("It is a script: a program written as text.")
_SHORTCUT = N_("It is a shortcut: it opens something else than itself.")
_DISK = N_("It is the image of a disk, which may hold programs.")
_PACKAGE = N_("It is a package that puts a program on the computer.")
_SETTING = N_("It holds settings that change how the computer works.")
_PROGRAM = N_("It is a program.")
_PERHAPS = N_("It is of a kind that may run a program.")
_RISKS = {
    _PROGRAM: "exe com scr pif cpl app appimage bin elf out run dll sys ocx drv gadget jar class war pyz",
    _SCRIPT: """
        bat cmd ps1 psm1 psd1 vb vbs vbe js jse mjs cjs ws wsf wsc wsh sct sh bash zsh csh ksh fish command
        tool scpt scptd applescript workflow action terminal py pyw rb pl php lua tcl
    """,
    _MACROS: """
        docm dotm xlsm xltm xlsb xlam xla xll xlw xlm pptm potm ppam ppsm ppa sldm mdb mde mda mdt mdw accdb
        accde accdr accda ade adp one onepkg pub
    """,
    _PAGE: "html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf hta chm",
    _SHORTCUT: "lnk url website desktop webloc inetloc fileloc afploc scf rdp library-ms search-ms jnlp",
    _DISK: "iso img vhd vhdx dmg",
    _PACKAGE: "msi msp msu msix msixbundle appx appxbundle deb rpm flatpak pkg mpkg xpi crx",
    _SETTING: "reg inf ins isp theme themepack mobileconfig prefpane crt cer grp job service",
}
_RISK_OF = {ending: risk for risk, endings in _RISKS.items() for ending in endings.split()}


def kind_of(name: str) -> FileKind:
    """Return what kind of file a name stands for."""
    if is_dangerous(name):
        return FileKind.RISKY
    known = _KIND_OF.get(ending_of(name))
    return known or _BY_MEDIA.get(media_type(name).partition("/")[0], FileKind.OTHER)


def risk_words(name: str) -> str:
    """Return a sentence that says what a file of a dangerous kind is."""
    return _(_RISK_OF.get(ending_of(name), _PERHAPS))


def size_words(size_bytes: int) -> str:
    """Return a size as people say it, "312 kB" or "1.4 MB"; a kB has 1,024 bytes, as the limit has."""
    if size_bytes < _KB:
        return ngettext("{n} byte", "{n} bytes", size_bytes).format(n=formats.number(size_bytes))
    thousands = -(-size_bytes // _KB)
    if thousands < _MOST_KB:
        return _("{n} kB").format(n=formats.number(thousands))
    tenths = (Decimal(size_bytes) / _MB).quantize(Decimal("0.1"))
    whole = tenths == tenths.to_integral_value()
    return _("{n} MB").format(n=formats.number(int(tenths) if whole else tenths))
