"""Which certificates contradict each other, and how each names the other."""

from lpk_desktop.domain.clashes import Clash, ClashKind, Paper, clashes


def paper(row: str, *, person: str = "p1", number: str = "") -> Paper:
    return Paper(
        id=row,
        enrolment=person,
        cohort="c",
        number=number or f"{row}/ST-LAS",
        code=f"KODE-{row}",
        name=f"Orang {person}",
    )


def test_two_papers_of_one_person_clash_and_name_each_other_by_number() -> None:
    [clash] = clashes([paper("2"), paper("1"), paper("3", person="p2")])
    assert clash.kind is ClashKind.PERSON
    assert (clash.others("1"), clash.others("2")) == (("2/ST-LAS",), ("1/ST-LAS",))


def test_one_number_on_papers_of_two_people_names_the_other_person() -> None:
    [clash] = clashes([paper("1", number="7"), paper("2", person="p2", number="7")])
    assert clash.kind is ClashKind.NUMBER
    assert (clash.others("1"), clash.others("2")) == (("Orang p2",), ("Orang p1",))


def test_one_number_twice_for_one_person_is_one_clash_told_apart_by_the_code() -> None:
    [clash] = clashes([paper("1", number="7"), paper("2", number="7")])
    assert clash.kind is ClashKind.PERSON
    assert clash.others("1") == ("7 (KODE-2)",)


def test_a_paper_can_stand_in_two_clashes() -> None:
    found = clashes([paper("1", number="7"), paper("2"), paper("3", person="p2", number="7")])
    assert [each.kind for each in found] == [ClashKind.PERSON, ClashKind.NUMBER]


def test_every_computer_tells_a_clash_alike() -> None:
    papers = [paper("1"), paper("2"), paper("3")]
    assert clashes(papers) == clashes(reversed(papers)) == (
        Clash(kind=ClashKind.PERSON, papers=tuple(papers)),
    )  # fmt: skip


def test_papers_that_share_nothing_do_not_clash() -> None:
    assert clashes([paper("1"), paper("2", person="p2")]) == ()
