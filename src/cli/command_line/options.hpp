#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/names.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace papercup::cli {

// These declare options and arguments with CLI11, whose headers take seconds to compile: a command
// needs none of them. `names` are as CLI11 takes them, the long one first: "--quiet,-q". Targets
// are written by `parse`, keep their value if the option is not given, and have to outlive it.

void add_flag(CLI::App& command, const std::string& names, bool& target, const std::string& help);

// An option with a value. If it is given twice, the last one holds; '' is a value, too.
CLI::Option* add_value(CLI::App& command, const std::string& names, const std::string& placeholder,
                       std::optional<std::string>& target, const std::string& help);

// What an option with a value was called before: it is understood, and shown nowhere.
void add_old_spelling(CLI::App& command, const std::string& name,
                      std::optional<std::string>& target);

// Every use takes one value and adds it.
void add_repeatable(CLI::App& command, const std::string& names, const std::string& placeholder,
                    std::vector<std::string>& target, const std::string& help);

// At most one argument.
void add_argument(CLI::App& command, const std::string& placeholder,
                  std::optional<std::string>& target, const std::string& help);

// The placeholder of words to search for, among which "-word" means something.
inline constexpr std::string_view kSearchWords = "WORDS";

// One argument or more. If the placeholder is kSearchWords, an argument as "-methods" is one of
// them, unless all of it can be read as short options of the command ("-q", "-n5", "-ccs.LG").
void add_arguments(CLI::App& command, const std::string& placeholder,
                   std::vector<std::string>& target, const std::string& help);

// Any number of arguments, also none.
void add_optional_arguments(CLI::App& command, const std::string& placeholder,
                            std::vector<std::string>& target, const std::string& help);

// The flag that asks for help, of which every command has one.
void add_help_flag(CLI::App& command, const std::string& names, const std::string& help);

// One of these words; `store` takes it.
void add_choice(CLI::App& command, const std::string& names, const std::vector<std::string>& words,
                const std::function<void(std::string_view)>& store, const std::string& help);

// An enumerator by its name in `table`, which outlives the parsing; of those in `among` if any are.
template <typename Enum, std::size_t count, typename Target>
void add_choice(CLI::App& command, const std::string& names, const Names<Enum, count>& table,
                Target& target, const std::string& help, const std::vector<Enum>& among = {}) {
  std::vector<std::string> words;
  words.reserve(among.size());
  for (const Enum value : among) words.emplace_back(table.of(value));
  add_choice(
      command, names, among.empty() ? table.words() : words,
      [&table, &target](std::string_view word) { target = *table.find(word); }, help);
}

// The command's argument, or null. The type name of an option or argument is its placeholder.
const CLI::Option* argument_of(const CLI::App& command);

// Whether it is shown nowhere.
bool is_hidden(const CLI::Option& option);

// "--quiet", "-q"; none for an argument.
std::vector<std::string> option_names(const CLI::Option& option);

// How an argument that begins with a dash is read, if `find` knows the options: by name, as
// "--data" or "-q"; null for others.
enum class OptionUse {
  unknown,     // there is no such option
  complete,    // flags, or an option with its value: "-qv", "-n5", "--limit=5"
  takes_next,  // the value is the next argument: "--limit", "-qn"
};
OptionUse option_use(const std::string& argument,
                     const std::function<const CLI::Option*(const std::string&)>& find);

// What begins with a dash, but for "-", which stands for standard input.
bool looks_like_option(std::string_view argument);

// Parses the arguments of a command, without its name. Returns whether they ask for help, which
// makes up for all mistakes but a missing value. Throws Error{usage}: an unknown option or choice
// (with the nearest one), a value that is missing, arguments too few or too many.
bool parse(CLI::App& command, const std::vector<std::string>& given);

}  // namespace papercup::cli
