#pragma once

#include <string>
#include <string_view>

namespace papercup::text {

// TeX as Unicode for display: Greek, accents, common symbols, sub- and superscripts in mathematics
// if Unicode has all of their characters, font commands dropped. A formula of which anything is
// not known stays as it was, byte for byte, with its dollars. The result never means something else
// than the source. Linear in time.
std::string tex_to_unicode(std::string_view tex);

// Accents and letters only ("Erd\H{o}s", "{\L}ukasz"), for names in raw sources; everything else
// stays.
std::string tex_accents_to_unicode(std::string_view tex);

}  // namespace papercup::text
