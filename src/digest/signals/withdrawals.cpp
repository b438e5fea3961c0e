#include "digest/signals/finders.hpp"
#include "digest/signals/rules.hpp"
#include "digest/signals/statement_text.hpp"

namespace papercup::digest {
namespace {

// arXiv appends notes of its own, on other papers.
std::string_view without_admin_note(std::string_view comment) {
  const std::size_t note = comment.find("arXiv admin note");
  return note == 0 || note == std::string_view::npos ? comment : comment.substr(0, note);
}

bool is_admin_note(std::string_view comment) { return comment.starts_with("arXiv admin note"); }

bool states(std::string_view text, std::string_view rule) {
  if (text.find("ithdr") == std::string_view::npos && text.find("ITHDR") == std::string_view::npos)
    return false;
  const Rule& wanted = Rules::built_in().rule(rule);
  for (const Statement& statement : Rules::built_in().read(text)) {
    if (wanted.find(statement.words)) return true;
  }
  return false;
}

// Only at the beginning of a text does a withdrawal speak of the paper itself.
bool begins_with_withdrawal(std::string_view text) {
  constexpr std::size_t kBeginning = 200;  // bytes
  text = text.substr(0, kBeginning);
  if (text.find("ithdr") == std::string_view::npos && text.find("ITHDR") == std::string_view::npos)
    return false;
  const std::vector<Statement> all = Rules::built_in().read(text);
  return !all.empty() && Rules::built_in().rule("withdrawn").find(all.front().words).has_value();
}

}  // namespace

std::vector<Signal> find_withdrawals(const Paper& paper) {
  const std::string_view comment = without_admin_note(paper.comment);
  const bool says_so = begins_with_withdrawal(comment);
  if (paper.withdrawn.value_or(false)) {
    const std::string words = quoted(comment, 0, comment.size());
    return {{SignalKind::withdrawn, says_so ? StatedIn::comment : StatedIn::source_type, words}};
  }
  // Where the source type tells that there is a paper, a comment cannot tell otherwise.
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
