"""The work of the first two stages: plan, deadlines, RACI matrix, diagnosis."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.domain.raci import Sens
from cpom_desktop.i18n import EMPTY, _, capitalise, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.criteres import criteres as all_criteres
from cpom_desktop.services.queries.echeancier_lignes import ground_of, lines_of
from cpom_desktop.services.queries.echeancier_types import Origine
from cpom_desktop.services.queries.planning import phases_of
from cpom_desktop.services.queries.recherche.entries import Entry, passages, place_in
from cpom_desktop.services.queries.synthese_textes import TITRES
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.content.schema_grille import ThemeModele
    from cpom_desktop.domain.raci import RaciRole
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.queries.echeancier_types import Ligne
    from cpom_desktop.services.queries.recherche.entries import Matter
    from cpom_desktop.services.snapshot import DossierSnapshot

RETROPLANNING, RACI, GRILLE, ECHEANCIER = "retroplanning", "raci", "grille", "echeancier"
SYNTHESE = "synthese"
VUE_ARS = "vue-ars"
_OF_AN_EXPLICATION = ("texte", "question", "action", "preuve")
_OF_A_CONSTAT = ("texte", "preuve", "motif", "note_ars", "note_departement")
"""What is searched of a finding, beside who checks it."""
_CALLED = {
    Origine.REGLE: "échéance règle",
    Origine.REUNION: "échéance réunion",
    Origine.RAPPEL: "échéance rappel",
    Origine.DOSSIER: "échéance convention",
}
_FOUND_ELSEWHERE = ("decision:", "piece:", "constat:")
"""How the keys of dates begin that are found as what they are the date of."""
_Passage = tuple[str, object, str]


def tasks(matter: Matter) -> Iterable[Entry]:
    """Return the tasks and milestones of the plan."""
    snapshot = matter.snapshot
    phases = phases_of(snapshot, matter.content)
    place = place_in(RETROPLANNING)
    for task in snapshot.tasks:
        key = f"tasks.{task.id}"
        yield Entry(
            title=task.titre,
            place=place,
            icon="flag" if task.jalon else "calendar-days",
            page=RETROPLANNING,
            field=f"{key}.titre",
            passages=passages(
                _holder(snapshot, "tasks", "acteur_id", task.acteur_id, key),
                (label("tasks", "livrable"), task.livrable, f"{key}.livrable"),
                (label("tasks", "note"), task.note, f"{key}.note"),
                (label("tasks", "phase"), phases.get(task.phase, ""), f"{key}.phase"),
            ),
            help=_("jalon") if task.jalon else _("tâche"),
            aside=word(task.etat),
        )


def echeances(matter: Matter) -> Iterable[Entry | None]:
    """Return the deadlines: those of rules, of meetings, hers.

    Tasks are found as tasks, decisions and documents to gather as what they are.
    """
    ground = ground_of(matter.snapshot, matter.content, matter.today)
    yield None  # the plan was dated: a turn of its own
    meetings = [row for row in ground.rows if row.scheduled and row.scheduled.task.reunion]
    place = place_in(ECHEANCIER)
    for line in lines_of(ground._replace(rows=tuple(meetings))):
        if line.origine is not Origine.TACHE and not line.cle.startswith(_FOUND_ELSEWHERE):
            yield _echeance(line, place)


def _echeance(line: Ligne, place: str) -> Entry:
    ident = line.echeance_id if line.origine is Origine.RAPPEL else line.cle
    key = f"echeances.{ident}"
    qui = line.qui if line.qui != EMPTY else ""
    return Entry(
        title=line.titre,
        place=place,
        icon="calendar-clock",
        page=ECHEANCIER,
        field=key,
        passages=passages(
            (label("echeances", "acteur_id"), qui, f"{key}.acteur_id"),
            (label("echeances", "note"), line.note, f"{key}.note"),
            (label("echeances", "motif"), line.motif, key),
            (_("Pourquoi cette date"), line.resume, key),
        ),
        help=f"{_(_CALLED[line.origine])} {line.court}",
        aside=format_date(line.jour, "medium") if line.jour else _("date à saisir"),
    )


def raci_activites(matter: Matter) -> Iterable[Entry]:
    """Return the lines of the matrix, each with who answers for it."""
    snapshot = matter.snapshot
    phases = {phase.slug: phase.libelle for phase in matter.content.raci.phases}
    roles = {role.id: role for role in snapshot.raci_roles}
    answering = _answering(snapshot)
    place = place_in(RACI)
    for activite in snapshot.raci_activites:
        found = [roles[role_id] for role_id in answering.get(activite.id, ()) if role_id in roles]
        yield Entry(
            title=activite.titre,
            place=place,
            icon="table",
            page=RACI,
            field=f"raci_activites.{activite.id}",
            passages=passages(
                *(
                    (_("Responsable"), _role(snapshot, r), f"raci_cases.{activite.id}.{r.id}")
                    for r in found
                )
            ),
            help=f"{_('activité')} {phases.get(activite.phase, '')}",
            aside=found[0].libelle if found else "",
        )


def _answering(snapshot: DossierSnapshot) -> Mapping[int, Sequence[int]]:
    """Return the roles responsible for each line of the matrix."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for case in snapshot.raci_cases:
        if case.sens is Sens.RESPONSABLE:
            found[case.activite_id].append(case.role_id)
    return found


