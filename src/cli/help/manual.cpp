#include "papercup/cli/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/session.hpp"
#include "cli/help/help.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

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
    text += tagged(tag, option.help + (option.values ? " (may be repeated)" : ""));
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
    synopsis += positional->values ? fmt::format(" {}...", name) : fmt::format(" [{}]", name);
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
