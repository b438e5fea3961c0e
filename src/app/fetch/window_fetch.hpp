#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/fetch/ingester.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/store/fetch_state.hpp"
#include "papercup/store/store.hpp"

namespace papercup::app {

// The paper of a category that was submitted last, as arXiv gives it. Throws as arxiv::Client does,
// and Error{unreachable} if arXiv says that the category has no papers at all.
std::vector<Record> newest_papers(arxiv::Client& client, const std::string& category);

// Reads one window of submissions from where a former run left it. Every page is stored together
// with the place to continue from.
class WindowFetch {
 public:
  enum class End {
    read,       // as far as arXiv gives it
    too_large,  // it holds more than the query API pages through, and is to be divided
    doubtful,   // it is empty, and its lists had papers
  };
  struct Outcome {
    End end = End::read;
    std::optional<std::string> doubt = {};  // if it is doubtful: the reason, for people
  };

  WindowFetch(store::Store& store, arxiv::Client& client, Ingester& ingester,
              store::FetchTask task);

  // Throws as arxiv::Client does, and Error{unreachable} if arXiv's answers contradict one another.
  Outcome run();

 private:
  class Paging;

  Outcome run_pass();
  std::optional<arxiv::Feed> next_page(Paging& paging);
  void give_up(Paging& paging, const Error& error);
  void ingest(Paging& paging, arxiv::Feed page);
  void check_that_nothing_is_there();

  store::Store& store_;
  store::FetchState& state_;
  arxiv::Client& client_;
  Ingester& ingester_;
  store::FetchTask task_;
  bool is_whole_ = false;  // no page was seen to be missing
};

}  // namespace papercup::app
