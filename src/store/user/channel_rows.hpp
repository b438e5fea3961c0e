#pragma once

#include <optional>
#include <string>

#include "papercup/core/mail_record.hpp"
#include "papercup/store/channel.hpp"

namespace papercup::store {

class Connection;

// Where channels stand and what they have considered, as rows. Methods throw SQLite::Exception.
class ChannelRows {
 public:
  explicit ChannelRows(Connection& connection) : connection_(connection) {}

  std::optional<ChannelCursor> cursor(const std::string& channel, const std::string& focus) const;
  ConsideredPapers considered(const std::string& channel, const std::string& focus) const;

  std::optional<Date> day_reached_by_all(const std::string& focus) const;

  void move(const std::string& channel, const ChannelMove& move, Date today);
  // Moves a channel to where the mails of another one stand once this batch was accepted, and gives
  // it what went into them.
  void accept(const std::string& channel, const std::string& drafts, const MailBatch& batch,
              Date today);

 private:
  void set_cursor(const std::string& channel, const ChannelMove& move);
  void drop_old(const std::string& channel, const std::string& focus, Date today);

  Connection& connection_;
};

}  // namespace papercup::store
