#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"

namespace {

bool has_control_character(std::string_view text) {
  for (const char c : text) {
    if ((c >= 0 && c < 0x20) || c == 0x7F) return true;
  }
  return false;
}

}  // namespace

// Any bytes give an Error, or a feed whose papers have clean titles and whose warnings are clean.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto feed =
        papercup::arxiv::parse_feed({reinterpret_cast<const char*>(data), size}, "input");
    for (const papercup::Record& record : feed.records) {
      const std::string& title = record.paper.title;
      if (title.empty() || has_control_character(title)) std::abort();
    }
    for (const std::string& warning : feed.warnings) {
      if (has_control_character(warning)) std::abort();
    }
  } catch (const papercup::Error& error) {
    if (has_control_character(error.message())) std::abort();
  }
  return 0;
}
