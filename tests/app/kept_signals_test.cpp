#include "papercup/app/kept_signals.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "app/app_fixture.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/rank/features.hpp"

namespace papercup::app {
namespace {

using digest::SignalKind;

const Date kToday(2026, 11, 24);

// Papers that state something each, or nothing.
class KeptSignalsTest : public AppTest {
 protected:
  void SetUp() override {
    store::Store store = context().open_store(store::OpenMode::create);
    store.transaction([&] {
      for (int i = 0; i < 60; ++i) store.upsert(stating(i, 1), rank::packed_features);
      for (int i = 0; i < 60; i += 4) store.upsert(stating(i + 1, 2), rank::packed_features);
    });
  }

  // The number of the second version's statement is another.
  static Record stating(int i, int version) {
    static const std::vector<std::string> kAbstracts = {
        "Our code is available at https://github.com/invented/cup.",
        "The data set is publicly available.", "The code will be released upon acceptance.",
        "Nothing of the kind is here to be found in any place.",
        "We replicate the original study of three cups."};
    static const std::vector<std::string> kComments = {
        "Accepted at ICML 2026", "", "This paper has been withdrawn by the authors", "12 pages",
        "Data will be made public"};
    const std::string id = fmt::format("2605.{:05}", (version == 2 ? i - 1 : i) + 1);
    Record record{Paper{.id = ArxivId::parse(id)}, Detail::full, {}};
    Paper& paper = record.paper;
    paper.version = version;
    paper.title = "A cup of papers";
    paper.abstract = kAbstracts[static_cast<std::size_t>(i) % kAbstracts.size()];
    paper.comment = kComments[static_cast<std::size_t>(i) / 5 % kComments.size()];
    if (i % 11 == 0) paper.journal_ref = "J. Cups 1 (2026)";
    if (i % 13 == 0) paper.doi = "10.1000/cup";
    paper.categories = {Category("cs.LG")};
    paper.announced = Date(2026, 5, 4) + i % 60;
    paper.updated = parse_rfc3339(version == 1 ? "2026-05-01T10:00:00Z" : "2026-06-01T10:00:00Z");
    return record;
  }

  std::filesystem::path database() { return context().data_file("papers.db"); }

  void change(const std::string& sql) {
    SQLite::Database(database().string(), SQLite::OPEN_READWRITE).exec(sql);
  }

  static std::vector<FoundPaper> all(const store::Store& store, const store::Selection& selection) {
    std::vector<FoundPaper> results;
    for (const store::PaperKey& paper : store.select(selection)) {
      results.push_back({{paper.key, paper.id, paper.announced, 0}, std::nullopt, std::nullopt});
    }
    return results;
  }

  // The papers with each kind of signal and each two of them, found among all papers, and among
  // those that may state them.
  std::string found(store::OpenMode mode = store::OpenMode::create) {
    const store::Store store(database(), mode);
    std::string text;
    for (const SignalKind first : digest::signal_kinds()) {
      for (const SignalKind second : digest::signal_kinds()) {
        const std::vector<SignalKind> kinds = {first, second};
        store::Selection wished;
        wished.states = wish_for(kinds);
        std::string of_kinds;
        for (const bool is_wished : {false, true}) {
          std::vector<FoundPaper> results = all(store, is_wished ? wished : store::Selection{});
          keep_stating(results, kinds, store, kToday);
          std::string ids;
          for (const FoundPaper& result : results) ids += " " + result.candidate.id.to_string();
          if (is_wished) {
            EXPECT_EQ(ids, of_kinds) << to_string(first) << " " << to_string(second);
          }
          of_kinds = ids;
        }
        text +=
            std::string(to_string(first)) + "+" + std::string(to_string(second)) + of_kinds + "\n";
      }
    }
    return text;
  }
};

TEST_F(KeptSignalsTest, GiveWhatIsFoundWithoutThem) {
  const std::string kept = found();
  for (const char* kind : {"code+code 2605", "data+data 2605", "promise+promise 2605",
                           "venue+venue 2605", "withdrawn+withdrawn 2605", "doi+doi 2605",
                           "replication+replication 2605", "version+version 2605"}) {
    EXPECT_NE(kept.find(kind), std::string::npos) << kind << "\n" << kept;
  }
  // By other rules, none, and half of these.
  change("UPDATE signal_rules SET rules = 1");
  EXPECT_EQ(found(), kept);
  {
    store::Store store(database(), store::OpenMode::create);
    keep_signals(store);
    EXPECT_TRUE(store.find_signals(25));
  }
  EXPECT_EQ(found(), kept);
  {
    store::Store store = context().open_store(store::OpenMode::create);
    find_kept_signals(context(), store);
    EXPECT_GE(store.signals_found_up_to(digest::signal_rules()), store.highest_key());
  }
  EXPECT_EQ(found(), kept);
  change("DROP TABLE paper_signal; DROP TABLE signal_rules; PRAGMA user_version = 7");
  EXPECT_EQ(found(store::OpenMode::read_only), kept);
}

}  // namespace
}  // namespace papercup::app
