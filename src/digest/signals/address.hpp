#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace papercup::digest {

// An address on the web as it stands in a text.
struct Address {
  std::string url;     // with a scheme, printable ASCII, without what only ended the sentence
  std::string shown;   // without scheme and "www."
  std::size_t length;  // bytes of the text that it takes
};

// The address that begins at `at`: one with a scheme, or one of a known host without ("github.com/
// o/r"). TeX's escapes within are undone, and one that was broken behind its host or owner is
// joined. Nothing where none begins there.
std::optional<Address> address_at(std::string_view text, std::size_t at);

enum class Host { code, dataset, either, other };

// What is kept at an address: repositories of code; of data (a page of data sets); archives of
// both; other pages.
Host host_of(const Address& address);

}  // namespace papercup::digest
