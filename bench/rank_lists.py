"""Reading lists on which a ranker is measured, and their two halves: one to tune on, one to judge by."""
import collections
import hashlib
import itertools

# Two lists are about the same if so much of the shorter one stands in the longer one, too.
SAME_SHARE = 0.1
# The source of lists that belong together by nothing but their kind: each is of another person.
ONE_PERSON_EACH = "papers of one author of the corpus"
HALVES = ("tune", "verify")


def owner(source):
    """Whose list it is, without the section of it: lists of one owner are made of the same papers by the same hand."""
    return source.split(" ")[0]


def belong_together(first, second):
    if first["source"] != ONE_PERSON_EACH and owner(first["source"]) == owner(second["source"]):
        return True
    a, b = set(first["picks"]), set(second["picks"])
    return len(a & b) >= SAME_SHARE * min(len(a), len(b))


def groups(lists):
    """Lists that belong together, directly or by others between them; each group ordered by name, the largest first."""
    group_of = {entry["name"]: {entry["name"]} for entry in lists}
    for first, second in itertools.combinations(lists, 2):
        ours, theirs = group_of[first["name"]], group_of[second["name"]]
        if ours is not theirs and belong_together(first, second):
            ours |= theirs
            for name in theirs:
                group_of[name] = ours
    distinct = {min(group): sorted(group) for group in group_of.values()}
    return sorted(distinct.values(), key=lambda group: (-len(group), _hash(group[0])))


def halves(lists):
    """{name: half}. Lists that belong together are in one half; a group goes where fewer lists of its kinds are so far."""
    kind = {entry["name"]: kind_of(entry) for entry in lists}
    half_of, filled = {}, collections.Counter()
    for group in groups(lists):
        kinds = [kind[name] for name in group]
        half = min(HALVES, key=lambda h: sum(filled[h, k] for k in kinds))
        for name, k in zip(group, kinds):
            half_of[name] = half
            filled[half, k] += 1
    return half_of


def kind_of(entry):
    return "authors" if entry["source"] == ONE_PERSON_EACH else "topics"


def is_outside_computer_science(picks, categories_of):
    """Whether most of the picks that are known have their first category in another archive than cs."""
    first = [categories_of[pick][0] for pick in picks if categories_of.get(pick)]
    return sum(category.startswith("cs.") for category in first) * 2 < len(first)


def _hash(name):
    return hashlib.sha256(name.encode()).hexdigest()
