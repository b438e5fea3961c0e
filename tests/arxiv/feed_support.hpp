#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "papercup/arxiv/xml_feed.hpp"
#include "papercup/core/error.hpp"
#include "papercup/core/paper.hpp"
#include "support/places.hpp"

namespace papercup::arxiv {

inline std::filesystem::path fixture_path(const std::string& name) {
  return support::source_folder() / "tests/arxiv/fixtures" / name;
}

inline std::string file_bytes(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  EXPECT_TRUE(stream) << file;
  return {std::istreambuf_iterator<char>{stream}, {}};
}

inline std::string fixture(const std::string& name) { return file_bytes(fixture_path(name)); }

inline Feed parse_fixture(const std::string& name) { return parse_feed(fixture(name), name); }

// What `act` throws; nothing (and a failed test) where it throws nothing.
template <typename Act>
std::optional<Error> error_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error was thrown";
  return std::nullopt;
}

template <typename Act>
std::string message_of(Act act) {
  const auto error = error_of(act);
  return error ? error->message() : "";
}

inline std::string feed_error(std::string_view document) {
  return message_of([&] { parse_feed(document, "the feed"); });
}

inline std::vector<std::string> names(const std::vector<Category>& categories) {
  std::vector<std::string> ids;
  for (const Category& category : categories) ids.push_back(category.to_string());
  return ids;
}

// A document of the query API around `entries`.
inline std::string api_document(std::string_view entries) {
  return "<?xml version='1.0' encoding='UTF-8'?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
         "xmlns:arxiv=\"http://arxiv.org/schemas/atom\">" +
         std::string{entries} + "</feed>";
}

inline std::string api_entry(std::string_view id, std::string_view title) {
  return "<entry><id>http://arxiv.org/abs/" + std::string{id} + "</id><title>" +
         std::string{title} + "</title></entry>";
}

using Strings = std::vector<std::string>;

}  // namespace papercup::arxiv
