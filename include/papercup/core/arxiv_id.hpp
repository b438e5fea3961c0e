#pragma once

#include <chrono>
#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace papercup {

// The identifier of a paper, without a version: the key of everything that is stored.
//   new form   YYMM.NNNN (0704 to 1412) or YYMM.NNNNN (1501 on)
//   old form   archive/YYMMNNN (9107 to 0703), canonical: without the subject class,
//              so that "math.AG/0611800" is "math/0611800"
// Source: https://info.arxiv.org/help/arxiv_identifier.html
class ArxivId {
 public:
  // Takes the bare identifier without version; case of an archive's letters does not matter.
  // Throws Error{usage} that says what is wrong (month 13, four digits after 2014, ...).
  static ArxivId parse(std::string_view text);
  // As parse, but nothing instead of an error.
  static std::optional<ArxivId> try_parse(std::string_view text);

  const std::string& to_string() const { return text_; }
  // The page of the paper: https://arxiv.org/abs/<id>.
  std::string url() const;
  // The month in which the paper was announced.
  std::chrono::year_month month() const;

  // By text, which is not the order of announcement across forms.
  auto operator<=>(const ArxivId&) const = default;

 private:
  explicit ArxivId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// A paper and perhaps one version of it, as people and feeds write it.
struct PaperRef {
  ArxivId id;
  std::optional<int> version;  // from 1

  // Accepts, with blanks around: a bare id, `arXiv:ID`, `oai:arXiv.org:ID`, any of them
  // followed by `vN`, an abs, pdf, html or format URL of arxiv.org (also www. and export., http or
  // https, with .pdf, query or fragment), and the DOI forms `10.48550/arXiv.ID`, `doi:...`,
  // `https://doi.org/...`. Throws Error{usage} with the accepted forms in the hint.
  static PaperRef parse(std::string_view text);
  static std::optional<PaperRef> try_parse(std::string_view text);

  // "2405.01234v2", or "2405.01234" without a version.
  std::string to_string() const;

  auto operator<=>(const PaperRef&) const = default;
};

}  // namespace papercup

template <>
struct std::hash<papercup::ArxivId> {
  std::size_t operator()(const papercup::ArxivId& id) const {
    return std::hash<std::string>{}(id.to_string());
  }
};
