#pragma once

#include <optional>

#include "cli/fetching/page_intake.hpp"
#include "cli/fetching/window_reader.hpp"
#include "papercup/arxiv/client.hpp"
#include "papercup/store/fetch_state.hpp"

namespace papercup::cli {

// Reads one window of submissions from where a former run left it. Every page is stored together
// with the place to go on from.
class WindowFetch {
 public:
  enum class End {
    read,       // as far as arXiv gives it
    too_large,  // it holds more than the query API pages through, and is to be divided
  };

  WindowFetch(store::Store& store, arxiv::Client& client, PageIntake& intake,
              store::FetchTask task);

  // Throws as arxiv::Client does, and Error{unreachable} where arXiv's answers contradict one
  // another.
  End run();

 private:
  End run_pass();
  std::optional<arxiv::Feed> next_page(WindowReader& reader);
  void give_up(WindowReader& reader, const Error& error);
  void keep(WindowReader& reader, arxiv::Feed page);
  void check_that_nothing_is_there();

  store::Store& store_;
  store::FetchState state_;
  arxiv::Client& client_;
  PageIntake& intake_;
  store::FetchTask task_;
  bool is_whole_ = false;  // no page was seen to be missing
};

}  // namespace papercup::cli
