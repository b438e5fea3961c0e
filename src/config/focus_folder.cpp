#include "papercup/config/focus_folder.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/toml_file.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/system/file_input.hpp"

namespace papercup::config {
namespace {

namespace fs = std::filesystem;

std::string keywords_text(const std::vector<Keyword>& keywords) {
  std::vector<std::string> items;
  items.reserve(keywords.size());
  for (const Keyword& keyword : keywords) {
    items.push_back(keyword.weight == 1 ? toml_string(keyword.term)
                                        : fmt::format("{{ term = {}, weight = {} }}",
                                                      toml_string(keyword.term), keyword.weight));
  }
  return fmt::format("[{}]", fmt::join(items, ", "));
}

template <typename Value>
std::vector<std::string> texts_of(const std::vector<Value>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const Value& value : values) names.push_back(value.to_string());
  return names;
}

std::string entry(std::string_view explanation, std::string_view key, const std::string& value,
                  bool is_set) {
  return fmt::format("\n# {}\n{}{} = {}\n", explanation, is_set ? "" : "# ", key, value);
}

ListedFocus load(const fs::path& file) {
  ListedFocus focus{file.stem().string(), file, std::nullopt, std::nullopt};
  try {
    focus.loaded = load_focus_file(file);
  } catch (const Error& error) {
    focus.error = error;
  }
  return focus;
}

}  // namespace

std::vector<ListedFocus> list_foci(const fs::path& config_folder) {
  std::vector<ListedFocus> foci;
  const fs::path folder = config_folder / "focus";
  if (!system::file_exists(folder, ErrorKind::usage)) return foci;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const fs::path& file = entry->path();
    const bool is_hidden = file.filename().string().front() == '.';
    if (file.extension() == ".toml" && !is_hidden) foci.push_back(load(file));
  }
  if (error) {
    throw Error(ErrorKind::usage,
                fmt::format("cannot read the folder {}: {}", folder.string(), error.message()),
                "Your foci are in it; the user who runs papercup must be allowed to read it.");
  }
  std::sort(foci.begin(), foci.end(),
            [](const ListedFocus& a, const ListedFocus& b) { return a.stem < b.stem; });
  return foci;
}

fs::path focus_path(const fs::path& config_folder, const std::string& stem) {
  return config_folder / "focus" / (stem + ".toml");
}

std::string stem_from(const std::string& words) {
  constexpr std::size_t kLongest = 40;
  std::string stem;
  for (const char c : words) {
    if (ascii::is_letter_or_digit(c)) {
      stem += ascii::lower(c);
    } else if (!stem.empty() && stem.back() != '-') {
      stem += '-';
    }
  }
  if (stem.size() > kLongest) {
    const std::size_t end = stem.rfind('-', kLongest);
    stem.resize(end == std::string::npos ? kLongest : end);
  }
  while (!stem.empty() && stem.back() == '-') stem.pop_back();
  return stem.empty() ? "focus" : stem;
}

bool is_stem(const std::string& stem) {
  return !stem.empty() && stem.front() != '.' && std::all_of(stem.begin(), stem.end(), [](char c) {
    return ascii::is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
  });
}

std::string focus_template(const Focus& focus) {
  std::string text =
      "# A focus: what you work on. This file is yours; papercup does not change it.\n";
  text += fmt::format("\nname = {}\n", toml_string(focus.name));
  text +=
      entry("One or two sentences, as to a colleague. Until there are likes, this decides most.",
            "about", toml_string(focus.about), true);
  text += entry("What to fetch and to rank; empty: everything that is stored.", "categories",
                toml_list(texts_of(focus.categories)), true);
  text += entry(
      "Words or phrases; with a negative weight papers sink:"
      " { term = \"survey\", weight = -1.0 }",
      "keywords", keywords_text(focus.keywords), !focus.keywords.empty());
  text += entry("Authors you follow.", "authors", toml_list(focus.authors), !focus.authors.empty());
  text += entry("Papers like these; what you mark with papercup like is kept apart.", "likes",
                toml_list(texts_of(focus.likes)), !focus.likes.empty());
  text += entry("Who gets this digest by mail.", "to", toml_list(focus.to), !focus.to.empty());
  return text;
}

std::string focus_lists(const Focus& focus) {
  std::string text;
  if (!focus.likes.empty()) {
    text += fmt::format("likes = {}\n", toml_list(texts_of(focus.likes)));
  }
  if (!focus.keywords.empty()) {
    text += fmt::format("keywords = {}\n", keywords_text(focus.keywords));
  }
  return text;
}

}  // namespace papercup::config
