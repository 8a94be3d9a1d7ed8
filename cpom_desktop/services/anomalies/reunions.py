"""Rules about the meetings: convened in time, held with minutes, followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve
from cpom_desktop.services.queries.controles_appui import HELD
from cpom_desktop.services.queries.reunions import TABLES, reunions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.reunions import ReunionView

REGISTRE = Registre()
PAGE = "reunions"


def _views(ground: Ground) -> tuple[ReunionView, ...]:
    return reunions(ground.snapshot, ground.content, ground.today)


def _of(view: ReunionView, phrase: str, que_faire: str, champ: str) -> Releve:
    return Releve(
        objet=f"reunions.{view.reunion.id}",
        phrase=phrase,
        que_faire=que_faire,
        page=PAGE,
        champ=f"reunions.{view.reunion.id}.{champ}",
        ou=view.court,
    )


@REGISTRE.regle(
    "reunion-sans-compte-rendu",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Chaque réunion tenue a son compte rendu, dans les délais",
    pourquoi="Sans compte rendu, ce qui est décidé n'est opposable à personne.",
    tables=TABLES,
)
def reunion_sans_compte_rendu(ground: Ground) -> Iterator[Releve]:
    """Find the meetings held whose minutes are not sent by their day."""
    for view in _views(ground):
        due = view.delais.compte_rendu or view.jour
        late = due is not None and due < ground.today
        if view.reunion.etat in HELD and late and view.reunion.diffusee_le is None:
            told = _("{nom} : le compte rendu n'est pas diffusé.", nom=view.court)
            todo = _("Rédigez le compte rendu, puis diffusez-le.")
            yield _of(view, told, todo, "diffusee_le")


@REGISTRE.regle(
    "convocation-en-retard",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Les convocations partent à temps",
    pourquoi="Une convocation tardive vide la salle, et fragilise ce qui s'y décide.",
    tables=TABLES,
)
def convocation_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the meetings to come that should have been convened."""
    for view in _views(ground):
        due, jour = view.delais.convocation, view.jour
        to_come = jour is not None and jour >= ground.today and view.reunion.etat not in HELD
        if to_come and due and due < ground.today and view.reunion.convoquee_le is None:
            told = _(
                "{nom} : la convocation devait partir le {jour}.",
                nom=view.court,
                jour=format_date(due),
            )
            yield _of(view, told, _("Envoyez-la, ou déplacez la réunion."), "convoquee_le")


@REGISTRE.regle(
    "compte-rendu-avant-la-reunion",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Aucun compte rendu n'est écrit avant sa réunion",
    pourquoi="La date de la réunion est sans doute fausse.",
    tables=TABLES,
)
def compte_rendu_avant_la_reunion(ground: Ground) -> Iterator[Releve]:
    """Find the meetings to come with minutes (reliability §7.1, row 17)."""
    for view in _views(ground):
        if view.too_soon:
            told = _(
                "{nom} est à venir, mais un compte rendu est déjà saisi.",
                nom=view.court,
            )
            yield _of(view, told, _("Vérifiez la date de la réunion."), "jour")


@REGISTRE.regle(
    "reunion-passee-non-tenue",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Les réunions passées sont dites tenues",
    pourquoi="Le journal et le rapport d'activité ne comptent que les réunions tenues.",
    tables=TABLES,
)
def reunion_passee_non_tenue(ground: Ground) -> Iterator[Releve]:
    """Find the meetings whose day is past and that are not told held."""
    for view in _views(ground):
        if view.jour and view.jour < ground.today and view.reunion.etat not in HELD:
            told = _(
                "{nom} était prévue le {jour} et n'est pas dite tenue.",
                nom=view.court,
                jour=format_date(view.jour),
            )
            yield _of(view, told, _("Dites qu'elle est tenue, ou changez sa date."), "jour")


@REGISTRE.regle(
    "reunion-a-reconvoquer",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Une réunion déplacée est convoquée de nouveau",
    pourquoi="Les membres ont encore l'ancienne date.",
    tables=TABLES,
)
def reunion_a_reconvoquer(ground: Ground) -> Iterator[Releve]:
    """Find the meetings moved after their convocation was sent."""
    for view in _views(ground):
        if view.to_convene_again:
            told = _("{nom} a été déplacée après sa convocation.", nom=view.court)
            yield _of(view, told, _("Envoyez une nouvelle convocation."), "convoquee_le")


@REGISTRE.regle(
    "ordre-du-jour-trop-long",
    Gravite.CONSEIL,
    stage=0,
    titre="L'ordre du jour tient dans la durée de la réunion",
    pourquoi="Le dernier point, souvent la décision, est celui qui saute.",
    tables=TABLES,
)
def ordre_du_jour_trop_long(ground: Ground) -> Iterator[Releve]:
    """Find the meetings to come whose agenda takes longer than they last."""
    for view in _views(ground):
        if view.minutes_over and view.reunion.etat not in HELD:
            told = ngettext(
                "{nom} : l'ordre du jour dépasse de {n} minute.",
                "{nom} : l'ordre du jour dépasse de {n} minutes.",
                view.minutes_over,
                nom=view.court,
            )
            yield _of(view, told, _("Raccourcissez un point, ou la liste."), "duree_minutes")
