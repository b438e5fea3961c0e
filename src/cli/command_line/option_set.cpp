#include "cli/command_line/option_set.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

using Values = std::vector<std::string>;

// CLI11 takes "--data=" for an option whose value follows, and does not say which flag was given a
// value.
void check_written_values(const OptionSet& set, const Values& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return;
    const std::size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string::npos) continue;
    const OptionSet::Option* option = set.find(argument.substr(0, equals));
    if (!option) continue;
    const std::string& name = option->names.front();
    if (!option->takes_value()) {
      throw Error(ErrorKind::usage, fmt::format("{} takes no value", name));
    }
    if (equals + 1 == argument.size()) {
      throw Error(ErrorKind::usage, fmt::format("{} needs a value", name));
    }
  }
}

// An option takes whatever follows it, so that one without a value is the last argument: "--limit",
// or the last letter of "-qn".
[[noreturn]] void refuse_missing_value(const OptionSet& set, const std::string& last) {
  const OptionSet::Option* option = set.find(last);
  if (!option) option = set.find(std::string{'-', last.back()});
  throw Error(ErrorKind::usage,
              fmt::format("{} needs a value", option ? option->names.front() : last));
}

}  // namespace

void OptionSet::flag(std::vector<std::string> names, bool& target, std::string help) {
  options_.push_back(
      {std::move(names), {}, std::move(help), [&](const Values&) { target = true; }});
}

void OptionSet::value(std::vector<std::string> names, std::string placeholder,
                      std::optional<std::string>& target, std::string help) {
  options_.push_back({std::move(names), std::move(placeholder), std::move(help),
                      [&](const Values& given) { target = given.back(); }});
}

void OptionSet::add_choice(std::vector<std::string> names, std::vector<std::string> choices,
                           Store store, std::string help) {
  std::string placeholder = fmt::format("{}", fmt::join(choices, "|"));
  options_.push_back({std::move(names), std::move(placeholder), std::move(help), std::move(store),
                      std::move(choices)});
}

void OptionSet::repeatable(std::vector<std::string> names, std::string placeholder,
                           std::vector<std::string>& target, std::string help) {
  options_.push_back({std::move(names), std::move(placeholder), std::move(help),
                      [&](const Values& given) { target = given; }});
  options_.back().is_repeatable = true;
}

void OptionSet::argument(std::string placeholder, std::optional<std::string>& target,
                         std::string help) {
  positional_ = {std::move(placeholder), std::move(help),
                 [&](const Values& given) { target = given.front(); }};
}

void OptionSet::arguments(std::string placeholder, std::vector<std::string>& target,
                          std::string help) {
  positional_ = {std::move(placeholder), std::move(help),
                 [&](const Values& given) { target = given; }, true};
}

const OptionSet::Option* OptionSet::find(std::string_view name) const {
  const auto found = std::ranges::find_if(options_, [&](const Option& option) {
    return std::ranges::find(option.names, name) != option.names.end();
  });
  return found == options_.end() ? nullptr : &*found;
}

void OptionSet::parse(const std::vector<std::string>& arguments, const bool& help) const {
  check_written_values(*this, arguments);
  CLI::App app;
  app.set_help_flag("");
  app.allow_extras();
  std::vector<const CLI::Option*> parsed;
  for (const Option& option : options_) {
    const std::string names = fmt::format("{}", fmt::join(option.names, ","));
    CLI::Option* declared = option.takes_value()
                                ? app.add_option(names, [](const CLI::results_t&) { return true; })
                                : app.add_flag(names);
    parsed.push_back(declared->multi_option_policy(CLI::MultiOptionPolicy::TakeAll));
  }
  try {
    app.parse(Values(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ArgumentMismatch&) {
    refuse_missing_value(*this, arguments.back());
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    const bool is_choice = !options_[i].choices.empty();
    if (parsed[i]->count() > 0 && !is_choice) options_[i].store(parsed[i]->results());
  }
  if (help) return;

  Values positionals;
  bool only_positionals = false;
  for (const std::string& rest : app.remaining()) {
    if (!only_positionals && rest == "--") {
      only_positionals = true;
    } else if (!only_positionals && rest.size() > 1 && rest.front() == '-') {
      refuse_option(rest);
    } else {
      positionals.push_back(rest);
    }
  }
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    const Values& choices = options_[i].choices;
    if (choices.empty() || parsed[i]->count() == 0) continue;
    const std::string& given = parsed[i]->results().back();
    if (std::ranges::find(choices, given) == choices.end()) {
      refuse_unknown(options_[i].names.front().substr(2), given, choices);
    }
    options_[i].store({given});
  }
  take_positionals(positionals);
}

void OptionSet::refuse_option(const std::string& given) const {
  const std::string name = given.substr(0, given.find('='));
  Values names;
  for (const Option& option : options_) names.push_back(option.names.front());
  throw Error(ErrorKind::usage, unknown_word("option", name, names),
              "--help lists the options of a command.");
}

void OptionSet::take_positionals(const std::vector<std::string>& positionals) const {
  const bool takes_many = positional_ && positional_->is_repeatable;
  const std::size_t limit = takes_many ? positionals.size() : positional_ ? 1 : 0;
  if (positionals.size() > limit) {
    throw Error(ErrorKind::usage, fmt::format("unexpected argument '{}'", positionals[limit]),
                limit == 1 ? fmt::format("{} is one argument: put quotes around several words.",
                                         positional_->placeholder)
                           : "");
  }
  if (!positionals.empty()) {
    positional_->store(positionals);
  } else if (takes_many) {
    throw Error(ErrorKind::usage, fmt::format("{} is missing", positional_->placeholder));
  }
}

}  // namespace papercup::cli
