#include "cli/command_line/selection.hpp"

#include <algorithm>
#include <charconv>
#include <istream>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/options.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"
#include "papercup/core/query.hpp"
#include "papercup/render/records.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

bool is_rank(const std::string& text) {
  constexpr std::size_t kMostDigits = 4;
  return text.size() <= kMostDigits && ascii::all_digits(text);
}

class PaperReader {
 public:
  explicit PaperReader(const Session& session) : session_(session) {}

  std::vector<PaperArgument> papers() && { return std::move(papers_); }

  // Reads an argument or a line, which may have several papers in it.
  void read_all(const std::string& text) {
    const std::vector<std::string> parts = divide_references(text);
    const bool has_paper = std::ranges::any_of(parts, [](const std::string& part) {
      return is_rank(part) || PaperRef::try_parse(part).has_value();
    });
    if (!has_paper) return read(text);
    for (const std::string& part : parts) read(part);
  }

 private:
  void read(const std::string& text) {
    PaperArgument paper = is_rank(text) ? of_rank(std::stoi(text))
                                        : PaperArgument{PaperRef::parse(text).id, std::nullopt};
    if (ids_.insert(paper.id).second) papers_.push_back(std::move(paper));
  }

  PaperArgument of_rank(int rank) {
    if (!is_digest_read_) {
      digest_ = session_.open_user_store(store::OpenMode::read_only).last_shown();
      is_digest_read_ = true;
    }
    if (!digest_) {
      throw Error(ErrorKind::usage,
                  fmt::format("{} is a rank, and no digest was shown on a terminal yet", rank),
                  "Show one with papercup, or name the paper by its identifier.");
    }
    int last = 0;
    for (const RecordedSection& section : digest_->sections) {
      for (const RecordedPaper& paper : section.papers) {
        if (paper.rank == rank) return {paper.id, section.focus};
        last = std::max(last, paper.rank);
      }
      if (!section.exploration) continue;
      if (section.exploration->rank == rank) return {section.exploration->id, section.focus};
      last = std::max(last, section.exploration->rank);
    }
    throw Error(ErrorKind::usage, fmt::format("the last digest has no rank {}", rank),
                last == 0 ? "It was empty." : fmt::format("Its ranks are 1 to {}.", last));
  }

  const Session& session_;
  bool is_digest_read_ = false;
  std::optional<DigestRecord> digest_;
  std::vector<PaperArgument> papers_;
  std::unordered_set<ArxivId> ids_;  // of them
};

std::string suggestion_hint(const std::string& category) {
  constexpr std::size_t kSuggested = 3;
  std::vector<std::string> nearest = nearest_categories(category);
  if (nearest.empty()) nearest = search_categories(category);  // a word: "robots", "cosmology"
  nearest.resize(std::min(nearest.size(), kSuggested));
  if (nearest.empty()) return "https://arxiv.org/category_taxonomy lists arXiv's categories.";
  return fmt::format("Did you mean {}?", fmt::join(nearest, ", "));
}

// A category founded after this program is known once a paper carries it.
bool is_known(const store::Store& store, const std::string& category) {
  return find_category(category) != nullptr || store.has_category(category);
}

bool begins_a_category(const std::string& prefix) {
  const auto& rows = taxonomy();
  return std::ranges::any_of(
      rows, [&](const CategoryInfo& row) { return row.id.substr(0, prefix.size()) == prefix; });
}

using Terms = std::vector<const QueryNode*>;

void collect_category_terms(const QueryNode& node, Terms& terms) {
  const bool is_term = node.kind == QueryNode::Kind::term;
  if (is_term && node.term.field == QueryField::category) terms.push_back(&node);
  for (const QueryNode& child : node.children) collect_category_terms(child, terms);
}

// Whether one of the terms asks for an archive's divisions by a star.
bool asks_for_divisions(const Terms& terms, const std::string& archive) {
  return std::ranges::any_of(terms, [&](const QueryNode* node) {
    return node->term.match == TermMatch::prefix && (archive + ".").starts_with(node->term.text);
  });
}

// What cat: finds by the name of a divided archive is not the archive: nothing, or what is older
// than its division.
void note_archive(const Session& session, const store::Store& store, const std::string& archive) {
  const std::string found =
      !is_known(store, archive) ? "nothing" : "only papers from before the archive was divided";
  session.note(fmt::format("cat:{0} matches {1}, as at arXiv; cat:{0}.* is the whole archive",
                           archive, found));
}

void check_term(const Session& session, const store::Store& store, const std::string& query,
                const QueryNode& node, const Terms& terms) {
  const std::string& category = node.term.text;
  if (node.term.match == TermMatch::prefix) {
    if (!begins_a_category(category)) {
      session.note(fmt::format("no category of arXiv's begins with '{}'", category));
    }
  } else if (is_divided_archive(category)) {
    if (!asks_for_divisions(terms, category)) note_archive(session, store, category);
  } else if (!is_known(store, category)) {
    throw query_error(query, node.position, fmt::format("unknown category '{}'", category),
                      suggestion_hint(category));
  }
}

}  // namespace

