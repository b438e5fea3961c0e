#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "library/fields.hpp"
#include "papercup/core/characters.hpp"

namespace papercup::library {
namespace {

struct TaggedLine {
  std::string_view tag, value;
};

// "TI  - A title"; the blank after the hyphen is often missing if there is no value.
std::optional<TaggedLine> tagged(std::string_view line) {
  const auto is_tag_character = [](char c) { return ascii::is_upper(c) || ascii::is_digit(c); };
  if (line.size() < 5 || !is_tag_character(line[0]) || !is_tag_character(line[1]) ||
      line.substr(2, 3) != "  -") {
    return std::nullopt;
  }
  std::string_view value = line.substr(5);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return TaggedLine{line.substr(0, 2), value};
}

class RisReader {
 public:
  Library read(std::string_view text) {
    library_.format = Format::ris;
    while (!text.empty()) {
      ++line_;
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      take(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (entry_) warn(entry_->place, "the entry is not closed by ER");
    finish();
    return std::move(library_);
  }

 private:
  void warn(std::size_t line, std::string_view what) {
    library_.warnings.push_back(fmt::format("line {}: {}", line, what));
  }

  void finish() {
    if (entry_) {
      entry_->mentions.insert(entry_->mentions.end(), entry_->numbers.begin(),
                              entry_->numbers.end());
      library_.entries.push_back(entry_of(*entry_));
    }
    entry_.reset();
    last_ = nullptr;
  }

  void take(std::string_view line) {
    const auto found = tagged(line);
    if (!found) {
      if (last_ != nullptr && !line.empty()) *last_ += "\n" + std::string(line);
      return;
    }
    if (found->tag == "TY") {
      if (entry_) warn(entry_->place, "the entry is not closed by ER");
      finish();
      entry_.emplace().place = line_;
      last_ = nullptr;
    } else if (!entry_) {
      if (found->tag != "ER") warn(line_, fmt::format("{} belongs to no entry", found->tag));
    } else if (found->tag == "ER") {
      finish();
    } else {
      last_ = field(found->tag);
      if (last_ != nullptr) *last_ = std::string(found->value);
    }
  }

  // The field that the value of a tag belongs to; null if it says nothing that is looked for.
  std::string* field(std::string_view tag) {
    if (tag == "ID") return &entry_->key;
    if (tag == "TI" || tag == "T1") return &entry_->title;
    if (tag == "AB" || tag == "N2") return &entry_->abstract;
    if (tag == "PY" || tag == "Y1") return &entry_->year;
    if (tag == "DA" && entry_->year.empty()) return &entry_->year;
    if (tag == "DO") return &entry_->doi;
    // Numbers of articles and issues; that of arXiv is any of them, if another field names arXiv.
    constexpr std::string_view kNumbers = "IS VL SP M1 C7 AN";
    if (kNumbers.find(tag) != std::string_view::npos) return &entry_->numbers.emplace_back();
    constexpr std::string_view kMentions = "UR L1 L2 LK N1 M3 C1 JO JF JA T2 PB DB";
    if (kMentions.find(tag) == std::string_view::npos) return nullptr;
    return &entry_->mentions.emplace_back();
  }

  Library library_;
  std::size_t line_ = 0;
  std::optional<Fields> entry_;
  std::string* last_ = nullptr;  // what a line without a tag continues
};

}  // namespace

Library parse_ris(std::string_view text) { return RisReader().read(text); }

}  // namespace papercup::library
