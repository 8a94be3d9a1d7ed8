"""« Ce qui a changé depuis »: a document that was sent against the dossier of today, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.snapshot import RECORDS
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.models.compare import CompareCard
from ui.pages.documents.since import Etat
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.ports import VersionInfo
    from cpom_desktop.services.queries.comparaison import Comparison
    from cpom_desktop.services.queries.envois import Sending
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

WIDTH, HEIGHT = 780, 330
SAME = "Ce document dit la même chose qu'alors."
READ_ALONE = "Seules sont comparées les parties du dossier que ce document lit."
TOLD: Mapping[Etat, str] = {
    Etat.MODIFIE: READ_ALONE,
    Etat.INCHANGE: (
        "Ce document dit la même chose qu'alors. Ce qui suit a changé dans les parties du "
        "dossier qu'il lit, sans qu'il le dise."
    ),
    Etat.DISPARU: "Ce document n'existe plus : tout le dossier est comparé.",
    Etat.INCONNU: READ_ALONE,
}


class ChangesDialog(KitDialog):
    """Every difference since a document was sent, page by page; it may be kept as a PDF.

    Args:
        session: the dossier.
        sending: what was sent.
        version: the version kept then, and what it holds.
        tables: those that the document reads; none when it exists no more: all are compared.
        etat: what became of it.
        parent: the window it belongs to.

    Attributes:
        asked: the `Comparison` to write as a PDF; None when she did not ask.
    """

    def __init__(
        self,
        session: Session,
        sending: Sending,
        version: tuple[VersionInfo, DossierSnapshot],
        tables: Set[str],
        etat: Etat,
        parent: QWidget,
    ) -> None:
        super().__init__(
            _("Ce qui a changé depuis l'envoi n° {n}", n=sending.numero),
            f"{sending.called}.",
            icon_name="git-compare",
            icon_role="lien",
            parent=parent,
        )
        self.asked: Comparison | None = None
        info, former = version
        self.card = CompareCard(session, goes_back=False)
        days = (session.workspace.clock_time().date() - info.moment.date()).days
        now = (_("Version de travail"), session.snapshot)
        self.card.show_sides((info.nom, former), now, max(days, 0), tables or set(RECORDS))
        same = etat is Etat.INCHANGE and not self.card.differences()
        self.text.setText(f"{sending.called}. {_(SAME if same else TOLD[etat])}")
        self.body.addWidget(self.card)
        self.save_button = self.add_button(
            SecondaryButton(_("Enregistrer en PDF…"), icon_name="download")
        )
        self.save_button.clicked.connect(self._on_save)
        self.save_button.setEnabled(bool(self.card.differences()))
        self.close_button = self.add_button(PrimaryButton(_("Fermer")), default=True)
        self.close_button.clicked.connect(self.reject)
        window = parent.window()
        self.setFixedWidth(min(px(WIDTH), window.width() - 40))
        self.card.setFixedHeight(min(px(HEIGHT), window.height() - px(165)))
        self.card.fit(beside=self.width() >= px(WIDTH))

    def _on_save(self) -> None:
        self.asked = self.card.comparison
        self.accept()
