"""What can be foreseen to go wrong, as one small family of exceptions.

An error carries a stable code and the values that its sentence needs. Rooms that may speak
French (`db`, `services` and above) give the sentence at once; the domain gives only the code,
and `cpom_desktop.services.messages` words it.
"""

from __future__ import annotations


class ErreurCpom(Exception):  # noqa: N818 - errors carry French names (docs/glossaire.md)
    """A foreseen fault: stable code, French sentence, remedy, detail for the log.

    Args:
        code: stable slug, never renamed (`dossier-verrouille`).
        sentence: what happened, in French; empty when `messages` words the code.
        remedy: what to do, in French.
        detail: for the log only; may be technical.
        values: what the sentence needs (a number, a name).
    """

    def __init__(
        self,
        code: str,
        sentence: str = "",
        *,
        remedy: str = "",
        detail: str = "",
        **values: object,
    ) -> None:
        super().__init__(sentence or code)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy
        self.detail = detail
        self.values = values


class RegleInvalide(ErreurCpom):
    """A value breaks a rule of the trade; shown beside the field, and the typed text stays."""


class PackInvalide(ErreurCpom):
    """A content pack does not read: every fault at once, with file and key."""


class ErreurStockage(ErreurCpom):
    """The file of the dossier cannot be read or written."""


class DossierVerrouille(ErreurStockage):
    """Another process writes in this dossier."""


class DossierProtege(ErreurStockage):
    """The file is protected by a password: it is asked for, or it is not the right one."""


class DossierTropRecent(ErreurStockage):
    """A newer version of the application made this dossier."""


class DossierCorrompu(ErreurStockage):
    """The file is damaged, or is not a dossier."""


class DisquePlein(ErreurStockage):
    """No room is left on the disk."""


class LectureSeule(ErreurStockage):
    """The file, its folder or the session may only be read."""


class RapportImpossible(ErreurCpom):
    """A document could not be made or written."""


class ImportImpossible(ErreurCpom):
    """A file that she gives cannot be taken in."""
