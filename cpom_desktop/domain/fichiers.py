"""The names and kinds of the files that a dossier takes in, and gives back.

A name comes from anybody's computer: it is made one that any system takes, and that leads
nowhere. Source: reliability T12.
"""

from __future__ import annotations

import re
import unicodedata

from cpom_desktop.errors import RegleInvalide

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes of one attachment."""
LARGEST_TOTAL = 100 * 1024 * 1024
"""Bytes of all the attachments of a dossier: each of its many backups holds them."""
LONGEST_NAME = 120
"""Characters of a name, its ending included."""
MOST_BYTES = 200
"""Bytes of a name in UTF-8: common systems take 255."""
LONGEST_ENDING = 12
NAMELESS = "fichier"

_PROGRAMS = (
    "ade adp apk app appimage application appref-ms appx appxbundle bas bat bin chm cmd com cpl "
    "deb desktop dll dmg dotm docm exe gadget hlp hta img inf ins iso isp jar jnlp js jse lnk "
    "mad mda mdb mde msc msh msi msix msp mst ocx one osd pif pkg potm ppam ppsm pptm ps1 ps1xml "
    "ps2 ps2xml psc1 psc2 psd1 psm1 py pyw pyz reg rpm run scf scr sct settingcontent-ms sh shb "
    "shs sldm sys theme url vb vbe vbs vbscript vhd vhdx vsmacros vxd website ws wsc wsf wsh "
    "xbap xlam xll xlm xlsb xlsm xltm appcontent-ms bgi csh diagcab ear fxp grp hpj its ksh "
    "library-ms maf mag mam maq mar mas mat mau mav maw mcf mdt mdw mshxml ops php pl plg prg "
    "printerexport pyc pyo rb search-ms searchconnector-ms udl vsw war webpnp wim wsb xnk"
)
PROGRAMS = frozenset(_PROGRAMS.split())
"""Endings of what is executed, installed or mounted, and of office files that hold macros."""
MAGICS = (b"MZ", b"\x7fELF", b"#!")
"""First bytes of programs, whatever their name."""
ARCHIVE = b"PK\x03\x04"
MACROS = re.compile(rb"vbaproject\.bin", re.IGNORECASE)
"""The part of an office file that holds macros, named in clear in its archive."""
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\s*\..*)?",
    re.IGNORECASE | re.DOTALL,
)
"""Names that Windows keeps for devices, with any ending."""
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_file_name(text: str) -> str:
    """Return a name that is safe on any system, and reads as it was meant.

    The folders before it are left out; what stays empty is « fichier ».
    """
    name = unicodedata.normalize("NFC", _readable(text))
    name = re.split(r"[/\\]", name)[-1]
    name = re.sub(r"\.{2,}", ".", _FORBIDDEN.sub("_", name))
    name = _shortened(_trimmed(name)) or NAMELESS
    return f"_{name}" if RESERVED.fullmatch(name) else name


def _readable(text: str) -> str:
    """Leave out what shows nothing or turns the reading round; blanks are plain spaces."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = (
        " " if character.isspace() else character
        for character in whole
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cn"}
    )
    return re.sub(" +", " ", "".join(kept))


def _trimmed(name: str) -> str:
    return name.strip(" .")


def _shortened(name: str) -> str:
    """Cut a long name before its ending; one character is left for a reserved name."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    stem = stem[: LONGEST_NAME - 1 - len(dot + ending)]
    while len((stem + dot + ending).encode()) > MOST_BYTES - 1:
        stem = stem[:-1]
    return _trimmed(f"{stem.rstrip(' .')}{dot}{ending}")


def ending_of(name: str) -> str:
    """Return what follows the last dot, as a system that forgives would read it."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip(" .")
    return plain.rpartition(".")[2].strip() if "." in plain else ""


def check_type(name: str, data: bytes = b"") -> None:
    """Refuse what could be executed.

    Args:
        name: a clean name.
        data: its bytes, where they are known.

    Raises:
        RegleInvalide: `fichier-type` (`type`), `fichier-programme`, `fichier-macros` (`nom`).
    """
    ending = ending_of(name)
    if ending in PROGRAMS:
        raise RegleInvalide("fichier-type", type=f".{ending}")
    if data.startswith(MAGICS):
        raise RegleInvalide("fichier-programme", nom=name)
    if data.startswith(ARCHIVE) and MACROS.search(data):
        raise RegleInvalide("fichier-macros", nom=name)


def check_size(size: int) -> None:
    """Refuse an empty file, and one too large.

    Raises:
        RegleInvalide: `fichier-vide`, `fichier-trop-grand` (`limite`, in Mo).
    """
    if size < 1:
        raise RegleInvalide("fichier-vide")
    if size > LARGEST_FILE:
        raise RegleInvalide("fichier-trop-grand", limite=LARGEST_FILE // 1024**2)
