#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "papercup/core/error.hpp"

namespace papercup::arxiv {

// The largest XML document in bytes; larger ones are refused.
constexpr std::size_t kLargestDocument = std::size_t{256} << 20;

// The kind of a source, as far as its first bytes tell.
enum class Content { empty, xml, json_lines, html, rate_limit, document_type, unknown };

// `start` is UTF-8 without a byte order mark. Leading white space does not matter; the comments
// and processing instructions of an XML document are passed over to see what comes first.
Content recognise_content(std::string_view start);

// Why a source with such content cannot be read; `content` is none of xml and json_lines. "Rate
// exceeded." is Error{unreachable}, all else Error{failure}.
Error content_error(Content content, std::string_view source);

// `text` without a UTF-8 byte order mark.
std::string_view without_byte_order_mark(std::string_view text);

// Whether the document is UTF-16, by its byte order mark or its first character, "<".
bool is_utf16(std::string_view document);

// The document in UTF-8, or nothing if it is in UTF-8 (or ASCII) already. UTF-16 is
// recognised as by is_utf16, ISO-8859-1 by the XML declaration. Throws Error{failure}
// for any other encoding that is declared.
std::optional<std::string> converted_to_utf8(std::string_view document, std::string_view source);

}  // namespace papercup::arxiv
