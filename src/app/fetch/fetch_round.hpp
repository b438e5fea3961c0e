#pragma once

#include <cstddef>
#include <deque>
#include <functional>

#include "app/fetch/category_fetch.hpp"
#include "papercup/app/context.hpp"
#include "papercup/app/fetching.hpp"

namespace papercup::app {

// One fetch of all categories of a plan, in the order in which readers want it: the lists of the
// day, then category by category what they lack, the papers asked for by identifier, and last what
// moderators may have held for weeks.
class FetchRound {
 public:
  using OnDone = std::function<void(const FetchResult&)>;

  // `plan` has to outlive it.
  FetchRound(const Context& context, store::Store& store, arxiv::Client& client,
             const FetchPlan& plan, OnDone on_done);

  // As fetch() in fetching.hpp.
  void run();

 private:
  void bring_up_to_date();
  void take_wanted_papers();
  void take_held_papers();
  bool takes_held_papers(const CategoryFetch& category) const;
  void report(CategoryFetch& category);
  void report_held();
  void end_early(const Error& error);

  const Context& context_;
  store::Store& store_;
  arxiv::Client& client_;
  const FetchPlan& plan_;
  OnDone on_done_;
  std::deque<CategoryFetch> fetches_;
  std::size_t settled_ = 0;            // of them, whose lists are judged
  std::deque<CategoryFetch*> held_{};  // settled, and reported once what was held is there
};

}  // namespace papercup::app
