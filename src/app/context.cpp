#include "papercup/app/context.hpp"

#include <utility>

#include <fmt/format.h>

#include "papercup/app/kept_signals.hpp"
#include "papercup/core/error.hpp"
#include "papercup/rank/features.hpp"
#include "papercup/system/files.hpp"

namespace papercup::app {
namespace {

[[noreturn]] void refuse_without_network() {
  throw Error(ErrorKind::unreachable, "there is no network");
}

// Features that a former program stored are made anew.
void prepare_features(const Context& context, const std::filesystem::path& file,
                      store::OpenMode mode, store::Store& store) {
  const std::int64_t papers = store.paper_count();
  if (papers > 0) {
    context.note(fmt::format("preparing {} {} for a new ranking, once", papers,
                             papers == 1 ? "paper" : "papers"));
  }
  if (mode == store::OpenMode::create) {
    store.remake_features(rank::kFeatureForm, rank::packed_features);
  } else if (papers > 0) {
    store::Store(file, store::OpenMode::create)
        .remake_features(rank::kFeatureForm, rank::packed_features);
  }
}

}  // namespace

Context::Context(World world)
    : world_(std::move(world)), now_(world_.fixed_now.value_or(world_.clock.now())) {}

Time Context::present() const { return world_.fixed_now.value_or(world_.clock.now()); }

Date Context::day_of(Time time) const { return utc_date(time + utc_offset(time)); }

std::string Context::zone_name(Time time) const {
  return world_.zone_name ? world_.zone_name(time) : "UTC";
}

std::optional<std::string> Context::variable(const std::string& name) const {
  const auto found = world_.variables.find(name);
  if (found == world_.variables.end()) return std::nullopt;
  return found->second;
}

config::VariableLookup Context::lookup() const {
  return [this](const std::string& name) { return variable(name); };
}

config::Paths Context::paths() const {
  return config::resolve_paths(world_.config, world_.data, lookup());
}

std::filesystem::path Context::config_folder() const {
  return config::config_folder(world_.config, lookup());
}

std::filesystem::path Context::state_folder() const { return config::state_folder(lookup()); }

std::filesystem::path Context::data_folder() const {
  return config::data_folder(world_.data, lookup());
}

std::filesystem::path Context::cache_folder() const {
  try {
    return config::cache_folder(lookup());
  } catch (const Error&) {
    return {};
  }
}

std::string Context::friendly_path(const std::filesystem::path& path) const {
  const std::string home = variable("HOME").value_or("");
  const std::string text = path.string();
  const bool is_below = !home.empty() && home != "/" && text.starts_with(home + "/");
  return is_below ? "~" + text.substr(home.size()) : text;
}

const config::Config& Context::config() const {
  if (!config_) {
    config_ = config::load_config(config_folder() / "config.toml");
    for (const std::string& warning : config_->warnings) note(warning);
  }
  return *config_;
}

const std::vector<config::ListedFocus>& Context::foci() const {
  if (!foci_) foci_ = config::list_foci(config_folder());
  return *foci_;
}

std::filesystem::path Context::data_folder(store::OpenMode mode, NamedFolder named) const {
  std::filesystem::path folder = config::data_folder(world_.data, lookup());
  if (mode == store::OpenMode::create) {
    system::make_folder(folder, "--data DIR or PAPERCUP_DATA names another one.");
  } else if (named == NamedFolder::must_exist) {
    require_data_folder();
  }
  return folder;
}

void Context::require_data_folder() const {
  if (!world_.data && variable("PAPERCUP_DATA").value_or("").empty()) return;
  const std::filesystem::path folder = config::data_folder(world_.data, lookup());
  if (system::file_exists(folder, ErrorKind::storage)) return;
  throw Error(ErrorKind::usage,
              fmt::format("the data folder {} does not exist ({})", folder.string(),
                          world_.data ? "--data" : "PAPERCUP_DATA"),
              "Check the name; papercup fetch and papercup import FILE make a new one.");
}

std::string Context::missing_config_folder() const {
  if (!world_.config && variable("PAPERCUP_CONFIG").value_or("").empty()) return {};
  const std::filesystem::path folder = config_folder();
  if (system::file_exists(folder, ErrorKind::usage)) return {};
  return fmt::format("the configuration folder {} does not exist ({})", folder.string(),
                     world_.config ? "--config" : "PAPERCUP_CONFIG");
}

void Context::require_config_folder() const {
  const std::string missing = missing_config_folder();
  if (missing.empty()) return;
  throw Error(ErrorKind::usage, missing, "Check the name; papercup init makes a new one.");
}

std::filesystem::path Context::data_file(const std::string& name) const {
  return data_folder(store::OpenMode::create, NamedFolder::may_be_new) / name;
}

store::Store Context::open_store(store::OpenMode mode, NamedFolder named) const {
  const std::filesystem::path file = data_folder(mode, named) / "papers.db";
  if (mode == store::OpenMode::read_only) {
    store::bring_up_to_date(file, store::DatabaseKind::papers);
  }
  store::Store store(file, mode);
  if (mode == store::OpenMode::create) keep_signals(store);
  if (store.feature_form() == rank::kFeatureForm) return store;
  try {
    prepare_features(*this, file, mode, store);
  } catch (const Error& error) {
    // What does not rank can be done without.
    if (mode == store::OpenMode::create || error.kind() != ErrorKind::storage) throw;
    store.refuse_features(
        {error.kind(),
         "the papers cannot be prepared for this papercup's ranking: " + error.message(),
         error.hint()});
  }
  return store;
}

store::UserStore Context::open_user_store(store::OpenMode mode, NamedFolder named) const {
  const std::filesystem::path file = data_folder(mode, named) / "reader.db";
  if (mode == store::OpenMode::read_only) {
    store::bring_up_to_date(file, store::DatabaseKind::user);
  }
  return {file, mode};
}

net::HttpTransport& Context::http() const {
  if (!world_.http) refuse_without_network();
  return world_.http();
}

net::MailTransport& Context::mail() const {
  if (!world_.mail) refuse_without_network();
  return world_.mail();
}

system::ShellResult Context::run_shell(const std::string& command, std::string_view input) const {
  if (!world_.run_shell) throw Error(ErrorKind::failure, "commands cannot be run here");
  return world_.run_shell(command, input);
}

std::string Context::host_name() const {
  return world_.host_name ? world_.host_name() : "localhost";
}

void Context::note(std::string_view message) const {
  if (world_.note) world_.note(message);
}

void Context::alarm(std::string_view message) const {
  if (world_.alarm) world_.alarm(message);
}

void Context::progress(std::string_view line) const {
  if (world_.progress) world_.progress(line);
}

Context Context::silent() const {
  Context context = *this;
  context.world_.note = nullptr;
  context.world_.progress = nullptr;
  return context;
}

}  // namespace papercup::app
