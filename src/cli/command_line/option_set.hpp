#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace papercup::cli {

// The options and arguments of one command, declared once: parsing and help come from here. Targets
// are written by `parse` and have to outlive it.
class OptionSet {
 public:
  struct Option {
    std::vector<std::string> names;  // the long one first: "--quiet", "-q"
    std::string placeholder;         // "DIR"; empty: a flag
    std::string help;
    std::vector<std::string> choices;  // empty: any text
    // Where the value goes; one of them is set.
    bool* flag = nullptr;
    std::optional<std::string>* value = nullptr;
    std::string* choice = nullptr;
    std::vector<std::string>* values = nullptr;
  };

  struct Argument {
    std::string placeholder;
    std::string help;
    std::optional<std::string>* value = nullptr;
    std::vector<std::string>* values = nullptr;
  };

  void flag(std::vector<std::string> names, bool& target, std::string help);
  // Given twice, the last one holds.
  void value(std::vector<std::string> names, std::string placeholder,
             std::optional<std::string>& target, std::string help);
  // One of `choices`; `target` keeps its value, the default, where the option is not given.
  void choice(std::vector<std::string> names, std::vector<std::string> choices, std::string& target,
              std::string help);
  // Every use takes one value and adds it.
  void repeatable(std::vector<std::string> names, std::string placeholder,
                  std::vector<std::string>& target, std::string help);
  // At most one argument.
  void argument(std::string placeholder, std::optional<std::string>& target, std::string help);
  // One argument or more.
  void arguments(std::string placeholder, std::vector<std::string>& target, std::string help);

  const std::vector<Option>& options() const { return options_; }
  const std::optional<Argument>& positional() const { return positional_; }

  // The option of this name ("--data", "-q"), or null.
  const Option* find(std::string_view name) const;

  // Throws Error{usage}: an unknown option or choice (with the nearest one), a value that is
  // missing, arguments too few or too many. Where the flag `help` is set by then, all but a missing
  // value is let pass: who asks for help gets it.
  void parse(const std::vector<std::string>& arguments, const bool& help) const;

 private:
  void take_positionals(const std::vector<std::string>& positionals) const;

  std::vector<Option> options_;
  std::optional<Argument> positional_;
};

}  // namespace papercup::cli
