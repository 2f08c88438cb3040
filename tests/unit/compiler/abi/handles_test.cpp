// Opening, loading, contexts and services; nulls and what is refused.
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/unit/compiler/abi/asked.h"

using namespace polc;
using namespace polc::abi_test;

TEST_CASE("every function takes null") {
  polc_string none{nullptr, 0};
  int64_t micros = 0;
  polc_result result{0, POLC_ALLOW, 0};
  polc_reason reason;
  polc_obligation obligation;
  polc_finding finding;
  polc_evaluation_error cause;

  CHECK(polc_text(nullptr).size == 0);
  CHECK(polc_time_parse(none, &micros) == 0);
  CHECK(polc_time_parse(text("2026-03-01T10:00:00Z"), nullptr) == 1);
  CHECK(polc_error_status(nullptr) == POLC_OK);
  CHECK(polc_error_code(nullptr).size + polc_error_message(nullptr).size == 0);
  CHECK(polc_error_findings(nullptr).size == 0);
  CHECK(polc_compile(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_optimise(nullptr, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_key_parse(none, nullptr) == 0);
  CHECK(polc_bundle_open(nullptr, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_bundle_open_bytes(nullptr, 1, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_bundle_contract(nullptr).size + polc_bundle_digest(nullptr).size == 0);
  CHECK(polc_bundle_engine(nullptr).size + polc_bundle_findings(nullptr).size == 0);
  CHECK(polc_bundle_amended_through(nullptr) == POLC_NONE);
  CHECK(polc_bundle_action(nullptr, none) == POLC_NONE);
  CHECK(polc_bundle_context_field(nullptr, none) == POLC_NONE);
  CHECK(polc_directory_load(nullptr, none, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_load_lines(nullptr, none, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_load_file(nullptr, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_load_sqlite(nullptr, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_empty(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_rebind(nullptr, nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_directory_size(nullptr) == 0);
  CHECK(polc_directory_serial(nullptr) == 0);
  CHECK(polc_directory_findings(nullptr).size == 0);
  CHECK(polc_directory_entity(nullptr, none, none) == POLC_NONE);
  CHECK(polc_context_new(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_parse(nullptr, none, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_set_bool(nullptr, 0, 1) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_set_int(nullptr, 0, 1) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_set_time(nullptr, 0, 1) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_set_entity(nullptr, 0, 0) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_set_string(nullptr, 0, none) == POLC_INVALID_ARGUMENT);
  CHECK(polc_context_unset(nullptr, 0) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decide(nullptr, nullptr, 1, 0, 0, &result) == POLC_INVALID_ARGUMENT);
  CHECK(result.outcome == POLC_DENY);
  CHECK(polc_decide_named(nullptr, nullptr, 1, 0, 0, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decide_json(nullptr, nullptr, 1, 0, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decide(nullptr, nullptr, 0, 0, 0, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decision_new(nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_evaluate(nullptr, nullptr, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_evaluate_named(nullptr, nullptr, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_evaluate_json(nullptr, none, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_standing(nullptr, none, none, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_standing_json(nullptr, none, 0, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decision_outcome(nullptr) == POLC_DENY);
  CHECK(polc_decision_stable_until(nullptr) == POLC_NEVER);
  CHECK(polc_decision_deadline(nullptr) == POLC_NEVER);
  CHECK(polc_decision_phase(nullptr) == POLC_ACTIVE);
  CHECK(polc_decision_json(nullptr).size == 0);
  CHECK(polc_decision_reason_count(nullptr) + polc_decision_obligation_count(nullptr) == 0);
  CHECK(polc_decision_finding_count(nullptr) + polc_decision_error_count(nullptr) == 0);
  CHECK(polc_decision_reason(nullptr, 0, &reason) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decision_obligation(nullptr, 0, &obligation) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decision_finding(nullptr, 0, &finding) == POLC_INVALID_ARGUMENT);
  CHECK(polc_decision_error(nullptr, 0, &cause) == POLC_INVALID_ARGUMENT);
  CHECK(polc_service_new(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_service_publish(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_reader_new(nullptr, nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(polc_reader_directory(nullptr) == nullptr);
  polc_reader_rest(nullptr);
  polc_error_free(nullptr);
  polc_bundle_free(nullptr);
  polc_directory_free(nullptr);
  polc_context_free(nullptr);
  polc_decision_free(nullptr);
  polc_service_free(nullptr);
  polc_reader_free(nullptr);
}

TEST_CASE("what is refused says its code, its place and all findings") {
  auto nowhere = Bundle::compile(kFolder + "/none");
  CHECK(nowhere.status == POLC_REFUSED);
  CHECK(nowhere.error.code() == "P1001");
  CHECK(nowhere.error.findings().find("\"P1001\"") != std::string_view::npos);
  CHECK(nowhere.value.get() == nullptr);

  Acme acme;
  CHECK(acme.bundle.contract() == "acme.sandboxes");
  CHECK(acme.bundle.digest().starts_with("sha256:"));
  CHECK(acme.bundle.amendedThrough() == 3);
  CHECK(acme.bundle.engine() == "interp");
  CHECK(acme.bundle.optimise(1).status == POLC_INVALID_ARGUMENT);
  CHECK(acme.bundle.optimise(0)->engine() == "jit");
  polc_optimise_options behind{sizeof behind, 2, 1, nullptr};
  {
    Bundle tiered = std::move(acme.bundle.optimise(behind).value);
    Directory directory = std::move(acme.directory.rebind(tiered).value);
    for (int tries = 0; tiered.engine() != "jit" && tries < 3000; ++tries) usleep(10'000);
    CHECK(tiered.engine() == "jit");
    CHECK(directory.size() == acme.directory.size());
  }
  behind.level = 0;
  CHECK(acme.bundle.optimise(behind).status == POLC_INVALID_ARGUMENT);
  polc_optimise_options kept{sizeof kept, 0, 0, "/dev/null"};
  CHECK(acme.bundle.optimise(kept).status == POLC_REFUSED);

  auto undeclared = Directory::load(acme.bundle, "[\n {\"uid\":{\"type\":\"Nix\",\"id\":\"x\"}}]");
  CHECK(undeclared.status == POLC_REFUSED);
  CHECK(undeclared.error.code() == "P8012");
  CHECK(undeclared.error.message().starts_with("2:"));
  CHECK(Directory::loadFile(acme.bundle, kFolder + "/none.json").status == POLC_UNREADABLE);
  auto warned = Directory::load(acme.bundle,
                                R"([{"uid":{"type":"Team","id":"a"},"attrs":{"unheard_of":1}}])");
  REQUIRE(warned);
  CHECK(warned->findings().find("P8017") != std::string_view::npos);

  Bundle other = std::move(Bundle::compile(kFolder).value);
  CHECK(acme.directory.rebind(other).status == POLC_INVALID_ARGUMENT);
}

TEST_CASE("what is no bundle is refused, with what the caller's options say") {
  auto nowhere = Bundle::open(kFolder + "/none.polb");
  CHECK(nowhere.status == POLC_UNREADABLE);
  CHECK(nowhere.error.code() == "P8070");
  auto text = contents("contract.pol");
  CHECK(Bundle::open(text.data(), text.size()).error.code() == "P8071");
  CHECK(Bundle::open(text.data(), 0).status == POLC_REFUSED);
  polc_open_options older{};
  older.size = sizeof older.size;  // a header without the other fields
  older.trusted_count = 1;
  CHECK(Bundle::open(text.data(), text.size(), &older).error.code() == "P8071");
  polc_open_options sizeless{};
  sizeless.demand_signature = 1;
  CHECK(Bundle::open(text.data(), text.size(), &sizeless).status == POLC_INVALID_ARGUMENT);
  struct {
    polc_open_options known{};
    size_t unheard_of = 0;
  } newer;
  newer.known.size = sizeof newer;
  CHECK(Bundle::open(text.data(), text.size(), &newer.known).error.code() == "P8071");
  newer.unheard_of = 1;
  CHECK(Bundle::open(text.data(), text.size(), &newer.known).status == POLC_INVALID_ARGUMENT);
  polc_key key{};
  CHECK(polc_key_parse(polc::text("polc-public-key nothing"), &key) == 0);
  CHECK(polc_key_parse(polc::text("polc-public-key AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
                       &key) == 1);
}

TEST_CASE("a directory of lines is the directory of the array") {
  Acme acme;
  const char* lines =
      "{\"uid\":{\"type\":\"Team\",\"id\":\"a\"}}\r\n\n"
      "  {\"uid\":{\"type\":\"Team\",\"id\":\"b }{\\\"\"},\"parents\":[]}  \n";
  auto loaded = Directory::loadLines(acme.bundle, lines);
  REQUIRE(loaded);
  CHECK(loaded->size() == 2);
  CHECK(loaded->entity("Team", "b }{\"") != POLC_NONE);
  CHECK(loaded->entity("Team", "c") == POLC_NONE);
  CHECK(Directory::loadLines(acme.bundle, "")->size() == 0);
  const char* refused[] = {"{\"uid\":{\"type\":\"Team\",\"id\":\"a\"}} {}", "{\"uid\":\n{}}", "[]",
                           "{\"uid\":{\"type\":\"Team\",\"id\":\"a\"}},", "{"};
  for (const char* text : refused) {
    INFO(text);
    auto result = Directory::loadLines(acme.bundle, std::string("\n") + text);
    CHECK(result.status == POLC_REFUSED);
    CHECK(result.error.code() == "P8010");
    CHECK(result.error.message().starts_with("2:1:"));
  }
  auto wrong = Directory::loadLines(acme.bundle, "\n{\"uid\":{\"type\":\"Nix\",\"id\":\"a\"}}");
  CHECK(wrong.error.message().starts_with("2:8:"));
}

TEST_CASE("a directory is made of another by changes, and its numbers stay") {
  Acme acme;
  polc_request request = acme.byNumber("vendor_mfa", "connect", "staging_1");
  Context context = std::move(Context::make(acme.directory.get()).value);
  request.context = context.get();
  auto outcome = [&](const Directory& directory) {
    polc_result result;
    REQUIRE(polc_decide(directory.get(), &request, 1, kNow, 0, &result) == POLC_OK);
    return result.outcome;
  };
  CHECK(outcome(acme.directory) == POLC_ALLOW);
  auto changed = acme.directory.apply(
      "{\"delete\":{\"type\":\"Identity\",\"id\":\"vendor_mfa\"}}\n"
      "{\"uid\":{\"type\":\"Team\",\"id\":\"fresh\"},\"attrs\":{\"unheard_of\":1}}\n");
  REQUIRE(changed);
  CHECK(changed->size() == acme.directory.size());
  CHECK(changed->findings().find("P8017") != std::string_view::npos);
  CHECK(changed->entity("Identity", "vendor_mfa") == POLC_NONE);
  CHECK(changed->entity("Team", "fresh") != POLC_NONE);
  CHECK(acme.directory.entity("Team", "fresh") == POLC_NONE);
  CHECK(outcome(*changed) == POLC_DENY);
  CHECK(outcome(acme.directory) == POLC_ALLOW);
  CHECK(changed->entity("Environment", "staging_1") == request.resource);

  auto refused =
      changed->apply("{\"uid\":{\"type\":\"Team\",\"id\":\"a\"}}\n{\"delete\":{\"id\":\"x\"}}");
  CHECK(refused.status == POLC_REFUSED);
  CHECK(refused.error.code() == "P8010");
  CHECK(refused.error.message().starts_with("2:"));
  CHECK(polc_directory_apply(nullptr, text(""), nullptr, nullptr) == POLC_INVALID_ARGUMENT);
  CHECK(changed->apply("")->size() == changed->size());
}

TEST_CASE("a context is set by field, or read from JSON") {
  Acme acme;
  int64_t june = 0;
  REQUIRE(polc_time_parse(text("2026-06-02T10:00:00Z"), &june));
  uint32_t incident = acme.bundle.contextField("incident_open");
  REQUIRE(incident != POLC_NONE);
  CHECK(acme.bundle.contextField("no_such") == POLC_NONE);
  Context context = std::move(Context::make(acme.directory.get()).value);
  polc_request request = acme.byNumber("vendor_responder", "connect", "production_1");
  request.context = context.get();
  auto outcome = [&] {
    polc_result result;
    REQUIRE(polc_decide(acme.directory.get(), &request, 1, june, 0, &result) == POLC_OK);
    return result.outcome;
  };
  CHECK(outcome() == POLC_DENY);
  CHECK(context.setBool(incident, true) == POLC_OK);
  CHECK(outcome() == POLC_ALLOW);
  CHECK(context.setInt(incident, 1) == POLC_INVALID_ARGUMENT);
  CHECK(context.setString(incident, "true") == POLC_INVALID_ARGUMENT);
  CHECK(context.setTime(incident, 0) == POLC_INVALID_ARGUMENT);
  CHECK(context.setEntity(incident, 0) == POLC_INVALID_ARGUMENT);
  CHECK(context.setBool(POLC_NONE, true) == POLC_INVALID_ARGUMENT);
  CHECK(outcome() == POLC_ALLOW);
  CHECK(context.unset(incident) == POLC_OK);
  CHECK(outcome() == POLC_DENY);

  Context parsed =
      std::move(Context::parse(acme.directory.get(), R"({"incident_open":true})").value);
  request.context = parsed.get();
  CHECK(outcome() == POLC_ALLOW);
  CHECK(Context::parse(acme.directory.get(), "[]").status == POLC_REFUSED);
  CHECK(Context::parse(acme.directory.get(), "{").error.code() == "P8001");

  Acme other;
  Context foreign = std::move(Context::make(other.directory.get()).value);
  request.context = foreign.get();
  CHECK(outcome() == POLC_DENY);
  Decision decision = std::move(Decision::make().value);
  CHECK(decision.evaluate(acme.directory.get(), request, june).status() == POLC_INVALID_ARGUMENT);
}

TEST_CASE("a reader sees what was published, and keeps it until it looks again") {
  Acme acme;
  Directory nobody = std::move(Directory::load(acme.bundle, "[]").value);
  Service service = std::move(Service::make(acme.directory).value);
  Reader reader = std::move(Reader::make(service).value);
  const polc_directory* before = reader.directory();
  CHECK(polc_directory_size(before) == acme.directory.size());
  CHECK(reader.directory() == before);
  REQUIRE(service.publish(nobody).status() == POLC_OK);
  CHECK(polc_directory_size(before) == acme.directory.size());
  CHECK(polc_directory_size(reader.directory()) == 0);
  reader.rest();
  REQUIRE(service.publish(acme.directory).status() == POLC_OK);
  CHECK(polc_directory_size(reader.directory()) == acme.directory.size());
}
