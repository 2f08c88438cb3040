// Codes of what can be amiss in a directory or request: rows P8001 … of the diagnostics.
#pragma once
#include <cstdint>

#include "runtime/json/json.h"

namespace polc::directory {

enum Code : uint16_t {
  kMalformedJson = 8001,
  kJsonTooDeep = 8002,
  kJsonTooLong = 8003,
  kDuplicateKey = 8004,
  kDirectoryShape = 8010,
  kDuplicateEntity = 8011,
  kUndeclaredEntityType = 8012,
  kParentCycle = 8013,
  kTooManyMemberships = 8014,
  kWrongType = 8015,
  kMissingField = 8016,
  kUnknownProperty = 8017,
  kParentNotAllowed = 8018,
  kParentLacking = 8019,
  kReferenceLacking = 8020,
  kDatabaseUnreadable = 8021,
  kDatabaseForm = 8022,
  kRequestPartMissing = 8030,
  kRequestShape = 8031,
  kBadNow = 8032,
};

constexpr Code codeOf(json::Fault fault) {
  switch (fault) {
    case json::Fault::too_deep:
      return kJsonTooDeep;
    case json::Fault::too_long:
      return kJsonTooLong;
    case json::Fault::duplicate_key:
      return kDuplicateKey;
    default:
      return kMalformedJson;
  }
}

}  // namespace polc::directory
