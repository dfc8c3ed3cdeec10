"""Row ids are the UUIDs that other programs would make of the same."""

from __future__ import annotations

from uuid import RFC_4122, UUID, uuid5

from lpk_desktop.storage.ids import derived_id, new_id

NAMESPACE = UUID("6f0d7f0e-5e1c-5b8e-9c2a-0c1f6d0e4b11")


def test_a_derived_id_is_the_uuid_5_of_its_parts() -> None:
    for parts in (
        ("centre",),
        ("mark", "0" * 32, "f" * 32),
        ("unit", "C.24LAS01.001.1", "Kep. Menaker № 98"),
    ):
        assert derived_id(*parts) == uuid5(NAMESPACE, "/".join(parts)).hex


def test_a_new_id_is_a_uuid_7() -> None:
    row_id = UUID(new_id())
    assert (row_id.version, row_id.variant) == (7, RFC_4122)


def test_new_ids_differ_and_later_ones_do_not_sort_before_earlier_milliseconds() -> None:
    ids = [new_id() for _ in range(100)]
    assert len(set(ids)) == 100
    milliseconds = [row_id[:12] for row_id in ids]
    assert milliseconds == sorted(milliseconds)
