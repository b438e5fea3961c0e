#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "papercup/core/ranker.hpp"
#include "papercup/core/settings.hpp"

namespace papercup::config {

// `[digest]` of config.toml.
struct DigestSettings {
  double coffee = 10;   // minutes for all foci together
  double per_day = 7;   // papers that clear the line on an average day
  double floor = 5;     // nothing more common than 1 in so many is shown; 1 shows everything
  bool explore = true;  // one paper just below the line, once there are likes to vary from
  Ranker ranker = Ranker::standard;
  std::set<unsigned> days = {};  // of reading: 0 Sunday to 6 Saturday; empty: every day

  bool operator==(const DigestSettings&) const = default;
};

struct Config {
  ArxivSettings arxiv;
  DigestSettings digest;
  MailSettings mail;
  // Unknown keys and sections with file and line, each with the nearest known one; secrets that are
  // not sent.
  std::vector<std::string> warnings;
};

// Reads config.toml; a missing file means defaults.
// Throws Error{usage} that names file, line and key where the file cannot be read, is no TOML, or a
// value is of the wrong type or out of bounds (an address without http or https, a line end in a
// header, a negative number, an interval below arXiv's three seconds for a host that is not
// loopback).
Config load_config(const std::filesystem::path& file);

// config.toml as `init` writes it: every option with its default, commented out, but for those that
// `config` sets otherwise.
std::string config_template(const Config& config);

// What `config show` prints: every option with the value in force, as TOML; "***" stands for
// secrets: the key, passwords in addresses and commands.
std::string config_text(const Config& config);

}  // namespace papercup::config
