#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line/options.hpp"
#include "papercup/core/names.hpp"
#include "papercup/render/digest.hpp"
#include "papercup/render/records.hpp"
#include "papercup/render/style.hpp"

namespace papercup::cli {

// The forms in which papers are given out.
enum class Format { text, markdown, json, jsonl, csv, atom, bibtex, html, ids, email };

// In the order of the help.
inline constexpr auto kFormatNames = names_of<Format>({
    {Format::text, "text"},
    {Format::markdown, "markdown"},
    {Format::json, "json"},
    {Format::jsonl, "jsonl"},
    {Format::csv, "csv"},
    {Format::atom, "atom"},
    {Format::bibtex, "bibtex"},
    {Format::html, "html"},
    {Format::ids, "ids"},
    {Format::email, "email"},
});

// Declares --format with these formats.
void declare_format_option(CLI::App& command, const std::vector<Format>& formats, Format& target,
                           const std::string& help);
// The same with all of them that any list of papers can have; `more` are others.
void declare_every_format(CLI::App& command, Format& target, const std::vector<Format>& more = {});
// Whether people read it, and not programs only.
bool is_for_people(Format format);
// Whether --fields chooses what is in it.
bool has_fields(Format format);

// Takes text in pieces.
using Sink = std::function<void(std::string_view)>;

// Gives out one paper after the other.
class PaperWriter {
 public:
  PaperWriter() = default;
  PaperWriter(const PaperWriter&) = delete;
  PaperWriter& operator=(const PaperWriter&) = delete;
  virtual ~PaperWriter() = default;

  virtual void add(const Paper& paper, const std::optional<render::Annotation>& annotation) = 0;
  // After the last one.
  virtual void finish() {}
};

struct PaperForm {
  Format format = Format::text;
  std::vector<std::string> fields = {};  // if the format has any; empty: all
  bool has_focus = false;                // whether papers come with an annotation
  render::TextStyle style = {};
  // About all of them together, for forms that say it.
  std::string title = {};
  Time now = {};
  std::string rest = {};                    // that there are more; may be empty
  std::vector<render::DayCount> days = {};  // may be empty
};

std::unique_ptr<PaperWriter> make_paper_writer(const PaperForm& form, Sink sink);

// JSON objects one after the other: one a line, or as an array.
class JsonOutput {
 public:
  // `format` is json or jsonl.
  JsonOutput(Format format, Sink sink) : format_(format), sink_(std::move(sink)) {}
  void add(const std::string& object);
  // After the last one.
  void finish();

 private:
  Format format_;
  Sink sink_;
  bool is_empty_ = true;
};

}  // namespace papercup::cli
