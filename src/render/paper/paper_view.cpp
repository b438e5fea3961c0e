#include "render/paper/paper_view.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/digest/why.hpp"
#include "papercup/text/width.hpp"
#include "render/style/markup.hpp"
#include "render/style/paint.hpp"
#include "render/style/words.hpp"

namespace papercup::render {
namespace {

constexpr std::size_t kWhyTerms = 5;

}  // namespace

std::string shown_title(const Paper& paper, const TextStyle& style) {
  std::string title = displayed(paper.title, style);
  return text::display_width(title) == 0 ? "arXiv:" + paper.id.to_string() : title;
}

std::string author_text(const Paper& paper, std::size_t most, const TextStyle& style) {
  const std::size_t shown = std::min(most, paper.authors.size());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shown; ++i) names.push_back(displayed(paper.authors[i], style));
  std::string text = fmt::format("{}", fmt::join(names, ", "));
  if (shown < paper.authors.size()) {
    text += fmt::format(", {} ({} authors)", ellipsis(style), paper.authors.size());
  }
  return text;
}

std::string percentile_text(const std::optional<Percentile>& percentile) {
  if (!percentile) return {};
  return fmt::format("{}1 in {}", percentile->is_provisional ? "~" : "",
                     with_thousands(percentile->one_in));
}

std::string category_text(const ScoredPaper& scored, const TextStyle& style) {
  std::string place = scored.paper.categories.empty()
                          ? ""
                          : displayed(scored.paper.categories.front().to_string(), style);
  if (scored.kind) place += fmt::format("  {}", to_string(*scored.kind));
  return place;
}

std::vector<std::string> place_of(const ScoredPaper& scored, const TextStyle& style) {
  std::vector<std::string> parts;
  if (!scored.paper.categories.empty()) {
    parts.push_back(displayed(scored.paper.categories.front().to_string(), style));
  }
  if (scored.kind) parts.emplace_back(to_string(*scored.kind));
  if (std::string percentile = percentile_text(scored.percentile); !percentile.empty()) {
    parts.push_back(std::move(percentile));
  }
  return parts;
}

std::string why_text(const ScoredPaper& scored, const TextStyle& style) {
  std::vector<std::string> terms;
  for (const std::string& term : digest::why_terms(scored.score, kWhyTerms)) {
    terms.push_back(displayed(term, style));
  }
  return fmt::format("{}", fmt::join(terms, separator(style)));
}

std::vector<Fact> facts_of(const Paper& paper, const TextStyle& style) {
  std::vector<Fact> facts;
  const auto add = [&](std::string label, const std::string& text, std::string address) {
    if (!text.empty())
      facts.push_back({std::move(label), displayed(text, style), std::move(address)});
  };
  add("comment", paper.comment, {});
  add("journal", paper.journal_ref, {});
  add("DOI", paper.doi, doi_address(paper.doi));
  return facts;
}

std::string folded_text(const ScoredPaper& scored) {
  constexpr std::size_t kNamed = 8;
  if (scored.folded.empty()) return {};
  std::string ids;
  for (std::size_t i = 0; i < std::min(kNamed, scored.folded.size()); ++i) {
    ids += (i == 0 ? "" : ", ") + scored.folded[i].to_string();
  }
  if (scored.folded.size() > kNamed) {
    ids += fmt::format(" and {} more", scored.folded.size() - kNamed);
  }
  return fmt::format("+{} close relative{} by the same authors: {}", scored.folded.size(),
                     scored.folded.size() == 1 ? "" : "s", ids);
}

}  // namespace papercup::render
