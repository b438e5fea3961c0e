// Any text is a reference to a paper or a papercup::Error, and a reference reads what it writes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/error.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::abort();
}

void check(const papercup::PaperRef& ref) {
  require(papercup::PaperRef::parse(ref.to_string()) == ref,
          "a reference does not read what it writes");
  require(papercup::ArxivId::parse(ref.id.to_string()) == ref.id,
          "an id does not read what it writes");
  const papercup::PaperRef page = papercup::PaperRef::parse(ref.id.url());
  require(page.id == ref.id && !page.version, "the page of an id is another's");
  require(ref.id.month().ok(), "an id of no month");
  require(!ref.version || *ref.version > 0, "a version below 1");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    check(papercup::PaperRef::parse(text));
    require(papercup::PaperRef::try_parse(text).has_value(), "try_parse refuses what parse takes");
  } catch (const papercup::Error& error) {
    require(!papercup::PaperRef::try_parse(text), "try_parse takes what parse refuses");
    require(error.kind() == papercup::ErrorKind::usage, "an error of another kind");
    require(error.message().find_first_of("\n\x1b") == std::string::npos, "controls in a message");
  }
  return 0;
}
