#include "cli/output/paper_writer.hpp"

#include <algorithm>
#include <utility>

#include "papercup/render/paper_text.hpp"
#include "papercup/render/records.hpp"

namespace papercup::cli {
namespace {

ScoredPaper scored_paper(const Paper& paper, const std::optional<render::Annotation>& annotation) {
  if (!annotation) return {paper, {}, 0, {}, {}};
  return {paper, annotation->score, annotation->rank.value_or(0), annotation->percentile, {}};
}

class TextWriter : public PaperWriter {
 public:
  TextWriter(render::TextStyle style, Sink sink)
      : style_(std::move(style)), sink_(std::move(sink)) {}

  void add(const Paper& paper, const std::optional<render::Annotation>& annotation) override {
    if (!std::exchange(is_first_, false)) sink_("\n");
    const auto score = annotation ? std::optional<Score>(annotation->score) : std::nullopt;
    sink_(render::result_text(paper, score, style_));
  }

 private:
  render::TextStyle style_;
  Sink sink_;
  bool is_first_ = true;
};

class MarkdownWriter : public PaperWriter {
 public:
  MarkdownWriter(render::TextStyle style, Sink sink)
      : style_(std::move(style)), sink_(std::move(sink)) {}

  void add(const Paper& paper, const std::optional<render::Annotation>& annotation) override {
    sink_(render::result_markdown(scored_paper(paper, annotation), style_));
  }

 private:
  render::TextStyle style_;
  Sink sink_;
};

class JsonWriter : public PaperWriter {
 public:
  JsonWriter(const PaperForm& form, Sink sink)
      : fields_(form.fields), json_(form.format, std::move(sink)) {}

  void add(const Paper& paper, const std::optional<render::Annotation>& annotation) override {
    json_.add(render::json_object(paper, annotation, fields_));
  }
  void finish() override { json_.finish(); }

 private:
  std::vector<std::string> fields_;
  JsonOutput json_;
};

class CsvWriter : public PaperWriter {
 public:
  CsvWriter(const PaperForm& form, Sink sink)
      : columns_(render::csv_columns(form.fields, form.has_focus)), sink_(std::move(sink)) {
    sink_(render::csv_header(columns_));
  }

  void add(const Paper& paper, const std::optional<render::Annotation>& annotation) override {
    sink_(render::csv_row(paper, annotation, columns_));
  }

 private:
  std::vector<std::string> columns_;
  Sink sink_;
};

class BibtexWriter : public PaperWriter {
 public:
  explicit BibtexWriter(Sink sink) : sink_(std::move(sink)) {}

  void add(const Paper& paper, const std::optional<render::Annotation>&) override {
    if (!std::exchange(is_first_, false)) sink_("\n");
    sink_(file_.next(paper));
  }

 private:
  Sink sink_;
  render::BibtexFile file_;
  bool is_first_ = true;
};

// For forms that say something of all papers before the first one.
class CollectionWriter : public PaperWriter {
 public:
  CollectionWriter(const PaperForm& form, Sink sink)
      : format_(form.format),
        style_(form.style),
        collection_{form.title, "results\n" + form.title, form.now, {}, {}, {}},
        sink_(std::move(sink)) {
    collection_.groups.push_back({"", {}, {}, form.days});
    if (!form.rest.empty()) collection_.closing.push_back(form.rest);
  }

  void add(const Paper& paper, const std::optional<render::Annotation>& annotation) override {
    collection_.groups.front().papers.push_back(scored_paper(paper, annotation));
  }
  void finish() override {
    sink_(format_ == Format::atom ? render::atom_feed(collection_, style_)
                                  : render::html_page(collection_, style_));
  }

 private:
  Format format_;
  render::TextStyle style_;
  render::Collection collection_;
  Sink sink_;
};

class IdWriter : public PaperWriter {
 public:
  explicit IdWriter(Sink sink) : sink_(std::move(sink)) {}

  void add(const Paper& paper, const std::optional<render::Annotation>&) override {
    sink_(paper.id.to_string() + "\n");
  }

 private:
  Sink sink_;
};

}  // namespace

void declare_format_option(CLI::App& command, const std::vector<Format>& formats, Format& target,
                           const std::string& help) {
  add_choice(command, "--format,-f", kFormatNames, target, help, formats);
}

void declare_every_format(CLI::App& command, Format& target, const std::vector<Format>& more) {
  std::vector<Format> formats;
  for (const auto& [format, name] : kFormatNames) {
    if (format != Format::email) formats.push_back(format);
  }
  formats.insert(formats.end(), more.begin(), more.end());
  declare_format_option(
      command, formats, target,
      "text, markdown and html (a page) for people, csv for spreadsheets, atom for feed readers, "
      "bibtex for citing; json, jsonl and ids for programs");
}

bool is_for_people(Format format) {
  return format == Format::text || format == Format::markdown || format == Format::html;
}

bool has_fields(Format format) {
  return format == Format::json || format == Format::jsonl || format == Format::csv;
}

std::unique_ptr<PaperWriter> make_paper_writer(const PaperForm& form, Sink sink) {
  switch (form.format) {
    case Format::json:
    case Format::jsonl:
      return std::make_unique<JsonWriter>(form, std::move(sink));
    case Format::csv:
      return std::make_unique<CsvWriter>(form, std::move(sink));
    case Format::markdown:
      return std::make_unique<MarkdownWriter>(form.style, std::move(sink));
    case Format::atom:
    case Format::html:
      return std::make_unique<CollectionWriter>(form, std::move(sink));
    case Format::bibtex:
      return std::make_unique<BibtexWriter>(std::move(sink));
    case Format::ids:
      return std::make_unique<IdWriter>(std::move(sink));
    case Format::email:  // digest writes it itself
    case Format::text:
      break;
  }
  return std::make_unique<TextWriter>(form.style, std::move(sink));
}

void JsonOutput::add(const std::string& object) {
  if (format_ == Format::json) {
    sink_(is_empty_ ? "[\n" : ",\n");
    sink_(object);
  } else {
    sink_(object + "\n");
  }
  is_empty_ = false;
}

void JsonOutput::finish() {
  if (format_ == Format::json) sink_(is_empty_ ? "[]\n" : "\n]\n");
}

}  // namespace papercup::cli
