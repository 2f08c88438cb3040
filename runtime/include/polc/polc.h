// polc's C interface: decide by a contract's bundle, in the process of the service that asks.
//
// Libraries   libpolc-rt opens bundles and decides. libpolc is the same with the compiler: polc_compile and
//             polc_optimise are in libpolc only. Link one of the two, never both.
// Order       bundle → directory (the entities that are known, read against that bundle) → decisions.
// Ownership   What a function gives through `out` is the caller's, and is given back by its *_free, once. A handle keeps
//             what it needs of others: a bundle may be freed while a directory of it is in use. A polc_string is a view:
//             each function that gives one says how long it stays.
// Null        Every function takes null for every pointer. *_free(NULL) does nothing; a getter gives 0, an empty string,
//             null or POLC_NONE, of a decision what one says that was not decided yet (deny, active, POLC_NEVER); what
//             cannot work without the pointer gives POLC_INVALID_ARGUMENT.
// Errors      A function that can fail returns a polc_status; where `error` is not null and the status is not POLC_OK,
//             *error is set (to be freed; null where there is no memory for it), and what `out` leads to is null or zero.
//             Nothing is thrown, nothing aborts. An error never allows: a decision of a failed call says deny (its
//             stable_until says nothing), and so does each result that was not decided.
//             As WebAssembly (polc-rt.wasm) nothing unwinds: where memory runs out or polc has a fault, the call traps instead,
//             and its instance is not to be asked again. Native code of a bundle is left alone there, files are the host's to give.
// Threads     A bundle and a directory are immutable: any number of threads may use one at once. A polc_decision, a
//             polc_context that is being set, and a polc_reader belong to one thread at a time. A polc_service may be
//             used by any number. Handles may be freed by any thread, when no call uses them any more.
// Time        Instants are µs since 1970 UTC, of the years 1 to 9999. `now` is always an argument: no function here reads a
//             clock, and what a request says of itself ("now" in its context) is not used. Another `now` gives
//             POLC_INVALID_ARGUMENT: nanoseconds taken for µs expire nothing.
// Texts       UTF-8. One that is not is refused where a JSON text, a name of polc_evaluate_named or polc_standing, or a context's
//             value is read; elsewhere it is the name of nothing.
#ifndef POLC_POLC_H
#define POLC_POLC_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define POLC_API __attribute__((visibility("default")))

typedef enum polc_status {
  POLC_OK = 0,
  POLC_INVALID_ARGUMENT = 1,  // a null where one cannot be, an index or number out of its range
  POLC_UNREADABLE = 2,        // a file cannot be read
  // A text, directory or request has errors, which polc_error_findings lists; or a bundle or a cache's folder is refused.
  POLC_REFUSED = 3,
  POLC_NO_MEMORY = 4,
  POLC_INTERNAL = 5,  // a fault of polc
} polc_status;

typedef enum polc_outcome { POLC_ALLOW = 0, POLC_DENY = 1, POLC_EXPIRE = 2 } polc_outcome;

typedef enum polc_phase {
  POLC_EXPIRED = 0,
  POLC_HELD = 1,
  POLC_SUSPENDED = 2,
  POLC_NOT_YET = 3,
  POLC_WARNED = 4,
  POLC_ACTIVE = 5,
} polc_phase;

#define POLC_NONE UINT32_MAX  // no such entity, action, field or amendment
#define POLC_NEVER INT64_MAX  // no such instant

// UTF-8 bytes, not ended by a zero.
typedef struct polc_string {
  const char* data;
  size_t size;
} polc_string;

typedef struct polc_error polc_error;
typedef struct polc_bundle polc_bundle;  // a compiled contract
typedef struct polc_directory
    polc_directory;  // the entities that are known, and the bundle that they were read against
typedef struct polc_context polc_context;    // values of the request's context
typedef struct polc_decision polc_decision;  // one decision with all that it says
typedef struct polc_service polc_service;    // what is in force now, swapped as one
typedef struct polc_reader polc_reader;      // one thread's sight of a service

POLC_API const char* polc_version(void);                 // "0.1.0"; static
POLC_API polc_string polc_text(const char* zero_ended);  // a view of it; null: empty

