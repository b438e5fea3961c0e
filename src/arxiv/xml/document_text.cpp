#include "arxiv/xml/document_text.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "papercup/core/characters.hpp"

namespace papercup::arxiv {
namespace {

constexpr std::string_view kXmlBlanks = " \t\r\n";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string_view without_leading_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kXmlBlanks), text.size()));
  return text;
}

// Past the XML declaration, processing instructions and comments.
std::string_view after_prolog(std::string_view text) {
  for (;;) {
    text = without_leading_blanks(text);
    std::string_view end;
    if (text.starts_with("<?")) end = "?>";
    if (text.starts_with("<!--")) end = "-->";
    if (end.empty()) return text;
    const auto at = text.find(end, 2);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

// The value of `encoding` in the XML declaration, or empty.
std::string_view declared_encoding(std::string_view document) {
  document = without_leading_blanks(document);
  if (!document.starts_with("<?xml")) return {};
  const std::string_view declaration = document.substr(0, document.find("?>"));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("'\"", at);
  if (at == std::string_view::npos) return {};
  const auto end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return {};
  return declaration.substr(at + 1, end - at - 1);
}

std::string from_latin1(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) utf8::append(out, static_cast<unsigned char>(c));
  return out;
}

enum class ByteOrder { big, little };

std::string from_utf16(std::string_view text, ByteOrder order) {
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    const std::uint32_t first = static_cast<unsigned char>(text[at]);
    const std::uint32_t second = static_cast<unsigned char>(text[at + 1]);
    return order == ByteOrder::big ? first << 8 | second : second << 8 | first;
  };
  std::string out;
  out.reserve(text.size() / 2 + text.size() / 8);
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    std::uint32_t code = unit(at);
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && at + 3 < text.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    utf8::append(out, code);
  }
  if (out.starts_with(kUtf8Mark)) out.erase(0, kUtf8Mark.size());
  return out;
}

std::optional<ByteOrder> utf16_order(std::string_view document) {
  using std::string_view_literals::operator""sv;
  if (document.starts_with("\xFE\xFF"sv) || document.starts_with("\0<"sv)) return ByteOrder::big;
  if (document.starts_with("\xFF\xFE"sv) || document.starts_with("<\0"sv)) return ByteOrder::little;
  return std::nullopt;
}

}  // namespace

Content recognise_content(std::string_view start) {
  start = without_leading_blanks(start);
  if (start.empty()) return Content::empty;
  if (start.front() == '{') return Content::json_lines;
  if (ascii::starts_with_ignoring_case(start, "Rate exceeded")) return Content::rate_limit;
  if (start.front() != '<') return Content::unknown;
  const std::string_view element = after_prolog(start);
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
    if (ascii::starts_with_ignoring_case(element, tag)) return Content::html;
  }
  return ascii::starts_with_ignoring_case(element, "<!doctype") ? Content::document_type
                                                                : Content::xml;
}

Error content_error(Content content, std::string_view source) {
  const auto failure = [&](std::string_view what, const char* hint) {
    return Error{ErrorKind::failure, fmt::format("{} {}", source, what), hint};
  };
  switch (content) {
    case Content::empty:
      return failure("is empty", "Perhaps the download did not finish; fetch it again.");
    case Content::html:
      return failure("is an HTML page, not a feed",
                     "Feeds are at https://rss.arxiv.org/atom/CATEGORY and "
                     "https://export.arxiv.org/api/query.");
    case Content::rate_limit:
      return Error{ErrorKind::unreachable,
                   fmt::format("{} is not a feed: arXiv asks to wait (\"Rate exceeded.\")", source),
                   "Try again in some minutes."};
    case Content::document_type:
      return failure("has a document type declaration, which arXiv's feeds never have", "");
    default:
      return failure("is not in a format papercup knows",
                     "It reads Atom, RSS and OAI-PMH of arXiv, and JSON Lines, plain or packed by "
                     "gzip, zstd, xz, bzip2 or zip.");
  }
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with(kUtf8Mark)) text.remove_prefix(kUtf8Mark.size());
  return text;
}

bool is_utf16(std::string_view document) { return utf16_order(document).has_value(); }

std::optional<std::string> converted_to_utf8(std::string_view document, std::string_view source) {
  if (const auto order = utf16_order(document)) return from_utf16(document, *order);
  const std::string_view encoding = declared_encoding(without_byte_order_mark(document));
  for (const std::string_view plain : {"", "UTF-8", "UTF8", "US-ASCII", "ASCII"}) {
    if (ascii::equal_ignoring_case(encoding, plain)) return std::nullopt;
  }
  for (const std::string_view latin : {"ISO-8859-1", "ISO_8859-1", "latin1"}) {
    if (ascii::equal_ignoring_case(encoding, latin)) return from_latin1(document);
  }
  throw Error{ErrorKind::failure,
              fmt::format("{} declares an encoding that papercup does not read", source),
              "It reads UTF-8, UTF-16 and ISO-8859-1."};
}

}  // namespace papercup::arxiv
