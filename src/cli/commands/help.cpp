#include "cli/command_line/help.hpp"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kEverything = "all";

[[noreturn]] void refuse_words(const Words& words) {
  if (!group_title(words.front()).empty() && words.size() > 1) {
    Words seconds;
    for (const Command* command : commands_of_group(words.front())) {
      seconds.emplace_back(command->name.substr(words.front().size() + 1));
    }
    refuse_unknown(words.front() + " command", words[1], seconds);
  }
  Words known = {std::string(kEverything)};
  for (const Command& command : commands()) {
    known.emplace_back(command.name.substr(0, command.name.find(' ')));
  }
  for (const Topic& topic : topics()) known.emplace_back(topic.name);
  const bool is_known = std::ranges::find(known, words.front()) != known.end();
  throw Error(ErrorKind::usage,
              is_known ? fmt::format("unexpected argument '{}'", words[1])
                       : unknown_word("command or topic", words.front(), known),
              "papercup help all lists the commands and topics.");
}

std::string help_on(const Words& words, int width) {
  if (words.empty()) return general_help(width);
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  if (const Command* command = find_command(fmt::format("{}", fmt::join(words, " ")))) {
    return command_help(*command, declare(*command, *command_line, globals).app, width);
  }
  if (words.size() > 1) refuse_words(words);
  if (words.front() == kEverything) return all_help(*command_line, width);
  if (!group_title(words.front()).empty()) return group_help(words.front(), width);
  const Topic* topic = find_topic(words.front());
  if (topic == nullptr) refuse_words(words);
  return topic_help(*topic, width);
}

}  // namespace

Action declare_help(CLI::App& command) {
  const auto words = std::make_shared<Words>();
  std::string names;
  for (const Topic& topic : topics()) names += fmt::format(", {}", topic.name);
  add_optional_arguments(
      command, "COMMAND|TOPIC", *words,
      fmt::format("such as digest or focus learn; all; or a topic: {}", names.substr(2)));
  return [words](const Session& session) {
    session.page(help_on(*words, session.style().width));
    return 0;
  };
}

}  // namespace papercup::cli
