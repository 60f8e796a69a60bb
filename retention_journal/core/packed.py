"""What can go wrong in a ZIP archive: said once, since each way of packing fails in words of its own."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

#: What reading a damaged member raises, and no slip of our own would: for around more than the reading.
DAMAGED_MEMBER = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
#: What opening and reading an archive raises that is damaged, locked (RuntimeError) or packed in a way that
#: Python lacks (NotImplementedError). Of bzip2 it is an OSError, told as a file that cannot be read.
ZIP_FAULTS = (*DAMAGED_MEMBER, struct.error, NotImplementedError, RuntimeError, ValueError)
