#include "papercup/core/paper.hpp"

#include <array>

namespace papercup {

bool same_words(const Paper& a, const Paper& b) {
  return a.title == b.title && a.abstract == b.abstract && a.authors == b.authors &&
         a.categories == b.categories;
}

std::optional<AnnouncementKind> parse_announcement_kind(std::string_view text) {
  constexpr std::array kKinds = {AnnouncementKind::new_paper, AnnouncementKind::cross_list,
                                 AnnouncementKind::replacement,
                                 AnnouncementKind::replacement_cross_list};
  for (const AnnouncementKind kind : kKinds) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

std::string_view to_string(AnnouncementKind kind) {
  switch (kind) {
    case AnnouncementKind::new_paper:
      return "new";
    case AnnouncementKind::cross_list:
      return "cross";
    case AnnouncementKind::replacement:
      return "replace";
    case AnnouncementKind::replacement_cross_list:
      return "replace-cross";
  }
  return "new";
}

}  // namespace papercup
