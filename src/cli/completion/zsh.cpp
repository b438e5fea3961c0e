#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion/completion.hpp"

namespace papercup::cli {
namespace {

using Kind = Completed::Kind;

constexpr std::string_view kZshHead =
    R"sh(#compdef papercup
# zsh completion of papercup; `papercup completion zsh` prints it.

_papercup_foci() {{
  local -a foci
  foci=(${{(f)"$(papercup focus list 2>/dev/null | cut -d' ' -f1)"}})
  _describe focus foci
}}

_papercup_categories() {{
  local -a categories
  categories=(
{categories}  )
  _describe category categories
}}

_papercup() {{
  local command='' skip='' word
  local -i at last=1
  for ((at = 2; at < CURRENT; at++)); do
    word=$words[at]
    if [[ -n $skip ]]; then skip=''; continue; fi
    case $word in
      ({value_options}) skip=1 ;;
      (-*) ;;
      (*)
        case $command in
          ('') command=$word; last=at ;;
          ({groups}) command="$command $word"; last=at ;;
        esac ;;
    esac
  done
)sh";

// Within an option's explanation in brackets.
std::string explained(std::string_view help) {
  std::string result;
  for (const char c : help) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string action(const Completed& completed) {
  switch (completed.kind) {
    case Kind::words:
      return fmt::format("({})", fmt::join(completed.words, " "));
    case Kind::list:
      return fmt::format("_values -s , key {}", fmt::join(completed.words, " "));
    case Kind::categories:
      return "_papercup_categories";
    case Kind::files:
      return "_files";
    case Kind::folders:
      return "_files -/";
    case Kind::foci:
      return "_papercup_foci";
    case Kind::nothing:
      return " ";
  }
  return " ";
}

std::string specifications(const CompletedCommand& command) {
  std::string lines;
  for (const CompletedOption& option : command.options) {
    for (const std::string& name : option.names) {
      // "--limit=5" and "-n5" as well as with the value in the next argument.
      const char* const joined = !option.takes_value ? "" : name.starts_with("--") ? "=" : "+";
      std::string text = fmt::format("*{}{}[{}]", name, joined, explained(option.help));
      if (option.takes_value) text += fmt::format(":value:{}", action(option.value));
      lines += fmt::format("        {} \\\n", single_quoted(text));
    }
  }
  return lines +
         fmt::format("        {}\n", single_quoted("*:argument:" + action(command.arguments)));
}

std::string described(const std::string& what, const std::vector<std::string>& pairs) {
  std::string text = "      local -a choices\n      choices=(\n";
  for (const std::string& pair : pairs) text += fmt::format("        {}\n", single_quoted(pair));
  return text + fmt::format("      )\n      _describe {} choices ;;\n", what);
}

// "like:more papers like these"; of a command of two words its second one.
std::vector<std::string> choices(const std::vector<CompletedCommand>& commands,
                                 const std::string& group) {
  std::vector<std::string> pairs;
  for (const CompletedCommand& command : commands) {
    const std::size_t blank = command.name.find(' ');
    const std::string first = command.name.substr(0, blank);
    if (command.name.empty() || (!group.empty() && first != group)) continue;
    if (!group.empty()) {
      pairs.push_back(command.name.substr(blank + 1) + ":" + explained(command.summary));
    } else if (blank == std::string::npos) {
      pairs.push_back(first + ":" + explained(command.summary));
    }
  }
  return pairs;
}

}  // namespace

std::string zsh_completion(const std::vector<CompletedCommand>& commands) {
  const std::vector<std::string> groups = group_words(commands);
  std::string categories;
  for (const auto& [name, title] : completed_categories()) {
    categories += fmt::format("    {}\n", single_quoted(name + ":" + explained(title)));
  }
  std::string script =
      fmt::format(kZshHead, fmt::arg("categories", categories),
                  fmt::arg("value_options", fmt::join(value_options(commands), "|")),
                  fmt::arg("groups", fmt::join(groups, "|")));
  script += "  if [[ -z $command && $words[CURRENT] != -* && -z $skip ]]; then\n";
  std::vector<std::string> all = choices(commands, "");
  for (const std::string& group : groups) {
    all.push_back(fmt::format("{}:{}", group, fmt::join(second_words(commands, group), ", ")));
  }
  script += "    local -a choices\n    choices=(\n";
  for (const std::string& pair : all) script += fmt::format("      {}\n", single_quoted(pair));
  script += "    )\n    _describe command choices\n    return\n  fi\n";
  // _arguments takes the word before the options for the command.
  script += "  words=(papercup \"${(@)words[last+1,-1]}\")\n  (( CURRENT -= last - 1 ))\n";
  script += "  case $command in\n";
  for (const CompletedCommand& command : commands) {
    script += fmt::format("    ({})\n      _arguments -S \\\n{}      ;;\n",
                          single_quoted(command.name), specifications(command));
  }
  for (const std::string& group : groups) {
    script += fmt::format("    ({})\n{}", group, described(group, choices(commands, group)));
  }
  return script +
         "  esac\n}\n\nif [[ $funcstack[1] == _papercup ]]; then\n"
         "  _papercup \"$@\"\nelse\n  compdef _papercup papercup\nfi\n";
}

}  // namespace papercup::cli
