#include "app/fetch/window_fetch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/fetch/fetch_fixture.hpp"
#include "papercup/core/error.hpp"

namespace papercup::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using End = WindowFetch::End;

// A window that belongs to no list, of 17 and 18 November 2026.
class WindowFetchTest : public FetchPartTest {
 protected:
  void SetUp() override {
    FetchPartTest::SetUp();
    window.category = "cs.LG";
    window.from = Date(2026, 11, 17).days();
    window.to = Date(2026, 11, 19).days();
  }

  static std::vector<ArxivPaper> papers(int count, int first = 1) {
    std::vector<ArxivPaper> papers;
    for (int i = 0; i < count; ++i) {
      papers.push_back({fmt::format("2611.{:05}", first + i), "2026-11-17T10:00:00Z"});
    }
    return papers;
  }
  // Answers each page of so many papers as asked, but says that there are `total`.
  void have_papers(int count, std::size_t total) {
    arxiv.otherwise = [=](const net::HttpRequest& request) {
      const auto number = [&](const std::string& name) {
        return std::stoi(request.url.substr(request.url.find(name) + name.size()));
      };
      const int start = number("&start=");
      const int size = std::clamp(count - start, 0, number("&max_results="));
      return net::HttpResponse{200, query_page(papers(size, start + 1), total), {}, request.url};
    };
  }

  // Continues with the task as it is written down.
  WindowFetch::Outcome fetch() {
    if (!tasks().empty()) window = tasks()[0];
    WindowFetch::Outcome outcome;
    work([&](const Context& context, store::Store& store, arxiv::Client& client) {
      Ingester ingester(context, store, "cs.LG");
      outcome = WindowFetch(store, client, ingester, window).run();
      result = ingester.result();
    });
    return outcome;
  }

  store::FetchTask window;
  FetchResult result;
};

TEST_F(WindowFetchTest, AWindowThatStopsShortIsGivenUpInTheThirdRun) {
  have_papers(2, 3);
  for (int run = 1; run <= 2; ++run) {
    EXPECT_THROW(fetch(), Error) << run;
    ASSERT_THAT(tasks(), SizeIs(1));
    EXPECT_EQ(tasks()[0].failures, run);
    EXPECT_EQ(tasks()[0].received, 2) << "from which the next run continues";
  }
  EXPECT_EQ(fetch().end, End::read);
  EXPECT_THAT(result.warnings,
              ElementsAre("cs.LG: arXiv counts 3 papers submitted from 2026-11-17T00:00:00Z to "
                          "2026-11-19T00:00:00Z and gave 2"));
}

TEST_F(WindowFetchTest, OneThatGivesNothingIsNeverGivenUp) {
  have_papers(0, 3);
  for (int run = 1; run <= 5; ++run) EXPECT_THROW(fetch(), Error) << run;
}

TEST_F(WindowFetchTest, ASmallerPageIsTriedIfALargeOneStopsShort) {
  arxiv.then(200, query_page(papers(2), 3)).then(200, query_page(papers(2), 3));
  have_papers(3, 3);
  EXPECT_EQ(fetch().end, End::read);
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("&start=0&max_results=200"),
                                   HasSubstr("&start=0&max_results=200"),
                                   HasSubstr("&start=0&max_results=100")));
  EXPECT_TRUE(stored().find(ArxivId::parse("2611.00003")));
}

TEST_F(WindowFetchTest, TheNextRunContinuesAfterTheLastPage) {
  arxiv.then(200, query_page(papers(200), 203)).then(429, "");
  EXPECT_THROW(fetch(), Error);
  clock.time += std::chrono::hours(1);
  asked();
  have_papers(203, 203);
  EXPECT_EQ(fetch().end, End::read);
  EXPECT_THAT(asked(), ElementsAre(HasSubstr("&start=200&")));
  EXPECT_EQ(result.added, 3);
}

