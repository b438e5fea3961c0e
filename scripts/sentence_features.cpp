// Shows what the model of sentences sees: the features of every judged sentence, for
// scripts/learn_sentences.py.
//
//     cmake --build --preset release --target papercup_sentence_features
//     build/release/papercup_sentence_features tests/digest/sentence-labels.tsv PAPERS.jsonl.zst
//
// A row a sentence: the paper, the sentence's number, its label and the names of its features.
// Fails if a paper is missing, or if its abstract has another number of sentences than were judged.

#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "digest/sentence_model.hpp"
#include "papercup/arxiv/record_source.hpp"
#include "papercup/core/error.hpp"

namespace {

using Labels = std::map<std::string, std::string>;  // of a paper's sentences, by its id

Labels read_labels(const char* file) {
  std::ifstream stream(file);
  Labels labels;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    labels[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return labels;
}

void print(const std::string& paper, const std::string& labels, std::string_view abstract) {
  const auto sentences = papercup::digest::sentence_features(abstract);
  if (sentences.size() != labels.size()) {
    throw papercup::Error(papercup::ErrorKind::failure,
                          fmt::format("{} has {} sentences, and {} were judged", paper,
                                      sentences.size(), labels.size()));
  }
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    fmt::print("{}\t{}\t{}\t{}\n", paper, i + 1, labels[i], fmt::join(sentences[i].names, " "));
  }
}

void print_all(const char* labels_file, const char* papers_file) {
  Labels left = read_labels(labels_file);
  papercup::arxiv::read_records(
      papers_file, std::cin,
      [&](const papercup::Record& record) {
        const auto found = left.find(record.paper.id.to_string());
        if (found == left.end()) return;
        print(found->first, found->second, record.paper.abstract);
        left.erase(found);
      },
      [](const std::string& warning) { fmt::print(stderr, "{}\n", warning); });
  if (!left.empty()) {
    throw papercup::Error(
        papercup::ErrorKind::failure,
        fmt::format("{} papers are not there, such as {}", left.size(), left.begin()->first));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: papercup_sentence_features LABELS PAPERS\n");
    return 2;
  }
  try {
    print_all(argv[1], argv[2]);
  } catch (const papercup::Error& error) {
    fmt::print(stderr, "{}\n{}\n", error.message(), error.hint());
    return 1;
  }
  return 0;
}
