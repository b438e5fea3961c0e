#include "store/search/title_search.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"
#include "store/database/statement.hpp"

namespace papercup::store {
namespace {

// The first and the last token of a title in ASCII, which is nearly every one: what most titles
// are told apart by, without folding them. Empty for other titles.
std::string ends_of(std::string_view title) {
  if (!ascii::is_ascii(title)) return {};
  const auto* const begin = std::ranges::find_if(title, ascii::is_letter_or_digit);
  const auto* const end =
      std::find_if(title.rbegin(), title.rend(), ascii::is_letter_or_digit).base();
  if (begin == title.end()) return {};
  const auto* const first_end = std::find_if_not(begin, end, ascii::is_letter_or_digit);
  const auto* const last_begin =
      std::find_if_not(std::make_reverse_iterator(end), std::make_reverse_iterator(begin),
                       ascii::is_letter_or_digit)
          .base();
  return ascii::lower(std::string(begin, first_end) + " " + std::string(last_begin, end));
}

class SoughtTitles {
 public:
  explicit SoughtTitles(const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
      const std::vector<std::string> tokens = text::tokens(title);
      keys_.push_back(text::token_text(title));
      if (tokens.empty()) continue;
      found_.emplace(keys_.back(), std::nullopt);
      ends_.insert(tokens.front() + " " + tokens.back());
    }
  }

  void look_at(std::string_view title, std::string_view id) {
    const std::string ends = ends_of(title);
    if (!ends.empty() && !ends_.contains(ends)) return;
    const auto place = found_.find(text::token_text(title));
    if (place == found_.end()) return;
    const auto paper = ArxivId::try_parse(id);
    if (paper && (!place->second || *paper < *place->second)) place->second = paper;
  }

  std::vector<std::optional<ArxivId>> found() const {
    std::vector<std::optional<ArxivId>> ids;
    ids.reserve(keys_.size());
    for (const std::string& key : keys_) {
      const auto place = found_.find(key);
      ids.push_back(place == found_.end() ? std::nullopt : place->second);
    }
    return ids;
  }

  bool is_empty() const { return found_.empty(); }

 private:
  std::vector<std::string> keys_;
  std::unordered_map<std::string, std::optional<ArxivId>> found_;
  std::unordered_set<std::string> ends_;
};

}  // namespace

std::vector<std::optional<ArxivId>> find_dois(Connection& connection,
                                              const std::vector<std::string>& dois) {
  std::unordered_map<std::string, ArxivId> found;
  const std::unordered_set<std::string> sought(dois.begin(), dois.end());
  Statement rows(connection, "SELECT id, lower(doi) FROM paper WHERE doi <> '' ORDER BY id");
  while (rows.step()) {
    auto doi = rows.get<std::string>(1);
    if (sought.contains(doi)) found.emplace(std::move(doi), rows.get<ArxivId>(0));
  }
  std::vector<std::optional<ArxivId>> ids;
  for (const std::string& doi : dois) {
    const auto place = found.find(doi);
    ids.push_back(place == found.end() ? std::nullopt : std::optional(place->second));
  }
  return ids;
}

std::vector<std::optional<ArxivId>> find_titles(Connection& connection,
                                                const std::vector<std::string>& titles) {
  SoughtTitles sought(titles);
  if (sought.is_empty()) return sought.found();
  Statement rows(connection, "SELECT id, title FROM paper");
  while (rows.step()) sought.look_at(rows.get<std::string>(1), rows.get<std::string>(0));
  return sought.found();
}

}  // namespace papercup::store
