// Runs a fuzz target without libFuzzer over every file of a folder, and over shortened and changed
// copies of each: the same ones every time, so that a failure can be repeated with any compiler.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kVariants = 40;  // of each kind and file

using Bytes = std::vector<std::uint8_t>;

Bytes read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return {text.begin(), text.end()};
}

void run(const Bytes& bytes) {
  // A copy of the exact size lets the address sanitizer see a read past the end.
  const Bytes exact(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void run_shortened(const Bytes& bytes) {
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / kVariants);
  for (std::size_t size = 0; size < bytes.size(); size += step) {
    run({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)});
  }
}

void run_changed(const Bytes& bytes) {
  if (bytes.empty()) return;
  std::mt19937 random(1);
  for (std::size_t i = 0; i < kVariants; ++i) {
    Bytes changed = bytes;
    changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    run(changed);
  }
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 || !std::filesystem::is_directory(arguments[1])) {
    std::cerr << "usage: " << arguments[0] << " FOLDER\n";
    return 2;
  }
  const std::vector<std::filesystem::path> files = files_in(arguments[1]);
  if (files.empty()) {
    std::cerr << arguments[1] << ": no file to replay\n";
    return 1;
  }
  for (const std::filesystem::path& file : files) {
    std::cout << file.filename().string()
              << std::endl;  // flushed, so that the last line names the culprit
    const Bytes bytes = read(file);
    run(bytes);
    run_shortened(bytes);
    run_changed(bytes);
  }
  std::cout << files.size() << " files replayed\n";
  return 0;
}
