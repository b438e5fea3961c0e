#include "app/ranking/model_cache.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "papercup/system/files.hpp"
#include "papercup/text/hash.hpp"

namespace papercup::app {
namespace {

namespace fs = std::filesystem;

struct Kind {
  std::string_view name;
  std::size_t most;  // files
};

// About 2 MB, 4 MB, 4 MB and 80 kB each, and 16 bytes a paper.
constexpr std::array<Kind, 5> kKinds = {Kind{"model", 60}, Kind{"levels", 6}, Kind{"frequency", 6},
                                        Kind{"draw", 60}, Kind{"scores", 6}};

const Kind& known(KeptKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

// At the head of a file, with the length of the key.
std::string head_of(std::string_view key) {
  return fmt::format("papercup {}\n{}", key.size(), key);
}

void remove_oldest(const fs::path& folder, const Kind& kind) {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(fmt::format("{}-", kind.name))) continue;
    std::error_code ignored;
    files.emplace_back(entry->last_write_time(ignored), entry->path());
  }
  if (files.size() <= kind.most) return;
  std::ranges::sort(files, std::ranges::greater{});
  for (std::size_t i = kind.most; i < files.size(); ++i) {
    std::error_code ignored;
    fs::remove(files[i].second, ignored);
  }
}

}  // namespace

ModelCache::ModelCache(const Context& context) : folder_(context.cache_folder()) {
  std::error_code ignored;
  // A home that does not exist is none to be made.
  if (!fs::is_directory(folder_.parent_path().parent_path(), ignored)) folder_.clear();
  place_ = fs::absolute(context.data_folder(), ignored).lexically_normal().string();
}

fs::path ModelCache::file_of(KeptKind kind, std::string_view owner) const {
  const std::uint64_t hash = text::Hasher().add(place_).add('\n').add(owner).value();
  return folder_ / fmt::format("{}-{:016x}", known(kind).name, hash);
}

SharedBytes ModelCache::content(KeptKind kind, std::string_view owner, std::string_view key) const {
  if (folder_.empty()) return {};
  const fs::path file = file_of(kind, owner);
  try {
    if (!system::file_exists(file, ErrorKind::storage)) return {};
    // Most that is not the present one is known by its head.
    return system::read_file_after(head_of(key), file, ErrorKind::storage).value_or(SharedBytes());
  } catch (const Error&) {
    return {};
  }
}

void ModelCache::keep(KeptKind kind, std::string_view owner, std::string_view key,
                      std::string_view bytes) const {
  if (folder_.empty() || !system::is_own_folder(folder_)) return;
  try {
    system::make_folder(folder_);
    system::write_file_atomically(file_of(kind, owner), head_of(key) + std::string(bytes),
                                  system::NewFileMode::owner_only, system::Durability::unsynced);
  } catch (const Error&) {
    return;
  }
  remove_oldest(folder_, known(kind));
}

}  // namespace papercup::app
