#include "cli/interview/category_question.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/characters.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

constexpr std::size_t kOffered = 12;  // of what a word finds
constexpr std::size_t kColumns = 80, kMargin = 5, kWidestLabel = 20;

// Words between what is meant, which are in many names.
bool is_joining(std::string_view word) {
  static constexpr std::array<std::string_view, 11> kJoining = {
      "and", "or", "&", "of", "in", "on", "for", "with", "to", "the", "a"};
  return std::ranges::any_of(kJoining, [&](std::string_view joining) {
    return ascii::equal_ignoring_case(word, joining);
  });
}

std::vector<std::string> split(const std::string& text, std::string_view dividers) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of(dividers, start), text.size());
    if (end > start) parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

std::optional<std::size_t> parse_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The row that tells an archive's name, which each of its categories has.
const CategoryInfo* row_of_archive(std::string_view archive) {
  const auto& rows = taxonomy();
  const auto found = std::ranges::find_if(rows, [&](const CategoryInfo& row) {
    return row.archive == archive && row.status == CategoryStatus::active;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::string name_of(std::string_view id) {
  const CategoryInfo* row = find_category(id);
  if (row != nullptr && row->status != CategoryStatus::archive) return std::string(row->name);
  const CategoryInfo* archive = row_of_archive(id);
  return archive == nullptr ? "" : fmt::format("{}, all of it", archive->archive_name);
}

// The category or archive of this name, as arXiv writes it; empty for other words.
std::string known_name(const std::string& word) {
  if (find_category(word) != nullptr || is_archive(word)) return word;
  for (const CategoryInfo& row : taxonomy()) {
    if (ascii::equal_ignoring_case(row.id, word)) return std::string(row.id);
    if (is_archive(row.archive) && ascii::equal_ignoring_case(row.archive, word)) {
      return std::string(row.archive);
    }
  }
  return {};
}

// Whether a subject of as many words was probably meant.
bool is_misspelt(const std::string& phrase) {
  const std::vector<std::string> near = nearest_subjects(phrase, 1);
  return !near.empty() && std::ranges::count(near.front(), ' ') == std::ranges::count(phrase, ' ');
}

// "cosmolgy: nothing found; did you mean cosmology?"
std::string not_found_text(const std::string& phrase) {
  constexpr std::size_t kSuggested = 3;
  std::vector<std::string> near = nearest_categories(phrase);
  std::ranges::copy(nearest_subjects(phrase), std::back_inserter(near));
  near.resize(std::min(near.size(), kSuggested));
  if (near.empty()) return fmt::format("{}: nothing found. ? finds them all.", phrase);
  return fmt::format("{}: nothing found; did you mean {}?", phrase, fmt::join(near, ", "));
}

std::string joined(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i == begin ? "" : " ") + words[i];
  return text;
}

std::string as_line(const std::string& text) {
  std::string lines;
  for (const std::string& line : text::wrap(text, static_cast<int>(kColumns - kMargin))) {
    lines += std::string(kMargin, ' ') + line + "\n";
  }
  return lines;
}

}  // namespace

std::string CategoryQuestion::take(const std::string& answer) {
  said_.clear();
  has_mistake_ = false;
  const std::vector<std::string> parts = split(answer, ",;");
  const bool is_empty = answer.find_first_not_of(" \t\r,;") == std::string::npos;
  if (is_empty) {
    for (Found& list : lists_) list.is_open = false;
    if (chosen_.empty()) {
      complain(
          "One at least: a code such as cs.LG or hep-ph, or a word to look up; ? finds them all.");
    }
    return said_;
  }
  const std::size_t shown = lists_.size();
  for (const std::string& part : parts) take_part(part);
  show({lists_.begin() + static_cast<std::ptrdiff_t>(shown), lists_.end()});
  tell_what_is_open();
  return said_;
}

bool CategoryQuestion::is_settled() const {
  return !chosen_.empty() && !has_mistake_ &&
         std::ranges::none_of(lists_, [](const Found& list) { return list.is_open; });
}

std::string CategoryQuestion::standing_text() const {
  return chosen_.empty() ? "" : as_line(fmt::format("So far {}. Enter when done.", chosen_text()));
}

std::string CategoryQuestion::chosen_text() const {
  std::vector<std::string> names;
  for (const Category& category : chosen_) names.push_back(category.to_string());
  return text::listed(names);
}

void CategoryQuestion::take_part(const std::string& part) {
  const std::vector<std::string> words = split(part, " \t\r");
  if (words.empty() || take_words(words)) return;
  look_up_longest(words);
}

// Takes the words if each is a code, a number or one that is no longer wanted.
bool CategoryQuestion::take_words(const std::vector<std::string>& words) {
  const auto is_plain = [](const std::string& word) {
    return word.front() == '-' || !known_name(word).empty() ||
           word.find_first_not_of("0123456789-") == std::string::npos;
  };
  if (!std::ranges::all_of(words, is_plain)) return false;
  for (const std::string& word : words) {
    if (word.front() == '-') {
      drop(word.substr(1));
    } else if (!take_name(word)) {
      take_numbers(word);
    }
  }
  return true;
}

// Looks up, from each word on, as many as are found together.
void CategoryQuestion::look_up_longest(const std::vector<std::string>& words) {
  // A misspelt phrase is not taken apart: "dark mater" is nothing of materials.
  const std::string whole = joined(words, 0, words.size());
  if (words.size() > 1 && search_categories(whole).empty() && is_misspelt(whole)) {
    complain(not_found_text(whole));
    return;
  }
  for (std::size_t begin = 0; begin < words.size();) {
    if (is_joining(words[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = words.size();
    while (end > begin + 1 && (is_joining(words[end - 1]) || !look_up(joined(words, begin, end)))) {
      --end;
    }
    if (end == begin + 1 && !take_words({words[begin]}) && !look_up(words[begin])) {
      complain(not_found_text(words[begin]));
    }
    begin = end;
  }
}

bool CategoryQuestion::take_name(const std::string& word) {
  const std::string name = known_name(word);
  if (name.empty()) return false;
  if (is_divided_archive(name)) {
    said_ += as_line(
        fmt::format("{}: {} ({} categories)", name, name_of(name), divisions_of(name).size()));
  }
  choose(name);
  return true;
}

// "3" or "1-3".
void CategoryQuestion::take_numbers(const std::string& word) {
  const std::size_t dash = word.find('-');
  const auto first = parse_number(word.substr(0, dash));
  const auto last = dash == std::string::npos ? first : parse_number(word.substr(dash + 1));
  if (!first || !last || *last < *first) {
    complain(fmt::format("{}: numbers are given as 1 3 or 1-3", word));
    return;
  }
  const std::size_t end = std::min(*last, offered_.size());
  for (std::size_t number = *first; number <= end; ++number) take_number(number);
  if (*last > end) take_number(*last);
}

void CategoryQuestion::take_number(std::size_t number) {
  if (offered_.empty()) {
    complain(fmt::format("{}: nothing is numbered yet; a word finds categories", number));
  } else if (number == 0 || number > offered_.size()) {
    complain(
        fmt::format("{}: there is no such number; they go from 1 to {}", number, offered_.size()));
  } else {
    choose(offered_[number - 1]);
    for (Found& list : lists_) {
      const auto& numbers = list.numbers;
      if (std::ranges::find(numbers, number) != numbers.end()) list.is_open = false;
    }
  }
}

void CategoryQuestion::drop(const std::string& word) {
  std::string name = known_name(word);
  const auto number = parse_number(word);
  if (number && *number > 0 && *number <= offered_.size()) name = offered_[*number - 1];
  const auto found = find_chosen(name);
  if (found == chosen_.end()) {
    complain(fmt::format("{} is not among those chosen", name.empty() ? word : name));
    return;
  }
  chosen_.erase(found);
  said_ += as_line(fmt::format("{} is out again.", name));
}

bool CategoryQuestion::look_up(const std::string& phrase) {
  const std::vector<std::string> ids = search_categories(phrase == "?" ? "" : phrase);
  if (ids.empty()) return false;
  Found list{phrase, {}};
  const std::size_t shown = phrase == "?" ? ids.size() : std::min(ids.size(), kOffered);
  for (std::size_t i = 0; i < shown; ++i) list.numbers.push_back(number_of(ids[i]));
  list.left_out = ids.size() - shown;
  lists_.push_back(std::move(list));
  return true;
}

// The number that it has, or the next one.
std::size_t CategoryQuestion::number_of(const std::string& id) {
  const auto found = std::ranges::find(offered_, id);
  if (found != offered_.end()) return static_cast<std::size_t>(found - offered_.begin()) + 1;
  offered_.push_back(id);
  return offered_.size();
}

void CategoryQuestion::choose(const std::string& id) {
  if (find_chosen(id) == chosen_.end()) chosen_.emplace_back(id);
}

// Two names of one category are one choice.
std::vector<Category>::iterator CategoryQuestion::find_chosen(const std::string& id) {
  return std::ranges::find_if(chosen_, [&](const Category& category) {
    return canonical_category(category.to_string()) == canonical_category(id);
  });
}

void CategoryQuestion::complain(const std::string& text) {
  has_mistake_ = true;
  said_ += as_line(text);
}

void CategoryQuestion::show(const std::vector<Found>& lists) {
  std::size_t label_columns = 0;
  std::size_t id_columns = 0;
  for (const Found& list : lists) {
    if (list.label.size() <= kWidestLabel) {
      label_columns = std::max(label_columns, list.label.size() + 1);
    }
    for (const std::size_t number : list.numbers) {
      id_columns = std::max(id_columns, offered_[number - 1].size());
    }
  }
  const std::size_t number_columns = fmt::format(" [{}]", offered_.size()).size();
  const std::size_t name_columns =
      kColumns - kMargin - label_columns - id_columns - 3 - number_columns;
  for (const Found& list : lists) {
    std::string label = list.label + ":";
    if (label.size() > label_columns) said_ += as_line(std::exchange(label, ""));
    for (const std::size_t number : list.numbers) {
      const std::string& id = offered_[number - 1];
      const std::string name = text::truncate(name_of(id), static_cast<int>(name_columns), "...");
      said_ +=
          fmt::format("{:{}}{:<{}} {:<{}}  {:<{}} [{}]\n", "", kMargin, std::exchange(label, ""),
                      label_columns, id, id_columns, name, name_columns, number);
    }
    if (list.left_out > 0) {
      said_ += as_line(
          fmt::format("{}: {} more; a longer phrase finds fewer", list.label, list.left_out));
    }
  }
}

void CategoryQuestion::tell_what_is_open() {
  if (is_settled()) return;
  std::string text = chosen_.empty() ? "" : fmt::format("So far {}. ", chosen_text());
  if (!offered_.empty() && !std::exchange(has_explained_, true)) {
    text += "Numbers to take (1 3), other words, -2 to drop one again; Enter when done.";
  } else if (!chosen_.empty()) {
    text += "Enter when done.";
  }
  if (!text.empty()) said_ += as_line(text);
}

}  // namespace papercup::cli
