// How much TeX readers of titles and abstracts still see, by archive.
//
//     tex_reading PAPERS [--show]
//
// PAPERS is a file of papers, packed or not, as `papercup import` takes it. Prints a row for each
// archive (the part of a paper's first category before its dot): its papers, its texts (a title and
// an abstract each), those with TeX in their source, and those of which a dollar or a command is
// left when they are shown. Dollars before a digit may be prices, which have to stay; they are told
// apart in the last column. --show prints the places that are left. Exits with 1 if more than 3 %
// are left in an archive of 100 papers or more.
#include <algorithm>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace {

using namespace papercup;

constexpr int kFewPapers = 100;
constexpr double kMostLeft = 0.03;
constexpr std::size_t kContext = 40;  // bytes beside a place that is shown

struct Count {
  int papers = 0;
  int texts = 0;
  int with_tex = 0;
  int left = 0;
  int left_but_prices = 0;
};

bool is_price(std::string_view from_dollar) {
  const std::size_t number = from_dollar.find_first_not_of(" <>~", 1);
  return number != std::string_view::npos && ascii::is_digit(from_dollar[number]);
}

// The dollars and commands that a text holds, prices last.
std::vector<std::size_t> places_left(std::string_view text) {
  std::vector<std::size_t> places;
  std::vector<std::size_t> prices;
  for (std::size_t at = text.find_first_of("$\\"); at != std::string_view::npos;
       at = text.find_first_of("$\\", at + 1)) {
    const bool is_command =
        text[at] == '\\' && at + 1 < text.size() && ascii::is_letter(text[at + 1]);
    if (text[at] != '$' && !is_command) continue;
    (text[at] == '$' && is_price(text.substr(at)) ? prices : places).push_back(at);
  }
  places.insert(places.end(), prices.begin(), prices.end());
  return places;
}

void count_text(Count& count, std::string_view id, const std::string& source, bool is_shown) {
  const std::string line = text::collapse_whitespace(text::sanitise(source));
  const std::string shown = text::tex_to_unicode(line);
  const std::vector<std::size_t> left = places_left(shown);
  ++count.texts;
  count.with_tex += places_left(line).empty() ? 0 : 1;
  if (left.empty()) return;
  ++count.left;
  const std::size_t place = left.front();
  if (shown[place] == '$' && is_price(std::string_view(shown).substr(place))) return;
  ++count.left_but_prices;
  if (!is_shown) return;
  const std::size_t start = place - std::min(place, kContext);
  fmt::print("{}: {}\n", id, shown.substr(start, 2 * kContext));
}

std::string archive_of(const Paper& paper) {
  if (paper.categories.empty()) return "none";
  const std::string category = paper.categories.front().to_string();
  return category.substr(0, category.find('.'));
}

// Whether every archive of some size is below the bar.
bool print_table(const std::map<std::string, Count>& counts) {
  bool is_good = !counts.empty();
  fmt::print("{:12}{:>9}{:>9}{:>9}{:>7}{:>9}{:>11}\n", "archive", "papers", "texts", "with TeX",
             "left", "share", "no price");
  for (const auto& [archive, count] : counts) {
    const double share = static_cast<double>(count.left) / count.texts;
    is_good = is_good && (count.papers < kFewPapers || share <= kMostLeft);
    fmt::print("{:12}{:>9}{:>9}{:>9}{:>7}{:>7.2f} %{:>11}\n", archive, count.papers, count.texts,
               count.with_tex, count.left, 100 * share, count.left_but_prices);
  }
  return is_good;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cerr << "usage: tex_reading PAPERS [--show]\n";
    return 2;
  }
  const bool is_shown = arguments.size() > 1 && arguments[1] == "--show";
  std::map<std::string, Count> counts;
  try {
    arxiv::read_records(
        arguments[0], std::cin,
        [&](const Record& record) {
          Count& count = counts[archive_of(record.paper)];
          ++count.papers;
          count_text(count, record.paper.id.to_string(), record.paper.title, is_shown);
          count_text(count, record.paper.id.to_string(), record.paper.abstract, is_shown);
        },
        [](const std::string& warning) { std::cerr << warning << '\n'; });
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
  return print_table(counts) ? 0 : 1;
}
