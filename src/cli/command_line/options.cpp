#include "cli/command_line/options.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using Values = std::vector<std::string>;

constexpr std::string_view kEndOfOptions = "--";

// CLI11 takes "-5" for an argument anywhere; here nothing with a dash is one before "--".
std::function<std::string(const std::string&)> is_argument(const CLI::App& command) {
  return [&command](const std::string& given) {
    if (!looks_like_option(given)) return "";
    const Values rest = command.remaining();
    return std::ranges::find(rest, kEndOfOptions) == rest.end() ? "an option" : "";
  };
}

bool takes_value(const CLI::Option& option) { return option.get_expected_max() > 0; }

std::string long_name(const CLI::Option& option) { return "--" + option.get_lnames().front(); }

// CLI11 takes "--data=" for an option whose value follows, and "--quiet=true" for a flag.
void check_written_values(const CLI::App& command, const Values& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == kEndOfOptions) return;
    const std::size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string::npos) continue;
    const CLI::Option* option = command.get_option_no_throw(argument.substr(0, equals));
    if (!option) continue;
    if (!takes_value(*option)) {
      throw Error(ErrorKind::usage, fmt::format("{} takes no value", long_name(*option)));
    }
    if (equals + 1 == argument.size()) {
      throw Error(ErrorKind::usage, fmt::format("{} needs a value", long_name(*option)));
    }
  }
}

// An option takes whatever follows it, so that one without a value is the last argument: "--limit",
// or the last letter of "-qn".
Error missing_value(const CLI::App& command, const std::string& last) {
  const CLI::Option* option = command.get_option_no_throw(last);
  if (!option) option = command.get_option_no_throw(std::string{'-', last.back()});
  return {ErrorKind::usage, fmt::format("{} needs a value", option ? long_name(*option) : last)};
}

void refuse_unknown_options(const CLI::App& command) {
  for (const std::string& rest : command.remaining()) {
    if (rest == kEndOfOptions) return;
    if (!looks_like_option(rest)) continue;
    Values names;
    for (const CLI::Option* option : command.get_options({})) {
      if (option->nonpositional() && !is_hidden(*option)) names.push_back(long_name(*option));
    }
    const bool may_be_argument = !rest.starts_with("--") && argument_of(command) != nullptr;
    throw Error(ErrorKind::usage, unknown_word("option", rest.substr(0, rest.find('=')), names),
                may_be_argument
                    ? "--help lists the options of a command. If it is no option, write "
                      "-- before it."
                    : "--help lists the options of a command.");
  }
}

// What is left over beside unknown options.
void refuse_more_arguments(const CLI::App& command) {
  Values rest = command.remaining();
  if (const auto end = std::ranges::find(rest, kEndOfOptions); end != rest.end()) rest.erase(end);
  if (rest.empty()) return;
  const CLI::Option* positional = argument_of(command);
  throw Error(ErrorKind::usage, fmt::format("unexpected argument '{}'", rest.front()),
              positional ? fmt::format("{} is one argument: put quotes around several words.",
                                       positional->get_type_name())
                         : "");
}

// Whether what is written right after the letter of a short option can be its value; that of any
// option whose values begin with letters can.
bool can_be_value(const CLI::Option& option, const std::string& text) {
  const std::string placeholder = option.get_type_name();
  if (placeholder == "N") return !ascii::is_letter(text.front());
  if (placeholder != "C" || text.find('.') != std::string::npos) return true;
  return find_category(text) != nullptr || is_divided_archive(text);
}

// "-methods" among the words to search for.
bool is_dashed_word(const CLI::App& command, const std::string& argument) {
  if (argument.size() < 3 || argument.front() != '-' || argument[1] == '-') return false;
  for (std::size_t i = 1; i < argument.size(); ++i) {
    const CLI::Option* option = command.get_option_no_throw(std::string{'-', argument[i]});
    if (!option) return true;
    const std::string rest = argument.substr(i + 1);
    if (takes_value(*option)) return !rest.empty() && !can_be_value(*option, rest);
  }
  return false;
}

// The same arguments, with those words after "--", where CLI11 takes them for no options.
Values with_dashed_words_last(const CLI::App& command, const Values& arguments) {
  const CLI::Option* positional = argument_of(command);
  if (positional == nullptr || positional->get_type_name() != kSearchWords) return arguments;
  const auto find = [&](const std::string& name) { return command.get_option_no_throw(name); };
  Values result;
  Values words;
  for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
    if (*argument == kEndOfOptions) {
      words.insert(words.end(), argument + 1, arguments.end());
      break;
    }
    if (is_dashed_word(command, *argument)) {
      words.push_back(*argument);
      continue;
    }
    result.push_back(*argument);
    if (option_use(*argument, find) != OptionUse::takes_next) continue;
    if (++argument == arguments.end()) return arguments;  // which lack a value
    result.push_back(*argument);
  }
  if (!words.empty()) result.emplace_back(kEndOfOptions);
  result.insert(result.end(), words.begin(), words.end());
  return result;
}

}  // namespace

