// The three ways to ask give the same decisions, and the whole decision is what `polc eval` prints.
#include <catch2/catch.hpp>

#include "compiler/driver/session.h"
#include "tests/unit/compiler/abi/asked.h"

using namespace polc;
using namespace polc::abi_test;

namespace {

constexpr const char* kWho[] = {"operator", "vendor_mfa", "vendor_no_mfa", "pipeline", "nobody"};
constexpr const char* kWhat[] = {"connect", "deploy", "destroy", "export", "no_such_action"};
constexpr const char* kOn[] = {"staging_1", "production_1", "preview_feb", "nowhere"};

std::string toolsJson(const std::string& json, int64_t now) {
  driver::Session session;
  REQUIRE(session.open(kFolder));
  REQUIRE(session.useDirectory(kFolder + "/directory.json"));
  const driver::Evaluation* evaluation = session.evaluation();
  REQUIRE(evaluation);
  std::vector<directory::Finding> refused;
  auto request = request::Request::access(evaluation->directory, json, refused);
  decision::Decision decision;
  evaluation->engine->decide(*request, now, decision);
  return decision::toJson(decision, *request);
}

}  // namespace

TEST_CASE("by number, by name and in JSON, on both engines: one decision") {
  Acme acme;
  Bundle compiled = std::move(acme.bundle.optimise(0).value);
  Directory under_jit = std::move(acme.directory.rebind(compiled).value);
  Decision decision = std::move(Decision::make().value);
  int allowed = 0, in_error = 0;
  for (const polc_directory* directory : {acme.directory.get(), under_jit.get()}) {
    for (const char* who : kWho) {
      for (const char* what : kWhat) {
        for (const char* on : kOn) {
          INFO(who << " " << what << " " << on);
          AskedThrice asked(acme, who, what, on);
          const auto& [number, named, json, text] = asked;
          polc_result results[3];
          REQUIRE(polc_decide(directory, &number, 1, kNow, POLC_UNTIL, &results[0]) == POLC_OK);
          REQUIRE(polc_decide_named(directory, &named, 1, kNow, POLC_UNTIL, &results[1]) ==
                  POLC_OK);
          REQUIRE(polc_decide_json(directory, &text, 1, kNow, POLC_UNTIL, &results[2], nullptr) ==
                  POLC_OK);
          REQUIRE(decision.evaluate(directory, json, kNow).status() == POLC_OK);
          for (const polc_result& result : results) {
            CHECK(result.outcome == static_cast<uint32_t>(decision.outcome()));
            CHECK(result.errors == (decision.errors().empty() ? 0 : 1));
            bool known = result.errors == 0;
            if (known) CHECK(result.until > kNow);
            if (known) CHECK(result.until <= decision.stableUntil());
          }
          allowed += decision.allows();
          in_error += !decision.errors().empty();
          std::string whole(decision.json());
          REQUIRE(decision.evaluate(directory, named, kNow).status() == POLC_OK);
          CHECK(decision.json() == whole);
          bool known = number.subject != POLC_NONE && number.action != POLC_NONE &&
                       number.resource != POLC_NONE;
          polc_status status = decision.evaluate(directory, number, kNow).status();
          CHECK(status == (known ? POLC_OK : POLC_INVALID_ARGUMENT));
          if (known) CHECK(decision.json() == whole);
          if (!known) CHECK(decision.outcome() == POLC_DENY);
        }
      }
    }
  }
  CHECK(allowed > 4);
  CHECK(in_error > 4);
}

TEST_CASE("the whole decision is what the tool prints") {
  Acme acme;
  Decision decision = std::move(Decision::make().value);
  for (const char* request : {"2_vendor_enters_staging", "5_responder_in_an_incident",
                              "7_analyst_reads_customers", "8_preview_is_over"}) {
    INFO(request);
    std::string json = contents(std::string("requests/") + request + ".json");
    for (int64_t now : {kNow, kNow + 120 * 86'400'000'000}) {
      REQUIRE(decision.evaluate(acme.directory.get(), json, now).status() == POLC_OK);
      CHECK(decision.json() == toolsJson(json, now));
    }
  }
}

TEST_CASE("reasons, obligations, findings and errors are those of the JSON") {
  Acme acme;
  Decision decision = std::move(Decision::make().value);
  int64_t june = 0;
  REQUIRE(polc_time_parse(text("2026-06-02T10:00:00Z"), &june));
  std::string json = contents("requests/5_responder_in_an_incident.json");
  REQUIRE(decision.evaluate(acme.directory.get(), json, june).status() == POLC_OK);
  REQUIRE(decision.reasons().size() == 1);
  polc_reason reason = decision.reasons()[0];
  CHECK(view(reason.clause) == "permission.incident_access");
  CHECK(view(reason.effect) == "allow");
  CHECK(view(reason.file) == "amendments/003-incident-access.pol");
  CHECK(reason.amendment == 3);
  CHECK(reason.line > 1);
  CHECK(view(reason.entity.id) == "production_1");
  REQUIRE(decision.obligations().size() == 1);
  polc_obligation obligation = decision.obligations()[0];
  CHECK(view(obligation.id) == "record_session");
  CHECK(view(obligation.properties) == "{}");
  CHECK(view(obligation.clause) == "permission.incident_access");

  REQUIRE(decision.evaluate(acme.directory.get(), asJson("operator", "connect", "nowhere"), june)
              .status() == POLC_OK);
  REQUIRE(decision.errors().size() == 1);
  polc_evaluation_error error = decision.errors()[0];
  CHECK(view(error.code) == "P7001");
  CHECK(view(error.message).find("nowhere") != std::string_view::npos);
  CHECK(view(error.entity.type) == "Environment");
}

TEST_CASE("a standing has a phase and a deadline") {
  Acme acme;
  Decision decision = std::move(Decision::make().value);
  int64_t warned = 0, deadline = 0;
  REQUIRE(polc_time_parse(text("2026-02-05T03:00:00Z"), &warned));
  std::string json = contents("requests/standing_1_warned.json");
  REQUIRE(decision.standing(acme.directory.get(), json, warned).status() == POLC_OK);
  CHECK(decision.outcome() == POLC_ALLOW);
  CHECK(decision.phase() == POLC_WARNED);
  REQUIRE(polc_time_parse(text("2026-02-05T09:00:00Z"), &deadline));
  CHECK(decision.deadline() == deadline);
  std::string whole(decision.json());
  polc_decision* same = nullptr;
  REQUIRE(polc_decision_new(&same, nullptr) == POLC_OK);
  REQUIRE(polc_standing(acme.directory.get(), text("Environment"), text("preview_feb"), warned,
                        same, nullptr) == POLC_OK);
  CHECK(view(polc_decision_json(same)) == whole);
  polc_decision_free(same);
}

TEST_CASE("of a batch, a request that is refused denies and the others are decided") {
  Acme acme;
  std::string good = asJson("operator", "connect", "staging_1");
  polc_string batch[] = {text(good), text("{\"subject\""), text(good)};
  polc_result results[3];
  polc_error* error = nullptr;
  CHECK(polc_decide_json(acme.directory.get(), batch, 3, kNow, 0, results, &error) == POLC_REFUSED);
  CHECK(view(polc_error_message(error)).starts_with("request 1: 1:"));
  polc_error_free(error);
  CHECK(results[0].outcome == POLC_ALLOW);
  CHECK(results[1].outcome == POLC_DENY);
  CHECK(results[1].errors == 1);
  CHECK(results[2].outcome == POLC_ALLOW);
}
