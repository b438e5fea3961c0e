#include "papercup/app/pruning.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

#include "papercup/config/focus_file.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/store/maintenance.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {
namespace {

void keep_digests(const store::UserStore& user_store, std::set<ArxivId>& kept) {
  const auto keep = [&](const RecordedPaper& paper) {
    kept.insert(paper.id);
    kept.insert(paper.near_duplicates.begin(), paper.near_duplicates.end());
  };
  for (const DigestRecord& digest : user_store.digests_since(Date::from_days_since_epoch(0))) {
    for (const RecordedSection& section : digest.sections) {
      std::ranges::for_each(section.papers, keep);
      if (section.exploration) keep(*section.exploration);
    }
    for (const RecordedNews& news : digest.news) kept.insert(news.id);
  }
}

// Papers that stay however old they are.
std::set<ArxivId> kept_papers(const Context& context) {
  // With a wrong folder, papers that the foci of the right one name would be removed.
  context.require_config_folder();
  const store::UserStore user_store = context.open_user_store(store::OpenMode::read_only);
  std::set<ArxivId> kept;
  for (const Mark& mark : user_store.marks()) kept.insert(mark.id);
  for (const config::ListedFocus& listed : context.foci()) {
    if (listed.error) {
      throw Error(ErrorKind::usage,
                  fmt::format("the focus {} cannot be read, and its papers are to stay: {}",
                              listed.stem, listed.error->message()),
                  "Mend it first; papercup focus check says what is wrong.");
    }
    const Focus& focus = listed.loaded->focus;
    kept.insert(focus.likes.begin(), focus.likes.end());
    kept.insert(focus.dislikes.begin(), focus.dislikes.end());
  }
  keep_digests(user_store, kept);
  return kept;
}

}  // namespace

PruningPlan plan_pruning(const Context& context, Date before) {
  PruningPlan plan;
  plan.before = before;
  const std::set<ArxivId> kept = kept_papers(context);
  const store::Store store = context.open_store(store::OpenMode::read_only);
  store::Selection selection;
  selection.until = before - 1;
  for (const store::PaperKey& paper : store.select(selection)) {
    if (kept.contains(paper.id)) {
      ++plan.staying;
    } else {
      plan.removed.push_back(paper.id);
    }
  }
  return plan;
}

Pruning prune(const Context& context, const PruningPlan& plan) {
  Pruning pruning;
  pruning.database = context.paths().data / "papers.db";
  store::remove_papers(pruning.database, plan.removed);
  std::error_code ignored;
  pruning.bytes_before = std::filesystem::file_size(pruning.database, ignored);
  try {
    store::compact(pruning.database);
  } catch (const Error& error) {
    pruning.compact_error = error;
  }
  pruning.bytes_after = std::filesystem::file_size(pruning.database, ignored);
  return pruning;
}

}  // namespace papercup::app