bool looks_like_option(std::string_view argument) {
  return argument.size() > 1 && argument.front() == '-';
}

OptionUse option_use(const std::string& argument,
                     const std::function<const CLI::Option*(const std::string&)>& find) {
  if (!looks_like_option(argument)) return OptionUse::unknown;
  if (argument.starts_with("--")) {
    const std::size_t equals = argument.find('=');
    const CLI::Option* option = find(argument.substr(0, equals));
    if (!option) return OptionUse::unknown;
    return takes_value(*option) && equals == std::string::npos ? OptionUse::takes_next
                                                               : OptionUse::complete;
  }
  for (std::size_t i = 1; i < argument.size(); ++i) {
    const CLI::Option* option = find(std::string{'-', argument[i]});
    if (!option) return OptionUse::unknown;
    if (takes_value(*option)) {
      return i + 1 == argument.size() ? OptionUse::takes_next : OptionUse::complete;
    }
  }
  return OptionUse::complete;
}

void add_flag(CLI::App& command, const std::string& names, bool& target, const std::string& help) {
  command.add_flag(names, target, help);
}

// CLI11's own conversion to an optional takes '' for none.
CLI::Option* add_value(CLI::App& command, const std::string& names, const std::string& placeholder,
                       std::optional<std::string>& target, const std::string& help) {
  const auto store = [&target](const CLI::results_t& given) {
    target = given.front();
    return true;
  };
  return command.add_option(names, store, help)->type_name(placeholder);
}

void add_old_spelling(CLI::App& command, const std::string& name,
                      std::optional<std::string>& target) {
  add_value(command, name, "VALUE", target, "")->group("");
}

bool is_hidden(const CLI::Option& option) { return option.get_group().empty(); }

void add_repeatable(CLI::App& command, const std::string& names, const std::string& placeholder,
                    Values& target, const std::string& help) {
  command.add_option(names, target, help)->type_name(placeholder)->allow_extra_args(false);
}

void add_argument(CLI::App& command, const std::string& placeholder,
                  std::optional<std::string>& target, const std::string& help) {
  add_value(command, placeholder, placeholder, target, help)->check(is_argument(command));
}

// With extra arguments allowed, CLI11 would take "[a,b]" apart.
void add_arguments(CLI::App& command, const std::string& placeholder, Values& target,
                   const std::string& help) {
  constexpr int kMany = CLI::detail::expected_max_vector_size;
  CLI::Option* option = command.add_option(placeholder, target, help)->type_name(placeholder);
  option->required()->expected(kMany, kMany)->allow_extra_args(false)->check(is_argument(command));
}

void add_optional_arguments(CLI::App& command, const std::string& placeholder, Values& target,
                            const std::string& help) {
  constexpr int kMany = CLI::detail::expected_max_vector_size;
  command.add_option(placeholder, target, help)
      ->type_name(placeholder)
      ->expected(0, kMany)
      ->check(is_argument(command));
}

void add_choice(CLI::App& command, const std::string& names, const Values& words,
                const std::function<void(std::string_view)>& store, const std::string& help) {
  const auto is_known = [words](const std::string& given) {
    return std::ranges::find(words, given) != words.end();
  };
  const auto take = [is_known, store](const CLI::results_t& given) {
    if (is_known(given.front())) store(given.front());
    return true;
  };
  CLI::Option* option = command.add_option(names, take, help);
  CLI::Validator choice(
      [&command, option, words, is_known](const std::string& given) -> std::string {
        if (is_known(given) || command.get_help_ptr()->count() > 0) return {};
        refuse_unknown_options(command);
        refuse_unknown(option->get_lnames().front(), given, words);
      },
      "");
  // Only what the last use gives is checked.
  option->type_name(fmt::format("{}", fmt::join(words, "|")))->check(choice.application_index(0));
}

void add_help_flag(CLI::App& command, const std::string& names, const std::string& help) {
  command.set_help_flag(names, help);
}

const CLI::Option* argument_of(const CLI::App& command) {
  const auto found =
      command.get_options([](const CLI::Option* option) { return option->get_positional(); });
  return found.empty() ? nullptr : found.front();
}

Values option_names(const CLI::Option& option) {
  Values names;
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  return names;
}

bool parse(CLI::App& command, const Values& given) {
  const Values arguments = with_dashed_words_last(command, given);
  check_written_values(command, arguments);
  try {
    command.parse(Values(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return true;
  } catch (const CLI::ArgumentMismatch&) {
    throw missing_value(command, arguments.back());
  } catch (const CLI::RequiredError&) {
    refuse_unknown_options(command);
    throw Error(ErrorKind::usage,
                fmt::format("{} is missing", argument_of(command)->get_type_name()));
  }
  refuse_unknown_options(command);
  refuse_more_arguments(command);
  return false;
}

}  // namespace papercup::cli
