#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion/completion.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

constexpr std::string_view kFishHead =
    R"sh(# fish completion of papercup; `papercup completion fish` prints it.

function __papercup_foci
    papercup focus list 2>/dev/null | cut -d' ' -f1
end

function __papercup_categories
    printf '%s\t%s\n' {categories}
end

# Some of the words divided by commas, of which the last is being written.
function __papercup_list
    set -l written (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l begun (string match -r -- '^.*,' $written)
    printf '%s\n' "$begun"$argv
end

# The command among the words before the cursor, with the values of options left out.
function __papercup_command
    set -l command
    set -l skip
    for word in (commandline -opc)[2..-1]
        if test -n "$skip"
            set skip
            continue
        end
        switch $word
            case {value_options}
                set skip 1
            case '-*'
            case '*'
                switch "$command"
                    case ''
                        set command $word
                    case {groups}
                        set command "$command $word"
                end
        end
    end
    echo "$command"
end

function __papercup_is
    test (__papercup_command) = "$argv[1]"
end

complete -c papercup -f
)sh";

// Within single quotes of fish.
std::string fish_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

// What -a takes, and whether files are offered too.
std::string offer(const Completed& completed) {
  switch (completed.kind) {
    case Kind::words:
      return " -a " + fish_quoted(fmt::format("{}", fmt::join(completed.words, " ")));
    case Kind::list:
      return fmt::format(" -a '(__papercup_list {})'", fmt::join(completed.words, " "));
    case Kind::categories:
      return " -a '(__papercup_categories)'";
    case Kind::files:
      return " -F";
    case Kind::folders:
      return " -a '(__fish_complete_directories)'";
    case Kind::foci:
      return " -a '(__papercup_foci)'";
    case Kind::nothing:
      return "";
  }
  return "";
}

std::string condition(const std::string& command) {
  return "complete -c papercup -n " + fish_quoted("__papercup_is " + fish_quoted(command));
}

std::string option_line(const std::string& command, const CompletedOption& option) {
  std::string line = condition(command);
  for (const std::string& name : option.names) {
    line += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  // -x: no files beside what is offered.
  if (option.takes_value)
    line += (option.value.kind == Kind::files ? " -r" : " -x") + offer(option.value);
  return line + " -d " + fish_quoted(option.help) + "\n";
}

std::string word_line(const std::string& command, const std::string& word,
                      const std::string& help) {
  return fmt::format("{} -a {} -d {}\n", condition(command), word, fish_quoted(help));
}

}  // namespace

std::string fish_completion(const std::vector<CompletedCommand>& commands) {
  const std::vector<std::string> groups = group_words(commands);
  std::string categories;
  for (const auto& [name, title] : completed_categories()) {
    categories += fmt::format(" {} {}", name, fish_quoted(title));
  }
  std::string script =
      fmt::format(kFishHead, fmt::arg("categories", categories.substr(1)),
                  fmt::arg("value_options", fmt::join(value_options(commands), " ")),
                  fmt::arg("groups", fmt::join(groups, " ")));
  for (const std::string& group : groups) {
    script +=
        word_line("", group, fmt::format("{}", fmt::join(second_words(commands, group), ", ")));
  }
  for (const CompletedCommand& command : commands) {
    const std::size_t blank = command.name.find(' ');
    const bool has_two = blank != std::string::npos;
    if (!command.name.empty()) {
      script += word_line(has_two ? command.name.substr(0, blank) : "",
                          has_two ? command.name.substr(blank + 1) : command.name, command.summary);
    }
    const std::string arguments = offer(command.arguments);
    if (!arguments.empty()) script += condition(command.name) + arguments + "\n";
    for (const CompletedOption& option : command.options) {
      script += option_line(command.name, option);
    }
  }
  return script;
}

}  // namespace papercup::cli
