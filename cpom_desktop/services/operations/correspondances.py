"""How the columns of an imported file were understood, kept to be proposed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cpom_desktop.domain.valeurs import Correspondance
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, cleaned, require_text

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class ColonnesRetenues(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the columns of an imported file were understood, kept with the import."""

    nom: str
    signature: str = ""
    colonnes: str = ""


class KeepCorrespondance(Operation, frozen=True):
    """Remember how the columns of a file are understood, in place of what was kept of it."""

    sorte: str
    nom: str
    signature: str = ""
    colonnes: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("retenir les colonnes d'un fichier")

    def apply(self, records: Records, context: Context) -> int:
        """Replace what is kept under the same kind and signature; answers its id."""
        require_text(self.sorte)
        kept = ColonnesRetenues(nom=self.nom, signature=self.signature, colonnes=self.colonnes)
        return keep_columns(records, self.sorte, kept)


def keep_columns(records: Records, sorte: str, retenir: ColonnesRetenues) -> int:
    """Write how a file was understood, in place of what was kept of its like; answers its id."""
    require_text(retenir.nom)
    values = cleaned("correspondances", {"sorte": sorte, **msgspec.structs.asdict(retenir)})
    known = (
        row.id
        for row in records.all(Correspondance)
        if (row.sorte, row.signature) == (values["sorte"], values["signature"])
    )
    if found := next(known, 0):
        records.update(Correspondance, found, values)
        return found
    return records.insert(Correspondance(id=0, **values))  # type: ignore[arg-type]
