#include "papercup/text/person_name.hpp"

#include <ostream>

#include <gtest/gtest.h>

namespace papercup::text {

void PrintTo(const PersonName& name, std::ostream* out) {
  *out << "given '" << name.given << "' particles '" << name.particles << "' family '"
       << name.family << "' suffix '" << name.suffix << "'" << (name.is_group ? " group" : "")
       << (name.and_others ? " and others" : "");
}

namespace {

struct Example {
  const char* written;
  PersonName name;
};

PersonName person(const char* given, const char* particles, const char* family,
                  const char* suffix = "") {
  return {given, particles, family, suffix, false, false};
}

PersonName group(const char* name) { return {"", "", name, "", true, false}; }

PersonName with_others(PersonName name) {
  name.and_others = true;
  return name;
}

void expect_parsed(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    EXPECT_EQ(parse_person_name(example.written), example.name) << example.written;
  }
}

TEST(PersonName, HasGivenNamesFirst) {
  expect_parsed({
      {"Linnea Sørby", person("Linnea", "", "Sørby")},
      {" Linnea  Marie\tSørby ", person("Linnea Marie", "", "Sørby")},
      {"J.-P. O'Hara", person("J.-P.", "", "O'Hara")},
      {"J.P. Ngo", person("J.P.", "", "Ngo")},
      {"L.Sørby", person("L.", "", "Sørby")},
      {"Solitaire", person("", "", "Solitaire")},
      {"Weinan E", person("Weinan", "", "E")},
      {"A. Balagopal V.", person("A. Balagopal", "", "V.")},
      {"and Shadab Khan", person("Shadab", "", "Khan")},
      {"Yong Wang,", person("Yong", "", "Wang")},
  });
}

TEST(PersonName, HasParticlesAndWhatFollowsThemInTheFamilyName) {
  expect_parsed({
      {"Ludwig van Nobody", person("Ludwig", "van", "Nobody")},
      {"Anna van den Berg", person("Anna", "van den", "Berg")},
      {"S. M. de Bruyn Kops", person("S. M.", "de", "Bruyn Kops")},
      {"Guy Van den Broeck", person("Guy", "Van den", "Broeck")},
      {"Vincent Van Gogh", person("Vincent", "Van", "Gogh")},
      {"José Ortega y Gasset", person("José", "", "Ortega y Gasset")},
      {"J. M. y Gasset", person("J. M.", "y", "Gasset")},
      {"Maria de Lourdes M. Silva", person("Maria de Lourdes M.", "", "Silva")},
      {"anna van den berg", person("anna", "van den", "berg")},
      {"Amit kumar Singh", person("Amit kumar", "", "Singh")},
      {"Van Nguyen", person("Van", "", "Nguyen")},
      {"di Zhang", person("di", "", "Zhang")},
      {"de la Cruz", person("", "de la", "Cruz")},
      {"J. R. van 't Hoff", person("J. R.", "van 't", "Hoff")},
  });
}

TEST(PersonName, HasTheFamilyNameBeforeAComma) {
  expect_parsed({
      {"García Márquez, G.", person("G.", "", "García Márquez")},
      {"de Bruyn Kops, S. M.", person("S. M.", "de", "Bruyn Kops")},
      {"Berg, Anna van den", person("Anna", "van den", "Berg")},
      {"van den Berg, Anna", person("Anna", "van den", "Berg")},
      {"Araújo, A", person("A", "", "Araújo")},
      {"King, V", person("V", "", "King")},
  });
}

TEST(PersonName, HasASuffixAtItsEndOrBehindAComma) {
  expect_parsed({
      {"Henry King V", person("Henry", "", "King", "V")},
      {"Samuel H. Christie V", person("Samuel H.", "", "Christie", "V")},
      {"Ann B. Nobody Jr.", person("Ann B.", "", "Nobody", "Jr.")},
      {"Moss III, W. C.", person("W. C.", "", "Moss", "III")},
      {"Moss, W. C., III", person("W. C.", "", "Moss", "III")},
      {"Moss, III, W. C.", person("W. C.", "", "Moss", "III")},
      {"King, V, Henry", person("Henry", "", "King", "V")},
      {"Ana Berg, Jr.", person("Ana", "", "Berg", "Jr.")},
      {"Paulo Silva, Junior", person("Paulo", "", "Silva", "Junior")},
      {"Moss III", person("", "", "Moss", "III")},
      {"Rakesh V", person("Rakesh", "", "V")},
  });
}

TEST(PersonName, MayHaveInitialsBehindTheFamilyName) {
  expect_parsed({
      {"Manoj N M", person("N M", "", "Manoj")},
      {"Akhila Anilkumar T V", person("T V", "", "Akhila Anilkumar")},
      {"Adeyemi R.", person("R.", "", "Adeyemi")},
      {"LeCun_Y", person("Y", "", "LeCun")},
      {"sørby_l", person("l", "", "sørby")},
      {"van der Berg A. M.", person("A. M.", "van der", "Berg")},
      {"V. W.", person("V.", "", "W.")},
  });
}

TEST(PersonName, HasTheFamilyNameFirstInEastAsianScripts) {
  expect_parsed({
      {"李 例", person("例", "", "李")},
      {"김 철수", person("철수", "", "김")},
      {"王小明", person("", "", "王小明")},
      {"李, 例", person("例", "", "李")},
  });
}

TEST(PersonName, OfAGroupIsWhole) {
  expect_parsed({
      {"Nova Project", group("Nova Project")},
      {"The Virgo Network", group("The Virgo Network")},
      {"LATTICE COLLABORATION", group("LATTICE COLLABORATION")},
      {"Team Lantern", group("Team Lantern")},
      {"Lantern Team Berlin", group("Lantern Team Berlin")},
      {"for The Lantern Collaboration", group("for The Lantern Collaboration")},
      {"Lantern Collaboration, A. Person", group("Lantern Collaboration, A. Person")},
      {"Nobody AND Sons", group("Nobody AND Sons")},
      {"Nobody & Sons", group("Nobody & Sons")},
      {"The Institute of Lanterns", group("The Institute of Lanterns")},
      {"Collaboration", person("", "", "Collaboration")},
      {"The Anh Nguyen", person("The Anh", "", "Nguyen")},
  });
}

TEST(PersonName, LeavesOutAffiliationsAndOthers) {
  expect_parsed({
      {"A. Person (LAB)", person("A.", "", "Person")},
      {"William (Bill) Person", person("William", "", "Person")},
      {"Nova Project (LAB (North))", group("Nova Project")},
      {"Guilherme Person (1", person("Guilherme Person", "", "1")},
      {"et al. (200 additional authors not shown)", with_others(person("", "", ""))},
      {"et al", with_others(person("", "", ""))},
      {"others", with_others(person("", "", ""))},
      {"A. Person et al. (200 additional authors not shown)",
       with_others(person("A.", "", "Person"))},
      {"Person, A., et al.", with_others(person("A.", "", "Person"))},
      {"A. Person (LAB), et al.", with_others(person("A.", "", "Person"))},
  });
}

TEST(PersonName, OfNobodyIsEmpty) {
  for (const char* text : {"", " ", ",", ". ,", "-", "'", "()", "(LAB)", "_", ",,,"}) {
    EXPECT_EQ(parse_person_name(text), PersonName{}) << text;
    EXPECT_EQ(in_reading_order(parse_person_name(text)), "") << text;
  }
}

TEST(PersonName, IsPrintedInReadingOrder) {
  const auto printed = [](const char* text) { return in_reading_order(parse_person_name(text)); };
  EXPECT_EQ(printed("Berg, Anna van den"), "Anna van den Berg");
  EXPECT_EQ(printed("Moss III, W. C."), "W. C. Moss III");
  EXPECT_EQ(printed("李, 例"), "李 例");
  EXPECT_EQ(printed("The Virgo Network"), "The Virgo Network");
  for (const char* name : {"Linnea Sørby", "Henry King V", "Guy Van den Broeck", "J.P. Ngo",
                           "José Ortega y Gasset", "S. M. de Bruyn Kops", "李 例"}) {
    EXPECT_EQ(printed(name), name);
  }
}

TEST(PersonName, IsAbbreviatedToInitials) {
  const auto shorter = [](const char* text) { return abbreviated(parse_person_name(text)); };
  EXPECT_EQ(shorter("Jean-Luc Marie Fontaine"), "J.-L. M. Fontaine");
  EXPECT_EQ(shorter("J.P. Ngo"), "J.P. Ngo");
  EXPECT_EQ(shorter("danah boyd"), "danah boyd");
  EXPECT_EQ(shorter("李 例"), "李 例");
  EXPECT_EQ(shorter("A. Person et al."), "A. Person et al.");
  EXPECT_EQ(shorter("et al. (200 additional authors not shown)"), "et al.");
}

TEST(NameSuffix, IsOneOfAFew) {
  for (const char* word : {"Jr", "jr.", "Sr.", "II", "iii", "IV", "Junior", "Senior"}) {
    EXPECT_TRUE(is_name_suffix(word)) << word;
  }
  for (const char* word : {"", "V", "I", "Jrx", "Berg"}) EXPECT_FALSE(is_name_suffix(word)) << word;
}

}  // namespace
}  // namespace papercup::text
