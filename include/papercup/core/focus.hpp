#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/names.hpp"

namespace papercup {

struct Keyword {
  std::string term;     // a word or a phrase
  double weight = 1.0;  // negative: papers with it sink

  bool operator==(const Keyword&) const = default;
};

// What a reader works on, from a file that the reader owns.
struct Focus {
  std::string name;                  // for people
  std::string about;                 // one or two sentences
  std::vector<Category> categories;  // what to rank, also archives; empty: everything in the store
  std::vector<Keyword> keywords;
  std::vector<std::string> authors;
  std::vector<ArxivId> likes, dislikes;  // examples given in the file, without repetition
  std::vector<std::string> to;           // recipients of this focus's mail

  bool operator==(const Focus&) const = default;
};

// How papers can be ranked for a focus.
enum class Ranker {
  standard,  // what papercup ranks by unless it is told otherwise
  centroid,  // nearness to what the reader said: description, keywords, authors and examples
  svm,       // a support vector machine taught by the same, without papers of the past taken for
             // weak likes
};

// As on the command line and in config.toml.
inline constexpr auto kRankerNames = names_of<Ranker>({
    {Ranker::standard, "default"},
    {Ranker::centroid, "centroid"},
    {Ranker::svm, "svm"},
});
constexpr std::string_view to_string(Ranker ranker) { return kRankerNames.of(ranker); }
// Nothing for other words.
constexpr std::optional<Ranker> parse_ranker(std::string_view name) {
  return kRankerNames.find(name);
}
// All of them, in this order.
inline std::vector<std::string> ranker_names() { return kRankerNames.words(); }

// How well a ranker put a day's liked papers before the others, each from 0 to 1.
struct DayMeasures {
  double auc = 0;     // the share of pairs in which a liked paper comes before another
  double recall = 0;  // of the liked papers, as many as there is room for, that are in the budget
  double ndcg = 0;    // normalised discounted cumulative gain of the first ten

  bool operator==(const DayMeasures&) const = default;
};

// A mean over days, and a 95 % interval around it.
struct Estimate {
  double mean = 0, low = 0, high = 0;

  bool operator==(const Estimate&) const = default;
};

// What a comparison of one ranker with another comes to.
enum class Verdict { better, worse, not_enough_evidence };

}  // namespace papercup
