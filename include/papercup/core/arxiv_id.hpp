#pragma once

#include <chrono>
#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

  // Accepts what people paste, with what stands around it: blanks, seen and unseen, brackets and
  // quotes, `<...>`, a Markdown link, punctuation at the end.
  //   a bare id, `hep-th9901001` too; `arXiv:ID`, `arXiv ID`, `arXiv preprint arXiv:ID`,
  //   `oai:arXiv.org:ID`, `abs/ID`, dblp's `abs-2405-01234`; any of them followed by `vN`, and then
  //   perhaps as arXiv and others cite it: `[cs.CL]`, `(cs.CL)`, `23 Jan 2024`, `(2024)`
  //   the name of a file, with folders or without: `2405.01234v1.pdf`, also .ps, .tar.gz, .html
  //   an address, with or without http(s)://, query and fragment: abs, pdf, html, format, src,
  //   e-print, ps and others at arxiv.org, its subdomains and xxx.lanl.gov; the pages of papers at
  //   ar5iv, alphaxiv, huggingface, scirate, semanticscholar, arxiv-vanity and others
  //   DOIs: `10.48550/arXiv.ID`, `doi:...`, `https://doi.org/...`
  // Throws Error{usage} with the accepted forms in the hint.
  static PaperRef parse(std::string_view text);
  static std::optional<PaperRef> try_parse(std::string_view text);

  // "2405.01234v2", or "2405.01234" without a version.
  std::string to_string() const;

  auto operator<=>(const PaperRef&) const = default;
};

// The references in a line of a list: the line as a whole if it is one, else its parts between
// commas and semicolons, else words between blanks, without the "[cs.CL]" that follows an
// identifier. The parts may be no references; none is empty.
std::vector<std::string> divide_references(std::string_view line);

// Whether a word only goes on with the identifier before it, as "[cs.CL]" in arXiv's citations.
bool continues_reference(std::string_view word);

}  // namespace papercup

template <>
struct std::hash<papercup::ArxivId> {
  std::size_t operator()(const papercup::ArxivId& id) const {
    return std::hash<std::string>{}(id.to_string());
  }
};