// RFC 3339 with an offset or Z: "2026-03-01T10:00:00Z". False where it is none; `micros` is then left as it is.
POLC_API int polc_time_parse(polc_string text, int64_t* micros);

// ---- errors: the views stay as long as the error ---------------------------------------------------------------------

POLC_API polc_status polc_error_status(const polc_error* error);
// The first finding's code ("P8010"; `polc explain P8010` has its page), else the status' name ("no_memory").
POLC_API polc_string polc_error_code(const polc_error* error);
POLC_API polc_string polc_error_message(const polc_error* error);
// [{"code","severity","message","line","column"}…] with line and column in the text that was given (from 1, in bytes);
// of polc_compile with "file" and more, as `polc check --format json` writes them.
POLC_API polc_string polc_error_findings(const polc_error* error);
POLC_API void polc_error_free(polc_error* error);

// ---- bundles ---------------------------------------------------------------------------------------------------------

typedef struct polc_key {
  uint8_t bytes[32];  // Ed25519
} polc_key;

// A public key as `polc keygen` writes it ("polc-public-key …"). False where the text is none; `key` is then left as it is.
POLC_API int polc_key_parse(polc_string text, polc_key* key);

// Zeroes are the defaults, but `size` is always sizeof(polc_open_options): fields beyond it are taken as zero, and a size
// that cannot be (below that of `size`, above 1,024, or within a field), a field that this version does not know, or a count of
// keys without keys, gives POLC_INVALID_ARGUMENT. Native code in a bundle runs only
// where one of `trusted` signed it; else the bundle's core is interpreted, which decides the same.
typedef struct polc_open_options {
  size_t size;
  const polc_key* trusted;
  size_t trusted_count;
  int demand_signature;  // refuse what none of `trusted` signed
  int interpret;         // never run native code
} polc_open_options;

// A file that `polc build` wrote; `options` may be null. The bytes are copied where they are needed later.
POLC_API polc_status polc_bundle_open(const char* path, const polc_open_options* options,
                                      polc_bundle** out, polc_error** error);
POLC_API polc_status polc_bundle_open_bytes(const void* bytes, size_t size,
                                            const polc_open_options* options, polc_bundle** out,
                                            polc_error** error);
// Only in libpolc: compiles a contract's folder (or a file in it; "-": standard input). The bundle interprets; polc_optimise
// makes it fast. What cannot be read gives POLC_REFUSED, too (P1001).
POLC_API polc_status polc_compile(const char* path, polc_bundle** out, polc_error** error);

// How machine code is made. `size` as in polc_open_options; but zeroes are level 0: set it. Read during the call only.
typedef struct polc_optimise_options {
  size_t size;
  int level;  // 0 (soon there) or 2 (fast); any other, and 0 with `behind`, gives POLC_INVALID_ARGUMENT
  // Not 0: what comes out decides at once as `bundle` does, and by machine code (level 2) as soon as a thread behind it has
  // made that; polc_bundle_engine tells which. Should it fail, `bundle`'s way goes on. The last handle's end waits for the thread.
  int behind;
  // A folder that keeps compiled code for later processes, of a path that ends with a zero; null: none. It is made where it is
  // missing. One that others own or may write to gives POLC_REFUSED: code is not taken from there.
  const char* cache;
} polc_optimise_options;

// Only in libpolc: the same bundle as machine code. Null for `options`: level 2, at once, nothing kept. May run in a thread of
// its own while others decide by `bundle`.
POLC_API polc_status polc_optimise(const polc_bundle* bundle, const polc_optimise_options* options,
                                   polc_bundle** out, polc_error** error);
POLC_API void polc_bundle_free(polc_bundle* bundle);

// Views and numbers; the views stay as long as the bundle.
POLC_API polc_string polc_bundle_contract(const polc_bundle* bundle);
// "sha256:…" of what it says, the release of the time zones included. Of a bundle that no trusted key signed it is what the file
// says of itself.
POLC_API polc_string polc_bundle_digest(const polc_bundle* bundle);
// "interp", "native" or "jit".
POLC_API polc_string polc_bundle_engine(const polc_bundle* bundle);
// JSON of warnings, as in polc_error_findings.
POLC_API polc_string polc_bundle_findings(const polc_bundle* bundle);
POLC_API uint32_t polc_bundle_amended_through(const polc_bundle* bundle);
POLC_API uint32_t polc_bundle_action(const polc_bundle* bundle, polc_string name);
POLC_API uint32_t polc_bundle_context_field(const polc_bundle* bundle, polc_string name);

