// polc build: compiles a contract to a bundle, one file that a service opens without the compiler. polc keygen: keys to sign with.
#include "compiler/aot/aot.h"
#include "tools/polc/files.h"
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

struct BuildOptions : ContractOptions {
  std::string known, output, sign_key;
  bool no_native = false;
};

// The key to sign with, if one is named. False where the file holds none (reported).
bool readKey(const BuildOptions& options, driver::Session& session,
             std::optional<bundle::SecretKey>& key) {
  if (options.sign_key.empty()) return true;
  std::optional<std::string> text = driver::readInput(options.sign_key);
  if (text) key = bundle::parseSecretKey(*text);
  if (key) return true;
  session.diagnostics().report(diag::Code::bad_key, {}, options.sign_key, "secret");
  return false;
}

void report(const BuildOptions& options, const driver::Agreement& agreement,
            const std::string& bytes) {
  bundle::Info info;
  bundle::Refusal refusal;
  bundle::inspect({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, {}, info,
                  refusal);
  if (options.json()) {
    print(dump({{"bundle", options.output},
                {"id", info.id},
                {"bytes", bytes.size()},
                {"contract", agreement.bundle->contract},
                {"amended_through", agreement.bundle->amended_through},
                {"native", !info.native_target.empty()},
                {"signed_by", info.key_id.empty() ? Json() : Json(info.key_id)}}));
    return;
  }
  print(fmt::format(
      "{}: {} bytes, {}, {}\n", options.output, bytes.size(),
      info.native_target.empty() ? "no native code" : "native code for " + info.native_target,
      info.key_id.empty() ? "not signed" : "signed by key " + info.key_id));
}

int runBuild(const BuildOptions& options) {
  driver::Session session;
  if (!session.open(options.contract)) return cannot(session, options.json());
  std::optional<consolidate::Known> known = knownOf(options.known, session);
  const driver::Agreement* agreement = known ? session.agreement(*known) : nullptr;
  std::optional<bundle::SecretKey> key;
  if (!agreement || !readKey(options, session, key)) return cannot(session, options.json());
  std::string error;
  std::string bytes =
      aot::build(*agreement->bundle, {!options.no_native, key ? &*key : nullptr}, error);
  if (bytes.empty()) {
    session.diagnostics().report(diag::Code::build_failed, {}, error);
    return cannot(session, options.json());
  }
  if (!replaceFile(options.output, bytes)) {
    session.diagnostics().report(diag::Code::unwritable, {}, options.output);
    return cannot(session, options.json());
  }
  showWarnings(session, options.json());
  report(options, *agreement, bytes);
  return kClean;
}

struct KeygenOptions {
  std::string name;
  std::string format = "text";
};

int runKeygen(const KeygenOptions& options) {
  driver::Session session;
  bool json = options.format == "json";
  std::optional<bundle::SecretKey> key = bundle::makeKey();
  std::string pub = options.name + ".pub";
  bool secret = key && createFile(options.name, bundle::format(*key), true);
  if (!secret || !createFile(pub, bundle::format(key->publicKey()), false)) {
    if (secret) std::remove(options.name.c_str());
    session.diagnostics().report(diag::Code::unwritable, {}, secret ? pub : options.name);
    return cannot(session, json);
  }
  std::string id = bundle::keyId(key->publicKey());
  if (json) {
    print(dump({{"secret_key", options.name}, {"public_key", pub}, {"key_id", id}}));
  } else {
    print(fmt::format("key {}: {} (secret), {} (public)\n", id, options.name, pub));
  }
  return kClean;
}

}  // namespace

void addBuild(CommandLine& line) {
  auto options = std::make_shared<BuildOptions>();
  Command command = line.add(
      "build", "Compiles a contract to a bundle: one file to decide by, without the compiler.");
  addContract(command, *options);
  addKnown(command, options->known);
  command.text("-o,--output", options->output, "the bundle to write (.polb)", Need::required);
  command.text("--sign-key", options->sign_key, "secret key to sign with (`polc keygen`)");
  command.flag("--no-native", options->no_native, "the portable core only");
  command.examples(
      "  polc build examples/acme_sandboxes -o acme.polb\n"
      "  polc keygen release.key\n"
      "  polc build examples/acme_sandboxes -o acme.polb --sign-key release.key\n"
      "  polc eval acme.polb --engine native --trust-key release.key.pub --directory D --request "
      "R");
  command.run([options] { return runBuild(*options); });
}

void addKeygen(CommandLine& line) {
  auto options = std::make_shared<KeygenOptions>();
  Command command = line.add("keygen", "Makes a pair of Ed25519 keys to sign bundles with.");
  command.text("name", options->name, "the secret key's new file; the public one is NAME.pub",
               Need::required);
  addFormat(command, options->format);
  command.examples("  polc keygen release.key");
  command.run([options] { return runKeygen(*options); });
}

}  // namespace polc::tool
