#include "store/text_index.hpp"

#include <cstddef>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

void bind_text(SQLite::Statement& statement, std::int64_t key, const TextColumns& text) {
  statement.bind(1, key);
  for (std::size_t i = 0; i < text.size(); ++i) {
    statement.bindNoCopy(static_cast<int>(i) + 2, text[i]);
  }
}

bool same_text(const Paper& a, const Paper& b) {
  return a.title == b.title && a.abstract == b.abstract && a.authors == b.authors &&
         a.comment == b.comment && a.journal_ref == b.journal_ref;
}

}  // namespace

void TextIndex::add(std::int64_t key, TextColumns text) {
  held_.emplace_back(key, std::move(text));
  const bool in_transaction = sqlite3_get_autocommit(connection_.database().getHandle()) == 0;
  if (!in_transaction) write();
}

void TextIndex::replace(std::int64_t key, const Paper& former, const Paper& paper) {
  if (same_text(former, paper)) return;
  remove(key, former);
  insert(key, text_columns(paper));
}

void TextIndex::write() {
  for (const auto& [key, text] : held_) insert(key, text);
  held_.clear();
}

void TextIndex::insert(std::int64_t key, const TextColumns& text) {
  SQLite::Statement& row = connection_.prepared(R"sql(
    INSERT INTO paper_text(rowid, title, abstract, authors, comment, journal_ref)
    VALUES (?, ?, ?, ?, ?, ?))sql");
  bind_text(row, key, text);
  row.exec();
}

void TextIndex::remove(std::int64_t key, const Paper& paper) {
  if (!held_.empty() && held_.front().first <= key) write();
  // An index without its content has to be told what it indexed.
  SQLite::Statement& row = connection_.prepared(R"sql(
    INSERT INTO paper_text(paper_text, rowid, title, abstract, authors, comment, journal_ref)
    VALUES ('delete', ?, ?, ?, ?, ?, ?))sql");
  const TextColumns text = text_columns(paper);
  bind_text(row, key, text);
  row.exec();
}

}  // namespace papercup::store
