#include "net/curl_connection.hpp"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>

#include "support/temporary_folder.hpp"

namespace papercup::net {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kUrl = "https://export.example.org/api/query?search_query=all";
const Peer kServer{"192.0.2.1", 443};
const Peer kProxy{"192.0.2.9", 3128};

ConnectionError error_of(const Failure& failure) {
  try {
    throw_connection_error(failure, std::chrono::seconds(30));
  } catch (const ConnectionError& error) {
    return error;
  }
}

std::string message_of(const Failure& failure) { return error_of(failure).message(); }
std::string hint_of(const Failure& failure) { return error_of(failure).hint(); }

Failure no_connection(const Peer& peer, int system_error) {
  return {kUrl, Stage::connection, peer, system_error};
}

TEST(ConnectionFailure, IsUnreachable) {
  EXPECT_EQ(error_of({kUrl, Stage::name}).kind(), ErrorKind::unreachable);
}

TEST(ConnectionFailure, OfTheNameIsOneOfTheNetwork) {
  EXPECT_EQ(message_of({kUrl, Stage::name}), "cannot find export.example.org: offline?");
  EXPECT_EQ(message_of({kUrl, Stage::name_in_time}),
            "cannot find export.example.org, as no name server answers: offline?");
  for (const Stage stage : {Stage::name, Stage::name_in_time}) {
    EXPECT_THAT(hint_of({kUrl, stage}), HasSubstr("Look at the network"));
  }
}

TEST(ConnectionFailure, InTimeSaysHowLong) {
  const Failure server{kUrl, Stage::connection_in_time, kServer};
  EXPECT_EQ(message_of(server), "export.example.org has taken no connection in 30 s");
  EXPECT_THAT(hint_of(server), HasSubstr("Look at the network"));
  const Failure proxy{kUrl, Stage::connection_in_time, kProxy};
  EXPECT_EQ(message_of(proxy),
            "the proxy on the way to export.example.org has taken no connection in 30 s");
  EXPECT_THAT(hint_of(proxy), HasSubstr("proxy variables"));
}

TEST(ConnectionFailure, SaysWhoRefuses) {
  const Failure server = no_connection(kServer, ECONNREFUSED);
  EXPECT_EQ(message_of(server), "export.example.org refuses the connection");
  EXPECT_THAT(hint_of(server), HasSubstr("config.toml"));
  const Failure proxy = no_connection(kProxy, ECONNREFUSED);
  EXPECT_EQ(message_of(proxy),
            "the proxy 192.0.2.9:3128 on the way to export.example.org refuses the connection");
  EXPECT_THAT(hint_of(proxy), HasSubstr("proxy variables"));
}

TEST(ConnectionFailure, WithoutARouteIsOneOfTheNetwork) {
  for (const int error : {ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL}) {
    const Failure failure = no_connection(kServer, error);
    EXPECT_EQ(message_of(failure), "there is no way to export.example.org: offline?") << error;
    EXPECT_THAT(hint_of(failure), HasSubstr("Look at the network"));
  }
}

TEST(ConnectionFailure, OfAnotherKindIsInTheWordsOfTheSystemOrElseOfLibcurl) {
  EXPECT_EQ(message_of(no_connection(kServer, ECONNRESET)),
            "no connection to export.example.org: Connection reset by peer");
  EXPECT_EQ(message_of({kUrl, Stage::connection, kServer, 0, 0, "Out of sockets"}),
            "no connection to export.example.org: Out of sockets");
}

TEST(ConnectionFailure, OfEncryptionHasLibcurlsReason) {
  const Failure failure{kUrl, Stage::encryption, kServer, 0, 0, "certificate has expired"};
  EXPECT_EQ(message_of(failure),
            "no safe connection to export.example.org: certificate has expired");
  EXPECT_THAT(hint_of(failure), HasSubstr("certificates"));
}

TEST(ConnectionFailure, WithoutCertificatesSaysWhereTheyComeFrom) {
  const Failure failure{kUrl, Stage::certificates, kServer, 0, 0, "no such file: /etc/ca.crt"};
  EXPECT_EQ(message_of(failure),
            "no safe connection to export.example.org: no such file: /etc/ca.crt");
  EXPECT_THAT(hint_of(failure), HasSubstr("ca-certificates"));
}

TEST(Certificates, AreLeftToLibcurlWhereItsFileIsThere) {
  const support::TemporaryFolder root;
  const std::string built_in = root.write("built-in.crt", "");
  std::filesystem::create_directories(root.path() / "etc/ssl");
  root.write("etc/ssl/cert.pem", "");
  EXPECT_EQ(certificates_of_system(root.path(), built_in), "");
  EXPECT_EQ(certificates_of_system(root.path(), ""), "");
}

TEST(Certificates, AreThoseOfAnotherDistributionWhereItsFileIsNot) {
  const support::TemporaryFolder root;
  const std::string absent = root.path() / "absent.crt";
  EXPECT_EQ(certificates_of_system(root.path(), absent), "");
  for (const char* const folder : {"etc/ssl", "etc/pki/tls/certs"}) {
    std::filesystem::create_directories(root.path() / folder);
  }
  const std::string alpine = root.write("etc/ssl/cert.pem", "");
  EXPECT_EQ(certificates_of_system(root.path(), absent), alpine);
  const std::string fedora = root.write("etc/pki/tls/certs/ca-bundle.crt", "");
  EXPECT_EQ(certificates_of_system(root.path(), absent), fedora);
}

TEST(ConnectionFailure, OfAProxyHasItsStatus) {
  const auto by_proxy = [](int status) {
    return Failure{kUrl, Stage::proxy, kProxy, 0, status, "https://ada:secret@proxy is wrong"};
  };
  EXPECT_EQ(message_of(by_proxy(407)),
            "the proxy on the way to export.example.org wants a name and password (status 407)");
  EXPECT_EQ(message_of(by_proxy(502)),
            "the proxy on the way to export.example.org answers with status 502");
  EXPECT_EQ(message_of(by_proxy(0)), "cannot use the proxy on the way to export.example.org");
  for (const int status : {407, 502, 0}) {
    EXPECT_THAT(hint_of(by_proxy(status)), HasSubstr("proxy variables")) << status;
  }
}

TEST(ConnectionFailure, NamesNoPassword) {
  const std::string url = "https://ada:secret@export.example.org/api";
  for (const Stage stage : {Stage::name, Stage::name_in_time, Stage::connection,
                            Stage::connection_in_time, Stage::encryption, Stage::proxy}) {
    const Failure failure{url, stage, kServer, 0, 0, "no way to https://ada:secret@proxy"};
    EXPECT_THAT(message_of(failure), Not(HasSubstr("secret")));
    EXPECT_THAT(hint_of(failure), Not(HasSubstr("secret")));
  }
}

}  // namespace
}  // namespace papercup::net
