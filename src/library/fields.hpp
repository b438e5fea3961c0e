#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "papercup/library/library.hpp"

namespace papercup::library {

// An entry as it is written, before anybody asks what its fields mean.
struct Fields {
  std::size_t place = 0;
  std::string key = {};
  // What the paper is; the last one of a name holds.
  std::string title = {}, abstract = {}, year = {}, doi = {}, category = {};
  // Identifiers of archives, with the archive if it is named.
  std::string eprint = {}, archive = {};
  // Anything else that may name the paper: addresses, notes, journals, volumes.
  std::vector<std::string> mentions = {};
  // Of them, numbers of articles and issues: bare identifiers if another field speaks of arXiv.
  std::vector<std::string> numbers = {};
};

// Finds identifiers, cleans texts. Nothing is wrong with an entry that says nothing.
Entry entry_of(const Fields& fields);

// What an entry says that cannot be used, as a sentence: an identifier that arXiv has not. Empty if
// there is nothing of the kind.
std::string trouble_of(const Fields& fields, const Entry& entry);

// An arXiv identifier within a text that speaks of arXiv, such as "arXiv preprint
// arXiv:2405.01234v2 [cs.LG]" or "CoRR abs/2405.01234", or in an address of arXiv or a mirror.
std::optional<ArxivId> find_arxiv_id(std::string_view text);

// "https://doi.org/10.1000/X", "doi:10.1000/X." as "10.1000/x"; empty for what is none.
std::string normalised_doi(std::string_view text);

// TeX or marked-up text on one clean line, without the braces that only protect capitals.
std::string plain_text(std::string_view text);

// The parsers that parse_library chooses from, each for a text that was recognised as its format.
Library parse_bibtex(std::string_view text);
Library parse_ris(std::string_view text);
Library parse_csl_json(std::string_view text);

}  // namespace papercup::library
