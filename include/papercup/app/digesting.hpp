#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/digest/digest.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// The ingredients of a digest.
struct DigestPlan {
  std::vector<ActiveFocus> foci;
  // Whose news it shows: what arrived since it last moved. Empty: papers of given days.
  std::string channel;
  std::optional<Date> since, until, as_of;
  // So many papers, whatever their score and the time they take. If more are above the line, it is
  // those that are chosen from.
  std::optional<std::size_t> top;
  double minutes = 10;
  std::size_t most = 10;  // papers
  double per_day = 7;
  double floor = 5;  // digest::Line::floor
  // Lists for programs have near-duplicates as papers of their own, and no paper from below the
  // line.
  enum class Readers { people, programs };
  Readers readers = Readers::people;
  bool is_varied = true;                             // digest::varied_order
  bool explores = true;                              // adds a paper from below the line
  rank::NamedTerms detail = rank::NamedTerms::main;  // of the reasons
};

struct MadeDigest {
  digest::Digest digest;
  // The change of the channel once this digest was shown, for each focus of the plan.
  std::vector<store::ChannelMove> moves = {};
  // The same if there was nothing to show.
  std::vector<store::ChannelMove> moves_without_news = {};
  std::vector<rank::TrainedFocus> trained = {};  // what ranked each section
};

// Ranks what the plan asks for and chooses what is shown. With a channel: what it has to consider
// (channel_news.hpp). Without: those of the last day of announcement up to `as_of`, or of the days
// given.
MadeDigest make_digest(const Context& context, const store::Store& store,
                       store::UserStore* user_store, const DigestPlan& plan);

}  // namespace papercup::app
