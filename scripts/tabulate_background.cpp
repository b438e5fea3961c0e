// Writes the arrays of papercup::rank::CommonTerms for a table in the form of
// data/background-df.tsv, as a source file; run when the program is built.
//
//     papercup_tabulate_background TABLE > SOURCE

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/error.hpp"
#include "rank/features/common_terms.hpp"

namespace {

void print_value(std::uint64_t value) { fmt::print("{}u,", value); }
void print_value(const papercup::rank::CommonTerms::Word& word) {
  fmt::print("{{{}u,{}}},", word.bits, word.before);
}

template <typename Value>
void print_array(std::string_view type, std::string_view name, const std::vector<Value>& values) {
  constexpr std::size_t kInLine = 12;
  fmt::print("constexpr {} {}[] = {{", type, name);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % kInLine == 0) fmt::print("\n");
    print_value(values[i]);
  }
  fmt::print("\n}};\n\n");
}

void print(const papercup::rank::CommonTermsTable& table) {
  fmt::print(
      "#include \"rank/features/common_terms.hpp\"\n\n"
      "namespace papercup::rank {{\nnamespace {{\n\n");
  print_array("CommonTerms::Word", "kWords", table.words);
  print_array("std::uint32_t", "kPlaces", table.places);
  print_array("std::uint32_t", "kCounts", table.counts);
  print_array("std::uint64_t", "kPairs", table.pairs);
  fmt::print(
      "}}  // namespace\n\n"
      "const CommonTerms& CommonTerms::known() {{\n"
      "  static constexpr CommonTerms terms({{{}, kWords, kPlaces, kCounts, kPairs, {}}});\n"
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
    print(papercup::rank::CommonTermsTable::parse(text));
  } catch (const papercup::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
  return std::ferror(stdout) == 0 ? 0 : 1;
}
