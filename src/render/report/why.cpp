#include "papercup/render/why.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "papercup/core/date.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/paper_lines.hpp"
#include "render/paper/paper_view.hpp"
#include "render/report/certainty.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShownFor = 12, kShownAgainst = 6;
constexpr int kPointColumns = 9, kLeastLabelColumns = 16, kMostLabelColumns = 30;

std::string place(std::string_view name, int times) {
  return times > 1 ? fmt::format("{} x{}", name, times) : std::string(name);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string places(const Reason& reason) {
  return join({reason.in_title > 0 ? place("title", reason.in_title) : "",
               reason.in_abstract > 0 ? place("abstract", reason.in_abstract) : ""},
              ", ");
}

std::string source(const Reason& reason) {
  switch (reason.contribution.kind) {
    case Evidence::description:
      return "your description";
    case Evidence::keyword:
      return reason.keyword_weight && *reason.keyword_weight != 1
                 ? fmt::format("your keyword, weight {}", *reason.keyword_weight)
                 : "your keyword";
    case Evidence::author:
      return "an author you follow";
    case Evidence::category:
      return reason.examples > 0 ? fmt::format("{} of your likes", reason.examples)
                                 : "papers near what you look for";
    case Evidence::like:
      return fmt::format("{} of your likes", reason.examples);
    case Evidence::pseudo_relevant:
      return "papers near what you look for";
    case Evidence::dislike:
      return fmt::format("{} of your dislikes", reason.examples);
    case Evidence::unlabelled:
      return "more common in other papers";
    case Evidence::other:
    case Evidence::intercept:
      return {};
  }
  return {};
}

// A line of the table.
struct Row {
  std::int64_t thousandths = 0;
  std::string label, because;
  bool is_sum = false;  // of what is small
};

class Table {
 public:
  explicit Table(const WhyReport& report) : score_(thousandths(report.score)) {
    take(report, true, kShownFor);
    take(report, false, kShownAgainst);
    for (const Reason& reason : report.reasons) {
      if (reason.contribution.kind != Evidence::intercept) continue;
      rows_.push_back({thousandths(reason.contribution.points),
                       reason.contribution.label + " (intercept)", ""});
    }
    settle_rounding();
  }

  std::string text(const TextStyle& style) const {
    const std::size_t columns = label_columns();
    std::string text =
        paint(fmt::format("{:<{}}because of", "points", kPointColumns), Ink::dim, style);
    text += "\n";
    for (const Row& row : rows_) text += line(row, columns, style);
    return text + "------\n" + fmt::format("{:6.3f}   score\n", static_cast<double>(score_) / 1000);
  }

 private:
  static std::int64_t thousandths(double points) { return std::llround(points * 1000); }

  // The strongest contributions of one direction, and the sum of the rest.
  void take(const WhyReport& report, bool for_it, std::size_t most) {
    double rest = 0;
    std::size_t terms = 0;
    std::size_t shown = 0;
    for (const Reason& reason : report.reasons) {
      const Contribution& contribution = reason.contribution;
      const Evidence kind = contribution.kind;
      if (kind == Evidence::intercept || (contribution.points > 0) != for_it) continue;
      if (kind == Evidence::other) {
        rest += contribution.points;
        terms += contribution.other_terms;
      } else if (shown < most && thousandths(contribution.points) != 0) {
        rows_.push_back({thousandths(contribution.points), contribution.label,
                         join({places(reason), source(reason)}, "; ")});
        ++shown;
      } else {
        rest += contribution.points;
        ++terms;
      }
    }
    if (terms == 0) return;
    rows_.push_back({thousandths(rest), text::counted(terms, "other term"), "", true});
  }

  // Adds what rounding left over to a sum, in which it shows least.
  void settle_rounding() {
    std::int64_t rest = score_;
    for (const Row& row : rows_) rest -= row.thousandths;
    for (Row& row : rows_) {
      if (!row.is_sum) continue;
      row.thousandths += rest;
      return;
    }
  }

  std::size_t label_columns() const {
    int columns = kLeastLabelColumns;
    for (const Row& row : rows_) {
      if (!row.because.empty()) columns = std::max(columns, text::display_width(row.label));
    }
    return static_cast<std::size_t>(std::min(columns, kMostLabelColumns));
  }

  static std::string line(const Row& row, std::size_t columns, const TextStyle& style) {
    const std::string points = fmt::format("{:+.3f}", static_cast<double>(row.thousandths) / 1000);
    std::string text = paint(points, row.thousandths > 0 ? Ink::green : Ink::red, style);
    text += std::string(std::max<std::size_t>(1, kPointColumns - points.size()), ' ');
    const std::string label = displayed(row.label, style);
    if (row.because.empty()) return text + label + "\n";
    const int width = text::display_width(label);
    const auto left = static_cast<int>(columns) - width;
    text += label + std::string(static_cast<std::size_t>(std::max(left, 0) + 2), ' ');
    const int margin = kPointColumns + std::max(static_cast<int>(columns), width) + 2;
    const auto lines = text::wrap(row.because, std::max(20, style.width - margin));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) text += std::string(static_cast<std::size_t>(margin), ' ');
      text += paint(lines[i], Ink::dim, style) + "\n";
    }
    return text;
  }

  std::int64_t score_;
  std::vector<Row> rows_;
};

std::string teachers(const WhyReport& report) {
  const digest::Teachers& by = report.teachers;
  const auto some = [](std::size_t count, std::string_view one) {
    return count > 0 ? text::counted(count, one) : std::string();
  };
  return join({by.has_description ? "description" : "", some(by.keywords, "keyword"),
               some(by.authors, "author"), some(by.likes, "like"), some(by.dislikes, "dislike")},
              ", ");
}

