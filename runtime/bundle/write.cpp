#include "runtime/bundle/write.h"

#include "runtime/bundle/container.h"
#include "runtime/bundle/core_codec.h"
#include "runtime/bundle/tables_codec.h"

namespace polc::bundle {

// What every opening reads stays unpacked: it is read in one copy.
std::string write(const Contents& contents, const SecretKey* key) {
  std::vector<Part> parts;
  parts.push_back({SectionKind::core, coreSchema(), encodeCore(contents.core)});
  parts.push_back({SectionKind::texts, textsSchema(), encodeTexts(contents.core.texts), true});
  if (contents.tables && contents.native) {
    parts.push_back({SectionKind::tables, tablesSchema(), encodeTables(*contents.tables)});
    parts.push_back({SectionKind::native, nativeSchema(), encodeNative(*contents.native)});
  }
  return assemble(std::move(parts), key);
}

}  // namespace polc::bundle
