#include "app/fetch/page_intake.hpp"

#include <utility>

#include "papercup/rank/features.hpp"

namespace papercup::app {
PageIntake::PageIntake(const Context& context, store::Store& store, std::string category)
    : store_(store), progress_(context, category.empty() ? "your papers" : category) {
  result_.category = std::move(category);
}

void PageIntake::keep(arxiv::Feed page) {
  keep(std::move(page), [] {});
}

void PageIntake::keep(arxiv::Feed page, const std::function<void()>& remember) {
  store_.transaction([&] {
    for (const Record& record : page.records) count(store_.upsert(record, rank::packed_features));
    remember();
  });
  for (std::string& warning : page.warnings) result_.warnings.push_back(std::move(warning));
  progress_.received(static_cast<std::int64_t>(page.records.size()));
}

void PageIntake::count(store::UpsertOutcome outcome) {
  switch (outcome) {
    case store::UpsertOutcome::added:
      ++result_.added;
      break;
    case store::UpsertOutcome::changed:
      ++result_.changed;
      break;
    case store::UpsertOutcome::unchanged:
      ++result_.unchanged;
      break;
  }
}

}  // namespace papercup::app
