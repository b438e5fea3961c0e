#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "papercup/cli/run.hpp"

// Makes the manual page of standard input when papercup is built; the argument is its date.
int main(int argc, char** argv) {
  try {
    const std::string page{std::istreambuf_iterator<char>(std::cin), {}};
    std::cout << papercup::cli::manual_page(page, argc > 1 ? argv[1] : "") << std::flush;
    return std::cout ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
