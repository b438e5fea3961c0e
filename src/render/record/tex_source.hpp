#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace papercup::render {

// A line of TeX, looked at ahead of the place that is read. Each `end` is that of the group or
// formula around the place.
class TexSource {
 public:
  static constexpr std::size_t kNone = std::string_view::npos;

  explicit TexSource(std::string_view text);

  std::string_view text() const { return text_; }
  // The other half of a brace, plain or escaped; kNone for one that stands alone and for what is no
  // brace. BibTeX counts { and \{ alike, TeX does not: each kind balances by itself.
  std::size_t partner(std::size_t at) const { return partners_[at]; }
  bool is_group(std::size_t at, std::size_t end) const {
    return at < end && text_[at] == '{' && partners_[at] < end;
  }

  std::size_t after_blanks(std::size_t at, std::size_t end) const;
  // The name after the backslash at `at`: letters, or one other character of ASCII; may be empty.
  std::string_view command_name(std::size_t at, std::size_t end) const;

  // Where the formula whose inside begins at `start` is closed by `marks`, in the same group; kNone
  // if it is not, within 2,000 bytes.
  std::size_t formula_end(std::size_t start, std::size_t end, std::string_view marks) const;

  // Whether what is between these places and two dollars is words and prices: "$5 and $10".
  bool is_prose(std::size_t start, std::size_t close) const;

  // Whether as many \right as close `open` \left follow in the same group.
  bool has_right(std::size_t start, std::size_t end, std::size_t open) const;

  // Where each argument of a command is that takes such (see TexCommand::arguments): a group, and
  // in mathematics a character or, at the end, a command. kNone for an option that is not there;
  // nothing if an argument is missing.
  std::optional<std::vector<std::size_t>> arguments(std::size_t at, std::size_t end,
                                                    std::string_view kinds) const;

  // The character of an argument such as {x2013} or {8211}, above ASCII.
  std::optional<char32_t> unicode_argument(std::size_t at, std::size_t end) const;

  // Where the letter, command of a letter or short group is that the accent at `at` is for; kNone
  // if there is none.
  std::size_t accented(std::size_t at, std::size_t end) const;

 private:
  bool may_be_bare(std::size_t at, std::size_t end, char kind, bool is_last) const;
  std::size_t option_end(std::size_t at, std::size_t end) const;

  std::string_view text_;
  std::vector<std::size_t> partners_;
};

}  // namespace papercup::render
