"""Keeping segments: nothing is lost, nothing erased stays, and new keys follow who has left."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from safeconduct.apps.audit import queries as audit
from safeconduct.apps.cases.records import CaseSummary
from safeconduct.apps.team import actions as team_actions
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.actor import Actor
from safeconduct.apps.vault import reseal
from safeconduct.apps.vault.models import SearchEntry, SearchSegment
from safeconduct.apps.vault.opening import must_open
from safeconduct.apps.vault.records import FileKey
from safeconduct.apps.vault.sealing import erase, seal
from safeconduct.apps.vault.search import keeping, loading, looking, sessions
from safeconduct.apps.vault.search.children import Child, start
from safeconduct.apps.vault.search.keeping import Segment, Work, work_for
from safeconduct.apps.vault.sweeping import sweep
from tests.apps.vault.test_search import a_case, page
from tests.cast import Cast
from tests.cast import found as found_cast

pytestmark = pytest.mark.timeout(90)
HERE = uuid4()


@pytest.fixture
def child() -> Iterator[Child]:
    one = start()
    yield one
    one.kill()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments begin with the third entry."""
    monkeypatch.setattr(keeping, "LONGEST_TAIL", 2)


def found(child: Child, actor: Actor, typed: str) -> set[UUID]:
    """Rows of the entries found."""
    looked = looking.look_with(child, actor, looking.words_of(typed), 500, 0)
    assert looked.damaged == 0
    return {entry.row for entry in looked.entries}


def casework() -> UUID:
    return team.compartment("casework").id


def files() -> set[str]:
    return {path.name for path in (Path(settings.DATA_DIR) / "segments").glob("*/*")}


def test_gathering_the_tail_keeps_every_entry(cast: Cast, child: Child, short: None) -> None:
    cases = [a_case(cast.birch, f"Прячется у Зелимхана {number}") for number in range(5)]
    before = found(child, cast.birch, "zelimkhan")
    assert keeping.tidy(child, [casework()]) == 1
    assert SearchEntry.objects.filter(segment=None).count() == 0
    assert not SearchEntry.objects.filter(words__isnull=False).exists()
    assert found(child, cast.birch, "Зелимхан") == before == {case.pk for case in cases}
    other = start()
    try:
        assert found(other, cast.rowan, "zelimhan 3") == {cases[3].pk}
    finally:
        other.kill()
    assert files() >= {SearchSegment.objects.get().id.hex}
    assert list(audit.faults(cast.workspace, team.signing_keys())) == []


def test_changed_words_are_found_and_the_old_ones_are_not(
    cast: Cast, child: Child, short: None
) -> None:
    cases = [a_case(cast.birch, f"Прячется у Зелимхана {number}") for number in range(3)]
    found(child, cast.birch, "zelimkhan")
    keeping.tidy(child, [casework()])
    seal(cases[0], "summary", CaseSummary("у Джохара"), cast.birch)
    cases[0].save()
    assert found(child, cast.birch, "zelimkhan") == {cases[1].pk, cases[2].pk}
    assert found(child, cast.birch, "dzhokhar") == {cases[0].pk}


def test_an_erased_text_leaves_the_segment_at_the_next_tidying(
    cast: Cast, child: Child, short: None
) -> None:
    cases = [a_case(cast.birch, f"Прячется у Зелимхана {number}") for number in range(3)]
    found(child, cast.birch, "zelimkhan")
    keeping.tidy(child, [casework()])
    old = SearchSegment.objects.get()
    erase(cases[0], "summary")
    cases[0].save()
    assert found(child, cast.birch, "zelimkhan") == {cases[1].pk, cases[2].pk}
    assert SearchSegment.objects.get().stale
    keeping.tidy(child, [casework()])
    new = SearchSegment.objects.get()
    assert (new.id != old.id, new.stale, new.entries) == (True, False, 2)
    assert old.id.hex not in files()
    assert found(child, cast.birch, "zelimkhan") == {cases[1].pk, cases[2].pk}


def test_small_segments_are_merged(cast: Cast, child: Child) -> None:
    texts = [loading.Text("cases_case", uuid4(), "summary", None, f"needle{n}") for n in range(6)]
    for text in texts:
        loading.load(casework(), [text])
    assert SearchSegment.objects.count() == 6
    assert found(child, cast.birch, "needle") == {text.row for text in texts}
    keeping.tidy(child, [casework()])
    assert SearchSegment.objects.count() <= 2
    assert found(child, cast.birch, "needle") == {text.row for text in texts}
    assert files() >= {pk.hex for pk in SearchSegment.objects.values_list("id", flat=True)}


