#include "cli/programs.hpp"

#include <sstream>

namespace papercup::cli {

bool run_with(const Session& session, const std::vector<std::string>& variables,
              const std::string& fallback, const std::string& argument) {
  std::string command = fallback;
  for (const std::string& name : variables) {
    if (const auto value = session.variable(name); value && !value->empty()) {
      command = *value;
      break;
    }
  }
  std::vector<std::string> words;
  std::istringstream stream(command);
  bool has_place = false;
  for (std::string word; stream >> word;) {
    if (const std::size_t place = word.find("%s"); place != std::string::npos) {
      word.replace(place, 2, argument);
      has_place = true;
    }
    words.push_back(word);
  }
  if (words.empty() || !session.environment().run_program) return false;
  if (!has_place) words.push_back(argument);
  return session.environment().run_program(words);
}

}  // namespace papercup::cli
