#include "papercup/render/json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace papercup::render {
namespace {

Paper json_paper() {
  Paper paper{.id = ArxivId::parse("2611.90001")};
  paper.title = "A \"Quoted\" Title";
  paper.abstract = "Ünïcode stays.";
  return paper;
}

Paper full_paper() {
  Paper paper = json_paper();
  paper.version = 2;
  paper.authors = {"Lena Sørby", "R. Adeyemi"};
  paper.categories = {Category("cs.LG"), Category("stat.ML")};
  paper.published = parse_rfc3339("2026-11-20T18:00:01Z");
  paper.updated = parse_rfc3339("2026-11-23T18:00:01Z");
  paper.announced = Date(2026, 11, 24);
  paper.announced_is_estimate = true;
  paper.comment = "9 pages";
  paper.journal_ref = "J. Inv. 1 (2026)";
  paper.doi = "10.0000/x";
  paper.license = "http://creativecommons.org/licenses/by/4.0/";
  return paper;
}

TEST(JsonObject, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(
      json_object(json_paper(), {}, {}),
      R"({"id":"2611.90001","title":"A \"Quoted\" Title","abstract":"Ünïcode stays.",)"
      R"("authors":[],"categories":[],"url":"https://arxiv.org/abs/2611.90001","signals":{}})");
}

TEST(JsonObject, HasTheDocumentedKeysInOrder) {
  const Annotation annotation{Score{0.5, {{Evidence::keyword, "dpo", 0.5}}}, 1, "ranker/1",
                              Percentile{0.9, 10, false}};
  const auto object = nlohmann::ordered_json::parse(json_object(full_paper(), annotation, {}));
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  EXPECT_EQ(keys, json_keys());
  EXPECT_EQ(object["why"][0]["kind"], "keyword");
  EXPECT_EQ(object["announced"], "2026-11-24");
  EXPECT_EQ(object["published"], "2026-11-20T18:00:01Z");
}

TEST(JsonObject, GivesTheFieldsAskedForInTheirOrder) {
  const Annotation annotation{Score{0.25, {}}, {}, ""};
  EXPECT_EQ(json_object(full_paper(), annotation, {"score", "match", "one_in", "id", "rank"}),
            R"({"score":0.25,"id":"2611.90001"})");
}

TEST(JsonObject, SaysThatADayIsEstimatedOnlyWhereItIs) {
  Paper paper = full_paper();
  EXPECT_EQ(json_object(paper, {}, {"announced_estimated"}), R"({"announced_estimated":true})");
  paper.announced_is_estimate = false;
  EXPECT_EQ(json_object(paper, {}, {"announced_estimated"}), "{}");
}

TEST(JsonObject, PrintsNumbersThatReadBackTheSame) {
  const double value = 0.1 + 0.2;
  const auto object = nlohmann::json::parse(
      json_object(json_paper(), Annotation{Score{value, {}}, {}, ""}, {"score"}));
  EXPECT_EQ(object["score"].get<double>(), value);
}

TEST(JsonObject, KeepsLineFeedsAndControlCharactersInsideItsLine) {
  Paper paper = json_paper();
  paper.title = "two\nlines\x1b[31m";
  const std::string line = json_object(paper, {}, {"title"});
  EXPECT_EQ(line, R"({"title":"two\nlines\u001b[31m"})");
}

}  // namespace
}  // namespace papercup::render
