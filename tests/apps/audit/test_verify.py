"""Whoever changes, drops, reorders or inserts one event is found out, and where."""

import pytest
from django.db import connection

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.audit.action import (
    PUBLIC,
    SYSTEM,
    Refused,
    Unrecorded,
    action,
    digest_of,
    record,
)
from safeconduct.apps.audit.models import Event, Head
from safeconduct.apps.team import actions
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from tests.cast import Cast


def faults(cast: Cast) -> list[tuple[int, str]]:
    """The chain's faults as pairs."""
    return [(f.seq, f.code) for f in audit.faults(cast.workspace, team.signing_keys())]


def execute(sql: str, *values: object) -> None:
    """Change the database as somebody would who has only the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_honest_chain_holds(cast: Cast) -> None:
    assert audit.head()[0] >= 8
    assert faults(cast) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "nothing_happened"),
        ("who", "public"),
        ("details", "{}"),
        ("purpose", "other"),
        ("table", "elsewhere"),
        ("at", "2016-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_event_is_found(cast: Cast, column: str, value: str) -> None:
    execute(f'UPDATE audit_event SET "{column}" = %s WHERE seq = 3', value)
    assert (3, "altered") in faults(cast)


def test_a_dropped_event_is_found(cast: Cast) -> None:
    execute("DELETE FROM audit_event WHERE seq = 4")
    assert faults(cast)[0] == (4, "missing")
    assert (5, "unlinked") in faults(cast)


def test_the_last_event_dropped_is_found(cast: Cast) -> None:
    last = audit.head()[0]
    execute("DELETE FROM audit_event WHERE seq = %s", last)
    assert faults(cast) == [(last, "head")]


def test_two_events_exchanged_are_found(cast: Cast) -> None:
    execute("UPDATE audit_event SET seq = 1000 WHERE seq = 3")
    execute("UPDATE audit_event SET seq = 3 WHERE seq = 4")
    execute("UPDATE audit_event SET seq = 4 WHERE seq = 1000")
    assert {seq for seq, _code in faults(cast)} >= {3, 4}


def test_an_inserted_event_is_found(cast: Cast) -> None:
    last = audit.head()[0]
    event = Event.objects.get(seq=last)
    event.seq = last + 1
    event.save(force_insert=True)
    assert (last + 1, "unlinked") in faults(cast)
    assert (last + 2, "head") in faults(cast)


def test_a_whole_tail_rewritten_without_the_key_is_found(cast: Cast) -> None:
    """The digests can be recomputed by anyone; the signatures cannot."""
    before = 5
    execute("UPDATE audit_event SET details = '{}' WHERE seq = %s", before)
    previous = bytes(Event.objects.get(seq=before - 1).digest)
    for event in Event.objects.filter(seq__gte=before).order_by("seq"):
        digest = digest_again(event, previous)
        Event.objects.filter(seq=event.seq).update(previous=previous, digest=digest)
        previous = digest
    Head.objects.update(digest=previous)
    assert [code for _seq, code in faults(cast)] == ["forged"] * (audit.head()[0] - before + 1)


def digest_again(event: Event, previous: bytes) -> bytes:
    """What anybody with the code can compute."""
    return digest_of(event, previous)


def test_a_stripped_signature_is_found(cast: Cast) -> None:
    execute("UPDATE audit_event SET signature = NULL WHERE seq = 2")
    assert faults(cast) == [(2, "forged")]


def test_a_removed_member_cannot_sign_later_events(cast: Cast) -> None:
    """The old signing key is known to whoever left; the chain accepts it only up to that moment."""
    gone = cast.actor("rowan")
    gone.sign_head(1, bytes(32))  # keeps the key, as a thief would
    actions.remove_member(cast.alder, member_id=gone.member.id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Actor, "grants", lambda self: {})
        say_something(gone)
    assert faults(cast) == [(audit.head()[0], "forged")]


@action
def say_something(actor: Actor) -> None:
    """An action of this test."""
    record(actor, "say_something")


@pytest.mark.django_db
def test_an_action_without_its_event_writes_nothing() -> None:
    @action
    def forgets_to_record() -> None:
        Head.objects.create(seq=7, digest=bytes(32))

    with pytest.raises(Unrecorded):
        forgets_to_record()
    assert not Head.objects.exists()


@pytest.mark.django_db
def test_a_refused_action_leaves_no_event() -> None:
    @action
    def refuses() -> None:
        record(SYSTEM, "refuses")
        raise Refused("no", "No.")

    with pytest.raises(Refused):
        refuses()
    assert audit.head() == (0, bytes(32))


def test_public_events_keep_only_the_hour(cast: Cast) -> None:
    @action
    def arrive() -> None:
        record(PUBLIC, "arrive")

    arrive()
    newest = audit.newest(limit=1)[0]
    assert (newest.at.minute, newest.at.second, newest.at.microsecond) == (0, 0, 0)
