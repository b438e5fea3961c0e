#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>

#include "app/digest/channel_account.hpp"
#include "app/mail/mail_fixture.hpp"
#include "papercup/core/calendar.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

// What happens to papers.db and reader.db between fetches, digests and mails, at random: backups
// that are restored, files that are deleted and fetched again or replaced by another machine's. The
// test knows what was announced, what is stored, and what each channel has considered and shown.
class ReplacedStoreTest : public MailTest {
 protected:
  void SetUp() override {
    variables["PAPERCUP_CONFIG"] = (folder.path() / "config").string();
    variables["NO_COLOR"] = "1";
    terminal.output_is_terminal = true;
    terminal.width = 100;
    fs::create_directories(folder.path() / "config/focus");
    configure("to = ['ada@example.org']\nsend_empty = 'never'\n");
    for (const Topic& topic : kTopics) {
      folder.write(std::string("config/focus/") + topic.stem + ".toml",
                   std::string("about = '") + topic.words + "'\ncategories = ['" + topic.category +
                       "', 'cs.LG']\n");
    }
    mail_transport = [this]() -> net::MailTransport& { return server; };
  }

  // One life with random events; everything that fails says the seed.
  void live(unsigned seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    random_.seed(seed);
    begin_anew();
    announce();
    fetch_all();
    for (Account* account : {&terminal_, &script_}) read(*account);
    mail_all();
    for (int event = 0; event < 45 && !HasFailure(); ++event) happen();
    if (HasFailure()) return;
    next_list_day();
    announce();
    fetch_all();
    for (Account* account : {&terminal_, &script_}) read(*account);
    mail_all();
    for (const Account* account : {&terminal_, &script_, &mail_}) expect_all_considered(*account);
  }

 private:
  fs::path data() const { return folder.path() / "data"; }

  void begin_anew() {
    fs::remove_all(data());
    fs::remove_all(folder.path() / "copies");
    fs::create_directories(data());
    fs::create_directories(folder.path() / "copies");
    world_.clear();
    stored_.clear();
    copies_.clear();
    readers_.clear();
    terminal_ = script_ = mail_ = {};
    papers_ = 0;
    today_ = Date(2026, 9, 14);
    be_on_day();
    server.orders.clear();
    server.ended.clear();
  }

