#include "cli/ranking.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/rank/document_frequency.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kNamedIds = 5;  // of those that are missing

void note_missing(const Session& session, const std::vector<std::string>& missing,
                  std::size_t given, std::string_view kind) {
  const std::size_t shown = std::min(missing.size(), kNamedIds);
  std::string ids = fmt::format(
      "{}", fmt::join(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < missing.size()) ids += ", ...";
  session.note(fmt::format("{} of {} {} {} not stored: {}", missing.size(), given, kind,
                           missing.size() == 1 ? "is" : "are", ids));
}

// The stored papers of these examples that had been announced by then.
std::vector<Paper> find_examples(const Session& session, const store::Store& store,
                                 const std::vector<ArxivId>& ids, std::optional<Date> as_of,
                                 std::string_view kind) {
  std::vector<Paper> papers;
  std::vector<std::string> missing;
  std::size_t later = 0;
  for (const ArxivId& id : ids) {
    std::optional<Paper> paper = store.find(id);
    if (!paper) {
      missing.push_back(id.to_string());
    } else if (as_of && paper->announced > as_of) {
      ++later;
    } else {
      papers.push_back(*std::move(paper));
    }
  }
  if (!missing.empty()) note_missing(session, missing, ids.size(), kind);
  if (later > 0 && session.is_verbose()) {
    session.note(fmt::format("{} of {} {} announced after {} and left out", later, ids.size(), kind,
                             as_of->to_string()));
  }
  return papers;
}

rank::Model train_model(const Session& session, const store::Store& store, const Focus& focus,
                        std::optional<Date> as_of) {
  rank::DocumentFrequency frequency;
  store::Selection past;
  past.until = as_of;
  store.visit_features(
      past, [&](const store::PaperKey&, std::string_view features) { frequency.add(features); });
  rank::Model model(focus, find_examples(session, store, focus.likes, as_of, "likes"),
                    find_examples(session, store, focus.dislikes, as_of, "dislikes"), frequency);
  if (model.is_empty()) {
    session.note(
        fmt::format("the focus {} says nothing to rank by yet: it needs an about line, keywords, "
                    "authors or likes",
                    focus.name));
  }
  return model;
}

}  // namespace

std::vector<std::string> category_names(const Focus& focus) {
  std::vector<std::string> names;
  for (const Category& category : focus.categories) names.push_back(category.to_string());
  return names;
}

TrainedFocus train(const Session& session, const store::Store& store, const Focus& focus,
                   std::optional<Date> as_of) {
  rank::Model model = train_model(session, store, focus, as_of);
  store::Selection recent;
  recent.categories = category_names(focus);
  recent.until = as_of;
  // Of a store that nobody has fetched into for a while, the last days that it has.
  const std::optional<Date> last = store.last_announcement_day(recent);
  if (!last) return {std::move(model), rank::Reference({})};
  recent.until = last;
  recent.since = *last - (rank::kReferenceDays - 1);
  rank::Reference reference(rank_papers(store, model, recent));
  return {std::move(model), std::move(reference)};
}

std::vector<rank::Candidate> rank_papers(const store::Store& store, const rank::Model& model,
                                         const store::Selection& selection) {
  std::vector<rank::Candidate> candidates;
  store.visit_features(selection, [&](const store::PaperKey& paper, std::string_view features) {
    candidates.push_back({paper.key, paper.id, paper.announced, model.score(features)});
  });
  rank::sort_by_score(candidates);
  return candidates;
}

}  // namespace papercup::cli
