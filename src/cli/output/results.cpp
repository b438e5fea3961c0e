#include "cli/output/results.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "cli/command_line/selection.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/text/phrases.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kBatch = 500;  // papers loaded at a time
constexpr std::int64_t kTextLimit = 20, kPageLimit = 500;

// Whether a key's value is known without the paper itself.
bool is_known_by_key(const std::string& field) {
  static const std::vector<std::string> known = {"id",    "announced", "url",  "score",
                                                 "match", "one_in",    "rank", "ranker"};
  return std::ranges::find(known, field) != known.end();
}

bool needs_papers(const ResultForm& form) {
  if (form.format == Format::ids) return false;
  return !has_fields(form.format) || form.fields.empty() ||
         !std::ranges::all_of(form.fields, is_known_by_key);
}

bool needs_reasons(const ResultForm& form) {
  if (form.format == Format::atom || form.format == Format::html) return true;
  if (!has_fields(form.format)) return false;
  return form.fields.empty() || std::ranges::find(form.fields, "why") != form.fields.end();
}

// Cuts what was found at the limit. Returns a line that says so for people, which is empty if
// nothing was cut off.
std::string cut(app::Found& found, std::optional<std::size_t> limit, Format format) {
  if (!limit || found.total <= *limit) return {};
  if (found.results.size() > *limit) {
    found.results.erase(found.results.begin() + static_cast<std::ptrdiff_t>(*limit),
                        found.results.end());
  }
  if (!is_for_people(format)) return {};
  return fmt::format("{} of {}; --limit 0 for all", text::with_thousands(*limit),
                     text::with_thousands(found.total));
}

Paper paper_of_key(const app::FoundPaper& found) {
  Paper paper{found.candidate.id};
  paper.announced = found.candidate.day;
  return paper;
}

}  // namespace

void write_results(const Session& session, const store::Store& store,
                   const std::vector<app::FoundPaper>& results, const ResultForm& form,
                   const std::string& rest, std::vector<render::DayCount> days, const Sink& sink) {
  const auto writer =
      make_paper_writer({form.format, form.fields, form.focus != nullptr, form.style, form.title,
                         session.now(), rest, std::move(days)},
                        sink);
  const bool loads = needs_papers(form);
  const app::Reasons reasons = needs_reasons(form) ? app::Reasons::named : app::Reasons::none;
  for (std::size_t start = 0; start < results.size(); start += kBatch) {
    const std::size_t end = std::min(start + kBatch, results.size());
    std::vector<Paper> papers;
    if (loads) {
      std::vector<std::int64_t> keys;
      for (std::size_t i = start; i < end; ++i) keys.push_back(results[i].candidate.key);
      papers = store.load(keys);
    }
    for (std::size_t i = start; i < end; ++i) {
      const Paper paper = loads ? std::move(papers[i - start]) : paper_of_key(results[i]);
      writer->add(paper, app::annotate(results[i], paper, form.focus, form.ranker, reasons));
    }
  }
  writer->finish();
}

std::optional<std::size_t> result_limit(const std::optional<std::string>& limit, Format format) {
  std::int64_t most = 0;
  if (is_for_people(format)) most = format == Format::html ? kPageLimit : kTextLimit;
  if (limit) most = parse_number("--limit", *limit, 0, std::numeric_limits<std::int32_t>::max());
  if (most == 0) return std::nullopt;
  return static_cast<std::size_t>(most);
}

void show_results(const Session& session, const store::Store& store, app::Found found,
                  std::optional<std::size_t> limit, const ResultForm& form) {
  app::note_missing_lists(session, store);
  std::vector<render::DayCount> days;
  if (form.format == Format::html)
    days = app::days_of_results(store, found.results, form.categories);
  const std::string rest = cut(found, limit, form.format);
  if (found.total == 0) note_nothing_found(session, store);
  write_results(session, store, found.results, form, rest, std::move(days),
                [&](std::string_view text) { session.print(text); });
  if (rest.empty()) return;
  if (form.format == Format::html) {
    session.note(rest);
  } else {
    session.print("\n" + rest + "\n");
  }
}

}  // namespace papercup::cli
