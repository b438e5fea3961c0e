#include "papercup/render/json.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "papercup/digest/signals.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

Json author_list(const Paper& paper) {
  Json list = Json::array();
  for (const std::string& author : paper.authors) list.push_back(author);
  return list;
}

Json category_list(const Paper& paper) {
  Json list = Json::array();
  for (const Category& category : paper.categories) list.push_back(category.to_string());
  return list;
}

Json reasons(const Score& score) {
  Json list = Json::array();
  for (const Contribution& contribution : score.why) {
    list.push_back(Json{{"kind", to_string(contribution.kind)},
                        {"label", contribution.label},
                        {"points", contribution.points}});
  }
  return list;
}

// {"code": [{"text": "github.com/o/r", "in": "abstract", "url": "https://github.com/o/r"}], ...}
Json signals_of(const Paper& paper) {
  Json kinds = Json::object();
  for (const digest::Signal& signal : digest::find_signals(paper)) {
    Json statement = {{"text", signal.text}, {"in", to_string(signal.where)}};
    if (!signal.url.empty()) statement["url"] = signal.url;
    for (const digest::SignalKind promised : signal.promised) {
      statement["promised"].push_back(to_string(promised));
    }
    kinds[std::string(to_string(signal.kind))].push_back(std::move(statement));
  }
  return kinds;
}

Json text_or_absent(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json time_or_absent(const std::optional<Time>& time) {
  return time ? Json(to_rfc3339(*time)) : Json();
}

Json day_or_absent(const std::optional<Date>& day) { return day ? Json(day->to_string()) : Json(); }

// A key and its value, which is null if it is absent. Keys of a focus get an annotation.
struct PaperKey {
  std::string_view name;
  Json (*value)(const Paper&);
};
struct FocusKey {
  std::string_view name;
  Json (*value)(const Annotation&);
};

constexpr std::array<PaperKey, 16> kPaperKeys = {{
    {"id", [](const Paper& paper) { return Json(paper.id.to_string()); }},
    {"version", [](const Paper& paper) { return paper.version ? Json(*paper.version) : Json(); }},
    {"title", [](const Paper& paper) { return Json(paper.title); }},
    {"abstract", [](const Paper& paper) { return Json(paper.abstract); }},
    {"authors", author_list},
    {"categories", category_list},
    {"published", [](const Paper& paper) { return time_or_absent(paper.published); }},
    {"updated", [](const Paper& paper) { return time_or_absent(paper.updated); }},
    {"announced", [](const Paper& paper) { return day_or_absent(paper.announced); }},
    {"announced_estimated",
     [](const Paper& paper) {
       return paper.announced && paper.announced_is_estimate ? Json(true) : Json();
     }},
    {"comment", [](const Paper& paper) { return text_or_absent(paper.comment); }},
    {"journal_ref", [](const Paper& paper) { return text_or_absent(paper.journal_ref); }},
    {"doi", [](const Paper& paper) { return text_or_absent(paper.doi); }},
    {"license", [](const Paper& paper) { return text_or_absent(paper.license); }},
    {"url", [](const Paper& paper) { return Json(paper.id.url()); }},
    {"signals", signals_of},
}};

constexpr std::array<FocusKey, 6> kFocusKeys = {{
    {"score", [](const Annotation& annotation) { return Json(annotation.score.value); }},
    {"match",
     [](const Annotation& annotation) {
       return annotation.percentile ? Json(annotation.percentile->match) : Json();
     }},
    {"one_in",
     [](const Annotation& annotation) {
       return annotation.percentile ? Json(annotation.percentile->one_in) : Json();
     }},
    {"rank",
     [](const Annotation& annotation) {
       return annotation.rank ? Json(*annotation.rank) : Json();
     }},
    {"ranker",
     [](const Annotation& annotation) {
       return annotation.ranker.empty() ? Json() : Json(annotation.ranker);
     }},
    {"why", [](const Annotation& annotation) { return reasons(annotation.score); }},
}};

Json value_of(std::string_view key, const Paper& paper,
              const std::optional<Annotation>& annotation) {
  const auto of_paper = std::ranges::find(kPaperKeys, key, &PaperKey::name);
  if (of_paper != kPaperKeys.end()) return of_paper->value(paper);
  const auto of_focus = std::ranges::find(kFocusKeys, key, &FocusKey::name);
  return annotation && of_focus != kFocusKeys.end() ? of_focus->value(*annotation) : Json();
}

}  // namespace

const std::vector<std::string>& json_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all;
    for (const PaperKey& key : kPaperKeys) all.emplace_back(key.name);
    for (const FocusKey& key : kFocusKeys) all.emplace_back(key.name);
    return all;
  }();
  return keys;
}

bool needs_focus(std::string_view key) {
  return std::ranges::find(kFocusKeys, key, &FocusKey::name) != kFocusKeys.end();
}

std::string json_object(const Paper& paper, const std::optional<Annotation>& annotation,
                        const std::vector<std::string>& fields) {
  Json object = Json::object();
  for (const std::string& key : fields.empty() ? json_keys() : fields) {
    Json value = value_of(key, paper, annotation);
    if (!value.is_null()) object[key] = std::move(value);
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
