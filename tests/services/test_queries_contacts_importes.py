"""A file of contacts as stakeholders: columns found out, lines known, repeated or refused."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Civilite, Famille
from cpom_desktop.services.contacts import Champ, ContactsTable
from cpom_desktop.services.operations import AddActeur, AddActeurs
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.contacts_importes import Choix, Sort, read_contacts_table


def table(*rows):
    return ContactsTable("a.csv", tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)))


def lines(workspace, *rows, remembered=None):
    found = table(*rows)
    columns = guess_columns(found, remembered or {})
    return read_contacts_table(found, columns, workspace.snapshot, workspace.content)


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        (("Prénom", "NOM :", "Société", "E-mail"),
         (Champ.PRENOM, Champ.NOM, Champ.STRUCTURE, Champ.COURRIEL)),
        (("First Name", "Last Name", "Company", "Business Phone"),
         (Champ.PRENOM, Champ.NOM, Champ.STRUCTURE, Champ.TELEPHONE)),
        (("Titre", "Nom", "Anniversaire", "Notes"), (Champ.FONCTION, Champ.NOM, None, None)),
    ],
)  # fmt: skip
def test_titles_say_what_columns_tell(titles, columns):
    assert guess_columns(table(titles, ("x",) * 4), {}) == columns


def test_a_title_column_of_civilities_is_one():
    found = table(("Titre", "Nom"), ("Mme", "Lima"), ("M.", "Petit"))
    assert guess_columns(found, {}) == (Champ.CIVILITE, Champ.NOM)


def test_without_titles_cells_tell():
    found = table(("Ana Lima", "CH", "ana@ch.example", "01 02 03 04 05"))
    assert guess_columns(found, {}) == (
        Champ.NOM, Champ.STRUCTURE, Champ.COURRIEL, Champ.TELEPHONE
    )  # fmt: skip


def test_what_she_said_of_a_column_is_kept():
    found = table(("Nom", "Boîte", "Service"), ("Ana", "CH", "Urgences"))
    remembered = {"boite": "structure", "service": ""}
    assert guess_columns(found, remembered) == (Champ.NOM, Champ.STRUCTURE, None)


def test_a_line_becomes_an_acteur(workspace):
    (found,) = lines(
        workspace,
        ("Civilité", "Prénom", "Nom", "Structure", "Rue", "CP", "Ville", "Tél."),
        ("Mme", "Ana", "Lima", "CH de Lens", "1 rue A", "62300", "Lens", "0102030405"),
    )
    assert (found.sort, found.number) == (Sort.NOUVEAU, 2)
    line = found.taken(Choix.AJOUTER)
    assert (line.nom, line.civilite, line.famille) == (
        "Ana Lima", Civilite.MADAME, Famille.SANITAIRE
    )  # fmt: skip
    assert (line.adresse, line.telephone) == ("1 rue A\n62300 Lens", "01 02 03 04 05")
    assert found.taken(Choix.LAISSER) is None


def test_known_repeated_and_refused_lines_say_why(workspace):
    ana = AddActeur(famille=Famille.SOCIAL, nom="Ana Lima", courriel="ana@ccas.example")
    known = workspace.run(ana).result
    found = lines(
        workspace,
        ("Nom", "Structure", "Courriel", "Fonction"),
        ("A. Lima", "", "", ""),
        ("Ana  LIMA", "", "", "Cheffe"),
        ("", "Bureau", "ANA@ccas.example", ""),
        ("Bo", "CH", "", ""),
        ("bo", "ch", "", ""),
        ("", "", "seul@ch.example", ""),
        ("Zo", "CH", "zo@", ""),
        ("x" * 201, "", "", ""),
    )
    assert [line.sort for line in found] == [
        Sort.NOUVEAU, Sort.CONNU, Sort.CONNU, Sort.NOUVEAU, Sort.REPETE, Sort.REFUSE,
        Sort.NOUVEAU, Sort.REFUSE,
    ]  # fmt: skip
    assert (found[1].connu, found[1].apporte) == (known, ("Fonction",))
    assert found[1].choices[0] is Choix.COMPLETER
    assert found[2].connu == known
    assert "ligne 5" in found[4].reason.replace("\xa0", " ")
    assert "Ni nom ni structure" in found[5].reason
    assert "Courriel laissé de côté" in found[6].reason
    assert found[6].ligne.courriel == ""
    assert "200 caractères" in found[7].reason.replace("\xa0", " ")


def test_one_mailbox_of_two_people_makes_two(workspace):
    shared = "direction@ch.example"
    workspace.run(AddActeur(famille=Famille.SANITAIRE, nom="Ana", courriel=shared))
    (found,) = lines(workspace, ("Nom", "Mail"), ("Bo", shared))
    assert found.sort is Sort.NOUVEAU


def test_importing_twice_adds_nothing(workspace):
    rows = (("Nom", "Structure", "Mail"), ("Ana", "CH", "a@ch.example"), ("", "HAD", ""))
    first = lines(workspace, *rows)
    workspace.run(AddActeurs(lignes=[li.taken(li.choices[0]) for li in first]))
    again = lines(workspace, *rows)
    assert [li.taken(li.choices[0]) for li in again] == [None, None]


@pytest.mark.parametrize(
    ("structure", "fonction", "famille"),
    [
        ("ARS Grand Est", "", Famille.AUTORITES),
        ("Conseil départemental", "", Famille.AUTORITES),
        ("EHPAD Les Tilleuls", "", Famille.INTERNES),
        ("EHPAD voisin", "", Famille.MEDICO_SOCIAL),
        ("", "Médecin traitant", Famille.SANITAIRE),
        ("Charcuterie", "", Famille.INSTITUTIONNELS),
    ],
)
def test_a_family_is_proposed(workspace, structure, fonction, famille):
    row = ("Ana", structure, fonction)
    (found,) = lines(workspace, ("Nom", "Structure", "Fonction"), row)
    assert found.ligne.famille is famille


def test_our_shield_against_formulas_is_taken_off(workspace):
    (found,) = lines(workspace, ("Nom", "Téléphone"), ("'=Ana", "'+33 1 02 03 04 05"))
    assert (found.ligne.nom, found.ligne.telephone) == ("=Ana", "+33 1 02 03 04 05")
