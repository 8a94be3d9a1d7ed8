"""Two hundred passwords and more, each classified as the rule of the CNIL for one alone says."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.mot_de_passe import Kind, least_length, strength
from cpom_desktop.services.protection import (
    PHRASE_WORDS,
    phrase_words,
    propose_phrase,
    strength_sentence,
)

KNOWN = ("EHPAD Les Tilleuls – CPOM 2027-2031", "Les Tilleuls")


def listed(text):
    """Return the passwords of a text: none has a space."""
    return tuple(text.split())


TWELVE_OF_FOUR = listed(
    r"""
xK7!mQ2$vB9z Rf4?tG8;nW1p 9bL-c3Vx+Z6h wT5_jH2:yD8k Pz6&uE3/qS7n mY4=gA9%rC2v hN8@fJ5#dX1s
kV3*bM6(tP0w G7r!zQ4-xL2u eB9;hS1?cF5y tD6:nK3/vR8a W2m$jY7+pG4f uX5_qZ8&lC1b J9s=dT4@oH6e
yA3#wN7%kV2r F8g*iP5(mB0x zL1)cE6!hU4t Q7v?rS2;bJ9d nW5-fG8+xK3m O4p_aY1:tZ6q sR9/uD3=eM7l
H2c&vB6%iX8j gT5@kF1#nQ4w pL7*yS3(zA0o C8x)hE2!rV6d bU4?mJ9;tW1g qN5-sP7+cK3f Y6a_lG2:dR8v
c4V!mZ8?kQ1w Jd2;rT7-yB5f L9x*hP3(nG0s eK6@vW1#tC8z Ub5%qR4&jM7d iF3/sX9=lH2o Na8+wY1_gV6p
oS7:bD4!kJ9c Er1?zM5;uT3x Qy6-fL2*hN8v
"""
)
FOURTEEN_OF_THREE = listed(
    r"""
kX9vQ2mPz7Lt4W bR5tYn8GcJ3sHd hD4fWq7MxK2zVp jS6gTn9BrC1yLe pL3kZv8XtF5mQw wN7cRj2HbG9dYs
tM4xKp6VzQ8fLr gB2nSw5JtD7hCy zF9qXk3RmP6vTg vH8dLy4WcN1bJs rT6mGz2KxQ9pFv cJ5wBn7YtS3kDh
xkv!qmz?rwp-tbgH Zr;tb-kq!vd?mx nQ:wz/fb-kx!rtv hL-mq;zv!tr?kbn wB?xk-tz;vr!qmd fT!zq-rv?kb;mxw
kx9v-q2mz-7lt4w rb5t;yn8g;cj3s hd4f!wq7m!xk2z jg6t?nb9r?cy1l pk3z/xv8t/fm5q KX9V-Q2MZ-7LT4W
RB5T;YN8G;CJ3S HD4F!WQ7M!XK2Z JG6T?NB9R?CY1L wJ4kZr7TbN1xQm Gd8vHs3YcL6pFt nX2qMk9RzW5jBv
tF7hPc4DyS1gKw ?mz-kqx!vtr;BW wq5-zk8;xv3!mt
"""
)
PHRASES = (
    "le chat mange une souris dans la cuisine bleue",
    "notre terrasse fleurie attend toujours les premiers rayons chauds",
    "trois vieux tilleuls abritent encore la grande horloge",
    "demain matin Sophie prendra son train pour Rennes",
    "un escargot orange traverse lentement la petite route",
    "la pluie tombe souvent sur le toit rouge",
    "mon voisin jardinier plante chaque printemps mille tulipes",
    "quatre-vingts moutons blancs regardent passer un avion",
    "hier soir nous avons chanté sous les étoiles",
    "Pourquoi donc ce hibou refuse-t-il de manger sa soupe ?",
    "abeille wagon tulipe marmotte violon fenouil cascade",
    "abeille-wagon-tulipe-marmotte-violon-fenouil-cascade",
    "abeille.wagon.tulipe.marmotte.violon.fenouil.cascade",
    "abeille_wagon_tulipe_marmotte_violon_fenouil_cascade",
    "ABEILLE WAGON TULIPE MARMOTTE VIOLON FENOUIL CASCADE",
)
TOO_SHORT = listed(
    r"""
a ab abc Aa1! xK7!mQ xK7!mQ2 xK7!mQ2$ xK7!mQ2$v xK7!mQ2$vB xK7!mQ2$vB9 kX9vQ2mPz7Lt4 kX9vQ2mPz7
kX9vQ2 bR5tYn8GcJ3s hD4fWq7MxK2z jS6gTn9BrC1y pL3kZv8XtF5m kx9v-q2mz-7l rb5t;yn8g;cj
HD4F!WQ7M!X Zr;tb-kq!vd nQ:wz/fb 7LT4 c4V!mZ8?kQ1 Jd2;rT7-yB5 wJ4kZr7TbN1xQ
"""
)
TWO_KINDS = listed(
    r"""
kxvqmzprtlwgbdnf kx9vq2mz7lt4w8rb5 KXVQMZPRTLWGBDNF 8305917264083951 kxv-qmz-prt-lwg-bd
k9x8v7q6m5z4p3r2 MZPRTLWGBDNFKXVQ1 ;!?-:/=+*&%$@#_. KxVqMzPrTlWgBdNfQ 83-05-91-72-64-08
qwxvbnmkzrtp 7392-4815-6037-2941 GHTRZKWQ-MXVB-NDLP
"""
)
GUESSED = listed(
    r"""
Motdepasse1! MotDePasse2027! Password123! P@ssword1234 Azerty123456! Azertyuiop1! Qwerty123456!
Qwertyuiop1! Aaaaaaaaaaa1! Aaaa1111!!!! Abcdefgh1234! 123456789Aa! Abcdefghijkl1! 1234567890Az!
Bonjour2027!! Soleil2027!! Bienvenue1!! Ehpad2027!!! Cpom2027-2031! Directrice1! Directeur01!
Tilleuls2027! LesTilleuls1! Tilleuls-2031 Ehpad-Tilleuls1 Residence2027! Janvier2027!!
Decembre2027! Admin123456! Secret123456! Loulou123456! Doudou123456! Chouchou1234!
Jetaime12345! Iloveyou1234! Welcome12345! France123456! Qsdfghjklm1! Wxcvbn123456! Poiuytreza1!
Ytreza123456! 9876543210Aa! Zyxwvutsrq1! Aaaaaaaaaaaaaaaa1! 1111111111111Aa! ------------Aa1
azertyuiopqsdfghjklm abcdefghijklmnopqrstuvwxyz motdepassemotdepasse 12345678901234567890
Ehpadehpad1!! Cpomcpomcpom1! Directionnnn1! Passepasse12! Février2027!! Résidence1!!
Soleil12345! Secret2027!! Welcome2027! Password2027 azertyAZERTY12! Loulouloulou1!
Chouchou2027! Jetaimejetaime1 Doudoudoudou1! Admin2027!!!! Motdepasse-1! Tilleuls12345!
Janvier12345! Octobre2027!! Novembre2027! motdepasse2027 bonjourbonjour Ehpad12345!!
Cpom12345!! Direction2027!
"""
)
SHORT_PHRASES = (
    "le chat mange",
    "un deux trois",
    "la petite maison bleue",
    "le la les de du un et ou",
    "chat chat chat chat chat chat chat",
    "aaa bbb ccc ddd eee fff ggg",
    "les tilleuls les tilleuls les tilleuls",
    "abeille wagon tulipe marmotte",
    "il a un an et on y va",
    "azerty qwerty abcdef",
    "",
    "   ",
    "a b c d e f g h",
)
ENOUGH = (*TWELVE_OF_FOUR, *FOURTEEN_OF_THREE, *PHRASES)
NOT_ENOUGH = (*TOO_SHORT, *TWO_KINDS, *GUESSED, *SHORT_PHRASES)


def test_the_table_has_two_hundred_entries():
    assert len({*ENOUGH, *NOT_ENOUGH}) >= 200


@pytest.mark.parametrize("password", ENOUGH)
def test_it_has_the_level_of_the_cnil(password):
    assert strength(password, known=KNOWN).enough


@pytest.mark.parametrize("password", NOT_ENOUGH)
def test_it_has_not_the_level_of_the_cnil(password):
    assert not strength(password, known=KNOWN).enough


def test_what_it_lacks_is_told_in_words():
    told = strength_sentence("abcXYZ", strength("abcXYZ"))

    assert told.startswith("Pas encore assez solide. Il manque 8 caractères et un signe")


def test_a_kind_that_is_there_is_not_missing():
    assert strength("a1!").missing == (Kind.MAJUSCULE,)
    assert least_length(strength("a1!")) == 14
    assert least_length(strength("a1!A")) == 12


def test_a_proposed_phrase_is_worth_eighty_bits():
    words = phrase_words()

    assert len(set(words)) == len(words)
    assert len(words) ** PHRASE_WORDS >= 2**80
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 10 for word in words)


def test_a_proposed_phrase_is_drawn_and_strong():
    found = {propose_phrase() for _draw in range(50)}

    assert len(found) == 50
    assert all(len(phrase.split()) == PHRASE_WORDS for phrase in found)


def test_words_drawn_twice_still_make_a_strong_phrase():
    assert not strength(propose_phrase(lambda words: words[0])).enough
    assert strength(" ".join(sorted(phrase_words())[:8])).enough
