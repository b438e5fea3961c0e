#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/core/names.hpp"

namespace papercup::cli {

// The options and arguments of one command, declared once: parsing and help come from here. Targets
// are written by `parse` and have to outlive it.
class OptionSet {
 public:
  // Takes the values that were given, one or more.
  using Store = std::function<void(const std::vector<std::string>&)>;

  struct Option {
    std::vector<std::string> names;  // the long one first: "--quiet", "-q"
    std::string placeholder;         // "DIR"; empty for a flag
    std::string help;
    Store store;
    std::vector<std::string> choices = {};  // empty: any text
    bool is_repeatable = false;

    bool takes_value() const { return !placeholder.empty(); }
  };

  struct Argument {
    std::string placeholder;
    std::string help;
    Store store;
    bool is_repeatable = false;  // one or more; else at most one
  };

  void flag(std::vector<std::string> names, bool& target, std::string help);
  // If it is given twice, the last one holds.
  void value(std::vector<std::string> names, std::string placeholder,
             std::optional<std::string>& target, std::string help);
  // An enumerator by its name in `table`; `target` keeps its value, the default, if the option is
  // not given.
  template <typename Enum, std::size_t count, typename Target>
  void choice(const std::vector<std::string>& names, const Names<Enum, count>& table,
              Target& target, const std::string& help) {
    add_choice(names, table.words(), store_in(table, target), help);
  }
  // The same among some of them.
  template <typename Enum, std::size_t count, typename Target>
  void choice(const std::vector<std::string>& names, const Names<Enum, count>& table,
              const std::vector<Enum>& among, Target& target, const std::string& help) {
    std::vector<std::string> words;
    words.reserve(among.size());
    for (const Enum value : among) words.emplace_back(table.of(value));
    add_choice(names, std::move(words), store_in(table, target), help);
  }
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
  // missing, arguments too few or too many. If the flag `help` is among them, all but a missing
  // value is let pass: whoever asks for help gets it.
  void parse(const std::vector<std::string>& arguments, const bool& help) const;

 private:
  template <typename Enum, std::size_t count, typename Target>
  static Store store_in(const Names<Enum, count>& table, Target& target) {
    return [&table, &target](const std::vector<std::string>& given) {
      target = *table.find(given.back());
    };
  }
  void add_choice(std::vector<std::string> names, std::vector<std::string> choices, Store store,
                  std::string help);
  [[noreturn]] void refuse_option(const std::string& given) const;
  void take_positionals(const std::vector<std::string>& positionals) const;

  std::vector<Option> options_;
  std::optional<Argument> positional_;
};

}  // namespace papercup::cli
