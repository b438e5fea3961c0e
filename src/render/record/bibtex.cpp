#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/render/records.hpp"
#include "papercup/text/name_search.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/person_name.hpp"

namespace papercup::render {
namespace {

// A piece of TeX: a character, or a backslash with the character after it.
struct Piece {
  std::string_view text;
  bool is_alone = false;  // a brace or $ without its other half

  char last() const { return text.back(); }
  bool is_escaped() const { return text.size() == 2; }
};

std::vector<Piece> pieces_of(std::string_view tex) {
  std::vector<Piece> pieces;
  while (!tex.empty()) {
    const std::size_t size = tex.front() == '\\' && tex.size() > 1 ? 2 : 1;
    pieces.push_back({tex.substr(0, size)});
    tex.remove_prefix(size);
  }
  return pieces;
}

enum class Brace { plain, escaped };

// BibTeX counts { and \{ alike, TeX does not: if each kind balances by itself, both are content.
void find_lone_braces(std::vector<Piece>& pieces, Brace kind) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].is_escaped() != (kind == Brace::escaped)) continue;
    if (pieces[i].last() == '{') {
      open.push_back(i);
    } else if (pieces[i].last() == '}') {
      pieces[i].is_alone = open.empty();
      if (!open.empty()) open.pop_back();
    }
  }
  for (const std::size_t i : open) pieces[i].is_alone = true;
}

void find_lone_dollar(std::vector<Piece>& pieces) {
  Piece* unpaired = nullptr;
  for (Piece& piece : pieces) {
    if (piece.text == "$") unpaired = unpaired == nullptr ? &piece : nullptr;
  }
  if (unpaired != nullptr) unpaired->is_alone = true;
}

std::string lone_brace(char brace, bool in_mathematics) {
  if (in_mathematics) return brace == '{' ? "\\lbrace " : "\\rbrace ";
  return brace == '{' ? "\\textbraceleft{}" : "\\textbraceright{}";
}

std::string mended(const Piece& piece, bool in_mathematics) {
  const bool is_brace = piece.last() == '{' || piece.last() == '}';
  if (is_brace && piece.is_alone) return lone_brace(piece.last(), in_mathematics);
  if (piece.text == "\\") return "\\textbackslash{}";
  if (piece.text == "$" && piece.is_alone) return "\\$";
  if (piece.text == "%" || piece.text == "#" || piece.text == "&") {
    return "\\" + std::string(piece.text);
  }
  if (!in_mathematics && piece.text == "_") return "\\_";
  if (!in_mathematics && piece.text == "^") return "\\^{}";
  return std::string(piece.text);
}

bool has_lower_case_word(std::string_view names) {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if ((at == 0 || names[at - 1] == ' ') && ascii::is_lower(names[at])) return true;
  }
  return false;
}

// Whether BibTeX takes apart "Given particles Family" as it is meant: it takes the last word for
// the family name, and words in lower case for particles.
bool is_plain(const text::PersonName& name) {
  return name.suffix.empty() && name.family.find(' ') == std::string::npos &&
         text::in_reading_order(name).ends_with(name.family) && !has_lower_case_word(name.given) &&
         !ascii::is_upper(name.particles.c_str()[0]);
}

std::string ascii_letters(std::string_view folded) {
  std::string letters;
  for (const char c : folded) {
    if (ascii::is_letter_or_digit(c)) letters += c;
  }
  return letters;
}

// Text of a feed, which may hold TeX, as the inside of a braced BibTeX value: one line in which
// braces balance, and characters that mean something to TeX are escaped if they are text.
std::string bibtex_text(std::string_view from_feed) {
  const std::string line = text::collapse_whitespace(text::sanitise(from_feed));
  std::vector<Piece> pieces = pieces_of(line);
  find_lone_braces(pieces, Brace::plain);
  find_lone_braces(pieces, Brace::escaped);
  find_lone_dollar(pieces);
  std::string result;
  bool in_mathematics = false;
  for (const Piece& piece : pieces) {
    if (piece.text == "$" && !piece.is_alone) in_mathematics = !in_mathematics;
    if (piece.text == "\\(" || piece.text == "\\[") in_mathematics = true;
    if (piece.text == "\\)" || piece.text == "\\]") in_mathematics = false;
    result += mended(piece, in_mathematics);
  }
  return result;
}

