#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "arxiv/json/json_lines.hpp"
#include "papercup/core/error.hpp"

namespace {

bool has_control_character(std::string_view text) {
  for (const char c : text) {
    if ((c >= 0 && c < 0x20) || c == 0x7F) return true;
  }
  return false;
}

}  // namespace

// Any bytes give an Error, or a record with a clean title.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const papercup::Record record =
        papercup::arxiv::parse_json_line({reinterpret_cast<const char*>(data), size});
    const std::string& title = record.paper.title;
    if (title.empty() || has_control_character(title)) std::abort();
  } catch (const papercup::Error& error) {
    if (has_control_character(error.message())) std::abort();
  }
  return 0;
}
