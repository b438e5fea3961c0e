#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "papercup/core/arxiv_id.hpp"
#include "papercup/core/error.hpp"

namespace papercup {
namespace {

constexpr std::string_view kForms =
    "Accepted: 2405.01234, 2405.01234v2, hep-th/9901001, arXiv:2405.01234, an arxiv.org link, "
    "or 10.48550/arXiv.2405.01234.";

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != prefix[i]) return false;
  }
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// The identifier within an arxiv.org URL whose scheme is gone; empty where it is another page.
std::string_view within_url(std::string_view text) {
  drop_prefix(text, "www.") || drop_prefix(text, "export.");
  if (!drop_prefix(text, "arxiv.org/")) return {};
  constexpr std::array<std::string_view, 5> kPages = {"abs/", "pdf/", "html/", "format/", "ps/"};
  if (std::none_of(kPages.begin(), kPages.end(),
                   [&](std::string_view page) { return drop_prefix(text, page); })) {
    return {};
  }
  text = text.substr(0, text.find_first_of("?#"));
  if (text.ends_with(".pdf")) text.remove_suffix(4);
  if (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

// What is left of a reference when everything around the identifier and its version is gone.
std::string_view core_of(std::string_view text) {
  text = trimmed(text);
  const bool scheme = drop_prefix(text, "https://") || drop_prefix(text, "http://");
  std::string_view doi = text;
  const bool doi_host =
      drop_prefix(doi, "doi.org/") || drop_prefix(doi, "dx.doi.org/") || drop_prefix(doi, "www.doi.org/");
  if (!doi_host) drop_prefix(doi, "doi:");
  doi = trimmed(doi);
  if (drop_prefix(doi, "10.48550/arxiv.")) return doi;
  if (scheme || text.find("arxiv.org/") != std::string_view::npos) return within_url(text);
  drop_prefix(text, "oai:arxiv.org:") || drop_prefix(text, "arxiv:");
  return trimmed(text);
}

// Cuts "v12" off the end; a version begins with another digit than 0.
std::optional<int> take_version(std::string_view& text) {
  const std::size_t v = text.find_last_of("vV");
  if (v == std::string_view::npos || v == 0 || v + 1 == text.size() || text.size() - v > 5) return {};
  const std::string_view digits = text.substr(v + 1);
  if (digits.front() == '0' ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return {};
  }
  text = text.substr(0, v);
  return std::stoi(std::string(digits));
}

}  // namespace

std::optional<PaperRef> PaperRef::try_parse(std::string_view text) {
  std::string_view core = core_of(text);
  const std::optional<int> version = take_version(core);
  auto id = ArxivId::try_parse(core);
  if (!id) return std::nullopt;
  return PaperRef{*std::move(id), version};
}

PaperRef PaperRef::parse(std::string_view text) {
  if (auto ref = try_parse(text)) return *std::move(ref);
  std::string_view core = core_of(text);
  take_version(core);
  std::string why;
  try {
    ArxivId::parse(core.empty() ? trimmed(text) : core);
  } catch (const Error& error) {
    why = error.message();
  }
  if (core.empty() && !trimmed(text).empty()) {
    why = fmt::format("'{}' is not a reference to a paper on arXiv", trimmed(text).substr(0, 80));
  }
  throw Error{ErrorKind::usage, why, std::string(kForms)};
}

std::string PaperRef::to_string() const {
  return version ? fmt::format("{}v{}", id.to_string(), *version) : id.to_string();
}

}  // namespace papercup
