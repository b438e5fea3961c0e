#include "cli/command_line/option_set.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/error.hpp"
#include "papercup/core/names.hpp"

namespace papercup::cli {
namespace {

void check_choice(const OptionSet::Option& option) {
  const auto& choices = option.choices;
  if (std::find(choices.begin(), choices.end(), *option.choice) == choices.end()) {
    refuse_unknown(option.names.front().substr(2), *option.choice, choices);
  }
}

void store_results(const OptionSet::Option& option, const std::vector<std::string>& results) {
  if (results.empty()) return;
  if (option.flag) *option.flag = true;
  if (option.value) *option.value = results.back();
  if (option.choice) *option.choice = results.back();
  if (option.values) *option.values = results;
}

[[noreturn]] void refuse_unknown_option(const OptionSet& set, const std::string& given) {
  const std::string name = given.substr(0, given.find('='));
  std::vector<std::string> names;
  for (const OptionSet::Option& option : set.options()) names.push_back(option.names.front());
  const std::string nearest = nearest_word(name, names);
  throw Error(ErrorKind::usage,
              fmt::format("unknown option '{}'{}", name,
                          nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)),
              "--help lists the options of a command.");
}

// CLI11 takes "--data=" for an option whose value follows.
void refuse_empty_values(const OptionSet& set, const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    if (argument.rfind("--", 0) != 0 || argument.back() != '=') continue;
    const std::string name = argument.substr(0, argument.size() - 1);
    if (set.find(name)) throw Error(ErrorKind::usage, fmt::format("{} needs a value", name));
  }
}

std::string value_error(const CLI::ParseError& error) {
  // "--limit: 1 required  missing", "--plain was given a disallowed flag override"
  const std::string what = error.what();
  std::string name = what.substr(0, what.find_first_of(": "));
  if (name.rfind('-', 0) != 0) name = "--" + name;
  const bool is_flag = what.find("flag") != std::string::npos;
  return fmt::format("{} {}", name, is_flag ? "takes no value" : "needs a value");
}

}  // namespace

void OptionSet::flag(std::vector<std::string> names, bool& target, std::string help) {
  Option option{std::move(names), {}, std::move(help), {}};
  option.flag = &target;
  options_.push_back(std::move(option));
}

void OptionSet::value(std::vector<std::string> names, std::string placeholder,
                      std::optional<std::string>& target, std::string help) {
  Option option{std::move(names), std::move(placeholder), std::move(help), {}};
  option.value = &target;
  options_.push_back(std::move(option));
}

void OptionSet::choice(std::vector<std::string> names, std::vector<std::string> choices,
                       std::string& target, std::string help) {
  std::string placeholder = fmt::format("{}", fmt::join(choices, "|"));
  Option option{std::move(names), std::move(placeholder), std::move(help), std::move(choices)};
  option.choice = &target;
  options_.push_back(std::move(option));
}

void OptionSet::repeatable(std::vector<std::string> names, std::string placeholder,
                           std::vector<std::string>& target, std::string help) {
  Option option{std::move(names), std::move(placeholder), std::move(help), {}};
  option.values = &target;
  options_.push_back(std::move(option));
}

void OptionSet::argument(std::string placeholder, std::optional<std::string>& target,
                         std::string help) {
  positional_ = Argument{std::move(placeholder), std::move(help), &target, nullptr};
}

void OptionSet::arguments(std::string placeholder, std::vector<std::string>& target,
                          std::string help) {
  positional_ = Argument{std::move(placeholder), std::move(help), nullptr, &target};
}

const OptionSet::Option* OptionSet::find(std::string_view name) const {
  for (const Option& option : options_) {
    const auto& names = option.names;
    if (std::find(names.begin(), names.end(), name) != names.end()) return &option;
  }
  return nullptr;
}

void OptionSet::parse(const std::vector<std::string>& arguments, const bool& help) const {
  refuse_empty_values(*this, arguments);
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  std::vector<const CLI::Option*> parsed;
  for (const Option& option : options_) {
    const std::string names = fmt::format("{}", fmt::join(option.names, ","));
    CLI::Option* declared = option.flag
                                ? app.add_flag(names)->disable_flag_override()
                                : app.add_option(names, [](const CLI::results_t&) { return true; });
    declared->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    parsed.push_back(declared);
  }
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorKind::usage, value_error(error));
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) store_results(options_[i], parsed[i]->results());
  if (help) return;

  std::vector<std::string> positionals;
  bool only_positionals = false;
  for (const std::string& rest : app.remaining()) {
    if (!only_positionals && rest == "--") {
      only_positionals = true;
    } else if (!only_positionals && rest.size() > 1 && rest.front() == '-') {
      refuse_unknown_option(*this, rest);
    } else {
      positionals.push_back(rest);
    }
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    if (options_[i].choice && parsed[i]->count() > 0) check_choice(options_[i]);
  }
  take_positionals(positionals);
}

void OptionSet::take_positionals(const std::vector<std::string>& positionals) const {
  const std::size_t limit = !positional_ ? 0 : positional_->value ? 1 : positionals.size();
  if (positionals.size() > limit) {
    throw Error(ErrorKind::usage, fmt::format("unexpected argument '{}'", positionals[limit]),
                limit == 1 ? fmt::format("{} is one argument: put quotes around several words.",
                                         positional_->placeholder)
                           : "");
  }
  if (!positional_) return;
  if (positional_->value && !positionals.empty()) *positional_->value = positionals.front();
  if (positional_->values) {
    if (positionals.empty()) {
      throw Error(ErrorKind::usage, fmt::format("{} is missing", positional_->placeholder));
    }
    *positional_->values = positionals;
  }
}

}  // namespace papercup::cli
