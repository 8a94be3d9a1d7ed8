"""Operations on the packs of a dossier: that of a region replaces what it holds of the kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.decode import decode
from cpom_desktop.content.packs import PACKS, leaving
from cpom_desktop.content.regional import GRILLE, INFO, OBJECTIFS, read_regional
from cpom_desktop.content.schema import PackInfo
from cpom_desktop.domain.dossier import PackIntegre
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.ports import Records


class TakePack(Operation, frozen=True):
    """Take the pack of a region: its texts go with the dossier; answers its name.

    `textes`: file → text (`pack.toml`, `grille.toml`, `objectifs.toml`, `sources.toml`).
    """

    textes: dict[str, str]

    def title(self) -> str:
        """Return its title."""
        if OBJECTIFS in self.textes and GRILLE not in self.textes:
            return _("prendre les objectifs de votre ARS")
        return _("prendre la grille de votre ARS")

    def apply(self, records: Records, context: Context) -> str:
        """Write the texts in place of those of the pack that says the same; answers stay.

        Raises:
            PackInvalide: every fault of the texts; nothing is changed.
        """
        read_regional(self.textes, context.content)
        pack = decode(INFO, self.textes[INFO], PackInfo).id
        known = {f"{row.pack}/{row.fichier}": row.id for row in _regional(records)}
        gone = leaving(known, [f"{pack}/{fichier}" for fichier in self.textes])
        records.delete(PackIntegre, [known[name] for name in gone])
        for fichier, texte in self.textes.items():
            records.insert(PackIntegre(id=0, pack=pack, fichier=fichier, texte=texte))
        return pack


class DropPack(Operation, frozen=True):
    """Go back to what the kit says, where the pack of a region replaced it."""

    pack: str

    def title(self) -> str:
        """Return its title."""
        return _("revenir à ce que dit le kit")

    def apply(self, records: Records, context: Context) -> None:
        """Delete its texts; the answers stay.

        Raises:
            RegleInvalide: `pack-inconnu`.
        """
        gone = [row.id for row in _regional(records) if row.pack == self.pack]
        if not gone:
            raise RegleInvalide("pack-inconnu", pack=self.pack)
        records.delete(PackIntegre, gone)


def _regional(records: Records) -> list[PackIntegre]:
    """Return the texts of the packs that are not ours."""
    rows: Iterable[PackIntegre] = records.all(PackIntegre)
    return [row for row in rows if row.pack not in PACKS]
