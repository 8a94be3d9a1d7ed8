"""The dialogs of the dossiers that she composes: a new one from a model, another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.modeles_dossiers import MODELES, free_name, made_from, modele_of
from cpom_desktop.services.operations.dossiers_nommes import AddDossierNomme, UpdateDossierNomme
from ui.asking import AskingDialog
from ui.kit.combo import ChoiceField
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.dossiers_nommes import DossierNomme
    from cpom_desktop.services.operations import Operation
    from ui.session import Session

EMPTY_USAGE = "Vous y mettez les documents que vous voulez, dans votre ordre."


class NewDossierDialog(AskingDialog):
    """A dossier from a model or empty, under a name."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Quel dossier voulez-vous composer ?"),
            _("Ses documents se relient en un seul ; vous les choisissez et les ordonnez."),
            "folder",
            _("Composer le dossier"),
            parent,
        )
        choices = [(modele.slug, _(modele.nom)) for modele in MODELES]
        self.modele = ChoiceField(_("Modèle"), choices, none_label=_("Dossier vide"))
        self.usage = SafeLabel("", "small-2", wrap=True)
        self.nom = LineField(_("Nom du dossier"))
        self._hers = False
        self._ask(_("Modèle"), self.modele)
        self.body.addWidget(self.usage)
        self._ask(_("Nom du dossier"), self.nom)
        self._begin(self.modele)
        self.modele.set_value(MODELES[0].slug)
        self.modele.edited.connect(self._on_modele)
        self.nom.edited.connect(self._on_typed)
        self._on_modele()

    def _on_typed(self) -> None:
        self._hers = bool(self.nom.raw().strip())

    def _on_modele(self) -> None:
        """Tell what the model is for, and propose its name unless she typed one."""
        modele = modele_of(str(self.modele.value() or ""))
        self.usage.setText(_(modele.usage) if modele else _(EMPTY_USAGE))
        if not self._hers:
            snapshot = self._session.snapshot
            self.nom.setText(free_name(_(modele.nom), snapshot) if modele else "")

    def _operation(self) -> Operation | None:
        nom = self.nom.raw().strip()
        if not nom:
            self._lack(_("Donnez un nom au dossier."), self.nom)
            return None
        modele = modele_of(str(self.modele.value() or ""))
        if modele is None:
            return AddDossierNomme(nom=nom)
        return made_from(modele, self._session.snapshot, nom)


class RenameDossierDialog(AskingDialog):
    """Another name for a dossier."""

    def __init__(self, session: Session, dossier: DossierNomme, parent: QWidget) -> None:
        title = _("Comment voulez-vous appeler ce dossier ?")
        super().__init__(session, title, "", "folder", _("Renommer"), parent)
        self._dossier = dossier
        self.nom = LineField(_("Nom du dossier"))
        self.nom.setText(dossier.nom)
        self.nom.selectAll()
        self._ask(_("Nom du dossier"), self.nom)
        self._begin(self.nom)

    def _operation(self) -> Operation | None:
        nom = self.nom.raw().strip()
        if not nom:
            self._lack(_("Donnez un nom au dossier."), self.nom)
            return None
        return UpdateDossierNomme(id=self._dossier.id, nom=nom)
