#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "cli/cli_fixture.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/calendar.hpp"
#include "papercup/core/error.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct InventedPaper {
  ArxivId id;
  std::string title;
  std::vector<std::string> categories;
  Time published;
  Date listed;
};

const AnnouncementCalendar& calendar() { return AnnouncementCalendar::arxiv(); }

// The value of a parameter of a URL, decoded.
std::string parameter(const std::string& url, const std::string& name) {
  const std::size_t start = url.find(name + "=");
  if (start == std::string::npos) return {};
  std::string value;
  for (std::size_t at = start + name.size() + 1; at < url.size() && url[at] != '&'; ++at) {
    if (url[at] == '%') {
      value += static_cast<char>(std::stoi(url.substr(at + 1, 2), nullptr, 16));
      at += 2;
    } else {
      value += url[at];
    }
  }
  return value;
}

// arXiv in November 2026 with a few invented papers a day, wrong as often as a test wants.
class FaultyArxiv {
 public:
  FaultyArxiv(std::uint32_t seed, double share, const Clock& clock)
      : random_(seed), share_(share), clock_(clock) {
    int number = 0;
    for (Date day(2026, 11, 5); day <= Date(2026, 11, 24); day = day + 1) {
      if (!calendar().has_listing(day)) continue;
      for (int i = 0; i < 45; ++i) {
        // Submitted within a day before the last moment for this list.
        Time last{day.days()};
        while (calendar().listing_day(last) > day) last -= hours(1);
        const std::vector<std::vector<std::string>> kinds = {
            {"cs.LG"}, {"cs.CL"}, {"cs.LG", "cs.CL"}, {"cs.CL", "cs.LG"}, {"hep-th"}};
        papers_.push_back({ArxivId::parse(fmt::format("2611.{:05}", 90000 + number)),
                           fmt::format("Paper number {}", number), kinds[below(kinds.size())],
                           last - minutes(1 + static_cast<int>(below(600))), day});
        ++number;
      }
    }
  }

  const std::vector<InventedPaper>& papers() const { return papers_; }
  void be_sound() { share_ = 0; }

