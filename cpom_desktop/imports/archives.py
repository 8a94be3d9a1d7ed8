"""The archive that a workbook is: what its directory tells, then what its parts really hold.

Source: reliability §3.2, T4: a hostile file is refused before it is opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Literal

from cpom_desktop.i18n import _
from cpom_desktop.imports.limits import (
    MOST_ENTRIES,
    MOST_MARKS,
    MOST_MARKS_IN_ALL,
    MOST_OPENED,
    MOST_PART,
    MOST_RATIO,
    MOST_UNPACKED,
    MOST_WHOLE,
    MOST_WHOLE_MARKS,
    SMALL_BYTES,
)
from cpom_desktop.imports.refusals import refused

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl and zipfile raise on a damaged or hostile file: openpyxl checks little of what it
reads; zipfile refuses by `NotImplementedError` a compression that it does not know."""
CONTENT_TYPES = "[Content_Types].xml"
MACROS = ("vbaproject.bin", ".xlsm", ".docm", ".pptm", ".xlsb")
NESTED = (".zip", ".7z", ".rar", ".xlsx", ".docx", ".jar", ".exe", ".dll", ".cpom", ".cpompack")
CHUNK = 1 << 20
MOST_ATTRIBUTES, USUAL_ATTRIBUTES = 50_000, 20
"""Of a chunk, and of an element: an element that has a million takes minutes."""


class Parts(zipfile.ZipFile):
    """The parts of a workbook: none is given that holds more than can be read in time.

    What costs memory is the number of elements and attributes rather than the bytes; they are
    counted before a part is given, as many times as it is asked for.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.source = io.BytesIO(data)
        """Its bytes."""
        super().__init__(self.source)
        self._name = name
        self._counted: dict[str, int] = {}
        self._left = MOST_MARKS_IN_ALL
        self._opened = 0

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Return a part that is held whole."""
        entry = self.getinfo(name) if isinstance(name, str) else name
        if entry.file_size > MOST_WHOLE or self._marks(entry) > MOST_WHOLE_MARKS:
            raise too_large(self._name)
        return super().read(entry, pwd)

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        """Return a part to be read as it comes."""
        entry = self.getinfo(name) if isinstance(name, str) else name
        marks = self._marks(entry)
        self._left -= marks
        self._opened += 1
        if marks > MOST_MARKS or self._left < 0 or self._opened > MOST_OPENED:
            raise too_large(self._name)
        return super().open(entry, mode, pwd, force_zip64=force_zip64)

    def beginning(self, name: str) -> bytes:
        """Return what a part begins with."""
        with super().open(name) as part:
            return part.read(MOST_WHOLE)

    def _marks(self, entry: zipfile.ZipInfo) -> int:
        """Return how many signs of elements and attributes a part holds; counted once."""
        if entry.file_size > MOST_PART:
            raise too_large(self._name)
        if entry.filename not in self._counted:
            with super().open(entry) as part:
                chunks = iter(lambda: part.read(CHUNK), b"")
                self._counted[entry.filename] = sum(map(self._in_chunk, chunks))
        return self._counted[entry.filename]

    def _in_chunk(self, chunk: bytes) -> int:
        elements, attributes = chunk.count(b"<"), chunk.count(b"=")
        if attributes > MOST_ATTRIBUTES + USUAL_ATTRIBUTES * elements:
            raise too_large(self._name)
        return elements + attributes


def too_large(name: str) -> Exception:
    """Return the refusal of a bomb."""
    return refused(name, _("il est trop gros une fois déplié"))


def check_archive(data: bytes, name: str) -> None:
    """Refuse an archive whose directory tells of a bomb, of a macro, or of a way out.

    Raises:
        ImportImpossible: it is one, or no archive at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except UNREADABLE as error:
        raise refused(name, _("ce n'est pas un classeur XLSX lisible"), error) from error
    if any(entry.filename == "content.xml" for entry in entries):
        raise refused(name, _("c'est un classeur OpenDocument (.ods) : enregistrez-le en .xlsx"))
    total = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    swollen = total > SMALL_BYTES and total / packed > MOST_RATIO
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED or swollen:
        raise too_large(name)
    if fault := next(_faults(entries), ""):
        raise refused(name, fault)


def _faults(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield what is unsafe in the parts of an archive, the gravest first."""
    paths = [entry.filename.replace("\\", "/") for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        yield _("il est protégé par un mot de passe : retirez la protection, puis recommencez")
    if any(path.lower().endswith(MACROS) for path in paths):
        yield _("il contient des macros : enregistrez-le en .xlsx, sans macros")
    if any(path.startswith("/") or ".." in path.split("/") or ":" in path for path in paths):
        yield _("une de ses parties porte un nom qui mène ailleurs : il n'a pas été ouvert")
    if nested := next((path for path in paths if path.lower().endswith(NESTED)), ""):
        yield _("il contient un autre fichier, « {nom} » : retirez-le", nom=nested[-80:])
