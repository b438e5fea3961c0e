#include "app/fetch/fetch_round.hpp"

#include <utility>
#include <vector>

#include "papercup/core/error.hpp"
#include "papercup/net/http_transport.hpp"

namespace papercup::app {

FetchRound::FetchRound(const Context& context, store::Store& store, arxiv::Client& client,
                       const FetchPlan& plan, OnDone on_done)
    : context_(context), store_(store), client_(client), plan_(plan), on_done_(std::move(on_done)) {
  const std::optional<Date> first = first_list_for_channels(store, plan, context.now());
  for (const std::string& category : plan.categories) {
    fetches_.emplace_back(context, store, client, category, first);
  }
}

void FetchRound::run() {
  try {
    bring_up_to_date();
    take_wanted_papers();
    take_held_papers();
  } catch (const net::ConnectionError&) {
    // arXiv was not asked, which the ledger is not to have otherwise.
    report_held();
    throw;
  } catch (const Error& error) {
    end_early(error);
    throw;
  }
}

void FetchRound::bring_up_to_date() {
  const bool wants_list = !plan_.days.any() && (plan_.source == FetchSource::automatic ||
                                                plan_.source == FetchSource::feed);
  if (wants_list) {
    for (CategoryFetch& category : fetches_) category.take_list_of_day();
  }
  for (CategoryFetch& category : fetches_) {
    category.complete_list();
    if (plan_.source == FetchSource::oai) {
      category.harvest(plan_.days);
    } else if (plan_.source != FetchSource::feed) {
      category.fill_in(plan_.days);
    }
    category.settle();
    ++settled_;
    category.end_progress();
    if (takes_held_papers(category)) {
      held_.push_back(&category);
    } else {
      report(category);
    }
  }
}

void FetchRound::take_wanted_papers() {
  const std::vector<ArxivId> missing = papers_to_fetch(store_, plan_.wanted, context_.now());
  if (missing.empty()) return;
  CategoryFetch papers(context_, store_, client_, "");
  papers.take_papers(missing);
  report(papers);
}

bool FetchRound::takes_held_papers(const CategoryFetch& category) const {
  const bool uses_windows =
      plan_.source == FetchSource::automatic || plan_.source == FetchSource::api;
  return uses_windows && !plan_.days.any() && category.has_held_papers(plan_.held);
}

void FetchRound::take_held_papers() {
  while (!held_.empty()) {
    CategoryFetch& category = *held_.front();
    category.take_held_papers();
    held_.pop_front();
    report(category);
  }
}

void FetchRound::report(CategoryFetch& category) {
  category.end_progress();
  on_done_(category.result());
}

// Their lists are there; what is still to come, the next run takes.
void FetchRound::report_held() {
  for (CategoryFetch* category : held_) report(*category);
}

void FetchRound::end_early(const Error& error) {
  report_held();
  if (error.kind() == ErrorKind::storage) return;
  const bool was_interrupted = error.kind() == ErrorKind::interrupted;
  if (!was_interrupted && plan_.days.any()) return;
  for (; settled_ < fetches_.size(); ++settled_) {
    CategoryFetch& category = fetches_[settled_];
    if (!was_interrupted) {
      category.settle_failed(error);
      continue;
    }
    category.break_off(error);
    const FetchResult& result = category.result();
    if (result.added + result.changed + result.unchanged > 0) report(category);
  }
}

}  // namespace papercup::app
