// Bytes → bundle → decisions: whatever the bytes, they are refused with a code, or the core that they hold is evaluated without
// a crash. Mutations change a section and make its digests anew, so that what lies behind them is reached.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>

#include "compiler/consolidate/timeline.h"
#include "compiler/lower/lower.h"
#include "compiler/parse/parse.h"
#include "compiler/sema/analyse.h"
#include "runtime/bundle/container.h"
#include "runtime/bundle/open.h"
#include "runtime/bundle/write.h"
#include "tests/fuzz/any_world.h"
#include "tests/fuzz/mutate.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace polc::fuzz {
namespace {

using bundle::SectionKind;

Share& share() {
  static Share instance("read");
  return instance;
}

// The contract of the corpus; its zones cut short, so that mutations meet rules rather than transitions.
const std::string& seedBundle() {
  static const std::string bytes = [] {
    source::SourceMap sources;
    diag::Engine diagnostics;
    sema::Input input;
    auto text = source::readFile(POLC_FUZZ_CONTRACT "/contract.pol");
    if (!text) std::abort();
    input.files.push_back(parse::parse(sources, sources.add("contract.pol", *text), diagnostics));
    auto program = sema::analyse(sources, std::move(input), diagnostics);
    if (!program || diagnostics.hasErrors()) std::abort();
    auto lowered =
        lower::lower(*program, consolidate::consolidate(*program, {}), sources, diagnostics);
    core::Bundle core = *lowered;
    for (time::Zone& zone : core.zones) {
      if (zone.transitions.size() > 4) zone.transitions.resize(4);
    }
    return bundle::write({core}, nullptr);
  }();
  return bytes;
}

bool decide(const core::Bundle& core, const bundle::Opened& opened) {
  AnyWorld world(opened.bundle);
  for (const auto& request : world.requests()) {
    for (value::Micros now : {core.term.from, int64_t{1'772'668'800'000'000}}) {
      decision::Decision decision;
      if (now < value::kTimeMin || now > value::kTimeMax) continue;
      opened.engine->decide(*request, now, decision);
      decision::toJson(decision, *request);
    }
  }
  return true;
}

// Did it get past header and table?
bool openAndDecide(std::span<const uint8_t> bytes) {
  bundle::Refusal refusal;
  auto opened = bundle::open(bytes, {}, refusal);
  if (opened) return decide(*opened->bundle, *opened);
  if (refusal.code == bundle::Code::none || refusal.message.empty()) std::abort();
  bundle::Refusal top;
  return bundle::readContainer(bytes, {}, top).has_value();
}

// A few of the section's numbers become others: small ones, ones of their neighbours, the largest.
void changeNumbers(std::string& bytes, std::mt19937& random) {
  if (bytes.size() < 4) return;
  for (uint32_t times = 1 + random() % 3; times > 0; --times) {
    size_t at = random() % (bytes.size() - 3) / 4 * 4;
    size_t from = random() % (bytes.size() - 3) / 4 * 4;
    uint32_t number = 0;
    switch (random() % 4) {
      case 0:
        number = random() % 64;
        break;
      case 1:
        std::memcpy(&number, bytes.data() + from, sizeof number);
        break;
      case 2:
        number = UINT32_MAX - random() % 2;
        break;
      default:
        std::memcpy(&number, bytes.data() + at, sizeof number);
        number += random() % 3 - 1;
    }
    std::memcpy(bytes.data() + at, &number, sizeof number);
  }
}

void changeBytes(std::string& bytes, unsigned seed) {
  std::string room = bytes;
  room.resize(bytes.size() + 64);
  size_t size =
      LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(room.data()), bytes.size(), room.size());
  room.resize(size);
  if (seed % 2 == 0) bytes = std::move(room);
}

std::string changed(std::span<const uint8_t> file, const bundle::Container& container,
                    unsigned seed) {
  std::mt19937 random(seed);
  std::vector<bundle::Part> parts;
  bundle::Refusal refusal;
  for (const bundle::Section& section : container.sections) {
    std::vector<uint8_t> room;
    auto bytes = bundle::readSection(file, section, room, refusal);
    if (!bytes) return {};
    parts.push_back({section.kind, section.schema, {bytes->begin(), bytes->end()}});
  }
  if (parts.empty()) return {};
  // Seven of eight times the core: behind the texts there is no more.
  bundle::Part& part = random() % 8 == 0 ? parts[random() % parts.size()] : parts[0];
  if (random() % 4 == 0) {
    changeBytes(part.bytes, random());
  } else {
    changeNumbers(part.bytes, random);
  }
  return bundle::assemble(std::move(parts), nullptr);
}

size_t mutateBundle(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  bundle::Refusal refusal;
  auto container = bundle::readContainer({data, size}, {}, refusal);
  if (container && seed % 16 == 0) return LLVMFuzzerMutate(data, size, max_size);
  std::string made = container ? changed({data, size}, *container, seed) : seedBundle();
  if (made.empty()) made = seedBundle();
  if (made.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, made.data(), made.size());
  return made.size();
}

}  // namespace
}  // namespace polc::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  bool read = polc::fuzz::openAndDecide({data, size});
  polc::fuzz::share().count(read);
  return read ? 0 : -1;  // only what was read is mutated further
}
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size,
                                          unsigned seed) {
  return polc::fuzz::mutateBundle(data, size, max_size, seed);
}
