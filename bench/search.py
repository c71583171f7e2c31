"""Sealed search over many cases, against SQLite's FTS5 on the same words in plain form on disk.

Each case has about 750 bytes of words in Cyrillic and Latin: a name in both scripts and a summary.
`first` is the first search after unlocking: keys go to an empty search process, which opens
everything. `following` finds everything open. Both include what the page does with the answer:
rows by access, names, and the committed audit event. The peer gets the folded words, the same
spellings, and says as much: the first 150 and how many there are altogether.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from bench.many_cases import copies, household, insert
from bench.measuring import TOY, Measured, brief, median, percentile, resident_mib, timed
from bench.workspace import Workspace, new_workspace
from safeconduct.apps.cases.models import Case
from safeconduct.apps.team import queries as team
from safeconduct.apps.team.roles import Standing
from safeconduct.apps.vault.folding import fold
from safeconduct.apps.vault.search import sessions
from safeconduct.apps.vault.search.asking import ask
from safeconduct.apps.vault.search.children import Child
from safeconduct.apps.vault.search.loading import Text, load
from safeconduct.apps.vault.search.looking import MOST_ENTRIES, look, words_of
from safeconduct.rehearsal.people import GIVEN, PATRONYMIC, SURNAME

#: Sealed cases, by size.
CASES = {TOY: 60, "small": 1_000, "medium": 20_000, "large": 100_000}
TARGET_FIRST_MS = 300.0
TARGET_P95_MS = 150.0
TARGET_RATIO = 3.0
SEED = 2017
WORDS = (
    "прячется у знакомых до пятницы звонили родителям искали дома забрали телефон угрожает дядя "
    "нужны лекарства паспорт просрочен деньги кончились уехал из города вернулся боится выходить "
    "сосед видел машину допрос отпустили под подписку адвокат письмо посольство билет вокзал ночь "
    "check in missed called the friend no answer since morning needs a doctor has a valid passport "
    "speaks Russian and English wants to leave as soon as possible will write again tomorrow"
)
WORDS_EACH = 75
#: What is typed: both scripts, parts of words, several words, common and rare ones, and nothing.
TYPED = (
    "Yashmov",
    "агат",
    "Malakhit Gran",
    "порфиров",
    "khriz kvarts",
    "паспорт просрочен",
    "passport",
    "Щебнев",
    "обсидиан",
    "lazur",
    "marker-000017",
    "посольство билет",
    "doctor since",
    "турмалин туфов",
    "nobody-is-called-this",
)


def measure(size: str) -> list[Measured]:
    """Build, ask first, ask on, and the peer, on the same words."""
    workspace = new_workspace()
    rounds = 2 if size == TOY else 5
    cases = CASES[size]
    ids = [*bare(workspace, cases)]
    compartment = team.compartment(Standing.CASEWORK).id
    texts = list(invented(ids))
    begun = time.perf_counter()
    load(compartment, texts)
    built = time.perf_counter() - begun
    first, children = [], []
    for _ in range(rounds):
        child = fresh_child(workspace)
        first.append(timed(lambda: ask(workspace.actor("search"), TYPED[0])))
        children.append(resident_mib(child.pid, "VmRSS"))
    following, looks = [], []
    for typed in TYPED * rounds:
        following.append(timed(lambda typed=typed: ask(workspace.actor("search"), typed)))  # type: ignore[misc]
        looks.append(timed(lambda typed=typed: look(workspace.actor("search"), typed)))  # type: ignore[misc]
    sessions.children().end_all()
    with tempfile.TemporaryDirectory() as folder:
        peer = Peer(Path(folder) / "plain.sqlite3", texts)
        peer_first = [peer.first(TYPED[0]) for _ in range(rounds)]
        every = TYPED * rounds
        peer_looks = [timed(lambda typed=typed: peer.look(typed)) for typed in every]  # type: ignore[misc]
        peer_some = [timed(lambda typed=typed: peer.some(typed)) for typed in every]  # type: ignore[misc]
        peer.close()
    judged = size == "large"
    name = f"{cases:,} sealed cases"
    look_ratio = median(looks) / median(peer_looks)
    return [
        Measured(
            bench="search",
            size=size,
            what=f"first search, {name}",
            value=round(median(first), 1),
            unit="ms",
            target=TARGET_FIRST_MS if judged else None,
            peer="FTS5 trigram, plain: open and ask",
            peer_value=round(median(peer_first), 2),
            detail={"rounds": brief(first, 1), "peer_rounds": brief(peer_first, 2)},
        ),
        Measured(
            bench="search",
            size=size,
            what=f"following searches, p95, {name}",
            value=round(percentile(following, 0.95), 1),
            unit="ms",
            target=TARGET_P95_MS if judged else None,
            peer="FTS5 trigram, plain, p95",
            peer_value=round(percentile(peer_looks, 0.95), 2),
            detail={"p50": round(median(following), 1), "peer_p50": round(median(peer_looks), 2)},
        ),
        Measured(
            bench="search",
            size=size,
            what=f"the same query, times FTS5's, {name}",
            value=round(look_ratio, 2),
            unit="×",
            target=TARGET_RATIO if judged else None,
            detail={
                "sealed_p50_ms": round(median(looks), 2),
                "sealed_p95_ms": round(percentile(looks, 0.95), 2),
                "fts5_p50_ms": round(median(peer_looks), 2),
                "fts5_p95_ms": round(percentile(peer_looks, 0.95), 2),
                "fts5_without_count_p50_ms": round(median(peer_some), 2),
                "fts5_without_count_p95_ms": round(percentile(peer_some, 0.95), 2),
            },
        ),
        Measured(
            bench="search",
            size=size,
            what=f"build, {name}",
            value=round(built, 2),
            unit="s",
            peer="building FTS5 trigram, plain",
            peer_value=round(peer.built, 2),
            detail={"bytes_of_words": sum(len(one.text.encode()) for one in texts)},
        ),
        Measured(
            bench="search",
            size=size,
            what=f"memory of the search process, {name}",
            value=round(median(children), 1),
            unit="MiB",
        ),
    ]


def bare(workspace: Workspace, count: int) -> Iterator[UUID]:
    """Cases with nothing but their row: search shows codes, and opens nothing of a case."""
    first = household(workspace.actor("bench"), persons=1)
    made = list(copies(first, count))
    insert(Case, made)
    for case in made:
        yield case.pk


def invented(cases: list[UUID]) -> Iterator[Text]:
    """Words of each case, from a fixed seed; every one has a marker of its own."""
    chance = random.Random(SEED)
    for number, case in enumerate(cases):
        given, middle, surname = (chance.choice(names) for names in (GIVEN, PATRONYMIC, SURNAME))
        name = f"{given[0]} {middle[0]} {surname[0]} {given[1]} {middle[1]} {surname[1]}"
        said = " ".join(chance.choices(WORDS.split(), k=WORDS_EACH))
        text = f"{name} {said} marker-{number:06d}"
        yield Text("cases_case", case, "summary", case, text)


def fresh_child(workspace: Workspace) -> Child:
    """A search process without words for the session, as it is just after unlocking."""
    session = workspace.actor("search").session
    sessions.end(session)
    sessions.warm()
    child = sessions.children().of(session)
    # The spare reads its libraries while the member types; a first search does not wait for that.
    time.sleep(1.0)
    return child


class Peer:
    """SQLite FTS5 with the trigram tokeniser: folded words in plain form, on disk."""

    def __init__(self, path: Path, texts: list[Text]) -> None:
        self.path = path
        begun = time.perf_counter()
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5(text, id UNINDEXED, tokenize='trigram')"
        )
        with self.connection:
            self.connection.executemany(
                "INSERT INTO words (text, id) VALUES (?, ?)",
                ((fold(one.text), one.row.bytes) for one in texts),
            )
        self.built = time.perf_counter() - begun

    def look(self, typed: str) -> int:
        """The first of them and how many there are altogether, which is what sealed search says."""
        self.some(typed)
        counted = self.connection.execute(
            "SELECT count(*) FROM words WHERE text MATCH ?", (match_of(typed),)
        ).fetchone()
        return int(counted[0])

    def some(self, typed: str) -> int:
        """Only the first of them."""
        rows = self.connection.execute(
            "SELECT id FROM words WHERE text MATCH ? LIMIT ?", (match_of(typed), MOST_ENTRIES)
        )
        return len(rows.fetchall())

    def first(self, typed: str) -> float:
        """Milliseconds to open the file and ask."""
        self.connection.close()

        def work() -> None:
            self.connection = sqlite3.connect(self.path)
            self.look(typed)

        return timed(work)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def match_of(typed: str) -> str:
    """What was typed as FTS5 asks for it: every word, each in one of its spellings."""
    return " AND ".join(
        "(" + " OR ".join('"' + one.replace('"', '""') + '"' for one in word) + ")"
        for word in words_of(typed)
    )
