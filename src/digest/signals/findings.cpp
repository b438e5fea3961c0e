#include <algorithm>
#include <initializer_list>

#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statements.hpp"

namespace papercup::digest {
namespace {

// The first statement of the text for which the rule holds, quoted.
std::optional<Signal> first_of(SignalKind kind, StatedIn where, std::string_view text,
                               std::string_view rule_name) {
  const Rules& rules = Rules::built_in();
  const Rule& rule = rules.rule(rule_name);
  for (const Statement& statement : rules.read(text)) {
    const auto match = rule.find(statement.words);
    if (!match) continue;
    const bool is_title = where == StatedIn::title;
    return Signal{kind, where,
                  quoted(text, is_title ? 0 : statement.words[match->begin].begin,
                         is_title ? text.size() : statement.words.back().end)};
  }
  return std::nullopt;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> traces) {
  return std::ranges::any_of(
      traces, [&](std::string_view trace) { return text.find(trace) != std::string_view::npos; });
}

// arXiv appends notes of its own, on other papers.
std::string_view without_admin_note(std::string_view comment) {
  const std::size_t note = comment.find("arXiv admin note");
  return note == 0 || note == std::string_view::npos ? comment : comment.substr(0, note);
}

bool is_admin_note(std::string_view comment) { return comment.starts_with("arXiv admin note"); }

bool states(std::string_view text, std::string_view rule) {
  if (!has_any(text, {"ithdr", "ITHDR"})) return false;
  const Rule& wanted = Rules::built_in().rule(rule);
  return std::ranges::any_of(Rules::built_in().read(text), [&](const Statement& statement) {
    return wanted.find(statement.words).has_value();
  });
}

// Only at the beginning of a text does a withdrawal speak of the paper itself.
bool begins_with_withdrawal(std::string_view text) {
  constexpr std::size_t kBeginning = 200;  // bytes
  text = text.substr(0, kBeginning);
  if (!has_any(text, {"ithdr", "ITHDR"})) return false;
  const std::vector<Statement> all = Rules::built_in().read(text);
  return !all.empty() && Rules::built_in().rule("withdrawn").find(all.front().words).has_value();
}

}  // namespace

std::vector<Signal> find_findings(std::string_view title, const ScannedText& abstract) {
  const Rules& rules = Rules::built_in();
  std::vector<Signal> signals;
  const auto add = [&](std::optional<Signal> in_title, std::optional<Signal> in_abstract) {
    if (!in_title) in_title = std::move(in_abstract);
    if (in_title) signals.push_back(*std::move(in_title));
  };
  const bool may_repeat = rules.may_state(abstract, {"replication"}) &&
                          has_any(abstract.text, {"eplic", "eprod", " redo "});
  const bool may_repeat_title = has_any(title, {"eplic", "EPLIC", "eprod", "EPROD"});
  add(may_repeat_title
          ? first_of(SignalKind::replication, StatedIn::title, title, "replication_title")
          : std::nullopt,
      may_repeat
          ? first_of(SignalKind::replication, StatedIn::abstract, abstract.text, "replication")
          : std::nullopt);
  const bool may_fail = rules.may_state(abstract, {"negative"}) &&
                        has_any(abstract.text, {"egative result", "egative finding", "ull result",
                                                "ull finding", "o evidence"});
  const bool may_fail_title = has_any(title, {"egative", "EGATIVE", "ull", "ULL"});
  add(may_fail_title
          ? first_of(SignalKind::negative_result, StatedIn::title, title, "negative_title")
          : std::nullopt,
      may_fail
          ? first_of(SignalKind::negative_result, StatedIn::abstract, abstract.text, "negative")
          : std::nullopt);
  return signals;
}

std::vector<Signal> find_withdrawals(const Paper& paper) {
  const std::string_view comment = without_admin_note(paper.comment);
  const bool says_so = begins_with_withdrawal(comment);
  if (paper.withdrawn.value_or(false)) {
    const std::string words = quoted(comment, 0, comment.size());
    return {{SignalKind::withdrawn, says_so ? StatedIn::comment : StatedIn::source_type, words}};
  }
  // If the source type tells that there is a paper, a comment cannot tell otherwise.
  if (says_so && !paper.withdrawn) {
    return {{SignalKind::withdrawn, StatedIn::comment, quoted(comment, 0, comment.size())}};
  }
  if (!is_admin_note(comment) && states(comment, "withdrawal_mention")) {
    return {
        {SignalKind::withdrawal_mention, StatedIn::comment, quoted(comment, 0, comment.size())}};
  }
  if (begins_with_withdrawal(paper.abstract)) {
    return {{SignalKind::withdrawal_mention, StatedIn::abstract,
             quoted(paper.abstract, 0, paper.abstract.size())}};
  }
  return {};
}

}  // namespace papercup::digest
