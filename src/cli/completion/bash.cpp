#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion/completion.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

// Finds the command among the words before the cursor, with the values of options left out.
constexpr std::string_view kBashHead =
    R"sh(# bash completion of papercup; `papercup completion bash` prints it.

_papercup_categories={categories}
_papercup_foci() {{ papercup focus list 2>/dev/null | cut -d' ' -f1; }}

# Some words divided by commas, of which the last is being written.
_papercup_list() {{
  local begun=''
  [[ $current == *,* ]] && begun=${{current%,*}},
  COMPREPLY=($(compgen -P "$begun" -W "$1" -- "${{current##*,}}"))
  compopt -o nospace 2>/dev/null
}}

_papercup() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
  # readline takes the = of --format=json for a word.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  local command='' skip='' word
  COMPREPLY=()
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    [[ $word == '=' ]] && continue
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
      {value_options}) skip=1 ;;
      -*) ;;
      *)
        case $command in
          '') command=$word ;;
          {groups}) command="$command $word" ;;
        esac ;;
    esac
  done
)sh";

// Words are few enough to be compared one by one.
std::string reply(const Completed& completed) {
  switch (completed.kind) {
    case Kind::words:
      return fmt::format(R"sh(COMPREPLY=($(compgen -W {} -- "$current")))sh",
                         single_quoted(fmt::format("{}", fmt::join(completed.words, " "))));
    case Kind::list:
      return fmt::format("_papercup_list {}",
                         single_quoted(fmt::format("{}", fmt::join(completed.words, " "))));
    case Kind::categories:
      return R"sh(COMPREPLY=($(compgen -W "$_papercup_categories" -- "$current")))sh";
    case Kind::files:
      return R"sh(compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")))sh";
    case Kind::folders:
      return R"sh(compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")))sh";
    case Kind::foci:
      return R"sh(COMPREPLY=($(compgen -W "$(_papercup_foci)" -- "$current")))sh";
    case Kind::nothing:
      return ":";
  }
  return ":";
}

std::string value_cases(const CompletedCommand& command) {
  std::string cases;
  for (const CompletedOption& option : command.options) {
    if (!option.takes_value) continue;
    std::string patterns;
    for (const std::string& name : option.names) {
      patterns += (patterns.empty() ? "" : "|") + single_quoted(command.name + ":" + name);
    }
    cases += fmt::format("      {}) {}; return ;;\n", patterns, reply(option.value));
  }
  return cases;
}

std::string option_words(const CompletedCommand& command) {
  std::vector<std::string> names;
  for (const CompletedOption& option : command.options) names.push_back(option.names.front());
  return fmt::format("{}", fmt::join(names, " "));
}

std::string argument_case(const CompletedCommand& command) {
  return fmt::format(R"sh(    {})
      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W {} -- "$current"))
      else {}; fi ;;
)sh",
                     single_quoted(command.name), single_quoted(option_words(command)),
                     reply(command.arguments));
}

}  // namespace

std::string bash_completion(const std::vector<CompletedCommand>& commands) {
  std::vector<std::string> groups;
  for (const std::string& group : group_words(commands)) groups.push_back(single_quoted(group));
  std::vector<std::string> categories;
  for (const CompletedCategory& category : completed_categories()) {
    categories.push_back(category.name);
  }
  std::string script = fmt::format(
      kBashHead,
      fmt::arg("categories", single_quoted(fmt::format("{}", fmt::join(categories, " ")))),
      fmt::arg("value_options", fmt::join(value_options(commands), "|")),
      fmt::arg("groups", fmt::join(groups, "|")));
  script += "  if [[ $previous == -* ]]; then\n    case $command:$previous in\n";
  for (const CompletedCommand& command : commands) script += value_cases(command);
  script += "    esac\n  fi\n  case $command in\n";
  for (const CompletedCommand& command : commands) {
    CompletedCommand shown = command;
    if (command.name.empty()) shown.arguments = {Kind::words, first_words(commands)};
    script += argument_case(shown);
  }
  for (const std::string& group : group_words(commands)) {
    script += fmt::format("    {}) {} ;;\n", single_quoted(group),
                          reply({Kind::words, second_words(commands, group)}));
  }
  return script + "  esac\n}\n\ncomplete -F _papercup papercup\n";
}

}  // namespace papercup::cli
