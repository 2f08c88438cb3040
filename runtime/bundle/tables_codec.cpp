#include "runtime/bundle/tables_codec.h"

#include "runtime/bundle/reader.h"

namespace polc::bundle {
namespace {

// Words that are pointers are written as zeros: their values mean nothing elsewhere.
std::vector<uint64_t> portableWords(const engine::Tables& tables) {
  std::vector<uint64_t> words = tables.words;
  for (const engine::ConstantWord& at : tables.constant_words) words[at.word] = 0;
  return words;
}

bool relocate(const core::Bundle& bundle, engine::Tables& tables) {
  for (const engine::ConstantWord& at : tables.constant_words) {
    if (at.word >= tables.words.size() || at.constant >= bundle.constants.size()) return false;
    const value::Value& constant = bundle.constants[at.constant];
    if (!value::isPointer(constant.kind)) return false;
    tables.words[at.word] = static_cast<uint64_t>(constant.bits);
  }
  return true;
}

}  // namespace

std::string encodeTables(const engine::Tables& tables) {
  engine::Tables portable = tables;
  portable.words = portableWords(tables);
  Writer writer;
  writer.put(portable);
  return writer.take();
}

uint64_t tablesSchema() { return schema<engine::Tables>(); }

bool decodeTables(std::span<const uint8_t> bytes, const core::Bundle& bundle,
                  engine::Tables& tables) {
  Reader reader(bytes);
  return reader.get(tables) && reader.atEnd() && relocate(bundle, tables);
}

}  // namespace polc::bundle
