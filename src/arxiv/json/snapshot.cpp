#include "arxiv/json/snapshot.hpp"

#include <utility>

#include "arxiv/author_names.hpp"
#include "arxiv/paper_fields.hpp"

namespace papercup::arxiv {
namespace {

std::vector<std::string> parsed_authors(const JsonFields& fields) {
  std::vector<std::string> authors;
  for (const std::vector<std::string>& parts : fields.authors_parsed) {
    // A fourth part is an affiliation.
    const auto part = [&](std::size_t index) -> std::string_view {
      return index < parts.size() ? std::string_view{parts[index]} : std::string_view{};
    };
    std::string name = author_name(part(1), part(0), part(2));
    if (!name.empty()) authors.push_back(std::move(name));
  }
  return authors;
}

}  // namespace

void read_snapshot_fields(const JsonFields& fields, Paper& paper) {
  std::vector<StatedVersion> versions;
  for (const JsonFields::Version& version : fields.versions) {
    if (auto stated = stated_version(version.name, version.created)) {
      versions.push_back(*std::move(stated));
    }
  }
  apply_versions(versions, paper);
  if (!fields.authors_parsed.empty()) paper.authors = parsed_authors(fields);
}

}  // namespace papercup::arxiv
