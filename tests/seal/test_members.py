"""Passphrases, members' sealed secrets, keyrings and recovery."""

import os
from itertools import combinations
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.seal import keyring, passphrase, recovery
from safeconduct.seal.errors import DoesNotOpen, Malformed, SealError, Truncated, UnknownFormat
from safeconduct.seal.passphrase import Argon2Parameters, MemberSecrets, weakness

# Far below what is used for members, so that the tests stay quick.
QUICK = Argon2Parameters(iterations=1, memory_kib=64, lanes=1)
SALT = bytes(16)


def test_the_word_list() -> None:
    words = passphrase.word_list()
    assert len(words) == len(set(words)) == 2048
    assert list(words) == sorted(words)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(3 <= len(word) <= 8 for word in words)


def test_generated_passphrases_are_the_bits_themselves() -> None:
    words = passphrase.word_list()
    assert passphrase.fresh_for_words(7) == 10
    assert passphrase.generate_passphrase(bytes(10)) == " ".join([words[0]] * 7)
    assert passphrase.generate_passphrase(b"\xff" * 10) == " ".join([words[-1]] * 7)
    number = sum(place << (11 * place) for place in range(8))
    made = passphrase.generate_passphrase(number.to_bytes(11, "big"), words=8)
    assert made == " ".join(words[:8])
    with pytest.raises(ValueError, match="10 bytes"):
        passphrase.generate_passphrase(bytes(11))


@given(st.binary(min_size=10, max_size=10).filter(lambda fresh: len(set(fresh)) > 6))
def test_generated_passphrases_pass(fresh: bytes) -> None:
    assert weakness(passphrase.generate_passphrase(fresh)) is None


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ("", "too_short"),
        ("correct horse", "too_short"),
        ("a b c d e", "too_short"),
        ("nineteen chars only", "too_short"),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", "repeats"),
        ("password1password1password1", "repeats"),
        ("river river river river river stone", "repeats"),
        ("12345678901234567890", "repeats"),
        ("abcdefghijklmnopqrstuvwxyz", "sequence"),
        ("011223344556677889900", "sequence"),
        ("xzxxzzxzxzzzxxzxzzxzzzxxx", "too_few_different"),
        ("my cat Zareta sleeps all day", "contains_name"),
        ("mycatZARETAsleepsallday", "contains_name"),
        ("мой кот Зарета спит весь день", "contains_name"),
        ("z a r e t a is my own cat's name", "contains_name"),
        ("lantern orbit willow copper dune", None),
        ("жёлтый фонарь над тихой рекой", None),
        ("q7#Lw9!zR2^mX5&kT8*b", None),
    ],
)
def test_weakness(chosen: str, code: str | None) -> None:
    assert weakness(chosen, ("Zareta", "Зарета", "of")) == code


def test_the_same_passphrase_typed_otherwise() -> None:
    first = passphrase.derive("Ёлка на  снегу", SALT, QUICK)
    assert first == passphrase.derive(" Е\u0308лка на снегу\n", SALT, QUICK)
    assert first == passphrase.derive("Ёлка\u00a0на снегу", SALT, QUICK)
    assert first != passphrase.derive("ёлка на снегу", SALT, QUICK)
    assert first != passphrase.derive("Ёлка на снегу", b"\1" * 16, QUICK)
    assert len(first) == 32


def test_parameters_are_kept_as_text() -> None:
    standing = Argon2Parameters()
    assert standing.encoded() == "argon2id$t=3$m=262144$p=4"
    assert Argon2Parameters.decoded(standing.encoded()) == standing
    for other in ("", "argon2i$t=3$m=262144$p=4", "argon2id$t=3$m=262144$p=4\n"):
        with pytest.raises(UnknownFormat):
            Argon2Parameters.decoded(other)
    for bad in ("argon2id$t=0$m=262144$p=4", "argon2id$t=3$m=99999999$p=4", "argon2id$t=3$m=8$p=4"):
        with pytest.raises(Malformed):
            Argon2Parameters.decoded(bad)


