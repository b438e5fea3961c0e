#include <cmath>

#include <nlohmann/json.hpp>

#include "papercup/render/history.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

Json category_object(const CategoryHistory& category, const std::vector<Date>& days) {
  Json list = Json::array();
  for (std::size_t i = 0; i < days.size(); ++i) {
    list.push_back({{"day", days[i].to_string()}, {"papers", category.papers[i]}});
  }
  return {{"category", category.category}, {"days", std::move(list)}};
}

Json week_object(const WeekHistory& week) {
  return {{"monday", week.monday.to_string()},
          {"shown", week.shown},
          {"minutes", std::round(week.minutes * 10) / 10},
          {"likes", week.likes},
          {"dislikes", week.dislikes},
          {"saved", week.saved},
          {"done", week.done}};
}

Json band_object(const CalibrationBand& band) {
  Json object = {{"one_in_from", band.from}};
  if (band.to > 0) object["one_in_to"] = band.to;
  object["shown"] = band.shown;
  object["liked"] = band.liked;
  object["disliked"] = band.disliked;
  return object;
}

}  // namespace

std::string history_json(const HistoryReport& report) {
  Json object = {{"since", report.since.to_string()}, {"until", report.until.to_string()}};
  object["categories"] = Json::array();
  for (const CategoryHistory& category : report.categories) {
    object["categories"].push_back(category_object(category, report.days));
  }
  object["weeks"] = Json::array();
  for (const WeekHistory& week : report.weeks) object["weeks"].push_back(week_object(week));
  object["calibration"] = Json::array();
  for (const CalibrationBand& band : report.calibration) {
    object["calibration"].push_back(band_object(band));
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
