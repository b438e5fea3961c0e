#include <algorithm>
#include <optional>

#include "digest/signals/embedded_data.hpp"
#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statements.hpp"
#include "papercup/core/characters.hpp"

namespace papercup::digest {
namespace {

constexpr std::size_t kLongestVenue = 120;  // bytes

// Lower case; of names of two words ("ACM MM") the last one.
const std::vector<std::string>& short_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    std::string_view text = data::venues_txt();
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (!line.empty() && line.front() != '#') {
        result.push_back(ascii::lower(line.substr(line.rfind(' ') + 1)));
      }
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::sort(result.begin(), result.end());
    return result;
  }();
  return names;
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool ends_with_year(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && ascii::is_digit(word[word.size() - 1 - digits])) ++digits;
  return (digits == 4 && is_year(word.substr(word.size() - 4))) ||
         (digits == 2 && digits < word.size());
}

// "CVPR", "CVPR2026", "ICML'26", "AAAI-26" in lower case, without its year.
bool is_short_name(std::string_view word) {
  while (!word.empty() && ascii::is_digit(word.back())) word.remove_suffix(1);
  if (word.ends_with('-') || word.ends_with('\'')) word.remove_suffix(1);
  return std::binary_search(short_names().begin(), short_names().end(), word);
}

class VenueFinder {
 public:
  explicit VenueFinder(std::string_view comment)
      : text_(comment), rules_(Rules::built_in()), rule_(rules_.rule("venue")) {}

  std::vector<Signal> find() {
    for (const Statement& statement : rules_.read(text_)) {
      if (rule_.is_excepted(statement.words)) continue;
      auto venue = stated(statement);
      if (!venue) venue = named_before(statement);
      add(venue ? venue : bare(statement));
    }
    return std::move(signals_);
  }

 private:
  void add(const std::optional<std::string>& venue) {
    if (!venue || venue->empty()) return;
    const bool is_known = std::any_of(signals_.begin(), signals_.end(), [&](const Signal& other) {
      return other.text.find(*venue) != std::string::npos;
    });
    if (!is_known) signals_.push_back({SignalKind::venue, StatedIn::comment, *venue});
  }

  // What follows "accepted at", "to appear in", ...
  std::optional<std::string> stated(const Statement& statement) const {
    const std::vector<Word>& words = statement.words;
    for (const PhrasePattern& pattern : rule_.patterns) {
      const auto match = pattern.find(words);
      if (!match) continue;
      std::size_t first = match->begin;
      std::size_t behind = first;  // the last preposition
      while (first < words.size() && has_word(acceptance_, words[first].number) &&
             !is_in_capitals(words, first)) {
        if (has_word(preposition_, words[first].number)) behind = first + 1;
        ++first;
      }
      if (first == words.size()) continue;
      const bool is_journal = has_word(journal_, words[first].number);  // "Published ApJ"
      if (behind == match->begin && !is_journal) continue;
      return name_from(statement, first);
    }
    return std::nullopt;
  }

  // "A&A" begins with no article, and "AN" is a journal, unless all is in capitals.
  bool is_in_capitals(const std::vector<Word>& words, std::size_t at) const {
    const auto is_upper = [&](const Word& word) {
      const std::string_view text = text_.substr(word.begin, word.end - word.begin);
      return std::ranges::all_of(text, ascii::is_upper);
    };
    if (!is_upper(words[at])) return false;
    return words[at].end == words[at].begin + 1 || (at > 0 && !is_upper(words[at - 1]));
  }

