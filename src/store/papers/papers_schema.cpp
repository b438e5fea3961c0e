#include "store/database/database_file.hpp"

namespace papercup::store {
namespace {

// Days are counted from 1970-01-01, times in seconds from then, in UTC. An absent number is null,
// an absent text empty. A summary is what a listing tells. `authors` holds a name a line,
// `categories` names divided by blanks, primary first.
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE paper(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  authors TEXT NOT NULL,
  categories TEXT NOT NULL,
  published INTEGER,
  updated INTEGER,
  announced INTEGER NOT NULL,
  announced_is_estimate INTEGER NOT NULL,
  comment TEXT NOT NULL,
  journal_ref TEXT NOT NULL,
  doi TEXT NOT NULL,
  license TEXT NOT NULL,
  withdrawn INTEGER,
  is_summary INTEGER NOT NULL,
  arrival INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_by_day ON paper(announced, id);
CREATE INDEX paper_by_submission ON paper(published);

-- former versions' metadata
CREATE TABLE paper_version(
  paper INTEGER NOT NULL REFERENCES paper(key),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  authors TEXT NOT NULL,
  categories TEXT NOT NULL,
  updated INTEGER,
  comment TEXT NOT NULL,
  journal_ref TEXT NOT NULL,
  doi TEXT NOT NULL,
  license TEXT NOT NULL,
  PRIMARY KEY(paper, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper_category(
  category TEXT NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper(key),
  PRIMARY KEY(category, paper)
) STRICT, WITHOUT ROWID;

CREATE TABLE announcement(
  paper INTEGER NOT NULL REFERENCES paper(key),
  category TEXT NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  PRIMARY KEY(paper, category, day, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_by_arrival ON announcement(arrival);

-- one row: the next number of arrival; numbers are not used twice
CREATE TABLE arrival(next INTEGER NOT NULL) STRICT;
INSERT INTO arrival VALUES (1);

-- what the ranker makes of a paper; the store does not look into it
CREATE TABLE paper_features(paper INTEGER PRIMARY KEY REFERENCES paper(key), features BLOB NOT NULL) STRICT;

-- fed with tokens (text/normalise.hpp) divided by blanks, which this tokenizer leaves as they are
CREATE VIRTUAL TABLE paper_text USING fts5(title, abstract, authors, comment, journal_ref, content='', tokenize='ascii');
INSERT INTO paper_text(paper_text, rank) VALUES ('hashsize', 16777216);
)sql";

// The newest list of the day that was fetched, and when arXiv was asked last.
constexpr std::string_view kVersion2 = R"sql(
CREATE TABLE fetched_list(
  category TEXT PRIMARY KEY,
  day INTEGER NOT NULL,
  looked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What fetching remembers, see fetch_state.hpp: the ledger of lists, what was begun, how far feeds
// and replacements were followed, and what arXiv did not know.
constexpr std::string_view kVersion3 = R"sql(
CREATE TABLE list(
  category TEXT NOT NULL,
  day INTEGER NOT NULL,
  state TEXT NOT NULL,
  looked INTEGER NOT NULL,
  new_papers INTEGER,
  cross_lists INTEGER,
  replacements INTEGER,
  note TEXT NOT NULL,
  PRIMARY KEY(category, day)
) STRICT, WITHOUT ROWID;
INSERT INTO list SELECT category, day, 'fresh', looked, NULL, NULL, NULL, '' FROM fetched_list;
DROP TABLE fetched_list;

CREATE TABLE fetch_task(
  category TEXT NOT NULL,
  kind INTEGER NOT NULL,
  from_time INTEGER NOT NULL,
  to_time INTEGER NOT NULL,
  first_list INTEGER,
  last_list INTEGER,
  received INTEGER NOT NULL,
  total INTEGER NOT NULL,
  token TEXT NOT NULL,
  failures INTEGER NOT NULL,
  PRIMARY KEY(category, kind, from_time, to_time)
) STRICT, WITHOUT ROWID;

CREATE TABLE fetch_mark(
  category TEXT PRIMARY KEY,
  feed_tag TEXT NOT NULL,
  followed_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE unknown_paper(id TEXT PRIMARY KEY, asked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// The form of all papers' features (rank's kFeatureForm); 0 if there are none.
constexpr std::string_view kVersion4 = R"sql(
CREATE TABLE feature_form(form INTEGER NOT NULL) STRICT;
INSERT INTO feature_form SELECT count(*) FROM (SELECT 1 FROM paper LIMIT 1);
)sql";

// Files whose import was broken off, and how many of their entries are stored.
constexpr std::string_view kVersion5 = R"sql(
CREATE TABLE import_task(
  file TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// What ties numbers of arrival to this log of arrivals: a random token for each place at which a
// transaction left it, `next` being the number after it.
constexpr std::string_view kVersion6 = R"sql(
CREATE TABLE arrival_point(next INTEGER PRIMARY KEY, token INTEGER NOT NULL) STRICT;
INSERT INTO arrival_point SELECT next, random() FROM arrival;
)sql";

// What papers were like before changes to their day or their features, by the change's number of
// arrival; all such changes from the number `first` on.
constexpr std::string_view kVersion7 = R"sql(
CREATE TABLE former_paper(
  arrival INTEGER PRIMARY KEY,
  paper INTEGER NOT NULL,
  announced INTEGER NOT NULL,
  features BLOB NOT NULL
) STRICT;
CREATE TABLE change_log(first INTEGER NOT NULL) STRICT;
INSERT INTO change_log SELECT next FROM arrival;
)sql";

// What the papers state that somebody may ask for, by numbers that the store does not look into: a
// row for each of a paper. Papers up to `found_up_to` have theirs, by this version of the rules.
constexpr std::string_view kVersion8 = R"sql(
CREATE TABLE paper_signal(
  signal INTEGER NOT NULL,
  paper INTEGER NOT NULL,
  PRIMARY KEY(signal, paper)
) STRICT, WITHOUT ROWID;
CREATE TABLE signal_rules(rules INTEGER NOT NULL, found_up_to INTEGER NOT NULL) STRICT;
INSERT INTO signal_rules VALUES (0, 0);
)sql";

// What later versions added can be done without.
constexpr std::size_t kOldestReadable = 6;

}  // namespace

const Schema& papers_schema() {
  static const Schema schema = {
      DatabaseKind::papers,
      0x70637570 /* "pcup" */,
      {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6, kVersion7, kVersion8},
      kOldestReadable};
  return schema;
}

}  // namespace papercup::store
