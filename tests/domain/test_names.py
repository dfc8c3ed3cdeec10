"""Spellings of one name, and names of two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lpk_desktop.domain.names import same_name

ONE_PERSON = [
    ("Agus Priyanto", "AGUS PRIYANTO"),
    ("Agus Priyanto", "Agus  Priyanto, S.T., M.M."),
    ("Agus Priyanto", "Drs. H. Agus Priyanto"),
    ("Agus Priyanto", "Agus Priyanto ST"),
    ("Agus Priyanto", "Priyanto Agus"),
    ("Agus Priyanto", "A. Priyanto"),
    ("Agus Priyanto", "Agus P."),
    ("Agus Priyanto", "Agus Prianto"),
    ("Agus Priyanto", "Agsu Priyanto"),
    ("Agus Priyanto", "Agus Supriyanto"),
    ("Muhammad Rizki", "M. Rizki"),
    ("Muhammad Rizki", "M.Rizki"),
    ("Muhammad Rizki", "Moh. Rizky"),
    ("Mochammad Rizqi", "Muhamad Riski"),
    ("Mohamad Fauzi Akbar", "Muh Fauzi"),
    ("Abdul Rahman", "Abd. Rahman"),
    ("Siti Nurhaliza", "Siti Nur Haliza"),
    ("Siti Nur'aini", "SITI NURAINI"),
    ("Suharto", "Soeharto"),
    ("Djoko Tjahyono", "Joko Cahyono"),
    ("Achmad Dhani", "Ahmad Dani"),
    ("Renée Kusuma", "Renee Kusuma"),
    ("Dwi Lestari", "Dwi Lestari Ningsih"),
    ("Eko Prasetyo", "Eka Prasetyo"),
    ("Hj. Siti Aminah", "Siti Aminah"),
    ("Sri", "Sri"),
    ("Agus Mulyono", "Agus M."),
    ("Mohamad Ali", "Muhammad Alie"),
    ("Rr. Dewi Sekar Arum", "Dewi S. Arum"),
    ("Prof.", "Prof."),
    ("李", "李"),
]
TWO_PEOPLE = [
    ("Budi Santoso", "Sri Wahyuni"),
    ("Siti Aminah", "Siti Rohani"),
    ("Siti Aminah", "Siti Aisyah"),
    ("Muhammad Rizki", "Muhammad Rizal"),
    ("Muhammad Rizki", "Muhammad Fauzan"),
    ("Dedi Kurniawan", "D. K."),
    ("Sri", "Tri"),
    ("Adi Wijaya", "Edi Kusuma"),
    ("Budi", "Bambang"),
    ("Ali", "Umi"),
    ("Agus Priyanto, S.T.", "Budi Santoso, S.T."),
    ("H. Slamet", "H. Mujiono"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_spellings_of_one_name_are_one_name(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_names_of_two_people_are_two_names(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_does_not_matter_which_name_comes_first(one: str, other: str) -> None:
    assert same_name(one, other) == same_name(other, one)


@given(st.text(max_size=30))
def test_every_name_is_itself(name: str) -> None:
    assert same_name(name, name)