std::string percentile_line(const WhyReport& report, const TextStyle& style) {
  const std::string day =
      report.paper.announced ? friendly_date(*report.paper.announced) : std::string();
  const std::string rank = report.rank ? fmt::format("rank {} of {} on {}", *report.rank,
                                                     text::with_thousands(report.candidates), day)
                                       : std::string();
  const std::string percentile = report.percentile
                                     ? percentile_text(report.percentile) + " over the last 90 days"
                                     : std::string();
  return join({rank, percentile}, separator(style));
}

std::string example_lines(std::string_view kind, const std::optional<NearExample>& example,
                          const std::optional<int>& rank, const TextStyle& style) {
  if (!example) return {};
  constexpr int kMargin = 17;
  std::string text =
      fmt::format("{} {}", example->id.to_string(), displayed(example->title, style));
  if (!example->said.empty()) text += fmt::format(" ({})", example->said);
  text += fmt::format(", cosine {:.2f}", example->cosine);
  if (example->rank_without && rank) {
    text += *example->rank_without == *rank
                ? fmt::format("; without it, rank {} too", *rank)
                : fmt::format("; without it, rank {} instead of {}", *example->rank_without, *rank);
  }
  std::string lines;
  for (const std::string& line : text::wrap(text, style.width - kMargin)) {
    const std::string margin = fmt::format("{:<{}}", lines.empty() ? kind : "", kMargin);
    lines += (lines.empty() ? paint(margin, Ink::dim, style) : margin) + line + "\n";
  }
  return lines;
}

// What a paper states of itself moves no ranking.
std::string unscored_lines(const Paper& paper, const TextStyle& style) {
  std::vector<std::string> items;
  for (const SignalItem& item : signal_items(paper, style)) items.push_back(item_text(item));
  if (items.empty()) return {};
  return "\n" +
         indented(text::wrap("Not in the score: " + join(items, separator(style)), style.width), 0);
}

Json reason_object(const Reason& reason) {
  const Contribution& contribution = reason.contribution;
  Json object = {{"kind", to_string(contribution.kind)},
                 {"label", contribution.label},
                 {"points", contribution.points}};
  if (reason.in_title > 0) object["in_title"] = reason.in_title;
  if (reason.in_abstract > 0) object["in_abstract"] = reason.in_abstract;
  if (reason.examples > 0) object["examples"] = reason.examples;
  return object;
}

Json example_object(const NearExample& example) {
  Json object = {
      {"id", example.id.to_string()}, {"title", example.title}, {"cosine", example.cosine}};
  if (example.rank_without) object["rank_without"] = *example.rank_without;
  return object;
}

}  // namespace

std::string why_text(const WhyReport& report, const TextStyle& style) {
  const Paper& paper = report.paper;
  const std::string id = PaperRef{paper.id, paper.version}.to_string();
  const auto margin = static_cast<int>(id.size()) + 2;
  std::string text;
  for (const std::string& line :
       text::wrap(displayed(paper.title, style), std::max(20, style.width - margin))) {
    text += text.empty() ? paint(link(id, paper.id.url(), style), Ink::cyan, style) + "  "
                         : std::string(static_cast<std::size_t>(margin), ' ');
    text += paint(line, Ink::bold, style) + "\n";
  }
  const std::string taught = teachers(report);
  const std::string heading =
      fmt::format("{}{}{}{}ranker {}", one_line(report.focus_name), taught.empty() ? "" : ": ",
                  taught, separator(style), report.ranker);
  text += indented(text::wrap(heading, style.width), 0);
  const std::string percentile = percentile_line(report, style);
  if (!percentile.empty()) text += indented(text::wrap(percentile, style.width), 0);
  if (!report.first_on.empty() && report.first_on_day) {
    const std::string place =
        fmt::format("In the digest of {} as the first on {}, before papers of a better score.",
                    friendly_date(*report.first_on_day), displayed(report.first_on, style));
    text += indented(text::wrap(place, style.width), 0);
  }
  if (!report.own_mark.empty()) {
    text +=
        indented(text::wrap(fmt::format("You {} it, so it teaches its own score.", report.own_mark),
                            style.width),
                 0);
  }
  text += "\n" + Table(report).text(style);
  const std::string near = example_lines("nearest like", report.like, report.rank, style) +
                           example_lines("nearest dislike", report.dislike, report.rank, style);
  if (!near.empty()) text += "\n" + near;
  text += "\n" + indented(text::wrap(certainty_text(report.teachers), style.width), 0);
  return text + unscored_lines(paper, style);
}

std::string why_json(const WhyReport& report) {
  Json object = {{"id", report.paper.id.to_string()},
                 {"title", report.paper.title},
                 {"focus", report.focus_name},
                 {"ranker", report.ranker},
                 {"score", report.score}};
  if (report.rank) {
    object["rank"] = *report.rank;
    object["candidates"] = report.candidates;
  }
  if (report.percentile) {
    object["match"] = report.percentile->match;
    object["one_in"] = report.percentile->one_in;
  }
  object["certainty"] = certainty_word(digest::certainty_of(report.teachers));
  if (!report.first_on.empty()) object["first_on"] = report.first_on;
  object["why"] = Json::array();
  for (const Reason& reason : report.reasons) object["why"].push_back(reason_object(reason));
  if (report.like) object["nearest_like"] = example_object(*report.like);
  if (report.dislike) object["nearest_dislike"] = example_object(*report.dislike);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