// ---- directories -----------------------------------------------------------------------------------------------------

// [{"uid":{"type","id"},"attrs":{…},"parents":[{"type","id"}…]}…]
POLC_API polc_status polc_directory_load(const polc_bundle* bundle, polc_string json,
                                         polc_directory** out, polc_error** error);
// One such entity a line; empty lines are passed over.
POLC_API polc_status polc_directory_load_lines(const polc_bundle* bundle, polc_string lines,
                                               polc_directory** out, polc_error** error);
// A SQLite database with the tables entity(type, id, attrs) and parent(type, id, parent_type, parent_id), which hold what the JSON
// does: docs/directories.md. It is opened for reading only and read in one transaction, so that others may write meanwhile; what
// keeps it locked is waited for, at most 5 s. Findings have "table", "type" and "id" of their row in the place of "line" and
// "column". One that cannot be read (P8021) gives POLC_UNREADABLE; to a library that was built without SQLite that is every one.
POLC_API polc_status polc_directory_load_sqlite(const polc_bundle* bundle, const char* path,
                                                polc_directory** out, polc_error** error);
// A file of any of these forms: a database by its first bytes, lines where its name ends in .jsonl or .ndjson.
POLC_API polc_status polc_directory_load_file(const polc_bundle* bundle, const char* path,
                                              polc_directory** out, polc_error** error);
// A new directory: `directory` and what changes make of it, one a line. An entity, written as above, is put in the place of
// the one with its type and id, or added: it has the attributes and parents of its line and no others.
// {"delete":{"type","id"}} takes one away; where it is not there, that is a warning. Changes hold together or not at all: what
// refuses a directory refuses them (POLC_REFUSED), and so does an entity that stands in two lines. `directory` stays as it is
// and may be freed; the two share what is equal. Entities keep their numbers, one that comes back, too, so that requests may go
// on with the new directory; contexts are made anew. Any number of threads may do so with one directory.
// Time: of what changes; where a group that has members gets other parents, of all groups. Memory: that of an entity that was
// taken away is given back but for its id and its row; load anew when they are many.
POLC_API polc_status polc_directory_apply(const polc_directory* directory, polc_string changes,
                                          polc_directory** out, polc_error** error);
// Nobody is known but whom a request describes.
POLC_API polc_status polc_directory_empty(const polc_bundle* bundle, polc_directory** out,
                                          polc_error** error);
// The same entities under another engine: `bundle` must be the one that `directory` was loaded with, or come from it by
// polc_optimise. Entities keep their numbers.
POLC_API polc_status polc_directory_rebind(const polc_directory* directory,
                                           const polc_bundle* bundle, polc_directory** out,
                                           polc_error** error);
POLC_API void polc_directory_free(polc_directory* directory);

POLC_API uint32_t polc_directory_size(const polc_directory* directory);  // known entities
// Which entities these are: no two directories of this process have one serial but those of polc_directory_rebind. 0: null.
POLC_API uint64_t polc_directory_serial(const polc_directory* directory);
// JSON of warnings, as in polc_error_findings, about the text that this directory was made of (polc_directory_apply: the changes
// alone; polc_directory_rebind: as before); the view stays as long as the directory.
POLC_API polc_string polc_directory_findings(const polc_directory* directory);
// The entity's number in this directory, for polc_request; POLC_NONE where it is not known.
POLC_API uint32_t polc_directory_entity(const polc_directory* directory, polc_string type,
                                        polc_string id);

// ---- context ---------------------------------------------------------------------------------------------------------
// Values of the fields that the contract declares, each at first as if it were not given. A context is of one directory
// and may be used with it, with what polc_directory_rebind makes of it, and with nothing else: polc_decide denies with errors,
// polc_evaluate gives POLC_INVALID_ARGUMENT. `field` is of polc_bundle_context_field. A value that is not of the field's type
// gives POLC_INVALID_ARGUMENT and changes nothing.

