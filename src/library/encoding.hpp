#pragma once

#include <string>
#include <string_view>

namespace papercup::library {

// A text in UTF-8 with LF or CR LF at the end of its lines, and what was done to it, as a sentence;
// empty if it was so already.
struct DecodedText {
  std::string text;
  std::string note = {};
};

// Reads a file that some program wrote in the encoding of its day: UTF-8; UTF-16 with a byte order
// mark or with zero bytes as in ASCII; else what a line "% Encoding: ISO8859_1" says (JabRef's), as
// far as it is Latin-1, Latin-9 or Windows-1252; else Windows-1252, which has all letters of
// Latin-1. Lines that a CR alone ends get an LF.
DecodedText decode(std::string_view bytes);

}  // namespace papercup::library