TEST_F(WindowFetchTest, AFullPageIsNotTakenForTheLastWhateverArxivCounts) {
  have_papers(201, 200);
  EXPECT_EQ(fetch().end, End::read);
  EXPECT_TRUE(stored().find(ArxivId::parse("2611.00201")));
}

TEST_F(WindowFetchTest, PagesThatShiftedWhileTheyWereReadAreReadOnceMore) {
  // The second page begins with the last paper of the first, and so one is missing.
  arxiv.then(200, query_page(papers(200), 202))
      .then(200, query_page({papers(1, 200)[0], papers(1, 201)[0]}, 202));
  have_papers(202, 202);
  EXPECT_EQ(fetch().end, End::read);
  EXPECT_THAT(asked(), SizeIs(4));
  EXPECT_TRUE(stored().find(ArxivId::parse("2611.00202")));
}

TEST_F(WindowFetchTest, AnEmptyWindowIsBelievedUnlessTheNewestPaperIsOfIt) {
  have_papers(0, 0);
  const auto answer_empty = [&](const std::string& newest) {
    arxiv.then(200, query_page({})).then(200, query_page({}));
    arxiv.then(200, query_page({{"2611.00001", newest}}));
  };
  answer_empty("2026-11-19T00:01:00Z");
  EXPECT_EQ(fetch().end, End::read);
  answer_empty("2026-11-16T23:59:00Z");
  EXPECT_EQ(fetch().end, End::read);
  for (const char* newest : {"2026-11-17T00:00:00Z", "2026-11-19T00:00:00Z"}) {
    answer_empty(newest);
    EXPECT_THROW(fetch(), Error) << newest;
  }
}

TEST_F(WindowFetchTest, AnEmptyWindowOfListsThatHadPapersIsDoubtful) {
  window.first_list = window.last_list = Date(2026, 11, 18);
  have_paper("2611.00007", Date(2026, 11, 18), "2026-11-17T10:00:00Z");
  arxiv.then(200, query_page({})).then(200, query_page({}));
  arxiv.then(200, query_page({{"2611.00009", "2026-11-23T10:00:00Z"}}));
  arxiv.then(200, query_page({{"2611.00007", "2026-11-17T10:00:00Z"}}));
  const WindowFetch::Outcome outcome = fetch();
  EXPECT_EQ(outcome.end, End::doubtful);
  EXPECT_EQ(outcome.doubt,
            "arXiv's query API has no papers for lists that had some, such as 2611.00007 on Wed "
            "18 Nov");
}

TEST_F(WindowFetchTest, AListedPaperSubmittedBesideTheWindowSaysNothingOfIt) {
  window.first_list = window.last_list = Date(2026, 11, 18);
  have_paper("2611.00006", Date(2026, 11, 18), "2026-11-16T23:59:00Z");
  have_paper("2611.00007", Date(2026, 11, 18), "2026-11-19T00:00:01Z");
  arxiv.then(200, query_page({})).then(200, query_page({}));
  arxiv.then(200, query_page({{"2611.00009", "2026-11-23T10:00:00Z"}}));
  arxiv.then(200, R"(<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">)"
                  R"(<error code="noRecordsMatch">none</error></OAI-PMH>)");
  EXPECT_EQ(fetch().end, End::read);
}

TEST_F(WindowFetchTest, OneHourIsNotDividedHoweverManyPapersItHas) {
  window.to = window.from + std::chrono::hours(1);
  arxiv.then(200, query_page(papers(1), 9001)).then(429, "");
  EXPECT_THROW(fetch(), Error);
  EXPECT_THAT(tasks(), SizeIs(1));
  clock.time += std::chrono::hours(1);
  window.to = window.from + std::chrono::minutes(61);
  store::Store store = stored();
  store.transaction([&] { store.fetch_state().remove_task(tasks()[0]); });
  arxiv.then(200, query_page(papers(1), 9001));
  EXPECT_EQ(fetch().end, End::too_large);
  EXPECT_THAT(tasks(), IsEmpty());
}

}  // namespace
}  // namespace papercup::app
