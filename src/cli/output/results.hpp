#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/session.hpp"
#include "cli/output/paper_writer.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/app/ranked_search.hpp"
#include "papercup/render/records.hpp"
#include "papercup/render/style.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

struct ResultForm {
  Format format = Format::text;
  std::vector<std::string> fields;           // of JSON and CSV; empty: all
  const app::TrainedFocus* focus = nullptr;  // explains scores; null without a focus
  std::string_view ranker;                   // of the scores
  render::TextStyle style;
  std::string title;                    // what was looked for, in words
  std::vector<std::string> categories;  // among which; empty: all
};

// Writes the papers in this order, holding few of them at a time if the format allows it. `rest` is
// for formats that say inside of themselves that there are more.
void write_results(const Session& session, const store::Store& store,
                   const std::vector<app::FoundPaper>& results, const ResultForm& form,
                   const std::string& rest, std::vector<render::DayCount> days, const Sink& sink);

// --limit as given, else 20 in text and Markdown, 500 in a page and none in the other formats.
// Nothing means no limit, as --limit 0 does.
std::optional<std::size_t> result_limit(const std::optional<std::string>& limit, Format format);

// Shows what query, search or similar has found: cuts it at the limit, prints it, and says how much
// there is beyond, or why there is nothing.
void show_results(const Session& session, const store::Store& store, app::Found found,
                  std::optional<std::size_t> limit, const ResultForm& form);

}  // namespace papercup::cli
