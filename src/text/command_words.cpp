#include "text/command_words.hpp"

#include <algorithm>
#include <array>

namespace papercup::text {
namespace {

using LineWords = std::span<const std::string_view>;

// Commands whose name has a second word.
constexpr std::array<std::string_view, 5> kTwoWordCommands = {"focus", "config", "marks", "help",
                                                              "completion"};

bool is_lower_case(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper_case(char c) { return c >= 'A' && c <= 'Z'; }

// What follows belongs to the sentence.
bool ends_command(std::string_view word) {
  return std::string_view(",;:.!?)").find(word.back()) != std::string_view::npos &&
         !word.ends_with("...");
}

std::string_view without_end(std::string_view word) {
  return ends_command(word) ? word.substr(0, word.size() - 1) : word;
}

// Of a command or of a focus.
bool is_name(std::string_view word) {
  return !word.empty() && is_lower_case(word.front()) &&
         std::ranges::all_of(word, [](char c) { return is_lower_case(c) || c == '-'; });
}

// In a usage it may be left out: "[--like ID]".
bool is_option(std::string_view word) { return word.starts_with('-') || word.starts_with("[-"); }

bool is_quote(char c) { return c == '\'' || c == '"'; }

// A placeholder, a number, an identifier, a path, a pipe.
bool is_value(std::string_view word) {
  constexpr std::string_view kMarks = "0123456789/._=@~|>*";
  std::string_view bare = without_end(word);
  if (bare.ends_with(']')) bare.remove_suffix(1);
  if (bare.empty()) return false;
  const bool is_placeholder =
      std::ranges::all_of(bare, [](char c) { return is_upper_case(c) || c == ','; });
  return is_placeholder || bare.find_first_of(kMarks) != std::string_view::npos;
}

// Reads a command word by word.
class CommandReader {
 public:
  explicit CommandReader(LineWords words) : words_(words) {}

  std::size_t count() {
    if (words_.empty() || (words_.front() != "papercup" && words_.front() != "(papercup")) return 0;
    take();
    const bool has_two_words = read_name();
    // The name of a focus may follow, or the value of an option.
    bool may_be_word = has_two_words && read_name_word();
    while (has_more()) {
      const std::string_view word = next();
      if (is_quote(word.front())) {
        read_quoted();
        may_be_word = false;
      } else if (is_option(word)) {
        may_be_word = word.find('=') == std::string_view::npos && word.size() > 1;
        take();
      } else if (word == "|" || word == ">") {
        may_be_word = true;  // a program, a file
        take();
      } else if (is_value(word) || (may_be_word && is_name(without_end(word)))) {
        may_be_word = false;
        take();
      } else {
        break;
      }
    }
    return at_;
  }

 private:
  bool has_more() const { return !is_ended_ && at_ < words_.size(); }
  std::string_view next() const { return words_[at_]; }

  void take() {
    is_ended_ = at_ > 0 && ends_command(next());
    ++at_;
  }

  // The first word of a command's name; returns whether there has to be a second.
  bool read_name() {
    if (!has_more() || !is_name(without_end(next()))) return false;
    const bool has_second = std::ranges::find(kTwoWordCommands, next()) != kTwoWordCommands.end();
    take();
    return has_second;
  }

  bool read_name_word() {
    if (!has_more() || !is_name(without_end(next()))) return false;
    take();
    return true;
  }

  // Up to the word that ends with the same quotation mark.
  void read_quoted() {
    const char quote = next().front();
    const std::string_view first = next();
    std::size_t end = at_;
    const auto closes = [&](std::string_view word) {
      const std::string_view bare = without_end(word);
      return bare.ends_with(quote) && (word != first || bare.size() > 1);
    };
    while (end < words_.size() && !closes(words_[end])) ++end;
    if (end == words_.size()) {
      is_ended_ = true;  // an apostrophe
      return;
    }
    while (at_ <= end) take();
    is_ended_ = ends_command(words_[end]);
  }

  LineWords words_;
  std::size_t at_ = 0;
  bool is_ended_ = false;
};

}  // namespace

std::size_t count_command_words(LineWords words) { return CommandReader(words).count(); }

}  // namespace papercup::text
