// Reads and writes the literals of Ip and Version, for the compiler and for the directory.
//
// Errors: nothing where malformed: leading zeros in IPv4 or a prefix, host bits, zone ids; not a semantic version
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/value.h"

namespace polc::value {

// "10.0.0.1", "10.0.0.0/8", "2001:db8::/32"; an IPv4-mapped address is its IPv4.
std::optional<Ip> parseIp(std::string_view text);
std::string formatIp(const Ip& ip);
// Is `inner` (an address or a network) wholly in `outer`? IPv4 lies in no IPv6 network.
bool inNetwork(const Ip& inner, const Ip& outer);

// "1.2.3-rc.1+build"; `prerelease` leads into `text`, build metadata is dropped.
std::optional<Version> parseVersion(std::string_view text);
std::string formatVersion(const Version& version);

}  // namespace polc::value
