"""The memory of the relation: instances, meetings, exchanges, documents to gather, check-lists."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.recherche.entries import Entry, passages, place_in
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.domain.reunions import Decision, Reunion, ReunionPoint
    from cpom_desktop.services.queries.recherche.entries import Matter, Passage

COMITOLOGIE, REUNIONS, JOURNAL = "comitologie", "reunions", "journal"
PIECES, CHECK_LIST, ACTEURS = "pieces", "check-list", "acteurs"
_OF_AN_INSTANCE = ("abrege", "objet", "composition", "frequence", "phase", "regle_validation")
_OF_A_MEETING = ("objet", "lieu", "note", "prochaine", "motif_reouverture")
_OF_A_PIECE = ("emplacement", "emetteur", "periode", "motif", "note")
_OF_A_POINT = ("note", "decision", "document", "motif")


def instances(matter: Matter) -> Iterable[Entry]:
    """Return the instances, those who sit in each told as their own fields."""
    seats: defaultdict[int, list[tuple[str, object, str]]] = defaultdict(list)
    for membre in matter.snapshot.instances_membres:
        acteur = matter.snapshot.acteurs_by_id.get(membre.acteur_id)
        names = (acteur.display_name if acteur else "", membre.qualite)
        told = ", ".join(name for name in names if name)
        key = f"instances_membres.{membre.id}.qualite"
        seats[membre.instance_id].append((label("instances_membres", "acteur_id"), told, key))
    for instance in matter.snapshot.instances:
        key = f"instances.{instance.id}"
        yield Entry(
            title=instance.nom,
            place=place_in(COMITOLOGIE),
            icon="users-round",
            page=COMITOLOGIE,
            field=key,
            passages=(
                *_fields("instances", instance, key, _OF_AN_INSTANCE),
                *passages(*seats[instance.id]),
            ),
            help=_("instance comité membres quorum"),
        )


def _fields(table: str, row: object, key: str, names: Sequence[str]) -> tuple[Passage, ...]:
    """Return texts of a row, each with the field that holds it."""
    return passages(*((label(table, n), getattr(row, n), f"{key}.{n}") for n in names))


def reunions(matter: Matter) -> Iterable[Entry]:
    """Return the meetings, with their place and what they are devoted to."""
    for reunion in matter.snapshot.reunions:
        key = f"reunions.{reunion.id}"
        yield Entry(
            title=reunion.titre,
            place=place_in(REUNIONS),
            icon="users",
            page=REUNIONS,
            field=key,
            passages=_fields("reunions", reunion, key, _OF_A_MEETING),
            help=f"{_('réunion')} {word(reunion.etat)}",
            aside=format_date(reunion.jour, "medium") if reunion.jour else "",
        )


def points(matter: Matter) -> Iterable[Entry]:
    """Return the points of the agendas, with what was said of each."""
    meetings = {reunion.id: reunion for reunion in matter.snapshot.reunions}
    for point in matter.snapshot.reunions_points:
        yield _point(point, meetings.get(point.reunion_id))


def _point(point: ReunionPoint, reunion: Reunion | None) -> Entry:
    key = f"reunions_points.{point.id}"
    return Entry(
        title=point.titre,
        place=_at(reunion),
        icon="message-square-text",
        page=REUNIONS,
        field=f"{key}.titre",
        passages=_fields("reunions_points", point, key, ("notes", "document")),
        help=_("ordre du jour point"),
    )


def _at(reunion: Reunion | None) -> str:
    return place_in(REUNIONS, *([reunion.titre] if reunion else []))


def decisions(matter: Matter) -> Iterable[Entry]:
    """Return what the meetings decided, with who carries it."""
    snapshot = matter.snapshot
    meetings = {reunion.id: reunion for reunion in snapshot.reunions}
    for decision in snapshot.decisions:
        carrier = snapshot.acteurs_by_id.get(decision.responsable_id or 0)
        who = carrier.display_name if carrier else decision.porteur
        yield _decision(decision, meetings.get(decision.reunion_id), who)


def _decision(decision: Decision, reunion: Reunion | None, who: str) -> Entry:
    key = f"decisions.{decision.id}"
    return Entry(
        title=decision.texte,
        place=_at(reunion),
        icon="circle-check",
        page=REUNIONS,
        field=f"{key}.texte",
        passages=passages((label("decisions", "porteur"), who, f"{key}.texte")),
        help=_("décision"),
        aside=word(decision.etat),
    )


def echanges(matter: Matter) -> Iterable[Entry]:
    """Return the exchanges, with whom, what was said, what was sent and what is to follow."""
    snapshot = matter.snapshot
    people: defaultdict[int, list[str]] = defaultdict(list)
    for row in snapshot.echanges_personnes:
        acteur = snapshot.acteurs_by_id.get(row.acteur_id or 0)
        names = (row.nom, acteur.structure if acteur else "")
        people[row.echange_id].append(", ".join(name for name in names if name))
    sent: defaultdict[int, list[str]] = defaultdict(list)
    for envoi in snapshot.envois:
        sent[envoi.echange_id].append(envoi.titre)
    for echange in snapshot.echanges:
        key = f"echanges.{echange.id}"
        yield Entry(
            title=echange.objet,
            place=place_in(JOURNAL),
            icon="message-square-text",
            page=JOURNAL,
            field=key,
            passages=(
                *_fields("echanges", echange, key, ("texte", "suite")),
                *passages(
                    (
                        _("Avec"),
                        " ; ".join(people[echange.id]),
                        key,
                    ),
                    (label("envois", "titre"), " ; ".join(sent[echange.id]), key),
                ),
            ),
            help=f"{_('échange')} {word(echange.nature)}",
            aside=format_date(echange.jour, "medium"),
        )


def pieces(matter: Matter) -> Iterable[Entry]:
    """Return the documents to gather: where they are, and the files attached to them."""
    files = _by_owner(matter)
    for piece in matter.snapshot.pieces:
        key = f"pieces.{piece.id}"
        yield Entry(
            title=piece.titre,
            place=place_in(PIECES),
            icon="folder-open",
            page=PIECES,
            field=key,
            passages=(
                *_fields("pieces", piece, key, _OF_A_PIECE),
                *passages((_("Fichier joint"), " ; ".join(files.get(piece.id, ())), key)),
            ),
            help=f"{_('pièce document source')} {word(piece.type)}",
            aside=word(piece.etat),
        )


def _by_owner(matter: Matter) -> Mapping[int, Sequence[str]]:
    """Return the names of the files attached to each document to gather."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for fichier in matter.snapshot.fichiers:
        if fichier.piece_id is not None:
            found[fichier.piece_id].append(fichier.nom)
    return found


