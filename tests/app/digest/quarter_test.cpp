#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include <gmock/gmock.h>

#include "cli/cli_fixture.hpp"
#include "papercup/core/calendar.hpp"

namespace papercup::app {
namespace {

using Categories = std::set<std::string>;

struct LearnedTopic {
  const char* stem;
  const char* words;
  const char* category;  // every focus follows cs.LG, too
};
constexpr std::array<LearnedTopic, 3> kLearnedTopics = {{{"rewards", "reward models", "cs.LG"},
                                                         {"comets", "comets", "astro-ph.EP"},
                                                         {"graphs", "graph colouring", "math.CO"}}};

// A paper as it stands on a list.
struct Listed {
  std::string id;
  std::string kind;  // as in feeds
  std::string text;  // of its title
  int version = 1;
  Categories categories = {};
};

// What a channel has to consider and what it has shown, kept apart from the program's own account.
struct Channel {
  std::map<std::string, Categories> arrived;                 // since its last digest
  std::set<std::pair<std::string, std::string>> considered;  // papers by focus
  std::set<std::string> shown;
  std::size_t digests = 0, with_rest = 0, quiet = 0, after_absence = 0;
};

// What arXiv and a reader do in a quarter: lists on listing days, papers that come late, cross-
// lists that follow days after, replacements, a fortnight away. Three foci share a category.
class QuarterTest : public cli::CliTest {
 protected:
  void SetUp() override {
    terminal.output_is_terminal = true;
    terminal.width = 100;
    variables["NO_COLOR"] = "1";
    std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
    for (const LearnedTopic& topic : kLearnedTopics) {
      folder.write(std::string(".config/papercup/focus/") + topic.stem + ".toml",
                   std::string("about = '") + topic.words + "'\ncategories = ['" + topic.category +
                       "', 'cs.LG']\n");
    }
  }

  static std::string entry(const Listed& paper, Date day) {
    const std::string version = "v" + std::to_string(paper.version);
    std::string text = "<entry><id>oai:arXiv.org:" + paper.id + version + "</id><title>" +
                       paper.text + ", no. " + paper.id + "</title><updated>" + day.to_string() +
                       "T04:00:19+00:00</updated><summary>arXiv:" + paper.id + version +
                       " Announce Type: " + paper.kind + " \nAbstract: On " + paper.text + " no. " +
                       paper.id + ".</summary>";
    for (const std::string& category : paper.categories) {
      text += "<category term='" + category + "'/>";
    }
    return text + "<published>" + day.to_string() + "T00:00:00-05:00</published>" +
           "<arxiv:announce_type>" + paper.kind + "</arxiv:announce_type><dc:creator>Author " +
           paper.id + "</dc:creator></entry>";
  }

  // A list as arXiv's feed of the day has it.
  void store_list(const std::string& category, Date day, const std::vector<Listed>& papers) {
    std::string feed =
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<feed xmlns:arxiv='http://arxiv.org/schemas/atom' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns='http://www.w3.org/2005/Atom'>"
        "<id>http://rss.arxiv.org/atom/" +
        category + "</id><title>" + category + " updates on arXiv.org</title><updated>" +
        day.to_string() + "T04:00:19+00:00</updated>";
    for (const Listed& paper : papers) {
      feed += entry(paper, day);
      if (paper.kind != "replace") arrives(paper.id, paper.categories);
    }
    const std::string file = folder.write("list.xml", feed + "</feed>\n").string();
    const Outcome outcome = run({"import", file});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
  }

  void arrives(const std::string& id, const Categories& categories) {
    for (Channel* channel : {&terminal_, &script_}) channel->arrived[id] = categories;
  }

  std::string next_id(Date day) {
    const std::string month = day.to_string().substr(2, 2) + day.to_string().substr(5, 2);
    return month + ".9" + std::to_string(1000 + ++papers_);
  }

