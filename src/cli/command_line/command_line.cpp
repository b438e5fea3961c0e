#include <algorithm>
#include <array>

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

// The App of a command, made if it is not there.
CLI::App& subcommand(CLI::App& root, const Command& command) {
  CLI::App* app = &root;
  for (const std::string& word : CLI::detail::split(std::string(command.name), ' ')) {
    const auto known = app->get_subcommands([&](CLI::App* one) { return one->check_name(word); });
    app = known.empty() ? app->add_subcommand(word) : known.front();
  }
  return *app;
}

// The options of all commands, declared one command after the other until a name is found: most
// lines have none before the command, and most others one of the first command's.
class OptionsOfAll {
 public:
  explicit OptionsOfAll(const CLI::App& root) : root_(root) {}

  const CLI::Option* find(const std::string& name) {
    if (const CLI::Option* option = root_.get_option_no_throw(name)) return option;
    for (std::size_t i = 0; i < commands().size(); ++i) {
      if (i == declared_.size()) {
        if (!line_) line_ = make_command_line(globals_);
        declared_.push_back(declare(commands()[i], *line_, globals_));
      }
      if (const CLI::Option* option = declared_[i].app.get_option_no_throw(name)) return option;
    }
    return nullptr;
  }

 private:
  const CLI::App& root_;
  GlobalOptions globals_;
  std::shared_ptr<CLI::App> line_;
  std::vector<Declared> declared_;
};

// Finds the words of a line that are neither options nor values of options. Which command a line
// belongs to decides what its options mean, but not whether they take a value.
class WordFinder {
 public:
  WordFinder(CLI::App& root, Words& arguments) : arguments_(arguments), options_(root) {}

  // From this place on; after "--" every argument is a word.
  Words::iterator next(Words::iterator argument) {
    while (argument != arguments_.end()) {
      if (has_ended_ || !looks_like_option(*argument)) return argument;
      has_ended_ = *argument == "--";
      OptionUse use = OptionUse::complete;
      if (!has_ended_) {
        use =
            option_use(*argument, [this](const std::string& name) { return options_.find(name); });
      }
      has_met_unknown_ |= use == OptionUse::unknown;
      if (use == OptionUse::takes_next && argument + 1 != arguments_.end()) ++argument;
      ++argument;
    }
    return argument;
  }

  // Whether one of the options was of no command: the word after it may be its value.
  bool has_met_unknown() const { return has_met_unknown_; }

 private:
  Words& arguments_;
  OptionsOfAll options_;
  bool has_ended_ = false;
  bool has_met_unknown_ = false;
};

bool begins_a_command(const std::string& word) {
  return std::ranges::any_of(commands(), [&](const Command& command) {
    return command.name.substr(0, command.name.find(' ')) == word;
  });
}

// "focus --help" and "--help focus": a word with which several commands begin, none of them named.
bool asks_for_group(CLI::App& root, Words& arguments) {
  if (std::ranges::none_of(arguments, is_help_flag)) return false;
  WordFinder finder(root, arguments);
  const auto first = finder.next(arguments.begin());
  return first != arguments.end() && !group_title(*first).empty() &&
         finder.next(first + 1) == arguments.end();
}

// Takes the name of a command, of one word or two, from the arguments.
const Command* take_name(Words& arguments, Words::iterator word, WordFinder& finder) {
  const std::string first = *word;
  const bool is_known = begins_a_command(first);
  const Command* command = is_known ? find_command(first) : nullptr;
  if (command == nullptr) {
    const auto second = is_known ? finder.next(word + 1) : word + 1;
    const std::string* const second_word = second == arguments.end() ? nullptr : &*second;
    if (is_known && second_word != nullptr) command = find_command(first + " " + *second_word);
    if (command == nullptr) refuse_name(first, second_word);
    arguments.erase(second);
  }
  arguments.erase(word);
  return command;
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
  WordFinder finder(root, line.arguments);
  auto word = finder.next(line.arguments.begin());
  if (word == line.arguments.end() || *word == "-") return line;
  // The option is the mistake then, and not the word.
  if (finder.has_met_unknown() && !begins_a_command(*word)) return line;
  if (asks_for_group(root, line.arguments)) {
    line.command = find_command("help");
    std::erase_if(line.arguments, is_help_flag);
  } else {
    line.command = take_name(line.arguments, word, finder);
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
