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

std::string_view advice(Certainty certainty) {
  switch (certainty) {
    case Certainty::none:
      return "A description or a like says what you look for.";
    case Certainty::guess:
      return "Likes teach it most: papercup triage --teach asks about papers of the past.";
    case Certainty::unsure:
      return "Likes that differ teach it most: papercup triage --teach asks about such papers.";
    case Certainty::fair:
      return "Up to about ten, likes that differ teach it most: papercup triage --teach.";
    case Certainty::sure:
      return "A like of something that it ranks low teaches it most, or a dislike of something "
             "high.";
  }
  return {};
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
    return fmt::format("{} has nothing to go by. {}", subject, advice(certainty));
  }
  return fmt::format("{} is {}, from {}. {}", subject, certainty_word(certainty), basis(teachers),
                     advice(certainty));
}

}  // namespace papercup::render
