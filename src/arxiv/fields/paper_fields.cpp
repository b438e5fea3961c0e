#include "arxiv/fields/paper_fields.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/core/date.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::arxiv {
namespace {

bool is_archive_name(std::string_view text) {
  return text.size() >= 2 && ascii::is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_lower(c) || c == '-'; });
}

bool is_subject_class(std::string_view text) {
  return text.size() >= 2 && ascii::is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_letter(c) || c == '-'; });
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

std::vector<Category> paper_categories(std::string_view primary,
                                       const std::vector<std::string>& terms) {
  std::vector<Category> categories;
  const auto add = [&](std::string_view term) {
    if (!looks_like_category(term)) return;
    Category category{std::string{term}};
    if (std::find(categories.begin(), categories.end(), category) == categories.end()) {
      categories.push_back(std::move(category));
    }
  };
  add(primary);
  for (const std::string& term : terms) add(term);
  return categories;
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

}  // namespace papercup::arxiv
