// Any text is a query or a papercup::Error of three lines, and a query's printed form parses to the
// same tree.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "papercup/core/error.hpp"
#include "papercup/core/query.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << '\n';
  std::abort();
}

void check_node(const papercup::QueryNode& node, std::size_t level, std::size_t size) {
  using Kind = papercup::QueryNode::Kind;
  require(level <= 200, "a tree that is too deep");
  require(node.position < size, "a position outside of the query");
  const bool is_joined = node.kind == Kind::conjunction || node.kind == Kind::disjunction;
  const std::size_t count = node.children.size();
  require(is_joined ? count >= 2 : count == (node.kind == Kind::negation ? 1U : 0U),
          "a wrong number of children");
  for (const papercup::QueryNode& child : node.children) {
    require(!is_joined || child.kind != node.kind, "a tree that is not flat");
    check_node(child, level + 1, size);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  papercup::Query query;
  try {
    query = papercup::parse_query(text);
  } catch (const papercup::Error& error) {
    const std::string message = error.message();
    const auto lines = std::count(message.begin(), message.end(), '\n');
    require(error.kind() == papercup::ErrorKind::usage, "an error of another kind");
    require(size > 65'536 || (lines == 2 && message.back() == '^'), "a message without a place");
    require(message.find('\x1b') == std::string::npos, "controls in a message");
    return 0;
  }
  require(query.text == text, "another text than given");
  check_node(query.root, 1, size);

  const std::string printed = papercup::to_string(query.root);
  if (printed.size() > 65'536) return 0;  // every field written may be too long to be read again
  const papercup::Query again = papercup::parse_query(printed);
  require(again.root == query.root, "the printed form is another query");
  require(papercup::to_string(again.root) == printed, "the printed form prints differently");
  return 0;
}
