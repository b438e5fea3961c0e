#include "rank/features/author_names.hpp"

#include <utility>

#include "papercup/core/characters.hpp"
#include "papercup/text/name_search.hpp"

namespace papercup::rank {
namespace {

struct Forms {
  std::string alone;  // the name of a group, or a single one; the other forms are empty then
  std::string with_initial, with_given;
  bool has_initial_only = false;  // as given name; with_given is empty then
};

Forms forms_of(std::string_view name) {
  text::NameKey key = text::name_key(text::parse_person_name(name));
  Forms forms;
  if (key.given.empty()) {
    forms.alone = std::move(key.family);
    return forms;
  }
  const std::string& given = key.given.front();
  const std::string initial = given.substr(0, utf8::first_character(given).size);
  forms.with_initial = key.family + ", " + initial;
  forms.has_initial_only = initial == given;
  if (!forms.has_initial_only) forms.with_given = key.family + ", " + given;
  return forms;
}

}  // namespace

std::vector<std::string> carried_name_forms(std::string_view name) {
  const Forms forms = forms_of(name);
  if (!forms.alone.empty()) return {forms.alone};
  if (forms.with_initial.empty()) return {};
  return {forms.with_initial, forms.has_initial_only ? forms.with_initial + "." : forms.with_given};
}

std::vector<std::string> sought_name_forms(std::string_view name) {
  const Forms forms = forms_of(name);
  if (!forms.alone.empty()) return {forms.alone};
  if (forms.with_initial.empty()) return {};
  if (forms.has_initial_only) return {forms.with_initial};
  return {forms.with_given, forms.with_initial + "."};
}

}  // namespace papercup::rank