POLC_API polc_status polc_context_new(const polc_directory* directory, polc_context** out,
                                      polc_error** error);
// A JSON object, as "context" of a request; what is not of its declared type is an error where a decision reads it.
// Every entity that it names must be known.
POLC_API polc_status polc_context_parse(const polc_directory* directory, polc_string json,
                                        polc_context** out, polc_error** error);
POLC_API void polc_context_free(polc_context* context);
POLC_API polc_status polc_context_set_bool(polc_context* context, uint32_t field, int value);
POLC_API polc_status polc_context_set_int(polc_context* context, uint32_t field, int64_t value);
POLC_API polc_status polc_context_set_time(polc_context* context, uint32_t field, int64_t micros);
POLC_API polc_status polc_context_set_entity(polc_context* context, uint32_t field,
                                             uint32_t entity);
// A String; or, of a field of an enumeration, the member's name. Copied.
POLC_API polc_status polc_context_set_string(polc_context* context, uint32_t field,
                                             polc_string value);
POLC_API polc_status polc_context_unset(polc_context* context, uint32_t field);  // as at first

// ---- outcomes: many at once ------------------------------------------------------------------------------------------
// By machine code, requests by number, by name, and plain ones in JSON allocate nothing once a thread has decided some like
// them; what that took is the thread's until it ends. Any number of threads may decide with one directory.

// What is asked, by number: subject and resource of polc_directory_entity, action of polc_bundle_action.
typedef struct polc_request {
  uint32_t subject;
  uint32_t action;
  uint32_t resource;
  uint32_t reserved;            // 0
  const polc_context* context;  // null: nothing is given
} polc_request;

// What is asked, by name.
typedef struct polc_named_request {
  polc_string subject_type, subject_id;
  polc_string action;
  polc_string resource_type, resource_id;
  const polc_context* context;
} polc_named_request;

typedef struct polc_result {
  // With POLC_UNTIL: the outcome stays before it (POLC_NEVER: while only time passes); else 0.
  int64_t until;
  uint32_t outcome;  // polc_outcome
  // 1 where something could not be evaluated, an entity or action not being known included.
  uint32_t errors;
} polc_result;

// Find out how long each outcome stays, which takes longer; at most the decision's stable_until.
#define POLC_UNTIL 1u

// `results` has room for `count`. Numbers that are of no entity or action, and a context of another directory, give deny with
// errors. Flags that this version does not know, a `now` that is no instant, or a null (of requests or results: unless `count`
// is 0) give POLC_INVALID_ARGUMENT, and every result denies.
POLC_API polc_status polc_decide(const polc_directory* directory, const polc_request* requests,
                                 size_t count, int64_t now, uint32_t flags, polc_result* results);
POLC_API polc_status polc_decide_named(const polc_directory* directory,
                                       const polc_named_request* requests, size_t count,
                                       int64_t now, uint32_t flags, polc_result* results);
// Requests in AuthZEN's JSON. One that is refused (malformed, incomplete) has outcome deny with errors, the others are
// decided, the status is POLC_REFUSED, and `error` speaks of the first one.
POLC_API polc_status polc_decide_json(const polc_directory* directory, const polc_string* requests,
                                      size_t count, int64_t now, uint32_t flags,
                                      polc_result* results, polc_error** error);

// ---- decisions: one, with all that it says ----------------------------------------------------------------------------

// A decision is made once and decided into as often as one likes; at first it says deny. What is read of it stays until
// it is decided into again or freed.
POLC_API polc_status polc_decision_new(polc_decision** out, polc_error** error);
POLC_API void polc_decision_free(polc_decision* decision);

POLC_API polc_status polc_evaluate(const polc_directory* directory, const polc_request* request,
                                   int64_t now, polc_decision* decision, polc_error** error);
POLC_API polc_status polc_evaluate_named(const polc_directory* directory,
                                         const polc_named_request* request, int64_t now,
                                         polc_decision* decision, polc_error** error);
POLC_API polc_status polc_evaluate_json(const polc_directory* directory, polc_string json,
                                        int64_t now, polc_decision* decision, polc_error** error);
