"""« Effacer cette personne… »: what will be, what stays, what she chooses; it cannot be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from cpom_desktop.domain.confidentialite import MotifEffacement
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations.effacement import ErasePersonne
from cpom_desktop.services.personne.effacer import Purge, copies_of
from cpom_desktop.services.personne.trouve import Source
from cpom_desktop.services.queries.confidentialite_mots import MOTIF_WORDS
from ui.kit.buttons import DangerButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.fields import CheckBox
from ui.kit.labels import SafeLabel
from ui.kit.tall_dialog import TallDialog
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.personne.effacer import Copies
    from cpom_desktop.services.personne.trouve import Occurrence, Personne
    from ui.session import Session

_PLACE = Qt.ItemDataRole.UserRole
CHOSEN_AMONG = frozenset(
    {Source.TEXTE, Source.CORBEILLE, Source.HISTORIQUE, Source.VERSION, Source.BROUILLON}
)
WIDTH, REST, LEAST = 720, 560, 110
NAMED = 3


class EraseDialog(TallDialog):
    """Ticked: replaced. The whole name is, at first; the family name alone is asked.

    Signals:
        asked: an `ErasePersonne`, and a `Purge`.
    """

    asked = Signal(object, object)

    def __init__(
        self, session: Session, found: Personne, acteur_id: int | None, parent: QWidget
    ) -> None:
        super().__init__(
            _("Effacer {nom} de tout le dossier ?", nom=found.qui.nom),
            consequence(found),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )
        self.setFixedWidth(min(px(WIDTH), self.screen().availableGeometry().width() - px(16)))
        self._found, self._acteur_id = found, acteur_id
        self._copies = copies_of(session.workspace)
        self._sure: dict[str, bool] = {}
        self._build()

    def _build(self) -> None:
        self.body.addWidget(SafeLabel(_("Ce qui est coché sera remplacé"), "label"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Passages à remplacer"))
        self.list.setWordWrap(True)
        room = self.screen().availableGeometry().height() - px(REST)
        self.list.setFixedHeight(max(min(px(220), room), px(LEAST)))
        for each in self._found.occurrences:
            self._add_place(each)
        self.body.addWidget(self.list)
        self.motif = ChoiceField(
            _("Raison"), [(m.value, _(MOTIF_WORDS[m])) for m in MotifEffacement], none_label=None
        )
        self.motif.set_value(MotifEffacement.DEMANDE.value)
        label = SafeLabel(_("Raison (elle figure sur l'attestation)"), "label")
        label.setBuddy(self.motif)
        self.body.addWidget(label)
        self.body.addWidget(self.motif)
        self._build_backups()
        self.sure = CheckBox(_("J'ai compris que cela ne s'annule pas."))
        self.sure.edited.connect(self._on_sure)
        self.body.addWidget(self.sure)
        self.safe = self.add_button(SecondaryButton(_("Garder")), default=True)
        self.safe.clicked.connect(self.reject)
        self.action = self.add_button(DangerButton(_("Effacer cette personne")))
        self.action.setEnabled(False)
        self.action.clicked.connect(self._on_erase)

    def _build_backups(self) -> None:
        self.purge = CheckBox(_("Supprimer les sauvegardes antérieures"))
        self.purge.set_value(True)
        self.body.addWidget(self.purge)
        told = backups_words(self._copies)
        self.backups = SafeLabel(told, "caption-2", wrap=True)
        self.purge.setAccessibleDescription(told)
        self.body.addWidget(self.backups)
        for widget in (self.purge, self.backups):
            widget.setVisible(bool(self._copies.sauvegardes))
        self._build_beside()
        if told := elsewhere_words(self._copies):
            self.body.addWidget(SafeLabel(told, "caption-2", wrap=True))

    def _build_beside(self) -> None:
        """Propose to delete the files beside, unticked: they may hold work found nowhere else."""
        self.beside = CheckBox(_("Supprimer aussi les fichiers gardés à côté du dossier"))
        self.body.addWidget(self.beside)
        told = beside_words(self._copies)
        self.kept = SafeLabel(told, "caption-2", wrap=True)
        self.beside.setAccessibleDescription(told)
        self.body.addWidget(self.kept)
        for widget in (self.beside, self.kept):
            widget.setVisible(bool(told))

    def _add_place(self, each: Occurrence) -> None:
        """Add a place once: what the history and the versions have of it follows the choice."""
        if each.source not in CHOSEN_AMONG or not each.place or each.place in self._sure:
            return
        self._sure[each.place] = each.sure
        item = QListWidgetItem(_("{ou} : {extrait}", ou=each.ou, extrait=each.extrait))
        item.setData(_PLACE, each.place)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsSelectable
        )
        on = Qt.CheckState.Checked if each.sure else Qt.CheckState.Unchecked
        item.setCheckState(on)
        self.list.addItem(item)

    def operation(self) -> ErasePersonne:
        """Return what she asks for."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        ticked = {row.data(_PLACE): row.checkState() == Qt.CheckState.Checked for row in rows}
        return ErasePersonne(
            nom=self._found.qui.nom,
            acteur_id=self._acteur_id,
            motif=MotifEffacement(str(self.motif.value())),
            remplacer=[place for place, on in ticked.items() if on and not self._sure[place]],
            garder=[place for place, on in ticked.items() if not on and self._sure[place]],
            confirme=True,
        )

    def _on_sure(self) -> None:
        self.action.setEnabled(bool(self.sure.value()))

    def _on_erase(self) -> None:
        purge = Purge(
            sauvegardes=bool(self.purge.value()) and bool(self._copies.sauvegardes),
            a_cote=self._copies.a_cote if self.beside.value() else (),
        )
        operation = self.operation()
        self.accept()
        self.asked.emit(operation, purge)


