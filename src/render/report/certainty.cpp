#include "render/report/certainty.hpp"

#include <vector>

#include <fmt/format.h>

#include "papercup/text/phrases.hpp"

namespace papercup::render {
namespace {

using digest::Certainty;
using digest::Teachers;

// "your description, 2 likes and 1 dislike".
std::string basis(const Teachers& teachers) {
  std::vector<std::string> parts;
  const auto add = [&](std::size_t number, std::string_view one, std::string_view many) {
    if (number > 0) parts.push_back(text::counted(number, one, many));
  };
  if (teachers.has_description) parts.emplace_back("your description");
  add(teachers.keywords, "keyword", "keywords");
  add(teachers.authors, "author you follow", "authors you follow");
  add(teachers.likes, "like", "likes");
  add(teachers.dislikes, "dislike", "dislikes");
  return text::listed(parts);
}

std::string_view advice(const Teachers& teachers) {
  const Certainty certainty = digest::certainty_of(teachers);
  if (certainty == Certainty::none) return "A description or a like says what you look for.";
  if (!teachers.has_description) return "A description teaches it most: about in the focus file.";
  if (certainty == Certainty::sure) {
    return "Another like changes less than one of its ten best.";
  }
  return "Likes teach it most: papercup triage --teach asks about papers of the past.";
}

// "In trials, ... "; empty if nothing like it was tried.
std::string trials(const Teachers& teachers) {
  const auto share = digest::share_found(teachers);
  if (!share) return {};
  return fmt::format(
      "In trials such rankings had {:.0f} % of what readers picked among a day's ten best. ",
      100 * *share);
}

}  // namespace

std::string_view certainty_word(Certainty certainty) {
  switch (certainty) {
    case Certainty::none:
      return "nothing";
    case Certainty::guess:
      return "a guess";
    case Certainty::unsure:
      return "unsure";
    case Certainty::fair:
      return "fairly sure";
    case Certainty::sure:
      return "sure";
  }
  return {};
}

std::string certainty_text(const Teachers& teachers, const std::string& subject) {
  const Certainty certainty = digest::certainty_of(teachers);
  if (certainty == Certainty::none) {
    return fmt::format("{} has nothing to go by. {}", subject, advice(teachers));
  }
  return fmt::format("{} is {}, from {}. {}{}", subject, certainty_word(certainty), basis(teachers),
                     trials(teachers), advice(teachers));
}

}  // namespace papercup::render
