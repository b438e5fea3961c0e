#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/cli/run.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

// A character as roff shows it unchanged: minus signs, quotes and tildes that can be copied.
std::string roff(const utf8::Character& character, std::string_view bytes) {
  if (!ascii::is_ascii(bytes)) {
    return fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(character.code_point));
  }
  switch (bytes.front()) {
    case '\\':
      return "\\e";
    case '-':
      return "\\-";
    case '\'':
      return "\\(aq";
    case '`':
      return "\\(ga";
    case '^':
      return "\\(ha";
    case '~':
      return "\\(ti";
    case '"':
      return "\\(dq";
    default:
      return std::string(bytes);
  }
}

// Text as roff shows it unchanged, and takes for no request; a blank line is a paragraph's end.
std::string roff(std::string_view text) {
  std::string result = text.starts_with('.') ? "\\&" : "";
  while (!text.empty()) {
    if (text.starts_with("\n\n")) {
      result += "\n.PP\n";
      text.remove_prefix(2);
      continue;
    }
    const utf8::Character character = utf8::first_character(text);
    result += roff(character, text.substr(0, character.size));
    text.remove_prefix(character.size);
  }
  return result;
}

std::string tagged(const std::string& tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", tag, roff(text));
}

std::string options_text(const CLI::App& app, const std::string& group) {
  std::string text;
  for (const CLI::Option* option :
       app.get_options([&](const CLI::Option* one) { return one->get_group() == group; })) {
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

// A line that is to be copied is not filled.
std::string examples_text(const std::vector<Example>& examples) {
  std::string text;
  for (const Example& example : examples) {
    if (!text.empty()) text += ".PP\n";
    text += fmt::format(".nf\n\\fB{}\\fR\n.fi\n.RS\n{}\n.RE\n", roff(example.command_line),
                        roff(example.effect));
  }
  return text;
}

// A page of the manual in the making; one member function for each mark that may have an argument.
class ManualPage {
 public:
  std::string made_of(std::string_view page) {
    std::string text;
    while (!page.empty()) {
      const std::size_t end = std::min(page.find('\n'), page.size());
      text += line_of(page.substr(0, end));
      page.remove_prefix(std::min(end + 1, page.size()));
    }
    if (!has_definitions_) {
      throw Error(ErrorKind::failure, "the page of the manual has no @COMMAND or @TOPIC");
    }
    return text;
  }

 private:
  using Write = std::string (ManualPage::*)(const std::string& argument);
  struct Mark {
    std::string_view name;
    Write write;
  };

  // A line as it is, or what a mark stands for: "@NAME@" or "@NAME argument@" on a line alone.
  std::string line_of(std::string_view line) {
    static constexpr std::array<Mark, 7> kMarks = {{{"OPTIONS", &ManualPage::options},
                                                    {"COMMANDS", &ManualPage::command_list},
                                                    {"EXAMPLES", &ManualPage::examples},
                                                    {"SYNOPSIS", &ManualPage::synopsis},
                                                    {"DESCRIPTION", &ManualPage::description},
                                                    {"COMMAND", &ManualPage::command},
                                                    {"TOPIC", &ManualPage::topic}}};
    if (line.size() < 3 || !line.starts_with('@') || !line.ends_with('@')) {
      return std::string(line) + "\n";
    }
    line = line.substr(1, line.size() - 2);
    const std::string_view name = line.substr(0, line.find(' '));
    const std::string argument(line.substr(std::min(name.size() + 1, line.size())));
    for (const Mark& mark : kMarks) {
      if (mark.name == name) return (this->*mark.write)(argument);
    }
    throw Error(ErrorKind::failure, fmt::format("the manual knows no @{}@", line));
  }

  // One command, or all of a group.
  std::vector<const Command*> commands_named(const std::string& name) {
    has_definitions_ = true;
    if (const Command* command = find_command(name)) return {command};
    std::vector<const Command*> group = commands_of_group(name);
    if (group.empty()) {
      throw Error(ErrorKind::failure, fmt::format("the manual names no command {}", name));
    }
    return group;
  }

  const CLI::App& app_of(const Command& command) {
    const CLI::App*& app = declared_[&command];
    if (app == nullptr) app = &declare(command, *command_line_, globals_).app;
    return *app;
  }

  std::string options(const std::string& name) {
    if (name.empty()) return options_text(*command_line_, command_line_->get_groups().front());
    return options_text(app_of(*commands_named(name).front()), kOwnOptions);
  }

  // A line for each, in columns.
  std::string command_list(const std::string& /*argument*/) {
    has_definitions_ = true;
    std::string text;
    std::optional<CommandGroup> group;
    for (const Command& command : commands()) {
      if (group != command.group) {
        text += fmt::format("{}.SS {}\n.nf\n.ta 16n\n", text.empty() ? "" : ".fi\n",
                            title_of(command.group));
      }
      group = command.group;
      text += fmt::format("\\fB{}\\fR\t{}\n", roff(command.name), roff(command.summary));
    }
    return text + ".fi\n";
  }

  std::string examples(const std::string& name) {
    return examples_text(name.empty() ? general_examples()
                                      : commands_named(name).front()->examples);
  }

  std::string usage(const Command& command) {
    return fmt::format("\\fBpapercup {}\\fR [\\fIoptions\\fR]{}", roff(command.name),
                       usage_of_argument(app_of(command), "\\fI", "\\fR"));
  }

  // Of one or several, with commas between them.
  std::string synopsis(const std::string& names) {
    std::string text;
    for (std::string name : CLI::detail::split(names, ',')) {
      for (const Command* command : commands_named(CLI::detail::trim(name))) {
        text += (text.empty() ? "" : ".br\n") + usage(*command) + "\n";
      }
    }
    return text;
  }

  std::string description(const std::string& name) {
    const Command& command = *commands_named(name).front();
    return roff(command.description) + "\n";
  }

  std::string command(const std::string& name) {
    std::string text;
    for (const Command* command : commands_named(name)) {
      text += fmt::format(".SS papercup {}\n{}\n.PP\n{}.\n", roff(command->name), usage(*command),
                          roff(command->summary));
      if (!command->description.empty())
        text += fmt::format(".PP\n{}\n", roff(command->description));
      text += options_text(app_of(*command), kOwnOptions);
      text += ".PP\n" + examples_text(command->examples);
    }
    return text;
  }

  std::string topic(const std::string& name) {
    has_definitions_ = true;
    const Topic* topic = find_topic(name);
    if (topic == nullptr) {
      throw Error(ErrorKind::failure, fmt::format("the manual names no topic {}", name));
    }
    std::string text;
    for (const Topic::Part& part : topic->parts) {
      if (!part.title.empty()) text += fmt::format(".SS {}\n", roff(part.title));
      for (const Topic::Entry& entry : part.entries) {
        const bool is_first = &entry == &part.entries.front();
        text += entry.term.empty()
                    ? fmt::format("{}{}\n", is_first ? "" : ".PP\n", roff(entry.text))
                    : tagged(fmt::format("\\fB{}\\fR", roff(entry.term)), entry.text);
      }
    }
    return text;
  }

  GlobalOptions globals_;
  std::shared_ptr<CLI::App> command_line_ = make_command_line(globals_);
  std::map<const Command*, const CLI::App*> declared_;
  bool has_definitions_ = false;
};

// Replaces a mark that may stand anywhere, and has to.
void replace(std::string& page, std::string_view mark, std::string_view text) {
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

std::string manual_page(std::string_view page, std::string_view date) {
  std::string text(page);
  replace(text, "@VERSION@", PAPERCUP_VERSION);
  replace(text, "@DATE@", date);
  return ManualPage().made_of(text);
}

}  // namespace papercup::cli
