#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/render/text.hpp"
#include "render/paper/author_line.hpp"
#include "render/paper/paper_view.hpp"
#include "render/style/markdown_text.hpp"
#include "render/style/paint.hpp"

namespace papercup::render {

std::string result_markdown(const ScoredPaper& scored, const TextStyle& style) {
  constexpr int kColumns = 100;
  const Paper& paper = scored.paper;
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) authors.push_back(displayed(author, style));
  std::vector<std::string> parts = place_of(scored, style);
  const std::string people = author_line(authors, kColumns, ellipsis(style));
  if (!people.empty()) parts.insert(parts.begin(), people);
  parts.push_back(paper.announced ? friendly_date(*paper.announced) : "day unknown");
  return fmt::format("- [{}]({})  \n  {}\n", markdown_text(shown_title(paper, style)),
                     paper.id.url(),
                     markdown_text(fmt::format("{}", fmt::join(parts, separator(style)))));
}

}  // namespace papercup::render