  int up_to(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  void be_on_day() { clock.time = Time{today_.days()} + std::chrono::hours(12); }

  void next_list_day() {
    do {
      today_ = today_ + 1;
    } while (!AnnouncementCalendar::arxiv().has_listing(today_));
    be_on_day();
  }

  // The lists of the day.
  void announce() {
    if (!world_.empty() && world_.back().day >= today_) return;
    for (const Topic& topic : kTopics) {
      for (int count = 1 + up_to(3); count > 0; --count) {
        Announced paper{"2611.9" + std::to_string(1000 + ++papers_),
                        up_to(3) > 0 ? topic.words : "other things",
                        {topic.category},
                        today_};
        if (up_to(3) == 0) paper.categories.insert("cs.LG");
        world_.push_back(paper);
      }
    }
  }

  // The lists from a day on, which a fetch brings as far as they are not there.
  void fetch_since(Date since) {
    std::string lines;
    std::set<Date> days;
    for (const Announced& paper : world_) {
      if (paper.day < since) continue;
      days.insert(paper.day);
      if (stored_.insert(paper.id).second) lines += line_of(paper);
    }
    if (!lines.empty()) store(lines);
    store::Store papers(data() / "papers.db", store::OpenMode::create);
    papers.transaction([&] {
      for (const Date day : days) {
        for (const Topic& topic : kTopics) {
          Listing list{topic.category, day};
          list.looked = listing_due(day) + std::chrono::minutes(10);
          papers.fetch_state().set_list(list);
        }
      }
    });
  }
  void fetch_all() { fetch_since(world_.front().day); }

  void happen() {
    switch (up_to(16)) {
      case 0:
      case 1:
      case 2:
        next_list_day();
        announce();
        break;
      case 3:
        return fetch_all();
      case 4:  // the list of the day alone: the others come later, or not
        return fetch_since(world_.back().day);
      case 5:
      case 6:
        return read(terminal_);
      case 7:
        return read(script_);
      case 8:
        return mail_all();
      case 9:
        return keep_copy();
      case 10:
        return restore_copy();
      case 11:
        return delete_papers();
      case 12:
        return up_to(1) == 0 ? take_other_machines() : restore_reader();
      case 13:
        return look_at_wrong_time();
      case 14:
        return import_some();
      case 15:
        return prune();
      default:
        today_ = today_ + up_to(12);  // away
        be_on_day();
    }
  }

  // Some of what was announced comes from a file: late, out of order, and without its lists.
  void import_some() {
    std::string lines;
    for (const Announced& paper : world_) {
      if (up_to(3) == 0 && stored_.insert(paper.id).second) lines += line_of(paper);
    }
    if (!lines.empty()) store(lines);
  }

  // What is pruned is too old to be considered, and may be fetched or imported again.
  void prune() {
    const Date before = today_ - 90 - up_to(30);  // the latest that may go
    const Outcome pruned = run({"prune", "--before", before.to_string(), "--yes"});
    ASSERT_EQ(pruned.code, 0) << pruned.err;
    const Outcome left = run({"query", "--format", "ids"});
    ASSERT_EQ(left.code, 0) << left.err;
    std::istringstream ids(left.out);
    stored_ = {std::istream_iterator<std::string>(ids), {}};
  }

  // The clock is a year ahead or behind for a while.
  void look_at_wrong_time() {
    const Date today = today_;
    today_ = up_to(1) == 0 ? today + 365 : today - 365;
    be_on_day();
    read(up_to(1) == 0 ? terminal_ : script_);
    if (up_to(1) == 0) mail_all();
    today_ = today;
    be_on_day();
  }

  void replace_papers(const fs::path& with) {
    for (const char* name : {"papers.db", "papers.db-wal", "papers.db-shm"}) {
      fs::remove(data() / name);
    }
    if (!with.empty()) fs::copy_file(with, data() / "papers.db");
  }

  void keep_copy() {
    const std::string number = std::to_string(copies_.size());
    if (fs::exists(data() / "papers.db")) {
      const fs::path copy = folder.path() / "copies" / ("papers" + number);
      fs::copy_file(data() / "papers.db", copy);
      copies_.emplace_back(copy, stored_);
    }
    if (fs::exists(data() / "reader.db") && up_to(2) == 0) {
      const fs::path copy = folder.path() / "copies" / ("reader" + number);
      if (!fs::copy_file(data() / "reader.db", copy, fs::copy_options::skip_existing)) return;
      readers_.push_back({copy, terminal_, script_, mail_});
    }
  }

  void restore_copy() {
    if (copies_.empty()) return;
    const auto& [file, stored] =
        copies_.at(static_cast<std::size_t>(up_to(static_cast<int>(copies_.size()) - 1)));
    replace_papers(file);
    stored_ = stored;
  }

  // The reader's wish to go back: what was shown since is not known to have been shown.
  void restore_reader() {
    if (readers_.empty()) return;
    const Readers& former = readers_.back();
    for (const char* name : {"reader.db", "reader.db-wal", "reader.db-shm"}) {
      fs::remove(data() / name);
    }
    fs::copy_file(former.file, data() / "reader.db");
    terminal_ = former.terminal;
    script_ = former.script;
    mail_ = former.mail;
  }

  void delete_papers() {
    replace_papers({});
    stored_.clear();
  }

  // It has stored other lists, in another order.
  void take_other_machines() {
    delete_papers();
    const auto since = static_cast<std::size_t>(up_to(static_cast<int>(world_.size()) - 1));
    fetch_since(world_.at(since).day);
    if (up_to(1) == 0) fetch_all();
  }

  // The newest stored day of a focus's categories.
  Date newest_of(const Topic& topic) const {
    std::optional<Date> newest;
    for (const Announced& paper : world_) {
      if (is_of(paper, topic) && stored_.contains(paper.id)) newest = paper.day;
    }
    return std::min(newest.value_or(today_), today_);
  }

  // What a channel has to consider now.
  std::set<Pair> to_consider(Account& account) {
    std::set<Pair> pairs;
    for (const Topic& topic : kTopics) {
      const Date newest = newest_of(topic);
      const auto begun = account.begun.try_emplace(topic.stem, newest - (kFirstDays - 1)).first;
      const Date since = std::max(newest - kCandidateDays, begun->second);
      for (const Announced& paper : world_) {
        if (paper.day < since || !is_of(paper, topic) || !stored_.contains(paper.id)) continue;
        const Pair pair{topic.stem, paper.id};
        if (!account.considered.contains(pair)) pairs.insert(pair);
      }
    }
    return pairs;
  }

  // A digest on the terminal, or on another channel that has time for everything.
  void read(Account& account) {
    if (HasFailure()) return;
    const std::set<Pair> pairs = to_consider(account);
    std::size_t expected = 0;
    for (const Pair& pair : pairs) expected += was_shown(account, pair.second) ? 0 : 1;
    std::vector<std::string> command = {"digest"};
    if (&account == &script_) {
      command.insert(command.end(), {"--channel", "script", "--coffee", "1000"});
    }
    const Outcome outcome = run(command);
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    static const std::regex total("(?:^|\n)([0-9]+) of ([0-9,]+)");
    std::smatch match;
    const bool is_old = outcome.out.find("shown again") != std::string::npos ||
                        outcome.out.find("Nothing to read: ") != std::string::npos ||
                        outcome.out.find("Nothing is stored yet") != std::string::npos;
    if (expected == 0) {
      EXPECT_TRUE(is_old) << "there is nothing new\n" << outcome.out;
      // Papers that this channel has shown for another focus.
      return;
    }
    ASSERT_FALSE(is_old) << expected << " papers are new on " << today_.to_string() << "\n"
                         << outcome.out;
    ASSERT_TRUE(std::regex_search(outcome.out, match, total)) << outcome.out;
    EXPECT_EQ(std::stoul(match[2]), expected) << outcome.out;
    for (const std::string& id : ids_in(outcome.out)) {
      EXPECT_FALSE(was_shown(account, id)) << id << " is shown twice\n" << outcome.out;
      account.shown.insert({"", id});
    }
    account.considered.insert(pairs.begin(), pairs.end());
    ++digests_;
  }

  // What goes out by mail; now and then the server is away, and the next run sends it.
  void mail_all() {
    if (HasFailure()) return;
    const std::set<Pair> pairs = to_consider(mail_);
    const std::size_t before = batches();
    const std::size_t sent = server.ended.size();
    if (up_to(3) == 0) {
      server.then(At::before_end, net::MailOutcome::unavailable);
      run({"mail"});
    }
    const Outcome outcome = run({"mail"});
    // One that was written while the clock was behind is a week old at once; the next mail names
    // it.
    const bool gave_up = outcome.err.find("given up after a week") != std::string::npos;
    EXPECT_TRUE(outcome.code == 0 || outcome.code == 4 || gave_up) << outcome.err;
    for (const Pair& pair : pairs) {
      if (was_mailed_today(pair.first, before)) mail_.considered.insert(pair);
    }
    for (std::size_t i = sent; i < server.ended.size(); ++i) take_mail(server.ended[i].message);
  }

  void take_mail(const std::string& message) {
    static const std::regex list("List-Id: <?([a-z]+)");
    std::smatch match;
    ASSERT_TRUE(std::regex_search(message, match, list)) << message;
    for (const std::string& id : ids_in(message)) {
      EXPECT_TRUE(mail_.shown.insert({match[1], id}).second) << id << " is mailed twice";
    }
    ++mails_;
  }

  std::size_t batches() const {
    std::size_t number = 0;
    store::UserStore user_store(data() / "reader.db", store::OpenMode::create);
    for (const Topic& topic : kTopics) {
      const auto newest = user_store.mail_ledger().newest(topic.stem);
      if (newest) number = std::max(number, static_cast<std::size_t>(newest->number));
    }
    return number;
  }

  // Whether a mail of a focus was written since the batch of this number.
  bool was_mailed_today(const std::string& stem, std::size_t before) const {
    store::UserStore user_store(data() / "reader.db", store::OpenMode::create);
    const auto newest = user_store.mail_ledger().newest(stem);
    return newest && newest->number > static_cast<std::int64_t>(before);
  }

  void expect_all_considered(const Account& account) const {
    for (const Topic& topic : kTopics) {
      for (const Announced& paper : world_) {
        if (!is_of(paper, topic) || paper.day < today_ - kCandidateDays) continue;
        if (paper.day < account.begun.at(topic.stem)) continue;
        EXPECT_TRUE(account.considered.contains({topic.stem, paper.id}))
            << paper.id << " of " << paper.day.to_string() << " is lost for " << topic.stem;
      }
    }
  }

 protected:
  std::size_t digests_ = 0, mails_ = 0;

 private:
  struct Readers {
    fs::path file;
    Account terminal, script, mail;
  };

  std::mt19937 random_;
  Date today_;
  int papers_ = 0;
  std::vector<Announced> world_;
  std::set<std::string> stored_;
  std::vector<std::pair<fs::path, std::set<std::string>>> copies_;
  std::vector<Readers> readers_;
  Account terminal_, script_, mail_;
};

// PAPERCUP_SEEDS is how many lives are lived, PAPERCUP_FIRST_SEED the first one's number.
unsigned number_from(const char* variable, unsigned otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::strtoul(text, nullptr, 10));
}

TEST_F(ReplacedStoreTest, WhateverHappensToPapersDbEachPaperIsConsideredOnceAndShownOnce) {
  const unsigned first = number_from("PAPERCUP_FIRST_SEED", 1);
  const unsigned count = number_from("PAPERCUP_SEEDS", 4);
  ASSERT_GT(count, 0U);
  for (unsigned seed = first; seed < first + count && !HasFailure(); ++seed) live(seed);
  EXPECT_GT(digests_, 4 * count) << "there was something to lose";
  EXPECT_GT(mails_, 2 * count);
}

}  // namespace
}  // namespace papercup::app
