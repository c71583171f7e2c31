"""Writes docs/spec/vectors/*.json: `python -m tests.seal.write_vectors` from the repository root.

Everything is drawn from fixed bytes, so running it again changes nothing, except for what HPKE
seals (wrap kind 2, grants, answers): there the library draws its own randomness, and new bytes
appear that open just the same. Vectors already written stay valid for as long as their format
does; a new format gets new files beside them. Refuses nothing and opens nothing: the test does.
"""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from safeconduct.seal import (
    chain,
    epochs,
    keyring,
    mailbox,
    passphrase,
    recipients,
    return_code,
    sealing,
)
from safeconduct.seal.binding import Binding
from safeconduct.seal.envelope import content_digest
from safeconduct.seal.opening import EpochKeys, rewrap
from safeconduct.seal.stream_sealing import CHUNK, HEADER_BYTES, TAG_BYTES, StreamSealer

VECTORS = Path(__file__).parents[2] / "docs" / "spec" / "vectors"
WORKSPACE = UUID("0f6d1c5e-6a0b-4c53-9a7e-3b8f5f0d1a01")
COMPARTMENT = UUID("5b1e3c9a-2d47-4f0e-8c61-7e9a0b4d2c02")
ROW = UUID("c2a9e7f4-81b6-4d3a-b5f0-1d6c8e3a9f03")
OTHER = UUID("9d4b7a10-3e5f-4a86-97c2-e0f1b2d3c404")
MEMBER = UUID("e8f7a6b5-c4d3-4e2f-a1b0-99887766550f")
SMALL = passphrase.Argon2Parameters(iterations=1, memory_kib=64, lanes=1)


def drawn(name: str, length: int) -> bytes:
    """`length` fixed bytes for a name; a stand-in for randomness that anyone can repeat."""
    return hashlib.shake_256(f"safeconduct test vector: {name}".encode()).digest(length)


def flipped(sealed: bytes, place: int) -> bytes:
    """The same bytes with one bit other at `place` (negative counts from the end)."""
    altered = bytearray(sealed)
    altered[place] ^= 1
    return bytes(altered)


