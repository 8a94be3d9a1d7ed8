"""The key of a protected dossier: derived once, kept in memory only, found again by its salt.

A protected file begins with its salt (16 bytes), which every copy made of it by SQLite keeps:
a backup, a `.part`, a copy beside open with the key of the dossier they are of, and no key goes
from hand to hand. A key is known as long as something holds it, and forgotten by name when the
last one lets go: the open dossier, a backup that waits for its check, whoever restores or
converts it. See docs/decisions/0012-mot-de-passe.md.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import struct
import unicodedata
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

from cpom_desktop.domain.code_secours import CODE_SIZE, WrongCodeError, code_of, read_code
from cpom_desktop.errors import DossierProtege
from cpom_desktop.i18n import _
from db.beside import beside, has_hot_journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpom_desktop.services.protection import Secret

MAGIC = b"SQLite format 3\x00"
"""A plain file begins so."""
SALT_SIZE = 16
PAGE_SIZE = 4096
"""Of a file of SQLCipher 4; ours have no other."""
HMAC_SIZE = 64
ROUNDS = 256_000
"""Of PBKDF2-HMAC-SHA512, as SQLCipher 4: its own tools open the file with the password.

Source: SQLCipher design, « Key derivation »; the CNIL and the ANSSI ask for no less.
"""
HMAC_SALT_MASK = 0x3A
HMAC_ROUNDS = 2
PAGES_TRIED = 64
"""One page that agrees with a key proves the key, when the first page is damaged."""
JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
SIGNATURES = (MAGIC, b"PK", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"7z\xbc\xaf")
"""Of files whose bytes look random too."""
EVEN = 400.0
"""Chi-square of 255 degrees of freedom: random bytes stay below it, but for one in 10 millions."""


class DossierKey:
    """The key of one protected file and of its copies; it never shows itself."""

    __slots__ = ("_held", "_hmac_key", "_key", "salt")

    def __init__(self, salt: bytes, key: bytes) -> None:
        self.salt = salt
        self._key = key
        self._held = 0
        masked = bytes(byte ^ HMAC_SALT_MASK for byte in salt)
        self._hmac_key = hashlib.pbkdf2_hmac("sha512", key, masked, HMAC_ROUNDS, CODE_SIZE)

    def __repr__(self) -> str:
        """Say nothing of it."""
        return "DossierKey(…)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be written anywhere."""
        raise TypeError("a key is not written")

    def hold(self) -> DossierKey:
        """Keep it known until `release`; what it opens opens meanwhile."""
        with _turn:
            self._held += 1
            _known[self.salt] = self
        return self

    def release(self) -> None:
        """Let go of it, once for each `hold`; the last one makes it forgotten."""
        with _turn:
            self._held -= 1
            if self._held <= 0 and _known.get(self.salt) is self:
                del _known[self.salt]

    @property
    def raw(self) -> str:
        """The key as SQLCipher takes it, already derived, with its salt."""
        return f"x'{self._key.hex()}{self.salt.hex()}'"

    @property
    def cipher(self) -> str:
        """The key of the cipher alone, in hexadecimal."""
        return self._key.hex()

    @property
    def code(self) -> str:
        """The recovery code, to be printed only."""
        return code_of(self._key)

    def is_of(self, secret: Secret) -> bool:
        """Tell whether what she types is what it comes from; the file is not read."""
        try:
            typed = tuple(_meant(secret, self.salt))
        except DossierProtege:
            return False
        return any(hmac.compare_digest(key.raw, self.raw) for key in typed)

    def fits(self, page: bytes, number: int) -> bool:
        """Tell whether a page of a file was written under this key."""
        if len(page) != PAGE_SIZE:
            return False
        start = SALT_SIZE if number == 1 else 0
        signed = page[start:-HMAC_SIZE] + struct.pack("<I", number)
        return hmac.compare_digest(
            hmac.digest(self._hmac_key, signed, "sha512"), page[-HMAC_SIZE:]
        )


_turn = Lock()
_known: dict[bytes, DossierKey] = {}
"""Salt → key, as long as something holds the key; written by `hold` and `release` only."""


def new_key(password: str) -> DossierKey:
    """Return a new key of a password, under a salt of its own, held."""
    return derive(password, secrets.token_bytes(SALT_SIZE)).hold()


def derive(password: str, salt: bytes) -> DossierKey:
    """Return the key of a password under a salt: a tenth of a second."""
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "replace")
    return DossierKey(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, CODE_SIZE))


