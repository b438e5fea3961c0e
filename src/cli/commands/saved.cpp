#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "cli/output/results.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/render/paper_text.hpp"

namespace papercup::cli {
namespace {

// The reading list, last saved first.
std::vector<ArxivId> reading_list(const Session& session) {
  const store::UserStore user_store = session.open_user_store(store::OpenMode::read_only);
  const MarkState marks = app::marks_until(session, user_store, std::nullopt);
  std::vector<std::pair<Time, ArxivId>> saved;
  for (const auto& [id, time] : marks.saved()) saved.emplace_back(time, id);
  std::sort(saved.begin(), saved.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<ArxivId> ids;
  ids.reserve(saved.size());
  for (auto& [time, id] : saved) ids.push_back(std::move(id));
  return ids;
}

int run_saved(Format format, const Session& session) {
  const std::vector<ArxivId> ids = reading_list(session);
  const store::Store store = session.open_store(store::OpenMode::read_only);
  app::note_missing_lists(session, store);
  JsonOutput json(format, [&](std::string_view text) { session.print(text); });
  if (ids.empty()) session.note("the reading list is empty\npapercup save ID puts a paper on it");
  bool is_first = true;
  for (const ArxivId& id : ids) {
    const std::optional<Paper> paper = store.find(id);
    if (format == Format::ids) {
      session.print(id.to_string() + "\n");
    } else if (format != Format::text) {
      json.add(render::json_object(
          paper.value_or(Paper{id}), std::nullopt,
          paper ? std::vector<std::string>() : std::vector<std::string>{"id", "url"}));
    } else {
      if (!is_first) session.print("\n");
      session.print(paper ? render::result_text(*paper, std::nullopt, session.style())
                          : id.to_string() + "  (not stored)\n");
    }
    is_first = false;
  }
  json.finish();
  return 0;
}

}  // namespace

Action declare_saved(CLI::App& command) {
  const auto format = std::make_shared<Format>(Format::text);
  declare_format_option(command, {Format::text, Format::json, Format::jsonl, Format::ids}, *format,
                        "text for people; json, jsonl and ids for programs");
  return [format](Session& session) { return run_saved(*format, session); };
}

}  // namespace papercup::cli
