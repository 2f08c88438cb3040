// Decides by a bundle with nothing but libpolc-rt: decide BUNDLE KEY.pub DIRECTORY REQUEST. Prints how the bundle runs, then the
// decision.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "runtime/bundle/open.h"
#include "runtime/decision/decision.h"

using namespace polc;

namespace {

std::string readText(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

int fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 2;
}

int run(char** argv) {
  auto key = bundle::parsePublicKey(readText(argv[2]));
  if (!key) return fail("no key");
  bundle::Refusal refusal;
  auto opened =
      bundle::open(std::string(argv[1]), {{*key}, true, bundle::EngineKind::automatic}, refusal);
  if (!opened) return fail(refusal.message);
  std::vector<directory::Finding> findings;
  auto directory = directory::Directory::load(opened->bundle, readText(argv[3]), findings);
  if (!directory) return fail(findings.at(0).message);
  std::string json = readText(argv[4]);
  auto request = request::Request::access(directory, json, findings);
  if (!request) return fail(findings.at(0).message);
  decision::Decision decision;
  opened->engine->decide(*request, request->now().value_or(0), decision);
  bool native = opened->running == bundle::EngineKind::native;
  std::printf("%s\n%s\n", native ? "native" : opened->fallback.c_str(),
              decision::toJson(decision, *request).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) { return argc == 5 ? run(argv) : fail("usage"); }
