"""The audit chain: every field, its kind and its place counts."""

import os
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal import chain
from safeconduct.seal.errors import Malformed

START = chain.genesis(UUID(int=1))
VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=20))
FIELDS = st.dictionaries(st.text(max_size=8), VALUES, max_size=5)


@given(FIELDS, FIELDS)
def test_no_two_events_share_a_digest(
    one: dict[str, str | int | None], other: dict[str, str | int | None]
) -> None:
    same = chain.event_digest(START, one) == chain.event_digest(START, other)
    assert same == (one == other)


@given(FIELDS)
def test_order_of_naming_does_not_count(fields: dict[str, str | int | None]) -> None:
    turned = dict(reversed(fields.items()))
    assert chain.event_digest(START, fields) == chain.event_digest(START, turned)


def test_kinds_are_kept_apart() -> None:
    values: list[str | int | None] = ["7", 7, None, "", "None", 0, "0"]
    assert len({chain.event_digest(START, {"a": value}) for value in values}) == len(values)
    assert chain.event_digest(START, {}) != chain.event_digest(START, {"a": None})
    assert chain.event_digest(START, {}) != chain.event_digest(chain.genesis(UUID(int=2)), {})


@pytest.mark.parametrize("value", [True, 1.5, b"bytes", ["list"], "\ud800"])
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(Malformed):
        chain.event_digest(START, {"a": value})  # type: ignore[dict-item]


def test_a_previous_digest_of_another_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        chain.event_digest(b"", {})


def test_a_signed_head_is_of_one_workspace_one_place_one_digest() -> None:
    seed, workspace = os.urandom(32), uuid4()
    public = chain.signing_public(seed)
    digest = chain.event_digest(START, {"verb": "open_case"})
    signature = chain.sign_head(seed, workspace, 12, digest)
    assert len(signature) == 64
    assert chain.verify_head(public, workspace, 12, digest, signature)
    assert not chain.verify_head(public, uuid4(), 12, digest, signature)
    assert not chain.verify_head(public, workspace, 13, digest, signature)
    assert not chain.verify_head(public, workspace, 12, START, signature)
    assert not chain.verify_head(public, workspace, 12, digest, signature[:-1])
    assert not chain.verify_head(public, workspace, 12, digest[:-1], signature)
    assert not chain.verify_head(public, workspace, -1, digest, signature)
    assert not chain.verify_head(public[:-1], workspace, 12, digest, signature)
    assert not chain.verify_head(
        chain.signing_public(os.urandom(32)), workspace, 12, digest, signature
    )
