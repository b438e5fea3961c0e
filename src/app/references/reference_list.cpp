#include "papercup/app/reference_list.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <istream>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/system/files.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kLargestFile = 64U << 20U;  // bytes
constexpr std::size_t kWarningsShown = 10;
// A title with fewer words may be that of another paper.
constexpr std::size_t kTitleWords = 3;

// Puts in the reader's home folder for ~, which no shell has done.
std::filesystem::path path_of(const Context& context, const std::string& file) {
  const std::string home = context.variable("HOME").value_or("");
  return file.starts_with("~/") && !home.empty() ? home + file.substr(1) : file;
}

void refuse_large(const std::string& text, const std::string& name) {
  if (text.size() <= kLargestFile) return;
  throw Error(ErrorKind::failure, fmt::format("{} is larger than 64 MiB", name),
              "Export the entries that matter most.");
}

std::string read_all(std::istream& stream, const std::string& name) {
  std::string text;
  std::array<char, 1 << 16> piece{};
  while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    refuse_large(text, name);
  }
  if (stream.bad()) throw Error(ErrorKind::failure, fmt::format("{} cannot be read", name));
  return text;
}

std::string content_of(const Context& context, const std::string& file) {
  if (file == "-") return read_all(context.input(), "standard input");
  std::string text =
      system::read_file(path_of(context, file), ErrorKind::usage,
                        "Name the file that your reference manager exported, or - for "
                        "standard input.",
                        kLargestFile + 1);
  refuse_large(text, file);
  return text;
}

library::Library parse(const std::string& name, const std::string& content) {
  try {
    return library::parse_library(content);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}: {}", name, error.message()), error.hint());
  }
}

std::vector<std::string> notes_on(const library::Library& library, const std::string& name,
                                  bool is_verbose) {
  const std::vector<std::string>& warnings = library.warnings;
  const std::size_t shown =
      is_verbose ? warnings.size() : std::min(kWarningsShown, warnings.size());
  std::vector<std::string> notes;
  const std::size_t told =
      is_verbose ? library.notes.size() : std::min(kWarningsShown, library.notes.size());
  for (std::size_t i = 0; i < told; ++i) {
    notes.push_back(fmt::format("{}: {}", name, library.notes[i]));
  }
  if (told < library.notes.size()) {
    notes.push_back(fmt::format("{} more notes on it; -v shows them", library.notes.size() - told));
  }
  for (std::size_t i = 0; i < shown; ++i) {
    notes.push_back(fmt::format("{}, {}; left out", name, warnings[i]));
  }
  if (shown < warnings.size()) {
    notes.push_back(fmt::format("{} more were left out; -v shows why", warnings.size() - shown));
  }
  return notes;
}

// What an entry is to be found by if it names no paper: its title, if it has enough words.
std::string sought_title(const library::Entry& entry) {
  if (entry.arxiv_id || text::tokens(entry.title).size() < kTitleWords) return {};
  return entry.title;
}

constexpr std::size_t kMostCategories = 4;
constexpr double kSmallestShare = 1.0 / 6;

// How many papers count for a category; parts of papers, too.
using Counts = std::map<std::string, double>;

// Gives what a divided archive counts to its divisions, in proportion to what they count by
// themselves. Nothing is moved if they count nothing.
std::vector<std::string> distribute(const std::string& archive, double papers, Counts& counts) {
  std::vector<std::string> named;
  double all = 0;
  for (std::string& division : divisions_of(archive)) {
    const auto found = counts.find(canonical_category(division));
    if (found == counts.end()) continue;
    all += found->second;
    named.push_back(found->first);
  }
  for (const std::string& division : named) {
    double& count = counts[division];
    count += papers * count / all;
  }
  if (!named.empty()) counts.erase(archive);
  return named;
}

std::vector<std::pair<double, std::string>> by_count(const Counts& counts) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [name, count] : counts) order.emplace_back(count, name);
  std::ranges::stable_sort(order, std::greater<>(), &std::pair<double, std::string>::first);
  return order;
}

bool is_among(const std::vector<Category>& categories, const std::string& name) {
  return std::ranges::find(categories, Category(name)) != categories.end();
}

struct CategoryChoice {
  std::vector<Category> categories = {};
  std::vector<UndividedPapers> undivided = {};  // only those that decided on a category
};

// The category that a paper counts for; canonical.
std::string category_of(const std::vector<Category>& categories) {
  const std::string& primary = categories.front().to_string();
  if (is_divided_archive(primary)) {
    for (const Category& category : categories) {
      if (category != categories.front() && belongs_to(category.to_string(), primary)) {
        return canonical_category(category.to_string());
      }
    }
  }
  return canonical_category(primary);
}

