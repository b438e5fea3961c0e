// Writes the arrays of papercup::rank::CommonTerms for a table in the form of
// data/background-df.tsv, as a source file; run when the program is built.
//
//     papercup_tabulate_background TABLE > SOURCE

#include <concepts>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "rank/features/common_terms.hpp"

namespace {

using papercup::rank::CommonTerms;
using papercup::rank::CommonTermsTable;

// A value as this machine keeps it in memory, without what is undefined between its parts.
void add_bytes(std::string& bytes, const CommonTerms::Word& word) {
  std::string value(sizeof word, '\0');
  std::memcpy(value.data() + offsetof(CommonTerms::Word, bits), &word.bits, sizeof word.bits);
  std::memcpy(value.data() + offsetof(CommonTerms::Word, before), &word.before, sizeof word.before);
  bytes += value;
}
template <std::unsigned_integral Number>
void add_bytes(std::string& bytes, Number number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

// A literal of bytes, since compilers take twenty times as long for a list of as many numbers.
template <typename Value>
void print_array(std::string_view name, const std::vector<Value>& values) {
  constexpr std::size_t kInLine = 24;
  std::string bytes;
  for (const Value& value : values) add_bytes(bytes, value);
  fmt::print("alignas(8) constexpr unsigned char {}[] =", name);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % kInLine == 0) fmt::print("{}\n\"", i == 0 ? "" : "\"");
    fmt::print("\\{:03o}", static_cast<unsigned char>(bytes[i]));
  }
  fmt::print("\";\n\n");
}

void print(const CommonTermsTable& table) {
  fmt::print(
      "#include <cstddef>\n#include <cstdint>\n#include <new>\n#include <span>\n\n"
      "#include \"rank/features/common_terms.hpp\"\n\n"
      "namespace papercup::rank {{\nnamespace {{\n\n");
  print_array("kWords", table.words);
  print_array("kPlaces", table.places);
  print_array("kCounts", table.counts);
  print_array("kPairs", table.pairs);
  // A literal has one byte more, which is 0.
  fmt::print(
      "template <typename Value, std::size_t kSize>\n"
      "std::span<const Value> values_in(const unsigned char (&bytes)[kSize]) {{\n"
      "  return {{std::launder(reinterpret_cast<const Value*>(bytes)), kSize / "
      "sizeof(Value)}};\n}}\n\n"
      "}}  // namespace\n\n"
      "const CommonTerms& CommonTerms::known() {{\n"
      "  static const CommonTerms terms({{{}, values_in<Word>(kWords), "
      "values_in<std::uint32_t>(kPlaces),\n"
      "                                  values_in<std::uint32_t>(kCounts), "
      "values_in<std::uint64_t>(kPairs), {}}});\n"
      "  return terms;\n}}\n\n"
      "}}  // namespace papercup::rank\n",
      table.papers, table.first_other_pair);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    std::ifstream file(count == 2 ? arguments[1] : "", std::ios::binary);
    if (!file) {
      fmt::print(stderr, "usage: papercup_tabulate_background TABLE > SOURCE\n");
      return 2;
    }
    const std::string text(std::istreambuf_iterator<char>(file), {});
    print(CommonTermsTable::parse(text));
  } catch (const papercup::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return std::ferror(stdout) == 0 ? 0 : 1;
}
