#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "papercup/app/marking.hpp"
#include "papercup/core/focus.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/core/score.hpp"
#include "papercup/render/screen.hpp"
#include "papercup/system/full_screen.hpp"

namespace papercup::cli {

struct TriageEntry {
  ScoredPaper scored;
  std::string focus;         // file stem: whose likes and dislikes these are
  std::string heading = {};  // in place of the list's
};

struct TriageList {
  std::string heading = {};
  std::vector<TriageEntry> entries = {};
  std::size_t position = 0;  // of the entry that is shown; their number: after the last
};

// What triage can do with papers beside showing them. Failures are Errors; triage shows them and
// goes on.
class TriageActions {
 public:
  virtual ~TriageActions() = default;
  // Keeps an event, whose time and ordinal are given now, safe against whatever happens next; and
  // returns it.
  virtual Mark keep(Mark mark) = 0;
  virtual std::vector<std::string> why(const TriageEntry& entry) = 0;
  // Stored papers, best first, few; they belong to the focus of `entry`.
  virtual std::vector<TriageEntry> similar(const TriageEntry& entry) = 0;
  virtual std::vector<TriageEntry> search(const std::string& words, const std::string& focus) = 0;
  // Throws if no browser could be started.
  virtual void open(const ArxivId& id) = 0;
};

// What the papers are shown for.
enum class TriagePurpose {
  reading,   // they are a digest
  teaching,  // they are of the past, for the ranking to learn from what is said of them
};

// Papers shown one at a time, and what each key does to them. Knows no terminal: it takes keys and
// gives views.
class Triage {
 public:
  // `log` is of all marks made so far, `foci` the foci by their stems. Begins at the first paper
  // that is not judged, or at the first if all are.
  Triage(TriageList list, std::string notice, std::vector<Mark> log,
         std::map<std::string, Focus> foci, TriageActions& actions,
         TriagePurpose purpose = TriagePurpose::reading);

  void press(system::KeyPress key);
  bool is_over() const { return is_over_; }

  render::ScreenView view() const;
  // What became of the last view.
  void shown(const Screen& screen);

  // Whether the last paper of `list` was passed.
  bool has_seen_end() const { return has_seen_end_; }
  // The papers it began with.
  const TriageList& list() const { return lists_.front(); }
  // Every mark, those of this session included.
  const std::vector<Mark>& log() const { return log_; }
  // The events of this session, those that undo others included.
  std::vector<Mark> made() const;
  app::Stance stance(const TriageEntry& entry) const;

 private:
  // A mark that can be undone.
  struct Step {
    Mark mark;
    app::Stance before;
    std::size_t depth, position;  // where it was made
  };

  const TriageList& current() const { return lists_.back(); }
  const TriageEntry* entry() const;
  std::string focus_here() const;

  void press_in_prompt(system::KeyPress key);
  bool press_in_pane(system::KeyPress key);
  void press_character(char32_t character);
  void scroll_by(int lines);

  void mark(MarkVerb verb);
  void undo();
  void move_to(std::size_t position);
  void forward();
  void backward();
  void leave();
  void search();
  bool search_in_list(const std::string& words);
  void enter_list(std::string heading, std::vector<TriageEntry> entries,
                  const std::string& nothing);
  void show_pane(std::vector<std::string> lines);
  void close_pane();
  // Does something with the shown paper; shows what went wrong, or that there is no paper.
  void with_entry(const std::function<void(const TriageEntry&)>& work);
  void add(const Mark& mark);

  // In triage_view.cpp, as view().
  std::vector<std::string> key_help() const;
  std::vector<std::string> end_lines() const;
  std::string taught_text() const;
  std::vector<std::pair<std::string, std::string>> key_labels() const;

  std::vector<TriageList> lists_;  // the last one is shown
  std::string notice_;
  std::vector<Mark> log_;
  std::size_t first_made_;
  MarkState marks_;
  std::map<std::string, Focus> foci_;
  TriageActions& actions_;
  const TriagePurpose purpose_;

  std::vector<Step> steps_;
  render::ScreenView::Body body_ = render::ScreenView::Body::paper;
  std::vector<std::string> pane_;
  std::string message_;
  std::optional<std::string> typed_;  // words being typed
  std::string last_words_;
  int scroll_ = 0, page_ = 1;
  bool has_more_ = false;
  bool has_seen_end_ = false;
  bool is_over_ = false;
};

}  // namespace papercup::cli
