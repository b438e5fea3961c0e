#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/options.hpp"
#include "papercup/app/context.hpp"
#include "papercup/cli/environment.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/style.hpp"

namespace papercup::cli {

// When text is coloured.
enum class ColourChoice { automatic, always, never };

// As on the command line.
inline constexpr auto kColourChoiceNames = names_of<ColourChoice>({
    {ColourChoice::automatic, "auto"},
    {ColourChoice::always, "always"},
    {ColourChoice::never, "never"},
});

// The options that are given before or after any command.
struct GlobalOptions {
  std::optional<std::string> data, config, width;
  ColourChoice colour = ColourChoice::automatic;
  bool plain = false;
  bool no_pager = false;
  bool quiet = false;
  bool verbose = false;
  bool version = false;
};

void declare_global_options(CLI::App& command, GlobalOptions& globals);

// Thrown if standard output does not take any more; `error_number` is errno's, 0 if unknown.
struct OutputFailed {
  int error_number = 0;
};

// What commands know of the world: what their work needs of it, and the streams and the terminal
// that only a command has.
class Session : public app::Context {
 public:
  // Throws Error{usage} for a wrong --width or PAPERCUP_NOW.
  Session(Environment& environment, GlobalOptions globals);

  Environment& environment() const { return environment_; }
  bool is_quiet() const { return globals_.quiet; }
  // As print_message and print_error have it, on the error output.
  void complain(std::string_view message) const;
  void complain(const Error& error) const;
  // Sentences for the error output, in lines that fit; what is asked and said beside a result.
  void say(std::string_view text) const;
  const render::TextStyle& style() const { return style_; }

  // Writes to standard output. Throws OutputFailed.
  void print(std::string_view text) const;
  // The columns that lines of reports have to fit: of the terminal or of --width; nothing if
  // neither is there, since programs read them line by line.
  std::optional<int> line_columns() const;
  // Such lines, `fitted`.
  void print_lines(std::string_view text) const;
  // What print does with the reader's pager ($PAGER; less) if this is a terminal that the text does
  // not fit on, unless --no-pager is given. Returns when the reader has left it.
  void page(std::string_view text) const;
  // Hands on what was printed. Throws OutputFailed if it was not taken.
  void flush() const;

 private:
  render::TextStyle choose_style() const;

  Environment& environment_;
  GlobalOptions globals_;
  render::TextStyle style_;
};

// Runs a program of the reader's choice with one more argument: the words of the first of
// `variables` that is set, else `fallback`. `%s` among the words is replaced by the argument.
// Returns whether it ran and succeeded.
bool run_with(const Session& session, const std::vector<std::string>& variables,
              const std::string& fallback, const std::string& argument);

// The columns in which messages have to fit: those of --width or else of the terminal that the
// error output is; nothing if it is none, since programs read messages line by line. A --width that
// is no number is left to others to complain of.
std::optional<int> message_columns(const Environment& environment,
                                   const std::optional<std::string>& width_option);

// Lines that are wider than `columns` are wrapped, each under its own indentation; command lines
// and paths stay whole (text::wrap_message), and so does a line indented by four blanks, which is
// to be copied.
std::string fitted(std::string_view lines, std::optional<int> columns);

// A message for people, safe for a terminal whatever it quotes: "papercup: " and its lines, fitted.
void print_message(std::ostream& stream, std::string_view message, std::optional<int> columns);
// The same with what to do about it.
void print_error(std::ostream& stream, const Error& error, std::optional<int> columns);

}  // namespace papercup::cli
