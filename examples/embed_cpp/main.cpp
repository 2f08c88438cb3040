// A gate that compiles a contract, decides at once, and swaps in machine code and news while it runs.
// usage: embed_cpp CONTRACT DIRECTORY NEWS   (NEWS: changes of the directory, one a line)
#include <atomic>
#include <fstream>
#include <iostream>
#include <iterator>
#include <polc/polc.hpp>
#include <thread>

namespace {

constexpr std::string_view kNames[] = {"allow", "deny", "expire"};

template <class T>
T need(polc::Result<T> made) {
  if (made) return std::move(made.value);
  std::cerr << made.error.code() << ": " << made.error.message() << "\n";
  std::exit(2);
}

std::string contents(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void publish(polc::Service& service, const polc::Directory& directory) {
  polc::Error error = service.publish(directory);
  if (error.status() != POLC_OK) std::cerr << error.message() << "; the old one goes on\n";
}

polc_named_request vendorConnects() {
  return {polc::text("Identity"),    polc::text("vendor_mfa"), polc::text("connect"),
          polc::text("Environment"), polc::text("staging_1"),  nullptr};
}

// Decides without a pause until it is told to stop; never waits for what is published.
void serve(const polc::Service& service, int64_t now, const std::atomic<bool>& stop, bool& whole) {
  polc::Reader reader = need(polc::Reader::make(service));
  polc_named_request request = vendorConnects();
  polc_result result{};
  while (!stop) {
    if (polc_decide_named(reader.directory(), &request, 1, now, 0, &result) != POLC_OK ||
        result.errors != 0)
      whole = false;
  }
}

void show(const polc::Service& service, int64_t now, std::string_view when) {
  polc::Reader reader = need(polc::Reader::make(service));
  polc::Decision decision = need(polc::Decision::make());
  polc::Error error = decision.evaluate(reader.directory(), vendorConnects(), now);
  if (error.status() != POLC_OK) std::cerr << error.message() << "\n";
  std::cout << when << ": " << kNames[decision.outcome()] << "\n" << decision.json() << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::cerr << "usage: embed_cpp CONTRACT DIRECTORY NEWS\n", 2;
  int64_t now = 0;
  polc_time_parse(polc::text("2026-02-03T10:00:00Z"), &now);

  polc::Bundle bundle = need(polc::Bundle::compile(argv[1]));
  polc::Directory directory = need(polc::Directory::loadFile(bundle, argv[2]));
  polc::Service service = need(polc::Service::make(directory));
  std::atomic<bool> stop = false;
  bool whole = true;
  std::thread server(serve, std::cref(service), now, std::cref(stop), std::ref(whole));
  show(service, now, "interpreted");

  polc::Bundle fast = need(bundle.optimise(2));
  directory = need(directory.rebind(fast));
  publish(service, directory);
  show(service, now, "compiled");

  publish(service, need(directory.apply(contents(argv[3]))));
  show(service, now, "with news");

  stop = true;
  server.join();
  std::cout << (whole ? "no decision was torn" : "a decision was torn") << "\n";
  return whole ? 0 : 1;
}
