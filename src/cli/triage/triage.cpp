#include "cli/triage/triage.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::cli {
namespace {

using Key = system::KeyPress::Key;
using Body = render::ScreenView::Body;

void drop_last_character(std::string& text) {
  while (!text.empty() && utf8::is_continuation(text.back())) text.pop_back();
  if (!text.empty()) text.pop_back();
}

bool has_words(const Paper& paper, const std::vector<std::string>& words) {
  std::string all = paper.title + " " + paper.abstract;
  for (const std::string& author : paper.authors) all += " " + author;
  const std::vector<std::string> tokens = text::tokens(all);
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(tokens.begin(), tokens.end(), word) != tokens.end();
  });
}

}  // namespace

Triage::Triage(TriageList list, std::string notice, std::vector<Mark> log,
               std::map<std::string, Focus> foci, TriageActions& actions, TriagePurpose purpose)
    : notice_(std::move(notice)),
      log_(std::move(log)),
      first_made_(log_.size()),
      marks_(log_),
      foci_(std::move(foci)),
      actions_(actions),
      purpose_(purpose) {
  lists_.push_back(std::move(list));
  const auto is_open = [&](const TriageEntry& entry) {
    const app::Stance said = stance(entry);
    return !said.opinion && said.reading != app::Reading::done;
  };
  const auto& entries = current().entries;
  const auto first = std::find_if(entries.begin(), entries.end(), is_open);
  if (first != entries.end()) {
    lists_.back().position = static_cast<std::size_t>(first - entries.begin());
  }
}

app::Stance Triage::stance(const TriageEntry& entry) const {
  const auto focus = foci_.find(entry.focus);
  return app::stance_of(marks_, entry.focus, focus == foci_.end() ? nullptr : &focus->second,
                        entry.scored.paper.id);
}

std::vector<Mark> Triage::made() const {
  return {log_.begin() + static_cast<std::ptrdiff_t>(first_made_), log_.end()};
}

const TriageEntry* Triage::entry() const {
  const TriageList& list = current();
  return list.position < list.entries.size() ? &list.entries[list.position] : nullptr;
}

std::string Triage::focus_here() const {
  const TriageList& list = current();
  if (list.entries.empty()) return {};
  return list.entries[std::min(list.position, list.entries.size() - 1)].focus;
}

void Triage::press(system::KeyPress key) {
  if (key.key == Key::hang_up) is_over_ = true;
  if (key.key == Key::hang_up || key.key == Key::resize) return;
  if (typed_) {
    press_in_prompt(key);
    return;
  }
  message_.clear();
  if (body_ == Body::lines && press_in_pane(key)) return;
  switch (key.key) {
    case Key::up:
      scroll_by(-1);
      break;
    case Key::down:
      scroll_by(1);
      break;
    case Key::page_up:
      scroll_by(-page_);
      break;
    case Key::page_down:
      scroll_by(page_);
      break;
    case Key::left:
      backward();
      break;
    case Key::right:
    case Key::enter:
      forward();
      break;
    case Key::home:
      move_to(0);
      break;
    case Key::end:
      move_to(current().entries.size() - 1);
      break;
    case Key::escape:
      if (body_ == Body::abstract) {
        close_pane();
      } else if (lists_.size() > 1) {
        leave();
      }
      break;
    case Key::character:
      press_character(key.character);
      break;
    default:
      break;
  }
}

void Triage::press_character(char32_t character) {
  switch (character) {
    case U'l':
      return mark(MarkVerb::like);
    case U'd':
      return mark(MarkVerb::dislike);
    case U's':
      return mark(MarkVerb::save);
    case U'x':
      return mark(MarkVerb::done);
    case U'u':
      return undo();
    case U' ':
      return has_more_ ? scroll_by(page_) : forward();
    case U'n':
      return forward();
    case U'b':
    case U'p':
      return backward();
    case U'j':
      return scroll_by(1);
    case U'k':
      return scroll_by(-1);
    case U'a':
      if (body_ == Body::abstract) return close_pane();
      return with_entry([&](const TriageEntry&) { body_ = Body::abstract; });
    case U'w':
      return with_entry([&](const TriageEntry& shown) { show_pane(actions_.why(shown)); });
    case U'm':
      return with_entry([&](const TriageEntry& shown) {
        enter_list("similar to " + shown.scored.paper.id.to_string(), actions_.similar(shown),
                   "no other stored paper is similar");
      });
    case U'o':
      return with_entry([&](const TriageEntry& shown) {
        actions_.open(shown.scored.paper.id);
        message_ = "opened " + shown.scored.paper.id.url();
      });
    case U'/':
      typed_ = "";
      return;
    case U'?':
      return show_pane(key_help());
    case U'q':
      return leave();
    default:
      message_ = "this key does nothing; ? lists those that do";
  }
}

