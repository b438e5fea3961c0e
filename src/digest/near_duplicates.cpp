#include "papercup/digest/near_duplicates.hpp"

#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "papercup/text/normalise.hpp"

namespace papercup::digest {
namespace {

constexpr double kLeastSimilarity = 0.85;
constexpr int kDaysApart = 90;

// An author's name, folded, and what it has in common with an abbreviated one: "byron a".
struct Name {
  std::string whole, short_form;
  bool is_abbreviated = false;  // "A. Byron"
};

Name name_of(const std::string& author) {
  Name name;
  name.whole = text::fold(author);
  const std::size_t blank = name.whole.rfind(' ');
  if (blank == std::string::npos) return name;
  name.short_form = name.whole.substr(blank + 1) + " " + name.whole.substr(0, 1);
  const std::size_t given = name.whole.find(' ');
  name.is_abbreviated = given == 1 || name.whole.substr(1, 1) == ".";
  return name;
}

// Papers by their authors. Many people share a family name and an initial, so names are equal only
// if they are written the same or one of them is abbreviated.
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
    for (const std::string& author : papers[i].authors) names.push_back(name_of(author));
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

}  // namespace papercup::digest
