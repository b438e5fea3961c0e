"""Stores that hold only the last days before a day T, and the days after it on which a ranking is tested."""
import os
import shutil
import subprocess
import tempfile


class WindowStores:
    """Makes stores by importing slices of a corpus, and keeps them in a folder, a folder a (T, test days, window).

    A store of a longer window is a copy of the shorter one with the older days imported on top, since what is stored
    does not depend on the order of import. About 3 KB of disk a paper.
    """

    def __init__(self, papercup, corpus, folder):
        self.papercup, self.corpus, self.folder = papercup, corpus, folder

    def build(self, last, test_days, windows):
        """{window: folder of the store with that many days of lists up to `last`, and all papers of the test days}"""
        stores, newer, newest = {}, None, list(test_days)
        begin = last + 1
        for window in sorted(windows):
            first = max(last + 1 - window, 0)
            name = f"{self.corpus.day_names[last]}-{test_days[0]}-{test_days[-1]}-{len(test_days)}-{window}"
            store = os.path.join(self.folder, name)
            if not os.path.exists(store):
                days = list(range(first, begin)) + newest
                self._make(store, newer, [row for day in days for row in self.corpus.rows_of_day[day]])
            stores[window] = newer = store
            begin, newest = first, []
        return stores

    def with_papers(self, store, rows):
        """A context manager: a store with these papers, too; the store itself where it has them all."""
        return _Extended(self, store, rows)

    def add(self, store, rows):
        lines = "".join(self.corpus.lines[row] for row in rows)
        subprocess.run([self.papercup, "--data", store, "import", "-"], input=lines, text=True, encoding="utf-8",
                       check=True, stdout=subprocess.DEVNULL)

    def _make(self, store, basis, rows):
        os.makedirs(self.folder, exist_ok=True)
        fresh = tempfile.mkdtemp(prefix="making-", dir=self.folder)
        if basis:
            shutil.copytree(basis, fresh, dirs_exist_ok=True)
        self.add(fresh, rows)
        os.rename(fresh, store)


class _Extended:
    def __init__(self, stores, store, rows):
        self.stores, self.store, self.rows, self.copy = stores, store, rows, None

    def __enter__(self):
        if not self.rows:
            return self.store
        self.copy = tempfile.mkdtemp(prefix="likes-", dir=self.stores.folder)
        shutil.copytree(self.store, self.copy, dirs_exist_ok=True)
        self.stores.add(self.copy, self.rows)
        return self.copy

    def __exit__(self, *_):
        if self.copy:
            shutil.rmtree(self.copy)