  // The papers of a day, every other of them on its category's topic, and a new version of one of
  // an earlier day.
  void list_day(Date day) {
    for (std::size_t topic = 0; topic < kLearnedTopics.size(); ++topic) {
      std::vector<Listed> list;
      const int count = 2 + (day.days_since_epoch() + static_cast<int>(topic)) % 4;
      for (int i = 0; i < count; ++i) {
        const bool is_on_topic = i % 2 == 0;
        Listed paper{next_id(day), "new",
                     is_on_topic ? kLearnedTopics[topic].words : "other things"};
        paper.categories = {kLearnedTopics[topic].category};
        if (topic != 0 && i == 0) paper.categories.insert("cs.LG");
        if (paper.categories.size() > 1) to_cross_list_.push_back({paper, day});
        if (is_on_topic) on_topic_.insert(paper.id);
        list.push_back(std::move(paper));
      }
      if (!former_[topic].empty()) {
        Listed old = former_[topic][former_[topic].size() / 2];
        old.kind = "replace";
        old.version = 2;
        list.push_back(old);
      }
      store_list(kLearnedTopics[topic].category, day, list);
      if (HasFatalFailure()) return;
      list.erase(std::remove_if(list.begin(), list.end(),
                                [](const Listed& paper) { return paper.kind == "replace"; }),
                 list.end());
      former_[topic].insert(former_[topic].end(), list.begin(), list.end());
    }
    cross_list(day);
  }

  // What carries two categories stands on the second one's list two days after.
  void cross_list(Date day) {
    std::vector<Listed> crossed;
    for (auto& [paper, first] : to_cross_list_) {
      if (day - first < 2) continue;
      paper.kind = "cross";
      crossed.push_back(paper);
    }
    to_cross_list_.erase(
        std::remove_if(to_cross_list_.begin(), to_cross_list_.end(),
                       [](const auto& entry) { return entry.first.kind == "cross"; }),
        to_cross_list_.end());
    if (!crossed.empty()) store_list("cs.LG", day, crossed);
  }

  // A paper that moderators held, or that was missed: announced weeks ago, stored today.
  void comes_late(Date today, int days_ago) {
    const std::string id = next_id(today - days_ago);
    store(paper(id, "Reward models, late, no. " + id, (today - days_ago).to_string()));
    arrives(id, {"cs.LG"});
    on_topic_.insert(id);
  }

  void be_on(Date day, int hour) { clock.time = Time{day.days()} + std::chrono::hours(hour); }

  // Pairs of a focus and a paper of its categories that came and was neither shown nor considered
  // for this focus before.
  static std::size_t to_consider(Channel& channel) {
    std::size_t pairs = 0;
    for (const auto& [id, categories] : channel.arrived) {
      for (const LearnedTopic& topic : kLearnedTopics) {
        if (!categories.contains("cs.LG") && !categories.contains(topic.category)) continue;
        const bool is_new = channel.considered.insert({topic.stem, id}).second;
        if (is_new && !channel.shown.contains(id)) ++pairs;
      }
    }
    return pairs;
  }

  // The identifiers that a digest names, each of them new to the channel.
  static std::size_t take_shown(const std::string& text, Channel& channel) {
    static const std::regex address("https://arxiv.org/abs/([0-9.]+)");
    static const std::regex folded("close relatives? by the same authors: ([0-9., ]+)");
    static const std::regex number("[0-9]{4}\\.[0-9]{5}");
    std::size_t papers = 0;
    const auto take = [&](const std::string& id) {
      EXPECT_TRUE(channel.shown.insert(id).second) << id << " is shown twice\n" << text;
      EXPECT_TRUE(channel.arrived.contains(id)) << id << " is not new\n" << text;
    };
    for (std::sregex_iterator at(text.begin(), text.end(), address), end; at != end; ++at) {
      take((*at)[1]);
      ++papers;
    }
    for (std::sregex_iterator at(text.begin(), text.end(), folded), end; at != end; ++at) {
      const std::string ids = (*at)[1];
      for (std::sregex_iterator id(ids.begin(), ids.end(), number); id != end; ++id)
        take(id->str());
    }
    return papers;
  }

