#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/fetch/page_intake.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// Whether a paper of this category, or archive, is stored that was announced on a day.
bool has_papers_of(const store::Store& store, const std::string& category, Date day);

// How many papers the lists of a category have on average, by the stored ones of the two months up
// to a day; 0 when none are stored.
double usual_papers(const store::Store& store, const std::string& category, Date until);

// Of a category whose lists usually have so many papers, a list without any is not believed.
inline constexpr double kNeverWithout = 10;

// Whether to believe the query API when it says that nothing was submitted to a category in the
// time of some lists: an index that lags, or a name that it understands otherwise, looks the same
// as a category in which nothing happens.
class EmptyWindowCheck {
 public:
  EmptyWindowCheck(store::Store& store, arxiv::Client& client, PageIntake& intake)
      : store_(store), client_(client), intake_(intake) {}

  // What contradicts the answer, for people; empty when nothing does. Asks what is stored, then
  // OAI-PMH, which answers from another source. Throws as arxiv::Client does.
  std::string contradiction(const store::FetchTask& window);

 private:
  std::string contradicting_lists(const store::FetchTask& window);
  std::string contradicting_record(const store::FetchTask& window);
  std::optional<ArxivId> first_of_window(std::vector<ArxivId> ids, const store::FetchTask& window);

  store::Store& store_;
  arxiv::Client& client_;
  PageIntake& intake_;
};

}  // namespace papercup::app
