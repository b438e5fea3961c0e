#include "core/papers/reference_forms.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/category.hpp"
#include "papercup/core/characters.hpp"

namespace papercup {
namespace {

constexpr std::size_t kNotFound = std::string_view::npos;

// Longer texts are no references, whatever is in them.
constexpr std::size_t kLongest = 2000;

// Takes `start` off the front of `text` if it is there, whatever the case.
bool take(std::string_view& text, std::string_view start) {
  if (!ascii::starts_with_ignoring_case(text, start)) return false;
  text.remove_prefix(start.size());
  return true;
}

bool take_end(std::string_view& text, std::string_view end) {
  if (text.size() < end.size()) return false;
  const std::size_t start = text.size() - end.size();
  if (!ascii::equal_ignoring_case(text.substr(start), end)) return false;
  text.remove_suffix(end.size());
  return true;
}

template <std::size_t size>
bool take_any(std::string_view& text, const std::array<std::string_view, size>& starts) {
  return std::ranges::any_of(starts, [&](std::string_view start) { return take(text, start); });
}

std::optional<unsigned> hex_digit(char c) {
  if (ascii::is_digit(c)) return static_cast<unsigned>(c - '0');
  const char low = ascii::lower(c);
  if (low < 'a' || low > 'f') return std::nullopt;
  return static_cast<unsigned>(low - 'a' + 10);
}

// With %2F, %3A and other signs of ASCII as they are meant.
std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      const unsigned code = high && low ? *high * 16 + *low : 0;
      if (code > ' ' && code < 0x7F) {
        result += static_cast<char>(code);
        i += 2;
        continue;
      }
    }
    result += text[i];
  }
  return result;
}

// Plain blanks, single, none at the ends, and hyphens of ASCII; characters without width are left
// out.
std::string in_ascii(std::string_view text) {
  std::string result;
  bool is_after_blank = true;
  while (!text.empty()) {
    const std::size_t blank = utf8::blank_size(text);
    const utf8::Character character = utf8::first_character(text);
    const std::string_view written = text.substr(0, character.size);
    text.remove_prefix(character.size);
    const char32_t code = character.code_point;
    const bool has_no_width = (code >= 0x200B && code <= 0x200F) || code == 0xFEFF ||
                              code == 0xAD || (code >= 0x202A && code <= 0x202E) ||
                              (code >= 0x2060 && code <= 0x2069);
    if (has_no_width) continue;
    if (blank > 0) {
      if (!is_after_blank) result += ' ';
    } else if ((code >= 0x2010 && code <= 0x2013) || code == 0x2212) {
      result += '-';
    } else {
      result += written;
    }
    is_after_blank = blank > 0;
  }
  if (result.ends_with(' ')) result.pop_back();
  return result;
}

constexpr std::array<std::string_view, 15> kOpening = {
    "(", "[", "{", "<", "\"", "'", "`", "“", "„", "‘", "«", "- ", "* ", "• ", "\\url{"};
constexpr std::array<std::string_view, 17> kClosing = {")", "]", "}", ">", "\"", "'", "`", "”", "“",
                                                       "’", "»", ".", ",", ";",  ":", "!", "?"};

// Without brackets, quotes and signs of lists around it.
std::string_view unwrapped(std::string_view text) {
  const auto take_closing = [&] {
    return std::ranges::any_of(kClosing, [&](std::string_view end) { return take_end(text, end); });
  };
  // [text](address) of Markdown
  if (const std::size_t link = text.find("]("); text.starts_with('[') && link != kNotFound) {
    text.remove_prefix(link + 2);
  }
  do text = ascii::trim(text);
  while (take_any(text, kOpening) || take_closing());
  return text;
}

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  constexpr std::size_t kShortest = 3;
  return word.size() >= kShortest && std::ranges::any_of(kMonths, [&](std::string_view month) {
           return ascii::starts_with_ignoring_case(month, word);
         });
}

bool is_year(std::string_view word) {
  return word.size() == 4 && ascii::all_digits(word) &&
         (word.starts_with("19") || word.starts_with("20"));
}

