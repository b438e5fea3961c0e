#include "papercup/digest/near_duplicates.hpp"

#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/name_search.hpp"

namespace papercup::digest {
namespace {

constexpr double kLeastSimilarity = 0.85;
constexpr int kDaysApart = 90;

// An author's name, and what it has in common with an abbreviated one: "byron, a".
struct Name {
  std::string whole, short_form;
  bool is_abbreviated = false;  // "A. Byron"
};

Name name_of(const std::string& author) {
  const text::NameKey key = text::name_key(text::parse_person_name(author));
  Name name{key.whole, {}};
  if (key.given.empty()) return name;
  const std::string& given = key.given.front();
  const std::size_t initial = utf8::first_character(given).size;
  name.short_form = key.family + ", " + given.substr(0, initial);
  name.is_abbreviated = initial == given.size();
  return name;
}

// Papers by their authors. Many people share a family name and an initial, so that names are equal
// if they have the same words, or if one of them is abbreviated.
class AuthorIndex {
 public:
  void add(std::size_t paper, const std::vector<Name>& names) {
    for (const Name& name : names) {
      whole_[name.whole].push_back(paper);
      if (name.short_form.empty()) continue;
      short_[name.short_form].push_back(paper);
      if (name.is_abbreviated) abbreviated_[name.short_form].push_back(paper);
    }
  }

  // In order.
  std::set<std::size_t> sharing(const std::vector<Name>& names) const {
    std::set<std::size_t> papers;
    for (const Name& name : names) {
      collect(whole_, name.whole, papers);
      collect(name.is_abbreviated ? short_ : abbreviated_, name.short_form, papers);
    }
    return papers;
  }

 private:
  using Papers = std::map<std::string, std::vector<std::size_t>>;

  static void collect(const Papers& index, const std::string& name, std::set<std::size_t>& papers) {
    const auto found = index.find(name);
    if (found != index.end()) papers.insert(found->second.begin(), found->second.end());
  }

  Papers whole_, short_, abbreviated_;
};

bool are_near_in_time(const Paper& a, const Paper& b) {
  return a.announced && b.announced && std::abs(*a.announced - *b.announced) <= kDaysApart;
}

}  // namespace

std::vector<std::optional<std::size_t>> group_near_duplicates(const std::vector<Paper>& papers,
                                                              const Similarity& similarity) {
  AuthorIndex leaders;
  std::vector<std::optional<std::size_t>> under(papers.size());
  for (std::size_t i = 0; i < papers.size(); ++i) {
    std::vector<Name> names;
    for (const std::string& author : papers[i].authors) {
      Name name = name_of(author);
      if (!name.whole.empty()) names.push_back(std::move(name));
    }
    for (const std::size_t leader : leaders.sharing(names)) {
      if (!are_near_in_time(papers[leader], papers[i])) continue;
      if (similarity(leader, i) <= kLeastSimilarity) continue;
      under[i] = leader;
      break;
    }
    if (!under[i]) leaders.add(i, names);
  }
  return under;
}

std::vector<Group> groups_of(const std::vector<std::optional<std::size_t>>& leader_of) {
  std::vector<Group> groups;
  std::vector<std::size_t> place(leader_of.size());  // of a leader's group
  for (std::size_t i = 0; i < leader_of.size(); ++i) {
    if (leader_of[i]) {
      groups[place[*leader_of[i]]].others.push_back(i);
      continue;
    }
    place[i] = groups.size();
    groups.push_back({i, {}});
  }
  return groups;
}

}  // namespace papercup::digest