std::int64_t parse_number(std::string_view option, std::string_view text, std::int64_t least,
                          std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || number < least || number > most) {
    throw Error(ErrorKind::usage, fmt::format("{} takes a whole number from {} to {}, not '{}'",
                                              option, least, text::with_thousands(most), text));
  }
  return number;
}

std::optional<Date> parse_date(std::string_view option, const std::optional<std::string>& text,
                               Date today) {
  if (!text) return std::nullopt;
  try {
    return parse_date_argument(*text, today);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}: {}", option, error.message()), error.hint());
  }
}

std::vector<std::string> parse_fields(std::string_view text) {
  const std::vector<std::string>& known = render::json_keys();
  std::vector<std::string> fields;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    std::string field(text.substr(start, end - start));
    if (std::ranges::find(known, field) == known.end()) {
      refuse_unknown("field", field, known);
    }
    if (std::ranges::find(fields, field) == fields.end()) {
      fields.push_back(std::move(field));
    }
    start = end + 1;
  }
  return fields;
}

std::vector<PaperArgument> read_papers(const Session& session,
                                       const std::vector<std::string>& arguments) {
  PaperReader reader(session);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    // Without quotes, a shell divides arXiv:2405.01234 [cs.CL] at the blank.
    if (i > 0 && continues_reference(arguments[i])) continue;
    if (arguments[i] != "-") {
      reader.read_all(arguments[i]);
      continue;
    }
    for (std::string line; std::getline(session.environment().in, line);) {
      if (!ascii::trim(line).empty()) reader.read_all(line);
    }
  }
  return std::move(reader).papers();
}

void refuse_missing(const std::vector<std::string>& missing, std::size_t asked) {
  if (missing.empty()) return;
  const std::string ids = fmt::format("{}", fmt::join(missing, ", "));
  throw Error(
      ErrorKind::failure,
      asked == 1 ? fmt::format("{} is not stored", ids)
                 : fmt::format("{} of {} papers {} not stored: {}", missing.size(), asked,
                               missing.size() == 1 ? "is" : "are", ids),
      "papercup save ID puts a paper on your reading list, and the next fetch asks arXiv for it.");
}

std::string focus_of(const Session& session, const PaperArgument& paper) {
  if (paper.focus && !paper.focus->empty()) return *paper.focus;
  return app::default_stem(session, paper.id);
}

void declare_category_option(CLI::App& command, SelectionOptions& selection) {
  add_repeatable(command, "--category,-c", "C", selection.categories,
                 "a category (cs.LG, hep-ph) or archive (cs, astro-ph)");
}

void declare_day_options(CLI::App& command, SelectionOptions& selection) {
  add_value(command, "--since", "DATE", selection.since,
            "announced on this day or later: 2026-11-24, today, yesterday, 7d, 2w");
  add_value(command, "--until", "DATE", selection.until, "announced on this day or earlier");
}

std::string describe(const SelectionOptions& options) {
  std::vector<std::string> parts;
  if (!options.categories.empty()) {
    parts.push_back(fmt::format("{}", fmt::join(options.categories, " ")));
  }
  if (!options.authors.empty()) {
    parts.push_back(fmt::format("by {}", fmt::join(options.authors, " or ")));
  }
  if (options.since) parts.push_back("since " + *options.since);
  if (options.until) parts.push_back("until " + *options.until);
  return fmt::format("{}", fmt::join(parts, ", "));
}

store::Selection make_selection(const SelectionOptions& options, Date today) {
  store::Selection selection;
  selection.categories = options.categories;
  selection.authors = options.authors;
  selection.since = parse_date("--since", options.since, today);
  selection.until = parse_date("--until", options.until, today);
  if (selection.since && selection.until && *selection.since > *selection.until) {
    throw Error(ErrorKind::usage,
                fmt::format("--since {} is after --until {}", selection.since->to_string(),
                            selection.until->to_string()),
                "Both days are included; swap them, or leave one out.");
  }
  return selection;
}

void check_categories(const Session& session, const store::Store& store,
                      const store::Selection& selection) {
  for (const std::string& category : selection.categories) {
    if (!is_archive(category) && !is_known(store, category)) refuse_unknown_category(category);
  }
  if (!selection.query) return;
  Terms terms;
  collect_category_terms(selection.query->root, terms);
  for (const QueryNode* term : terms) {
    check_term(session, store, selection.query->text, *term, terms);
  }
}

void refuse_unknown_category(const std::string& category) {
  throw Error(ErrorKind::usage, fmt::format("unknown category '{}'", category),
              suggestion_hint(category));
}

bool has_words(const QueryNode& node) {
  if (node.kind == QueryNode::Kind::negation) return false;
  if (node.kind == QueryNode::Kind::term) {
    return node.term.field != QueryField::category && node.term.field != QueryField::id;
  }
  return std::ranges::any_of(node.children, has_words);
}

void note_nothing_found(const Session& session, const store::Store& store) {
  if (store.paper_count() == 0) {
    session.note("nothing is stored yet\nImport a file: papercup import FILE");
  } else {
    session.note("no stored paper matches");
  }
}

}  // namespace papercup::cli