  // The journal of "A&A, accepted" and "PASP in press".
  std::optional<std::string> named_before(const Statement& statement) const {
    const std::vector<Word>& words = statement.words;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool is_in_press = words[i].lower == "press" && words[i - 1].lower == "in";
      if (!is_in_press && words[i].lower != "accepted") continue;
      const std::size_t end = is_in_press ? i - 1 : i;  // of the name, or of the comma behind it
      if (end == 0 || !ends_piece(words, i)) continue;
      const std::size_t first = first_of_piece(words, end);
      const std::size_t begin = first == end ? first_of_piece(words, end - 1) : first;
      std::string name = trimmed(words[begin].begin, words[end - 1].end);
      const bool is_journal =
          name == "A&A" || std::any_of(&words[begin], &words[end], [&](const Word& word) {
            return has_word(journal_, word.number);
          });
      if (is_journal && ascii::is_upper(name.front())) return name;
    }
    return std::nullopt;
  }

  // Whether punctuation or nothing follows a word.
  bool ends_piece(const std::vector<Word>& words, std::size_t at) const {
    if (at + 1 == words.size()) return true;
    const std::string_view between =
        text_.substr(words[at].end, words[at + 1].begin - words[at].end);
    return between.find_first_of(",.:;|(") != std::string_view::npos;
  }

  std::optional<std::string> name_from(const Statement& statement, std::size_t first) const {
    const std::size_t begin = statement.words[first].begin;
    const std::size_t end = end_of_name(statement, first);
    if (end <= begin) return std::nullopt;
    std::string name = trimmed(begin, end);
    const bool has_capital = std::any_of(
        name.begin(), name.end(), [](char c) { return ascii::is_upper(c) || !ascii::is_ascii(c); });
    if (!has_capital) return std::nullopt;
    return name;
  }

  // A comma and what is no part of a name, an address, or the end of the statement.
  std::size_t end_of_name(const Statement& statement, std::size_t first) const {
    const std::vector<Word>& words = statement.words;
    for (std::size_t i = first + 1; i < words.size(); ++i) {
      if (words[i].address) return words[i].begin;
      if (has_word(venue_end_, words[i].number) && i + 1 < words.size() &&
          has_word(venue_end_next_, words[i + 1].number)) {
        return words[i - 1].end;
      }
      const std::string_view between =
          text_.substr(words[i - 1].end, words[i].begin - words[i - 1].end);
      if (between.find(':') != std::string_view::npos && is_about_files(words, i)) {
        return words[i - 1].end;
      }
      const bool is_break = between.find_first_of(",.:|") != std::string_view::npos;
      if (is_break && is_about_files(words, i)) return words[i - 1].end;
    }
    return statement.words.back().end + bracket_behind(statement);
  }

  std::size_t bracket_behind(const Statement& statement) const {
    const std::size_t end = statement.words.back().end;
    return end < text_.size() && text_[end] == ')' ? 1 : 0;
  }

  // "12 pages", "code: ...", "project page", "equal contribution".
  static bool is_about_files(const std::vector<Word>& words, std::size_t at) {
    static const std::vector<std::string_view> words_of_files = {
        "page",         "pages",    "pp",         "figure",    "figures",  "figs",
        "fig",          "table",    "tables",     "code",      "codes",    "github",
        "project",      "appendix", "with",       "including", "website",  "source",
        "our",          "data",     "dataset",    "equal",     "first",    "supplementary",
        "camera-ready", "video",    "https",      "available", "main",     "minor",
        "version",      "final",    "the",        "this",      "updated",  "additional",
        "plus",         "comments", "homepage",   "demo",      "extended", "abstract",
        "abridged",     "see",      "manuscript", "suitable"};
    const auto is_about = [&](std::size_t i) {
      return i < words.size() && std::find(words_of_files.begin(), words_of_files.end(),
                                           words[i].lower) != words_of_files.end();
    };
    const bool is_number = !words[at].lower.empty() && ascii::is_digit(words[at].lower.front()) &&
                           words[at].lower.size() < 4;
    return is_about(at) || (is_number && is_about(at + 1));
  }

  std::string trimmed(std::size_t begin, std::size_t end) const {
    std::string name = quoted(text_, begin, std::min(end, begin + kLongestVenue));
    constexpr std::string_view kEnds = " ,.:;|-([{*";
    for (const std::string_view said : {" accepted", " accept", " Accepted", " Accept", " has"}) {
      if (name.ends_with(said)) name.erase(name.size() - said.size());
    }
    while (!name.empty() && kEnds.find(name.back()) != std::string_view::npos) name.pop_back();
    const auto opened = std::ranges::count(name, '(');
    const auto closed = std::ranges::count(name, ')');
    if (closed > opened && name.ends_with(')')) name.pop_back();
    return opened > closed ? name + ")" : name;
  }

  // "CVPR 2026" or "Workshop on Comets 2026" if it stands alone between commas.
  std::optional<std::string> bare(const Statement& statement) const {
    const std::vector<Word>& words = statement.words;
    if (rules_.rule("bare_venue").is_excepted(words)) return std::nullopt;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool is_gathering = has_word(gathering_, words[i].number);
      if (!is_gathering && !is_short_name(words[i].lower)) continue;
      const std::size_t first = first_of_piece(words, i);
      const std::size_t behind = is_gathering ? words.size() : std::min(i + 3, words.size());
      bool has_year = false;
      for (std::size_t at = first; at < behind; ++at) {
        has_year = has_year || is_year(words[at].lower) ||
                   (at >= i && ends_with_year(words[at].lower)) ||
                   (at > i && is_short_year(words[at]));
      }
      if (has_year) return name_from(statement, first);
    }
    return std::nullopt;
  }

  // "'26"
  bool is_short_year(const Word& word) const {
    if (word.lower.size() != 2 || !ascii::is_digit(word.lower[0]) ||
        !ascii::is_digit(word.lower[1])) {
      return false;
    }
    const std::string_view before = text_.substr(0, word.begin);
    return before.ends_with('\'') || before.ends_with("’");
  }

  std::size_t first_of_piece(const std::vector<Word>& words, std::size_t at) const {
    while (
        at > 0 &&
        text_.substr(words[at - 1].end, words[at].begin - words[at - 1].end).find_first_of(",:|") ==
            std::string_view::npos) {
      --at;
    }
    return at;
  }

  std::string_view text_;
  const Rules& rules_;
  const WordBits& acceptance_ = rules_.members_of("acceptance");
  const WordBits& preposition_ = rules_.members_of("preposition");
  const WordBits& journal_ = rules_.members_of("journal");
  const WordBits& venue_end_next_ = rules_.members_of("venue_end_next");
  const WordBits& venue_end_ = rules_.members_of("venue_end");
  const WordBits& gathering_ = rules_.members_of("gathering");
  const Rule& rule_;
  std::vector<Signal> signals_;
};

}  // namespace

std::vector<Signal> find_venues(std::string_view comment) {
  const std::size_t note = comment.find("arXiv admin note");
  return VenueFinder(comment.substr(0, note)).find();
}

}  // namespace papercup::digest
