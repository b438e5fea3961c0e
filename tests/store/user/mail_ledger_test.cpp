#include "papercup/store/mail_ledger.hpp"

#include <gtest/gtest.h>

#include "papercup/store/user_store.hpp"
#include "support/temporary_folder.hpp"

namespace papercup::store {
namespace {

class MailLedgerTest : public testing::Test {
 protected:
  std::int64_t batch(int day, const std::string& focus = "rlhf") {
    MailBatch batch;
    batch.focus = focus;
    batch.day = Date(2026, 11, static_cast<unsigned>(day));
    batch.made = kNow;
    batch.message = std::string("Subject: x\r\n\r\n\0y", 16);
    return ledger_.add(batch);
  }
  MailDelivery delivery(std::int64_t batch, const std::string& recipient = "ada@example.org") {
    MailDelivery delivery{batch, recipient};
    delivery.changed = kNow;
    ledger_.add(delivery);
    return delivery;
  }
  bool move(const MailDelivery& delivery, MailState from, MailState to) {
    return ledger_.move(delivery, from, to, "reply", kNow);
  }

  static constexpr Time kNow{std::chrono::seconds(1'795'500'000)};
  support::TemporaryFolder folder_;
  UserStore user_{folder_.path() / "reader.db", OpenMode::create};
  MailLedger& ledger_ = user_.mail_ledger();
};

TEST_F(MailLedgerTest, KeepsBatchesByFocusAndDay) {
  const std::int64_t number = batch(23);
  batch(24);
  const auto found = ledger_.find("rlhf", Date(2026, 11, 23));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->number, number);
  EXPECT_EQ(found->message.size(), 16U);
  EXPECT_EQ(ledger_.find(number), found);
  EXPECT_EQ(ledger_.newest("rlhf")->day, Date(2026, 11, 24));
  EXPECT_FALSE(ledger_.newest("robots"));
  EXPECT_ANY_THROW(batch(24));
}

TEST_F(MailLedgerTest, TakesADeliveryFromAStateOnlyOnce) {
  const MailDelivery mail = delivery(batch(24));
  EXPECT_TRUE(move(mail, MailState::pending, MailState::sending));
  EXPECT_FALSE(move(mail, MailState::pending, MailState::sending));
  EXPECT_TRUE(move(mail, MailState::sending, MailState::sent));
  EXPECT_TRUE(ledger_.deliveries(MailState::pending).empty());
  ASSERT_EQ(ledger_.deliveries(mail.batch).size(), 1U);
  EXPECT_EQ(ledger_.deliveries(mail.batch)[0].attempts, 1);
  EXPECT_EQ(ledger_.deliveries(mail.batch)[0].reply, "reply");
}

TEST_F(MailLedgerTest, AddsNoSecondDeliveryToARecipient) {
  const MailDelivery mail = delivery(batch(24));
  ASSERT_TRUE(move(mail, MailState::pending, MailState::refused));
  delivery(mail.batch);
  ASSERT_EQ(ledger_.deliveries(mail.batch).size(), 1U);
  EXPECT_EQ(ledger_.deliveries(mail.batch)[0].state, MailState::refused);
}

TEST_F(MailLedgerTest, WhatWasLeftInSendingIsUncertain) {
  const MailDelivery mail = delivery(batch(24));
  const MailDelivery other = delivery(mail.batch, "bea@example.org");
  ASSERT_TRUE(move(mail, MailState::pending, MailState::sending));
  ledger_.give_up_sending("killed", kNow);
  EXPECT_EQ(ledger_.deliveries(MailState::uncertain).size(), 1U);
  EXPECT_EQ(ledger_.deliveries(MailState::pending)[0].recipient, other.recipient);
}

TEST_F(MailLedgerTest, NamesWhatMayBeLostUntilAnAcceptedMailHasNamedIt) {
  const MailDelivery lost = delivery(batch(23));
  ASSERT_TRUE(move(lost, MailState::pending, MailState::uncertain));
  delivery(batch(23, "robots"));
  ASSERT_EQ(ledger_.unnamed("rlhf", "ada@example.org").size(), 1U);
  EXPECT_TRUE(ledger_.unnamed("rlhf", "bea@example.org").empty());
  EXPECT_TRUE(ledger_.unnamed("robots", "ada@example.org").empty());
  ledger_.set_named(lost.batch, lost.recipient, batch(24));
  EXPECT_TRUE(ledger_.unnamed("rlhf", "ada@example.org").empty());
}

TEST_F(MailLedgerTest, DropsMessagesThatNobodyNeedsAnyMore) {
  const MailDelivery settled = delivery(batch(20));
  const MailDelivery waiting = delivery(batch(23));
  const std::int64_t newest = batch(24);
  ASSERT_TRUE(move(settled, MailState::pending, MailState::sent));
  ledger_.drop_old_messages();
  EXPECT_TRUE(ledger_.find(settled.batch)->message.empty());
  EXPECT_FALSE(ledger_.find(waiting.batch)->message.empty());
  EXPECT_FALSE(ledger_.find(newest)->message.empty());
}

TEST_F(MailLedgerTest, RemembersTroubles) {
  EXPECT_FALSE(ledger_.trouble("server"));
  ledger_.set_trouble("server", {kNow});
  EXPECT_EQ(ledger_.trouble("server")->since, kNow);
  EXPECT_FALSE(ledger_.trouble("server")->said);
  ledger_.set_trouble("server", {kNow, kNow + std::chrono::hours(1)});
  EXPECT_TRUE(ledger_.trouble("server")->said);
  EXPECT_EQ(ledger_.troubles(), std::vector<std::string>{"server"});
  ledger_.end_trouble("server");
  EXPECT_TRUE(ledger_.troubles().empty());
}

}  // namespace
}  // namespace papercup::store
