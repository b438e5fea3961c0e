#include "store/salvage/row_rules.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <SQLiteCpp/Exception.h>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/mail_record.hpp"
#include "papercup/core/mark.hpp"
#include "papercup/text/normalise.hpp"
#include "store/database/row_values.hpp"

namespace papercup::store {
namespace {

enum class Rule {
  paper,
  verb,
  verb_or_none,
  mail_state,
  day,
  time,
  count,
  small_count,
  finite,
  flag
};

const std::map<std::string_view, Rule>& rules() {
  static const std::map<std::string_view, Rule> rules = {
      {"mark.time", Rule::time},
      {"mark.ordinal", Rule::small_count},
      {"mark.verb", Rule::verb},
      {"mark.paper", Rule::paper},
      {"mark.known", Rule::flag},
      {"mark.only_verb", Rule::verb_or_none},
      {"mark.logical", Rule::time},
      {"channel.arrival", Rule::count},
      {"channel.since", Rule::day},
      {"considered.until", Rule::day},
      {"considered.batch", Rule::count},
      {"digest.shown", Rule::time},
      {"digest.day", Rule::day},
      {"digest.week_since", Rule::day},
      {"digest.week_until", Rule::day},
      {"digest.replications", Rule::count},
      {"digest.negative_results", Rule::count},
      {"digest_section.digest", Rule::count},
      {"digest_section.position", Rule::small_count},
      {"digest_section.since", Rule::day},
      {"digest_section.until", Rule::day},
      {"digest_section.considered", Rule::count},
      {"digest_section.new_papers", Rule::count},
      {"digest_section.cross_lists", Rule::count},
      {"digest_section.reached", Rule::count},
      {"digest_section.too_common", Rule::count},
      {"digest_paper.digest", Rule::count},
      {"digest_paper.rank", Rule::small_count},
      {"digest_paper.section", Rule::small_count},
      {"digest_paper.paper", Rule::paper},
      {"digest_paper.score", Rule::finite},
      {"digest_paper.match", Rule::finite},
      {"digest_paper.one_in", Rule::count},
      {"digest_paper.provisional", Rule::flag},
      {"digest_reason.digest", Rule::count},
      {"digest_reason.rank", Rule::small_count},
      {"digest_reason.position", Rule::small_count},
      {"digest_reason.points", Rule::finite},
      {"digest_folded.digest", Rule::count},
      {"digest_folded.rank", Rule::small_count},
      {"digest_folded.position", Rule::small_count},
      {"digest_folded.paper", Rule::paper},
      {"digest_news.digest", Rule::count},
      {"digest_news.position", Rule::small_count},
      {"digest_news.paper", Rule::paper},
      {"digest_news.version", Rule::small_count},
      {"digest_news.mark", Rule::verb},
      {"digest_news.marked", Rule::time},
      {"told.paper", Rule::paper},
      {"told.version", Rule::small_count},
      {"told.withdrawn", Rule::flag},
      {"mail_batch.day", Rule::day},
      {"mail_batch.made", Rule::time},
      {"mail_batch.digest", Rule::count},
      {"mail_batch.arrival", Rule::count},
      {"mail_delivery.batch", Rule::count},
      {"mail_delivery.state", Rule::mail_state},
      {"mail_delivery.changed", Rule::time},
      {"mail_delivery.attempts", Rule::small_count},
      {"mail_delivery.named_in", Rule::count},
      {"mail_trouble.since", Rule::time},
      {"mail_trouble.said", Rule::time},
  };
  return rules;
}

bool is_possible_text(Rule rule, const std::string& text) {
  switch (rule) {
    case Rule::paper:
      return ArxivId::try_parse(text).has_value();
    case Rule::verb:
      return parse_mark_verb(text).has_value();
    case Rule::verb_or_none:
      return text.empty() || parse_mark_verb(text).has_value();
    case Rule::mail_state:
      return parse_mail_state(text).has_value();
    default:
      return true;
  }
}

bool is_possible_number(Rule rule, std::int64_t number) {
  try {
    if (rule == Rule::day) (void)day_in(number);
    if (rule == Rule::time) (void)time_in(number);
    if (rule == Rule::count) (void)count_in(number);
    if (rule == Rule::small_count) (void)small_count_in(number);
  } catch (const SQLite::Exception&) {
    return false;
  }
  return rule != Rule::flag || number == 0 || number == 1;
}

bool is_finite(double number) {
  try {
    (void)finite_in(number);
  } catch (const SQLite::Exception&) {
    return false;
  }
  return true;
}

// Cleaning puts a replacement character where bytes are no UTF-8.
bool is_utf8(const std::string& text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  return text.find(kReplacement) != std::string::npos ||
         text::sanitise(text).find(kReplacement) == std::string::npos;
}

bool is_possible_value(std::string_view column, const Value& value) {
  const auto rule = rules().find(column);
  if (const auto* text = std::get_if<std::string>(&value)) {
    return is_utf8(*text) && (rule == rules().end() || is_possible_text(rule->second, *text));
  }
  if (const auto* real = std::get_if<double>(&value)) return is_finite(*real);
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr || rule == rules().end() || is_possible_number(rule->second, *number);
}

}  // namespace

bool is_possible_row(const TableLayout& layout, const std::vector<Value>& record,
                     std::int64_t rowid) {
  if (layout.rowid_column != TableLayout::kNone &&
      (rowid < 1 || !is_possible_number(Rule::count, rowid))) {
    return false;
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (!is_possible_value(layout.name + "." + layout.columns[i].name, record[i])) return false;
  }
  return true;
}

}  // namespace papercup::store
