#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/tex/reader.hpp"

namespace papercup::text {

// Whether a tilde between two texts is more than TeX's blank that does not break: "about" (" ~5",
// "z~5", "log(M)~9"), "to" ("5~7") or part of an address ("/~name").
bool is_tilde_itself(std::string_view before, std::string_view after);

// Whether braces in running text are TeX's rather than a set's or an author's: what they hold
// begins with a command or formula, or they only keep words together, as those of BibTeX around
// "{DNA}". Around a single letter they may be a set, and beside a quotation mark or a slash a
// placeholder.
bool is_markup_group(std::string_view group, std::string_view before, std::string_view after);

// At a hyphen: "–" for "--" and "—" for "---" where they stand in prose. Nothing, and nothing
// taken, for any other hyphens ("--option", "-->").
std::optional<std::string_view> take_dash(TexReader& reader);

// The quotation marks of one text.
class QuotationMarks {
 public:
  // At a grave accent, an apostrophe or a straight mark: the mark that TeX sets for it, or that
  // closes what TeX's opened. Nothing, and nothing taken, for an apostrophe, for a single accent
  // that has no partner near, and for a straight mark beside others of its kind.
  std::optional<std::string_view> take(TexReader& reader);

 private:
  bool opens_here(const TexReader& reader);

  bool is_open_ = false;     // "``" without its partner so far
  bool has_opened_ = false;  // else "''" behind a digit are seconds of arc
  std::size_t partner_ = std::string_view::npos;
};

}  // namespace papercup::text
