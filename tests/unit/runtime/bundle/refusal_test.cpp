// A bundle is opened whole or not at all; each refusal has a code of its own.
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "runtime/bundle/container.h"
#include "runtime/bundle/core_codec.h"
#include "tests/unit/runtime/bundle/bundles.h"

using namespace polc;
using namespace polc::test;
using bundle::Code;

namespace {

const bundle::Container containerOf(const std::string& bytes) {
  bundle::Refusal refusal;
  auto container = bundle::readContainer(bytesOf(bytes), {}, refusal);
  REQUIRE(container);
  return *container;
}

std::string flipped(std::string bytes, size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 0x20);
  return bytes;
}

// The core as another one, with right digests.
std::string withCore(const core::Bundle& core) {
  return bundle::assemble(
      {{bundle::SectionKind::core, bundle::coreSchema(), bundle::encodeCore(core)},
       {bundle::SectionKind::texts, bundle::textsSchema(), bundle::encodeTexts(core.texts)}},
      nullptr);
}

}  // namespace

TEST_CASE("what is written twice is the same, and what is read is what was written") {
  CHECK(signedBundle() == built(true, &releaseKey()));
  bundle::Refusal refusal;
  auto opened = bundle::open(bytesOf(signedBundle()), {}, refusal);
  REQUIRE(opened);
  CHECK(core::print(*opened->bundle, true) == core::print(canonCore(), true));
  CHECK(core::digest(*opened->bundle) == canonCore().digest);
  CHECK(opened->bundle->digest == canonCore().digest);
  CHECK(bundle::encodeCore(*opened->bundle) == bundle::encodeCore(canonCore()));
}

TEST_CASE("a bundle that is cut off is refused, wherever it ends") {
  const std::string& bytes = signedBundle();
  for (size_t size = 0; size < bytes.size(); size += size < 1000 ? 1 : 997) {
    INFO(size);
    CHECK(codeOf(bytes.substr(0, size)) == (size < 8 ? Code::not_a_bundle : Code::truncated));
  }
  CHECK(codeOf(bytes + '\0') == Code::truncated);
}

TEST_CASE("a changed byte is refused, wherever it lies") {
  const std::string& bytes = signedBundle();
  bundle::Container container = containerOf(bytes);
  const bundle::Section* texts = container.find(bundle::SectionKind::texts);
  bundle::Options options = trusting(releaseKey());
  for (size_t at = 0; at < bytes.size(); at += at < 600 ? 1 : 499) {
    if (at >= texts->offset && at < texts->offset + texts->stored) continue;
    INFO(at);
    Code code = codeOf(flipped(bytes, at), options);
    CHECK(code != Code::none);
    if (at >= 600) CHECK((code == Code::damaged || code == Code::malformed));
  }
}

TEST_CASE("damaged texts are seen when they are read, and decide nothing") {
  const std::string& bytes = signedBundle();
  bundle::Container container = containerOf(bytes);
  size_t at = container.find(bundle::SectionKind::texts)->offset + 20;
  std::string damaged = flipped(bytes, at);
  bundle::Refusal refusal;
  auto opened = bundle::open(bytesOf(damaged), {}, refusal);
  REQUIRE(opened);
  CHECK(opened->bundle->texts.size() == canonCore().texts.size());
  CHECK(opened->bundle->texts[0] == "(the bundle's texts are damaged)");
  bundle::Info info;
  CHECK_FALSE(bundle::inspect(bytesOf(damaged), {}, info, refusal));
  CHECK(refusal.code == Code::damaged);
}

TEST_CASE("other formats are refused by their number") {
  std::string newer = signedBundle(), older = signedBundle();
  newer[8] = static_cast<char>(bundle::kFormat + 1);
  older[8] = static_cast<char>(bundle::kOldestFormat - 1);
  CHECK(codeOf(newer) == Code::newer_format);
  CHECK(codeOf(older) == Code::older_format);
  std::string other = bundle::assemble(
      {{bundle::SectionKind::core, bundle::coreSchema() + 1, bundle::encodeCore(canonCore())},
       {bundle::SectionKind::texts, bundle::textsSchema(), bundle::encodeTexts({})}},
      nullptr);
  CHECK(codeOf(other) == Code::older_format);
}

TEST_CASE("where a key is demanded, no other signature does") {
  bundle::SecretKey stranger = *bundle::makeKey();
  CHECK(codeOf(signedBundle(), trusting(releaseKey())) == Code::none);
  CHECK(codeOf(signedBundle(), trusting(stranger)) == Code::untrusted_key);
  CHECK(codeOf(built(false, nullptr), trusting(releaseKey())) == Code::unsigned_bundle);
  CHECK(codeOf(built(false, nullptr)) == Code::none);
}

TEST_CASE("a signature of something else is refused, demanded or not") {
  std::string other = built(false, &releaseKey());
  std::string forged = signedBundle();
  forged.replace(96, 64, other, 96, 64);
  CHECK(codeOf(forged) == Code::wrong_signature);
  CHECK(codeOf(forged, trusting(releaseKey())) == Code::wrong_signature);
}

TEST_CASE("contents that no contract has are refused though their digests are right") {
  CHECK(codeOf(withCore(canonCore())) == Code::none);
  core::Bundle outside = canonCore();
  outside.nodes.back().type = 1'000'000;
  CHECK(codeOf(withCore(outside)) == Code::malformed);
  core::Bundle circle = canonCore();
  for (uint32_t i = 0; i < circle.nodes.size(); ++i) {
    if (circle.nodes[i].a != core::kNone) circle.nodes[i].a = i;
  }
  CHECK(codeOf(withCore(circle)) == Code::malformed);
  core::Bundle mistyped = canonCore();
  auto number = std::find_if(mistyped.constants.begin(), mistyped.constants.end(),
                             [](const auto& one) { return one.kind == value::Kind::string; });
  REQUIRE(number != mistyped.constants.end());
  *number = value::Value::of(value::Kind::integer, 7);
  CHECK(codeOf(withCore(mistyped)) == Code::malformed);
}

TEST_CASE("each refusal is the diagnostic of its number") {
  for (uint16_t number = 8070; number <= 8079; ++number) {
    auto code = driver::codeOf(static_cast<Code>(number));
    CHECK(diag::row(code).code == "P" + std::to_string(number));
  }
  CHECK(diag::row(driver::codeOf(Code::malformed)).code == "P8076");
}

TEST_CASE("a file that is not there is unreadable, and no file of another kind is a bundle") {
  bundle::Refusal refusal;
  CHECK_FALSE(bundle::open("/nowhere/x.polb", {}, refusal));
  CHECK(refusal.code == Code::unreadable);
  CHECK_FALSE(bundle::open(std::string(POLC_SOURCE_DIR) + "/README.md", {}, refusal));
  CHECK(refusal.code == Code::not_a_bundle);
}

TEST_CASE("a pipe is no bundle, and nobody waits for it") {
  std::string pipe = (std::filesystem::temp_directory_path() / "polc_pipe_XXXXXX").string();
  REQUIRE(mkdtemp(pipe.data()));
  const std::string path = pipe + "/x.polb";
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  bundle::Refusal refusal;
  CHECK_FALSE(bundle::open(path, {}, refusal));
  CHECK(refusal.code == Code::unreadable);
  std::filesystem::remove_all(pipe);
}
