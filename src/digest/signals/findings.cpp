#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statement_text.hpp"

namespace papercup::digest {
namespace {

// The first statement of the text for which the rule holds, quoted.
std::optional<Signal> first_of(SignalKind kind, StatedIn where, std::string_view text,
                               std::string_view rule_name) {
  const Rule& rule = Rules::built_in().rule(rule_name);
  for (const Statement& statement : Rules::built_in().read(text)) {
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
  for (const std::string_view trace : traces) {
    if (text.find(trace) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<Signal> find_findings(std::string_view title, std::string_view abstract) {
  std::vector<Signal> signals;
  const auto add = [&](std::optional<Signal> in_title, std::optional<Signal> in_abstract) {
    if (!in_title) in_title = std::move(in_abstract);
    if (in_title) signals.push_back(*std::move(in_title));
  };
  const bool may_repeat = has_any(abstract, {"eplic", "eprod", " redo "});
  const bool may_repeat_title = has_any(title, {"eplic", "EPLIC", "eprod", "EPROD"});
  add(may_repeat_title
          ? first_of(SignalKind::replication, StatedIn::title, title, "replication_title")
          : std::nullopt,
      may_repeat ? first_of(SignalKind::replication, StatedIn::abstract, abstract, "replication")
                 : std::nullopt);
  const bool may_fail = has_any(
      abstract, {"egative result", "egative finding", "ull result", "ull finding", "o evidence"});
  const bool may_fail_title = has_any(title, {"egative", "EGATIVE", "ull", "ULL"});
  add(may_fail_title
          ? first_of(SignalKind::negative_result, StatedIn::title, title, "negative_title")
          : std::nullopt,
      may_fail ? first_of(SignalKind::negative_result, StatedIn::abstract, abstract, "negative")
               : std::nullopt);
  return signals;
}

}  // namespace papercup::digest
