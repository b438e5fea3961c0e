// TeX of titles and abstracts: what is shown is clean UTF-8, not much longer than the source, and
// fits its columns.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "papercup/text/normalise.hpp"
#include "papercup/text/width.hpp"

namespace {

constexpr std::size_t kLongestSymbol = 16;  // bytes that one byte of TeX may turn into
constexpr int kColumns = 40;

void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace papercup;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string line = text::collapse_whitespace(text::sanitise(input));
  const std::string shown = text::tex_to_unicode(line);
  require(text::sanitise(shown) == shown, "text that is not clean");
  require(shown.size() <= kLongestSymbol * (line.size() + 1), "text that is too long");
  for (const std::string& part : text::wrap(shown, kColumns)) {
    require(text::display_width(part) <= kColumns, "a line that is too wide");
  }
  require(text::display_width(text::truncate(shown, kColumns)) <= kColumns,
          "a cut that is too wide");
  const std::string folded = text::fold(line);
  require(text::fold(folded) == folded, "folding that does not settle");
  for (const std::string& token : text::tokens(line)) {
    require(text::token_text(token) == token, "a token that is not one");
  }
  return 0;
}
