#include <algorithm>
#include <array>
#include <optional>

#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statements.hpp"

namespace papercup::digest {
namespace {

// What words speak of.
struct Subjects {
  bool code = false, data = false;

  bool any() const { return code || data; }
  std::vector<SignalKind> kinds() const {
    std::vector<SignalKind> kinds;
    if (code) kinds.push_back(SignalKind::code);
    if (data) kinds.push_back(SignalKind::data);
    return kinds;
  }
};

class ReleaseFinder {
 public:
  ReleaseFinder(std::string_view text, StatedIn where)
      : text_(text), where_(where), rules_(Rules::built_in()) {}

  std::vector<Signal> find() {
    for (Statement& statement : rules_.read(text_)) {
      if (!may_state(statement.words)) continue;
      hide_compounds(statement.words);
      read(statement);
    }
    return std::move(signals_);
  }

 private:
  // Trying all patterns takes long, and few sentences are worth it.
  bool may_state(const std::vector<Word>& words) const {
    return std::any_of(words.begin(), words.end(), [&](const Word& word) {
      return word.address.has_value() || has_word(trace_, word.number);
    });
  }

  // The code of "code generation" is nobody's.
  void hide_compounds(std::vector<Word>& words) const {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      const bool is_noun = has_word(code_, words[i].number) || has_word(data_, words[i].number);
      const bool is_divided = text_.substr(words[i].end, words[i + 1].begin - words[i].end) != " ";
      if (is_noun && !is_divided && has_word(compound_, words[i + 1].number)) {
        words[i].number = -1;
      }
    }
  }

  void read(const Statement& statement) {
    const std::vector<Word>& words = statement.words;
    if (const auto match = rules_.rule("promise").find(words)) {
      add_promise(statement, *match);
      return;
    }
    const bool is_denied = rules_.rule("code").is_excepted(words);
    if (!is_denied && read_addresses(words)) return;
    for (const SignalKind kind : {SignalKind::code, SignalKind::data}) {
      if (const auto match = rules_.rule(to_string(kind)).find(words)) {
        signals_.push_back({kind, where_, words_of(statement, *match)});
      }
    }
  }

  Subjects subjects(const std::vector<Word>& words, std::size_t begin, std::size_t end) const {
    Subjects found;
    for (std::size_t i = begin; i < end; ++i) {
      found.code = found.code || has_word(code_, words[i].number);
      found.data = found.data || has_word(data_, words[i].number);
    }
    return found;
  }

  // An address leads to what the words before it name, back to the previous address; if they name
  // nothing, to what the words after it name.
  bool read_addresses(const std::vector<Word>& words) {
    bool found = false;
    const bool is_listing = std::any_of(words.begin(), words.end(), [&](const Word& word) {
      return has_word(listing_, word.number);
    });
    std::size_t begin = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!words[i].address) continue;
      Subjects named = subjects(words, begin, i);
      if (!named.any()) {
        const auto next =
            std::find_if(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end(),
                         [](const Word& word) { return word.address.has_value(); });
        named = subjects(words, i + 1, static_cast<std::size_t>(next - words.begin()));
      }
      if (named.any() || !is_listing) found = add_address(*words[i].address, named) || found;
      begin = i + 1;
    }
    return found;
  }

  // An account is no code: what the words around it state, they state without it.
  bool add_address(const Address& address, const Subjects& named) {
    if (is_account(address)) return false;
    Subjects meant = named;
    const Host host = host_of(address);
    if (!named.any() && host == Host::code) meant.code = true;
    if (host == Host::dataset) meant = {false, true};
    for (const SignalKind kind : meant.kinds()) {
      signals_.push_back({kind, where_, address.shown, address.url});
    }
    return meant.any();
  }

  void add_promise(const Statement& statement, const PhrasePattern::Match& match) {
    Signal promise{SignalKind::promise, where_, words_of(statement, match)};
    promise.promised = subjects(statement.words, 0, match.end).kinds();
    if (promise.promised.empty()) promise.promised = {SignalKind::code};
    for (const Word& word : statement.words) {
      if (word.address && !is_account(*word.address)) {
        promise.url = word.address->url;
        break;
      }
    }
    signals_.push_back(std::move(promise));
  }

  // The statement from the match on, without what comes before.
  std::string words_of(const Statement& statement, const PhrasePattern::Match& match) const {
    std::size_t last = statement.words.size() - 1;
    const auto address = std::find_if(
        statement.words.begin() + static_cast<std::ptrdiff_t>(match.end), statement.words.end(),
        [](const Word& word) { return word.address.has_value(); });
    if (address != statement.words.end()) {
      last = static_cast<std::size_t>(address - statement.words.begin()) - 1;
    }
    last = std::max(last, match.end - 1);
    return quoted(text_, statement.words[match.begin].begin, statement.words[last].end);
  }

  std::string_view text_;
  StatedIn where_;
  const Rules& rules_;
  const WordBits& trace_ = rules_.members_of("trace");
  const WordBits& code_ = rules_.members_of("code");
  const WordBits& data_ = rules_.members_of("data");
  const WordBits& compound_ = rules_.members_of("compound");
  const WordBits& listing_ = rules_.members_of("listing");
  std::vector<Signal> signals_;
};

// Most texts say nothing of the kind, and finding that out should cost little.
bool may_state_release(std::string_view text) {
  constexpr std::array<std::string_view, 11> kTraces = {"http",     "vailab", "eleas",   "ithub",
                                                        "ublic",    "pen",    "hare",    "soon",
                                                        "epositor", "enodo",  "ncillary"};
  return std::any_of(kTraces.begin(), kTraces.end(), [&](std::string_view trace) {
    return text.find(trace) != std::string_view::npos;
  });
}

}  // namespace

std::vector<Signal> find_releases(const ScannedText& text, StatedIn where) {
  const bool may_state = Rules::built_in().may_state(
      text, {"promise", to_string(SignalKind::code), to_string(SignalKind::data)});
  if (!may_state || !may_state_release(text.text)) return {};
  return ReleaseFinder(text.text, where).find();
}

}  // namespace papercup::digest
