#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papercup/core/mail.hpp"

namespace papercup::store {

class Connection;

// What the user's database remembers of mail. It belongs to its UserStore, takes part in the
// store's transactions, and throws as the store does. Foci are named by stem, recipients by
// address.
class MailLedger {
 public:
  explicit MailLedger(Connection& connection) : connection_(connection) {}
  MailLedger(const MailLedger&) = delete;
  MailLedger& operator=(const MailLedger&) = delete;

  // Stores a batch and returns its number; there is one for a focus and day.
  std::int64_t add(const MailBatch& batch);
  std::optional<MailBatch> find(std::int64_t number) const;
  std::optional<MailBatch> find(const std::string& focus, Date day) const;
  // The last one that was made.
  std::optional<MailBatch> newest(const std::string& focus) const;

  // The day of a focus's first batch, and that of the newest up to `day` which was accepted for
  // somebody or had nothing to send.
  std::optional<Date> first_day(const std::string& focus) const;
  std::optional<Date> last_settled_day(const std::string& focus, Date day) const;

  // Adds a delivery unless the recipient already has one of this batch.
  void add(const MailDelivery& delivery);
  std::vector<MailDelivery> deliveries(std::int64_t batch) const;  // by recipient
  std::vector<MailDelivery> deliveries(MailState state) const;     // by batch and recipient

  // Takes a delivery from one state to another, and counts an attempt if that is `sending`. False,
  // and nothing changes, if the delivery was not in the state `from`.
  bool move(const MailDelivery& delivery, MailState from, MailState to, const std::string& reply,
            Time now);
  // Everything that is `sending` becomes uncertain; to be called by the only process that sends.
  void give_up_sending(const std::string& reply, Time now);

  // Mails of a focus to a recipient that are uncertain or refused and that no accepted mail has
  // named yet, by batch.
  std::vector<MailDelivery> unnamed(const std::string& focus, const std::string& recipient) const;
  void set_named(std::int64_t batch, const std::string& recipient, std::int64_t in);

  // Times that are later than now were written while the clock was ahead: what counts from them
  // counts from now on. To be called by the only process that sends.
  void set_future_times(Time now);

  // Drops the texts of settled batches but for the newest of each focus.
  void drop_old_messages();

  std::optional<MailTrouble> trouble(const std::string& what) const;
  void set_trouble(const std::string& what, const MailTrouble& trouble);
  std::vector<std::string> troubles() const;
  void end_trouble(const std::string& what);

 private:
  Connection& connection_;
};

}  // namespace papercup::store