std::string_view take_word(std::string_view& text) {
  text = ascii::trim(text);
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

// "2024" of "(2024)," and "Jan" of "Jan."
std::string_view without_marks(std::string_view word) {
  constexpr std::string_view kMarks = "()[].,;";
  const std::size_t start = std::min(word.find_first_not_of(kMarks), word.size());
  const std::size_t end = word.find_last_not_of(kMarks);
  return end == kNotFound ? std::string_view() : word.substr(start, end - start + 1);
}

// "[cs.CL] 23 Jan 2024", "(cs.CL)", ", 2024.", "(2024)": what citations have after an identifier.
// A number alone is none of it, since it may be the rank of another paper.
bool ends_citation(std::string_view text) {
  bool has_mark = text.starts_with(',');
  if (has_mark) text.remove_prefix(1);
  while (!ascii::trim(text).empty()) {
    const std::string_view word = take_word(text);
    const std::string_view inside = without_marks(word);
    std::string_view rest = text;
    const std::string_view next = without_marks(take_word(rest));
    const bool is_marked = has_mark || word.front() == '(' || word.front() == '[';
    const bool is_day = ascii::all_digits(inside) && inside.size() <= 2 && is_month(next);
    if (!continues_reference(word) && !is_month(inside) && !is_day &&
        !(is_year(inside) && is_marked)) {
      return false;
    }
    has_mark = is_month(inside) || word.ends_with(',');
  }
  return true;
}

// Without what follows the identifier in a citation; all of it if that is something else.
std::string_view without_citation(std::string_view text) {
  for (std::size_t at = text.find_first_of(" ,["); at != kNotFound;
       at = text.find_first_of(" ,[", at + 1)) {
    const bool follows_digit = at > 0 && ascii::is_digit(text[at - 1]);
    if (follows_digit && ends_citation(text.substr(at))) return text.substr(0, at);
  }
  return text;
}

// Where papers have a page under their identifier: a host, with all its subdomains, and the first
// part of the path. The host that comes first counts.
struct Site {
  std::string_view host, page;
};

constexpr std::array<Site, 43> kSites = {{
    {"arxiv.org", "abs/"},
    {"arxiv.org", "pdf/"},
    {"arxiv.org", "html/"},
    {"arxiv.org", "format/"},
    {"arxiv.org", "src/"},
    {"arxiv.org", "e-print/"},
    {"arxiv.org", "ps/"},
    {"arxiv.org", "dvi/"},
    {"arxiv.org", "other/"},
    {"arxiv.org", "bibtex/"},
    {"arxiv.org", "tb/"},
    {"arxiv.org", "trackback/"},
    {"arxiv.org", "papers/"},
    {"arxiv.org", ""},
    {"xxx.lanl.gov", "abs/"},
    {"xxx.lanl.gov", "pdf/"},
    {"xxx.lanl.gov", "ps/"},
    {"xxx.lanl.gov", "format/"},
    {"xxx.lanl.gov", "e-print/"},
    {"ar5iv.org", "abs/"},
    {"ar5iv.org", "html/"},
    {"ar5iv.org", "pdf/"},
    {"ar5iv.org", ""},
    {"alphaxiv.org", "abs/"},
    {"alphaxiv.org", "pdf/"},
    {"alphaxiv.org", "overview/"},
    {"alphaxiv.org", "html/"},
    {"huggingface.co", "papers/"},
    {"hf.co", "papers/"},
    {"scirate.com", "arxiv/"},
    {"arxiv-vanity.com", "papers/"},
    {"semanticscholar.org", "arxiv/"},
    {"api.semanticscholar.org", ""},
    {"adsabs.harvard.edu", "abs/"},
    {"inspirehep.net", "api/arxiv/"},
    {"inspirehep.net", "arxiv/"},
    {"papers.cool", "arxiv/"},
    {"emergentmind.com", "papers/"},
    {"deeplearn.org", "arxiv/"},
    {"catalyzex.com", "paper/"},
    {"dblp.org", "rec/"},
    {"dblp.uni-trier.de", "rec/"},
    {"paperswithcode.com", "paper/"},
}};

// What follows the page in an address, without its scheme; nothing for other addresses.
std::optional<std::string_view> path_of_paper(std::string_view address) {
  const std::size_t slash = address.find('/');
  if (slash == kNotFound) return std::nullopt;
  std::string_view host = address.substr(0, std::min(address.find(':'), slash));
  const std::string_view path = address.substr(slash + 1);
  for (const Site& site : kSites) {
    std::string_view domain = host;
    if (!take_end(domain, site.host) || !(domain.empty() || domain.ends_with('.'))) continue;
    std::string_view rest = path;
    if (take(rest, site.page)) return rest;
  }
  return std::nullopt;
}

// dblp's journals/corr/abs-2405-01234
std::string from_dblp(std::string_view text) {
  constexpr std::size_t kMonthDigits = 4;
  std::string_view number = text;
  take(number, "dblp:");
  take(number, "journals/corr/");
  if (!take(number, "abs-") || number.size() <= kMonthDigits) return std::string(text);
  if (number[kMonthDigits] != '-') return std::string(text);
  std::string id(number);
  id[kMonthDigits] = '.';
  return id;
}

// Without the ending of a file, if it has one.
bool take_file_ending(std::string_view& text) {
  constexpr std::array<std::string_view, 9> kEndings = {
      ".pdf", ".ps.gz", ".ps", ".eps.gz", ".tar.gz", ".tgz", ".dvi", ".html", ".gz"};
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return take_end(text, end); });
}

