#include "render/record/bibtex_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "papercup/text/normalise.hpp"
#include "papercup/text/tex.hpp"

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

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_generation(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kGenerations = {"Jr.", "Jr",  "Sr.", "Sr",
                                                                   "II",  "III", "IV",  "V"};
  return std::find(kGenerations.begin(), kGenerations.end(), word) != kGenerations.end();
}

// What BibTeX would take apart: "and" divides names, and a comma or a group has no family name.
bool is_whole(const std::vector<std::string_view>& words) {
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    const std::string folded = text::fold(word);
    return folded == "and" || folded == "others" || folded == "collaboration" ||
           folded == "consortium" || folded == "team" || folded == "group" ||
           word.find(',') != std::string_view::npos;
  });
}

// Letters that are letters of their own and not accented ones, so that folding keeps them.
std::string ascii_letters(std::string_view folded) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kLetters = {
      {{"ø", "o"},
       {"ł", "l"},
       {"đ", "d"},
       {"æ", "ae"},
       {"œ", "oe"},
       {"ð", "d"},
       {"þ", "th"},
       {"ı", "i"}}};
  std::string letters;
  while (!folded.empty()) {
    const char c = folded.front();
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    std::size_t size = 1;
    for (const auto& [letter, plain] : kLetters) {
      if (!folded.starts_with(letter)) continue;
      letters += plain;
      size = letter.size();
    }
    folded.remove_prefix(size);
  }
  return letters;
}

}  // namespace

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

std::string bibtex_name(std::string_view author) {
  const std::string name = text::collapse_whitespace(text::sanitise(author));
  std::vector<std::string_view> words = words_of(name);
  if (is_whole(words)) return "{" + bibtex_text(name) + "}";
  if (words.size() < 3 || !is_generation(words.back())) return bibtex_text(name);
  const std::string generation(words.back());
  const std::string family(words[words.size() - 2]);
  const std::string given = name.substr(0, name.size() - generation.size() - family.size() - 2);
  return bibtex_text(family + ", " + generation + ", " + given);
}

std::string key_name(std::string_view author) {
  constexpr std::size_t kLongest = 24;
  const std::string name =
      text::tex_accents_to_unicode(text::collapse_whitespace(text::sanitise(author)));
  std::vector<std::string_view> words = words_of(name);
  if (words.size() > 2 && is_generation(words.back())) words.pop_back();
  if (words.empty()) return {};
  return ascii_letters(text::fold(words.back())).substr(0, kLongest);
}

}  // namespace papercup::render
