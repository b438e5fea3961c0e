#include "papercup/arxiv/record_source.hpp"

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>

#include "arxiv/feed_support.hpp"
#include "arxiv/json/json_lines.hpp"

namespace papercup::arxiv {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Read {
  ReadResult result;
  std::vector<Record> records;
  Strings warnings;
};

Read read_bytes(const std::string& bytes) {
  std::istringstream input{bytes};
  Read read;
  read.result = read_records(
      "-", input, [&](Record record) { read.records.push_back(std::move(record)); },
      [&](const std::string& warning) { read.warnings.push_back(warning); });
  return read;
}

Read read_file(const std::filesystem::path& file) {
  std::istringstream nothing;
  Read read;
  read.result = read_records(
      file, nothing, [&](Record record) { read.records.push_back(std::move(record)); },
      [&](const std::string& warning) { read.warnings.push_back(warning); });
  return read;
}

Read read_rest(const std::string& bytes, std::int64_t entries_before) {
  std::istringstream input{bytes};
  Read read;
  read.result = read_records(
      "-", input, [&](Record record) { read.records.push_back(std::move(record)); },
      [&](const std::string& warning) { read.warnings.push_back(warning); }, entries_before);
  return read;
}

std::string read_error(const std::string& bytes) {
  return message_of([&] { read_bytes(bytes); });
}

using Members = std::vector<std::pair<std::string, std::string>>;

std::string written(archive* writer, const Members& members) {
  std::string out(std::size_t{1} << 22, '\0');
  std::size_t used = 0;
  EXPECT_EQ(archive_write_open_memory(writer, out.data(), out.size(), &used), ARCHIVE_OK);
  for (const auto& [name, bytes] : members) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry{archive_entry_new(),
                                                                         archive_entry_free};
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    if (!name.ends_with('/'))
      archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    EXPECT_EQ(archive_write_header(writer, entry.get()), ARCHIVE_OK);
    archive_write_data(writer, bytes.data(), bytes.size());
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

std::string packed(const std::string& bytes, int filter) {
  archive* writer = archive_write_new();
  archive_write_set_format_raw(writer);
  EXPECT_EQ(archive_write_add_filter(writer, filter), ARCHIVE_OK);
  archive_write_set_bytes_in_last_block(writer, 1);
  return written(writer, {{"data", bytes}});
}

std::string zipped(const Members& members) {
  archive* writer = archive_write_new();
  archive_write_set_format_zip(writer);
  archive_write_set_bytes_in_last_block(writer, 1);
  return written(writer, members);
}

const std::vector<int> kFilters = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_XZ,
                                   ARCHIVE_FILTER_BZIP2};

// Lines that packing makes little smaller.
std::string many_lines(int count) {
  std::string lines;
  unsigned state = 1;
  for (int i = 0; i < count; ++i) {
    lines += R"({"id":"2611.9)" + std::to_string(1000 + i) + R"(","title":")";
    for (int k = 0; k < 60; ++k) {
      state = state * 1103515245U + 12345U;
      lines.push_back(static_cast<char>('a' + (state >> 16) % 26));
    }
    lines += "\"}\n";
  }
  return lines;
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path{::testing::TempDir()} /
            (std::string{"papercup_"} + test->test_suite_name() + "_" + test->name());
    std::ofstream{path_, std::ios::binary} << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(ReadRecords, ReadsAFileOfEachFormat) {
  EXPECT_EQ(read_file(fixture_path("api.xml")).result.format, FeedFormat::api_atom);
  EXPECT_EQ(read_file(fixture_path("day.rss.xml")).result.format, FeedFormat::listing_rss);
  EXPECT_EQ(read_file(fixture_path("day.atom.xml")).result.format, FeedFormat::listing_atom);
  EXPECT_EQ(read_file(fixture_path("oai_dc.xml")).result.format, FeedFormat::oai_pmh);
  EXPECT_EQ(read_file(fixture_path("own.jsonl")).result.format, FeedFormat::json_lines);
  EXPECT_EQ(read_file(fixture_path("snapshot.jsonl")).result.format, FeedFormat::json_lines);
}

TEST(ReadRecords, CountsRecordsAndWhatItSkips) {
  const Read read = read_file(fixture_path("own.jsonl"));
  const std::string name = fixture_path("own.jsonl").string();
  EXPECT_EQ(read.result.records, 3);
  EXPECT_EQ(read.result.skipped, 2);
  EXPECT_EQ(read.records.size(), 3U);
  EXPECT_THAT(read.warnings, ElementsAre(name + ": line 4 has no title",
                                         name + ": line 5 is not valid JSON at byte 2"));
  const Read feed = read_file(fixture_path("api.xml"));
  EXPECT_EQ(feed.result.records, 2);
  EXPECT_EQ(feed.result.skipped, 2);
  EXPECT_THAT(feed.warnings.at(0), HasSubstr("api.xml: http://arxiv.org/abs/2613.90002v1 has no"));
}

TEST(ReadRecords, ReadsStandardInput) {
  const Read read = read_bytes(R"({"id":"2611.90061","title":"T"})"
                               "\n{}\n");
  EXPECT_EQ(read.result.records, 1);
  EXPECT_THAT(read.warnings, ElementsAre("standard input: line 2 has no id"));
}

TEST(ReadRecords, ReadsPackedData) {
  const std::string lines = many_lines(50);
  for (const int filter : kFilters) {
    EXPECT_EQ(read_bytes(packed(lines, filter)).records.size(), 50U) << filter;
    EXPECT_EQ(read_bytes(packed(fixture("api.xml"), filter)).records.size(), 2U) << filter;
  }
}

TEST(ReadRecords, RefusesPackedDataThatEndsEarly) {
  const std::string lines = many_lines(2000);
  for (const int filter : kFilters) {
    const std::string whole = packed(lines, filter);
    ASSERT_EQ(read_bytes(whole).records.size(), 2000U);
    for (const std::size_t missing : {std::size_t{9}, whole.size() / 2, whole.size() - 40}) {
      const auto error = error_of([&] { read_bytes(whole.substr(0, whole.size() - missing)); });
      ASSERT_TRUE(error) << filter << " without " << missing;
      EXPECT_EQ(error->kind(), ErrorKind::failure);
    }
  }
}

TEST(ReadRecords, ReadsEveryFileOfAZipArchive) {
  const std::string archive = zipped({{"folder/", ""},
                                      {"folder/own.jsonl", fixture("own.jsonl")},
                                      {"api.xml", fixture("api.xml")}});
  const Read streamed = read_bytes(archive);
  EXPECT_EQ(streamed.result.records, 5);
  EXPECT_EQ(streamed.result.skipped, 4);
  EXPECT_THAT(streamed.warnings.at(0), HasSubstr("standard input (folder/own.jsonl): line 4"));
  const TemporaryFile file{archive};
  EXPECT_EQ(read_file(file.path()).result.records, 5);
}

TEST(ReadRecords, RefusesAZipArchiveThatEndsEarlyOrHoldsNothing) {
  const std::string archive = zipped({{"a.jsonl", many_lines(200)}});
  EXPECT_THROW(read_bytes(archive.substr(0, archive.size() / 2)), Error);
  EXPECT_THROW(read_bytes(zipped({{"folder/", ""}})), Error);
}

TEST(ReadRecords, DoesNotDependOnHowLinesEnd) {
  const std::string line = R"({"id":"2611.90061","title":"T"})";
  EXPECT_EQ(read_bytes("\xEF\xBB\xBF\r\n  \r\n" + line + "\r\n\r\n" + line).result.records, 2);
  EXPECT_THAT(read_bytes("\n\n" + line + "\n7\n").warnings,
              ElementsAre("standard input: line 4 is not a JSON object"));
}

TEST(ReadRecords, ReadsLinesBehindManyBlankOnes) {
  const std::string bytes = std::string(1'000'000, '\n') + R"({"id":"2611.90061","title":"T"})"
                                                           "\nx";
  const Read read = read_bytes(bytes);
  EXPECT_EQ(read.result.records, 1);
  EXPECT_THAT(read.warnings.at(0), HasSubstr("line 1000002 "));
}

TEST(ReadRecords, SkipsLinesThatAreTooLong) {
  const std::string line = R"({"id":"2611.90061","title":"T"})"
                           "\n";
  const Read read = read_bytes(line + std::string(kLongestLine + 1, 'x') + "\n" + line);
  EXPECT_EQ(read.result.records, 2);
  EXPECT_THAT(read.warnings, ElementsAre("standard input: line 2 is longer than 16 MiB"));
}

TEST(ReadRecords, SkipsLinesWithForeignBytes) {
  using std::string_literals::operator""s;
  const std::string line = R"({"id":"2611.90061","title":"T"})"
                           "\n";
  const Read read = read_bytes(line + "{\"id\":\"\xFE\"}\n\0\n"s + line);
  EXPECT_EQ(read.result.records, 2);
  EXPECT_EQ(read.result.skipped, 2);
}

TEST(ReadRecords, RefusesJsonLinesWithoutOnePaper) {
  const std::string message = read_error("{}\n{\"id\":7}\n");
  EXPECT_THAT(message, HasSubstr("standard input is JSON Lines without one paper"));
  EXPECT_THAT(message, HasSubstr("line 1 has no id"));
}

TEST(ReadRecords, NamesWhatIsNoFeed) {
  EXPECT_EQ(read_error("<!DOCTYPE html><html></html>"),
            "standard input is an HTML page, not a feed");
  EXPECT_THAT(read_error(""), HasSubstr("standard input is empty"));
  EXPECT_THAT(read_error(" \n \n"), HasSubstr("is empty"));
  EXPECT_THAT(read_error("[{}]"), HasSubstr("not in a format papercup knows"));
  EXPECT_THAT(read_error("%PDF-1.5"), HasSubstr("not in a format papercup knows"));
  const auto error = error_of([] { read_bytes("Rate exceeded.\n"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ErrorKind::unreachable);
}

TEST(ReadRecords, ReadsUtf16) {
  std::string document = "\xFF\xFE";
  for (const char c : api_document(api_entry("2611.90001v1", "T"))) document += {c, '\0'};
  EXPECT_EQ(read_bytes(document).result.records, 1);
}

TEST(ReadRecords, RefusesDocumentsThatAreTooLarge) {
  const std::string blanks(std::size_t{257} << 20, ' ');
  EXPECT_THAT(read_error(packed("<feed>", ARCHIVE_FILTER_GZIP) + packed("", ARCHIVE_FILTER_GZIP)),
              HasSubstr("not well-formed"));
  EXPECT_THAT(read_error("<feed>" + blanks), HasSubstr("larger than 256 MiB"));
}

TEST(ReadRecords, OfAFileThatCannotBeOpenedIsAUsageError) {
  for (const std::filesystem::path& path :
       {fixture_path("no-such-file.xml"), fixture_path("").parent_path()}) {
    const auto error = error_of([&] { read_file(path); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ErrorKind::usage);
    EXPECT_THAT(error->message(), HasSubstr(path.string()));
  }
}

TEST(ReadRecords, LetsTheErrorsOfTheHandlerPass) {
  std::istringstream input{R"({"id":"2611.90061","title":"T"})"};
  EXPECT_THROW(read_records(
                   "-", input, [](const Record&) { throw std::logic_error{"full"}; },
                   [](const std::string&) {}),
               std::logic_error);
}

TEST(ReadRecords, GoesOnBehindEntriesThatWereHandedOverBefore) {
  const Read whole = read_bytes(fixture("own.jsonl"));
  ASSERT_EQ(whole.warnings.size(), 2U);
  const Read rest = read_rest(fixture("own.jsonl"), 2);
  ASSERT_EQ(rest.records.size(), 1U);
  EXPECT_EQ(rest.records[0].paper, whole.records[2].paper);
  EXPECT_EQ(rest.warnings, whole.warnings);
  EXPECT_EQ(rest.result.records, 1);
  EXPECT_THAT(read_rest(fixture("own.jsonl"), 3).warnings, ElementsAre(HasSubstr("line 5")));
  const Read nothing = read_rest(fixture("own.jsonl"), 5);
  EXPECT_THAT(nothing.records, IsEmpty());
  EXPECT_THAT(nothing.warnings, IsEmpty());
}

TEST(ReadRecords, GoesOnInAFeedAndInALaterFileOfAZipArchive) {
  const Read whole = read_bytes(fixture("api.xml"));
  const Read last = read_rest(fixture("api.xml"), 3);
  ASSERT_EQ(last.records.size(), 1U);
  EXPECT_EQ(last.records[0].paper, whole.records[1].paper);
  EXPECT_THAT(last.warnings, IsEmpty());
  const std::string archive =
      zipped({{"api.xml", fixture("api.xml")}, {"own.jsonl", fixture("own.jsonl")}});
  EXPECT_EQ(read_rest(archive, 5).records.size(), 2U);
}

TEST(ReadRecords, TellsHowFarInTheFileItIs) {
  std::string lines;
  for (int i = 0; i < 20'000; ++i)
    lines += R"({"id":"2611.90061","title":"A"})"
             "\n";
  for (const std::string& bytes : {lines, packed(lines, ARCHIVE_FILTER_ZSTD)}) {
    std::istringstream input{bytes};
    std::vector<std::int64_t> places;
    read_records(
        "-", input, [](const Record&) {}, [](const std::string&) {}, 0,
        [&](std::int64_t place) { places.push_back(place); });
    ASSERT_GT(places.size(), 1u);
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
    EXPECT_EQ(places.back(), static_cast<std::int64_t>(bytes.size()));
  }
}

TEST(FormatNames, AreForPeopleAndDiffer) {
  Strings all;
  for (const FeedFormat format :
       {FeedFormat::api_atom, FeedFormat::listing_rss, FeedFormat::listing_atom,
        FeedFormat::oai_pmh, FeedFormat::json_lines}) {
    all.emplace_back(to_string(format));
    EXPECT_FALSE(all.back().empty());
  }
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace
}  // namespace papercup::arxiv
