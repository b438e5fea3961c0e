#include "store/database/database_file.hpp"

namespace papercup::store {
namespace {

// Times are in seconds from 1970-01-01 UTC, days are counted from then. Foci are named by their
// file's stem, "" if a mark belongs to none. Marks are events and only ever added.
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE mark(
  time INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  verb TEXT NOT NULL,
  paper TEXT NOT NULL,
  focus TEXT NOT NULL,
  known INTEGER NOT NULL,
  only_verb TEXT NOT NULL,
  PRIMARY KEY(time, ordinal, verb, paper, focus, known, only_verb)
) STRICT, WITHOUT ROWID;

CREATE TABLE channel(
  name TEXT NOT NULL,
  focus TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  PRIMARY KEY(name, focus)
) STRICT, WITHOUT ROWID;

CREATE TABLE digest(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  shown INTEGER NOT NULL,
  day INTEGER NOT NULL
) STRICT;
CREATE INDEX digest_by_channel ON digest(channel, number);

CREATE TABLE digest_section(
  digest INTEGER NOT NULL REFERENCES digest(number),
  position INTEGER NOT NULL,
  focus TEXT NOT NULL,
  focus_name TEXT NOT NULL,
  focus_text TEXT NOT NULL,
  categories TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  considered INTEGER NOT NULL,
  ranker TEXT NOT NULL,
  background TEXT NOT NULL,
  PRIMARY KEY(digest, position)
) STRICT, WITHOUT ROWID;

-- match and one_in are null where there was no standing, kind is empty where none was known
CREATE TABLE digest_paper(
  digest INTEGER NOT NULL REFERENCES digest(number),
  rank INTEGER NOT NULL,
  section INTEGER NOT NULL,
  paper TEXT NOT NULL,
  score REAL NOT NULL,
  match REAL,
  one_in INTEGER,
  provisional INTEGER NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY(digest, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE digest_reason(
  digest INTEGER NOT NULL REFERENCES digest(number),
  rank INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  points REAL NOT NULL,
  PRIMARY KEY(digest, rank, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE model(focus TEXT PRIMARY KEY, key TEXT NOT NULL, model BLOB NOT NULL) STRICT;
)sql";

// Mails: one batch a focus and day of a list, and how far it got to each recipient. `digest` is 0
// if there is none, `named_in` if no accepted mail has named the delivery, `names` holds
// numbers of batches divided by blanks.
constexpr std::string_view kVersion2 = R"sql(
CREATE TABLE mail_batch(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  focus TEXT NOT NULL,
  day INTEGER NOT NULL,
  made INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  arrival INTEGER NOT NULL,
  message BLOB NOT NULL,
  UNIQUE(focus, day)
) STRICT;

CREATE TABLE mail_delivery(
  batch INTEGER NOT NULL REFERENCES mail_batch(number),
  recipient TEXT NOT NULL,
  state TEXT NOT NULL,
  changed INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  reply TEXT NOT NULL,
  message BLOB NOT NULL,
  names TEXT NOT NULL,
  named_in INTEGER NOT NULL,
  PRIMARY KEY(batch, recipient)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_delivery_by_state ON mail_delivery(state);

-- what has been wrong with mail, since when, and when the reader was told
CREATE TABLE mail_trouble(what TEXT PRIMARY KEY, since INTEGER NOT NULL, said INTEGER) STRICT;
)sql";

// What else a digest shows: near-duplicates under the paper they repeat, a paper from below
// the line (role 'exploration'), news of the reader's papers, and the count of a week; and for each
// channel what it last notified of these papers, with `published` in words.
constexpr std::string_view kVersion3 = R"sql(
ALTER TABLE digest ADD COLUMN week_since INTEGER;
ALTER TABLE digest ADD COLUMN week_until INTEGER;
ALTER TABLE digest ADD COLUMN replications INTEGER;
ALTER TABLE digest ADD COLUMN negative_results INTEGER;
ALTER TABLE digest_paper ADD COLUMN role TEXT NOT NULL DEFAULT '';

CREATE TABLE digest_folded(
  digest INTEGER NOT NULL REFERENCES digest(number),
  rank INTEGER NOT NULL,
  position INTEGER NOT NULL,
  paper TEXT NOT NULL,
  PRIMARY KEY(digest, rank, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE digest_news(
  digest INTEGER NOT NULL REFERENCES digest(number),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  paper TEXT NOT NULL,
  version INTEGER,
  mark TEXT NOT NULL,
  marked INTEGER,
  statement TEXT NOT NULL,
  stated_in TEXT NOT NULL,
  PRIMARY KEY(digest, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE told(
  channel TEXT NOT NULL,
  paper TEXT NOT NULL,
  version INTEGER,
  withdrawn INTEGER NOT NULL,
  published TEXT NOT NULL,
  PRIMARY KEY(channel, paper)
) STRICT, WITHOUT ROWID;
)sql";

// The numbers of papers that a digest's section states in words.
constexpr const char* kVersion4 = R"sql(
ALTER TABLE digest_section ADD COLUMN new_papers INTEGER NOT NULL DEFAULT 0;
ALTER TABLE digest_section ADD COLUMN cross_lists INTEGER NOT NULL DEFAULT 0;
ALTER TABLE digest_section ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE digest_section ADD COLUMN too_common INTEGER NOT NULL DEFAULT 0;
)sql";

// What makes a channel outlive papers.db. Its place in the log of arrivals has a token (0: of a
// papercup that had none), by which the log is known again (see papers_schema.cpp). Which papers a
// channel has considered for a focus is kept beside it, a row a digest: their identifiers' hashes
// (text/hash.hpp) of 8 bytes each, least significant first; `until` is the last day on which one of
// them was announced, `batch` the mail that they went into (0: none). This account is whole for
// papers that were announced on `since` or later (null: nothing is known of it). `logical` is the
// logical time of a mark, null if it is the same as `time`.
constexpr std::string_view kVersion5 = R"sql(
ALTER TABLE channel ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN since INTEGER;
ALTER TABLE mail_batch ADD COLUMN token INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mark ADD COLUMN logical INTEGER;

CREATE TABLE considered(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  focus TEXT NOT NULL,
  until INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  papers BLOB NOT NULL
) STRICT;
CREATE INDEX considered_by_channel ON considered(channel, focus, number);
)sql";

// What is learnt can be learnt again, and is kept in the cache folder.
constexpr std::string_view kVersion6 = R"sql(
DROP TABLE model;
)sql";

// Whether a paper was shown, which years of digests are not read for.
constexpr std::string_view kVersion7 = R"sql(
CREATE INDEX digest_paper_by_paper ON digest_paper(paper);
CREATE INDEX digest_folded_by_paper ON digest_folded(paper);
)sql";

}  // namespace

const Schema& user_schema() {
  static const Schema schema = {
      DatabaseKind::user,
      0x70637264 /* "pcrd" */,
      {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6, kVersion7}};
  return schema;
}

}  // namespace papercup::store
