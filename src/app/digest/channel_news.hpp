#pragma once

#include <optional>
#include <string>

#include "papercup/app/foci.hpp"
#include "papercup/core/date.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// The papers that a channel has to consider for a focus.
struct ChannelNews {
  enum class Kind {
    first,      // the channel has considered nothing yet: papers of the last 7 days
    following,  // what arrived after its last digest
    recovered,  // papers.db is another one than at its last digest: what was announced since the
                // channel began, within 60 days
  };
  Kind kind = Kind::first;
  // Papers that may be news: those that the channel has considered before are among them. Nothing:
  // no such paper is stored.
  std::optional<store::Selection> selection = {};
  // The change of the channel once the digest was shown. The papers that turn out to be news are to
  // be added.
  store::ChannelMove move = {};
  // Whether the channel is to be moved even if there is no news, since its cursor does not help to
  // find any.
  bool needs_move = false;
};

// `end` is the end of the log of arrivals for this digest.
ChannelNews channel_news(const store::Store& store, const store::UserStore& user_store,
                         const std::string& channel, const ActiveFocus& focus,
                         const store::Cursor& end, Date today);

}  // namespace papercup::app
