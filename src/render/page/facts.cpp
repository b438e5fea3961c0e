#include "render/page/facts.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/digest/why.hpp"
#include "papercup/text/width.hpp"
#include "render/digest/digest_lines.hpp"
#include "render/page/markup.hpp"
#include "render/text/paint.hpp"

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

}  // namespace papercup::render