def raci_roles(matter: Matter) -> Iterable[Entry]:
    """Return the columns of the matrix, each with who holds it."""
    snapshot = matter.snapshot
    for role in snapshot.raci_roles:
        key = f"raci_roles.{role.id}"
        yield Entry(
            title=role.libelle,
            place=place_in(RACI),
            icon="user-check",
            page=RACI,
            field=key,
            passages=passages(
                _holder(snapshot, "raci_roles", "acteur_id", role.acteur_id, ""),
                (label("raci_roles", "abrege"), role.abrege, ""),
            ),
            help=_("rôle"),
            aside=role.abrege,
        )


def themes(matter: Matter) -> Iterable[Entry]:
    """Return the themes of the grid; each opens on its first criterion."""
    known = all_criteres(matter.snapshot, matter.content)
    for theme in matter.content.grille.themes:
        first = next(iter(known.of_theme(theme.slug)), None)
        if first is not None:
            yield Entry(
                title=f"{theme.lettre}. {theme.titre}",
                place=place_in(GRILLE),
                icon="list-checks",
                page=GRILLE,
                field=f"constats.{first.slug}.cotation",
                help=f"{_('thème')} {theme.court} {theme.purpose}",
            )


def criteres(matter: Matter) -> Iterable[Entry]:
    """Return the criteria of the grid and hers, each with what she answered."""
    grille = matter.content.grille
    themes_by_slug = {theme.slug: theme for theme in grille.themes}
    for critere in all_criteres(matter.snapshot, matter.content).tous:
        constat = matter.snapshot.constats_by_critere.get(critere.slug)
        answer = cotation_lue(constat, grille) if constat else None
        short = answer.court if answer else ""
        yield _critere(critere, themes_by_slug[critere.theme], constat, short)


def syntheses(matter: Matter) -> Iterable[Entry]:
    """Return the texts of the synthesis, with her words where she wrote some."""
    hers = {row.cle: row.texte for row in matter.snapshot.syntheses}
    for cle, titre in TITRES.items():
        key = f"syntheses.{cle}.texte"
        yield Entry(
            title=_(titre),
            place=place_in(SYNTHESE),
            icon="file-text",
            page=SYNTHESE,
            field=key,
            passages=passages((_("Votre texte"), hers.get(cle, ""), key)),
            help=_("texte de la synthèse du diagnostic"),
        )


def _critere(critere: Critere, theme: ThemeModele, constat: Constat | None, answer: str) -> Entry:
    key = f"constats.{critere.slug}"
    return Entry(
        title=f"{critere.repere} {capitalise(critere.titre)}",
        place=place_in(GRILLE, _("thème {lettre}", lettre=theme.lettre)),
        icon="list-checks",
        page=GRILLE,
        field=f"{key}.cotation",
        passages=passages(*_said(constat, key)),
        help=f"{critere.question} {critere.preuve} {critere.sous_theme}",
        aside=_("cotation {mot}", mot=answer) if answer else "",
    )


def _said(constat: Constat | None, key: str) -> Iterable[_Passage]:
    """Return what she wrote on a criterion; the reason of one set aside is shown only then."""
    for name in _OF_A_CONSTAT if constat is not None else ():
        if name != "motif" or (constat and constat.cotation is Cotation.NON_CONCERNE):
            yield label("constats", name), getattr(constat, name), f"{key}.{name}"


def _role(snapshot: DossierSnapshot, role: RaciRole) -> str:
    """Return a role and who holds it: « Directeur, Claire Morel »."""
    acteur = snapshot.acteurs_by_id.get(role.acteur_id or 0)
    return ", ".join(filter(None, (role.libelle, acteur.nom if acteur else "")))


def _holder(
    snapshot: DossierSnapshot, table: str, name: str, acteur_id: int | None, key: str
) -> _Passage:
    """Return who is named in a field: nothing where nobody is."""
    acteur = snapshot.acteurs_by_id.get(acteur_id or 0)
    told = acteur.display_name if acteur else ""
    return label(table, name), told, f"{key}.{name}" if key else ""


def explications(matter: Matter) -> Iterable[Entry]:
    """Return the answers prepared about the indicators."""
    kit = matter.content.donnees
    propres = {propre.slug: propre.libelle for propre in matter.snapshot.indicateurs_propres}
    place = place_in(VUE_ARS)
    for row in matter.snapshot.explications:
        model = kit.indicateur(row.indicateur)
        key = f"explications.{row.indicateur}"
        yield Entry(
            title=model.libelle if model else propres.get(row.indicateur, row.indicateur),
            place=place,
            icon="pencil",
            page=VUE_ARS,
            field=f"{key}.texte",
            passages=passages(
                *(
                    (label("explications", name), getattr(row, name), f"{key}.{name}")
                    for name in _OF_AN_EXPLICATION
                )
            ),
            help=_("explication pour l'ARS"),
        )
