"""The place she left, in words: what « Reprendre » goes back to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.labels import FIELDS, label
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.synthese_textes import TITRES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


def place_sentence(snapshot: DossierSnapshot, content: Content, page: str, champ: str) -> str:
    """Return where a field is: « Acteurs, Claire Morel, téléphone ».

    Args:
        snapshot: the dossier.
        content: its packs.
        page: slug of the page.
        champ: key of the field, `table.field` or `table.row.field`; may be empty.
    """
    title = _(PAGES[page].title)
    table, _dot, rest = champ.partition(".")
    row, _dot, name = rest.rpartition(".")
    if not row and (table in THINGS or name not in FIELDS.get(table, {})):
        row, name = rest, ""
    thing = THINGS[table](snapshot, content, row) if table in THINGS else ""
    if table == "constats" and thing:
        return thing
    told = _lower_first(label(table, name)) if name in FIELDS.get(table, {}) else ""
    return ", ".join(part for part in (title, thing, told) if part)


def _lower_first(text: str) -> str:
    """Return a label as it stands inside a sentence; initials stay (« FINESS »)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _acteur(snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    found = next((a for a in snapshot.acteurs if str(a.id) == row), None)
    return found.display_name if found else ""


def _task(snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    found = next((t for t in snapshot.tasks if str(t.id) == row), None)
    return _("« {titre} »", titre=found.titre) if found else ""


def _echeance(snapshot: DossierSnapshot, content: Content, row: str) -> str:
    """Return the name of a reminder, by its id, or of a rule, by the key of its deadline."""
    own = next((e for e in snapshot.echeances if row in {str(e.id), e.cle}), None)
    cle = own.cle if own and own.cle else row
    regle = content.echeances.regle(cle.partition(":")[0])
    if regle is not None:
        year = cle.partition(":")[2]
        titre = (regle.court or regle.titre).replace("{exercice}", year)
        return _("« {titre} »", titre=titre)
    return _("« {titre} »", titre=own.titre) if own and own.titre else ""


def _line(snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    number = row.partition(".")[0]
    found = next((a for a in snapshot.raci_activites if str(a.id) == number), None)
    return _("« {titre} »", titre=found.titre) if found else ""


def _fiche(snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    number = row.partition(".")[0]
    found = next((f for f in snapshot.fiches_action if str(f.id) == number), None)
    return f"{found.repere} « {found.titre} »" if found else ""


def _part(table: str, snapshot: DossierSnapshot, content: Content, row: str) -> str:
    """Return the fiche that holds a row of one of its tables."""
    number = row.partition(".")[0]
    rows = getattr(snapshot, table)
    found = next((part for part in rows if str(part.id) == number), None)
    return _fiche(snapshot, content, str(found.fiche_id)) if found else ""


def _indicateur(snapshot: DossierSnapshot, content: Content, row: str) -> str:
    number = row.partition(".")[0]
    links = snapshot.fiches_indicateurs
    found = next((link for link in links if str(link.indicateur_id) == number), None)
    return _fiche(snapshot, content, str(found.fiche_id)) if found else ""


def _critere(snapshot: DossierSnapshot, content: Content, row: str) -> str:
    known = criteres(snapshot, content)
    critere = known.by_slug.get(row)
    theme = content.grille.theme(critere.theme) if critere else None
    if critere is None or theme is None:
        return ""
    all_of_theme = known.of_theme(theme.slug)
    return _(
        "Diagnostic, thème {lettre} « {titre} », critère {rang} sur {total}",
        lettre=theme.lettre,
        titre=theme.court,
        rang=all_of_theme.index(critere) + 1,
        total=len(all_of_theme),
    )


def _figure(_snapshot: DossierSnapshot, content: Content, row: str) -> str:
    """Return the name of a figure of the pack, by « figure » or « figure.year »."""
    slug, _dot, annee = row.partition(".")
    known = content.donnees.donnee(slug)
    return ", ".join(filter(None, (known.libelle if known else "", annee)))


def _chiffre(_snapshot: DossierSnapshot, content: Content, row: str) -> str:
    known = content.donnees.indicateur(row)
    return known.libelle if known else ""


def _echange(snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    """Return the subject of an exchange; one that is being noted has none yet."""
    found = next((e for e in snapshot.echanges if str(e.id) == row), None)
    return _("« {objet} »", objet=found.objet.rstrip(".")) if found else _("échange à noter")


def _texte(_snapshot: DossierSnapshot, _content: Content, row: str) -> str:
    """Return the title of a text of the synthesis."""
    return _("« {titre} »", titre=_(TITRES[row])) if row in TITRES else ""


THINGS: Mapping[str, Callable[[DossierSnapshot, Content, str], str]] = {
    "acteurs": _acteur,
    "tasks": _task,
    "echeances": _echeance,
    "echanges": _echange,
    "raci_activites": _line,
    "raci_cases": _line,
    "fiches_action": _fiche,
    "etapes": partial(_part, "etapes"),
    "moyens": partial(_part, "moyens"),
    "financements": partial(_part, "financements"),
    "indicateurs": _indicateur,
    "constats": _critere,
    "syntheses": _texte,
    "valeurs": _figure,
    "donnees": _chiffre,
}
"""Table of a field → how its row is called."""