  net::HttpResponse answer(const net::HttpRequest& request) {
    const std::string fault = next_fault();
    if (fault == "reset") throw Error(ErrorKind::unreachable, "connection reset");
    if (fault == "429") return {429, "Rate exceeded.", {}, request.url};
    if (fault == "429 after") return {429, "", {{"retry-after", "30"}}, request.url};
    if (fault == "rate") return {200, "Rate exceeded.", {}, request.url};
    if (fault == "503") return {503, "first byte timeout", {{"retry-after", "0"}}, request.url};
    if (fault == "500") return {500, "<html>error</html>", {}, request.url};
    if (fault == "nothing") return {200, "", {}, request.url};
    if (fault == "html") return {200, "<!DOCTYPE html><html><p>down</html>", {}, request.url};
    std::string body = body_of(request.url, fault);
    if (fault == "truncated") body.resize(body.size() * 2 / 3);
    if (fault == "malformed") body.insert(body.find('>') + 1, "<open>");
    return {200, body, {}, request.url};
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  std::string next_fault() {
    static const std::vector<std::string> kFaults = {
        "reset", "429",       "429 after", "rate",     "503",      "500",      "nothing",
        "html",  "empty",     "zero",      "short",    "twice",    "shuffled", "more",
        "less",  "truncated", "stale",     "old list", "malformed"};
    // What goes wrong once often goes wrong again.
    const bool is_again = !last_fault_.empty() && below(2) == 0;
    if (!is_again) {
      const bool is_fault = static_cast<double>(below(1000)) < share_ * 1000;
      last_fault_ = is_fault ? kFaults[below(kFaults.size())] : "";
    }
    return last_fault_;
  }

  static bool is_in(const InventedPaper& paper, const std::string& category) {
    const auto& all = paper.categories;
    return std::find(all.begin(), all.end(), category) != all.end();
  }

  std::string body_of(const std::string& url, const std::string& fault) {
    const std::size_t list = url.find("/atom/");
    if (list != std::string::npos) return list_of_day(url.substr(list + 6), fault);
    return query(url, fault);
  }

  std::string list_of_day(const std::string& category, const std::string& fault) {
    const Date today = us_eastern_date(clock_.now());
    Date shown = today;
    if (fault == "stale" || fault == "old list") {
      do shown = shown - 1;
      while (!calendar().has_listing(shown));
    }
    const std::string stamp = (fault == "old list" ? shown : today).to_string() + "T05:00:00Z";
    std::vector<std::string> entries;
    for (const InventedPaper& paper : papers_) {
      if (paper.listed != shown || !is_in(paper, category)) continue;
      const std::string kind = paper.categories.front() == category ? "new" : "cross";
      entries.push_back(
          "<entry><id>oai:arXiv.org:" + paper.id.to_string() + "v1</id><title>" + paper.title +
          "</title><summary>arXiv:" + paper.id.to_string() + "v1 Announce Type: " + kind +
          " \nAbstract: An abstract.</summary><category term=\"" + paper.categories.front() +
          "\"/><published>" + stamp + "</published><arxiv:announce_type>" + kind +
          "</arxiv:announce_type></entry>");
    }
    return R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
           R"(xmlns:arxiv="http://arxiv.org/schemas/atom"><title>)" +
           category + " updates on arXiv.org</title><id>http://rss.arxiv.org/atom/" + category +
           "</id><updated>" + stamp + "</updated>" + joined(entries, fault) + "</feed>";
  }

  std::string query(const std::string& url, const std::string& fault) {
    std::vector<const InventedPaper*> hits = hits_of(url);
    const auto size = static_cast<std::size_t>(std::stoi(parameter(url, "max_results")));
    const std::string start = parameter(url, "start");
    // As arXiv counts: in pages.
    const std::size_t first = start.empty() ? 0 : std::stoul(start) / size * size;
    std::size_t total = hits.size();
    std::vector<std::string> entries;
    for (std::size_t i = first; i < std::min(first + size, hits.size()); ++i) {
      entries.push_back(entry(*hits[i]));
    }
    if (fault == "zero") total = 0;
    if (fault == "more") total += 2;
    if (fault == "less") total = total / 2;
    return R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
           R"(xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">)"
           "<id>https://arxiv.org/api/x</id><title>arXiv Query</title><opensearch:totalResults>" +
           std::to_string(total) + "</opensearch:totalResults>" + joined(entries, fault) +
           "</feed>";
  }

  std::vector<const InventedPaper*> hits_of(const std::string& url) const {
    std::vector<const InventedPaper*> hits;
    const std::string ids = parameter(url, "id_list");
    const std::string query = parameter(url, "search_query");
    const std::size_t window = query.find("submittedDate:[");
    const std::string from = window == std::string::npos ? "0" : query.substr(window + 15, 12);
    const std::string to = window == std::string::npos ? "9" : query.substr(window + 31, 12);
    for (const InventedPaper& paper : papers_) {
      const bool is_meant =
          ids.empty() ? std::any_of(paper.categories.begin(), paper.categories.end(),
                                    [&](const std::string& category) {
                                      return query.find("cat:" + category) != std::string::npos;
                                    })
                      : ids.find(paper.id.to_string()) != std::string::npos;
      std::string minute = to_rfc3339(paper.published).substr(0, 16);
      minute.erase(std::remove_if(minute.begin(), minute.end(),
                                  [](char c) { return c == '-' || c == 'T' || c == ':'; }),
                   minute.end());
      if (is_meant && (window == std::string::npos || (minute >= from && minute <= to))) {
        hits.push_back(&paper);
      }
    }
    std::sort(hits.begin(), hits.end(), [](const auto* a, const auto* b) {
      return a->published != b->published ? a->published < b->published : a->id < b->id;
    });
    if (parameter(url, "sortOrder") == "descending") std::reverse(hits.begin(), hits.end());
    return hits;
  }

