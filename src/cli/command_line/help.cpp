#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/cli/run.hpp"
#include "papercup/core/error.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

constexpr int kWidestHelp = 100;   // columns: longer lines are hard to read
constexpr int kEntryColumns = 26;  // where the explanation of an option begins
constexpr int kNameColumns = 16;   // and that of a command

std::string paragraph(std::string_view text, int width) {
  return fmt::format("{}\n", fmt::join(text::wrap(text, width), "\n"));
}

// "  --data DIR        where papers.db is", wrapped beside its name.
std::string entry(const std::string& name, std::string_view help, int column, int width) {
  const std::string head = "  " + name;
  const bool is_long = text::display_width(head) > column - 2;
  std::string result = is_long ? head + "\n" : "";
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

std::string explanation(const CLI::Option& option) {
  const bool is_repeatable = option.nonpositional() && option.get_expected_max() > 1;
  return option.get_description() + (is_repeatable ? " (may be repeated)" : "");
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

// " [FILE]" or " FILE...", with the placeholder between `begin` and `end`.
std::string usage_of_argument(const CLI::App& app, const char* begin, const char* end) {
  const CLI::Option* argument = argument_of(app);
  if (!argument) return {};
  const std::string name = begin + argument->get_type_name() + end;
  if (argument->get_type_name().find(' ') != std::string::npos) return " " + name;
  return argument->get_required() ? " " + name + "..." : " [" + name + "]";
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

// Text as roff shows it unchanged: minus signs that can be copied, no accidental requests.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
  }
  const bool is_request = !result.empty() && (result.front() == '.' || result.front() == '\'');
  return is_request ? "\\&" + result : result;
}

std::string tagged(const std::string& tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", tag, roff(text));
}

std::string options_text(const CLI::App& app, const std::string& group) {
  std::string text;
  for (const CLI::Option* option : options_of(app, group)) {
    std::string tag;
    for (const std::string& name : option_names(*option)) {
      tag += fmt::format("{}\\fB{}\\fR", tag.empty() ? "" : ", ", roff(name));
    }
    const std::string value = roff(option->get_type_name());
    if (!value.empty()) tag += fmt::format("{}\\fI{}\\fR", tag.empty() ? "" : " ", value);
    text += tagged(tag, explanation(*option));
  }
  return text;
}

std::string examples_text(const std::vector<Example>& examples) {
  std::string text;
  for (const Example& example : examples) {
    text += fmt::format(".PP\n.nf\n    {}\n.fi\n.RS 8\n{}\n.RE\n", roff(example.command_line),
                        roff(example.effect));
  }
  return text;
}

std::string command_text(const Command& command, const CLI::App& app) {
  std::string text =
      fmt::format(".SS \"{0}: {1}\"\n\\fBpapercup {0}\\fR [options]{2}\n", roff(command.name),
                  roff(command.summary), usage_of_argument(app, "\\fI", "\\fR"));
  if (!command.description.empty()) text += fmt::format(".PP\n{}\n", roff(command.description));
  return text + options_text(app, kOwnOptions) + examples_text(command.examples);
}

void replace(std::string& page, std::string_view mark, const std::string& text) {
  std::size_t place = page.find(mark);
  if (place == std::string::npos) {
    throw Error(ErrorKind::failure, fmt::format("the page of the manual has no {}", mark));
  }
  while (place != std::string::npos) {
    page.replace(place, mark.size(), text);
    place = page.find(mark, place + text.size());
  }
}

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

std::string general_help(CLI::App& root, int width) {
  width = std::min(width, kWidestHelp);
  root.formatter_fn([width](const CLI::App* app, const std::string&, CLI::AppFormatMode) {
    std::string help =
        "papercup: today's arXiv papers, ranked for you, in one cup of coffee.\n\n"
        "usage: papercup [COMMAND] [OPTIONS]\n";
    for (const auto& [group, title] : kTitles) {
      help += fmt::format("\n{}\n", title);
      for (const Command& command : commands()) {
        if (command.group != group) continue;
        help += entry(std::string(command.name), command.summary, kNameColumns, width);
      }
    }
    help += option_groups(*app, width) + "\nexamples\n" + examples(general_examples());
    return help + "\npapercup COMMAND --help says more about a command.\n";
  });
  return root.help();
}

std::string command_help(const Command& command, CLI::App& app, int width) {
  width = std::min(width, kWidestHelp);
  app.formatter_fn([&command, width](const CLI::App* self, const std::string&, CLI::AppFormatMode) {
    std::string help =
        paragraph(fmt::format("papercup {}: {}", command.name, command.summary), width);
    help += fmt::format("\nusage: papercup {} [OPTIONS]{}\n", command.name,
                        usage_of_argument(*self, "", ""));
    if (!command.description.empty()) help += "\n" + paragraph(command.description, width);
    return help + option_groups(*self, width) + "\nexamples\n" + examples(command.examples);
  });
  return app.help();
}

std::string version_text() {
  return fmt::format(
      "papercup {}\n"
      "Thank you to arXiv for use of its open access interoperability.\n"
      "Built with {}.\n",
      PAPERCUP_VERSION, PAPERCUP_LIBRARIES);
}

std::string manual_page(std::string_view page) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  std::string texts;
  for (const Command& command : commands()) {
    texts += command_text(command, declare(command, *command_line, globals).app);
  }
  std::string result(page);
  replace(result, "@VERSION@", PAPERCUP_VERSION);
  replace(result, "@OPTIONS@\n", options_text(*command_line, command_line->get_groups().front()));
  replace(result, "@COMMANDS@\n", texts);
  return result;
}

}  // namespace papercup::cli
