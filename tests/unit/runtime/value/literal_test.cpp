#include "runtime/value/literal.h"

#include <catch2/catch.hpp>

namespace polc::value {
namespace {

std::string roundTrip(std::string_view text) {
  auto ip = parseIp(text);
  return ip ? formatIp(*ip) : "none";
}

TEST_CASE("addresses and networks are read and written") {
  CHECK(roundTrip("10.0.0.1") == "10.0.0.1");
  CHECK(roundTrip("10.0.0.1/32") == "10.0.0.1");
  CHECK(roundTrip("10.0.0.0/8") == "10.0.0.0/8");
  CHECK(roundTrip("0.0.0.0/0") == "0.0.0.0/0");
  CHECK(roundTrip("2001:DB8:0:0:0:0:0:1") == "2001:db8::1");
  CHECK(roundTrip("2001:db8::/32") == "2001:db8::/32");
  CHECK(roundTrip("::") == "::");
  CHECK(roundTrip("1::") == "1::");
  CHECK(roundTrip("1:0:0:2:0:0:0:3") == "1:0:0:2::3");
  CHECK(roundTrip("1:2:3:4:5:6:7::") == "1:2:3:4:5:6:7:0");
  CHECK(roundTrip("64:ff9b::1.2.3.4") == "64:ff9b::102:304");
}

TEST_CASE("an IPv4-mapped address is its IPv4") {
  CHECK(roundTrip("::ffff:10.0.0.1") == "10.0.0.1");
  CHECK(roundTrip("::ffff:a00:1") == "10.0.0.1");
  CHECK(roundTrip("::ffff:10.0.0.0/104") == "10.0.0.0/8");
}

TEST_CASE("what is no address is refused") {
  for (const char* text : {"",
                           "10",
                           "10.0.0",
                           "10.0.0.256",
                           "010.0.0.1",
                           "10.0.0.01",
                           "10.0.0.1/8",
                           "10.0.0.0/33",
                           "10.0.0.0/08",
                           "10.0.0.0/",
                           "10.0.0.0/8/8",
                           "10.0.0.1 ",
                           " 10.0.0.1",
                           "fe80::1%eth0",
                           ":::",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "12345::",
                           "g::",
                           "2001:db8::1/32",
                           "::ffff:0.0.0.0/90",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "1.2.3.4::",
                           "::1.2.3",
                           ":1",
                           "1:",
                           "+1.0.0.0"}) {
    INFO(text);
    CHECK_FALSE(parseIp(text));
  }
}

TEST_CASE("a network holds what lies in it") {
  auto in = [](std::string_view a, std::string_view b) {
    return inNetwork(*parseIp(a), *parseIp(b));
  };
  CHECK(in("10.1.2.3", "10.0.0.0/8"));
  CHECK(in("10.1.0.0/16", "10.0.0.0/8"));
  CHECK_FALSE(in("10.0.0.0/8", "10.1.0.0/16"));
  CHECK_FALSE(in("11.0.0.0", "10.0.0.0/8"));
  CHECK(in("172.31.255.255", "172.16.0.0/12"));
  CHECK_FALSE(in("172.32.0.0", "172.16.0.0/12"));
  CHECK(in("10.0.0.1", "10.0.0.1"));
  CHECK(in("::ffff:10.0.0.1", "10.0.0.0/8"));
  CHECK_FALSE(in("10.0.0.1", "::/0"));
  CHECK(in("2001:db8::1", "2001:db8::/33"));
  CHECK_FALSE(in("2001:db8:8000::1", "2001:db8::/33"));
}

TEST_CASE("versions are read and written without build metadata") {
  auto text = [](std::string_view given) {
    auto version = parseVersion(given);
    return version ? formatVersion(*version) : "none";
  };
  CHECK(text("1.2.3") == "1.2.3");
  CHECK(text("1.2.3-rc.1+build.07") == "1.2.3-rc.1");
  CHECK(text("1.2.3+x-y") == "1.2.3");
  CHECK(text("18446744073709551615.0.0") == "18446744073709551615.0.0");
  for (const char* bad :
       {"", "1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3+",
        "1.2.3-a_b", "v1.2.3", "18446744073709551616.0.0", "1.2.3 ", "-1.2.3", "1.2.3+a+b"}) {
    INFO(bad);
    CHECK(text(bad) == "none");
  }
}

}  // namespace
}  // namespace polc::value
