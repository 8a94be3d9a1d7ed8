"""What a row and a value are called in a sentence, whatever their table: history, comparison."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.domain.fiches_action import repere
from cpom_desktop.i18n import EMPTY, _, format_date, format_number
from cpom_desktop.services.labels import FIELDS, label
from cpom_desktop.services.labels_documents import document_title
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.documents_reunions import meeting_words
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.words import WORDS, word
from cpom_desktop.services.references import references_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

    Values = Mapping[str, object]
    Known = Callable[[str, int], Values | None]

LONGEST = 60
"""Characters of a text inside a sentence; the whole of it is shown beside."""
TITLED: Mapping[str, tuple[str, str]] = {
    "tasks": ("Tâche « {nom} »", "titre"),
    "fermetures": ("Fermeture « {nom} »", "libelle"),
    "delais_reunion": ("Délai « {nom} »", "libelle"),
    "plans_reference": ("Plan de référence « {nom} »", "nom"),
    "raci_roles": ("Rôle « {nom} »", "libelle"),
    "raci_activites": ("Activité « {nom} »", "titre"),
    "axes": ("Axe « {nom} »", "libelle"),
    "objectifs": ("Objectif « {nom} »", "libelle"),
    "indicateurs": ("Indicateur « {nom} »", "libelle"),
    "etapes": ("Étape « {nom} »", "libelle"),
    "moyens": ("Moyen « {nom} »", "libelle"),
    "fiches_versions": ("Version {nom} de la fiche", "version"),
    "indicateurs_propres": ("Indicateur « {nom} »", "libelle"),
    "criteres_propres": ("Critère « {nom} »", "titre"),
    "cotations_has": ("Critère HAS {nom}", "code"),
    "interlocuteurs": ("Interlocuteur précédent {nom}", "nom"),
    "instances": ("Instance « {nom} »", "nom"),
    "reunions": ("Réunion « {nom} »", "titre"),
    "reunions_points": ("Point « {nom} »", "titre"),
    "decisions": ("Décision « {nom} »", "texte"),
    "echanges": ("Échange « {nom} »", "objet"),
    "envois": ("Document envoyé « {nom} »", "titre"),
    "pieces": ("Pièce « {nom} »", "titre"),
    "fichiers": ("Fichier joint « {nom} »", "nom"),
    "effacements": ("Effacement de la personne n° {nom}", "numero"),
    "dossiers_nommes": ("Dossier « {nom} »", "nom"),
    "controles": ("Point « {nom} »", "texte"),
    "rubriques": ("Rubrique « {nom} »", "titre"),
}
"""Table → how a row is called by one of its fields."""
CALLED: Mapping[str, str] = {
    "dossier": "Contrat",
    "etablissement": "Établissement",
    "anomalies_assumees": "Anomalie assumée",
    "packs_integres": "Textes de référence",
    "syntheses": "Synthèse du diagnostic",
    "confidentialite": "Données personnelles",
    "correspondances": "Colonnes retenues d'un fichier",
}
"""Table → what its row is called, whatever it holds."""
YEARLY: Mapping[str, str] = {
    "cibles_indicateurs": "{indicateur}, cible {annee}",
    "realisations": "{indicateur} en {annee}",
}
"""Table → how what an indicator is in one year is called."""

PLACED: Mapping[str, tuple[str, str]] = {
    "instances_membres": ("instance_id", "{qui}, membre de « {quoi} »"),
    "reunions_presences": ("reunion_id", "{qui}, à la réunion « {quoi} »"),
    "echanges_personnes": ("echange_id", "{qui}, dans l'échange « {quoi} »"),
}
"""Table of people → where each is, and how it is said."""
DATED: Mapping[str, str] = {
    "tache": "tasks",
    "reunion": "tasks",
    "convention": "acteurs",
    "piece": "pieces",
    "echange": "echanges",
    "decision": "decisions",
}
"""First word of the key of a date → the table of what it is of."""


def values_of(record: object) -> Values:
    """Return the fields of a record as the history gives them."""
    names = (field.name for field in fields(record))  # type: ignore[arg-type]  # always a record
    return {name: getattr(record, name) for name in names}


class Designations:
    """Calls rows and values by their names.

    Args:
        snapshot: the dossier in which names are sought first.
        content: its packs.
        known: last state of a row that is no longer in it; None when nobody knows.
    """

    def __init__(
        self, snapshot: DossierSnapshot, content: Content, known: Known | None = None
    ) -> None:
        self._snapshot = snapshot
        self._content = content
        self._known = known
        self._rows: dict[str, Mapping[int, object]] = {}
        self._gone: dict[tuple[str, int], Values | None] = {}

    def values(self, table: str, record_id: int) -> Values | None:
        """Return a row as it is, or as it was last known; None when it never was."""
        if table not in self._rows:
            found = getattr(self._snapshot, table)
            rows = (found,) if table in SINGLE else found
            self._rows[table] = {row.id: row for row in rows}
        if record := self._rows[table].get(record_id):
            return values_of(record)
        key = (table, record_id)
        if key not in self._gone:
            self._gone[key] = self._known(*key) if self._known else None
        return self._gone[key]

    def exists(self, table: str, record_id: int) -> bool:
        """Tell whether a row is in the dossier now."""
        self.values(table, record_id)
        return record_id in self._rows[table]

    def name_of(self, table: str, record_id: int) -> str:
        """Return what a row is called: « Claire Morel », « Tâche « Tenir le COPIL » »."""
        values = self.values(table, record_id)
        return _("un élément supprimé") if values is None else self.name(table, values)

    def name(self, table: str, values: Values) -> str:
        """Return what a row of these values is called."""
        if table in TITLED:
            sentence, field = TITLED[table]
            return _(sentence, nom=_short(str(values.get(field) or EMPTY)))
        if table in CALLED:
            return _(CALLED[table])
        match table:
            case "echeances":
                return self._echeance(values)
            case "acteurs":
                names = (values.get(name) for name in ("nom", "fonction", "structure"))
                return str(next(filter(None, names), "")) or _("Acteur à compléter")
            case "fiches_action":
                return _fiche(values)
            case "reperes" | "explications":
                return self._indicateur(table, str(values.get("indicateur") or ""))
            case "constats" | "fiches_constats" | "objectifs_constats" | "constats_indicateurs":
                return self._critere(str(values.get("critere") or ""))
            case _:
                return self._part(table, values)

    def _part(self, table: str, values: Values) -> str:
        """Return what is called after a choice, or after what it is part of."""
        match table:
            case "capacites":
                return _("Places, {type}", type=_word(values.get("type")))
            case "financements":
                return _("Financement {source}", source=_word(values.get("source")))
            case "valeurs":
                return self._figure(values)
            case "constats_pieces":
                return self.reference(table, "piece_id", values)
            case _ if table in PLACED:
                return self._person(table, values)
            case "dossiers_parties" | "fiches_origines":
                return self._of_whole(table, values)
            case "cibles_indicateurs" | "realisations":
                of, year = self.reference(table, "indicateur_id", values), values.get("annee")
                words = YEARLY[table]
                return _(words, indicateur=of, annee=year)
            case _:
                return _("Lien")

    def _of_whole(self, table: str, values: Values) -> str:
        """Return what a document of a dossier, or an origin of a fiche, is called."""
        if table == "fiches_origines":
            of = self.reference(table, "fiche_id", values)
            return _("{fiche}, {origine}", fiche=of, origine=_word(values.get("origine")))
        about = partial(meeting_words, self._snapshot)
        titre = document_title(str(values.get("document") or ""), about)
        of = self.reference(table, "dossier_id", values)
        return _("{dossier}, « {titre} »", dossier=of, titre=titre)

    def _echeance(self, values: Values) -> str:
        """Return what a date of the échéancier is called: her words, its rule, what it ends."""
        key, _colon, rest = str(values.get("cle") or "").partition(":")
        rule = self._content.echeances.regle(key)
        titre = values.get("titre") or (rule.titre if rule else "")
        if titre:
            return _("Échéance « {nom} »", nom=str(titre).replace("{exercice}", rest[:4]))
        number = rest.partition(":")[0]
        if key == "constat":
            of = self._critere(rest)
        elif key in DATED and number.isdecimal():
            of = self.name_of(DATED[key], int(number))
        else:
            return _("Échéance")
        return _("Échéance, {de_quoi}", de_quoi=of)

    def _person(self, table: str, values: Values) -> str:
        """Return what someone is called, and where they sit, came, or spoke."""
        who = str(values.get("nom") or "") or self.reference(table, "acteur_id", values)
        field, sentence = PLACED[table]
        row = values.get(field)
        known = self.values(references_of(table)[field].table, row) if isinstance(row, int) else {}
        told = {name: _short(str(text)) for name, text in (known or {}).items() if text}
        of = told.get("nom") or told.get("titre") or told.get("objet") or EMPTY
        return _(sentence, qui=who, quoi=of)

    def reference(self, table: str, field: str, values: Values) -> str:
        """Return what the row that a field names is called."""
        target = values.get(field)
        if not isinstance(target, int):
            return EMPTY
        return self.name_of(references_of(table)[field].table, target)

    def _critere(self, slug: str) -> str:
        critere = self._content.grille.critere(slug)
        own = slug.removeprefix("propre-")
        if critere is None and own.isdecimal():
            return self.name_of("criteres_propres", int(own))
        return _("Critère « {titre} »", titre=critere.titre if critere else slug)

    def _indicateur(self, table: str, slug: str) -> str:
        known = self._content.donnees.indicateur(slug)
        own = slug.removeprefix("propre-")
        if known is None and own.isdecimal():
            row = self.values("indicateurs_propres", int(own)) or {}
            slug = str(row.get("libelle") or slug)
        words = "Repère de « {nom} »" if table == "reperes" else "Explication de « {nom} »"
        return _(words, nom=known.libelle if known else slug)

    def _figure(self, values: Values) -> str:
        slug, year = str(values.get("donnee") or ""), values.get("annee")
        return _("{nom}, {annee}", nom=self._figure_name(slug), annee=year)

    def _figure_name(self, slug: str) -> str:
        known = self._content.donnees.donnee(slug)
        own, _dash, part = slug.removeprefix("propre-").partition("-")
        if known is not None or not own.isdecimal():
            return known.libelle if known else slug
        row = self.values("indicateurs_propres", int(own)) or {}
        name = str(row.get("libelle") or slug)
        return str(row.get("denominateur" if part == "den" else "numerateur") or name)

    def value(
        self,
        table: str,
        field: str,
        value: object,
        *,
        whole: bool = False,
        among: Values | None = None,
    ) -> str:
        """Return a value in words; « – » when there is none.

        Args:
            table: its table.
            field: its field.
            value: typed as in its record.
            whole: a text as it is, alone; else shortened, between « and ».
            among: the row that holds it: an answer is said on the scale of its criterion.
        """
        if value is None or value == "":
            return EMPTY
        if field in references_of(table):
            return self.reference(table, field, {field: value})
        if field.endswith("_centimes") and isinstance(value, int):
            return format_euros(value)
        if field == "phase":
            return self._phases.get(str(value), str(value))
        if isinstance(value, Famille | Piste):
            return self._of_the_packs(value)
        if isinstance(value, Cotation) and among is not None:
            return self._cotation(str(among.get("critere", "")), value)
        told = plain_words(value, year=field.startswith(("annee", "premiere_", "derniere_")))
        if isinstance(value, StrEnum) or not isinstance(value, str) or whole:
            return told
        return _("« {texte} »", texte=_short(told))

    def _cotation(self, critere: str, value: Cotation) -> str:
        """Return an answer in the words of its criterion."""
        constat = Constat(id=0, critere=critere, cotation=value)
        read = cotation_lue(constat, self._content.grille)
        return read.texte if read else EMPTY

    def _of_the_packs(self, value: Famille | Piste) -> str:
        """Return the words of a choice that the packs offer."""
        if isinstance(value, Piste):
            return self._content.plan_for(value).titre
        families = {family.slug: family.libelle for family in self._content.acteurs.familles}
        return families.get(value, value.value)

    @cached_property
    def _phases(self) -> Mapping[str, str]:
        plans = [phase for plan in self._content.retroplanning.plans for phase in plan.phases]
        return {phase.slug: phase.libelle for phase in (*plans, *self._content.raci.phases)}


def plain_words(value: object, *, year: bool = False) -> str:
    """Return a value that names nothing else in words: a date, a number, a choice, a text."""
    match value:
        case bool():
            return _("oui") if value else _("non")
        case StrEnum():
            return _word(value)
        case date():
            return format_date(value)
        case int() | Decimal() if not year:
            return format_number(value)
        case _:
            return str(value)


def field_label(table: str, field: str) -> str:
    """Return what a field is called inside a sentence; empty when she never sees it."""
    if field not in FIELDS.get(table, {}):
        return ""
    told = label(table, field)
    return told if told[1:2].isupper() else told[:1].lower() + told[1:]


def known_fields(table: str) -> tuple[str, ...]:
    """Return the fields of a table that have a label, in the order of the record."""
    return tuple(f.name for f in fields(RECORDS[table]) if f.name in FIELDS.get(table, {}))


def _word(value: object) -> str:
    return word(value) if isinstance(value, StrEnum) and type(value) in WORDS else str(value)


def _fiche(values: Values) -> str:
    number = values.get("numero")
    lead = repere(number) if isinstance(number, int) else ""
    return _("{repere} « {titre} »", repere=lead, titre=_short(str(values.get("titre") or EMPTY)))


def _short(text: str) -> str:
    """Return a text on one line, its end left out when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
