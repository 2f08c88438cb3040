#include "runtime/bundle/open.h"

#include <fmt/format.h>

#include <exception>

#include "runtime/bundle/container.h"
#include "runtime/bundle/core_codec.h"
#include "runtime/bundle/file.h"
#include "runtime/bundle/native.h"
#include "runtime/bundle/tables_codec.h"
#include "runtime/interp/interp.h"

namespace polc::bundle {
namespace {

using Bytes = std::span<const uint8_t>;

class Interpreter final : public engine::Engine {
 public:
  std::string_view name() const override { return "interp"; }
  void decide(const request::Request& request, value::Micros now,
              decision::Decision& out) const override {
    interp::decide(request, now, out);
  }
};

class Opener {
 public:
  Opener(Bytes file, const Options& options, Refusal& refusal)
      : file_(file), options_(options), refusal_(refusal) {}

  std::shared_ptr<const Opened> open() {
    if (!readTop()) return nullptr;
    auto opened = std::make_shared<Opened>();
    opened->info = infoOf();
    std::shared_ptr<core::Bundle> core = readCore();
    if (!core) return nullptr;
    opened->bundle = core;
    if (options_.engine != EngineKind::interp && !native(*opened)) return nullptr;
    if (opened->running == EngineKind::native) return opened;
    std::string fault = checkCore(*core);
    if (!fault.empty()) return malformed("the core is unsound: " + fault), nullptr;
    opened->engine = interpreter();
    return opened;
  }

  bool inspect(Info& info) {
    if (!readTop()) return false;
    info = infoOf();
    for (const Section& section : container_.sections) {
      std::vector<uint8_t> room;
      std::optional<Bytes> bytes = readSection(file_, section, room, refusal_);
      if (!bytes) return false;
      if (section.kind == SectionKind::native) inspectNative(section, *bytes, info);
    }
    return true;
  }

 private:
  bool malformed(std::string message) {
    refusal_ = {Code::malformed, std::move(message)};
    return false;
  }

  bool readTop() {
    std::optional<Container> container = readContainer(file_, options_, refusal_);
    if (!container) return false;
    container_ = std::move(*container);
    const Section* core = container_.find(SectionKind::core);
    const Section* texts = container_.find(SectionKind::texts);
    if (!core || !texts) return malformed("the bundle has no core, or no texts");
    if (core->schema == coreSchema() && texts->schema == textsSchema()) return true;
    refusal_ = {Code::older_format, "the bundle was made by another version of polc"};
    return false;
  }

  Info infoOf() const {
    Info info;
    info.format = container_.format;
    info.id = "blake2b:" + hex(container_.id);
    if (container_.is_signed) info.key_id = keyId(container_.key);
    info.trusted = container_.trusted;
    for (const Section& section : container_.sections)
      info.sections.push_back({std::string(name(section.kind)), section.stored, section.size,
                               section.packed, hex(section.digest)});
    return info;
  }

  static void inspectNative(const Section& section, Bytes bytes, Info& info) {
    NativeInfo native;
    Bytes object;
    if (section.schema != nativeSchema() || !decodeNative(bytes, native, object)) {
      info.native_target = "of another version of polc";
      info.native_unfit = "the code was made for another version of this runtime";
      return;
    }
    info.native_target = native.target;
    info.native_maker = native.maker;
    info.native_functions = native.functions;
    info.native_unfit = unfit(native);
  }

  // The texts' bytes are kept, and looked at when a text is first asked for.
  core::Texts::Load laterTexts() const {
    Section section = *container_.find(SectionKind::texts);
    Bytes stored = file_.subspan(section.offset, section.stored);
    section.offset = 0;
    auto kept = std::make_shared<std::vector<uint8_t>>(stored.begin(), stored.end());
    return [section, kept](size_t count) {
      std::vector<uint8_t> room;
      Refusal refusal;
      std::optional<Bytes> bytes = readSection(*kept, section, room, refusal);
      std::optional<std::vector<std::string>> texts;
      if (bytes) texts = decodeTexts(*bytes);
      kept->clear();
      kept->shrink_to_fit();
      if (texts && texts->size() == count) return std::move(*texts);
      return std::vector<std::string>(count, "(the bundle's texts are damaged)");
    };
  }