def controles(matter: Matter) -> Iterable[Entry]:
    """Return the points of the check-lists, with what she wrote of each."""
    for point in matter.snapshot.controles:
        key = f"controles.{point.id}"
        yield Entry(
            title=point.texte,
            place=place_in(CHECK_LIST, word(point.liste)),
            icon="list-checks",
            page=CHECK_LIST,
            field=key,
            passages=_fields("controles", point, key, _OF_A_POINT),
            help=f"{_('point à vérifier')} {point.etape}",
            aside=word(point.etat) if point.etat else "",
        )


def rubriques(matter: Matter) -> Iterable[Entry]:
    """Return the headings of the sheets, with their texts."""
    for rubrique in matter.snapshot.rubriques:
        key = f"rubriques.{rubrique.id}.texte"
        yield Entry(
            title=rubrique.titre,
            place=place_in(CHECK_LIST, _("Fiche rôle du référent")),
            icon="file-text",
            page=CHECK_LIST,
            field=key,
            passages=passages((label("rubriques", "texte"), rubrique.texte, key)),
            help=_("fiche rôle référent CPOM"),
        )


def interlocuteurs(matter: Matter) -> Iterable[Entry]:
    """Return who spoke for a stakeholder before: Entrée opens the stakeholder."""
    for before in matter.snapshot.interlocuteurs:
        acteur = matter.snapshot.acteurs_by_id.get(before.acteur_id)
        if acteur is None:
            continue
        key = f"acteurs.{acteur.id}.nom"
        names = ("fonction", "telephone", "courriel", "note")
        told = ((label("interlocuteurs", n), getattr(before, n), key) for n in names)
        yield Entry(
            title=before.nom,
            place=place_in(ACTEURS, acteur.structure or acteur.display_name),
            icon="history",
            page=ACTEURS,
            field=key,
            passages=passages(*told),
            help=_("interlocuteur précédent ancien"),
            aside=_until(before.jusqu_au.year) if before.jusqu_au else "",
        )


def _until(year: int) -> str:
    return _("jusqu'en {an}", an=str(year))
