#include "papercup/core/digest_record.hpp"

#include <array>
#include <utility>

namespace papercup {
namespace {

constexpr std::array<std::pair<NewsKind, std::string_view>, 3> kNewsKinds = {
    {{NewsKind::withdrawn, "withdrawn"},
     {NewsKind::replaced, "replaced"},
     {NewsKind::published, "published"}}};

}  // namespace

std::string_view to_string(NewsKind kind) {
  for (const auto& [value, name] : kNewsKinds) {
    if (value == kind) return name;
  }
  return {};
}

std::optional<NewsKind> parse_news_kind(std::string_view text) {
  for (const auto& [value, name] : kNewsKinds) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace papercup