def test_whoever_leaves_knows_no_key_of_the_segments_after_resealing(
    cast: Cast, child: Child, short: None
) -> None:
    cases = [a_case(cast.birch, f"Прячется у Зелимхана {number}") for number in range(3)]
    found(child, cast.birch, "zelimkhan")
    keeping.tidy(child, [casework()])
    old = SearchSegment.objects.get()
    known = must_open(cast.rowan, old, "key", FileKey).key
    alder = cast.alder
    team_actions.remove_member(alder, member_id=cast.keys["rowan"].member)
    alder.forget_grants()
    while reseal.reseal(alder, compartment=casework()):
        pass
    assert SearchSegment.objects.get().stale
    other = start()
    try:
        birch = cast.birch
        assert found(other, birch, "zelimkhan") == {case.pk for case in cases}
        keeping.tidy(other, [casework()])
        new = SearchSegment.objects.get()
        assert must_open(birch, new, "key", FileKey).key != known
        assert old.id.hex not in files()
        assert found(other, birch, "zelimkhan") == {case.pk for case in cases}
    finally:
        other.kill()


def test_whoever_was_overtaken_leaves_nothing_behind(
    cast: Cast, child: Child, short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        a_case(cast.birch, f"Прячется у Зелимхана {number}")
    before = found(child, cast.birch, "zelimkhan")
    there = files()
    gather = keeping.merge_segments

    def overtaken(segment: UUID, key: bytes, work: Work, tail: list[UUID], moved: int) -> None:
        monkeypatch.setattr(keeping, "merge_segments", gather)
        assert keeping.write(child, work)
        gather(segment, key, work, tail, moved)

    monkeypatch.setattr(keeping, "merge_segments", overtaken)
    assert not keeping.write(child, Work(casework(), 3, ()))
    assert SearchSegment.objects.count() == 1
    assert len(files() - there) == 1
    assert found(child, cast.birch, "zelimkhan") == before


def test_a_damaged_segment_is_reported_and_the_rest_is_searched(cast: Cast, child: Child) -> None:
    rows = [uuid4(), uuid4()]
    for row in rows:
        loading.load(casework(), [loading.Text("cases_case", row, "summary", None, "needle")])
    broken = SearchSegment.objects.get(words_in__row=rows[0])
    path = looking.path_of(broken.id)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    looked = looking.look_with(child, cast.birch, [["needle"]], 500, 0)
    assert (looked.damaged, {entry.row for entry in looked.entries}) == (1, {rows[1]})


def test_words_are_never_nowhere(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(
            compartment_id=casework(), table="t", row=uuid4(), column="c", words=None
        )


def test_a_file_without_a_row_is_swept_when_it_is_old(cast: Cast) -> None:
    orphan = looking.path_of(uuid4())
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    sweep()
    assert orphan.exists()
    os.utime(orphan, (0, 0))
    sweep()
    assert not orphan.exists()


def a_segment(living: int, *, entries: int = 0, stale: bool = False) -> Segment:
    return Segment(uuid4(), entries or living, living, stale)


def test_nothing_to_do_while_all_is_in_order() -> None:
    assert work_for(HERE, 2000, []) is None
    assert work_for(HERE, 0, [a_segment(2000), a_segment(5000), a_segment(9000)]) is None


def test_a_long_tail_takes_smaller_segments_along() -> None:
    small, large = a_segment(1000), a_segment(9000)
    assert work_for(HERE, 2500, [large, small]) == Work(HERE, 2500, (small.id,))


def test_a_segment_is_written_anew_when_stale_or_mostly_dead() -> None:
    stale, dead = a_segment(50, stale=True), a_segment(50, entries=100)
    assert work_for(HERE, 0, [stale]) == Work(HERE, 0, (stale.id,))
    assert work_for(HERE, 0, [dead]) == Work(HERE, 0, (dead.id,))


def test_no_segment_grows_past_the_largest() -> None:
    full = [a_segment(keeping.LARGEST_SEGMENT) for _ in range(3)]
    assert work_for(HERE, 0, full) is None
    work = work_for(HERE, keeping.LARGEST_SEGMENT * 3, full)
    assert work == Work(HERE, keeping.LARGEST_SEGMENT, ())


def test_sessions_are_not_shared(cast: Cast) -> None:
    sessions.warm()
    one, other = sessions.children().of(b"one"), sessions.children().of(b"other")
    assert one.pid != other.pid
    sessions.children().end_all()


@pytest.mark.django_db(transaction=True)
def test_a_search_gathers_a_long_tail_in_the_background(short: None) -> None:
    cast = found_cast()
    for number in range(4):
        a_case(cast.birch, f"Прячется у Зелимхана {number}")
    client = cast.client("birch")
    assert page(client, "zelimkhan").count("K-") >= 4
    until = time.monotonic() + 15
    while not SearchSegment.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert SearchEntry.objects.filter(segment=None).count() == 0
    assert page(client, "zelimkhan").count("K-") >= 4
    client.post("/lock/", secure=True)
    sessions.children().end_all()
