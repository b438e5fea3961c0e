#include "papercup/config/focus_file.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "config/toml_file.hpp"
#include "papercup/core/characters.hpp"
#include "papercup/core/mail.hpp"
#include "papercup/core/names.hpp"
#include "papercup/system/files.hpp"

namespace papercup::config {
namespace {

const std::vector<std::string>& known_keys() {
  static const std::vector<std::string> keys = {"name",    "about", "categories", "keywords",
                                                "authors", "likes", "dislikes",   "to"};
  return keys;
}

// Keeps the first of equal values.
template <typename Value>
std::vector<Value> without_repetition(const std::vector<Value>& values) {
  std::set<Value> seen;
  std::vector<Value> result;
  for (const Value& value : values) {
    if (seen.insert(value).second) result.push_back(value);
  }
  return result;
}

std::string did_you_mean(const std::string& nearest) {
  return nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest);
}

// Reads one focus; one member function for every kind of value.
class FocusReader {
 public:
  explicit FocusReader(const TomlFile& file) : file_(file) {}

  FocusFile read() {
    for (const auto& [key, node] : file_.table()) read_key(std::string(key.str()), node);
    return std::move(result_);
  }

 private:
  void read_key(const std::string& key, const toml::node& node) {
    Focus& focus = result_.focus;
    if (key == "name") {
      focus.name = file_.text(node, key);
    } else if (key == "about") {
      focus.about = file_.text(node, key);
    } else if (key == "categories") {
      read_categories(node);
    } else if (key == "keywords") {
      read_keywords(node);
    } else if (key == "authors") {
      focus.authors = texts(node, key);
    } else if (key == "likes") {
      focus.likes = ids(node, key);
    } else if (key == "dislikes") {
      focus.dislikes = ids(node, key);
    } else if (key == "to") {
      focus.to = texts(node, key);
      check_addresses(node);
    } else {
      warn_of_key(key, known_keys(), node);
    }
  }

  void check_addresses(const toml::node& node) const {
    for (const toml::node& item : file_.list(node, "to")) {
      const std::string text = entry(item, "to");
      if (MailAddress::parse(text)) continue;
      throw file_.error(item, fmt::format("'{}' is not a mail address", text),
                        R"(Such as "ada@example.org" or "Ada Byron <ada@example.org>".)");
    }
  }

  void warn_of_key(const std::string& key, const std::vector<std::string>& known,
                   const toml::node& node) {
    result_.warnings.push_back(file_.at(node, unknown_word("key", key, known)));
  }

  // A text that is not blank.
  std::string entry(const toml::node& node, std::string_view key, std::string hint = {}) const {
    std::string text = file_.text(node, fmt::format("an entry of {}", key), std::move(hint));
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      throw file_.error(node, fmt::format("an entry of {} is empty", key));
    }
    return text;
  }

  std::vector<std::string> texts(const toml::node& node, std::string_view key) const {
    std::vector<std::string> result;
    for (const toml::node& item : file_.list(node, key)) result.push_back(entry(item, key));
    return without_repetition(result);
  }

  std::vector<ArxivId> ids(const toml::node& node, std::string_view key) const {
    std::vector<ArxivId> result;
    for (const toml::node& item : file_.list(node, key)) {
      const std::string text =
          entry(item, key, fmt::format("Put identifiers into quotes: {} = [\"2305.18290\"]", key));
      try {
        result.push_back(PaperRef::parse(text).id);
      } catch (const Error& error) {
        throw file_.error(item, fmt::format("{}: {}", key, error.message()), error.hint());
      }
    }
    return without_repetition(result);
  }

  void read_categories(const toml::node& node) {
    std::vector<Category> categories;
    for (const toml::node& item : file_.list(node, "categories")) {
      const std::string id = entry(item, "categories");
      if (!find_category(id) && !is_archive(id)) {
        const auto nearest = nearest_categories(id, 1);
        result_.warnings.push_back(
            file_.at(item, fmt::format("unknown category '{}'{}", id,
                                       did_you_mean(nearest.empty() ? "" : nearest.front()))));
      }
      categories.emplace_back(id);
    }
    result_.focus.categories = without_repetition(categories);
  }

  void read_keywords(const toml::node& node) {
    std::vector<Keyword>& keywords = result_.focus.keywords;
    std::unordered_map<std::string, std::size_t> places;  // of terms
    for (const toml::node& item : file_.list(node, "keywords")) {
      Keyword keyword =
          item.is_table() ? read_weighted(*item.as_table()) : Keyword{entry(item, "keywords"), 1.0};
      const auto [place, is_new] = places.emplace(keyword.term, keywords.size());
      if (is_new) {
        keywords.push_back(std::move(keyword));
      } else {
        keywords[place->second].weight = keyword.weight;
      }
    }
  }

  Keyword read_weighted(const toml::table& table) {
    constexpr std::string_view kForm = "Write a keyword as { term = \"survey\", weight = -1.0 }.";
    Keyword keyword;
    for (const auto& [name, value] : table) {
      const std::string key(name.str());
      if (key == "term") {
        keyword.term = entry(value, "keywords");
      } else if (key == "weight") {
        keyword.weight = read_weight(value);
      } else {
        warn_of_key(key, {"term", "weight"}, value);
      }
    }
    if (keyword.term.empty()) {
      throw file_.error(table, "a keyword has no term", std::string(kForm));
    }
    return keyword;
  }

  double read_weight(const toml::node& node) const {
    constexpr double kLargest = 1000;
    const auto weight = node.is_number() ? node.value<double>() : std::nullopt;
    if (!weight || !std::isfinite(*weight) || std::abs(*weight) > kLargest) {
      throw file_.error(node, "the weight of a keyword has to be a number from -1000 to 1000");
    }
    return *weight;
  }

  const TomlFile& file_;
  FocusFile result_;
};

FocusFile read_focus(const TomlFile& toml, const std::string& stem) {
  FocusFile result = FocusReader(toml).read();
  if (result.focus.name.empty()) result.focus.name = stem;
  result.text = toml.content();
  return result;
}

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
    refuse_pipe(file);
    focus.loaded = load_focus_file(file);
  } catch (const Error& error) {
    focus.error = error;
  }
  return focus;
}

}  // namespace

FocusFile load_focus_file(const std::filesystem::path& file) {
  return read_focus(TomlFile(file), file.stem().string());
}

FocusFile parse_focus(const std::string& stem, std::string_view text) {
  return read_focus(TomlFile(stem, std::string(text)), stem);
}

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
  std::ranges::sort(foci,
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
  return !stem.empty() && stem.front() != '.' && std::ranges::all_of(stem, [](char c) {
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