// May the entity go on as it is? {"entity":{"type","id"[,"properties"]}}
POLC_API polc_status polc_standing(const polc_directory* directory, polc_string type,
                                   polc_string id, int64_t now, polc_decision* decision,
                                   polc_error** error);
POLC_API polc_status polc_standing_json(const polc_directory* directory, polc_string json,
                                        int64_t now, polc_decision* decision, polc_error** error);

POLC_API polc_outcome polc_decision_outcome(const polc_decision* decision);
// The first instant at which the decision may differ; POLC_NEVER: none.
POLC_API int64_t polc_decision_stable_until(const polc_decision* decision);
// Of a standing; else POLC_NEVER and POLC_ACTIVE.
POLC_API int64_t polc_decision_deadline(const polc_decision* decision);
POLC_API polc_phase polc_decision_phase(const polc_decision* decision);
// The whole as JSON: the bytes that `polc eval --format json` prints, without its line break.
POLC_API polc_string polc_decision_json(polc_decision* decision);

typedef struct polc_entity {
  polc_string type, id;  // both empty: none
} polc_entity;

typedef struct polc_reason {
  polc_string clause;  // "permission.vendor_access"
  polc_string effect;  // allow, deny, require, hold, suspend or expire
  polc_string title;   // empty: none
  polc_string file;    // within the contract's folder
  uint32_t line;
  uint32_t amendment;  // 0: the contract's own text
  polc_entity entity;
} polc_reason;

typedef struct polc_obligation {
  polc_string id;
  polc_string properties;  // a JSON object
  polc_string clause;
  polc_entity entity;
} polc_obligation;

typedef struct polc_finding {
  polc_string clause;
  polc_string severity;  // low, medium, high or critical
  polc_string cites;     // empty: nothing
  polc_string message;
  polc_entity entity;
} polc_finding;

typedef struct polc_evaluation_error {
  polc_string code;  // "P7003"
  polc_string path;
  polc_string message;
  polc_entity entity;
} polc_evaluation_error;

// How many there are, and the one at `index`: POLC_INVALID_ARGUMENT beyond the last.
POLC_API size_t polc_decision_reason_count(const polc_decision* decision);
POLC_API polc_status polc_decision_reason(const polc_decision* decision, size_t index,
                                          polc_reason* out);
POLC_API size_t polc_decision_obligation_count(const polc_decision* decision);
POLC_API polc_status polc_decision_obligation(polc_decision* decision, size_t index,
                                              polc_obligation* out);
POLC_API size_t polc_decision_finding_count(const polc_decision* decision);
POLC_API polc_status polc_decision_finding(const polc_decision* decision, size_t index,
                                           polc_finding* out);
POLC_API size_t polc_decision_error_count(const polc_decision* decision);
POLC_API polc_status polc_decision_error(polc_decision* decision, size_t index,
                                         polc_evaluation_error* out);

// ---- services: swapped while others decide -----------------------------------------------------------------------------
// A service holds the directory (with its bundle) that is in force. Publishing swaps both as one; polc_reader_directory waits
// neither for it nor for other readers, and writes nothing that they share. Readers are made and freed under a lock that is held
// for a moment only; who publishes, or frees a reader, gives back what was in force before, which may take longer.

POLC_API polc_status polc_service_new(const polc_directory* directory, polc_service** out,
                                      polc_error** error);
// The caller keeps `directory` and may free it. What no reader looks at any more is given back here.
POLC_API polc_status polc_service_publish(polc_service* service, const polc_directory* directory,
                                          polc_error** error);
// When all its readers are freed.
POLC_API void polc_service_free(polc_service* service);

POLC_API polc_status polc_reader_new(polc_service* service, polc_reader** out, polc_error** error);
// What is in force at this moment. It and the views of it stay until this reader's next
// polc_reader_directory, polc_reader_rest or polc_reader_free. Where something was published it is another than before; but a reader
// that rested may get one that begins where the former did: polc_directory_serial tells whose numbers and contexts these are.
POLC_API const polc_directory* polc_reader_directory(polc_reader* reader);
// This reader looks at nothing until its next polc_reader_directory: what was in force may be given back.
POLC_API void polc_reader_rest(polc_reader* reader);
POLC_API void polc_reader_free(polc_reader* reader);

#ifdef __cplusplus
}
#endif
#endif
