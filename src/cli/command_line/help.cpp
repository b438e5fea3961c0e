#include "cli/command_line/help.hpp"

#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/options.hpp"
#include "papercup/core/names.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

constexpr int kWidestHelp = 100;   // columns: longer lines are hard to read
constexpr int kEntryColumns = 26;  // where the explanation of an option begins
constexpr int kNameColumns = 16;   // and that of a command
constexpr int kExampleColumns = 27;

// What somebody needs on the first days, in the order in which they need it.
constexpr std::array<std::string_view, 10> kEveryDay = {
    "init", "digest", "triage", "like", "dislike", "save", "open", "why", "search", "status"};

// What commands of two words are about, by the first.
struct Group {
  std::string_view word;
  std::string_view title;
};
constexpr std::array<Group, 3> kGroups = {{{"focus", "what you work on, as files of yours"},
                                           {"config", "settings, and where papercup keeps things"},
                                           {"marks", "your marks as a file"}}};

std::string paragraph(std::string_view text, int width) {
  return fmt::format("{}\n", fmt::join(text::wrap(text, width), "\n"));
}

// "  --data DIR        where papers.db is", wrapped beside its name.
std::string entry(const std::string& name, std::string_view help, int column, int width) {
  const std::string head = "  " + name;
  const bool is_long = text::display_width(head) > column - 2;
  std::string result;
  if (is_long) {
    for (const std::string& line : text::wrap(name, width - 2)) result += "  " + line + "\n";
  }
  bool is_first = !is_long;
  for (const std::string& line : text::wrap(help, width - column)) {
    result += fmt::format("{:<{}}{}\n", is_first ? head : "", column, line);
    is_first = false;
  }
  return result;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app, const std::string& group) {
  return app.get_options([&](const CLI::Option* option) { return option->get_group() == group; });
}

// The options by group, each under its title; an argument is one of the command's own.
std::string option_groups(const CLI::App& app, int width) {
  std::string result;
  for (const std::string& group : app.get_groups()) {
    if (group.empty()) continue;  // of what is hidden
    result += fmt::format("\n{}\n", group);
    for (const CLI::Option* option : options_of(app, group)) {
      std::string name = fmt::format("{}", fmt::join(option_names(*option), ", "));
      const std::string value = option->get_type_name();
      if (!value.empty()) name += (name.empty() ? "" : " ") + value;
      result += entry(name, explanation(*option), kEntryColumns, width);
    }
  }
  return result;
}

std::string examples(const std::vector<Example>& list) {
  std::string result;
  for (const Example& example : list) {
    result += fmt::format("  {}\n      {}\n", example.command_line, example.effect);
  }
  return result;
}

constexpr auto kTitles = names_of<CommandGroup>({
    {CommandGroup::every_day, "every day"},
    {CommandGroup::look, "look"},
    {CommandGroup::set_up, "set up"},
    {CommandGroup::rest, "rest"},
});

// Where there is more to read about a command.
std::string topics_of(const Command& command, int width) {
  std::string text;
  for (const Topic& topic : topics()) {
    if (std::ranges::find(topic.commands, command.name) == topic.commands.end()) continue;
    text += entry(fmt::format("papercup help {}", topic.name), topic.title, kEntryColumns, width);
  }
  return text.empty() ? "" : "\nmore\n" + text;
}

constexpr std::string_view kIntroduction =
    "papercup: today's arXiv papers, ranked for you, in one cup of coffee.\n\n"
    "usage: papercup [COMMAND] [OPTIONS]\n";

}  // namespace

const std::vector<Example>& general_examples() {
  static const std::vector<Example> examples = {
      {"papercup init", "four questions, and your first digest"},
      {"papercup", "what is new since you looked last, best first"},
      {"papercup like 1 3", "teaches the ranking; papercup why 1 gives its reasons"},
      {"papercup query 'cat:math.PR AND ti:lattice' --since 7d --format jsonl | jq .title",
       "for scripts"}};
  return examples;
}

std::string_view title_of(CommandGroup group) { return kTitles.of(group); }

std::string_view group_title(std::string_view word) {
  const auto* const group = std::ranges::find(kGroups, word, &Group::word);
  return group == kGroups.end() ? std::string_view() : group->title;
}

std::vector<const Command*> commands_of_group(std::string_view word) {
  std::vector<const Command*> found;
  for (const Command& command : commands()) {
    if (command.name.starts_with(std::string(word) + " ")) found.push_back(&command);
  }
  return found;
}

