#include "papercup/cli/run.hpp"

#include <cerrno>
#include <exception>
#include <new>
#include <ostream>
#include <system_error>

#include <fmt/format.h>

#include "cli/command_line/help.hpp"
#include "cli/command_line/options.hpp"
#include "cli/command_line/session.hpp"
#include "papercup/core/error.hpp"

namespace papercup::cli {
namespace {

constexpr std::string_view kDefaultCommand = "digest";

// For these commands --config may name a folder that is yet to be made.
bool makes_configuration(std::string_view command) {
  return command == "init" || command == "focus new" || command == "focus learn" ||
         command == "config path" || command == "completion" || command == "help";
}

// A mistake on a command line of which nothing says what to do next: the help shows how it is done.
Error with_help(const Error& error, const std::string& command) {
  if (error.kind() != ErrorKind::usage || !error.hint().empty()) return error;
  return {error.kind(), error.message(),
          fmt::format("papercup {} --help explains it, with examples.", command)};
}

int execute(const std::vector<std::string>& arguments, Environment& environment) {
  GlobalOptions globals;
  const std::shared_ptr<CLI::App> command_line = make_command_line(globals);
  const CommandArguments line = find_command_name(*command_line, arguments);
  const Command& command = line.command ? *line.command : *find_command(kDefaultCommand);
  const auto [app, action] = declare(command, *command_line, globals);
  bool is_help_asked = false;
  try {
    is_help_asked = parse(app, line.arguments);
  } catch (const Error& error) {
    throw with_help(error, std::string(command.name));
  }

  if (globals.version) {
    environment.out << version_text();
    return 0;
  }
  if (is_help_asked) {
    const Session session(environment, globals);
    const int width = session.style().width;
    session.print(line.command ? command_help(command, app, width) : general_help(width));
    return 0;
  }
  try {
    Session session(environment, globals);
    if (session.has_config_option() && !makes_configuration(command.name)) {
      session.require_config_folder();
    }
    try {
      return action(session);
    } catch (const app::NoFocusYet&) {
      throw app::NoFocusYet{session.missing_config_folder()};
    }
  } catch (const Error& error) {
    throw with_help(error, std::string(command.name));
  }
}

// The value of the last --width, which counts for what is said of any mistake on the line.
std::optional<std::string> width_option(const std::vector<std::string>& arguments) {
  constexpr std::string_view kWidth = "--width";
  std::optional<std::string> width;
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& argument = arguments[i];
    if (argument == kWidth && i + 1 < arguments.size()) width = arguments[i + 1];
    if (argument.starts_with("--width=")) width = argument.substr(kWidth.size() + 1);
  }
  return width;
}

// What happened to standard output. A reader that has seen enough (`| head`) is no failure.
int report(const OutputFailed& failure, std::ostream& err, std::optional<int> columns) {
  if (failure.error_number == EPIPE) return 0;
  const std::string why =
      failure.error_number == 0
          ? ""
          : fmt::format(": {}", std::generic_category().message(failure.error_number));
  const Error error(ErrorKind::storage, "cannot write to standard output" + why);
  print_error(err, error, columns);
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
  const std::optional<int> columns = message_columns(environment, width_option(arguments));
  try {
    return execute_and_flush(arguments, environment);
  } catch (const OutputFailed& failure) {
    return report(failure, err, columns);
  } catch (const app::NoFocusYet& none) {
    if (!none.missing_folder.empty()) print_message(err, none.missing_folder, columns);
    err << fitted(
        "No focus yet. A focus says what you work on; it takes about two minutes:\n"
        "    papercup init\n",
        columns);
    return exit_code(ErrorKind::usage);
  } catch (const Error& error) {
    print_error(err, error, columns);
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    print_message(err, "there is not enough memory", columns);
  } catch (const std::exception& exception) {
    print_message(err, fmt::format("unexpected error: {}", exception.what()), columns);
  }
  return exit_code(ErrorKind::failure);
}

}  // namespace papercup::cli