// Returns whether the key means nothing more.
bool Triage::press_in_pane(system::KeyPress key) {
  const bool is_character = key.key == Key::character;
  const bool scrolls = key.key == Key::up || key.key == Key::down || key.key == Key::page_up ||
                       key.key == Key::page_down ||
                       (is_character && (key.character == U'j' || key.character == U'k'));
  if (scrolls) return false;
  if (is_character && key.character == U' ' && has_more_) return false;
  close_pane();
  // Another letter is meant for the paper under the pane.
  const std::u32string closing = U" bpqw?";
  return !is_character || closing.find(key.character) != std::u32string::npos;
}

void Triage::press_in_prompt(system::KeyPress key) {
  switch (key.key) {
    case Key::character:
      if (key.character >= 0x20 && key.character != 0x7F) utf8::append(*typed_, key.character);
      break;
    case Key::backspace:
      if (typed_->empty()) {
        typed_.reset();
      } else {
        drop_last_character(*typed_);
      }
      break;
    case Key::enter:
      search();
      break;
    case Key::escape:
      typed_.reset();
      break;
    default:
      break;
  }
}

void Triage::scroll_by(int lines) {
  scroll_ = lines > 0 && !has_more_ ? scroll_ : std::max(scroll_ + lines, 0);
}

void Triage::with_entry(const std::function<void(const TriageEntry&)>& work) {
  const TriageEntry* shown = entry();
  if (shown == nullptr) {
    message_ = "there is no paper here; b goes back to the last one";
    return;
  }
  try {
    work(*shown);
  } catch (const Error& error) {
    message_ = error.message();
  }
}

void Triage::add(const Mark& mark) {
  log_.push_back(actions_.keep(mark));
  marks_ = MarkState(log_);
}

void Triage::mark(MarkVerb verb) {
  with_entry([&](const TriageEntry& shown) {
    const app::Stance before = stance(shown);
    Mark wanted{{}, 0, verb, shown.scored.paper.id};
    if (app::belongs_to_focus(verb)) wanted.focus = shown.focus;
    std::string said = fmt::format("{} {}", app::past_tense(verb), wanted.id.to_string());
    if (!wanted.focus.empty() && foci_.size() > 1) said += " for " + wanted.focus;
    if (!app::is_said(wanted, before)) {
      add(wanted);
      steps_.push_back({wanted, before, lists_.size(), current().position});
      said += "; u takes it back";
    } else {
      said += " already";
    }
    // An opinion ends a paper; one that is saved may get a like too.
    if (verb != MarkVerb::save) forward();
    message_ = said;
  });
}

void Triage::undo() {
  if (steps_.empty()) {
    message_ = "nothing was marked that could be taken back";
    return;
  }
  const Step step = steps_.back();
  try {
    add(app::reversal(step.mark, step.before));
  } catch (const Error& error) {
    message_ = error.message();
    return;
  }
  steps_.pop_back();
  if (step.depth == lists_.size()) move_to(step.position);
  message_ =
      fmt::format("{} is no longer {}", step.mark.id.to_string(),
                  step.mark.verb == MarkVerb::done ? "done" : app::past_tense(step.mark.verb));
}

void Triage::move_to(std::size_t position) {
  lists_.back().position = std::min(position, current().entries.size());
  has_seen_end_ = has_seen_end_ || (lists_.size() == 1 && entry() == nullptr);
  close_pane();
}

void Triage::forward() { move_to(current().position + 1); }

void Triage::backward() {
  if (current().position == 0) {
    message_ = "this is the first paper";
    return;
  }
  move_to(current().position - 1);
}

void Triage::leave() {
  if (lists_.size() == 1) {
    is_over_ = true;
    return;
  }
  lists_.pop_back();
  close_pane();
}

void Triage::show_pane(std::vector<std::string> lines) {
  pane_ = std::move(lines);
  body_ = Body::lines;
  scroll_ = 0;
}

void Triage::close_pane() {
  body_ = Body::paper;
  pane_.clear();
  scroll_ = 0;
}

void Triage::enter_list(std::string heading, std::vector<TriageEntry> entries,
                        const std::string& nothing) {
  if (entries.empty()) {
    message_ = nothing;
    return;
  }
  lists_.push_back({std::move(heading), std::move(entries), 0});
  close_pane();
}

bool Triage::search_in_list(const std::string& words) {
  const std::vector<std::string> tokens = text::tokens(words);
  const TriageList& list = current();
  for (std::size_t step = 1; step < list.entries.size() && !tokens.empty(); ++step) {
    const std::size_t at = (list.position + step) % list.entries.size();
    if (!has_words(list.entries[at].scored.paper, tokens)) continue;
    move_to(at);
    message_ = "found in this list; / and Enter goes on";
    return true;
  }
  return false;
}

void Triage::search() {
  const std::string words = typed_->empty() ? last_words_ : *typed_;
  typed_.reset();
  if (words.empty()) return;
  last_words_ = words;
  if (search_in_list(words)) return;
  try {
    enter_list("search: " + words, actions_.search(words, focus_here()),
               "no stored paper has these words");
  } catch (const Error& error) {
    message_ = error.message();
  }
}

void Triage::shown(const Screen& screen) {
  scroll_ = screen.scroll;
  page_ = std::max(screen.page - 1, 1);
  has_more_ = screen.has_more;
}

}  // namespace papercup::cli
