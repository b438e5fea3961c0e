#include "library/fields.hpp"

#include <algorithm>
#include <charconv>

#include "papercup/core/characters.hpp"
#include "papercup/text/normalise.hpp"

namespace papercup::library {
namespace {

constexpr std::size_t kLongestTitle = 1'000, kLongestAbstract = 20'000;  // bytes

// Calls `visit` for each part of a text between blanks and brackets, without the full stop that may
// end a sentence, until one is what was looked for.
template <typename Visit>
bool any_part(std::string_view text, Visit visit) {
  constexpr std::string_view kDividers = " \t\r\n,;()[]{}<>\"'\\|";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kDividers), text.size());
    std::string_view part = text.substr(0, end);
    while (part.ends_with('.')) part.remove_suffix(1);
    if (!part.empty() && visit(part)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

std::string without_braces(std::string_view text) {
  std::string result;
  bool in_mathematics = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && (i == 0 || text[i - 1] != '\\')) in_mathematics = !in_mathematics;
    const bool is_brace = text[i] == '{' || text[i] == '}';
    if (!is_brace || in_mathematics) result += text[i];
  }
  return result;
}

std::optional<int> find_year(std::string_view text) {
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const auto is_digit = [&](std::size_t at) {
      return at < text.size() && ascii::is_digit(text[at]);
    };
    if (i > 0 && is_digit(i - 1)) continue;
    if (!is_digit(i) || !is_digit(i + 1) || !is_digit(i + 2) || !is_digit(i + 3) || is_digit(i + 4))
      continue;
    int year = 0;
    std::from_chars(text.data() + i, text.data() + i + 4, year);
    if (year >= 1500 && year <= 2199) return year;
  }
  return std::nullopt;
}

std::optional<ArxivId> id_of(std::string_view part) {
  const auto reference = PaperRef::try_parse(part);
  return reference ? std::optional(reference->id) : std::nullopt;
}

bool speaks_of_arxiv(std::string_view text) {
  return ascii::lower(text).find("arxiv") != std::string::npos;
}

// Seven digits with the archive in another field: eprint={0211160}, primaryClass={math.DG}.
std::optional<ArxivId> old_id(std::string_view digits, const Fields& fields) {
  if (digits.size() != 7 || !ascii::all_digits(digits)) return std::nullopt;
  for (const std::string* field : {&fields.category, &fields.archive}) {
    const std::string_view name = ascii::trim(*field);
    auto id = id_of(std::string(name.substr(0, name.find('.'))) + "/" + std::string(digits));
    if (id) return id;
  }
  return std::nullopt;
}

// Whether `eprint` is an identifier of arXiv, as far as the entry says of which archive it is.
bool is_of_arxiv(const Fields& fields) {
  const std::string_view archive = ascii::trim(fields.archive);
  return archive.empty() || speaks_of_arxiv(archive) ||
         is_past_or_present_archive(ascii::lower(archive.substr(0, archive.find('.'))));
}

std::optional<ArxivId> find_id(const Fields& fields) {
  std::optional<ArxivId> found;
  const auto take = [&](std::string_view part) {
    found = id_of(part);
    return found.has_value();
  };
  if (is_of_arxiv(fields)) {
    any_part(fields.eprint, take);
    if (!found) found = old_id(ascii::trim(fields.eprint), fields);
    if (found) return found;
  }
  if (auto id = find_arxiv_id(fields.doi)) return id;
  for (const std::string& mention : fields.mentions) {
    if (auto id = find_arxiv_id(mention)) return id;
  }
  if (speaks_of_arxiv(fields.archive) || std::ranges::any_of(fields.mentions, speaks_of_arxiv)) {
    for (const std::string& number : fields.numbers) {
      if (any_part(number, take)) return found;
    }
  }
  return std::nullopt;
}

// "cs.LG", alone or as "[cs.LG]" after an identifier.
std::optional<Category> find_category_of(const Fields& fields) {
  std::optional<Category> found;
  const auto take = [&](std::string_view part) {
    if (find_category(part) != nullptr) found.emplace(std::string(part));
    return found.has_value();
  };
  if (any_part(fields.category, take)) return found;
  for (const std::string& mention : fields.mentions) {
    if (find_arxiv_id(mention) && any_part(mention, take)) return found;
  }
  return std::nullopt;
}

}  // namespace

std::string plain_text(std::string_view text) {
  const std::string line = text::collapse_whitespace(text::sanitise(text));
  return text::collapse_whitespace(text::sanitise(without_braces(text::tex_to_unicode(line))));
}

std::optional<ArxivId> find_arxiv_id(std::string_view text) {
  const std::string folded = ascii::lower(text);
  const bool is_arxiv =
      folded.find("arxiv") != std::string::npos || folded.find("abs/") != std::string::npos;
  std::optional<ArxivId> found;
  any_part(text, [&](std::string_view part) {
    // Addresses say by themselves that they are of a paper, also those of mirrors.
    const bool may_be_id = is_arxiv || part.find("://") != std::string_view::npos;
    if (may_be_id) found = id_of(part);
    return found.has_value();
  });
  return found;
}

std::string normalised_doi(std::string_view text) {
  std::string found;
  any_part(text, [&](std::string_view part) {
    std::string doi = ascii::lower(part);
    const std::size_t start = doi.find("10.");
    if (start == std::string::npos || doi.find('/', start) == std::string::npos) return false;
    // A DOI is alone or follows what says that it is one.
    const std::string before = doi.substr(0, start);
    if (!before.empty() && before != "doi:" && !before.ends_with("doi.org/")) return false;
    found = doi.substr(start);
    return true;
  });
  return found.starts_with("10.48550/") ? std::string() : found;
}

std::string trouble_of(const Fields& fields, const Entry& entry) {
  const bool is_meant = speaks_of_arxiv(fields.archive) && !ascii::trim(fields.eprint).empty();
  if (entry.arxiv_id || !is_meant) return {};
  constexpr std::size_t kLongest = 40;
  return "eprint " + std::string(utf8::beginning(plain_text(fields.eprint), kLongest)) +
         " is not an arXiv identifier";
}

Entry entry_of(const Fields& fields) {
  Entry entry;
  entry.place = fields.place;
  entry.key = text::collapse_whitespace(text::sanitise(fields.key));
  entry.title = utf8::beginning(plain_text(fields.title), kLongestTitle);
  entry.abstract = utf8::beginning(plain_text(fields.abstract), kLongestAbstract);
  entry.year = find_year(fields.year);
  entry.arxiv_id = find_id(fields);
  entry.doi = normalised_doi(text::sanitise(fields.doi));
  for (const std::string& mention : fields.mentions) {
    if (entry.doi.empty() && mention.find("doi.org/") != std::string::npos) {
      entry.doi = normalised_doi(text::sanitise(mention));
    }
  }
  entry.category = find_category_of(fields);
  return entry;
}

}  // namespace papercup::library
