#include "papercup/app/reference_list.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"
#include "papercup/system/files.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::app {
namespace {

constexpr std::size_t kLargestFile = 64U << 20U;  // bytes
constexpr std::size_t kWarningsShown = 10;
// Of fewer words a title may be that of another paper.
constexpr std::size_t kTitleWords = 3;

// With the reader's home folder for ~, which no shell has put in here.
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

void note_warnings(const Context& context, const std::string& name,
                   const std::vector<std::string>& warnings) {
  const std::size_t shown =
      context.is_verbose() ? warnings.size() : std::min(kWarningsShown, warnings.size());
  for (std::size_t i = 0; i < shown; ++i) {
    context.note(fmt::format("{}, {}; left out", name, warnings[i]));
  }
  if (shown < warnings.size()) {
    context.note(fmt::format("{} more were left out; -v shows why", warnings.size() - shown));
  }
}

// The paper with exactly these words as its title.
std::optional<ArxivId> find_title(const store::Store& store, const std::string& title) {
  const std::vector<std::string> words = text::tokens(title);
  if (words.size() < kTitleWords) return std::nullopt;
  QueryNode node;
  node.term = {QueryField::title, text::token_text(title), TermMatch::phrase};
  store::Selection selection;
  selection.query = Query{title, node};
  for (const store::PaperKey& paper : store.select(selection)) {
    const auto found = store.find(paper.id);
    if (found && text::tokens(found->title) == words) return paper.id;
  }
  return std::nullopt;
}

class Matcher {
 public:
  Matcher(const store::Store& store, ReferenceList& list) : store_(store), list_(list) {}

  void match(std::vector<library::Entry> entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
      return a.year.value_or(0) > b.year.value_or(0);
    });
    std::vector<std::string> dois;
    for (const library::Entry& entry : entries) dois.push_back(entry.doi);
    const auto by_doi = store_.find_by_doi(dois);
    for (std::size_t i = 0; i < entries.size(); ++i) match(std::move(entries[i]), by_doi[i]);
    CategoryChoice choice = choose_categories(categories_);
    list_.categories = std::move(choice.categories);
    list_.undivided = std::move(choice.undivided);
  }

 private:
  void match(library::Entry entry, const std::optional<ArxivId>& by_doi) {
    std::optional<ArxivId> id = entry.arxiv_id;
    if (!id) id = by_doi ? by_doi : find_title(store_, entry.title);
    if (!id) {
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

ReferenceList read_reference_list(const Context& context, const store::Store& store,
                                  const std::string& file) {
  ReferenceList list;
  list.name = file == "-" ? "standard input" : std::filesystem::path(file).filename().string();
  library::Library library = parse(list.name, content_of(context, file));
  note_warnings(context, list.name, library.warnings);
  list.format = library.format;
  list.entries = library.entries.size();
  list.left_out = library.warnings.size();
  Matcher(store, list).match(std::move(library.entries));
  return list;
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
  return text;
}

}  // namespace papercup::app
