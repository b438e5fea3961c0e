#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/learning/foci.hpp"
#include "cli/session.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/rank/trained_focus.hpp"
#include "papercup/store/reader.hpp"
#include "papercup/store/store.hpp"

namespace papercup::cli {

// What a digest is to be made of.
struct DigestPlan {
  std::vector<ActiveFocus> foci;
  // Whose news it shows: what arrived since it last moved. Empty: papers of given days.
  std::string channel;
  std::optional<Date> since, until, as_of;
  std::optional<std::size_t> top;  // so many papers, whatever their score and the time they take
  double minutes = 10;
  std::size_t most = 10;  // papers
  double per_day = 7;
};

struct MadeDigest {
  digest::Digest digest;
  // Where the channel stands once this digest was shown, for each focus of the plan.
  std::int64_t arrival = 0;
  std::vector<rank::TrainedFocus> trained = {};  // what ranked each section
};

// Ranks what the plan asks for and chooses what is shown. With a channel: papers that arrived after
// what it showed last and were announced in the last 60 days, or, for its first digest, those of
// the last 7 days. Without: those of the last day of announcement up to `as_of`, or of the days
// given.
MadeDigest make_digest(const Session& session, const store::Store& store, store::Reader* reader,
                       const DigestPlan& plan);

// A digest that was shown, as it was; papers that are no longer stored are left out.
digest::Digest restore(const store::Store& store, const DigestRecord& record,
                       digest::Occasion occasion);

// What is to be kept of a digest that was shown.
DigestRecord record_of(const Session& session, const digest::Digest& digest, const DigestPlan& plan,
                       const std::string& channel);

}  // namespace papercup::cli