def test_a_members_secrets_open_with_their_passphrase_only() -> None:
    workspace, member = uuid4(), uuid4()
    secrets = MemberSecrets(os.urandom(32), os.urandom(20))
    key = passphrase.derive("seven good words", SALT, QUICK)
    sealed = passphrase.seal_member(key, workspace, member, secrets, fresh=os.urandom(12))
    assert len(sealed) == 128
    assert passphrase.open_member(key, workspace, member, sealed) == secrets
    wrong = passphrase.derive("seven bad words", SALT, QUICK)
    for other in ((wrong, workspace, member), (key, uuid4(), member), (key, workspace, uuid4())):
        with pytest.raises(DoesNotOpen):
            passphrase.open_member(*other, sealed)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        with pytest.raises(SealError):
            passphrase.open_member(key, workspace, member, bytes(altered))
    with pytest.raises(Truncated):
        passphrase.open_member(key, workspace, member, sealed[:-1])
    with pytest.raises(ValueError, match="at most 63"):
        passphrase.seal_member(
            key, workspace, member, MemberSecrets(secrets.seed, bytes(64)), fresh=bytes(12)
        )
    assert secrets.seed.hex() not in repr(secrets)


@given(st.binary(max_size=3000))
def test_a_keyring_opens_for_its_session_and_member_only(payload: bytes) -> None:
    secret, member = os.urandom(32), uuid4()
    sealed = keyring.seal_keyring(secret, member, payload, os.urandom(12))
    assert keyring.open_keyring(secret, member, sealed) == payload
    with pytest.raises(DoesNotOpen):
        keyring.open_keyring(secret, uuid4(), sealed)
    with pytest.raises(DoesNotOpen):
        keyring.open_keyring(os.urandom(32), member, sealed)
    with pytest.raises(DoesNotOpen):
        keyring.open_keyring(secret, member, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(Truncated):
        keyring.open_keyring(secret, member, sealed[:200])


def test_the_session_id_does_not_give_the_key_away() -> None:
    secret = os.urandom(32)
    assert len(keyring.session_id(secret)) == 32
    assert keyring.session_id(secret) == keyring.session_id(secret) != secret
    sealed = keyring.seal_keyring(secret, uuid4(), b"keys", bytes(12))
    with pytest.raises(DoesNotOpen):
        keyring.open_keyring(keyring.session_id(secret), uuid4(), sealed)


SEED = bytes(range(32))
SHARES = recovery.split(SEED, 3, 5)


def test_any_three_of_five_and_no_two() -> None:
    assert len(SHARES) == 5
    assert all(len(share.split()) == 33 for share in SHARES)
    for three in combinations(SHARES, 3):
        assert recovery.join(three) == SEED
    for two in combinations(SHARES, 2):
        with pytest.raises(recovery.RecoveryRefused) as refused:
            recovery.join(two)
        assert (refused.value.code, refused.value.needed) == ("too_few", 3)


def test_more_shares_repeats_and_another_spelling_do_no_harm() -> None:
    assert recovery.join(reversed(SHARES)) == SEED
    assert recovery.join([SHARES[0], SHARES[0], SHARES[1], SHARES[4]]) == SEED
    assert recovery.join([f"  {share.upper()}\n" for share in SHARES[:3]]) == SEED


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([], "too_few"),
        ([SHARES[0]] * 3, "too_few"),
        ([*SHARES[:2], SHARES[2].rsplit(" ", 1)[0]], "misspelt"),
        ([*SHARES[:2], "not a share at all"], "misspelt"),
        ([*SHARES[:2], recovery.split(SEED, 3, 5)[2]], "mixed"),
        ([*SHARES[:2], recovery.split(SEED, 2, 5)[2]], "mixed"),
    ],
    ids=["none", "one thrice", "a word short", "not a share", "other set", "other threshold"],
)
def test_refusals_of_joining_are_named(shares: list[str], code: str) -> None:
    with pytest.raises(recovery.RecoveryRefused) as refused:
        recovery.join(shares)
    assert refused.value.code == code
    assert all(share.split()[5] not in str(refused.value).split() for share in SHARES)


@pytest.mark.parametrize(("threshold", "shares"), [(0, 3), (4, 3), (1, 3), (2, 17)])
def test_splits_that_are_none(threshold: int, shares: int) -> None:
    with pytest.raises(recovery.RecoveryRefused) as refused:
        recovery.split(SEED, threshold, shares)
    assert refused.value.code == "threshold"


@settings(max_examples=5, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_every_seed_comes_back(seed: bytes) -> None:
    assert recovery.join(recovery.split(seed, 2, 3)[1:]) == seed
