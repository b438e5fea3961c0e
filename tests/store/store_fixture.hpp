#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/store/store.hpp"

namespace papercup::store {

// A folder of a test's own with a database in it.
class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string name = (std::filesystem::temp_directory_path() / "papercup-store-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~StoreTest() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::filesystem::path file() const { return folder_ / "papers.db"; }
  Store open() const { return Store{file(), OpenMode::create}; }

  static Record record(const std::string& id) {
    Record record{Paper{.id = ArxivId::parse(id)}, Detail::full, {}};
    record.paper.title = "Title of " + id;
    record.paper.abstract = "An abstract.";
    record.paper.authors = {"Ada Byron", "Carl Dahl"};
    record.paper.categories = {Category("cs.LG")};
    record.paper.announced = Date(2026, 11, 24);
    return record;
  }

  static UpsertOutcome put(Store& store, const Record& record) {
    UpsertOutcome outcome{};
    store.transaction(
        [&] { outcome = store.upsert(record, [](const Paper& paper) { return paper.title; }); });
    return outcome;
  }

  // In one transaction.
  static void put_all(Store& store, const std::vector<Record>& records) {
    store.transaction([&] {
      for (const Record& one : records) {
        store.upsert(one, [](const Paper& paper) { return paper.title; });
      }
    });
  }

  static std::vector<std::string> found(const Store& store, const std::string& query) {
    Selection selection;
    selection.query = parse_query(query);
    return ids(store.select(selection));
  }

  static std::vector<std::string> ids(const std::vector<PaperKey>& papers) {
    std::vector<std::string> ids;
    for (const PaperKey& paper : papers) ids.push_back(paper.id.to_string());
    return ids;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace papercup::store