// A name of an author list, so that BibTeX takes it for one name and takes it apart as it is meant
// ("BibTeXing", section 4): "Ludwig van Nobody" as it is, "Nobody, Jr., Ann", "Van Dyke, John", a
// group in braces, and "others" for "et al.". Empty for text that is nobody's name.
std::string bibtex_name(std::string_view author) {
  const std::string line = text::sanitise(author);
  const text::PersonName name = text::parse_person_name(line);
  std::string result;
  if (name.is_group || ascii::equal_ignoring_case(name.family, "and")) {
    result = "{" + bibtex_text(name.family) + "}";
  } else if (name.given.empty() || is_plain(name)) {
    result = bibtex_text(text::in_reading_order(name));
  } else {
    std::string family = name.particles.empty() ? "" : name.particles + " ";
    family += name.family + ", ";
    if (!name.suffix.empty()) family += name.suffix + ", ";
    result = bibtex_text(family + name.given);
  }
  if (name.and_others) result += result.empty() ? "others" : " and others";
  return result;
}

// What identifies a name in a key, in a-z and 0-9, at most 24 of them: the last word of the family
// name, or a group's name. May be empty.
std::string key_name(std::string_view author) {
  constexpr std::size_t kLongest = 24;
  const text::NameKey key =
      text::name_key(text::parse_person_name(text::tex_accents_to_unicode(text::sanitise(author))));
  // A group's name is whole; of a person's the particles are left out.
  const std::size_t begin = key.given.empty() ? 0 : key.family.rfind(' ') + 1;
  return ascii_letters(std::string_view(key.family).substr(begin)).substr(0, kLongest);
}

int year_of(const Paper& paper) {
  if (!paper.published && !paper.announced) return static_cast<int>(paper.id.month().year());
  const Date day = paper.published ? utc_date(*paper.published) : *paper.announced;
  return static_cast<int>(day.year_month_day().year());
}

std::string key_of(const Paper& paper) {
  std::string name = paper.authors.empty() ? "" : key_name(paper.authors.front());
  if (name.empty()) name = "arxiv";
  std::string id = paper.id.to_string();
  std::replace(id.begin(), id.end(), '/', '-');
  return name + "-" + id;
}

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format("  {} = {{{}}},\n", name, value);
}

// How many of the authors are named before "and others". As INSPIRE does, one of a collaboration's
// if it has more than ten (after the collaboration's own name); as ADS does, ten if there are more
// than 200.
std::size_t named_authors(const std::vector<std::string>& authors) {
  constexpr std::size_t kMostOfCollaboration = 10;
  constexpr std::size_t kMost = 200;
  constexpr std::size_t kFirst = 10;
  const auto is_group = [](const std::string& author) {
    return text::parse_person_name(author).is_group;
  };
  const auto groups =
      static_cast<std::size_t>(std::ranges::find_if_not(authors, is_group) - authors.begin());
  if (groups > 0 && authors.size() - groups > kMostOfCollaboration) return groups + 1;
  return authors.size() > kMost ? kFirst : authors.size();
}

std::string joined_authors(const Paper& paper) {
  std::vector<std::string> authors = paper.authors;
  std::erase_if(authors, [](const std::string& author) {  // arXiv's ":" after a collaboration
    const std::string name = bibtex_name(author);
    return name.empty() || name == "{}" || name.find_first_not_of(".,:;-") == std::string::npos;
  });
  std::string names;
  const std::size_t named = named_authors(authors);
  for (std::size_t i = 0; i < named; ++i) {
    names += (i == 0 ? "" : " and ") + bibtex_name(authors[i]);
  }
  return named < authors.size() ? names + " and others" : names;
}

std::string joined_categories(const Paper& paper) {
  std::string names;
  for (const Category& category : paper.categories) {
    names += (names.empty() ? "" : ", ") + category.to_string();
  }
  return bibtex_text(names);
}

// Styles put a DOI after https://doi.org/ as it is: what could end the value is percent-encoded.
std::string doi_text(std::string_view doi) {
  std::string text;
  for (const char c : doi) {
    const bool is_plain = c > ' ' && c < '\x7f' && c != '{' && c != '}' && c != '\\' && c != '"';
    text += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

std::string bibtex_entry(const Paper& paper) {
  const std::string title = bibtex_text(paper.title);
  std::string text = fmt::format("@misc{{{},\n", key_of(paper));
  // The inner braces keep styles from changing case within "DPO".
  if (!title.empty()) text += field("title", "{" + title + "}");
  text += field("author", joined_authors(paper));
  text += field("year", std::to_string(year_of(paper)));
  text += field("eprint", paper.id.to_string());
  text += field("archivePrefix", "arXiv");
  if (!paper.categories.empty()) {
    text += field("primaryClass", bibtex_text(paper.categories.front().to_string()));
  }
  if (paper.version) text += field("version", std::to_string(*paper.version));
  text += field("doi", doi_text(paper.doi));
  text += field("url", paper.id.url());
  text += field("note", bibtex_text(paper.journal_ref));
  text += field("annote", bibtex_text(paper.comment));
  text += field("keywords", joined_categories(paper));
  text += field("abstract", bibtex_text(paper.abstract));
  return text + "}\n";
}

}  // namespace papercup::render
