"""The establishment's logo: a picture of anybody's computer, read with care and made our own.

What is kept is pixels alone: decoded within limits, laid on white, written again as a PNG
without a word of where it came from.
"""

from __future__ import annotations

import io
import struct
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cpom_desktop.errors import RegleInvalide

if TYPE_CHECKING:
    from PIL.Image import Image

    from cpom_desktop.domain.pieces import Fichier
    from cpom_desktop.services.snapshot import DossierSnapshot

LOGO: Final = "logo"
"""`Fichier.usage` of the logo."""
LOGO_NAME: Final = "logo.png"
LARGEST_LOGO: Final = 2 * 1024 * 1024
"""Bytes of the picture that she chooses."""
LARGEST_SIDE: Final = 4000
"""Pixels of its longest side."""
KEPT_SIDE: Final = 600
"""Pixels kept: 50 mm of paper at 300 points an inch."""
_FORMATS: Final = ("PNG", "JPEG")
_STARTS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_UNREADABLE: Final = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What Pillow raises of a picture that is broken, or made to break."""


def logo_file(snapshot: DossierSnapshot) -> Fichier | None:
    """Return the file of the logo, None without one."""
    return next((f for f in snapshot.fichiers if f.usage == LOGO), None)


def clean_logo(data: bytes) -> bytes:
    """Return a picture as a PNG of plain colours, on white, of 600 pixels at most.

    Raises:
        RegleInvalide: `logo-vide`, `logo-trop-lourd` (`limite`, in Mo), `logo-type`,
            `logo-trop-grand` (`limite`, in pixels), `logo-illisible`.
    """
    if not data:
        raise RegleInvalide("logo-vide")
    if len(data) > LARGEST_LOGO:
        raise RegleInvalide("logo-trop-lourd", limite=LARGEST_LOGO // 1024**2)
    if not data.startswith(_STARTS):
        raise RegleInvalide("logo-type")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow tells the log of odd metadata, which is left out
        try:
            return _as_png(_flattened(_decoded(data)))
        except _UNREADABLE as error:
            raise RegleInvalide("logo-illisible") from error


@lru_cache(maxsize=2)
def sound_logo(data: bytes) -> bytes:
    """Return a logo as it was kept, read with the same care; nothing when it is not one.

    A dossier may come from anybody, and hold anything under this name.
    """
    try:
        return clean_logo(data)
    except RegleInvalide:
        return b""


@lru_cache(maxsize=2)
def grey_logo(data: bytes) -> bytes:
    """Return a clean logo without its colours."""
    from PIL import Image  # noqa: PLC0415 - heavy, at first use

    return _as_png(Image.open(io.BytesIO(data), formats=("PNG",)).convert("L").convert("RGB"))


def _decoded(data: bytes) -> Image:
    """Return the picture upright; its size is checked before a pixel is read."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - heavy, at first use

    too_large = RegleInvalide("logo-trop-grand", limite=LARGEST_SIDE)
    try:
        found = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise too_large from error
    if max(found.size) > LARGEST_SIDE:
        raise too_large
    found.load()
    return ImageOps.exif_transpose(found)


def _flattened(found: Image) -> Image:
    """Return a picture in plain colours, what shows through being white."""
    from PIL import Image  # noqa: PLC0415

    if found.mode.startswith("I;16"):
        found = found.point(lambda value: value / 256).convert("L")
    through = found.convert("RGBA")
    white = Image.new("RGBA", through.size, "white")
    plain = Image.alpha_composite(white, through).convert("RGB")
    plain.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    return plain


def _as_png(plain: Image) -> bytes:
    """Return pixels as a file: a new picture carries no comment, no profile, no place."""
    from PIL import Image  # noqa: PLC0415

    bare = Image.frombytes("RGB", plain.size, plain.tobytes())
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
