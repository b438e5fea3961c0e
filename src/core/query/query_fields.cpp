#include "core/query/query_fields.hpp"

#include <array>
#include <vector>

#include <fmt/format.h>

#include "papercup/core/ascii.hpp"
#include "papercup/core/suggestion.hpp"

namespace papercup {

namespace {

struct NamedField {
  std::string_view name;
  QueryField field;
};

constexpr std::array<NamedField, 8> kFields = {{{"ti", QueryField::title},
                                                {"au", QueryField::author},
                                                {"abs", QueryField::abstract},
                                                {"co", QueryField::comment},
                                                {"jr", QueryField::journal_ref},
                                                {"cat", QueryField::category},
                                                {"id", QueryField::id},
                                                {"all", QueryField::all}}};

struct Synonym {
  std::string_view written, meant;
};

// What people write who know other programs, or arXiv's own search form.
constexpr std::array<Synonym, 13> kSynonyms = {{{"title", "ti"},
                                                {"author", "au"},
                                                {"authors", "au"},
                                                {"abstract", "abs"},
                                                {"comment", "co"},
                                                {"comments", "co"},
                                                {"journal_ref", "jr"},
                                                {"journal", "jr"},
                                                {"category", "cat"},
                                                {"categories", "cat"},
                                                {"submitted", kSubmittedField},
                                                {"published", kSubmittedField},
                                                {"date", kAnnouncedField}}};

std::string_view nearest_field(std::string_view name) {
  std::vector<std::string> known;
  known.reserve(kFields.size() + kSynonyms.size() + 2);
  for (const NamedField& field : kFields) known.emplace_back(field.name);
  known.emplace_back(kSubmittedField);
  known.emplace_back(kAnnouncedField);
  for (const Synonym& synonym : kSynonyms) known.emplace_back(synonym.written);

  const std::string nearest = nearest_word(name, known);
  for (const Synonym& synonym : kSynonyms) {
    if (synonym.written == nearest) return synonym.meant;
  }
  if (nearest == kSubmittedField) return kSubmittedField;
  if (nearest == kAnnouncedField) return kAnnouncedField;
  const std::optional<QueryField> field = find_query_field(nearest);
  return field ? name_of(*field) : std::string_view{};
}

}  // namespace

std::string_view name_of(QueryField field) {
  for (const NamedField& named : kFields) {
    if (named.field == field) return named.name;
  }
  return "all";
}

std::optional<QueryField> find_query_field(std::string_view name) {
  for (const NamedField& named : kFields) {
    if (ascii::equal_ignoring_case(named.name, name)) return named.field;
  }
  return std::nullopt;
}

std::string hint_for_unknown_field(std::string_view name) {
  const std::string_view nearest = nearest_field(name);
  return fmt::format(
      "{}The fields are ti, au, abs, co, jr, cat, id, all, submittedDate and announced; a colon "
      "that "
      "is part of the text belongs in quotes.",
      nearest.empty() ? "" : fmt::format("Did you mean {}:? ", nearest));
}

}  // namespace papercup
