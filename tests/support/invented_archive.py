"""An archive of invented papers with arXiv's calendar, for arxiv_stand_in.py.

The papers of data/sample, and as many made-up ones a listing day as asked for: titles and abstracts are put together
from the words of a few topics, so that a ranking has something to find. Some are in the divisions of an archive
(astro-ph), and some are of the past, in the categories that archives were before they were divided (astro-ph) or
subsumed (cmp-lg). The same seed gives the same papers.
"""
import collections
import dataclasses
import datetime
import functools
import pathlib
import random
import xml.etree.ElementTree as ElementTree

PROJECT = pathlib.Path(__file__).resolve().parents[2]
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"

TOPICS = {
    "cs.LG": ["reward models|human preferences|pairwise comparisons", "graph networks|message passing|node labels",
              "time series|forecast horizons|seasonal drift", "diffusion samplers|noise schedules|guidance"],
    "cs.CL": ["machine translation|rare languages|tokenisers", "summaries|long documents|omitted facts",
              "preference optimization|raters|noisy labels", "question answering|retrieval|citations"],
    "stat.ML": ["bandits|regret bounds|ties", "Gaussian processes|kernels|inducing points",
                "conformal sets|coverage|exchangeability"],
    "cs.RO": ["grasping|tactile sensors|slip", "legged robots|terrain|gait", "imitation|demonstrations|policies"],
}
OPENINGS = ["What {a} Forget", "Measuring {a} With {b}", "{a} Under {b}: A Field Study", "Against {a} as a Proxy for {b}",
            "Cheaper {a} From {b}", "When {a} Meet {b}", "A Second Look at {a}", "{a} Without {b}"]
SENTENCES = ["We study {a} when {b} are scarce.", "On {n} public sets, {a} change the error by {m} %.",
             "The effect holds for {b} and vanishes for {c}.", "A simple rule for {c} recovers {m} % of the loss.",
             "Earlier work on {a} took {b} for granted.", "We release {n} runs with {c} and all logs."]
