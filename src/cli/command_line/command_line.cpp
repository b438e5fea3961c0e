#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 2> kHelpFlags = {"--help", "-h"};

bool is_help_flag(std::string_view argument) {
  return std::ranges::find(kHelpFlags, argument) != kHelpFlags.end();
}

// "focus --help" and "--help focus": a word with which several commands begin, none of them named.
bool asks_for_group(const Words& arguments, Words::const_iterator word) {
  if (group_title(*word).empty()) return false;
  const bool names_command = word + 1 != arguments.end() && !(word + 1)->starts_with('-');
  return !names_command && std::ranges::any_of(arguments, is_help_flag);
}

// `second` is null if there is none.
[[noreturn]] void refuse_name(const std::string& first, const std::string* second) {
  Words firsts;
  Words seconds;
  for (const Command& command : commands()) {
    const std::size_t blank = command.name.find(' ');
    firsts.emplace_back(command.name.substr(0, blank));
    if (blank != std::string_view::npos && firsts.back() == first) {
      seconds.emplace_back(command.name.substr(blank + 1));
    }
  }
  if (seconds.empty()) {
    throw Error(ErrorKind::usage, unknown_word("command", first, firsts),
                "papercup help all lists the commands.");
  }
  if (second) refuse_unknown(first + " command", *second, seconds);
  throw Error(ErrorKind::usage,
              fmt::format("{} needs a subcommand: {}", first, fmt::join(seconds, ", ")),
              fmt::format("papercup {} {} --help explains one of them.", first, seconds.front()));
}

// Takes the name of a command, of one word or two, from the arguments.
const Command* take_name(Words& arguments, Words::iterator word) {
  const std::string first = *word;
  const std::string* second = word + 1 == arguments.end() ? nullptr : &*(word + 1);
  const Command* command = find_command(first);
  const bool has_two_words = command == nullptr && second != nullptr;
  if (has_two_words) command = find_command(first + " " + *second);
  if (!command) refuse_name(first, second);
  arguments.erase(word, word + (has_two_words ? 2 : 1));
  return command;
}

// The App of a command, made if it is not there.
CLI::App& subcommand(CLI::App& root, const Command& command) {
  CLI::App* app = &root;
  for (const std::string& word : CLI::detail::split(std::string(command.name), ' ')) {
    const auto known = app->get_subcommands([&](CLI::App* one) { return one->check_name(word); });
    app = known.empty() ? app->add_subcommand(word) : known.front();
  }
  return *app;
}

// How many arguments follow the first word of a command; nothing if there is none, or something
// else than options of every command before it. Throws Error{usage} if that is no option.
std::optional<std::size_t> count_after_command(CLI::App& root, const Words& arguments) {
  Words reversed(arguments.rbegin(), arguments.rend());
  for (std::string& argument : reversed) {
    // CLI11 would take the next argument for the value.
    if (argument.starts_with("--") && argument.ends_with('=')) argument += '=';
  }
  std::optional<std::size_t> count;
  for (CLI::App* app : root.get_subcommands({})) {
    // The command's own App parses all of the line: as a sub-command it would hand what follows
    // "--" or "++" back.
    app->preparse_callback([&count](std::size_t rest) {
      count = rest;
      throw CLI::Success();
    });
  }
  try {
    root.parse(std::move(reversed));
  } catch (const std::runtime_error&) {
    // A command was met, or will make the same mistake when it parses the line.
  }
  for (CLI::App* app : root.get_subcommands({})) app->preparse_callback({});
  Words others = root.remaining();
  root.clear();
  // The command may know the other letters of "-qn5".
  std::erase_if(others, [&](const std::string& other) {
    return !other.starts_with("--") && std::ranges::find(arguments, other) == arguments.end();
  });
  if (others.empty()) return count;
  if (!others.front().starts_with('-')) refuse_name(others.front(), nullptr);
  return std::nullopt;
}

}  // namespace

std::shared_ptr<CLI::App> make_command_line(GlobalOptions& globals) {
  auto root = std::make_shared<CLI::App>();
  root->set_help_flag();
  // What is left over is refused with the nearest name.
  root->allow_extras()->validate_positionals()->require_subcommand(0, 1);
  root->option_defaults()
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
      ->group("options, before or after any command");
  declare_global_options(*root, globals);
  for (const Command& command : commands()) subcommand(*root, command);
  return root;
}

CommandArguments find_command_name(CLI::App& root, const Words& arguments) {
  CommandArguments line{nullptr, arguments};
  const std::optional<std::size_t> rest = count_after_command(root, arguments);
  if (!rest) return line;
  auto word = line.arguments.end() - static_cast<std::ptrdiff_t>(*rest + 1);
  if (asks_for_group(line.arguments, word)) {
    line.command = find_command("help");
    std::erase_if(line.arguments, is_help_flag);
  } else {
    line.command = take_name(line.arguments, word);
  }
  return line;
}

Declared declare(const Command& command, CLI::App& root, GlobalOptions& globals) {
  CLI::App& app = subcommand(root, command);
  app.option_defaults()->group(kOwnOptions);
  Action action = command.declare(app);
  app.option_defaults()->group("options of every command");
  declare_global_options(app, globals);
  return {app, std::move(action)};
}

}  // namespace papercup::cli
