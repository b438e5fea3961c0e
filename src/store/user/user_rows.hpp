#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/digest_record.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/store/channel.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::store {

class Connection;

// Rows of the user's database, for UserStore's methods. These functions throw SQLite::Exception.

// channel.cpp: how far channels have come and what they have considered.

std::optional<ChannelState> channel_state(Connection& connection, const std::string& channel,
                                          const std::string& focus);
ConsideredPapers considered_papers(Connection& connection, const std::string& channel,
                                   const std::string& focus);
std::optional<Date> day_reached_by_all(Connection& connection, const std::string& focus);
void move_channel(Connection& connection, const std::string& channel, const ChannelMove& move,
                  Date today);
// Moves a channel to the batch's cursor and gives it the papers that the mails of another channel,
// `drafts`, had considered up to this batch.
void accept_mail(Connection& connection, const std::string& channel, const std::string& drafts,
                 const MailBatch& batch, Date today);

// digests.cpp: digests that were shown.

// Returns its number.
std::int64_t insert_digest(Connection& connection, const DigestRecord& digest);
std::optional<DigestRecord> find_digest(Connection& connection, std::int64_t number);
// Those of all channels that were shown on a day or later, oldest first.
std::vector<DigestRecord> digests_since(Connection& connection, Date day);

// focus_rows.cpp: everything that names a focus.

FocusTraces focus_traces(Connection& connection, const std::string& focus);
void rename_focus(Connection& connection, const std::string& from, const std::string& to);

// The number of digests of which everything is remembered, whatever their days are: a clock that
// was wrong for a while must not make them old.
inline constexpr int kKeptDigests = 64;

}  // namespace papercup::store
