"""What is told over the grid: how to begin; what answers no criterion of it, kept and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.criteres import criteres, without_critere
from cpom_desktop.services.queries.words import word
from ui.kit.buttons import SecondaryButton, TextButton
from ui.kit.dialogs import KitDialog
from ui.kit.fields import TextField
from ui.kit.labels import set_tooltip
from ui.kit.states import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.diagnostic import Constat
    from ui.session import Session

TOLD = 5
SHORT = 300


class StartStrip(Strip):
    """What the grid gives and which one it is, until something is answered."""

    def __init__(self, session: Session) -> None:
        super().__init__("conseil")
        self._session = session
        self.hide()

    def refresh(self) -> None:
        """Tell it where nothing is answered yet."""
        told = _(
            "Rien n’est encore coté. Chaque critère coté nourrit la synthèse du diagnostic et les "
            "fiches actions : commencez où vous voulez."
        )
        self.set_text(f"{told} {self._session.content.grille.mention}")
        self.setVisible(not self._session.snapshot.constats)


class KeptStrip(Strip):
    """Tells the findings whose criterion this grid does not have, and her criteria out of it."""

    def __init__(self, session: Session) -> None:
        super().__init__("alerte")
        self._session = session
        self.read_button = TextButton(_("Lire ce qui est gardé…")).set_dense()
        self.read_button.clicked.connect(self._on_read)
        self.add_button(self.read_button)
        self.refresh()

    def refresh(self) -> None:
        """Tell what is kept, hidden when nothing is."""
        lost = without_critere(self._session.snapshot, self._session.content)
        told = [text[:SHORT] for text in kept_texts(self._session)]
        self.setVisible(bool(told))
        self.set_text(_sentence([constat.critere.upper() for constat in lost]) if lost else _own())
        set_tooltip(self, "\n".join(told[:TOLD]))

    def _on_read(self) -> None:
        dialog = KeptDialog(list(kept_texts(self._session)), self.window())
        dialog.exec()
        dialog.deleteLater()


class KeptDialog(KitDialog):
    """All that is kept, whole, to be read and copied."""

    def __init__(self, texts: list[str], parent: QWidget) -> None:
        super().__init__(
            _("Ce qui est gardé sans compter"),
            _("Ces réponses reviennent à leur place si vous reprenez la grille d'avant."),
            icon_name="inbox",
            parent=parent,
        )
        self.field = TextField(_("Ce qui est gardé sans compter"), lines=8)
        self.field.set_raw("\n\n".join(texts))
        self.field.set_read_only(True)
        self.body.addWidget(self.field)
        close = self.add_button(SecondaryButton(_("Fermer")), default=True)
        close.clicked.connect(self.accept)


def kept_texts(session: Session) -> Iterator[str]:
    """Yield what is kept: each finding without a criterion, each criterion without a theme."""
    own = {c.slug: c for c in criteres(session.snapshot, session.content).hors_grille}
    answered = set()
    for constat in without_critere(session.snapshot, session.content):
        critere = own.get(constat.critere)
        answered.add(constat.critere)
        name = f"{critere.repere} {critere.titre}" if critere else constat.critere.upper()
        yield _("{nom} : {dit}", nom=name, dit=_told(constat))
    for critere in own.values():
        if critere.slug not in answered:
            yield f"{critere.repere} {critere.titre}"


def _told(constat: Constat) -> str:
    rated = word(constat.cotation) if constat.cotation else ""
    parts = (rated, constat.texte, constat.preuve, constat.motif)
    return "\n".join(part for part in parts if part) or "–"


def _sentence(slugs: list[str]) -> str:
    return ngettext(
        "{n} constat répond à un critère que cette grille n’a pas ({quoi}) : il est gardé "
        "dans le dossier, sans compter dans les thèmes.",
        "{n} constats répondent à des critères que cette grille n’a pas ({quoi}) : ils "
        "sont gardés dans le dossier, sans compter dans les thèmes.",
        len(slugs),
        quoi=", ".join(slugs[:TOLD]),
    )


def _own() -> str:
    return _(
        "Des critères à vous sont d’un thème que cette grille n’a pas : ils sont gardés dans le "
        "dossier, sans compter dans les thèmes."
    )


def slugs_of(session: Session) -> dict[int, str]:
    """Return the criterion of each finding, by the id of its row."""
    return {constat.id: constat.critere for constat in session.snapshot.constats}
