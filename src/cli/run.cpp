#include "papercup/cli/run.hpp"

#include <cerrno>
#include <exception>
#include <new>
#include <optional>
#include <ostream>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/command_line/command.hpp"
#include "cli/command_line/help.hpp"
#include "cli/session.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/suggestion.hpp"

namespace papercup::cli {
namespace {

constexpr std::string_view kDefaultCommand = "digest";
constexpr std::string_view kHelpCommand = "help";

// A command line without its command's name.
struct CommandLine {
  const Command* command = nullptr;  // null: none was named
  std::vector<std::string> arguments;
};

// How many arguments this one is the first of, being a global option; nothing where it is none.
std::optional<std::size_t> global_option_length(const OptionSet& globals,
                                                const std::string& argument) {
  if (argument.size() < 2 || argument.front() != '-') return std::nullopt;
  const bool is_long = argument[1] == '-';
  const std::size_t equals = argument.find('=');
  const OptionSet::Option* option =
      globals.find(is_long ? argument.substr(0, equals) : argument.substr(0, 2));
  if (!option) return std::nullopt;
  return !option->flag && equals == std::string::npos ? 2 : 1;
}

[[noreturn]] void refuse_unknown_command(const std::string& given) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    names.emplace_back(command.name.substr(0, command.name.find(' ')));
  }
  const std::string nearest = nearest_word(given, names);
  throw Error(ErrorKind::usage,
              fmt::format("unknown command '{}'{}", given,
                          nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)),
              "papercup --help lists the commands.");
}

// The command whose first word is `arguments[at]`.
CommandLine split_at(const std::vector<std::string>& arguments, std::size_t at) {
  std::size_t words = 1;
  const Command* command = find_command(arguments[at]);
  if (!command && at + 1 < arguments.size()) {
    command = find_command(arguments[at] + " " + arguments[at + 1]);
    words = 2;
  }
  if (!command) {
    std::vector<std::string> second_words;
    for (const Command& other : commands()) {
      if (other.name.rfind(arguments[at] + " ", 0) == 0) {
        second_words.emplace_back(other.name.substr(arguments[at].size() + 1));
      }
    }
    if (second_words.empty()) refuse_unknown_command(arguments[at]);
    if (at + 1 == arguments.size()) {
      throw Error(ErrorKind::usage, fmt::format("{} needs a word more: {}", arguments[at],
                                                fmt::join(second_words, ", ")));
    }
    refuse_unknown(arguments[at] + " command", arguments[at + 1], second_words);
  }
  CommandLine line{command, arguments};
  const auto first = line.arguments.begin() + static_cast<std::ptrdiff_t>(at);
  line.arguments.erase(first, first + static_cast<std::ptrdiff_t>(words));
  return line;
}

// `papercup help query` is `papercup query --help`.
CommandLine help_line(std::vector<std::string> arguments, std::size_t at) {
  arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(at));
  CommandLine line =
      at < arguments.size() ? split_at(arguments, at) : CommandLine{nullptr, arguments};
  line.arguments.emplace_back("--help");
  return line;
}

CommandLine find_command_name(const OptionSet& globals, const std::vector<std::string>& arguments) {
  for (std::size_t at = 0; at < arguments.size();) {
    const auto length = global_option_length(globals, arguments[at]);
    if (!length) {
      if (arguments[at] == kHelpCommand) return help_line(arguments, at);
      const bool is_option = arguments[at].rfind('-', 0) == 0;
      return is_option ? CommandLine{nullptr, arguments} : split_at(arguments, at);
    }
    at += *length;
  }
  return {nullptr, arguments};
}

// Options of a command before its name would silently be digest's.
void explain_wrong_order(const CommandLine& line, const Error& error) {
  for (const std::string& argument : line.arguments) {
    if (!line.command && find_command(argument)) {
      throw Error(
          ErrorKind::usage, error.message(),
          fmt::format("The options of a command stand behind it: papercup {} ...", argument));
    }
  }
}

int execute(const std::vector<std::string>& arguments, Environment& environment) {
  GlobalOptions globals;
  OptionSet global_options;
  declare_global_options(global_options, globals);
  const CommandLine line = find_command_name(global_options, arguments);
  const Command& command = line.command ? *line.command : *find_command(kDefaultCommand);

  OptionSet own_options;
  const Action action = command.declare(own_options);
  OptionSet all = own_options;
  declare_global_options(all, globals);
  try {
    all.parse(line.arguments, globals.help);
  } catch (const Error& error) {
    explain_wrong_order(line, error);
    throw;
  }

  if (globals.version) {
    environment.out << version_text();
    return 0;
  }
  if (globals.help) {
    const Session session(environment, globals);
    const int width = session.style().width;
    session.print(line.command ? command_help(command, own_options, global_options, width)
                               : general_help(global_options, width));
    return 0;
  }
  Session session(environment, globals);
  return action(session);
}

// What happened to standard output. A reader that has seen enough (`| head`) is no failure.
int report(const OutputFailed& failure, std::ostream& err) {
  if (failure.error_number == EPIPE) return 0;
  const std::string why =
      failure.error_number == 0
          ? ""
          : fmt::format(": {}", std::generic_category().message(failure.error_number));
  const Error error(ErrorKind::storage, "cannot write to standard output" + why);
  print_error(err, error);
  return exit_code(error.kind());
}

int execute_and_flush(const std::vector<std::string>& arguments, Environment& environment) {
  int code = 0;
  std::exception_ptr error;
  try {
    code = execute(arguments, environment);
  } catch (const Error&) {
    error = std::current_exception();
  }
  // What a command has printed comes before what it complains of.
  errno = 0;
  environment.out.flush();
  const int error_number = errno;
  if (error) std::rethrow_exception(error);
  if (!environment.out) throw OutputFailed{error_number};
  return code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, Environment& environment) {
  std::ostream& err = environment.err;
  try {
    return execute_and_flush(arguments, environment);
  } catch (const OutputFailed& failure) {
    return report(failure, err);
  } catch (const NoFocusYet&) {
    err << "No focus yet. A focus says what you work on; it takes about two minutes:\n"
           "    papercup init\n";
    return exit_code(ErrorKind::usage);
  } catch (const Error& error) {
    print_error(err, error);
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    print_message(err, "there is not enough memory");
  } catch (const std::exception& exception) {
    print_message(err, fmt::format("unexpected error: {}", exception.what()));
  }
  return exit_code(ErrorKind::failure);
}

}  // namespace papercup::cli
