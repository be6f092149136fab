from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from summarizer.store.columns import StoredId, UtcDateTime, storable, storable_id

ANY_TEXT = st.text(st.characters(codec=None))
SQLITE = make_url("sqlite://").get_dialect()()
POSTGRESQL = make_url("postgresql://").get_dialect()()


@given(ANY_TEXT)
def test_storable_text_has_a_utf8_form_without_nul(text: str) -> None:
    assert b"\x00" not in storable(text).encode("utf-8")


@given(ANY_TEXT)
def test_storable_text_is_stored_as_it_is(text: str) -> None:
    assert storable(storable(text)) == storable(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_ordinary_text_is_not_changed(text: str) -> None:
    assert storable(text) == text
    assert storable_id(text) == text


def test_a_broken_id_does_not_become_another_id() -> None:
    assert storable_id("d\x00") != "d"


@pytest.mark.parametrize(("dialect", "collation"), [(SQLITE, None), (POSTGRESQL, "C")])
def test_ids_sort_by_code_point_in_every_database(dialect: object, collation: str | None) -> None:
    assert StoredId().load_dialect_impl(dialect).collation == collation  # type: ignore[arg-type, attr-defined]


def test_moments_are_kept_in_utc() -> None:
    beijing = datetime(2025, 1, 8, 7, 30, tzinfo=timezone(timedelta(hours=8)))
    utc = datetime(2025, 1, 7, 23, 30, tzinfo=UTC)
    column = UtcDateTime()
    bound = column.process_bind_param(beijing, SQLITE)
    assert bound is not None
    assert bound.isoformat() == utc.isoformat()
    for returned in (utc.replace(tzinfo=None), beijing):
        result = column.process_result_value(returned, POSTGRESQL)
        assert result is not None
        assert result.isoformat() == utc.isoformat()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2025, 1, 8), SQLITE)


def test_no_moment_stays_no_moment() -> None:
    assert UtcDateTime().process_bind_param(None, SQLITE) is None
    assert UtcDateTime().process_result_value(None, SQLITE) is None
