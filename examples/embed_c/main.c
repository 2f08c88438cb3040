// A door that asks a bundle: who may connect to which environment?
// usage: embed_c BUNDLE KEY.pub DIRECTORY REQUEST.json
#include <inttypes.h>
#include <polc/polc.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define SHOWN(text) (int)(text).size, (text).data

static const char *const kOutcomes[] = {"allow", "deny", "expire"};

// Says why, and ends: an example has nothing else to go on with. A service would deny.
static void need(polc_status status, polc_error **error) {
  if (status == POLC_OK) return;
  polc_string code = polc_error_code(*error), message = polc_error_message(*error);
  fprintf(stderr, "%.*s: %.*s\n", SHOWN(code), SHOWN(message));
  polc_error_free(*error);
  exit(2);
}

// A small file's text; the next call overwrites it.
static polc_string contents(const char *path) {
  static char buffer[65536];
  FILE *file = fopen(path, "rb");
  if (!file) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(2);
  }
  polc_string text = {buffer, fread(buffer, 1, sizeof buffer, file)};
  fclose(file);
  return text;
}

// Nothing is decided by a bundle that this key did not sign; where it did, the bundle's machine code runs.
static polc_bundle *opened(const char *path, const char *key_path) {
  polc_key key;
  if (!polc_key_parse(contents(key_path), &key)) {
    fprintf(stderr, "%s is no public key\n", key_path);
    exit(2);
  }
  polc_open_options options = {.size = sizeof options, .trusted = &key, .trusted_count = 1};
  options.demand_signature = 1;
  polc_error *error = NULL;
  polc_bundle *bundle = NULL;
  need(polc_bundle_open(path, &options, &bundle, &error), &error);
  polc_string contract = polc_bundle_contract(bundle), engine = polc_bundle_engine(bundle);
  printf("%.*s, %.*s\n", SHOWN(contract), SHOWN(engine));
  return bundle;
}

// Many at once, by number: what a service does for each request that it serves.
static void door(const polc_bundle *bundle, const polc_directory *directory, int64_t now) {
  const char *const who[] = {"operator", "vendor_mfa", "vendor_no_mfa"};
  polc_request requests[COUNT(who)] = {{0}};
  polc_result results[COUNT(who)];
  for (size_t i = 0; i < COUNT(who); ++i) {
    requests[i].subject =
        polc_directory_entity(directory, polc_text("Identity"), polc_text(who[i]));
    requests[i].action = polc_bundle_action(bundle, polc_text("connect"));
    requests[i].resource =
        polc_directory_entity(directory, polc_text("Environment"), polc_text("staging_1"));
  }
  polc_error *none = NULL;
  need(polc_decide(directory, requests, COUNT(who), now, 0, results), &none);
  for (size_t i = 0; i < COUNT(who); ++i)
    printf("%s connects to staging_1: %s\n", who[i], kOutcomes[results[i].outcome]);
}

// One, with everything that it says.
static void explain(const polc_directory *directory, polc_string json, int64_t now) {
  polc_error *error = NULL;
  polc_decision *decision = NULL;
  need(polc_decision_new(&decision, &error), &error);
  need(polc_evaluate_json(directory, json, now, decision, &error), &error);
  printf("the request: %s\n", kOutcomes[polc_decision_outcome(decision)]);
  for (size_t i = 0; i < polc_decision_reason_count(decision); ++i) {
    polc_reason reason;
    polc_decision_reason(decision, i, &reason);
    printf("  because %.*s (%.*s:%" PRIu32 ", amendment %" PRIu32 ")\n", SHOWN(reason.clause),
           SHOWN(reason.file), reason.line, reason.amendment);
  }
  for (size_t i = 0; i < polc_decision_obligation_count(decision); ++i) {
    polc_obligation obligation;
    polc_decision_obligation(decision, i, &obligation);
    printf("  obliged to %.*s %.*s\n", SHOWN(obligation.id), SHOWN(obligation.properties));
  }
  polc_string whole = polc_decision_json(decision);
  printf("%.*s\n", SHOWN(whole));
  polc_decision_free(decision);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: embed_c BUNDLE KEY.pub DIRECTORY REQUEST.json\n");
    return 2;
  }
  polc_bundle *bundle = opened(argv[1], argv[2]);
  polc_error *error = NULL;
  polc_directory *directory = NULL;
  need(polc_directory_load_file(bundle, argv[3], &directory, &error), &error);
  int64_t now = 0;
  polc_time_parse(polc_text("2026-06-02T10:00:00Z"), &now);
  door(bundle, directory, now);
  explain(directory, contents(argv[4]), now);
  polc_directory_free(directory);
  polc_bundle_free(bundle);
  return 0;
}
