#include "store/papers/text_index.hpp"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include "store/database/connection.hpp"

namespace papercup::store {
namespace {

// Runs a statement with a paper's key and texts.
void run_with(Connection& connection, const char* sql, std::int64_t key, const TextColumns& text) {
  connection.run(sql, key, text[0], text[1], text[2], text[3], text[4]);
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
  run_with(connection_,
           "INSERT INTO paper_text(rowid, title, abstract, authors, comment, journal_ref)"
           " VALUES (?, ?, ?, ?, ?, ?)",
           key, text);
}

void TextIndex::remove(std::int64_t key, const Paper& paper) {
  if (!held_.empty() && held_.front().first <= key) write();
  // An index without its content has to be given what it indexed.
  run_with(connection_,
           "INSERT INTO paper_text(paper_text, rowid, title, abstract, authors, comment,"
           " journal_ref) VALUES ('delete', ?, ?, ?, ?, ?, ?)",
           key, text_columns(paper));
}

}  // namespace papercup::store
