#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "papercup/app/foci.hpp"
#include "papercup/core/digest_record.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// News of the reader's own papers.
struct PaperNews {
  std::vector<digest::News> news;  // withdrawn first, then replaced, published; by identifier
  // How these papers stand now: what the channel has told once the news were shown.
  std::vector<std::pair<ArxivId, store::NotifiedState>> told;
};

// Compares the papers that are liked for these foci or saved with what the channel told of them
// last. Of a paper of which it has told nothing yet, news is what happened after it was marked, as
// far as the submission of its version tells; without that, nothing. One news a paper: that it was
// withdrawn, else that it was published, else that it was replaced.
PaperNews news_of_papers(const store::Store& store, const store::UserStore& user_store,
                         const MarkState& marks, const std::vector<ActiveFocus>& foci,
                         const std::string& channel);

// On a Friday, how many papers announced since Saturday in the categories of these foci say that
// they repeat other work, or that they found nothing; nothing on other days, and if no paper of
// that week is stored.
std::optional<WeekCount> count_of_week(const store::Store& store,
                                       const std::vector<ActiveFocus>& foci, Date today);

}  // namespace papercup::app
