#include "papercup/render/evaluation.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "papercup/render/style.hpp"
#include "papercup/render/table.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

// "better", "worse", "not enough evidence".
std::string_view verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::not_enough_evidence:
      return "not enough evidence";
  }
  return {};
}

// Why no day tells anything, and what to do.
struct Missing {
  std::string what, advice;
};

Missing what_is_missing(const EvaluationReport& report) {
  if (report.days == 0) {
    return {"No digest of this focus has been recorded yet.",
            "Digests are recorded when papercup shows them on a terminal, and by papercup digest "
            "--channel NAME. Mark what you like in them: papercup like 1 3."};
  }
  if (report.papers == 0) {
    return {
        "No paper that digests have shown can be judged: all are judged from before, known, or no "
        "longer stored.",
        "Digests of the days to come can be: papercup like 1 3 marks what is good in them."};
  }
  if (report.liked == 0) {
    return {fmt::format("None of the {} that digests have shown is liked.",
                        text::counted(report.papers, "paper")),
            "Mark what you like in a digest by its rank: papercup like 1 3."};
  }
  return {"No day has both a paper you liked and one you did not.",
          "Only a choice tells rankers apart: keep marking for some days."};
}

std::string heading(const EvaluationReport& report, const TextStyle& style) {
  std::string text(one_line(report.focus_name));
  text += separator(style);
  text += text::counted(report.days, "day") + " with digests";
  if (report.first) {
    text += ", " + friendly_days(*report.first, *report.last);
  }
  return paint(text, Ink::bold, style) + "\n";
}

// What the measures are of, so that nobody takes them for more.
std::string basis(const EvaluationReport& report) {
  std::string text =
      fmt::format("Judged among the {} that you were shown", text::counted(report.papers, "paper"));
  if (!report.shown_by.empty()) {
    text += fmt::format(", as chosen by {}", fmt::join(report.shown_by, " and "));
  }
  text += fmt::format(
      "; nobody knows about the others. You liked {} and disliked {}. Each day was ranked by what "
      "was "
      "known the day before.",
      text::with_thousands(report.liked), text::with_thousands(report.disliked));
  return text;
}

bool has_intervals(const EvaluationReport& report) {
  return report.told.size() >= report.least_days;
}

enum class Sign { always, negative };

std::string cell(const Estimate& value, const EvaluationReport& report, Sign sign) {
  const auto number = [&](double measure) {
    return sign == Sign::always ? fmt::format("{:+.2f}", measure) : fmt::format("{:.2f}", measure);
  };
  if (!has_intervals(report)) return number(value.mean);
  return fmt::format("{} [{}, {}]", number(value.mean), number(value.low), number(value.high));
}

TableRow row(std::string label, const Estimates& estimates, const EvaluationReport& report,
             Sign sign) {
  return {{{std::move(label)},
           {cell(estimates.auc, report, sign)},
           {cell(estimates.recall, report, sign)},
           {cell(estimates.ndcg, report, sign)}}};
}

std::string table(const EvaluationReport& report, const TextStyle& style) {
  std::vector<TableRow> rows;
  for (const RankerResult& ranker : report.rankers) {
    std::string label = ranker.name == ranker.version.substr(0, ranker.version.find('/'))
                            ? std::string(ranker.version)
                            : fmt::format("{} ({})", ranker.name, ranker.version);
    rows.push_back(row(std::move(label), *ranker.means, report, Sign::negative));
  }
  if (report.paired) {
    rows.push_back(row("difference", report.paired->differences, report, Sign::always));
  }
  return table_text({{}, {"AUC"}, {fmt::format("recall in {:g} min", report.minutes)}, {"nDCG@10"}},
                    rows, style);
}

std::string explanation(const EvaluationReport& report) {
  std::string text =
      fmt::format("Means over the {} with both a paper you liked and one you did not",
                  text::counted(report.told.size(), "day"));
  text += has_intervals(report) ? "; in brackets 95 % intervals from drawing days."
                                : ", which are too few for intervals.";
  if (report.is_all_in_budget) {
    text += fmt::format(
        " All that was shown on a day fits into {:g} minutes, so that recall tells nothing: "
        "--coffee MIN asks for fewer.",
        report.minutes);
  }
  return text;
}

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return Ink::green;
    case Verdict::worse:
      return Ink::red;
    case Verdict::not_enough_evidence:
      return Ink::yellow;
  }
  return Ink::yellow;
}

