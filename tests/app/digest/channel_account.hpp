#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "papercup/core/date.hpp"

// An account of what channels have to consider that a test keeps by itself, from what it has
// announced.
namespace papercup::app {

struct Topic {
  const char* stem;
  const char* words;
  const char* category;  // both foci follow cs.LG, too
};
inline constexpr std::array<Topic, 2> kTopics = {
    {{"rewards", "reward models", "cs.LG"}, {"comets", "comets", "astro-ph.EP"}}};

inline constexpr int kCandidateDays = 60;
inline constexpr int kFirstDays = 7;

struct Announced {
  std::string id;
  std::string text;
  std::set<std::string> categories;
  Date day;
};

using Pair = std::pair<std::string, std::string>;  // a focus and a paper

// A channel's account, kept apart from the program's own.
struct Account {
  std::set<Pair> considered, shown;
  std::map<std::string, Date> begun;  // by focus
};

inline std::string line_of(const Announced& paper) {
  std::string categories;
  for (const std::string& category : paper.categories) {
    categories += (categories.empty() ? "\"" : ", \"") + category + "\"";
  }
  return R"({"id": ")" + paper.id + R"(", "title": ")" + paper.text + ", no. " + paper.id +
         R"(", "abstract": "An abstract.", "authors": ["Author )" + paper.id +
         R"("], "categories": [)" + categories + R"(], "announced": ")" + paper.day.to_string() +
         "\"}\n";
}

inline bool is_of(const Announced& paper, const Topic& topic) {
  return paper.categories.contains("cs.LG") || paper.categories.contains(topic.category);
}

inline bool was_shown(const Account& account, const std::string& id) {
  return std::any_of(account.shown.begin(), account.shown.end(),
                     [&](const Pair& shown) { return shown.second == id; });
}

inline std::set<std::string> ids_in(const std::string& text) {
  static const std::regex address("https://arxiv.org/abs/([0-9.]+)");
  std::set<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), address), end; at != end; ++at) {
    ids.insert((*at)[1]);
  }
  return ids;
}

}  // namespace papercup::app
