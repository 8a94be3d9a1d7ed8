"""The options of a dossier that she composed: they are its own, and kept in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.services.documents import PLAIN
from cpom_desktop.services.operations.dossiers_nommes import UpdateDossierNomme
from cpom_desktop.services.queries.dossiers_nommes import dossier_of, own_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.documents import DocumentInfo, DocumentOptions
    from ui.pages.documents.options import OptionsPanel
    from ui.session import Session

FIELDS: Mapping[str, str] = {
    "mention": "mention",
    "classe": "classe",
    "paper": "papier",
    "grey": "noir_et_blanc",
    "cover": "couverture",
    "contents": "sommaire",
    "logo": "logo",
    "noms": "noms",
    "sources": "sources",
}
"""An option of the edition → the field of the dossier that keeps it."""


class OwnOptions(QObject):
    """Lends the panel of options to a dossier, and gives it back its usual choices after."""

    def __init__(self, session: Session, panel: OptionsPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self._usual: DocumentOptions | None = None

    def show(self, info: DocumentInfo) -> None:
        """Show the options of a dossier, or the usual ones for another document."""
        mine = self._options_of(info)
        if mine is not None:
            self._usual = self._usual or self._panel.options()
            self._panel.diffusion.remember(info.slug, mine.classe)
            self._panel.show_options(mine)
        elif self._usual is not None:
            usual, self._usual = self._usual, None
            self._panel.show_options(usual)

    def keep(self, info: DocumentInfo) -> bool:
        """Write what she chose for a dossier; tell whether the document is one."""
        dossier = dossier_of(info.slug, self._session.snapshot)
        before, after = self._options_of(info), self._panel.options()
        if dossier is None or before is None:
            return False
        if self._session.read_only:
            self._panel.show_options(before)
            return True
        changed = {
            field: getattr(after, name)
            for name, field in FIELDS.items()
            if getattr(after, name) != getattr(before, name)
        }
        if changed:
            self._session.attempt(UpdateDossierNomme(id=dossier.id, **changed))
        return True

    def _options_of(self, info: DocumentInfo) -> DocumentOptions | None:
        """Return the options of a dossier; None for another document."""
        dossier = dossier_of(info.slug, self._session.snapshot)
        internal = info.mention is Mention.INTERNE
        return own_options(dossier, PLAIN, internal=internal) if dossier else None
