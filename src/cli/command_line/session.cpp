#include "cli/command_line/session.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ostream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "cli/command_line/selection.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/width.hpp"

namespace papercup::cli {
namespace {

constexpr int kNarrowest = 40;  // columns, by the contract of render
constexpr int kWidest = 10'000;
constexpr int kCommandIndent = 4;  // of a line to copy

bool is_set(const std::optional<std::string>& variable) {
  return variable.has_value() && !variable->empty();
}

// A shell's COLUMNS is a fact about the terminal and not a wish, so a strange one is no error.
std::optional<int> parse_columns(const std::string& text) {
  int columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (error != std::errc() || end != text.data() + text.size() || columns <= 0) return std::nullopt;
  return std::clamp(columns, kNarrowest, kWidest);
}

// Line by line, since a line feed is no more than a blank in a text from a feed.
std::string safe_lines(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    safe += text::sanitise(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return safe;
}

std::optional<Time> fixed_time(const std::map<std::string, std::string>& variables) {
  const auto found = variables.find("PAPERCUP_NOW");
  if (found == variables.end() || found->second.empty()) return std::nullopt;
  const auto moment = parse_rfc3339(found->second);
  if (!moment) {
    throw Error(ErrorKind::usage,
                fmt::format("PAPERCUP_NOW is '{}', which is no moment", found->second),
                "Write it as 2026-11-24T08:00:00Z (RFC 3339), or unset it.");
  }
  return moment;
}

// Shows one line over the other.
std::function<void(std::string_view)> progress_line(std::ostream& stream) {
  return [&stream, is_shown = false](std::string_view line) mutable {
    if (line.empty() && !is_shown) return;
    stream << "\r" << line << "\x1b[K" << std::flush;
    is_shown = !line.empty();
  };
}

app::World world_of(const Environment& environment, const GlobalOptions& globals) {
  app::World world{environment.clock, environment.in, fixed_time(environment.variables),
                   environment.utc_offset};
  world.zone_name = environment.zone_name;
  world.variables = environment.variables;
  world.data = globals.data;
  world.config = globals.config;
  world.http = environment.transport;
  world.mail = environment.mail_transport;
  world.run_shell = environment.run_shell;
  world.host_name = environment.host_name;
  const bool is_terminal = environment.terminal.error_is_terminal;
  world.alarm = [&err = environment.err, columns = message_columns(environment, globals.width)](
                    std::string_view text) { print_message(err, text, columns); };
  if (!globals.quiet) world.note = world.alarm;
  if (!globals.quiet && is_terminal) world.progress = progress_line(environment.err);
  world.is_watched = is_terminal || globals.verbose;
  world.is_verbose = globals.verbose;
  return world;
}

bool is_capable_terminal(std::string_view term) {
  return !term.empty() && term != "dumb" && term != "unknown";
}

}  // namespace

void declare_global_options(CLI::App& command, GlobalOptions& globals) {
  add_value(command, "--data", "DIR", globals.data, "where papers.db is (PAPERCUP_DATA)");
  add_value(command, "--config", "DIR", globals.config,
            "where configuration and foci are (PAPERCUP_CONFIG)");
  add_choice(command, "--color", kColourChoiceNames, globals.colour,
             "auto: on a terminal, unless NO_COLOR is set");
  add_value(command, "--width", "N", globals.width, "columns of the text, 40 or more");
  add_flag(command, "--plain", globals.plain, "ASCII punctuation, no alignment, TeX as it is");
  add_flag(command, "--no-pager", globals.no_pager, "do not page what is longer than the screen");
  add_flag(command, "--quiet,-q", globals.quiet, "no notes and warnings");
  add_flag(command, "--verbose,-v", globals.verbose,
           "every note and warning; digests with whole abstracts");
  add_help_flag(command, "--help,-h", "this help; papercup COMMAND --help for a command's");
  add_flag(command, "--version,-V", globals.version, "the version, and those of the libraries");
}

Session::Session(Environment& environment, GlobalOptions globals)
    : Context(world_of(environment, globals)),
      environment_(environment),
      globals_(std::move(globals)),
      style_(choose_style()) {}

render::TextStyle Session::choose_style() const {
  const Terminal& terminal = environment_.terminal;
  const std::string term = variable("TERM").value_or("");
  // A terminal that does not say what it is knows no escape sequences.
  const bool is_capable = terminal.output_is_terminal && is_capable_terminal(term);
  const bool colour =
      globals_.colour == ColourChoice::always ||
      (globals_.colour == ColourChoice::automatic && is_capable && !is_set(variable("NO_COLOR")));
  const bool links = is_capable && term != "linux" && colour && !globals_.plain;

  render::TextStyle style;
  style.colour = colour ? render::Colour::on : render::Colour::off;
  style.links = links ? render::Links::on : render::Links::off;
  style.symbols = globals_.plain ? render::Symbols::plain : render::Symbols::rich;
  style.medium = terminal.output_is_terminal ? render::Medium::terminal : render::Medium::pipe;
  style.utc_offset = utc_offset(now());
  style.zone = zone_name(now());
  if (terminal.width) style.width = std::max(*terminal.width, kNarrowest);
  if (const auto columns = parse_columns(variable("COLUMNS").value_or(""))) style.width = *columns;
  if (globals_.width) {
    style.width = static_cast<int>(parse_number("--width", *globals_.width, kNarrowest, kWidest));
  }
  return style;
}

void Session::print(std::string_view text) const {
  errno = 0;
  environment_.out.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!environment_.out) throw OutputFailed{errno};
}

std::optional<int> Session::line_columns() const {
  const bool is_read = environment_.terminal.output_is_terminal || globals_.width;
  return is_read ? std::optional(style_.width) : std::nullopt;
}

void Session::print_lines(std::string_view text) const { print(fitted(text, line_columns())); }

void Session::page(std::string_view text) const {
  const Terminal& terminal = environment_.terminal;
  const std::string pager = variable("PAGER").value_or("less");
  const bool is_wanted = terminal.output_is_terminal && terminal.height && !globals_.no_pager &&
                         !pager.empty() && pager != "cat" && environment_.run_pager &&
                         is_capable_terminal(variable("TERM").value_or(""));
  // The shell's next prompt takes a line.
  if (is_wanted && std::ranges::count(text, '\n') >= *terminal.height) {
    flush();
    if (environment_.run_pager(pager, text)) return;
  }
  print(text);
}

void Session::complain(std::string_view message) const {
  print_message(environment_.err, message, message_columns(environment_, globals_.width));
}

void Session::complain(const Error& error) const {
  print_error(environment_.err, error, message_columns(environment_, globals_.width));
}

void Session::say(std::string_view text) const {
  environment_.err << fitted(text, message_columns(environment_, globals_.width)) << std::flush;
}

void Session::flush() const {
  errno = 0;
  environment_.out.flush();
  if (!environment_.out) throw OutputFailed{errno};
}

bool run_with(const Session& session, const std::vector<std::string>& variables,
              const std::string& fallback, const std::string& argument) {
  std::string command = fallback;
  for (const std::string& name : variables) {
    if (const auto value = session.variable(name); value && !value->empty()) {
      command = *value;
      break;
    }
  }
  std::vector<std::string> words = system::command_words(command);
  bool has_place = false;
  for (std::string& word : words) {
    if (const std::size_t place = word.find("%s"); place != std::string::npos) {
      word.replace(place, 2, argument);
      has_place = true;
    }
  }
  if (words.empty() || !session.environment().run_program) return false;
  if (!has_place) words.push_back(argument);
  return session.environment().run_program(words);
}

std::optional<int> message_columns(const Environment& environment,
                                   const std::optional<std::string>& width_option) {
  const std::string asked = width_option.value_or("");
  const auto columns = parse_columns(asked);
  if (columns && std::to_string(*columns) == asked) return columns;
  if (!environment.terminal.error_is_terminal) return std::nullopt;
  const auto& width = environment.terminal.error_width;
  return width ? std::optional(std::max(*width, kNarrowest)) : std::nullopt;
}

std::string fitted(std::string_view lines, std::optional<int> columns) {
  if (!columns) return std::string(lines);
  std::string result;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    const bool is_ended = end < lines.size();
    lines.remove_prefix(is_ended ? end + 1 : end);
    std::string text(line);
    const auto indent = static_cast<int>(std::min(line.find_first_not_of(' '), line.size()));
    if (text::display_width(line) > *columns && indent != kCommandIndent) {
      text = render::indented(text::wrap_message(line, *columns - indent), indent);
      text.pop_back();
    }
    result += text + (is_ended ? "\n" : "");
  }
  return result;
}

void print_message(std::ostream& stream, std::string_view message, std::optional<int> columns) {
  stream << fitted("papercup: " + safe_lines(message), columns) << std::flush;
}

void print_error(std::ostream& stream, const Error& error, std::optional<int> columns) {
  print_message(stream, error.message(), columns);
  if (!error.hint().empty()) stream << fitted(safe_lines(error.hint()), columns) << std::flush;
}

}  // namespace papercup::cli
