#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"
#include "papercup/render/records.hpp"
#include "papercup/text/name_search.hpp"
#include "papercup/text/normalise.hpp"
#include "papercup/text/person_name.hpp"
#include "render/record/tex_commands.hpp"
#include "render/record/tex_text.hpp"

namespace papercup::render {
namespace {

// The fields of an entry, and the commands in them that need a definition.
struct Fields {
  std::string text = {};
  std::set<std::string> commands = {};

  // Text of a feed as the inside of a braced value.
  std::string tex(std::string_view from_feed,
                  AccentedLetters letters = AccentedLetters::as_they_are) {
    TexText tex = tex_text(text::collapse_whitespace(text::sanitise(from_feed)), letters);
    commands.merge(tex.commands);
    return std::move(tex.text);
  }

  void add(std::string_view name, std::string_view value) {
    if (!value.empty()) text += fmt::format("  {} = {{{}}},\n", name, value);
  }
};

// Whether BibTeX takes a word for a particle: it looks at the letter that an accent is for.
bool begins_in_lower_case(std::string_view word) {
  if (ascii::is_ascii(word.front())) return ascii::is_lower(word.front());
  const TexCharacter letter = tex_character(utf8::take_character(word).code_point);
  if (letter.place != TexCommand::Place::text || !letter.text.starts_with('{')) return false;
  const auto last =
      std::ranges::find_if(letter.text.rbegin(), letter.text.rend(), ascii::is_letter);
  return last != letter.text.rend() && ascii::is_lower(*last);
}

bool has_lower_case_word(std::string_view names) {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if ((at == 0 || names[at - 1] == ' ') && begins_in_lower_case(names.substr(at))) return true;
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

// A name of an author list, so that BibTeX takes it for one name and takes it apart as it is meant
// ("BibTeXing", section 4): "Ludwig van Nobody" as it is, "Nobody, Jr., Ann", "Van Dyke, John", a
// group in braces, and "others" for "et al.". Empty for text that is nobody's name.
std::string bibtex_name(std::string_view author, Fields& fields) {
  const auto tex = [&](std::string_view name) {
    return fields.tex(name, AccentedLetters::as_commands);
  };
  const std::string line = text::tex_accents_to_unicode(text::sanitise(author));
  const text::PersonName name = text::parse_person_name(line);
  std::string result;
  if (name.is_group || ascii::equal_ignoring_case(name.family, "and")) {
    result = "{" + tex(name.family) + "}";
  } else if (name.given.empty() || is_plain(name)) {
    result = tex(text::in_reading_order(name));
  } else {
    std::string family = name.particles.empty() ? "" : name.particles + " ";
    family += name.family + ", ";
    if (!name.suffix.empty()) family += name.suffix + ", ";
    result = tex(family + name.given);
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
  if (!paper.published) return static_cast<int>(paper.id.month().year());
  return static_cast<int>(utc_date(*paper.published).year_month_day().year());
}

std::string key_of(const Paper& paper) {
  std::string name = paper.authors.empty() ? "" : key_name(paper.authors.front());
  if (name.empty()) name = "arxiv";
  std::string id = paper.id.to_string();
  std::replace(id.begin(), id.end(), '/', '-');
  return name + "-" + id;
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

std::string joined_authors(const Paper& paper, Fields& fields) {
  std::vector<std::string> authors = paper.authors;
  std::erase_if(authors, [](const std::string& author) {  // arXiv's ":" after a collaboration
    Fields unused;
    const std::string name = bibtex_name(author, unused);
    return name.empty() || name == "{}" || name.find_first_not_of(".,:;-") == std::string::npos;
  });
  std::string names;
  const std::size_t named = named_authors(authors);
  for (std::size_t i = 0; i < named; ++i) {
    names += (i == 0 ? "" : " and ") + bibtex_name(authors[i], fields);
  }
  return named < authors.size() ? names + " and others" : names;
}

std::string joined_categories(const Paper& paper) {
  std::string names;
  for (const Category& category : paper.categories) {
    names += (names.empty() ? "" : ", ") + category.to_string();
  }
  return names;
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

std::string BibtexFile::next(const Paper& paper) {
  Fields fields;
  const std::string title = fields.tex(paper.title);
  // The inner braces keep styles from changing case within "DPO".
  if (!title.empty()) fields.add("title", "{" + title + "}");
  const std::string authors = joined_authors(paper, fields);
  fields.add("author", authors);
  // By which BibTeX sorts and labels what has no author.
  if (authors.empty()) fields.add("key", paper.id.to_string());
  fields.add("year", std::to_string(year_of(paper)));
  fields.add("eprint", paper.id.to_string());
  fields.add("archivePrefix", "arXiv");
  if (!paper.categories.empty()) {
    fields.add("primaryClass", fields.tex(paper.categories.front().to_string()));
  }
  if (paper.version) fields.add("version", std::to_string(*paper.version));
  fields.add("doi", doi_text(paper.doi));
  fields.add("url", paper.id.url());
  fields.add("note", fields.tex(paper.journal_ref));
  fields.add("annote", fields.tex(paper.comment));
  fields.add("keywords", fields.tex(joined_categories(paper)));
  fields.add("abstract", fields.tex(paper.abstract));
  std::string preamble;
  for (const std::string& command : fields.commands) {
    if (!defined_.insert(command).second) continue;
    preamble += fmt::format("@preamble{{\"{}\"}}\n", definition_of(command));
  }
  return fmt::format("{}@misc{{{},\n{}}}\n", preamble, key_of(paper), fields.text);
}

std::string bibtex_entry(const Paper& paper) { return BibtexFile{}.next(paper); }

}  // namespace papercup::render
