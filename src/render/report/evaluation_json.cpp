#include <nlohmann/json.hpp>

#include "papercup/render/evaluation.hpp"
#include "render/report/evaluation_words.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

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
