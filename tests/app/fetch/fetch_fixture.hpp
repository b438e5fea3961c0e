#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/app_fixture.hpp"
#include "papercup/app/fetching.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/store/store.hpp"
#include "support/scripted_transport.hpp"

namespace papercup::app {

// A paper of cs.LG as arXiv gives it.
struct ArxivPaper {
  std::string id;
  std::string published = "2026-11-23T20:00:00Z";  // for the list of 24 November
  std::string updated = {};                        // as `published` if it is empty
  std::string kind = "new";                        // on the list of the day
};

// A page of the query API, which says that there are `total` papers in all.
inline std::string query_page(const std::vector<ArxivPaper>& papers,
                              std::optional<std::size_t> total = std::nullopt) {
  std::string text =
      R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
      R"(xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>https://arxiv.org/api/x</id>)"
      "<opensearch:totalResults>" +
      std::to_string(total.value_or(papers.size())) + "</opensearch:totalResults>";
  for (const ArxivPaper& paper : papers) {
    text += "<entry><id>http://arxiv.org/abs/" + paper.id + "v1</id><title>Title of " + paper.id +
            "</title><summary>An abstract.</summary><published>" + paper.published +
            "</published><updated>" + (paper.updated.empty() ? paper.published : paper.updated) +
            "</updated><category term=\"cs.LG\"/></entry>";
  }
  return text + "</feed>";
}

// The list of a day by its feed.
inline std::string listing_page(const std::string& day, const std::vector<ArxivPaper>& papers) {
  const std::string stamp = day + "T05:00:00Z";
  std::string text = R"(<feed xmlns="http://www.w3.org/2005/Atom" )"
                     R"(xmlns:arxiv="http://arxiv.org/schemas/atom"><title>cs.LG updates on )"
                     "arXiv.org</title><id>http://rss.arxiv.org/atom/cs.LG</id><updated>" +
                     stamp + "</updated>";
  for (const ArxivPaper& paper : papers) {
    text += "<entry><id>oai:arXiv.org:" + paper.id + "v1</id><title>Title of " + paper.id +
            "</title><summary>arXiv:" + paper.id + "v1 Announce Type: " + paper.kind +
            " \nAbstract: An abstract.</summary><category term=\"cs.LG\"/><published>" + stamp +
            "</published><arxiv:announce_type>" + paper.kind + "</arxiv:announce_type></entry>";
  }
  return text + "</feed>";
}

// Parts of a fetch, each called as a process of its own would, on a store that stays.
class FetchPartTest : public AppTest {
 protected:
  void SetUp() override {
    transport = [this]() -> net::HttpTransport& { return arxiv; };
  }

  using Work = std::function<void(const Context&, store::Store&, arxiv::Client&)>;
  void work(const Work& work) {
    const Context context = this->context();
    store::Store store = context.open_store(store::OpenMode::create);
    run_client(context, {}, [&](arxiv::Client& client) { work(context, store, client); });
  }

  store::Store stored() const {
    return store::Store(folder.path() / "data/papers.db", store::OpenMode::create);
  }
  // Announced on a day, as some list stated or as the calendar estimates.
  void have_paper(const std::string& id, std::optional<Date> announced,
                  const std::string& published = "2026-11-20T15:00:00Z") {
    Record record{Paper{.id = ArxivId::parse(id)}, Detail::full, {}};
    record.paper.title = "Title of " + id;
    record.paper.categories = {Category("cs.LG")};
    record.paper.published = parse_rfc3339(published);
    record.paper.announced = announced;
    store::Store store = stored();
    store.transaction([&] { store.upsert(record, [](const Paper&) { return std::string(); }); });
  }
  void have_list(Date day, ListingState state, Time looked) {
    store::Store store = stored();
    store.transaction([&] { store.fetch_state().set_list({"cs.LG", day, state, looked}); });
  }
  std::optional<Listing> listing(Date day) const {
    const store::Store store = stored();
    for (const Listing& list : store.fetch_state().lists("cs.LG")) {
      if (list.day == day) return list;
    }
    return std::nullopt;
  }
  std::vector<store::FetchTask> tasks() const { return stored().fetch_state().tasks("cs.LG"); }

  // The addresses that were asked since the last call.
  std::vector<std::string> asked() {
    std::vector<std::string> urls;
    for (const net::HttpRequest& request : arxiv.requests) urls.push_back(request.url);
    arxiv.requests.clear();
    return urls;
  }
  static bool is_feed(const std::string& url) { return url.find("/atom/") != std::string::npos; }
  static bool is_window(const std::string& url) {
    return url.find("submittedDate%3A") != std::string::npos;
  }

  support::ScriptedTransport arxiv{clock};
};

}  // namespace papercup::app
