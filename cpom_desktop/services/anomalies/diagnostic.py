"""Rules about the diagnosis: rated, written, proved, and turned into a feuille de route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.diagnostic import themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "grille"
TABLES = ("constats", "criteres_propres", "packs_integres")
PROVED = ("constats_pieces", "fichiers")


def _known(ground: Ground) -> Iterator[tuple[Constat, str]]:
    """Yield the findings of the criteria that exist, with the name of the criterion."""
    titles = criteres(ground.snapshot, ground.content).by_slug
    for constat in ground.snapshot.constats:
        if constat.critere in titles:
            titre = titles[constat.critere].titre
            yield constat, titre[:1].upper() + titre[1:]


def _of(ground: Ground, constat: Constat, phrase: str, que_faire: str, champ: str) -> Releve:
    theme = criteres(ground.snapshot, ground.content).by_slug[constat.critere].theme
    letters = {t.slug: t.lettre for t in ground.content.grille.themes}
    return Releve(
        objet=f"constats.{constat.critere}",
        phrase=phrase,
        que_faire=que_faire,
        page=PAGE,
        champ=f"constats.{constat.critere}.{champ}",
        ou=_("Diagnostic, thème {lettre}", lettre=letters.get(theme, "")),
    )


@REGISTRE.regle(
    "theme-jamais-cote",
    Gravite.CONSEIL,
    stage=2,
    titre="Chaque thème du diagnostic a au moins un critère coté",
    pourquoi="Un thème vide se lit comme un sujet évité.",
    tables=TABLES,
)
def theme_jamais_cote(ground: Ground) -> Iterator[Releve]:
    """Find the themes of which nothing is rated, once the diagnosis has begun."""
    views = themes(ground.snapshot, ground.content)
    begun = any(view.score.answered for view in views)
    for view in views:
        if begun and view.criteres and not view.score.answered:
            yield Releve(
                objet=f"themes.{view.theme.slug}",
                phrase=ngettext(
                    "Le thème {lettre} n'a aucun critère coté, sur {n}.",
                    "Le thème {lettre} n'a aucun critère coté, sur {n}.",
                    view.score.criteres,
                    lettre=view.theme.lettre,
                ),
                que_faire=_("Cotez ses critères, ou dites qu'ils ne vous concernent pas."),
                page=PAGE,
                champ=f"constats.{view.criteres[0].slug}.cotation",
                ou=_("Diagnostic, thème {lettre}", lettre=view.theme.lettre),
            )


@REGISTRE.regle(
    "faiblesse-sans-texte",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Chaque faiblesse du diagnostic est écrite",
    pourquoi="Une faiblesse sans constat ne peut fonder ni objectif ni action.",
    tables=TABLES,
)
def faiblesse_sans_texte(ground: Ground) -> Iterator[Releve]:
    """Find the weaknesses of which nothing is said."""
    for constat, titre in _known(ground):
        if constat.nature is NatureConstat.FAIBLESSE and not constat.texte.strip():
            told = _("La faiblesse « {titre} » n'a pas de constat écrit.", titre=titre)
            yield _of(ground, constat, told, _("Écrivez le constat en une phrase."), "texte")


@REGISTRE.regle(
    "force-sans-preuve",
    Gravite.CONSEIL,
    stage=2,
    titre="Chaque force du diagnostic a une preuve",
    pourquoi="Une force sans preuve reste une opinion pour l'ARS et le département.",
    tables=(*TABLES, *PROVED),
)
def force_sans_preuve(ground: Ground) -> Iterator[Releve]:
    """Find the strengths that nothing supports: no words, no document, no file."""
    proved = {link.critere for link in ground.snapshot.constats_pieces}
    proved |= {fichier.critere for fichier in ground.snapshot.fichiers}
    for constat, titre in _known(ground):
        bare = not constat.preuve.strip() and constat.critere not in proved
        if constat.nature is NatureConstat.FORCE and bare:
            told = _("Aucune preuve jointe pour la force « {titre} ».", titre=titre)
            yield _of(ground, constat, told, _("Citez ou joignez le document."), "preuve")


@REGISTRE.regle(
    "constat-a-verifier",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Aucun constat ne reste « à vérifier »",
    pourquoi="Vous aviez noté de le vérifier avant tout envoi.",
    tables=TABLES,
)
def constat_a_verifier(ground: Ground) -> Iterator[Releve]:
    """Find the findings that she wants checked before anything is sent, told together."""
    marked = [(constat, titre) for constat, titre in _known(ground) if constat.a_verifier]
    if marked:
        yield Releve(
            objet=together("constats", (constat.critere for constat, _titre in marked)),
            phrase=ngettext(
                "{n} constat est noté « à vérifier » : {titres}.",
                "{n} constats sont notés « à vérifier » : {titres}.",
                len(marked),
                titres=some([titre for _constat, titre in marked]),
            ),
            que_faire=_("Vérifiez-les, puis retirez la marque."),
            page=PAGE,
            champ=f"constats.{marked[0][0].critere}.a_verifier",
            ou=_("Grille de diagnostic"),
        )


@REGISTRE.regle(
    "non-concerne-sans-motif",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Chaque critère « non concerné » dit pourquoi",
    pourquoi="Un critère écarté sans raison sera questionné.",
    tables=TABLES,
)
def non_concerne_sans_motif(ground: Ground) -> Iterator[Releve]:
    """Find the criteria set aside without a reason."""
    for constat, titre in _known(ground):
        if constat.cotation is Cotation.NON_CONCERNE and not constat.motif.strip():
            told = _("« {titre} » est « non concerné », sans raison.", titre=titre)
            yield _of(ground, constat, told, _("Dites pourquoi en quelques mots."), "motif")


@REGISTRE.regle(
    "feuille-de-route-vide",
    Gravite.A_VERIFIER,
    stage=2,
    titre="Des faiblesses sont retenues dans la feuille de route",
    pourquoi="Les axes du contrat partent des faiblesses que le COPIL retient.",
    tables=("constats",),
)
def feuille_de_route_vide(ground: Ground) -> Iterator[Releve]:
    """Find that there are weaknesses and that none is kept for the contract."""
    constats = ground.snapshot.constats
    weak = any(constat.nature is NatureConstat.FAIBLESSE for constat in constats)
    if weak and not any(constat.rang for constat in constats):
        yield Releve(
            objet="feuille-de-route",
            phrase=_("Aucune faiblesse n'est retenue dans la feuille de route."),
            que_faire=_("Choisissez avec le COPIL celles qui fonderont le contrat."),
            page="synthese",
            ou=_("Synthèse du diagnostic"),
        )
