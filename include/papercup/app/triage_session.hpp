#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "papercup/app/context.hpp"
#include "papercup/app/foci.hpp"
#include "papercup/app/found_papers.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/core/paper.hpp"
#include "papercup/rank/model.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/render/why.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::app {

// A paper of the list that is triaged, and the focus (by stem) that its opinions belong to.
struct ListedPaper {
  Paper paper;
  std::string focus;
};

// So many papers teach a focus, unless another number is asked for.
inline constexpr std::size_t kTaughtPapers = 30;

// What triage has from the store and does to the reader's marks, without a screen. Nothing is
// noted, since notes would spoil one. Every method throws Error{storage}.
class TriageSession {
 public:
  // Trains the foci as they are now, to compare with later. The context outlives the session.
  TriageSession(const Context& context, std::vector<ActiveFocus> foci);

  // All marks, those of the session included.
  const std::vector<Mark>& log() const { return log_; }
  // Keeps an event, whose time and ordinal are given now, safe against whatever happens next; and
  // returns it.
  Mark keep(Mark mark);

  // By all marks so far. Throws Error{failure} for a focus that is not of the session.
  render::WhyReport why(const Paper& paper, const std::string& stem);
  // Stored papers, the nearest first, at most 20.
  std::vector<Paper> similar(const Paper& paper) const;
  // Stored papers with these words, the most relevant first, at most 20. Throws Error{usage} if
  // there is no word.
  std::vector<Paper> search(const std::string& words) const;

  // Papers of the last 90 days before the newest list (of that too, if there is no other) that
  // teach the focus most, by what it has learnt so far (digest::telling_papers); at most `count`,
  // without what is judged.
  std::vector<ScoredPaper> telling_papers(const ActiveFocus& focus, std::size_t count) const;
  // What the focus has learnt in the session, and how that changed the best of the last week.
  render::TeachingReport teaching_report(const ActiveFocus& focus);

  // What the marks of the session changed for the papers of the list, and how the rankings of the
  // foci moved that learnt from them.
  render::TriageReport report(const std::vector<ListedPaper>& list, render::TriageEnd end);

 private:
  std::vector<Paper> load(const std::vector<FoundPaper>& found) const;
  std::vector<render::MarkedPaper> marked_papers(const std::vector<ListedPaper>& list) const;
  render::RetrainedFocus retrain(const ActiveFocus& before, const ActiveFocus& now,
                                 const std::vector<ListedPaper>& list);

  const Context context_;
  std::vector<ActiveFocus> foci_;
  store::Store store_;
  store::UserStore user_store_;
  std::vector<Mark> log_;
  std::size_t first_kept_;                            // in the log
  std::map<std::string, rank::TrainedFocus> before_;  // by stem
};

}  // namespace papercup::app
