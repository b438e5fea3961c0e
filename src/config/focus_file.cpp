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
  struct Key {
    FocusKey described;
    void (FocusReader::*read)(const toml::node&);
  };

  // Every key there is, in the order in which they are explained.
  static const std::vector<Key>& keys() {
    static const std::vector<Key> all = {
        {{"name", "What digests call it; the name of the file unless given."},
         &FocusReader::read_name},
        {{"about",
          "One or two sentences, as to a colleague. Until there are likes, this decides most."},
         &FocusReader::read_about},
        {{"categories", "What to fetch and to rank; empty: everything that is stored."},
         &FocusReader::read_categories},
        {{"keywords",
          "Words or phrases; with a negative weight papers sink:"
          " { term = \"survey\", weight = -1.0 }"},
         &FocusReader::read_keywords},
        {{"authors", "Authors you follow."}, &FocusReader::read_authors},
        {{"likes", "Papers like these; what you mark with papercup like is kept apart."},
         &FocusReader::read_likes},
        {{"dislikes", "Papers unlike these; what you mark with papercup dislike is kept apart."},
         &FocusReader::read_dislikes},
        {{"to", "Who gets this digest by mail."}, &FocusReader::read_to}};
    return all;
  }

  explicit FocusReader(const TomlFile& file) : file_(file) {}

  FocusFile read() {
    for (const auto& [key, node] : file_.table()) read_key(std::string(key.str()), node);
    return std::move(result_);
  }

 private:
  void read_key(const std::string& name, const toml::node& node) {
    std::vector<std::string> known;
    for (const Key& key : keys()) {
      if (key.described.name == name) {
        (this->*key.read)(node);
        return;
      }
      known.emplace_back(key.described.name);
    }
    warn_of_key(name, known, node);
  }

  void read_name(const toml::node& node) { result_.focus.name = file_.text(node, "name"); }
  void read_about(const toml::node& node) { result_.focus.about = file_.text(node, "about"); }
  void read_authors(const toml::node& node) { result_.focus.authors = texts(node, "authors"); }
  void read_likes(const toml::node& node) { result_.focus.likes = ids(node, "likes"); }
  void read_dislikes(const toml::node& node) { result_.focus.dislikes = ids(node, "dislikes"); }

  void read_to(const toml::node& node) {
    result_.focus.to = texts(node, "to");
    check_addresses(node);
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
    // Squares of smaller ones would vanish beside 1, or altogether.
    constexpr double kSmallest = 1e-6;
    constexpr double kLargest = 1000;
    const auto weight = node.is_number() ? node.value<double>() : std::nullopt;
    if (!weight || !std::isfinite(*weight) || std::abs(*weight) > kLargest) {
      throw file_.error(node, "the weight of a keyword has to be a number from -1000 to 1000");
    }
    if (*weight != 0 && std::abs(*weight) < kSmallest) {
      throw file_.error(node, "the weight of a keyword has to be 0, or at least 0.000001 in size");
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

// A key with its meaning above it.
std::string entry(std::string_view name, const std::string& value, bool is_set) {
  const auto& keys = FocusReader::keys();
  const auto key = std::ranges::find_if(
      keys, [&](const FocusReader::Key& one) { return one.described.name == name; });
  return fmt::format("\n# {}\n{}{} = {}\n", key->described.meaning, is_set ? "" : "# ", name,
                     value);
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

std::vector<FocusKey> focus_keys() {
  std::vector<FocusKey> described;
  for (const FocusReader::Key& key : FocusReader::keys()) described.push_back(key.described);
  return described;
}

std::string focus_template(const Focus& focus) {
  std::string text =
      "# A focus: what you work on. This file is yours; papercup does not change it.\n";
  text += fmt::format("\nname = {}\n", toml_string(focus.name));
  text += entry("about", toml_string(focus.about), true);
  text += entry("categories", toml_list(texts_of(focus.categories)), true);
  text += entry("keywords", keywords_text(focus.keywords), !focus.keywords.empty());
  text += entry("authors", toml_list(focus.authors), !focus.authors.empty());
  text += entry("likes", toml_list(texts_of(focus.likes)), !focus.likes.empty());
  if (!focus.dislikes.empty()) text += entry("dislikes", toml_list(texts_of(focus.dislikes)), true);
  text += entry("to", toml_list(focus.to), !focus.to.empty());
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