FIRST_NAMES = ["Ada", "Bram", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jun", "Kemal", "Lotte"]
LAST_NAMES = ["Abelsen", "Brzozowska", "Castellane", "Demirtas", "Ekwueme", "Fontanel", "Grünberg", "Halvari", "Iwakura"]


def is_daylight_saving(day):
    """In the United States: from the second Sunday of March to the first of November."""
    march = datetime.date(day.year, 3, 8)
    november = datetime.date(day.year, 11, 1)
    start = march + DAY * ((6 - march.weekday()) % 7)
    end = november + DAY * ((6 - november.weekday()) % 7)
    return start <= day < end


def eastern(day, hour):
    return datetime.datetime.combine(day, datetime.time(hour), UTC) + datetime.timedelta(
        hours=4 if is_daylight_saving(day) else 5)


def eastern_day(moment):
    return (moment - datetime.timedelta(hours=4 if is_daylight_saving(moment.date()) else 5)).date()


class Calendar:
    """Lists are dated the day after a run at 20:00 Eastern, Sunday to Thursday but for data/holidays.tsv."""

    def __init__(self):
        lines = (PROJECT / "data/holidays.tsv").read_text(encoding="utf-8").splitlines()
        self.without_run = {datetime.date.fromisoformat(line.split("\t")[0]) for line in lines if line[:2] == "20"}

    def has_list(self, day):
        evening = day - DAY
        return evening.weekday() not in (4, 5) and evening not in self.without_run

    def deadline(self, day):
        """Before which a paper of this day's list was submitted."""
        evening = day - DAY
        return eastern(evening if evening.weekday() != 6 else evening - 2 * DAY, 14)

    def lists(self, first, last):
        return [first + DAY * i for i in range((last - first).days + 1) if self.has_list(first + DAY * i)]


class Taxonomy:
    """Which names arXiv knows, and what they mean to its interfaces, by data/categories.tsv."""

    def __init__(self):
        lines = (PROJECT / "data/categories.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        self.rows = {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}
        self.active = [name for name, row in self.rows.items() if row["status"] == "active"]
        self.past = [name for name, row in self.rows.items() if row["status"] != "active"]
        self.divided = sorted({self.rows[name]["archive"] for name in self.active if "." in name})
        self.set_names = {name for category in self.rows for name in self.sets_of(category)}

    def canonical(self, name):
        return self.rows[name]["canonical_id"] if name in self.rows else name

    @functools.cache
    def aliases(self, name):
        """All names of a category, its own among them."""
        return {other for other in self.rows if self.canonical(other) == self.canonical(name)} | {name}

    @functools.cache
    def sets_of(self, category):
        """The OAI-PMH sets, of up to three levels, that a paper of this category is in."""
        sets = set()
        for name in self.aliases(category):
            own = self.rows.get(name, {}).get("oai_set", "")
            parts = own.split(":") if own else self._archive_set(name)
            sets |= {":".join(parts[:level]) for level in range(1, len(parts) + 1)}
        return sets

    def _archive_set(self, name):
        divisions = [self.rows[other]["oai_set"] for other in self.active if other.startswith(name + ".")]
        return divisions[0].split(":")[:-1] if divisions else []

    def has_feed(self, name):
        return name in self.active or name in self.divided

    @functools.cache
    def is_listed_in(self, category, name):
        """Whether the list of `name`, a category or an archive, is one of `category`: of aliases both lists are."""
        names = self.aliases(category)
        return name in names or (name in self.divided and any(other.startswith(name + ".") for other in names))


@dataclasses.dataclass
class Paper:
    id: str
    title: str
    abstract: str
    authors: list
    categories: list
    published: datetime.datetime
    listed: datetime.date
    comment: str = ""
    version: int = 1
    replaced: datetime.date = None  # the day on whose list its second version stands

    def updated(self, calendar, now):
        return calendar.deadline(self.replaced) - datetime.timedelta(hours=1) if self.version_at(now) > 1 else self.published

    def version_at(self, now):
        is_out = self.replaced is not None and eastern(self.replaced, 0) <= now
        return self.version + 1 if is_out else self.version


class Archive:
    """`every_category`: two lists of each active category have a paper that is in no other, those of these days."""

    OF_EVERY_CATEGORY = (datetime.date(2026, 11, 20), datetime.date(2026, 11, 24))

    def __init__(self, first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31), per_day=24, seed=1,
                 every_category=False):
        self.calendar, self.taxonomy = Calendar(), Taxonomy()
        self.papers = self._sample() + self._invent(first, last, per_day, random.Random(seed))
        self.papers += self._divided(first, last, random.Random(seed)) + self._past()
        if every_category:
            self.papers += self._one_by_one(self.taxonomy.active, self.OF_EVERY_CATEGORY)
        self.by_id = {paper.id: paper for paper in self.papers}

    def _sample(self):
        papers = []
        for file in sorted((PROJECT / "data/sample").glob("*.xml")):
            for entry in ElementTree.parse(file).getroot().iter(ATOM + "entry"):
                papers.append(self._sample_paper(entry))
        return papers

    def _sample_paper(self, entry):
        published = datetime.datetime.fromisoformat(entry.findtext(ATOM + "published").replace("Z", "+00:00"))
        listed = eastern_day(published) + DAY
        while not self.calendar.has_list(listed) or self.calendar.deadline(listed) <= published:
            listed += DAY
        return Paper(entry.findtext(ATOM + "id").rpartition("/")[2].partition("v")[0], entry.findtext(ATOM + "title"),
                     entry.findtext(ATOM + "summary"), [name.text for name in entry.iter(ATOM + "name")],
                     [category.get("term") for category in entry.iter(ATOM + "category")], published, listed,
                     entry.findtext(ARXIV + "comment") or "")

    def _invent(self, first, last, per_day, chance):
        papers = []
        in_month = collections.Counter()  # arXiv does not issue numbers from 90000
        days = self.calendar.lists(first, last)
        for before, day in zip(days, days[1:]):
            opens, closes = self.calendar.deadline(before), self.calendar.deadline(day)
            for _ in range(per_day):
                published = opens + (closes - opens) * chance.random()
                month = f"{day - DAY:%y%m}"  # of the run that announces it
                # Moderators hold some for days, and a few for weeks.
                if chance.random() < 0.05:
                    published -= DAY * chance.choice([1, 2, 3, 5, 12, 20])
                name = f"{month}.{93000 + in_month[month]:05d}"
                papers.append(self._invent_paper(name, published.replace(microsecond=0), day, days, chance))
                in_month[month] += 1
        return papers

    def _one_by_one(self, categories, days):
        """A paper of each category on each of these lists."""
        papers = []
        for day in days:
            for number, category in enumerate(categories):
                name = f"{day - DAY:%y%m}.{98000 + len(papers):05d}"
                published = self.calendar.deadline(day) - datetime.timedelta(minutes=60 + number)
                papers.append(Paper(name, f"On {category}, for the list of {day}", "Nothing else is in this category.",
                                    ["Ada Abelsen"], [category], published, day))
        return papers

    def _divided(self, first, last, chance):
        """Two papers a list in the divisions of an archive that was a category itself."""
        divisions = [name for name in self.taxonomy.active if name.startswith("astro-ph.")]
        papers = []
        for at, day in enumerate(self.calendar.lists(first, last)[1:]):
            for number in (0, 1):
                name = f"{day - DAY:%y%m}.{97000 + 2 * at + number:05d}"
                published = self.calendar.deadline(day) - datetime.timedelta(minutes=chance.randint(1, 600))
                papers.append(Paper(name, f"Dust Lanes and Their Neighbours, {at}.{number}", "We count dust lanes.",
                                    ["Greta Halvari"], chance.sample(divisions, 2), published, day))
        return papers

    def _past(self):
        """A paper of February 1994 in each category that is none any more."""
        published = datetime.datetime(1994, 2, 14, 12, tzinfo=UTC)
        return [Paper(f"{name}/9402999", f"An Old Paper of {name}", "It was written long ago.", ["Ivo Iwakura"], [name],
                      published, datetime.date(1994, 2, 15)) for name in self.taxonomy.past]

    @staticmethod
    def _invent_paper(name, published, day, days, chance):
        primary = chance.choice(sorted(TOPICS))
        words = chance.choice(TOPICS[primary]).split("|")
        chance.shuffle(words)

        def filled(pattern):
            a, b, c = words
            return pattern.format(a=a, b=b, c=c, n=chance.randint(3, 60), m=chance.randint(2, 70))

        others = [category for category in sorted(TOPICS) if category != primary and chance.random() < 0.2]
        abstract = " ".join(filled(sentence) for sentence in chance.sample(SENTENCES, 4))
        title = filled(chance.choice(OPENINGS))
        authors = [f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}" for _ in range(chance.randint(1, 6))]
        later = [other for other in days if other > day][:20]
        replaced = chance.choice(later) if later and chance.random() < 0.15 else None
        return Paper(name, title[:1].upper() + title[1:], abstract, authors,
                     [primary, *others], published, day, f"{chance.randint(6, 40)} pages" if chance.random() < 0.5 else "", 1,
                     replaced)

    def visible(self, now):
        """What is announced by then."""
        return [paper for paper in self.papers if eastern(paper.listed, 0) <= now]

    def held(self, paper):
        """Days by which moderators delayed a paper."""
        day = eastern_day(paper.published) + DAY
        while not self.calendar.has_list(day) or self.calendar.deadline(day) <= paper.published:
            day += DAY
        return (paper.listed - day).days

    def newest_list(self, now):
        day = eastern_day(now)
        while not self.calendar.has_list(day):
            day -= DAY
        return day

    def list_of(self, category, day):
        """The papers of a category's or an archive's list as (paper, kind), new ones before cross-lists and replacements."""
        rows = []
        for paper in self.papers:
            if day not in (paper.listed, paper.replaced):
                continue
            is_listed = [self.taxonomy.is_listed_in(name, category) for name in paper.categories]
            if not any(is_listed):
                continue
            is_primary = is_listed[0]
            if paper.listed == day:
                rows.append((paper, "new" if is_primary else "cross"))
            elif paper.replaced == day:
                rows.append((paper, "replace" if is_primary else "replace-cross"))
        kinds = ["new", "cross", "replace", "replace-cross"]
        return sorted(rows, key=lambda row: kinds.index(row[1]))
