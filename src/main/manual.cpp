#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "papercup/cli/run.hpp"

// Makes the manual page of standard input when papercup is built.
int main() {
  try {
    const std::string page{std::istreambuf_iterator<char>(std::cin), {}};
    std::cout << papercup::cli::manual_page(page) << std::flush;
    return std::cout ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