std::string explanation(const CLI::Option& option) {
  const bool is_repeatable = option.nonpositional() && option.get_expected_max() > 1;
  return option.get_description() + (is_repeatable ? " (may be repeated)" : "");
}

std::string usage_of_argument(const CLI::App& app, const char* begin, const char* end) {
  const CLI::Option* argument = argument_of(app);
  if (!argument) return {};
  const std::string name = begin + argument->get_type_name() + end;
  if (argument->get_type_name().find(' ') != std::string::npos) return " " + name;
  return argument->get_required() ? " " + name + "..." : " [" + name + "]";
}

std::string general_help(int width) {
  width = std::min(width, kWidestHelp);
  std::string help = std::string(kIntroduction) + "\n";
  for (const std::string_view name : kEveryDay) {
    help += entry(std::string(name), find_command(name)->summary, kNameColumns, width);
  }
  help += "\nexamples\n";
  for (const Example& example : general_examples()) {
    // Those that can stand beside their effects.
    if (example.command_line.size() > kExampleColumns) continue;
    help += entry(std::string(example.command_line), example.effect, kExampleColumns, width);
  }
  std::string names;
  for (const Topic& topic : topics()) names += fmt::format(", {}", topic.name);
  return help + "\n" +
         paragraph(
             "papercup help all lists every command and option; papercup help COMMAND "
             "explains one, and papercup help TOPIC one of: " +
                 names.substr(2) + ".",
             width);
}

std::string all_help(CLI::App& root, int width) {
  width = std::min(width, kWidestHelp);
  std::string help(kIntroduction);
  for (const auto& [group, title] : kTitles) {
    help += fmt::format("\n{}\n", title);
    for (const Command& command : commands()) {
      if (command.group != group) continue;
      help += entry(std::string(command.name), command.summary, kNameColumns, width);
    }
  }
  help += option_groups(root, width) + "\nexamples\n" + examples(general_examples());
  help += "\ntopics\n";
  for (const Topic& topic : topics()) {
    help += entry(std::string(topic.name), topic.title, kNameColumns, width);
  }
  return help + "\n" +
         paragraph(
             "papercup COMMAND --help says more about a command, papercup help TOPIC about "
             "a topic.",
             width);
}

std::string command_help(const Command& command, CLI::App& app, int width) {
  width = std::min(width, kWidestHelp);
  app.formatter_fn([&command, width](const CLI::App* self, const std::string&, CLI::AppFormatMode) {
    std::string help =
        paragraph(fmt::format("papercup {}: {}", command.name, command.summary), width);
    help += fmt::format("\nusage: papercup {} [OPTIONS]{}\n", command.name,
                        usage_of_argument(*self, "", ""));
    if (!command.description.empty()) help += "\n" + paragraph(command.description, width);
    help += option_groups(*self, width) + "\nexamples\n" + examples(command.examples);
    return help + topics_of(command, width);
  });
  return app.help();
}

std::string group_help(std::string_view word, int width) {
  width = std::min(width, kWidestHelp);
  std::string help = paragraph(fmt::format("papercup {}: {}", word, group_title(word)), width);
  help += fmt::format("\nusage: papercup {} COMMAND [OPTIONS]\n\n", word);
  const std::vector<const Command*> list = commands_of_group(word);
  for (const Command* command : list) {
    help += entry(std::string(command->name), command->summary, kNameColumns, width);
  }
  return help + "\n" +
         paragraph(fmt::format("papercup help {} explains one of them.", list.front()->name),
                   width);
}

std::string topic_help(const Topic& topic, int width) {
  width = std::min(width, kWidestHelp);
  std::string help = paragraph(fmt::format("papercup help {}: {}", topic.name, topic.title), width);
  for (const Topic::Part& part : topic.parts) {
    help += "\n" + (part.title.empty() ? "" : paragraph(part.title, width));
    for (const Topic::Entry& one : part.entries) {
      help += one.term.empty() ? paragraph(one.text, width)
                               : entry(one.term, one.text, kNameColumns, width);
    }
  }
  return help;
}

std::string version_text() {
  return fmt::format(
      "papercup {}\n"
      "Thank you to arXiv for use of its open access interoperability.\n"
      "Built with {}.\n",
      PAPERCUP_VERSION, PAPERCUP_LIBRARIES);
}

}  // namespace papercup::cli
