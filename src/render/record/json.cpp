#include "papercup/render/json.hpp"

#include <nlohmann/json.hpp>

#include "papercup/digest/signals.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kUrl = "url", kScore = "score", kMatch = "match", kOneIn = "one_in",
                           kRank = "rank", kRanker = "ranker", kWhy = "why", kSignals = "signals";

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

// What is known of when and in which form the paper came; null if it is absent.
Json history_value(const Paper& paper, std::string_view key) {
  if (key == "version") return paper.version ? Json(*paper.version) : Json();
  if (key == "published") return time_or_absent(paper.published);
  if (key == "updated") return time_or_absent(paper.updated);
  if (key == "announced") return paper.announced ? Json(paper.announced->to_string()) : Json();
  if (key == "announced_estimated") {
    return paper.announced && paper.announced_is_estimate ? Json(true) : Json();
  }
  return {};
}

// The value of a key that every paper can have; null if it is absent.
Json paper_value(const Paper& paper, std::string_view key) {
  if (key == "id") return paper.id.to_string();
  if (key == "title") return paper.title;
  if (key == "abstract") return paper.abstract;
  if (key == "authors") return author_list(paper);
  if (key == "categories") return category_list(paper);
  if (key == "comment") return text_or_absent(paper.comment);
  if (key == "journal_ref") return text_or_absent(paper.journal_ref);
  if (key == "doi") return text_or_absent(paper.doi);
  if (key == "license") return text_or_absent(paper.license);
  if (key == kUrl) return paper.id.url();
  if (key == kSignals) return signals_of(paper);
  return history_value(paper, key);
}

// The value of a key that only a focus gives; null if it is absent.
Json annotation_value(const Annotation& annotation, std::string_view key) {
  if (key == kScore) return annotation.score.value;
  if (key == kMatch) return annotation.percentile ? Json(annotation.percentile->match) : Json();
  if (key == kOneIn) return annotation.percentile ? Json(annotation.percentile->one_in) : Json();
  if (key == kRank) return annotation.rank ? Json(*annotation.rank) : Json();
  if (key == kRanker) return annotation.ranker.empty() ? Json() : Json(annotation.ranker);
  if (key == kWhy) return reasons(annotation.score);
  return {};
}

}  // namespace

const std::vector<std::string>& json_keys() {
  static const std::vector<std::string> keys = {"id",
                                                "version",
                                                "title",
                                                "abstract",
                                                "authors",
                                                "categories",
                                                "published",
                                                "updated",
                                                "announced",
                                                "announced_estimated",
                                                "comment",
                                                "journal_ref",
                                                "doi",
                                                "license",
                                                std::string(kUrl),
                                                std::string(kSignals),
                                                std::string(kScore),
                                                std::string(kMatch),
                                                std::string(kOneIn),
                                                std::string(kRank),
                                                std::string(kRanker),
                                                std::string(kWhy)};
  return keys;
}

bool needs_focus(std::string_view key) {
  return key == kScore || key == kMatch || key == kOneIn || key == kRank || key == kRanker ||
         key == kWhy;
}

std::string json_object(const Paper& paper, const std::optional<Annotation>& annotation,
                        const std::vector<std::string>& fields) {
  Json object = Json::object();
  for (const std::string& key : fields.empty() ? json_keys() : fields) {
    Json value = paper_value(paper, key);
    if (value.is_null() && annotation) value = annotation_value(*annotation, key);
    if (!value.is_null()) object[key] = std::move(value);
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