std::string verdict_line(const EvaluationReport& report, const TextStyle& style) {
  const std::size_t days = report.told.size();
  std::string text =
      fmt::format("{} against {}: ", report.rankers.at(0).name, report.rankers.at(1).name);
  text += paint(verdict_word(report.paired->verdict), ink_of(report.paired->verdict), style);
  text += fmt::format(" ({}, paired by their AUC)\n", text::counted(days, "day"));
  if (report.paired->verdict == Verdict::not_enough_evidence && days < report.least_days) {
    text += fmt::format("An answer needs at least {} such days.\n", report.least_days);
  }
  return text;
}

Json estimate(const Estimate& value) {
  return {{"mean", value.mean}, {"low", value.low}, {"high", value.high}};
}

void put(Json& object, const Estimates& estimates) {
  object["auc"] = estimate(estimates.auc);
  object["recall"] = estimate(estimates.recall);
  object["ndcg"] = estimate(estimates.ndcg);
}

Json ranker_object(const RankerResult& ranker) {
  Json object = {{"name", ranker.name}, {"version", ranker.version}};
  if (ranker.means) put(object, *ranker.means);
  return object;
}

Json day_object(const EvaluatedDay& day) {
  Json object = {{"day", day.day.to_string()}, {"shown", day.shown},      {"liked", day.liked},
                 {"auc", Json::array()},       {"recall", Json::array()}, {"ndcg", Json::array()}};
  for (const DayMeasures& measures : day.measures) {
    object["auc"].push_back(measures.auc);
    object["recall"].push_back(measures.recall);
    object["ndcg"].push_back(measures.ndcg);
  }
  return object;
}

Json paired_object(const EvaluationReport& report) {
  Json object = {{"first", report.rankers.at(0).name},
                 {"second", report.rankers.at(1).name},
                 {"metric", "auc"},
                 {"n", report.told.size()}};
  put(object, report.paired->differences);
  object["verdict"] = verdict_word(report.paired->verdict);
  return object;
}

}  // namespace

std::string evaluation_text(const EvaluationReport& report, const TextStyle& style) {
  std::string text = heading(report, style);
  if (report.told.empty()) {
    const Missing missing = what_is_missing(report);
    text += indented(text::wrap_message(missing.what + " " + missing.advice, style.width), 0);
    if (report.rankers.size() > 1) {
      text += fmt::format("{} against {}: not enough evidence (0 days)\n", report.rankers[0].name,
                          report.rankers[1].name);
    }
    return text;
  }
  text += indented(text::wrap(basis(report), style.width), 0) + "\n" + table(report, style) + "\n";
  text += indented(text::wrap(explanation(report), style.width), 0);
  if (report.paired) text += "\n" + verdict_line(report, style);
  return text;
}

std::string evaluation_json(const EvaluationReport& report) {
  Json object = {
      {"focus", report.focus}, {"until", report.until.to_string()}, {"candidates", "papers shown"}};
  if (report.first) object["first"] = report.first->to_string();
  if (report.last) object["last"] = report.last->to_string();
  object["days_shown"] = report.days;
  object["papers_shown"] = report.papers;
  object["liked"] = report.liked;
  object["disliked"] = report.disliked;
  object["shown_by"] = report.shown_by;
  object["budget_minutes"] = report.minutes;
  object["n"] = report.told.size();
  object["rankers"] = Json::array();
  for (const RankerResult& ranker : report.rankers)
    object["rankers"].push_back(ranker_object(ranker));
  if (report.paired) object["paired"] = paired_object(report);
  object["days"] = Json::array();
  for (const EvaluatedDay& day : report.told) object["days"].push_back(day_object(day));
  if (report.told.empty()) object["missing"] = what_is_missing(report).what;
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
