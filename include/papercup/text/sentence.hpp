#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace papercup::text {

// Where the sentence ends that the stop, question mark or exclamation mark at text[stop] ends:
// after it and the brackets and quotation marks that close there. Nothing if it ends none: because
// none could begin after it (with a capital, a number, a formula, a quotation, a bracket, an
// address or a name such as mRNA), because what precedes it is an abbreviation ("Fig. 2", "e.g.
// CNNs", "et al. (2020)", "J. Smith", "U.S. data"), the number of a list ("1. The mass") or the
// heading of a part ("Aims. We ..."), or because it stands in brackets or in a formula that goes
// on. After what may be an abbreviation, such as "et al.", the next word decides: "We" and "The"
// begin sentences. Looks at a few hundred bytes, whatever the length of the text.
std::optional<std::size_t> sentence_end(std::string_view text, std::size_t stop);

}  // namespace papercup::text
