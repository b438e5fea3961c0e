#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "papercup/config/config_file.hpp"
#include "papercup/config/focus_file.hpp"
#include "papercup/core/date.hpp"
#include "papercup/net/http_transport.hpp"
#include "papercup/net/mail_transport.hpp"
#include "papercup/store/store.hpp"
#include "papercup/store/user_store.hpp"
#include "papercup/system/process.hpp"

namespace papercup::app {

// A folder in which there should be foci has none: what every new reader sees first.
struct NoFocusYet {
  std::string missing_folder = {};  // Context::missing_config_folder
};

// Whether a data folder that the reader names may be one that does not exist yet, for work that
// only reads: papercup makes it for other work, and takes a wrong name for what it is here.
enum class NamedFolder { must_exist, may_be_new };

// The network and mail servers, made when they are first asked for. Commands hand them on to app as
// they are.
using HttpSource = std::function<net::HttpTransport&()>;
using MailSource = std::function<net::MailTransport&()>;

// What the world gives to papercup's work. References and what functions refer to outlive every
// Context made of it. What is absent cannot be had: there is no network, no shell, nobody to tell.
struct World {
  const Clock& clock;
  std::istream& input;                 // what a file named "-" means
  std::optional<Time> fixed_now = {};  // in place of the clock, which then stands still
  // What the reader's time zone adds to UTC at a moment; decides what "today" is.
  std::function<std::chrono::seconds(Time)> utc_offset;
  // What that time zone is called then ("CET"). Absent: UTC.
  std::function<std::string(Time)> zone_name = {};
  std::map<std::string, std::string> variables = {};  // of the environment
  // Folders that were named in place of those of the environment.
  std::optional<std::string> data = {}, config = {};

  HttpSource http = {};
  MailSource mail = {};
  // Runs a command with /bin/sh, see system::run_shell.
  std::function<system::ShellResult(const std::string& command, std::string_view input)> run_shell =
      {};
  // What this machine is called, for senders' addresses. Absent: localhost.
  std::function<std::string()> host_name = {};

  // Tells the reader something in passing, in one or more lines.
  std::function<void(std::string_view)> note = {};
  // Tells what must be heard even by those who want no notes.
  std::function<void(std::string_view)> alarm = {};
  // Shows how far the work is, in place of what was shown before; an empty text takes it away.
  std::function<void(std::string_view)> progress = {};
  bool is_watched = false;  // somebody looks at the notes, as they come
  bool is_verbose = false;  // and wants all of them
};

// A result, and what came up on the way to it that the reader should be told, in order.
template <typename Value>
struct Noted {
  Value value;
  std::vector<std::string> notes = {};
};

// What papercup's work knows of the world: the time, the configuration, the folders and databases,
// and whom to tell.
class Context {
 public:
  explicit Context(World world);

  const Clock& clock() const { return world_.clock; }
  // When the work began.
  Time now() const { return now_; }
  // The present moment, for work that takes its time.
  Time present() const;
  // The day where the reader is, now and at a moment.
  Date today() const { return day_of(now_); }
  Date day_of(Time time) const;
  std::chrono::seconds utc_offset(Time time) const { return world_.utc_offset(time); }
  std::string zone_name(Time time) const;

  std::optional<std::string> variable(const std::string& name) const;
  config::Paths paths() const;
  std::filesystem::path config_folder() const;
  std::filesystem::path state_folder() const;
  // Of papers.db and reader.db; it may not exist.
  std::filesystem::path data_folder() const;
  // For what can be made again; no name if there is no place for it.
  std::filesystem::path cache_folder() const;
  // With ~ for the reader's home folder, for people.
  std::string friendly_path(const std::filesystem::path& path) const;
  // config.toml; its warnings are noted once. Throws as config::load_config does.
  const config::Config& config() const;
  // The foci of the configuration folder, read when they are first asked for: changes after that
  // are not seen. Throws as config::list_foci does.
  const std::vector<config::ListedFocus>& foci() const;
  // A file in the data folder, which is made if it is missing.
  std::filesystem::path data_file(const std::string& name) const;
  // papers.db in the data folder. To create it makes the folder too.
  // Throws Error{usage} if it is read only, and the folder that --data or PAPERCUP_DATA names must
  // exist and does not.
  store::Store open_store(store::OpenMode mode, NamedFolder named = NamedFolder::must_exist) const;
  // reader.db in the data folder; the same holds.
  store::UserStore open_user_store(store::OpenMode mode,
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
  bool has_config_option() const { return world_.config.has_value(); }

  // "-" among the files that are named.
  std::istream& input() const { return world_.input; }
  bool has_network() const { return static_cast<bool>(world_.http); }
  // Both throw Error{unreachable} if there is no network.
  net::HttpTransport& http() const;
  net::MailTransport& mail() const;
  bool has_mail() const { return static_cast<bool>(world_.mail); }
  bool has_shell() const { return static_cast<bool>(world_.run_shell); }
  // Throws Error{failure} if there is no shell.
  system::ShellResult run_shell(const std::string& command, std::string_view input) const;
  std::string host_name() const;

  void note(std::string_view message) const;
  // Tells the notes of a result, and gives it.
  template <typename Value>
  Value told(Noted<Value> noted) const {
    for (const std::string& message : noted.notes) note(message);
    return std::move(noted.value);
  }
  void alarm(std::string_view message) const;
  void progress(std::string_view line) const;
  bool shows_progress() const { return static_cast<bool>(world_.progress); }
  bool is_watched() const { return world_.is_watched; }
  bool is_verbose() const { return world_.is_verbose; }
  // The same without notes and progress, for what would give them a second time.
  Context silent() const;

 private:
  std::filesystem::path data_folder(store::OpenMode mode, NamedFolder named) const;
  config::VariableLookup lookup() const;

  World world_;
  Time now_;
  mutable std::optional<config::Config> config_;
  mutable std::optional<std::vector<config::ListedFocus>> foci_;
};

}  // namespace papercup::app
