#include "papercup/app/digest_records.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "papercup/rank/document_frequency.hpp"

namespace papercup::app {
namespace {

std::optional<ScoredPaper> scored_of(const store::Store& store, const RecordedPaper& shown) {
  std::optional<Paper> paper = store.find(shown.id);
  if (!paper) return std::nullopt;
  return ScoredPaper{*std::move(paper), shown.score,           shown.rank,    shown.percentile,
                     shown.kind,        shown.near_duplicates, shown.first_on};
}

RecordedPaper record_of(const ScoredPaper& scored) {
  return {scored.paper.id,        scored.rank,    scored.score, scored.percentile, scored.kind,
          scored.near_duplicates, scored.first_on};
}

}  // namespace

digest::Digest restore(const store::Store& store, const DigestRecord& record,
                       digest::Occasion occasion) {
  digest::Digest digest;
  digest.occasion = occasion;
  digest.shown = record.shown;
  digest.made = record.day;
  digest.week = record.week;
  for (const RecordedNews& news : record.news) {
    std::optional<Paper> paper = store.find(news.id);
    if (!paper) continue;
    paper->version = news.version;
    digest.news.push_back(
        {news.kind, *std::move(paper), news.mark, news.marked, news.statement, news.stated_in});
  }
  for (const RecordedSection& recorded : record.sections) {
    digest::Section section;
    static_cast<SectionFacts&>(section) = recorded;
    for (const RecordedPaper& shown : recorded.papers) {
      auto scored = scored_of(store, shown);
      if (!scored) continue;
      digest.minutes += digest::reading_minutes(scored->paper);
      section.papers.push_back(*std::move(scored));
    }
    if (recorded.exploration) section.exploration = scored_of(store, *recorded.exploration);
    section.reached = std::max(section.papers.size(), recorded.reached);
    digest.sections.push_back(std::move(section));
  }
  return digest;
}

std::string missing_papers(const store::Store& store, const DigestRecord& record) {
  std::size_t listed = 0;
  std::size_t missing = 0;
  for (const RecordedSection& section : record.sections) {
    for (const RecordedPaper& paper : section.papers) {
      ++listed;
      if (!store.find(paper.id)) ++missing;
    }
  }
  if (missing == 0) return {};
  return fmt::format(
      "{} of its {} papers {} not stored now: papercup fetch brings back what is "
      "missing.",
      missing, listed, missing == 1 ? "is" : "are");
}

DigestRecord record_of(const Context& context, const digest::Digest& digest, const DigestPlan& plan,
                       const std::string& channel) {
  DigestRecord record{channel, context.now(), context.today()};
  for (const digest::Section& section : digest.sections) {
    RecordedSection recorded;
    static_cast<SectionFacts&>(recorded) = section;
    for (const ActiveFocus& focus : plan.foci) {
      if (focus.stem == section.focus) recorded.focus_text = focus.text;
    }
    recorded.background = rank::kBackgroundName;
    for (const ScoredPaper& scored : section.papers) recorded.papers.push_back(record_of(scored));
    if (section.exploration) recorded.exploration = record_of(*section.exploration);
    record.sections.push_back(std::move(recorded));
  }
  for (const digest::News& news : digest.news) {
    record.news.push_back({news.kind, news.paper.id, news.paper.version, news.mark, news.marked,
                           news.statement, news.stated_in});
  }
  record.week = digest.week;
  return record;
}

}  // namespace papercup::app
