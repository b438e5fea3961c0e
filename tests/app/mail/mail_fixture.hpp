#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/app_fixture.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"
#include "support/scripted_mail_transport.hpp"

namespace papercup::app {

// A focus on Tue 24 Nov 2026, when its list is there, and a mail server that follows a script.
class MailTest : public AppTest {
 protected:
  using At = support::ScriptedMailTransport::At;

  void SetUp() override {
    variables["PAPERCUP_CONFIG"] = (folder.path() / "config").string();
    std::filesystem::create_directories(folder.path() / "config/focus");
    configure("to = ['ada@example.org']\n");
    folder.write("config/focus/rewards.toml", "about = 'reward'\ncategories = ['cs.LG']\n");
    mail_transport = [this]() -> net::MailTransport& { return server; };
    store(paper("2611.90001", "reward one", "2026-11-23"));
    have_list(Date(2026, 11, 23));
    be_at(24, 12);
    have_papers(24);
  }

  void configure(const std::string& more) {
    folder.write(
        "config/config.toml",
        "[mail]\nserver = 'localhost:2525'\nsecurity = 'none'\nfrom = 'p@example.org'\n" + more);
  }

  void be_at(unsigned day, int hour) {
    clock.time = Date(2026, 11, day).days() + std::chrono::hours(hour);
  }
  // The list of a day with two papers.
  void have_papers(unsigned day) {
    have_list(Date(2026, 11, day));
    store(paper(fmt_id(day, 1), "reward model", Date(2026, 11, day).to_string()) +
          paper(fmt_id(day, 2), "reward hacking", Date(2026, 11, day).to_string()));
  }
  void have_list(Date day, ListingState state = ListingState::fresh) {
    store::Store store(folder.path() / "data/papers.db", store::OpenMode::create);
    Listing list;
    list.category = "cs.LG";
    list.day = day;
    list.state = state;
    list.looked = listing_due(day) + std::chrono::minutes(10);
    store.transaction([&] { store.fetch_state().set_list(list); });
  }

  // The next run, after a look at its exit code.
  Outcome mail(int code) {
    const Outcome outcome = run({"mail"});
    EXPECT_EQ(outcome.code, code) << outcome.err;
    return outcome;
  }

  // The states of the batch of a day by recipient.
  std::map<std::string, MailState> states(unsigned day = 24) const {
    store::UserStore user_store(folder.path() / "data/reader.db", store::OpenMode::read_only);
    std::map<std::string, MailState> states;
    const auto batch = user_store.mail_ledger().find("rewards", Date(2026, 11, day));
    if (!batch) return states;
    for (const MailDelivery& delivery : user_store.mail_ledger().deliveries(batch->number)) {
      states[delivery.recipient] = delivery.state;
    }
    return states;
  }
  MailState state(unsigned day = 24) const {
    const auto all = states(day);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? MailState::pending : all.begin()->second;
  }

  support::ScriptedMailTransport server;

 private:
  static std::string fmt_id(unsigned day, int number) {
    return "2611.9" + std::to_string(day) + "0" + std::to_string(number);
  }
};

}  // namespace papercup::app
