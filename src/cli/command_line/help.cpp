#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
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

std::string entries(const OptionSet& options, int width) {
  std::string result;
  for (const OptionSet::Option& option : options.options()) {
    const std::string more = option.is_repeatable ? " (may be repeated)" : "";
    std::string names = fmt::format("{}", fmt::join(option.names, ", "));
    if (!option.placeholder.empty()) names += " " + option.placeholder;
    result += entry(names, option.help + more, kEntryColumns, width);
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

std::string_view title(CommandGroup group) {
  switch (group) {
    case CommandGroup::every_day:
      return "every day";
    case CommandGroup::look:
      return "look";
    case CommandGroup::set_up:
      return "set up";
    case CommandGroup::rest:
      return "rest";
  }
  return {};
}

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

std::string options_text(const OptionSet& options) {
  std::string text;
  for (const OptionSet::Option& option : options.options()) {
    std::string tag;
    for (const std::string& name : option.names) {
      tag += fmt::format("{}\\fB{}\\fR", tag.empty() ? "" : ", ", roff(name));
    }
    if (!option.placeholder.empty()) tag += fmt::format(" \\fI{}\\fR", roff(option.placeholder));
    text += tagged(tag, option.help + (option.is_repeatable ? " (may be repeated)" : ""));
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

std::string command_text(const Command& command) {
  OptionSet options;
  const Action action = command.declare(options);
  const auto& positional = options.positional();
  std::string synopsis = fmt::format("\\fBpapercup {}\\fR [options]", roff(command.name));
  if (positional) {
    const std::string name = fmt::format("\\fI{}\\fR", roff(positional->placeholder));
    synopsis += positional->is_repeatable ? " " + name + "..." : " [" + name + "]";
  }
  std::string text =
      fmt::format(".SS \"{}: {}\"\n{}\n", roff(command.name), roff(command.summary), synopsis);
  if (!command.description.empty()) text += fmt::format(".PP\n{}\n", roff(command.description));
  if (positional) {
    text += tagged(fmt::format("\\fI{}\\fR", roff(positional->placeholder)), positional->help);
  }
  return text + options_text(options) + examples_text(command.examples);
}

std::string commands_text() {
  std::string text;
  for (const Command& command : commands()) text += command_text(command);
  return text;
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
      {"papercup query 'cat:cs.LG AND ti:diffusion' --since 7d --format jsonl | jq .title",
       "for scripts"}};
  return examples;
}

std::string general_help(const OptionSet& globals, int width) {
  width = std::min(width, kWidestHelp);
  std::string help =
      "papercup: today's arXiv papers, ranked for you, in one cup of coffee.\n\n"
      "usage: papercup [COMMAND] [OPTIONS]\n";
  for (const CommandGroup group :
       {CommandGroup::every_day, CommandGroup::look, CommandGroup::set_up, CommandGroup::rest}) {
    help += fmt::format("\n{}\n", title(group));
    for (const Command& command : commands()) {
      if (command.group == group) {
        help += entry(std::string(command.name), command.summary, kNameColumns, width);
      }
    }
  }
  help += fmt::format("\noptions, before or after any command\n{}", entries(globals, width));
  help += "\nexamples\n" + examples(general_examples());
  return help + "\npapercup COMMAND --help says more about a command.\n";
}

std::string command_help(const Command& command, const OptionSet& options, const OptionSet& globals,
                         int width) {
  width = std::min(width, kWidestHelp);
  std::string usage = fmt::format("usage: papercup {} [OPTIONS]", command.name);
  const auto& positional = options.positional();
  if (positional) {
    usage += positional->is_repeatable ? " " + positional->placeholder + "..."
                                       : " [" + positional->placeholder + "]";
  }
  std::string help =
      paragraph(fmt::format("papercup {}: {}", command.name, command.summary), width);
  help += fmt::format("\n{}\n", usage);
  if (!command.description.empty())
    help += fmt::format("\n{}", paragraph(command.description, width));
  if (positional || !options.options().empty()) help += "\noptions\n";
  if (positional) help += entry(positional->placeholder, positional->help, kEntryColumns, width);
  help += entries(options, width);
  help += fmt::format("\noptions of every command\n{}", entries(globals, width));
  return help + "\nexamples\n" + examples(command.examples);
}

std::string version_text() {
  return fmt::format(
      "papercup {}\n"
      "Thank you to arXiv for use of its open access interoperability.\n"
      "Built with {}.\n",
      PAPERCUP_VERSION, PAPERCUP_LIBRARIES);
}

std::string manual_page(std::string_view page) {
  GlobalOptions targets;
  OptionSet globals;
  declare_global_options(globals, targets);
  std::string result(page);
  replace(result, "@VERSION@", PAPERCUP_VERSION);
  replace(result, "@OPTIONS@\n", options_text(globals));
  replace(result, "@COMMANDS@\n", commands_text());
  return result;
}

}  // namespace papercup::cli
