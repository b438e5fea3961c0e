#include <nlohmann/json.hpp>

#include "papercup/render/why.hpp"

namespace papercup::render {
namespace {

using Json = nlohmann::ordered_json;

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
  object["why"] = Json::array();
  for (const Reason& reason : report.reasons) object["why"].push_back(reason_object(reason));
  if (report.like) object["nearest_like"] = example_object(*report.like);
  if (report.dislike) object["nearest_dislike"] = example_object(*report.dislike);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace papercup::render
