#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/papers/id_form.hpp"
#include "core/wording/printable.hpp"
#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/ascii.hpp"
#include "papercup/core/error.hpp"

namespace papercup {

namespace {

// Takes `start` away where `text` begins with it, whatever the case.
bool take(std::string_view& text, std::string_view start) {
  if (!ascii::starts_with_ignoring_case(text, start)) return false;
  text.remove_prefix(start.size());
  return true;
}

template <std::size_t size>
bool take_any(std::string_view& text, const std::array<std::string_view, size>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return take(text, start); });
}

// The identifier in the address of a paper's page, behind the scheme; empty where it is no such
// address.
std::string id_in_address(std::string_view text) {
  constexpr std::array<std::string_view, 3> kHosts = {"arxiv.org/", "www.arxiv.org/",
                                                      "export.arxiv.org/"};
  constexpr std::array<std::string_view, 4> kPages = {"abs/", "pdf/", "html/", "format/"};
  if (!take_any(text, kHosts) || !take_any(text, kPages)) return {};
  text = text.substr(0, text.find_first_of("?#"));
  while (!text.empty() && text.back() == '/') text.remove_suffix(1);

  std::string id(text);
  constexpr std::string_view kSuffix = ".pdf";
  if (id.size() > kSuffix.size() &&
      ascii::equal_ignoring_case(text.substr(text.size() - kSuffix.size()), kSuffix)) {
    id.resize(id.size() - kSuffix.size());
  }
  for (const std::string_view encoded : {"%2F", "%2f"}) {
    const std::size_t slash = id.find(encoded);
    if (slash != std::string::npos) id.replace(slash, encoded.size(), "/");
  }
  return id;
}

// What is left of a reference when all that is not the identifier and its version is taken away;
// a text of no known form is left as it is.
std::string bare_reference(std::string_view text) {
  constexpr std::array<std::string_view, 3> kDoiHosts = {"doi.org/", "dx.doi.org/", "www.doi.org/"};
  constexpr std::string_view kDoi = "10.48550/arxiv.";
  text = ascii::trim(text);
  const std::string_view whole = text;

  if (take(text, "oai:arxiv.org:")) return std::string(text);
  if (take(text, "arxiv:") || take(text, kDoi)) return std::string(ascii::trim(text));
  if (take(text, "doi:")) {
    text = ascii::trim(text);
    return std::string(take(text, kDoi) ? text : whole);
  }
  if (!take(text, "https://")) take(text, "http://");
  if (std::string_view doi = text; take_any(doi, kDoiHosts) && take(doi, kDoi)) {
    return std::string(doi.substr(0, doi.find_first_of("?#")));
  }
  std::string id = id_in_address(text);
  return id.empty() ? std::string(whole) : id;
}

struct Parts {
  std::string_view id;
  std::optional<int> version;
};

Parts split_version(std::string_view text) {
  constexpr std::size_t kMostDigits = 6;
  const std::size_t v = text.find_last_of("vV");
  if (v == std::string_view::npos || v == 0 || !ascii::is_digit(text[v - 1])) return {text, {}};
  const std::string_view digits = text.substr(v + 1);
  if (digits.empty() || digits.size() > kMostDigits || digits.front() == '0') return {text, {}};
  const std::optional<int> version = ascii::number(digits);
  if (!version) return {text, {}};
  return {text.substr(0, v), version};
}

}  // namespace

PaperRef PaperRef::parse(std::string_view text) {
  if (std::optional<PaperRef> ref = try_parse(text)) return *std::move(ref);
  const std::string bare = bare_reference(text);
  throw Error{
      ErrorKind::usage,
      fmt::format("{} is not an arXiv identifier: {}", in_quotes(text),
                  read_id(split_version(bare).id).trouble),
      "Write 2405.01234, hep-th/9901001, arXiv:2405.01234v2, the address of a paper's page at "
      "arxiv.org, or the DOI 10.48550/arXiv.2405.01234."};
}

std::optional<PaperRef> PaperRef::try_parse(std::string_view text) {
  const std::string bare = bare_reference(text);
  const Parts parts = split_version(bare);
  std::optional<ArxivId> id = ArxivId::try_parse(parts.id);
  if (!id) return std::nullopt;
  return PaperRef{*std::move(id), parts.version};
}

std::string PaperRef::to_string() const {
  return version ? fmt::format("{}v{}", id.to_string(), *version) : id.to_string();
}

}  // namespace papercup