def is_protected(path: Path, *, cut: bool = False) -> bool:
    """Tell whether a file is a protected dossier, as far as one can without its password.

    Its bytes look random: no signature, no structure, whole pages; `cut`: or not, it is damaged.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            page = file.read(PAGE_SIZE)
            return looks_random(page) if cut else looks_protected(path, page, size)
    except OSError:
        return False


def looks_protected(path: Path, page: bytes, size: int) -> bool:
    """Tell whether a file of `size` bytes that begins with `page` can be a protected one.

    A power cut tears the last page of one that grows: its journal waits to make it whole again.
    """
    return looks_random(page) and (size % PAGE_SIZE == 0 or has_hot_journal(path))


def looks_random(page: bytes) -> bool:
    """Tell whether a whole first page has neither a known signature nor any structure."""
    if len(page) < PAGE_SIZE or page.startswith(SIGNATURES):
        return False
    mean = PAGE_SIZE / 256
    return sum((page.count(value) - mean) ** 2 for value in range(256)) / mean < EVEN


def key_of(path: Path) -> DossierKey | None:
    """Return the key that opens a file; None for a file that is not protected.

    Raises:
        DossierProtege: `mot-de-passe`, protected, and nothing here holds its key.
    """
    key = held_key(path)
    if key is None and is_protected(path):
        raise locked(path)
    return key


def held_key(path: Path) -> DossierKey | None:
    """Return the key that somebody holds of a file, damaged or not; None without one."""
    try:
        with path.open("rb") as file:
            return _known.get(file.read(SALT_SIZE))
    except OSError:
        return None  # SQLite says why


def locked(path: Path) -> DossierProtege:
    """Return the error of a protected file whose password was not given."""
    return DossierProtege(
        "mot-de-passe",
        _("Ce dossier est protégé par un mot de passe : {nom}.", nom=path.name),
        remedy=_("Tapez son mot de passe, ou le code de sa fiche de secours."),
    )


def unlock(path: Path, secret: Secret, *, cut: bool = False) -> DossierKey | None:
    """Return the key of a protected file, from what she typed; None when it is not protected.

    It is held: the file opens until `release`. Nothing is written, and no journal played back.

    Raises:
        DossierProtege: `mot-de-passe-refuse`; `code-de-secours` when a code is mistyped.
        OSError: it does not read.
    """
    if not is_protected(path, cut=cut):
        return None
    with path.open("rb") as file:
        salt = file.read(SALT_SIZE)
    for key in _meant(secret, salt):
        if _fits_file(key, path) or _fits_journal(key, beside(path, "-journal")):
            return _known.get(salt, key).hold()
    raise refused()


def _meant(secret: Secret, salt: bytes) -> Iterator[DossierKey]:
    """Yield the keys that what she types can mean: a code does wherever a password is asked for.

    Who lost the password would not change it otherwise.
    """
    if secret.code:
        yield DossierKey(salt, _read_code(secret.code))
        return
    with contextlib.suppress(WrongCodeError):
        yield DossierKey(salt, read_code(secret.password))
    yield derive(secret.password, salt)


def refused() -> DossierProtege:
    """Return the error of a wrong password: nothing tells it from a damaged file."""
    return DossierProtege(
        "mot-de-passe-refuse",
        _("Mot de passe incorrect, ou fichier endommagé."),
        remedy=_("Vérifiez la touche Verr. Maj. et la langue du clavier."),
    )


def _read_code(text: str) -> bytes:
    try:
        return read_code(text)
    except WrongCodeError as error:
        lines = ", ".join(map(str, error.lines))
        raise DossierProtege(
            "code-de-secours",
            _("Ce code de secours n'est pas complet, ou comporte une faute de frappe."),
            remedy=_("Comparez avec la fiche, ligne {n}.", n=lines)
            if lines
            else _("Il compte huit lignes de huit signes : comparez avec la fiche."),
        ) from error


def _fits_file(key: DossierKey, path: Path) -> bool:
    with path.open("rb") as file:
        return any(key.fits(file.read(PAGE_SIZE), number) for number in range(1, PAGES_TRIED + 1))


def _fits_journal(key: DossierKey, journal: Path) -> bool:
    """Tell whether a page put aside by a cut transaction agrees with a key.

    Source: SQLite file format, §3 (rollback journal).
    """
    try:
        with journal.open("rb") as file:
            head = file.read(28)
            if not head.startswith(JOURNAL_MAGIC):
                return False
            file.seek(int.from_bytes(head[20:24], "big"))
            for _record in range(PAGES_TRIED):
                number = int.from_bytes(file.read(4), "big")
                if key.fits(file.read(PAGE_SIZE), number):
                    return True
                file.seek(4, 1)
    except OSError:
        return False
    return False