def write(name: str, about: str, fixed: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    """One file of vectors; bytes become hexadecimal, UUIDs text."""

    def plain(value: object) -> str:
        if isinstance(value, bytes):
            return value.hex()
        if isinstance(value, UUID):
            return str(value)
        raise TypeError(type(value).__name__)

    text = json.dumps(
        {"about": about, **fixed, "cases": cases}, indent=1, ensure_ascii=False, default=plain
    )
    (VECTORS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def records() -> None:
    """Sealed records of both kinds, re-wrapped, and all the ways they must not open."""
    secret, next_secret = drawn("epoch 1", 32), drawn("epoch 2", 32)
    keys, next_keys = EpochKeys.of(secret), EpochKeys.of(next_secret)
    place: dict[str, Any] = {
        "workspace": WORKSPACE,
        "table": "cases_note",
        "row": ROW,
        "column": "text",
        "compartment": COMPARTMENT,
        "version": 2,
    }
    binding = Binding(**place)
    older_place = {**place, "version": 1}
    older = sealing.seal_with_epoch(
        keys.wrapping_key, 1, Binding(**older_place), b"an older note", fresh=drawn("older", 44)
    )
    note = "Спросить про документы".encode()
    record = sealing.seal_with_epoch(keys.wrapping_key, 1, binding, note, fresh=drawn("note", 44))
    handed_over = sealing.seal_to_epoch(
        epochs.epoch_public_key(secret), 1, binding, note, fresh=drawn("handed over", 32)
    )
    moved_on = rewrap(keys, next_keys.wrapping_key, 2, record, binding, fresh=drawn("moved on", 12))
    empty = sealing.seal_with_epoch(keys.wrapping_key, 1, binding, b"", fresh=drawn("empty", 44))
    long = sealing.seal_with_epoch(
        keys.wrapping_key, 1, binding, drawn("long", 300), fresh=drawn("long record", 44)
    )

    def opens(name: str, sealed: bytes, plaintext: bytes, key: bytes = secret) -> dict[str, Any]:
        return {
            "name": name,
            "secret": key,
            "place": place,
            "sealed": sealed,
            "plaintext": plaintext,
            "content_digest": content_digest(sealed),
        }

    def fails(name: str, sealed: bytes, error: str, **changed: Any) -> dict[str, Any]:
        key = changed.pop("secret", secret)
        at = {**place, **changed}
        return {"name": name, "secret": key, "place": at, "sealed": sealed, "error": error}

    relabelled = older[:9] + (2).to_bytes(4, "big") + older[13:]
    other_epoch = record[:5] + (2).to_bytes(4, "big") + record[9:]
    cases = [
        opens("wrap kind 1", record, note),
        opens("wrap kind 2", handed_over, note),
        opens("re-wrapped for epoch 2", moved_on, note, next_secret),
        opens("empty", empty, b""),
        opens("of the second bucket", long, drawn("long", 300)),
        fails("moved to another row", record, "DoesNotOpen", row=OTHER),
        fails("moved to another row, kind 2", handed_over, "DoesNotOpen", row=OTHER),
        fails("another column", record, "DoesNotOpen", column="title"),
        fails("another table", record, "DoesNotOpen", table="cases_task"),
        fails("another compartment", record, "DoesNotOpen", compartment=OTHER),
        fails("another workspace", record, "DoesNotOpen", workspace=OTHER),
        fails("older version put back", older, "DoesNotOpen"),
        fails("older version relabelled", relabelled, "DoesNotOpen"),
        fails("newer version expected", record, "DoesNotOpen", version=3),
        fails("wrong epoch in the header", other_epoch, "DoesNotOpen"),
        fails("key of another epoch", record, "DoesNotOpen", secret=next_secret),
        fails("old key after re-wrapping", moved_on, "DoesNotOpen"),
        fails("wrap of another record", record[:73] + empty[73:], "DoesNotOpen"),
        fails("bit flipped in the wrap nonce", flipped(record, 13), "DoesNotOpen"),
        fails("bit flipped in the wrapped key", flipped(record, 30), "DoesNotOpen"),
        fails("bit flipped in the content", flipped(record, 100), "DoesNotOpen"),
        fails("bit flipped in the tag", flipped(record, -1), "DoesNotOpen"),
        fails("bit flipped in the encapsulated key", flipped(handed_over, 600), "DoesNotOpen"),
        fails("other magic", flipped(record, 0), "UnknownFormat"),
        fails("other format", flipped(record, 3), "UnknownFormat"),
        fails("unknown wrap kind", record[:4] + b"\x07" + record[5:], "UnknownFormat"),
        fails("truncated in the header", record[:12], "Truncated"),
        fails("truncated in the content", record[:-1], "Truncated"),
        fails("a longer one truncated", long[:-1], "Malformed"),
        fails("a byte more", record + b"\0", "Malformed"),
        fails("nothing", b"", "Truncated"),
    ]
    write("sealed-record", "Opened by seal.opening.open_record.", {}, cases)


def files() -> None:
    """Sealed files; the stored bytes are described, because they run to hundreds of kilobytes."""
    key = drawn("file key", 32)
    step = CHUNK + TAG_BYTES

    def stored(length: int, name: str) -> bytes:
        sealer = StreamSealer(key, ROW, WORKSPACE, drawn(name, 7))
        return sealer.start() + sealer.update(drawn(name, length)) + sealer.finish()

    small = stored(11, "small file")
    cases: list[dict[str, Any]] = [
        {
            "name": "stored bytes in full",
            "drawn": "small file",
            "length": 11,
            "sealed": small,
        }
    ]
    for length in (0, 4088, 4089, CHUNK, CHUNK + 1, 200_000):
        name = f"file of {length}"
        sealed = stored(length, name)
        cases.append(
            {
                "name": name,
                "drawn": name,
                "length": length,
                "sealed_size": len(sealed),
                "sealed_sha256": hashlib.sha256(sealed).digest(),
            }
        )
    size = len(stored(200_000, "file of 200000"))
    head, end = [0, HEADER_BYTES], [HEADER_BYTES + 3 * step, size]
    chunk = [[HEADER_BYTES + n * step, HEADER_BYTES + (n + 1) * step] for n in range(3)]
    # `parts` are the ranges of the stored file of 200,000 bytes that are put one after another.
    for name, parts, error in (
        ("chunks reordered", [head, chunk[1], chunk[0], chunk[2], end], "DoesNotOpen"),
        (
            "chunk repeated for its neighbour",
            [head, chunk[0], chunk[0], chunk[2], end],
            "DoesNotOpen",
        ),
        ("cut off between two chunks", [head, chunk[0], chunk[1]], "Truncated"),
        ("cut off inside the last chunk", [[0, size - 1]], "Truncated"),
        ("cut off inside the header", [[0, HEADER_BYTES - 1]], "Truncated"),
        ("without its header", [[HEADER_BYTES, size]], "UnknownFormat"),
    ):
        cases.append({"name": name, "of": "file of 200000", "parts": parts, "error": error})
    for name, place, error in (
        ("bit flipped in the magic", 0, "UnknownFormat"),
        ("bit flipped in the nonce prefix", 5, "DoesNotOpen"),
        ("bit flipped in the first chunk", 500, "DoesNotOpen"),
        ("bit flipped in the last tag", size - 1, "DoesNotOpen"),
    ):
        cases.append({"name": name, "of": "file of 200000", "flip": place, "error": error})
    for name, changed in (
        ("another blob", {"blob": OTHER}),
        ("another workspace", {"workspace": OTHER}),
        ("another key", {"key": drawn("another file key", 32)}),
    ):
        cases.append({"name": name, "of": "file of 200000", **changed, "error": "DoesNotOpen"})
    fixed = {
        "drawing": "SHAKE-256 of 'safeconduct test vector: ' and the name under 'drawn'; its first "
        "7 bytes are the nonce prefix, its first `length` bytes the file",
        "key": key,
        "blob": ROW,
        "workspace": WORKSPACE,
    }
    write("sealed-file", "Opened by seal.stream_opening.StreamOpener.", fixed, cases)


def codes() -> None:
    """Return codes from fresh bytes, what may be typed, and answers in a mailbox."""
    salt = drawn("mailbox salt", 16)
    cases: list[dict[str, Any]] = []
    for name, fresh in (
        ("zeros", bytes(32)),
        ("ones", b"\xff" * 32),
        ("drawn", drawn("return code", 32)),
    ):
        code = return_code.make(fresh)
        cases.append(
            {
                "name": name,
                "fresh": fresh,
                "shown": code.shown,
                "lookup_digest": code.lookup_digest(WORKSPACE),
                "mailbox_seed": code.mailbox_seed(salt),
            }
        )
    code = return_code.make(drawn("return code", 32))
    seed = code.mailbox_seed(salt)
    digits = code.digits
    wrong = str((int(digits[4]) + 1) % 10)
    for name, typed, error in (
        ("one digit wrong", digits[:4] + wrong + digits[5:], "check"),
        ("one digit missing", digits[1:], "length"),
        ("one digit too many", digits + "0", "length"),
        ("nothing", "", "length"),
    ):
        cases.append({"name": name, "typed": typed, "not_a_code": error})
    for name, zero in (("Arabic-Indic digits", "٠"), ("Persian digits", "۰"), ("Thai digits", "๐")):
        typed = "".join(chr(ord(zero) + int(digit)) for digit in digits)
        cases.append({"name": name, "typed": typed, "read_as": code.shown})
    text = "Вы не одни".encode()
    answer = mailbox.seal_answer(mailbox.mailbox_public(seed), WORKSPACE, ROW, OTHER, text)
    at = {"workspace": WORKSPACE, "plea": ROW, "message": OTHER}
    cases.append({"name": "an answer", "seed": seed, **at, "sealed": answer, "plaintext": text})
    for name, changed, error in (
        ("an answer to another plea", {"plea": MEMBER}, "DoesNotOpen"),
        ("an answer under another message", {"message": MEMBER}, "DoesNotOpen"),
        ("an answer with another code", {"seed": drawn("another seed", 32)}, "DoesNotOpen"),
        ("an answer with a bit flipped", {"sealed": flipped(answer, 1200)}, "DoesNotOpen"),
        ("an answer truncated", {"sealed": answer[:1000]}, "Truncated"),
    ):
        cases.append(
            {"name": name, "seed": seed, **at, "sealed": answer, **changed, "error": error}
        )
    fixed = {"workspace": WORKSPACE, "salt": salt}
    about = "Made by seal.return_code, opened by seal.mailbox.open_answer."
    write("return-code-and-mailbox", about, fixed, cases)


def audit() -> None:
    """A chain of three events and its signed head."""
    seed = drawn("signing seed", 32)
    public = chain.signing_public(seed)
    previous = chain.genesis(WORKSPACE)
    cases: list[dict[str, Any]] = [{"name": "genesis", "digest": previous}]
    events: list[dict[str, str | int | None]] = [
        {"seq": 1, "verb": "open_case", "row": str(ROW), "purpose": "cases:open", "case": None},
        {"seq": 2, "verb": "move_stage", "from": "accepted", "to": "sheltered"},
        {"seq": 3, "verb": "раз", "zero": 0, "negative": -1, "empty": ""},
    ]
    for fields in events:
        digest = chain.event_digest(previous, fields)
        cases.append(
            {
                "name": f"event {fields['seq']}",
                "previous": previous,
                "fields": fields,
                "digest": digest,
            }
        )
        previous = digest
    signature = chain.sign_head(seed, WORKSPACE, 3, previous)
    head = {"workspace": WORKSPACE, "seq": 3, "digest": previous, "signature": signature}
    cases.append({"name": "a signed head", **head, "holds": True})
    for name, changed in (
        ("another place", {"seq": 2}),
        ("another workspace", {"workspace": OTHER}),
        ("another digest", {"digest": drawn("digest", 32)}),
        ("a signature with a bit flipped", {"signature": flipped(signature, 40)}),
        ("a signature truncated", {"signature": signature[:-1]}),
    ):
        cases.append({"name": name, **head, **changed, "holds": False})
    fixed = {"workspace": WORKSPACE, "signing_seed": seed, "public": public}
    write("audit-chain", "Made and verified by seal.chain.", fixed, cases)


def keys() -> None:
    """Derivations, grants, members' secrets and keyrings."""
    secret, member_seed = drawn("epoch 1", 32), drawn("member seed", 32)
    granted = sealing.grant_epoch(
        recipients.public_key(member_seed), WORKSPACE, COMPARTMENT, 1, secret
    )
    words = "lantern orbit willow copper dune meadow flute"
    salt = drawn("passphrase salt", 16)
    derived = passphrase.derive(words, salt, SMALL)
    secrets = passphrase.MemberSecrets(member_seed, drawn("second factor", 20))
    member = passphrase.seal_member(
        derived, WORKSPACE, MEMBER, secrets, fresh=drawn("member nonce", 12)
    )
    cookie = drawn("cookie", 32)
    ring = keyring.seal_keyring(cookie, MEMBER, b"keys of a session", drawn("ring nonce", 12))
    grant_at = {"seed": member_seed, "workspace": WORKSPACE, "compartment": COMPARTMENT, "epoch": 1}
    member_at = {"derived": derived, "workspace": WORKSPACE, "member": MEMBER}
    ring_at = {"cookie": cookie, "member": MEMBER}
    cases: list[dict[str, Any]] = [
        {
            "name": "keys of an epoch",
            "secret": secret,
            "wrapping_key": epochs.wrapping_key(secret),
            "hpke_seed": epochs.hpke_seed(secret),
            "signing_seed": epochs.signing_seed(secret),
            "public_sha256": hashlib.sha256(epochs.epoch_public_key(secret)).digest(),
        },
        {
            "name": "a passphrase",
            "passphrase": words,
            "salt": salt,
            "parameters": SMALL.encoded(),
            "derived": derived,
        },
        {
            "name": "the same passphrase typed otherwise",
            "passphrase": "  " + words.replace(" ", "\u00a0 "),
            "salt": salt,
            "parameters": SMALL.encoded(),
            "derived": derived,
        },
        {"name": "a session id", "cookie": cookie, "session_id": keyring.session_id(cookie)},
        {"name": "a grant", "grant": granted, **grant_at, "plaintext": secret},
        {
            "name": "a member's secrets",
            "member_secrets": member,
            **member_at,
            "plaintext": secrets.seed,
            "totp": secrets.totp,
        },
        {"name": "a keyring", "keyring": ring, **ring_at, "plaintext": b"keys of a session"},
    ]
    for name, what, changed, error in (
        ("a grant of another epoch", "grant", {"epoch": 2}, "DoesNotOpen"),
        ("a grant of another compartment", "grant", {"compartment": OTHER}, "DoesNotOpen"),
        ("a grant to another member", "grant", {"seed": cookie}, "DoesNotOpen"),
        ("a grant with a bit flipped", "grant", {"grant": flipped(granted, -1)}, "DoesNotOpen"),
        ("a grant truncated", "grant", {"grant": granted[:900]}, "Truncated"),
        ("another member's secrets", "member", {"member": OTHER}, "DoesNotOpen"),
        ("a wrong passphrase", "member", {"derived": cookie}, "DoesNotOpen"),
        ("secrets truncated", "member", {"member_secrets": member[:-1]}, "Truncated"),
        (
            "secrets of another format",
            "member",
            {"member_secrets": flipped(member, 3)},
            "UnknownFormat",
        ),
        ("another member's keyring", "keyring", {"member": OTHER}, "DoesNotOpen"),
        ("another session's keyring", "keyring", {"cookie": secret}, "DoesNotOpen"),
        ("a keyring truncated", "keyring", {"keyring": ring[:100]}, "Truncated"),
    ):
        base = {
            "grant": {"grant": granted, **grant_at},
            "member": {"member_secrets": member, **member_at},
            "keyring": {"keyring": ring, **ring_at},
        }[what]
        cases.append({"name": name, **base, **changed, "error": error})
    write("keys", "Keys, and what rests under them.", {}, cases)


if __name__ == "__main__":
    VECTORS.mkdir(parents=True, exist_ok=True)
    records()
    files()
    codes()
    audit()
    keys()
