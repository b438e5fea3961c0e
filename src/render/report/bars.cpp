#include "render/report/bars.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace papercup::render {
namespace {

constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr std::array<std::string_view, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> kPlainHeights = {".", ":", "-", "=", "+", "*", "%", "#"};

}  // namespace

std::string bar(double value, double most, int columns, const TextStyle& style) {
  if (value <= 0 || most <= 0 || columns <= 0) return {};
  const double length = std::min(value / most, 1.0) * columns;
  if (style.symbols == Symbols::plain) {
    const auto whole = static_cast<std::size_t>(std::max(1L, std::lround(length)));
    std::string text(whole, '#');
    return text;
  }
  const auto eighths = static_cast<std::size_t>(std::max(1L, std::lround(length * 8)));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(kEighths.at(eighths % 8));
}

std::string sparkline(const std::vector<std::size_t>& values, const TextStyle& style) {
  const auto& heights = style.symbols == Symbols::plain ? kPlainHeights : kHeights;
  const std::size_t most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  std::string line;
  for (const std::size_t value : values) {
    line += value == 0 ? " " : heights.at((value * heights.size() - 1) / most);
  }
  return line;
}

}  // namespace papercup::render
