#include "runtime/bundle/native.h"

#include "runtime/bundle/reader.h"

namespace polc::bundle {

POLC_MEMBERS(NativeInfo, x.target, x.maker, x.abi, x.functions, x.imports)

std::string encodeNative(const Native& native) {
  Writer writer;
  writer.put(native.info);
  writer.text(native.object);
  return writer.take();
}

uint64_t nativeSchema() { return schema<NativeInfo>(); }

bool decodeNative(std::span<const uint8_t> bytes, NativeInfo& info,
                  std::span<const uint8_t>& object) {
  Reader reader(bytes);
  std::string_view text;
  if (!reader.get(info) || !reader.text(text) || !reader.atEnd()) return false;
  object = {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
  return true;
}

}  // namespace polc::bundle
