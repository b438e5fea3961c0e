#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "papercup/core/paper.hpp"
#include "papercup/store/store.hpp"

namespace papercup::store {

class Connection;

// What is written into the full-text index. Methods throw SQLite::Exception.
//
// What is added within a transaction is held back until its end, since the same rows take SQLite a
// fifth less time table by table than paper by paper.
class TextIndex {
 public:
  explicit TextIndex(Connection& connection) : connection_(connection) {}

  // Adds a paper that the index does not have; keys ascend.
  void add(std::int64_t key, TextColumns text);
  // Replaces the text of a paper that it has, if the texts differ.
  void replace(std::int64_t key, const Paper& former, const Paper& paper);
  // Removes a paper that it has, with the text that it has.
  void remove(std::int64_t key, const Paper& paper);

  // Writes what is held back: before the index is read, and before the transaction ends.
  void write();
  // Drops what is held back when a transaction is undone.
  void forget() { held_.clear(); }

 private:
  void insert(std::int64_t key, const TextColumns& text);

  Connection& connection_;
  std::vector<std::pair<std::int64_t, TextColumns>> held_;  // by key
};

}  // namespace papercup::store
