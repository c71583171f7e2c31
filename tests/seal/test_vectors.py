"""Runs docs/spec/vectors/*.json: what must open opens, what must not fails by its own name."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from safeconduct.seal import chain, epochs, errors, keyring, passphrase, return_code
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import content_digest
from safeconduct.seal.mailbox import open_answer
from safeconduct.seal.opening import EpochKeys, open_grant, open_record
from safeconduct.seal.stream_opening import StreamOpener
from safeconduct.seal.stream_sealing import StreamSealer

VECTORS = Path(__file__).parents[2] / "docs" / "spec" / "vectors"
Case = dict[str, Any]


@cache
def loaded(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return content


def cases_of(name: str) -> pytest.MarkDecorator:
    cases = loaded(name)["cases"]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def raw(case: Case, name: str) -> bytes:
    return bytes.fromhex(case[name])


def refused(case: Case) -> Any:
    """Expects exactly the named error, not one of its kin."""
    return pytest.raises(
        getattr(errors, case["error"]), check=lambda e: type(e).__name__ == case["error"]
    )


def binding_of(case: Case) -> Binding:
    ids = {name: UUID(case["place"][name]) for name in ("workspace", "row", "compartment")}
    return Binding(**{**case["place"], **ids})


@cases_of("sealed-record")
def test_sealed_record(case: Case) -> None:
    keys = EpochKeys.of(raw(case, "secret"))
    if "error" in case:
        with refused(case):
            open_record(keys, raw(case, "sealed"), binding_of(case))
        return
    assert open_record(keys, raw(case, "sealed"), binding_of(case)) == raw(case, "plaintext")
    assert content_digest(raw(case, "sealed")) == raw(case, "content_digest")


def drawn(name: str, length: int) -> bytes:
    return hashlib.shake_256(f"safeconduct test vector: {name}".encode()).digest(length)


def sealed_file(case: Case) -> bytes:
    fixed = loaded("sealed-file")
    sealer = StreamSealer(
        raw(fixed, "key"), UUID(fixed["blob"]), UUID(fixed["workspace"]), drawn(case["drawn"], 7)
    )
    return sealer.start() + sealer.update(drawn(case["drawn"], case["length"])) + sealer.finish()


def opened_file(case: Case, stored: bytes) -> bytes:
    at = {**loaded("sealed-file"), **case}
    opener = StreamOpener(
        raw(at, "key"),
        UUID(at["blob"]),
        UUID(at["workspace"]),
        lambda offset, length: stored[offset : offset + length],
        len(stored),
    )
    return b"".join(opener.chunks())


@cases_of("sealed-file")
def test_sealed_file(case: Case) -> None:
    if "error" not in case:
        stored = sealed_file(case)
        if "sealed" in case:
            assert stored == raw(case, "sealed")
        else:
            assert len(stored) == case["sealed_size"]
            assert hashlib.sha256(stored).hexdigest() == case["sealed_sha256"]
        assert opened_file(case, stored) == drawn(case["drawn"], case["length"])
        return
    of = next(c for c in loaded("sealed-file")["cases"] if c["name"] == case["of"])
    stored = sealed_file(of)
    if "parts" in case:
        stored = b"".join(stored[start:end] for start, end in case["parts"])
    if "flip" in case:
        altered = bytearray(stored)
        altered[case["flip"]] ^= 1
        stored = bytes(altered)
    with refused(case):
        opened_file(case, stored)


@cases_of("return-code-and-mailbox")
def test_return_code_and_mailbox(case: Case) -> None:
    fixed = loaded("return-code-and-mailbox")
    if "fresh" in case:
        code = return_code.make(raw(case, "fresh"))
        assert code.shown == case["shown"]
        assert code.lookup_digest(UUID(fixed["workspace"])) == raw(case, "lookup_digest")
        assert code.mailbox_seed(raw(fixed, "salt")) == raw(case, "mailbox_seed")
    elif "not_a_code" in case:
        with pytest.raises(return_code.NotACode) as not_a_code:
            return_code.parse(case["typed"])
        assert not_a_code.value.code == case["not_a_code"]
    elif "read_as" in case:
        assert return_code.parse(case["typed"]).shown == case["read_as"]
    else:
        at = UUID(case["workspace"]), UUID(case["plea"]), UUID(case["message"])
        if "error" in case:
            with refused(case):
                open_answer(raw(case, "seed"), *at, raw(case, "sealed"))
        else:
            opened = open_answer(raw(case, "seed"), *at, raw(case, "sealed"))
            assert opened == raw(case, "plaintext")


@cases_of("audit-chain")
def test_audit_chain(case: Case) -> None:
    fixed = loaded("audit-chain")
    assert chain.signing_public(raw(fixed, "signing_seed")) == raw(fixed, "public")
    if "holds" in case:
        held = chain.verify_head(
            raw(fixed, "public"),
            UUID(case["workspace"]),
            case["seq"],
            raw(case, "digest"),
            raw(case, "signature"),
        )
        assert held is case["holds"]
        if held:
            signed = chain.sign_head(
                raw(fixed, "signing_seed"),
                UUID(case["workspace"]),
                case["seq"],
                raw(case, "digest"),
            )
            assert signed == raw(case, "signature")
    elif "fields" in case:
        digest = chain.event_digest(raw(case, "previous"), case["fields"])
        assert digest == raw(case, "digest")
    else:
        assert chain.genesis(UUID(fixed["workspace"])) == raw(case, "digest")


def opened_key(case: Case) -> bytes:
    """The grant, member's secrets or keyring of a case."""
    if "grant" in case:
        at = UUID(case["workspace"]), UUID(case["compartment"]), case["epoch"]
        return open_grant(raw(case, "seed"), *at, raw(case, "grant"))
    member = UUID(case["member"])
    if "keyring" in case:
        return keyring.open_keyring(raw(case, "cookie"), member, raw(case, "keyring"))
    secrets = passphrase.open_member(
        raw(case, "derived"), UUID(case["workspace"]), member, raw(case, "member_secrets")
    )
    assert secrets.totp == raw(case, "totp")
    return secrets.seed


@cases_of("keys")
def test_keys(case: Case) -> None:
    if "error" in case:
        with refused(case):
            opened_key(case)
    elif "plaintext" in case:
        assert opened_key(case) == raw(case, "plaintext")
    elif "passphrase" in case:
        parameters = passphrase.Argon2Parameters.decoded(case["parameters"])
        derived = passphrase.derive(case["passphrase"], raw(case, "salt"), parameters)
        assert derived == raw(case, "derived")
    elif "session_id" in case:
        assert keyring.session_id(raw(case, "cookie")) == raw(case, "session_id")
    else:
        secret = raw(case, "secret")
        assert epochs.wrapping_key(secret) == raw(case, "wrapping_key")
        assert epochs.hpke_seed(secret) == raw(case, "hpke_seed")
        assert epochs.signing_seed(secret) == raw(case, "signing_seed")
        public = epochs.epoch_public_key(secret)
        assert hashlib.sha256(public).digest() == raw(case, "public_sha256")
