#include "runtime/bundle/core_codec.h"

#include "runtime/bundle/constants.h"
#include "runtime/bundle/reader.h"
#include "runtime/bundle/sound.h"
#include "runtime/bundle/typing.h"

namespace polc::bundle {

std::string encodeCore(const core::Bundle& bundle) {
  Writer writer;
  writer.put(bundle);
  writer.count(bundle.constants.size());
  for (const value::Value& constant : bundle.constants) putConstant(writer, constant);
  writer.count(bundle.texts.size());
  return writer.take();
}

std::string encodeTexts(const core::Texts& texts) {
  Writer writer;
  writer.count(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) writer.text(texts[i]);
  return writer.take();
}

uint64_t coreSchema() { return mixSchema(schema<core::Bundle>(), kConstantsSchema); }

uint64_t textsSchema() { return schema<std::vector<std::string>>(); }

std::shared_ptr<core::Bundle> decodeCore(std::span<const uint8_t> bytes, core::Texts::Load load) {
  Reader reader(bytes);
  auto bundle = std::make_shared<core::Bundle>();
  bundle->arena = std::make_shared<value::Arena>();
  uint32_t texts = 0;
  if (!reader.get(*bundle) || !getConstants(reader, *bundle->arena, bundle->constants) ||
      !reader.get(texts) || !reader.atEnd())
    return nullptr;
  bundle->texts = core::Texts(texts, std::move(load));
  return bundle;
}

std::string checkCore(const core::Bundle& bundle) {
  std::string fault = unsound(bundle);
  if (!fault.empty()) return fault;
  std::vector<std::string> faults = core::verify(bundle);
  return faults.empty() ? illTyped(bundle) : faults[0];
}

std::optional<std::vector<std::string>> decodeTexts(std::span<const uint8_t> bytes) {
  Reader reader(bytes);
  std::vector<std::string> texts;
  if (!reader.get(texts) || !reader.atEnd()) return std::nullopt;
  return texts;
}

}  // namespace polc::bundle
