#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "papercup/core/error.hpp"
#include "papercup/library/library.hpp"
#include "papercup/text/normalise.hpp"

namespace {

void require_clean(std::string_view text) {
  if (papercup::text::sanitise(text) != text) std::abort();
}

}  // namespace

// Any bytes give an Error, or entries and warnings whose texts are clean.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace papercup;
  try {
    const library::Library found =
        library::parse_library({reinterpret_cast<const char*>(data), size});
    for (const library::Entry& entry : found.entries) {
      require_clean(entry.key);
      require_clean(entry.title);
      require_clean(entry.abstract);
      require_clean(entry.doi);
    }
    for (const std::string& warning : found.warnings) require_clean(warning);
  } catch (const Error& error) {
    require_clean(error.message());
  }
  return 0;
}