  // Reads a digest and compares what it says of itself with what came.
  void read(std::vector<std::string> command, Channel& channel) {
    const std::size_t expected = to_consider(channel);
    const Outcome outcome = run(std::move(command));
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const std::string& text = outcome.out;
    if (expected == 0) {
      EXPECT_TRUE(text.find("shown again") != std::string::npos ||
                  text.find("Nothing to read: ") != std::string::npos)
          << text;
      channel.arrived.clear();
      return;
    }
    static const std::regex total("(?:^|\n)([0-9]+) of ([0-9,]+)");
    std::smatch match;
    ASSERT_TRUE(std::regex_search(text, match, total)) << text;
    std::string considered = match[2];
    considered.erase(std::remove(considered.begin(), considered.end(), ','), considered.end());
    EXPECT_EQ(std::stoul(considered), expected) << "nothing is dropped silently\n" << text;
    const std::size_t papers = std::stoul(match[1]);
    EXPECT_EQ(take_shown(text, channel), papers) << text;
    channel.arrived.clear();
    ++channel.digests;
    if (papers == 0) ++channel.quiet;
    if (text.find("the rest: papercup digest --since") != std::string::npos) ++channel.with_rest;
    if (text.find(" since ") != std::string::npos) ++channel.after_absence;
  }

  void expect_nothing_new() {
    const Outcome again = run({"digest"});
    EXPECT_TRUE(again.out.find("shown again") != std::string::npos ||
                again.out.find("Nothing to read: ") != std::string::npos)
        << again.out;
  }

  int papers_ = 0;
  std::set<std::string> on_topic_;
  std::array<std::vector<Listed>, 3> former_;
  std::vector<std::pair<Listed, Date>> to_cross_list_;
  Channel terminal_, script_;
};

TEST_F(QuarterTest, NothingIsShownTwiceAndNothingDropped) {
  const Date first(2026, 10, 5), last(2027, 1, 4);
  const Date away_from(2026, 11, 9), away_until(2026, 11, 22);
  const AnnouncementCalendar& calendar = AnnouncementCalendar::arxiv();
  std::size_t lists = 0;
  for (Date day = first; day <= last; day = day + 1) {
    be_on(day, 6);
    if (calendar.has_listing(day)) {
      list_day(day);
      ++lists;
    }
    const int number = day.days_since_epoch();
    if (number % 9 == 0 && day - first > 7) comes_late(day, 3 + number % 40);
    be_on(day, 8);
    const bool is_away = away_from <= day && day <= away_until;
    if (!is_away) read({"digest"}, terminal_);
    // The other channel has time for all that reaches the line, on working days.
    const bool is_weekend =
        day.weekday() == std::chrono::Saturday || day.weekday() == std::chrono::Sunday;
    if (!is_weekend) read({"digest", "--channel", "script", "--coffee", "1000"}, script_);
    if (number % 13 == 0 && !is_away) expect_nothing_new();
    if (HasFatalFailure()) return;
  }
  ASSERT_GT(lists, 55U);
  ASSERT_LT(lists, 66U) << "weekends and holidays have no list";
  EXPECT_GT(terminal_.with_rest, 0U) << "what one cup does not hold is said";
  EXPECT_GT(terminal_.after_absence, 0U);
  EXPECT_LT(terminal_.shown.size(), script_.shown.size());
  const auto missed = std::count_if(on_topic_.begin(), on_topic_.end(), [&](const std::string& id) {
    return !script_.shown.contains(id);
  });
  EXPECT_GT(on_topic_.size(), 200U);
  EXPECT_LT(missed, 20) << "what is on a topic reaches the line, but for few papers";
}

}  // namespace
}  // namespace papercup::app