  static std::string entry(const InventedPaper& paper) {
    std::string text =
        "<entry><id>http://arxiv.org/abs/" + paper.id.to_string() + "v1</id><title>" + paper.title +
        "</title><summary>An abstract.</summary><published>" + to_rfc3339(paper.published) +
        "</published><updated>" + to_rfc3339(paper.published) + "</updated>" +
        R"(<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">9 pages</arxiv:comment>)";
    for (const std::string& category : paper.categories) {
      text += "<category term=\"" + category + "\"/>";
    }
    return text + "</entry>";
  }

  std::string joined(std::vector<std::string> entries, const std::string& fault) {
    if (fault == "empty" || fault == "zero") entries.clear();
    if (fault == "short") entries.resize((entries.size() + 1) / 2);
    if (fault == "twice" && !entries.empty()) entries.push_back(entries.front());
    if (fault == "shuffled") std::reverse(entries.begin(), entries.end());
    std::string text;
    for (const std::string& one : entries) text += one;
    return text;
  }

  std::mt19937 random_;
  double share_;
  std::string last_fault_;
  const Clock& clock_;
  std::vector<InventedPaper> papers_;
};

class FetchFaultsTest : public cli::CliTest, public testing::WithParamInterface<std::uint32_t> {
 protected:
  bool is_complete() {
    const auto status = nlohmann::json::parse(run({"status", "--format", "json"}).out);
    return std::all_of(status["categories"].begin(), status["categories"].end(),
                       [](const auto& category) {
                         return category["state"] == "fresh" && category["missed"] == 0 &&
                                category["gaps"].empty();
                       });
  }

  // Of a reader who has stored nothing yet.
  void fetch_all_day(std::uint32_t seed);
};

void FetchFaultsTest::fetch_all_day(std::uint32_t seed) {
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::filesystem::remove_all(entry);
  }
  std::filesystem::create_directories(folder.path() / "data");
  std::filesystem::create_directories(folder.path() / ".config/papercup/focus");
  folder.write(".config/papercup/focus/rewards.toml", "categories = ['cs.LG', 'cs.CL']\n");
  clock.time = Time{Date(2026, 11, 24).days()} + hours(6);
  FaultyArxiv faulty(seed, 0.3, clock);
  support::ScriptedTransport arxiv(clock);
  arxiv.otherwise = [&](const net::HttpRequest& request) { return faulty.answer(request); };
  transport = [&]() -> net::HttpTransport& { return arxiv; };
  int runs = 0;
  do {
    ASSERT_LT(++runs, 40) << "the runs of a day did not come to an end";
    const Outcome outcome = run({"fetch"});
    ASSERT_TRUE(outcome.code == 0 || outcome.code == 4) << outcome.err;
    clock.time += minutes(20);
  } while (!is_complete());
  std::set<std::string> stored;
  std::istringstream lines(run({"query", "--format", "jsonl"}).out);
  for (std::string line; std::getline(lines, line);) {
    const auto paper = nlohmann::json::parse(line);
    stored.insert(paper["id"].get<std::string>());
    EXPECT_EQ(paper.value("comment", ""), "9 pages") << line;
  }
  for (const InventedPaper& paper : faulty.papers()) {
    const bool is_meant =
        paper.categories.front() != "hep-th" && paper.listed >= Date(2026, 11, 18);
    EXPECT_TRUE(!is_meant || stored.contains(paper.id.to_string())) << paper.id.to_string();
  }
  for (std::size_t i = 1; i < arxiv.times.size(); ++i) {
    ASSERT_GE(arxiv.times[i] - arxiv.times[i - 1], std::chrono::seconds(3));
  }
}

// A process for each seed would take several times as long.
constexpr std::uint32_t kSeedsOfATest = 25;

// However arXiv fails, the runs of a day end with exactly its papers.
TEST_P(FetchFaultsTest, EndWithAllPapers) {
  for (std::uint32_t seed = GetParam(); seed < GetParam() + kSeedsOfATest; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    fetch_all_day(seed);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FetchFaultsTest, testing::Range(1u, 201u, kSeedsOfATest));

}  // namespace
}  // namespace papercup::app
