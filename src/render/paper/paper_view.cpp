#include "render/paper/paper_view.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/digest/why.hpp"
#include "papercup/render/style.hpp"
#include "papercup/text/phrases.hpp"
#include "papercup/text/width.hpp"
#include "render/paper/author_names.hpp"
#include "render/paper/paper_lines.hpp"

namespace papercup::render {
namespace {

bool is_followed(const std::string& author, const Score& score) {
  return std::ranges::any_of(score.why, [&](const Contribution& reason) {
    return reason.kind == Evidence::author && reason.points > 0 && reason.label == author;
  });
}

std::string relatives_text(const ScoredPaper& scored) {
  constexpr std::size_t kNamed = 8;
  if (scored.near_duplicates.empty()) return {};
  std::string ids;
  for (std::size_t i = 0; i < std::min(kNamed, scored.near_duplicates.size()); ++i) {
    ids += (i == 0 ? "" : ", ") + scored.near_duplicates[i].to_string();
  }
  if (scored.near_duplicates.size() > kNamed) {
    ids += fmt::format(" and {} more", scored.near_duplicates.size() - kNamed);
  }
  return fmt::format("+{} close relative{} by the same authors: {}", scored.near_duplicates.size(),
                     scored.near_duplicates.size() == 1 ? "" : "s", ids);
}

}  // namespace

PaperView result_view(const ScoredPaper& scored, const TextStyle& style, std::size_t why_terms) {
  const Paper& paper = scored.paper;
  PaperView view;
  view.id = paper.id.to_string();
  view.url = paper.id.url();
  view.title = displayed(paper.title, style);
  for (const std::string& author : paper.authors) {
    view.authors.push_back(displayed(author, style));
    view.starred.push_back(view.authors.back() + (is_followed(author, scored.score) ? "*" : ""));
  }
  if (!paper.categories.empty()) {
    view.category = displayed(paper.categories.front().to_string(), style);
  }
  if (scored.kind) view.arrival = to_string(*scored.kind);
  view.percentile = percentile_text(scored.percentile);
  const std::string& first_on = scored.first_on;
  if (!first_on.empty()) view.why.push_back("first on " + displayed(first_on, style));
  for (const std::string& term : digest::why_terms(scored.score, why_terms)) {
    if (term != first_on) view.why.push_back(displayed(term, style));
  }
  view.relatives = relatives_text(scored);
  return view;
}

PaperView paper_view(const ScoredPaper& scored, const TextStyle& style, std::size_t why_terms) {
  PaperView view = result_view(scored, style, why_terms);
  view.signals = signal_items(scored.paper, style);
  return view;
}

std::string visible_title(const PaperView& view) {
  return text::display_width(view.title) == 0 ? "arXiv:" + view.id : view.title;
}

std::string visible_title(const Paper& paper, const TextStyle& style) {
  std::string title = displayed(paper.title, style);
  return text::display_width(title) == 0 ? "arXiv:" + paper.id.to_string() : title;
}

std::vector<std::string> place_parts(const PaperView& view) {
  std::vector<std::string> parts = {view.category, view.arrival, view.percentile};
  std::erase(parts, "");
  return parts;
}

std::string place_text(const PaperView& view) {
  return view.arrival.empty() ? view.category : view.category + "  " + view.arrival;
}

std::string byline(const PaperView& view, int author_columns, const TextStyle& style) {
  std::vector<std::string> parts = {author_line(view.starred, author_columns, ellipsis(style)),
                                    view.category, view.arrival, view.percentile};
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, separator(style)));
}

std::string why_text(const PaperView& view, int columns, const TextStyle& style) {
  std::string text;
  for (const std::string& term : view.why) {
    std::string longer = fmt::format("{}{}{}", text, text.empty() ? "" : separator(style), term);
    if (text::display_width(longer) <= columns) text = std::move(longer);
  }
  return text;
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

std::string percentile_text(const std::optional<Percentile>& percentile) {
  if (!percentile) return {};
  return fmt::format("{}1 in {}", percentile->is_provisional ? "~" : "",
                     text::with_thousands(percentile->one_in));
}

}  // namespace papercup::render
