#include "papercup/text/width.hpp"

#include <algorithm>

#include <utf8proc.h>

#include "papercup/core/characters.hpp"
#include "text/command_words.hpp"

namespace papercup::text {
namespace {

// A grapheme cluster: what a person takes for one character.
struct Cluster {
  std::string_view bytes;
  int width = 0;
};

int code_width(utf8proc_int32_t code) {
  // utf8proc gives private-use characters a width that terminals differ about; 1 is the common one.
  return std::max(utf8proc_charwidth(code), 0);
}

// Takes the first cluster off `rest`.
Cluster take_cluster(std::string_view& rest) {
  std::size_t size = 0;
  int width = 0;
  utf8proc_int32_t previous = 0;
  utf8proc_int32_t state = 0;
  while (size < rest.size()) {
    const utf8::Character character = utf8::first_character(rest.substr(size));
    const auto code = static_cast<utf8proc_int32_t>(character.code_point);
    if (size > 0 && utf8proc_grapheme_break_stateful(previous, code, &state)) break;
    width = std::max(width, code_width(code));
    if (code == 0xFE0F) width = 2;  // asks for the emoji form, which is wide
    previous = code;
    size += character.size;
  }
  const Cluster cluster{rest.substr(0, size), width};
  rest.remove_prefix(size);
  return cluster;
}

std::string_view take_blank_separated(std::string_view& rest) {
  while (!rest.empty() && ascii::is_blank(rest.front())) rest.remove_prefix(1);
  const auto end =
      static_cast<std::size_t>(std::ranges::find_if(rest, ascii::is_blank) - rest.begin());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

bool is_wide_text(std::string_view word) {
  std::string_view rest = word;
  while (!rest.empty()) {
    if (take_cluster(rest).width == 2) return true;
  }
  return false;
}

enum class Overlong { broken, whole };  // what becomes of what is wider than a line

// The lines of one text.
class Wrapper {
 public:
  Wrapper(int columns, Overlong overlong) : columns_(std::max(columns, 2)), overlong_(overlong) {}

  // Words that belong together, divided by single blanks.
  void add_command(const std::string& command) {
    const bool is_kept = overlong_ == Overlong::whole || display_width(command) <= columns_;
    if (is_kept) return add_unbroken(command);
    std::string_view rest = command;
    for (std::string_view word = take_blank_separated(rest); !word.empty();
         word = take_blank_separated(rest)) {
      add_word(word);
    }
  }

  void add_word(std::string_view word) {
    if (overlong_ == Overlong::whole) return add_unbroken(word);
    const int width = display_width(word);
    const bool fits_a_line = width <= columns_;
    const bool breakable = !fits_a_line || is_wide_text(word);
    const int gap = line_.empty() ? 0 : 1;
    if (used_ + gap + width <= columns_) {
      append_gap();
      line_ += word;
      used_ += width;
    } else if (!breakable) {
      flush();
      line_ = word;
      used_ = width;
    } else {
      add_broken(word);
    }
  }

  std::vector<std::string> finish() {
    flush();
    return std::move(lines_);
  }

 private:
  void add_unbroken(std::string_view text) {
    const int width = display_width(text);
    if (used_ + (line_.empty() ? 0 : 1) + width > columns_) flush();
    append_gap();
    line_ += text;
    used_ += width;
  }

  void append_gap() {
    if (line_.empty()) return;
    line_ += ' ';
    ++used_;
  }

  void add_broken(std::string_view word) {
    if (used_ + 3 > columns_) flush();
    append_gap();
    while (!word.empty()) {
      const Cluster cluster = take_cluster(word);
      if (used_ + cluster.width > columns_) flush();
      line_ += cluster.bytes;
      used_ += cluster.width;
    }
  }

  void flush() {
    while (line_.ends_with(' ')) line_.pop_back();
    if (!line_.empty()) lines_.push_back(std::move(line_));
    line_.clear();
    used_ = 0;
  }

  int columns_;
  Overlong overlong_;
  std::string line_;
  int used_ = 0;
  std::vector<std::string> lines_;
};

std::vector<std::string> wrapped(std::string_view utf8, int columns, Overlong overlong) {
  std::vector<std::string_view> words;
  for (std::string_view word = take_blank_separated(utf8); !word.empty();
       word = take_blank_separated(utf8)) {
    words.push_back(word);
  }
  Wrapper wrapper(columns, overlong);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t count =
        count_command_words({words.begin() + static_cast<std::ptrdiff_t>(at), words.end()});
    if (count < 2) {
      wrapper.add_word(words[at++]);
      continue;
    }
    std::string command(words[at]);
    for (std::size_t i = 1; i < count; ++i) command.append(" ").append(words[at + i]);
    wrapper.add_command(command);
    at += count;
  }
  return wrapper.finish();
}

}  // namespace

int display_width(std::string_view utf8) {
  const bool ascii = std::ranges::all_of(utf8, [](char c) { return c >= 0x20 && c < 0x7F; });
  if (ascii) return static_cast<int>(utf8.size());
  int width = 0;
  while (!utf8.empty()) width += take_cluster(utf8).width;
  return width;
}

std::string truncate(std::string_view utf8, int columns, std::string_view ellipsis) {
  if (display_width(utf8) <= columns) return std::string(utf8);
  const int room = columns - display_width(ellipsis);
  if (room < 0) return {};
  std::string result;
  int used = 0;
  while (!utf8.empty()) {
    const Cluster cluster = take_cluster(utf8);
    if (used + cluster.width > room) break;
    result += cluster.bytes;
    used += cluster.width;
  }
  return result + std::string(ellipsis);
}

std::vector<std::string> wrap(std::string_view utf8, int columns) {
  return wrapped(utf8, columns, Overlong::broken);
}

std::vector<std::string> wrap_message(std::string_view utf8, int columns) {
  return wrapped(utf8, columns, Overlong::whole);
}

}  // namespace papercup::text