def consequence(found: Personne) -> str:
    """Return what will happen, what stays, what cannot be undone."""
    sent = len(found.of(Source.TRANSMIS))
    told = [
        _("Trouvé : {quoi}.", quoi=found.summary),
        _(
            "Son nom devient « Personne effacée » dans les textes, l'historique, la corbeille et "
            "les versions ; ses coordonnées et vos notes sur elle sont vidées. Les réunions, les "
            "décisions, les tâches et leurs dates restent."
        ),
        _(
            "Ni cet effacement, ni ce qui a été fait avant, ne pourra plus être annulé. Aucune "
            "copie n'est faite avant : elle garderait le nom."
        ),
    ]
    if sent:
        words = (
            "Le fichier d'un document transmis qui la nomme est oublié.",
            "Les fichiers des documents transmis qui la nomment ({n} pages) sont oubliés.",
        )
        rest = _("Leur ligne, leur date et leur empreinte restent.")
        told.append(f"{ngettext(*words, sent)} {rest}")
    if found.of(Source.FICHIER) or found.illisibles:
        told.append(_("Vos fichiers joints ne sont pas touchés : regardez-les vous-même."))
    return "\n".join(told)


def backups_words(copies: Copies) -> str:
    """Return which earlier backups hold the name, by their days, and when they go."""
    if not copies.sauvegardes:
        return ""
    days = sorted({info.moment.date() for info in copies.sauvegardes})
    count = ngettext("{n} sauvegarde", "{n} sauvegardes", len(copies.sauvegardes))
    span = ngettext(
        "du {fin}",
        "du {debut} au {fin}",
        len(days),
        debut=format_date(days[0], "medium"),
        fin=format_date(days[-1], "medium"),
    )
    return _(
        "{combien} {quand} : le nom peut y être. Une nouvelle, sans lui, est faite d'abord.",
        combien=count,
        quand=span,
    )


def elsewhere_words(copies: Copies) -> str:
    """Return what is told of the copies that are out of reach, or left for her to delete."""
    told = []
    if copies.ailleurs:
        told.append(
            _(
                "La copie de {lieu} garde le nom : refaites-la, puis supprimez l'ancienne.",
                lieu=copies.ailleurs,
            )
        )
    if copies.original is not None:
        told.append(
            _(
                "L'original, {chemin}, garde le nom tant que votre copie de travail n'y est pas "
                "remise en place. Le fichier d'avant, gardé à côté, le gardera aussi.",
                chemin=str(copies.original),
            )
        )
    return " ".join(told)


def beside_words(copies: Copies) -> str:
    """Return which files beside the dossier may hold the name, with their dates."""
    if not copies.a_cote:
        return ""
    named = [
        _("{nom} ({jour})", nom=info.path.name, jour=format_date(info.moment.date(), "medium"))
        for info in copies.a_cote[:NAMED]
    ]
    if (rest := len(copies.a_cote) - NAMED) > 0:
        named.append(ngettext("et {n} autre", "et {n} autres", rest))
    return _("Le nom peut y être : {noms}.", noms=" ; ".join(named))
