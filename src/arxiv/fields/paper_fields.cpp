#include "arxiv/fields/paper_fields.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/core/date.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/person_name.hpp"

namespace papercup::arxiv {
namespace {

bool is_archive_name(std::string_view text) {
  return text.size() >= 2 && ascii::is_lower(text.front()) &&
         std::ranges::all_of(text, [](char c) { return ascii::is_lower(c) || c == '-'; });
}

bool is_subject_class(std::string_view text) {
  return text.size() >= 2 && ascii::is_letter(text.front()) &&
         std::ranges::all_of(text, [](char c) { return ascii::is_letter(c) || c == '-'; });
}

// What sanitise and collapse_whitespace make of ASCII, in one pass without branches: reading feeds
// spends most of its time here.
std::string clean_ascii(std::string_view text) {
  std::string clean(text.size(), ' ');
  std::size_t size = 0;
  bool after_blank = true;
  for (const char c : text) {
    const bool blank = c <= ' ' || c == 0x7F;
    clean[size] = blank ? ' ' : c;
    size += (blank && after_blank) ? 0 : 1;
    after_blank = blank;
  }
  if (size > 0 && after_blank) --size;
  clean.resize(size);
  return clean;
}

// The text without what is in balanced parentheses. A parenthesis without its partner is left
// out alone, so that one typing error does not swallow the names after it.
std::string without_parentheses(std::string_view text) {
  std::vector<std::size_t> open;  // where in `kept` the text of each open parenthesis starts
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool escaped = at > 0 && text[at - 1] == '\\';
    if (c == '(' && !escaped) {
      open.push_back(kept.size());
    } else if (c == ')' && !escaped) {
      if (open.empty()) continue;
      kept.resize(open.back());
      open.pop_back();
    } else {
      kept.push_back(c);
    }
  }
  return kept;
}

// How many bytes a separator of names takes at `at`, outside braces; 0 if there is none.
std::size_t separator_length(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.front() == ',' || rest.front() == ';') return 1;
  if (rest.starts_with(": ")) return 2;
  for (const std::string_view word : {" and ", " & ", " \\& "}) {
    // The blank before the next name is left, as it may begin another separator.
    if (rest.starts_with(word)) return word.size() - 1;
  }
  return 0;
}

std::vector<std::string_view> split_at_separators(std::string_view text) {
  std::vector<std::string_view> parts;
  int braces = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool escaped = at > 0 && text[at - 1] == '\\';
    if (text[at] == '{' && !escaped) ++braces;
    if (text[at] == '}' && !escaped && braces > 0) --braces;
    const std::size_t length = braces == 0 ? separator_length(text, at) : 0;
    if (length == 0) continue;
    parts.push_back(text.substr(start, at - start));
    start = at + length;
    at = start - 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

}  // namespace

Record record_of(const PaperRef& ref, Detail detail) {
  Paper paper{ref.id, ref.version, {}, {}, {}, {}, {}, {}, {}, false, {}, {}, {}, {}};
  return Record{std::move(paper), detail, {}};
}

std::string clean_text(std::string_view text) {
  if (ascii::is_ascii(text)) return clean_ascii(text);
  return text::collapse_whitespace(text::sanitise(text));
}

bool looks_like_category(std::string_view term) {
  if (find_category(term) != nullptr || is_archive(term)) return true;
  const auto dot = term.find('.');
  return dot != std::string_view::npos && is_archive_name(term.substr(0, dot)) &&
         is_subject_class(term.substr(dot + 1));
}

void CategoryList::add(std::string_view name) {
  constexpr std::size_t kMany = 16;  // from here on a set is faster than looking at each
  Category category{std::string{name}};
  if (categories_.size() < kMany) {
    if (std::ranges::find(categories_, category) != categories_.end()) return;
  } else {
    if (names_.empty()) {
      for (const Category& known : categories_) names_.insert(known.to_string());
    }
    if (!names_.insert(category.to_string()).second) return;
  }
  categories_.push_back(std::move(category));
}

std::vector<Category> paper_categories(std::string_view primary,
                                       const std::vector<std::string>& terms) {
  CategoryList categories;
  const auto add = [&](std::string_view term) {
    if (looks_like_category(term)) categories.add(term);
  };
  add(primary);
  for (const std::string& term : terms) add(term);
  return std::move(categories).take();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (auto start = text.find_first_not_of(ascii::kBlanks); start != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(ascii::kBlanks, start), text.size());
    words.emplace_back(text.substr(start, end - start));
    start = text.find_first_not_of(ascii::kBlanks, end);
  }
  return words;
}

std::string first_doi(std::string_view text) {
  const std::vector<std::string> words = words_of(clean_text(text));
  if (words.empty()) return {};
  std::string doi = words.front();
  while (doi.ends_with(',') || doi.ends_with(';')) doi.pop_back();
  return doi;
}

std::optional<StatedVersion> stated_version(std::string_view name, std::string_view date) {
  if (!name.starts_with('v')) return std::nullopt;
  name.remove_prefix(1);
  StatedVersion version;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version.number);
  if (error != std::errc{} || end != name.data() + name.size() || version.number < 1) {
    return std::nullopt;
  }
  version.submitted = parse_rfc2822(clean_text(date));
  return version;
}

const StatedVersion* apply_versions(const std::vector<StatedVersion>& versions, Paper& paper) {
  const StatedVersion* newest = nullptr;
  for (const StatedVersion& version : versions) {
    if (version.number == 1) paper.published = version.submitted;
    if (newest == nullptr || version.number > newest->number) newest = &version;
  }
  if (newest != nullptr) {
    paper.version = newest->number;
    paper.updated = newest->submitted;
  }
  return newest;
}

std::string author_name(std::string_view text) {
  std::string name;
  if (text.find('\\') == std::string_view::npos && text.find('~') == std::string_view::npos) {
    name = clean_text(text);
  } else {
    // An unescaped tilde is TeX's blank; the accent \~ has been read before that.
    name = text::tex_accents_to_unicode(text);
    std::replace(name.begin(), name.end(), '~', ' ');
    name = clean_text(name);
  }
  // "Cup Collaboration: A. Uno" comes as three authors, of which one is the colon.
  return name == ":" ? std::string() : name;
}

std::string author_name(std::string_view given, std::string_view family, std::string_view suffix) {
  std::string name;
  for (std::string_view part : {given, family, suffix}) {
    // Some family names end with the comma that stood before the suffix.
    while (part.ends_with(',') || part.ends_with(' ')) part.remove_suffix(1);
    name += part;
    name += ' ';
  }
  return author_name(name);
}

std::vector<std::string> split_authors(std::string_view text) {
  const std::string names = clean_text(without_parentheses(clean_text(text)));
  std::vector<std::string> authors;
  for (const std::string_view part : split_at_separators(names)) {
    std::string name = author_name(part);
    if (name.starts_with("and ")) name.erase(0, 4);
    if (name.empty()) continue;
    if (text::is_name_suffix(name) && !authors.empty()) {
      authors.back() += ' ' + name;
    } else {
      authors.push_back(std::move(name));
    }
  }
  return authors;
}

std::string name_in_reading_order(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return author_name(text);
  const std::string_view family = text.substr(0, comma);
  const std::string_view rest = text.substr(comma + 1);
  const auto second = rest.find(',');
  const std::string_view suffix =
      second == std::string_view::npos ? std::string_view{} : rest.substr(second + 1);
  return author_name(rest.substr(0, second), family, suffix);
}

}  // namespace papercup::arxiv
