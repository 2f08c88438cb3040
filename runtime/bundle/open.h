// Opens a bundle: one file that holds a compiled contract (`polc build`).
//
// In:      its bytes or its path, and whose signatures are trusted
// Out:     the core, an engine over it, and what the file says of itself; or a refusal. Whole or not at all
// Errors:  a refusal has the code of its diagnostic (P8070 …) and a message; nothing is thrown
// Trust:   native code runs only where a trusted key signed the bundle and the code was made for this processor and this
//          runtime; else the portable core is interpreted. Opened::fallback says why
// Threads: an Opened is immutable; any number of threads may decide by it, each with its own Decision
// Cost:    what is read is verified first, about 1 ms a megabyte; texts for explanations are verified when first read
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/bundle/keys.h"
#include "runtime/engine/engine.h"

namespace polc::bundle {

enum class Code : uint16_t {
  none = 0,
  unreadable = 8070,       // the file cannot be read
  not_a_bundle = 8071,     // other magic, or too short for a header
  newer_format = 8072,     // made by a newer polc
  older_format = 8073,     // a format that is no longer read
  truncated = 8074,        // shorter or longer than its header says
  damaged = 8075,          // a digest does not fit
  malformed = 8076,        // digests fit, contents do not: no polc wrote this
  unsigned_bundle = 8077,  // a trusted key is demanded; there is no signature
  untrusted_key = 8078,    // signed, by none of the trusted keys
  wrong_signature = 8079,  // the signature is not that key's of these contents
};

enum class EngineKind : uint8_t {
  automatic,  // native where it may run, else interpreted
  interp,     // the portable core, interpreted
  native,     // as automatic
};

struct Options {
  std::vector<PublicKey> trusted;  // none: nothing is trusted
  bool demand_signature = false;   // refuse what none of `trusted` signed
  EngineKind engine = EngineKind::automatic;
};

struct Refusal {
  Code code = Code::none;
  std::string message;
};

struct SectionInfo {
  std::string name;               // core, tables, texts, native
  uint64_t stored = 0, size = 0;  // bytes in the file, and unpacked
  bool packed = false;            // by zstd
  std::string digest;             // BLAKE2b-256, hexadecimal
};

// What a bundle says of itself.
struct Info {
  uint32_t format = 0;
  std::string
      id;  // "blake2b:…" of the header and the digests of all sections: names the whole content
  std::string key_id;  // of the key that signed; empty: not signed
  bool trusted = false;
  // inspect() only:
  std::string native_target;  // "x86_64-linux-gnu x86-64-v2", empty: no native code
  std::string native_maker;   // "LLVM 19.1.7"
  uint32_t native_functions = 0;
  std::string native_unfit;  // why the code cannot run here, trusted or not; empty where it can
  std::vector<SectionInfo> sections;
};

struct Opened {
  Info info;
  std::shared_ptr<const core::Bundle> bundle;
  std::shared_ptr<const engine::Engine> engine;
  EngineKind running = EngineKind::interp;  // interp or native
  std::string fallback;  // why native code does not run; empty where it does or was not asked for
};

// Null where refused. The bytes are copied where they are needed after the call.
std::shared_ptr<const Opened> open(std::span<const uint8_t> bytes, const Options& options,
                                   Refusal& refusal);
std::shared_ptr<const Opened> open(const std::string& path, const Options& options,
                                   Refusal& refusal);

// What the bundle says of itself, every section verified. False where refused.
bool inspect(std::span<const uint8_t> bytes, const Options& options, Info& info, Refusal& refusal);

// By its first bytes: is this a bundle, of whatever version?
bool looksLikeBundle(std::span<const uint8_t> bytes);

// An engine that interprets; it needs no more than the bundle of the request.
std::shared_ptr<const engine::Engine> interpreter();

}  // namespace polc::bundle