// Chooses for papers that count for these categories (canonical, one a paper) what to follow.
CategoryChoice choose_categories(const std::vector<std::string>& categories_of_papers) {
  Counts counts;
  for (const std::string& name : categories_of_papers) ++counts[name];
  std::vector<UndividedPapers> undivided;
  for (const auto& [name, count] : Counts(counts)) {
    if (!is_divided_archive(name)) continue;
    undivided.push_back({name, static_cast<std::size_t>(count), distribute(name, count, counts)});
  }

  CategoryChoice choice;
  const double fewest = kSmallestShare * static_cast<double>(categories_of_papers.size());
  std::size_t chosen = 0;
  for (const auto& [count, name] : by_count(counts)) {
    if (chosen == kMostCategories || count < fewest) break;
    ++chosen;
    if (!is_divided_archive(name)) {
      choice.categories.emplace_back(name);
      continue;
    }
    for (std::string& division : divisions_of(name)) {
      if (!is_among(choice.categories, division)) choice.categories.emplace_back(division);
    }
  }
  for (UndividedPapers& papers : undivided) {
    papers.taken_for_all = papers.taken_for.empty();
    if (papers.taken_for_all) papers.taken_for = divisions_of(papers.archive);
    std::erase_if(papers.taken_for,
                  [&](const std::string& name) { return !is_among(choice.categories, name); });
    if (!papers.taken_for.empty()) choice.undivided.push_back(std::move(papers));
  }
  return choice;
}

class Matcher {
 public:
  Matcher(const store::Store& store, ReferenceList& list) : store_(store), list_(list) {}

  void match(std::vector<library::Entry> entries) {
    std::ranges::stable_sort(entries, std::greater<>(),
                             [](const library::Entry& entry) { return entry.year.value_or(0); });
    std::vector<std::string> dois;
    dois.reserve(entries.size());
    for (const library::Entry& entry : entries) dois.push_back(entry.doi);
    const auto by_doi = store_.find_by_doi(dois);
    std::vector<std::string> titles;
    titles.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      titles.push_back(by_doi[i] ? "" : sought_title(entries[i]));
    }
    const auto by_title = store_.find_by_title(titles);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      match(std::move(entries[i]), by_doi[i] ? by_doi[i] : by_title[i]);
    }
    CategoryChoice choice = choose_categories(categories_);
    list_.categories = std::move(choice.categories);
    list_.undivided = std::move(choice.undivided);
  }

 private:
  void match(library::Entry entry, const std::optional<ArxivId>& by_other_means) {
    const std::optional<ArxivId> id = entry.arxiv_id ? entry.arxiv_id : by_other_means;
    if (!id) {
      if (entry.title.empty()) ++list_.nameless;
      if (!entry.title.empty()) list_.others.push_back(std::move(entry));
      return;
    }
    if (!known_.insert(*id).second) return;
    const std::optional<Paper> paper = store_.find(*id);
    (paper ? list_.stored : list_.not_stored).push_back(*id);
    if (!entry.arxiv_id) ++list_.by_other_means;
    if (paper && !paper->categories.empty()) {
      categories_.push_back(category_of(paper->categories));
    } else if (entry.category) {
      categories_.push_back(category_of({*entry.category}));
    }
  }

  const store::Store& store_;
  ReferenceList& list_;
  std::set<ArxivId> known_;
  std::vector<std::string> categories_;  // of the papers, canonical
};

}  // namespace

bool names_reference_list(const std::string& text) {
  const std::string ending = ascii::lower(std::filesystem::path(text).extension().string());
  return ending == ".bib" || ending == ".ris" || ending == ".json";
}

bool is_reference_list(const Context& context, const std::string& text) {
  return names_reference_list(text) &&
         system::file_exists(path_of(context, text), ErrorKind::usage);
}

Noted<ReferenceList> read_reference_list(const Context& context, const store::Store& store,
                                         const std::string& file) {
  ReferenceList list;
  list.name = file == "-" ? "standard input" : std::filesystem::path(file).filename().string();
  library::Library library = parse(list.name, content_of(context, file));
  std::vector<std::string> notes = notes_on(library, list.name, context.is_verbose());
  list.format = library.format;
  list.entries = library.entries.size();
  list.left_out = library.warnings.size();
  context.progress(fmt::format("{}: looking for {} among your papers", list.name,
                               text::counted(list.entries, "entry", "entries")));
  Matcher(store, list).match(std::move(library.entries));
  context.progress({});
  return {std::move(list), std::move(notes)};
}

std::string explanation_of(const UndividedPapers& undivided) {
  const std::string said =
      fmt::format("categories: {} {} {}, which is divided today; ", undivided.papers,
                  undivided.papers == 1 ? "paper says only" : "papers say only", undivided.archive);
  if (undivided.taken_for_all) {
    return said + fmt::format("the focus has all {} divisions, take out what you do not read",
                              undivided.taken_for.size());
  }
  return said + fmt::format("counted for {}, as your other papers are",
                            fmt::join(undivided.taken_for, ", "));
}

std::string summary_of(const ReferenceList& list, std::size_t keywords) {
  std::string text =
      fmt::format("{}: {}, {}{}\n", list.name, library::to_string(list.format),
                  text::counted(list.entries, "entry", "entries"),
                  list.left_out == 0 ? "" : fmt::format("; {} left out", list.left_out));
  const auto row = [&](std::size_t number, const std::string& what) {
    if (number > 0) {
      text += fmt::format("{:>6}  {}\n", text::with_thousands(number), what);
    }
  };
  row(list.stored.size(),
      list.by_other_means == 0
          ? "stored"
          : fmt::format("stored, {} of them found by DOI or title", list.by_other_means));
  row(list.not_stored.size(), "of arXiv and not stored yet: the next fetch brings them");
  row(list.others.size(), fmt::format("{}: titles and abstracts give {}; recent ones weigh more",
                                      list.others.size() == 1 ? "other" : "others",
                                      text::counted(keywords, "keyword", "keywords")));
  row(list.nameless, "without a title or an identifier: nothing to learn from");
  return text;
}

}  // namespace papercup::app
