#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "papercup/app/context.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/shared_bytes.hpp"

namespace papercup::app {

// What is kept: models and what else training needs. The names are those of their files.
enum class KeptKind { model, levels, frequency, draw, scores };

// What was learnt, so that it need not be learnt again: files of this reader alone in the cache
// folder (XDG Base Directory Specification), which all commands share, and which may be deleted at
// any moment. Each has its content under a text of all that it depends on, so that a former one is
// not taken for the present one. Nothing here is worth an error: what cannot be read, or is
// damaged, is made again, and what cannot be written is not kept.
class ModelCache {
 public:
  // For the papers of the context's data folder.
  explicit ModelCache(const Context& context);

  // Whether there is a place at which anything can be kept.
  bool is_usable() const { return !folder_.empty(); }

  // What `Value::from_bytes(bytes, more...)` makes of what was kept for this owner (a focus, or
  // nothing in particular) under this key; nothing if it is not there, damaged or of another form.
  // It may take SharedBytes, or a view of them for as long as it runs.
  template <typename Value, typename... More>
  std::optional<Value> read(KeptKind kind, std::string_view owner, std::string_view key,
                            const More&... more) const {
    const SharedBytes bytes = content(kind, owner, key);
    if (bytes.view().empty()) return std::nullopt;
    try {
      if constexpr (requires { Value::from_bytes(bytes, more...); }) {
        return Value::from_bytes(bytes, more...);
      } else {
        return Value::from_bytes(bytes.view(), more...);
      }
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  // Replaces what was kept for this owner. Of each kind only the newest files stay.
  void keep(KeptKind kind, std::string_view owner, std::string_view key,
            std::string_view bytes) const;

 private:
  std::filesystem::path file_of(KeptKind kind, std::string_view owner) const;
  // What a file that begins with this key has after it; empty if there is none.
  SharedBytes content(KeptKind kind, std::string_view owner, std::string_view key) const;

  std::filesystem::path folder_;  // empty: nothing is kept
  std::string place_;             // the data folder
};

}  // namespace papercup::app