  std::shared_ptr<core::Bundle> readCore() {
    std::vector<uint8_t> room;
    std::optional<Bytes> bytes =
        readSection(file_, *container_.find(SectionKind::core), room, refusal_);
    if (!bytes) return nullptr;
    std::shared_ptr<core::Bundle> core = decodeCore(*bytes, laterTexts());
    if (!core) malformed("the core ends early, or holds what no core holds");
    // Each text takes four bytes or more, so that none is promised that cannot be there.
    if (core && core->texts.size() > container_.find(SectionKind::texts)->size / 4) {
      malformed("there are fewer texts than the core names");
      return nullptr;
    }
    return core;
  }

  // False where refused; else the native engine is made, or `fallback` says why not.
  bool native(Opened& opened) {
    const Section* tables = container_.find(SectionKind::tables);
    const Section* code = container_.find(SectionKind::native);
    if (!tables || !code) return fallBack(opened, "the bundle has no native code");
    if (!container_.trusted) return fallBack(opened, "no trusted key signed the bundle");
    if (tables->schema != tablesSchema() || code->schema != nativeSchema())
      return fallBack(opened, "the code was made for another version of this runtime");
    std::vector<uint8_t> room;
    std::optional<Bytes> bytes = readSection(file_, *code, room, refusal_);
    if (!bytes) return false;
    NativeInfo info;
    Bytes object;
    if (!decodeNative(*bytes, info, object))
      return malformed("the section of native code ends early");
    std::string why = unfit(info);
    return why.empty() ? link(*tables, info, object, opened) : fallBack(opened, std::move(why));
  }

  bool link(const Section& section, const NativeInfo& info, Bytes object, Opened& opened) {
    std::vector<uint8_t> room;
    std::optional<Bytes> bytes = readSection(file_, section, room, refusal_);
    if (!bytes) return false;
    std::string why;
    opened.engine = nativeEngine(opened.bundle, info, object, *bytes, why);
    constexpr const char* kNone = "the tables end early, or are not of this code";
    if (!opened.engine) return why.empty() ? malformed(kNone) : fallBack(opened, std::move(why));
    opened.running = EngineKind::native;
    return true;
  }

  static bool fallBack(Opened& opened, std::string why) {
    opened.fallback = std::move(why);
    return true;
  }

  Bytes file_;
  const Options& options_;
  Refusal& refusal_;
  Container container_;
};

// What is left to go wrong is memory.
template <class Work>
auto guarded(Refusal& refusal, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& fault) {
    refusal = {Code::unreadable, fmt::format("the bundle cannot be opened: {}", fault.what())};
    return {};
  }
}

}  // namespace

std::shared_ptr<const engine::Engine> interpreter() {
  static const auto engine = std::make_shared<const Interpreter>();
  return engine;
}

std::shared_ptr<const Opened> open(Bytes bytes, const Options& options, Refusal& refusal) {
  return guarded(refusal, [&] { return Opener(bytes, options, refusal).open(); });
}

std::shared_ptr<const Opened> open(const std::string& path, const Options& options,
                                   Refusal& refusal) {
  return guarded(refusal, [&]() -> std::shared_ptr<const Opened> {
    std::optional<FileBytes> file = readFile(path);
    if (file) return Opener(file->span(), options, refusal).open();
    refusal = {Code::unreadable, fmt::format("cannot read {}", path)};
    return nullptr;
  });
}

bool inspect(Bytes bytes, const Options& options, Info& info, Refusal& refusal) {
  return guarded(refusal, [&] { return Opener(bytes, options, refusal).inspect(info); });
}

}  // namespace polc::bundle
