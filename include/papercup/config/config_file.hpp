#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/core/focus.hpp"
#include "papercup/core/settings.hpp"

namespace papercup::config {

// The folders where papercup keeps things. They need not exist.
struct Paths {
  std::filesystem::path config;  // config.toml, focus/
  std::filesystem::path data;    // papers.db, reader.db
  std::filesystem::path state;   // the rate limiter's files pace and pace.lock
};

using VariableLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Folders are those of the options, else of PAPERCUP_CONFIG and PAPERCUP_DATA, else of the XDG base
// directories (https://specifications.freedesktop.org/basedir-spec/), else ~/.config,
// ~/.local/share and ~/.local/state. Empty variables count as unset; relative XDG paths are
// ignored, as the specification asks. Throws Error{usage} if an option is empty, or if a folder
// depends on HOME and HOME is not set.
Paths resolve_paths(const std::optional<std::string>& config_option,
                    const std::optional<std::string>& data_option, const VariableLookup& variable);

// One folder alone, for a command that needs no more.
std::filesystem::path config_folder(const std::optional<std::string>& option,
                                    const VariableLookup& variable);
std::filesystem::path data_folder(const std::optional<std::string>& option,
                                  const VariableLookup& variable);
std::filesystem::path state_folder(const VariableLookup& variable);
// For what can be made again; ~/.cache by default.
std::filesystem::path cache_folder(const VariableLookup& variable);

// `[digest]` of config.toml.
struct DigestSettings {
  double coffee = 10;   // minutes for all foci together
  double per_day = 7;   // papers that clear the line on an average day
  double floor = 5;     // nothing more common than 1 in so many is shown; 1 shows everything
  bool variety = true;  // papers on parts of a description that the list lacks
  bool explore = true;  // one paper just below the line, once there are likes to vary from
  Ranker ranker = Ranker::standard;
  std::set<unsigned> days = {};  // when digests are read: 0 Sunday to 6 Saturday; empty: every day

  bool operator==(const DigestSettings&) const = default;
};

struct Config {
  ArxivSettings arxiv;
  DigestSettings digest;
  MailSettings mail;
  // Sentences for people: unknown keys and sections with file and line and the nearest known one,
  // and secrets that are not sent.
  std::vector<std::string> warnings;
};

// Reads config.toml (TOML 1.0, UTF-8, at most 4 MiB); a missing file means defaults. An unknown key
// or section is a warning. Throws Error{usage} that names file, line and key if
// - the file cannot be read or is no TOML;
// - a value is of the wrong type or out of bounds: an address without http or https, a line end in
// a
//   header, a negative number, an interval below arXiv's three seconds for a host that is not
//   loopback;
// - options of `[mail]` contradict each other: a server and a command, several places of the
//   password, a password for another machine without encryption.
Config load_config(const std::filesystem::path& file);

// An option of config.toml, for people.
struct OptionDescription {
  std::string_view section;
  std::string_view key;
  std::string_view meaning;    // a phrase without a full stop
  std::string standard_value;  // without the option; as TOML
};

// Every option that load_config knows, and no other; those of a section follow one another.
std::vector<OptionDescription> described_options();

// config.toml as `init` writes it: every option with its meaning and value. Those with the default
// value are commented out.
std::string config_template(const Config& config);

// What `config show` prints: every option with the value in force, as TOML. "***" replaces secrets:
// the key, passwords in addresses, and the arguments of commands.
std::string config_text(const Config& config);

}  // namespace papercup::config
