"""What a ranker's measures on many lists say beside a peer's: tables of ratios, without numpy.

A row is one list at one number of likes: (AUC, recall@10, nDCG@10) of the ranker and of the peer.
"""
import collections
import random

RECALL, NDCG = 1, 2
SATURATED = 0.9  # a peer's recall from which on hardly anything is left to be found
WORST = 5
DRAWS = 2000
EQUAL = 1e-9

Row = collections.namedtuple("Row", "name ours peer")


def mean(rows, whose, measure):
    return sum(getattr(row, whose)[measure] for row in rows) / len(rows)


def ratio(rows, measure):
    """of the means, not the mean of ratios: a list on which the peer finds nothing has none"""
    peer = sum(row.peer[measure] for row in rows)
    return sum(row.ours[measure] for row in rows) / peer if peer else float("nan")


def interval(rows, measure):
    """95 % percentile interval of ratio() from drawing as many lists with replacement; the same every time

    Draws of nothing but lists on which the peer finds nothing have no ratio and are left out.
    """
    dice = random.Random(1)
    drawn = (ratio(dice.choices(rows, k=len(rows)), measure) for _ in range(DRAWS))
    ratios = sorted(value for value in drawn if value == value)
    if not ratios:
        return float("nan"), float("nan")
    return ratios[int(0.025 * len(ratios))], ratios[int(0.975 * len(ratios))]


def won_and_lost(rows):
    gains = [row.ours[RECALL] - row.peer[RECALL] for row in rows]
    return sum(gain > EQUAL for gain in gains), sum(gain < -EQUAL for gain in gains)


def ratio_of_misses(rows):
    """How much the ranker misses of what it could find, beside the peer; below 1 is better."""
    missed = sum(1 - row.peer[RECALL] for row in rows)
    return sum(1 - row.ours[RECALL] for row in rows) / missed if missed > EQUAL else float("nan")


def unsaturated(rows):
    return [row for row in rows if row.peer[RECALL] < SATURATED]


def worst(rows):
    """The lists with the lowest ratios of recall, the lowest first; those on which the peer finds nothing have none."""
    known = [row for row in rows if row.peer[RECALL] > EQUAL]
    return sorted(known, key=lambda row: (row.ours[RECALL] / row.peer[RECALL], row.name))[:WORST]


def with_interval(rows, measure):
    if not rows:
        return "-"
    low, high = interval(rows, measure)
    return f"{ratio(rows, measure):.3f} [{low:.3f}, {high:.3f}]"


HEAD = ("k", "lists", "recall@10, peer's", "ratio", "won, lost", "misses", "not saturated", "nDCG@10 ratio")


def table_row(k, rows):
    won, lost = won_and_lost(rows)
    rest = unsaturated(rows)
    return (str(k), str(len(rows)), f"{mean(rows, 'ours', RECALL):.3f}, {mean(rows, 'peer', RECALL):.3f}",
            with_interval(rows, RECALL), f"{won}, {lost}", f"{ratio_of_misses(rows):.3f}",
            f"{ratio(rest, RECALL):.3f} ({len(rest)})" if rest else "-",
            with_interval(rows, NDCG))


def table(by_likes):
    """A Markdown table of {number of likes: rows}, and a line a number on the worst lists."""
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    lines += ["| " + " | ".join(table_row(k, rows)) + " |" for k, rows in sorted(by_likes.items()) if rows]
    lines.append("")
    for k, rows in sorted(by_likes.items()):
        named = ", ".join(f"{row.name} {row.ours[RECALL]:.2f} beside {row.peer[RECALL]:.2f}" for row in worst(rows))
        if named:
            lines.append(f"- k = {k}, worst: {named}")
    return "\n".join(lines)


def tables(rows, half_of, outside):
    """Tables of [(number of likes, Row)], for all lists and by half and kind; `outside` are names."""
    wanted = [("all lists", lambda name: True), ("outside computer science", lambda name: name in outside)]
    for half in sorted(set(half_of.values())):
        wanted.append((f"half '{half}'", lambda name, half=half: half_of.get(name) == half))
    text = []
    for title, is_in in wanted:
        by_likes = collections.defaultdict(list)
        for k, row in rows:
            if is_in(row.name):
                by_likes[k].append(row)
        if by_likes:
            text.append(f"### {title}\n\n{table(by_likes)}\n")
    return "\n".join(text)
