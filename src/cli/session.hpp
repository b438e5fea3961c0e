#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/command_line/option_set.hpp"
#include "papercup/app/context.hpp"
#include "papercup/cli/environment.hpp"
#include "papercup/core/error.hpp"
#include "papercup/render/text.hpp"
#include "papercup/render/text_style.hpp"
#include "papercup/store/reader.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"

namespace papercup::cli {

// The options that are given before or after any command.
struct GlobalOptions {
  std::optional<std::string> data, config, width;
  std::string colour = "auto";
  bool plain = false;
  bool no_pager = false;
  bool quiet = false;
  bool verbose = false;
  bool help = false;
  bool version = false;
};

void declare_global_options(OptionSet& options, GlobalOptions& globals);

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
  const render::TextStyle& style() const { return style_; }
  // The day where the reader is, by the clock or PAPERCUP_NOW.
  Date today() const;

  // The day there at a moment.
  Date day_of(Time time) const;
  // When the command began.
  Time now() const { return now_; }
  // The present moment, for a command that takes its time; with PAPERCUP_NOW the clock stands
  // still.
  Time present() const;
  // The same session without notes, for what would give them a second time.
  Session silent() const;

  std::optional<std::string> variable(const std::string& name) const;
  config::Paths paths() const;
  std::filesystem::path config_folder() const;
  std::filesystem::path state_folder() const;
  // With ~ for the reader's home folder, for people.
  std::string friendly_path(const std::filesystem::path& path) const;
  // config.toml; its warnings are noted once. Throws as config::load_config does.
  const config::Config& config() const;
  // A file in the data folder, which is made where it is missing.
  std::filesystem::path data_file(const std::string& name) const;
  // papers.db in the data folder. To create it makes the folder too.
  // Throws Error{usage} if it is read only, and the folder that --data or PAPERCUP_DATA names must
  // exist and does not.
  store::Store open_store(store::OpenMode mode, NamedFolder named = NamedFolder::must_exist) const;

  // reader.db in the data folder; the same holds.
  store::UserStore open_reader(store::OpenMode mode,
                               NamedFolder named = NamedFolder::must_exist) const;

  // Throws Error{usage} if the reader has named a data folder that does not exist, and
  // Error{storage} if it cannot be told.
  void require_data_folder() const;
  // The same of the configuration; always Error{usage}.
  void require_config_folder() const;
  // What there is to say of a configuration folder that the reader has named and that does not
  // exist; empty otherwise.
  std::string missing_config_folder() const;
  // Whether --config names it.
  bool has_config_option() const { return globals_.config.has_value(); }

  // Writes to standard output. Throws OutputFailed.
  void print(std::string_view text) const;
  // The same with the reader's pager ($PAGER; less) if this is a terminal that the text does not
  // fit on, unless --no-pager is given. Returns when the reader has left it.
  void page(std::string_view text) const;
  // Hands on what was printed. Throws OutputFailed if it was not taken.
  void flush() const;

 private:
  render::TextStyle choose_style() const;

  Environment& environment_;
  GlobalOptions globals_;
  render::TextStyle style_;
};

// A message for people, safe for a terminal whatever it quotes: "papercup: " and its lines.
void print_message(std::ostream& stream, std::string_view message);
// The same with what to do about it.
void print_error(std::ostream& stream, const Error& error);

}  // namespace papercup::cli
