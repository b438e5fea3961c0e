#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

constexpr std::string_view kHelpCommand = "help";

// How many arguments this one is the first of if it is a global option; nothing if it is not.
std::optional<std::size_t> global_option_length(const OptionSet& globals,
                                                const std::string& argument) {
  if (argument.size() < 2 || argument.front() != '-') return std::nullopt;
  const bool is_long = argument[1] == '-';
  const std::size_t equals = argument.find('=');
  const OptionSet::Option* option =
      globals.find(is_long ? argument.substr(0, equals) : argument.substr(0, 2));
  if (!option) return std::nullopt;
  return option->takes_value() && equals == std::string::npos ? 2 : 1;
}

[[noreturn]] void refuse_unknown_command(const std::string& given) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    names.emplace_back(command.name.substr(0, command.name.find(' ')));
  }
  throw Error(ErrorKind::usage, unknown_word("command", given, names),
              "papercup --help lists the commands.");
}

// The command whose first word is `arguments[at]`.
CommandLine split_at(const std::vector<std::string>& arguments, std::size_t at) {
  std::size_t words = 1;
  const Command* command = find_command(arguments[at]);
  if (!command && at + 1 < arguments.size()) {
    command = find_command(arguments[at] + " " + arguments[at + 1]);
    words = 2;
  }
  if (!command) {
    std::vector<std::string> second_words;
    for (const Command& other : commands()) {
      if (other.name.rfind(arguments[at] + " ", 0) == 0) {
        second_words.emplace_back(other.name.substr(arguments[at].size() + 1));
      }
    }
    if (second_words.empty()) refuse_unknown_command(arguments[at]);
    if (at + 1 == arguments.size()) {
      throw Error(
          ErrorKind::usage,
          fmt::format("{} needs a subcommand: {}", arguments[at], fmt::join(second_words, ", ")),
          fmt::format("papercup {} {} --help explains one of them.", arguments[at],
                      second_words.front()));
    }
    refuse_unknown(arguments[at] + " command", arguments[at + 1], second_words);
  }
  CommandLine line{command, arguments};
  const auto first = line.arguments.begin() + static_cast<std::ptrdiff_t>(at);
  line.arguments.erase(first, first + static_cast<std::ptrdiff_t>(words));
  return line;
}

// `papercup help query` is `papercup query --help`.
CommandLine help_line(std::vector<std::string> arguments, std::size_t at) {
  arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(at));
  CommandLine line =
      at < arguments.size() ? split_at(arguments, at) : CommandLine{nullptr, arguments};
  line.arguments.emplace_back("--help");
  return line;
}

}  // namespace

CommandLine find_command_name(const OptionSet& globals, const std::vector<std::string>& arguments) {
  for (std::size_t at = 0; at < arguments.size();) {
    const auto length = global_option_length(globals, arguments[at]);
    if (!length) {
      if (arguments[at] == kHelpCommand) return help_line(arguments, at);
      const bool is_option = arguments[at].rfind('-', 0) == 0;
      return is_option ? CommandLine{nullptr, arguments} : split_at(arguments, at);
    }
    at += *length;
  }
  return {nullptr, arguments};
}

}  // namespace papercup::cli
