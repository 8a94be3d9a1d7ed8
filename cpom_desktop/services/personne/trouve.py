"""All that a dossier holds of one person, told: where, when, the words around, how to go there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.personne.noms import Trouvaille

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cpom_desktop.services.personne.noms import Identite, Mention

AROUND = 60
"""Characters shown before and after a name."""


class Source(StrEnum):
    """Where something is kept."""

    LIEN = "lien"
    TEXTE = "texte"
    CORBEILLE = "corbeille"
    HISTORIQUE = "historique"
    VERSION = "version"
    BROUILLON = "brouillon"
    TRANSMIS = "transmis"
    FICHIER = "fichier"


SOURCE_WORDS: Mapping[Source, str] = {
    Source.LIEN: "Fiches et liens",
    Source.TEXTE: "Textes du dossier",
    Source.CORBEILLE: "Corbeille",
    Source.HISTORIQUE: "Historique",
    Source.VERSION: "Versions nommées",
    Source.BROUILLON: "Saisies refusées par un champ",
    Source.TRANSMIS: "Documents transmis",
    Source.FICHIER: "Fichiers joints",
}
"""Where something is kept, as a title; in the order in which it is told."""
FOUND_WORDS: Mapping[Trouvaille, str] = {
    Trouvaille.NOM_COMPLET: "nom complet",
    Trouvaille.COURRIEL: "courriel",
    Trouvaille.TELEPHONE: "téléphone",
    Trouvaille.NOM_SEUL: "nom de famille seul",
    Trouvaille.INITIALES: "initiales",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where the person is.

    Attributes:
        source: where it is kept.
        ou: its place in words.
        extrait: the words around, on one line; what the link says.
        quoi: what names them; None for a link.
        quand: the day it is of, when it has one.
        page, champ: where to go; no page for what is shown nowhere.
        place: public key of the place, for what is to be replaced or left.
    """

    source: Source
    ou: str
    extrait: str = ""
    quoi: Trouvaille | None = None
    quand: date | None = None
    page: str = ""
    champ: str = ""
    place: str = ""

    @property
    def sure(self) -> bool:
        """Whether it can be nobody else."""
        return self.quoi is None or self.quoi.sure

    @property
    def told(self) -> str:
        """What names them, in words."""
        return _("lien") if self.quoi is None else _(FOUND_WORDS[self.quoi])


@dataclass(frozen=True)
class Personne:
    """All that a dossier holds of one person.

    Attributes:
        qui: who was looked for.
        acteurs: ids of the stakeholders who are them.
        occurrences: in the order of `SOURCE_WORDS`.
        illisibles: names of attached files whose content is not read here.
        homonymes: how many other stakeholders bear the same name.
    """

    qui: Identite
    acteurs: frozenset[int]
    occurrences: tuple[Occurrence, ...]
    illisibles: tuple[str, ...] = ()
    homonymes: int = 0

    def of(self, source: Source) -> tuple[Occurrence, ...]:
        """Return what one place holds."""
        return tuple(each for each in self.occurrences if each.source is source)

    @property
    def namesakes(self) -> str:
        """What is told of the others who bear the name; nothing when there is none."""
        if not self.homonymes:
            return ""
        return ngettext(
            "Un autre acteur porte ce nom : certains passages peuvent le nommer.",
            "{n} autres acteurs portent ce nom : certains passages peuvent les nommer.",
            self.homonymes,
        )

    @property
    def summary(self) -> str:
        """« 4 fiches et liens, 12 passages de textes… », or that nothing was found."""
        told = [ngettext(*COUNTED[s], n) for s in Source if (n := len(self.of(s)))]
        return ", ".join(told) if told else _("Rien dans ce dossier ne nomme cette personne.")


COUNTED: Mapping[Source, tuple[str, str]] = {
    Source.LIEN: ("{n} lien", "{n} liens"),
    Source.TEXTE: ("{n} passage d'un texte", "{n} passages de textes"),
    Source.CORBEILLE: ("{n} passage de la corbeille", "{n} passages de la corbeille"),
    Source.HISTORIQUE: ("{n} passage de l'historique", "{n} passages de l'historique"),
    Source.VERSION: ("{n} passage d'une version", "{n} passages de versions"),
    Source.BROUILLON: ("{n} saisie refusée", "{n} saisies refusées"),
    Source.TRANSMIS: ("{n} document transmis", "{n} documents transmis"),
    Source.FICHIER: ("{n} fichier joint", "{n} fichiers joints"),
}


def excerpt_of(text: str, mention: Mention) -> str:
    """Return the words around a mention, on one line."""
    start, end = max(mention.start - AROUND, 0), min(mention.end + AROUND, len(text))
    before, named, after = text[start : mention.start], text[mention.start : mention.end], ""
    after = text[mention.end : end]
    if start:  # a word that is cut is left out, a long one is not
        before = before.partition(" ")[2] or before
    if end < len(text):
        after = after.rpartition(" ")[0] or after
    told = " ".join(f"{before}{named}{after}".split())
    return f"{'…' if start else ''}{told}{'…' if end < len(text) else ''}"


def gravest(mentions: Sequence[Mention]) -> Mention:
    """Return the surest mention of a text: a place is told once."""
    order = list(Trouvaille)
    return min(mentions, key=lambda mention: order.index(mention.quoi))
