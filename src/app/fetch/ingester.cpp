#include "app/fetch/ingester.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "papercup/rank/features.hpp"

namespace papercup::app {

Ingester::Ingester(const Context& context, store::Store& store, std::string category)
    : store_(store), progress_(context, category.empty() ? "your papers" : category) {
  result_.category = std::move(category);
}

void Ingester::ingest(arxiv::Feed page) {
  ingest(std::move(page), [] {});
}

void Ingester::ingest(arxiv::Feed page, const std::function<void()>& remember) {
  store_.transaction([&] {
    for (const Record& record : page.records) {
      count(store_.upsert(record, rank::packed_features), result_);
    }
    remember();
  });
  std::move(page.warnings.begin(), page.warnings.end(), std::back_inserter(result_.warnings));
  progress_.received(static_cast<std::int64_t>(page.records.size()));
}

}  // namespace papercup::app