// The last part of a path; with the one before it if that is the archive of an old identifier.
std::string_view file_name(std::string_view path) {
  const std::size_t last = path.find_last_of("/\\");
  if (last == kNotFound) return path;
  const std::size_t before = last == 0 ? kNotFound : path.find_last_of("/\\", last - 1);
  const std::size_t start = before == kNotFound ? 0 : before + 1;
  const std::string folder = ascii::lower(path.substr(start, last - start));
  const bool is_archive_name =
      is_past_or_present_archive(std::string_view(folder).substr(0, folder.find('.')));
  return path.substr(is_archive_name ? start : last + 1);
}

// hep-th9901001, hep-th_9901001 and hep-th-9901001 with the slash that names of files cannot have.
std::string with_slash(std::string_view text) {
  const std::size_t digit = text.find_first_of("0123456789");
  if (digit == kNotFound || digit == 0 || text.find('/') != kNotFound) return std::string(text);
  std::string_view archive = text.substr(0, digit);
  if (archive.ends_with('_') || archive.ends_with('-')) archive.remove_suffix(1);
  const std::string name = ascii::lower(archive.substr(0, archive.find('.')));
  if (!is_past_or_present_archive(name)) return std::string(text);
  return std::string(archive) + "/" + std::string(text.substr(digit));
}

// After "arXiv": "preprint", "e-print" and the like, and what divides it from the identifier.
std::string_view after_arxiv(std::string_view text) {
  constexpr std::array<std::string_view, 7> kWords = {" preprint",   " e-print", " eprint", " id",
                                                      " identifier", " paper",   ".org"};
  if (take_any(text, kWords)) {
    text = ascii::trim(text);
    take(text, "arxiv");
  }
  text = ascii::trim(text);
  constexpr std::string_view kDividers = ":._-/#";
  if (!text.empty() && kDividers.find(text.front()) != kNotFound) text.remove_prefix(1);
  return ascii::trim(text);
}

// The identifier in an address, a DOI or another name for it; `text` for anything else.
std::string_view without_name(std::string_view text) {
  constexpr std::string_view kDoi = "10.48550/arxiv.";
  constexpr std::array<std::string_view, 3> kDoiHosts = {"doi.org/", "dx.doi.org/", "www.doi.org/"};
  const std::string_view whole = text;
  if (take(text, "oai:arxiv.org:")) return text;
  if (take(text, "doi:") || take(text, "doi ")) text = ascii::trim(text);
  if (take(text, kDoi)) return text;
  if (!take(text, "https://")) take(text, "http://");
  if (std::string_view doi = text; take_any(doi, kDoiHosts) && take(doi, kDoi)) return doi;
  if (const std::optional<std::string_view> path = path_of_paper(text)) {
    text = *path;
    if (take(text, "arxiv:")) text = ascii::trim(text);
    return text;
  }
  text = whole;
  if (take(text, "arxiv")) return after_arxiv(text);
  take(text, "corr ");
  return take(text, "abs/") ? text : whole;
}

}  // namespace

std::string bare_reference(std::string_view text) {
  if (text.size() > kLongest) return std::string(text);
  const std::string plain = in_ascii(decoded(text));
  std::string_view rest = unwrapped(without_citation(unwrapped(plain)));
  const std::string_view named = rest;
  rest = without_name(rest);
  const bool has_name = rest.data() != named.data();
  if (has_name) rest = rest.substr(0, rest.find_first_of("?#"));
  while (rest.ends_with('/')) rest.remove_suffix(1);
  take(rest, "file://");
  if (take_file_ending(rest) && rest.find("://") == kNotFound) {
    rest = file_name(rest.substr(0, rest.find(" (")));  // browsers number what they saved twice
  }
  return with_slash(from_dblp(rest));
}

bool continues_reference(std::string_view word) {
  const bool is_bracketed = word.starts_with('[') || word.starts_with('(');
  const std::string_view name = without_marks(word);
  return is_bracketed && (find_category(name) != nullptr || is_archive(name));
}

std::vector<std::string> divide_references(std::string_view line) {
  std::vector<std::string> references;
  if (PaperRef::try_parse(line)) return {std::string(ascii::trim(line))};
  const std::string plain = in_ascii(line);
  std::string_view rest = plain;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(",;"), rest.size());
    std::string_view part = ascii::trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (PaperRef::try_parse(part)) {
      references.emplace_back(part);
      continue;
    }
    while (!part.empty()) {
      const std::string_view word = take_word(part);
      const bool is_dropped = continues_reference(word) && !references.empty();
      if (!word.empty() && !is_dropped) references.emplace_back(word);
    }
  }
  return references;
}

}  // namespace papercup
