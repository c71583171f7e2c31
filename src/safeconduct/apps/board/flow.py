"""Draw people flowing from request to arrival: counts in, curves and boxes out.

Pure like `charts`, and drawn by `charts/flow.html` with the same figures in a table beside.
Refuses negative counts and links that jump over a column or lead nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from safeconduct.apps.board.charts import TONES, WIDTH


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a flow, given in columns from left to right; `key` is unique in the flow."""

    key: str
    label: str
    tone: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """How many people went from one place to a place in the next column."""

    source: str
    target: str
    value: int


@dataclass(frozen=True, slots=True)
class Node:
    """A drawn place of a flow."""

    x: int
    y: int
    width: int
    height: int
    text_x: int
    text_y: int
    label: str
    value: int
    tone: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A drawn link: an SVG path, with its ends in words for the table."""

    path: str
    source: str
    target: str
    value: int
    tone: int


@dataclass(frozen=True, slots=True)
class Flow:
    """People from request to arrival, as wide as they are many."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


def flow(columns: Sequence[Sequence[Place]], links: Sequence[Link]) -> Flow:
    """People flowing from column to column (a Sankey drawing with columns given by the caller).

    A place counts the larger of what comes in and what goes out: where more came in, the rest
    is still there. Links of nought are left out, as are places that nobody reached. Raises
    ValueError for a negative value, a place that is not in the columns, or a link that does
    not lead to the next column.
    """
    column_of = {place.key: n for n, column in enumerate(columns) for place in column}
    came = dict.fromkeys(column_of, 0)
    went = dict.fromkeys(column_of, 0)
    for link in links:
        if link.source not in column_of or link.target not in column_of:
            raise ValueError(f"{link.source} to {link.target}: not in the columns")
        if column_of[link.target] != column_of[link.source] + 1:
            raise ValueError(f"{link.source} to {link.target}: not the next column")
        if link.value < 0:
            raise ValueError(f"{link.source} to {link.target}: a count below nought")
        went[link.source] += link.value
        came[link.target] += link.value
    size = {key: max(came[key], went[key]) for key in column_of}
    shown = [[place for place in column if size[place.key]] for column in columns]
    most = max((sum(size[place.key] for place in column) for column in shown), default=0) or 1
    tall, thick, slot = 240, 14, 20
    spacing = (WIDTH - thick - 150) // max(len(columns) - 1, 1)
    nodes: dict[str, Node] = {}
    for number, column in enumerate(shown):
        y = 8
        for place in column:
            height = max(round(tall * size[place.key] / most), 2)
            x = number * spacing
            nodes[place.key] = Node(
                x=x,
                y=y,
                width=thick,
                height=height,
                text_x=x + thick + 6,
                text_y=y + max(height, 8) // 2 + 5,
                label=place.label,
                value=size[place.key],
                tone=place.tone % TONES,
            )
            # Thin places keep room for their words.
            y += max(height + 8, slot)
    ribbons = _ribbons(columns, links, nodes, size)
    height = max((node.y + max(node.height, 12) for node in nodes.values()), default=0) + 8
    return Flow(WIDTH, height, tuple(nodes.values()), ribbons)


def _ribbons(
    columns: Sequence[Sequence[Place]],
    links: Sequence[Link],
    nodes: dict[str, Node],
    size: dict[str, int],
) -> tuple[Ribbon, ...]:
    """Each link as a closed curve; links leave and arrive in the order of the columns."""
    order = {place.key: n for n, place in enumerate(p for column in columns for p in column)}
    out = dict.fromkeys(nodes, 0)
    into = dict.fromkeys(nodes, 0)
    ribbons = []
    live = [link for link in links if link.value]
    for link in sorted(live, key=lambda one: (order[one.source], order[one.target])):
        source, target = nodes[link.source], nodes[link.target]
        edges = []
        for node, key, taken in ((source, link.source, out), (target, link.target, into)):
            top = node.y + round(node.height * taken[key] / size[key])
            taken[key] += link.value
            edges.append((top, max(node.y + round(node.height * taken[key] / size[key]), top + 1)))
        (top_a, end_a), (top_b, end_b) = edges
        x_a, x_b = source.x + source.width, target.x
        middle = (x_a + x_b) // 2
        path = (
            f"M{x_a} {top_a}C{middle} {top_a} {middle} {top_b} {x_b} {top_b}"
            f"V{end_b}C{middle} {end_b} {middle} {end_a} {x_a} {end_a}Z"
        )
        ribbons.append(Ribbon(path, source.label, target.label, link.value, target.tone))
    return tuple(ribbons)
