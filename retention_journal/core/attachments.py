"""What an attached file is called, and whether opening it could run a program.

A name comes from somebody else's computer, so it is a label and never a path: it may hold nothing that a
file system reads as one, nothing that hides how it ends, and no name that Windows keeps for devices.

Source: reliability, section 2f, "attachments"; Windows' rules for names, the strictest.
"""

from __future__ import annotations

import unicodedata

from retention_journal.core.text import clean

#: Bytes of a file that may be attached.
MOST_BYTES = 25 * 1024 * 1024
#: Bytes of a name. File systems take 255; a number behind it and the name of a part file need some of them.
LONGEST_NAME = 200
_LONGEST_ENDING = 20  # bytes of an ending that is kept when a name is cut, its dot included
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)
_JOINERS = frozenset("\u200c\u200d")  # letters of some scripts, and pictures, are put together with them
_ENDS = " .\u200c\u200d"  # what no name begins or ends with
_UNSEEN = frozenset({"Cf", "Cs"})
_ENDS_EARLY = frozenset(":\0")
_NO_KIND = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
#: What is often attached. Python's own list differs from one version to the next.
_KINDS = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "odt": f"{_OPEN}.text",
    "ods": f"{_OPEN}.spreadsheet",
    "odp": f"{_OPEN}.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "html": "text/html",
    "htm": "text/html",
    "json": "application/json",
    "xml": "application/xml",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "svg": "image/svg+xml",
    "psd": "image/vnd.adobe.photoshop",
    "ai": "application/postscript",
    "eps": "application/postscript",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "zip": "application/zip",
    "7z": "application/x-7z-compressed",
    "gz": "application/gzip",
}

#: Programs, settings, shortcuts, and images of disks, whose files lose the mark of the web.
_WINDOWS = """
    exe com scr pif cpl msc bat cmd ps1 ps1xml ps2 ps2xml psc1 psc2 psm1 psd1 msh msh1 msh2 mshxml vb vbs vbe
    js jse mjs cjs ws wsf wsc wsh sct hta msi msp mst msu msix msixbundle appx appxbundle appinstaller
    application appref-ms gadget reg inf ins isp lnk scf url website library-ms search-ms
    searchconnector-ms settingcontent-ms theme themepack deskthemepack rdp chm hlp dll sys ocx drv iso img vhd
    vhdx diagcab diagcfg diagpkg cab xbap vsto grp job crt cer
"""
#: Documents that may hold programs.
_DOCUMENTS = """
    docm dotm xlsm xltm xlsb xlam xla xll xlw xlm wll wbk slk iqy dqy rqy oqy pptm potm ppam ppsm ppa sldm
    mdb mde mda mdt mdw accdb accde accdr accda ade adp one onepkg pub
"""
#: What a browser runs.
_PAGES = "html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf"
_MACOS = """
    app command tool scpt scptd applescript workflow action terminal dmg pkg mpkg webloc inetloc fileloc
    afploc mobileconfig kext prefpane osx
"""
_LINUX = """
    desktop sh bash zsh csh ksh fish run bin elf out appimage deb rpm flatpak flatpakref flatpakrepo snap
    service
"""
_EVERYWHERE = "jar jnlp class war py pyc pyo pyw pyz pyzw rb pl php lua tcl air crx xpi"
#: Endings of files that run, that lead somewhere, or that may hold what runs, as some system opens them.
DANGEROUS = frozenset(" ".join((_WINDOWS, _DOCUMENTS, _PAGES, _MACOS, _LINUX, _EVERYWHERE)).split())


def cleaned_name(text: str) -> str:
    """Return what a file may be called on every system, "" where nothing is left; cleaning twice is as once.

    Args:
        text: A name from anywhere; strokes of a path in it become blanks.
    """
    kept = "".join(_kept(character) for character in clean(text, lines=False))
    name = _trimmed(clean(kept, lines=False))
    if name.partition(".")[0].strip().casefold() in _RESERVED:
        name = f"_{name}"
    while len(name.encode()) > LONGEST_NAME:
        name = _cut(name)
    return name


def ending_of(name: str) -> str:
    """Return how a name ends, small and without its dot, as a system reads it; "" where it has no ending."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(" " if c.isspace() else c for c in plain if unicodedata.category(c) not in _UNSEEN)
    stem, dot, ending = seen.strip(" .").rpartition(".")
    return ending.strip() if dot and stem else ""


def is_dangerous(name: str) -> bool:
    """Say whether a file of this name may run a program when it is opened, so that one is asked first.

    What stands behind a colon is another part of a file on Windows, and nobody reads on behind a NUL; what
    stands before them is looked at too, and so is the name that a copy of it gets.
    """
    plain = unicodedata.normalize("NFKC", name)
    ends = [at for at, character in enumerate(plain) if character in _ENDS_EARLY]
    read = [*(plain[:at] for at in ends), plain, cleaned_name(name)]
    return any(ending_of(f"x{part}") in DANGEROUS for part in read)


def media_type(name: str) -> str:
    """Return what kind of file a name says it is, such as "application/pdf"."""
    return _KINDS.get(ending_of(name), _NO_KIND)


def with_ending_of(name: str, former: str) -> str:
    """Return a new name for a file; the former ending is added where the new one names no kind of file."""
    ending = ending_of(former)
    if not ending or not name or is_dangerous(name) or ending_of(name) in _KINDS:
        return name
    return name if ending_of(name) == ending else cleaned_name(f"{name}.{ending}")


def _kept(character: str) -> str:
    if character in _FORBIDDEN or unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
        return " "
    if unicodedata.category(character) in {"Cf", "Cc", "Cs", "Co", "Cn"} and character not in _JOINERS:
        return ""
    return character


def _trimmed(name: str) -> str:
    """Return a name with single blanks, and none of what Windows drops or Linux hides at its ends."""
    return " ".join(name.split()).strip(_ENDS)


def _cut(name: str) -> str:
    """Return a name that is too long without the last letters before its ending."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len((dot + ending).encode()) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    room = LONGEST_NAME - len((dot + ending).encode())
    short = stem.encode()[:room].decode(errors="ignore")
    return _trimmed(f"{_trimmed(short)}{dot}{ending}")
