// The C++ API over polc.h (C++17, header only): handles that free themselves, results in place of statuses.
//
// polc_decide and its like are called as they are, with get(). Nothing here throws, unless memory for a vector runs out. What polc.h says of order, threads, time and of how long a
// text stays holds here, too: a std::string_view is a view of what it was asked of.
#ifndef POLC_POLC_HPP
#define POLC_POLC_HPP
#include <polc/polc.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polc {

inline std::string_view view(polc_string text) { return {text.data, text.size}; }
inline polc_string text(std::string_view text) { return {text.data(), text.size()}; }

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* handle) const {
    Free(handle);
  }
};
template <class T, auto Free>
using Handle = std::unique_ptr<T, Freed<Free>>;

// Why something failed. Empty: it did not.
class [[nodiscard]] Error {
 public:
  Error() = default;
  Error(polc_status status, polc_error* error) : status_(status), handle_(error) {}
  polc_status status() const { return status_; }
  std::string_view code() const { return view(polc_error_code(handle_.get())); }
  std::string_view message() const { return view(polc_error_message(handle_.get())); }
  std::string_view findings() const { return view(polc_error_findings(handle_.get())); }

 private:
  polc_status status_ = POLC_OK;
  Handle<polc_error, polc_error_free> handle_;
};

// What was made; where that failed, `value` holds nothing and `error` says why.
template <class T>
struct [[nodiscard]] Result {
  T value;
  polc_status status = POLC_OK;
  Error error;
  explicit operator bool() const { return status == POLC_OK; }
  T* operator->() { return &value; }
  T& operator*() { return value; }
};

// Calls a function of polc.h that gives a handle.
template <class T, class Raw, class Make, class... Given>
Result<T> made(Make make, Given... given) {
  Raw* handle = nullptr;
  polc_error* error = nullptr;
  polc_status status = make(given..., &handle, &error);
  return {T(handle), status, Error(status, error)};
}

class Bundle {
 public:
  explicit Bundle(polc_bundle* handle = nullptr) : handle_(handle) {}
  static Result<Bundle> open(const std::string& path, const polc_open_options* options = nullptr) {
    return made<Bundle, polc_bundle>(polc_bundle_open, path.c_str(), options);
  }
  static Result<Bundle> open(const void* bytes, size_t size,
                             const polc_open_options* options = nullptr) {
    return made<Bundle, polc_bundle>(polc_bundle_open_bytes, bytes, size, options);
  }
  // Only with libpolc: compile and optimise.
  static Result<Bundle> compile(const std::string& path) {
    return made<Bundle, polc_bundle>(polc_compile, path.c_str());
  }
  Result<Bundle> optimise(const polc_optimise_options& options) const {
    return made<Bundle, polc_bundle>(polc_optimise, get(), &options);
  }
  Result<Bundle> optimise(int level = 2) const {
    return optimise(polc_optimise_options{sizeof(polc_optimise_options), level, 0, nullptr});
  }

  std::string_view contract() const { return view(polc_bundle_contract(get())); }
  std::string_view digest() const { return view(polc_bundle_digest(get())); }
  std::string_view engine() const { return view(polc_bundle_engine(get())); }
  std::string_view findings() const { return view(polc_bundle_findings(get())); }
  uint32_t amendedThrough() const { return polc_bundle_amended_through(get()); }
  uint32_t action(std::string_view name) const { return polc_bundle_action(get(), text(name)); }
  uint32_t contextField(std::string_view name) const {
    return polc_bundle_context_field(get(), text(name));
  }
  const polc_bundle* get() const { return handle_.get(); }

 private:
  Handle<polc_bundle, polc_bundle_free> handle_;
};

class Directory {
 public:
  explicit Directory(polc_directory* handle = nullptr) : handle_(handle) {}
  static Result<Directory> load(const Bundle& bundle, std::string_view json) {
    return made<Directory, polc_directory>(polc_directory_load, bundle.get(), text(json));
  }
  static Result<Directory> loadLines(const Bundle& bundle, std::string_view lines) {
    return made<Directory, polc_directory>(polc_directory_load_lines, bundle.get(), text(lines));
  }
  static Result<Directory> loadFile(const Bundle& bundle, const std::string& path) {
    return made<Directory, polc_directory>(polc_directory_load_file, bundle.get(), path.c_str());
  }
  static Result<Directory> loadSqlite(const Bundle& bundle, const std::string& path) {
    return made<Directory, polc_directory>(polc_directory_load_sqlite, bundle.get(), path.c_str());
  }
  static Result<Directory> empty(const Bundle& bundle) {
    return made<Directory, polc_directory>(polc_directory_empty, bundle.get());
  }
  // Changes, one a line.
  Result<Directory> apply(std::string_view changes) const {
    return made<Directory, polc_directory>(polc_directory_apply, get(), text(changes));
  }
  Result<Directory> rebind(const Bundle& bundle) const {
    return made<Directory, polc_directory>(polc_directory_rebind, get(), bundle.get());
  }

  uint32_t size() const { return polc_directory_size(get()); }
  uint64_t serial() const { return polc_directory_serial(get()); }
  std::string_view findings() const { return view(polc_directory_findings(get())); }
  uint32_t entity(std::string_view type, std::string_view id) const {
    return polc_directory_entity(get(), text(type), text(id));
  }
  const polc_directory* get() const { return handle_.get(); }

 private:
  Handle<polc_directory, polc_directory_free> handle_;
};

class Context {
 public:
  explicit Context(polc_context* handle = nullptr) : handle_(handle) {}
  static Result<Context> make(const polc_directory* directory) {
    return made<Context, polc_context>(polc_context_new, directory);
  }
  static Result<Context> parse(const polc_directory* directory, std::string_view json) {
    return made<Context, polc_context>(polc_context_parse, directory, text(json));
  }
  polc_status setBool(uint32_t field, bool value) {
    return polc_context_set_bool(handle_.get(), field, value);
  }
  polc_status setInt(uint32_t field, int64_t value) {
    return polc_context_set_int(handle_.get(), field, value);
  }
  polc_status setTime(uint32_t field, int64_t micros) {
    return polc_context_set_time(handle_.get(), field, micros);
  }
  polc_status setEntity(uint32_t field, uint32_t entity) {
    return polc_context_set_entity(handle_.get(), field, entity);
  }
  polc_status setString(uint32_t field, std::string_view value) {
    return polc_context_set_string(handle_.get(), field, text(value));
  }
  polc_status unset(uint32_t field) { return polc_context_unset(handle_.get(), field); }
  const polc_context* get() const { return handle_.get(); }

 private:
  Handle<polc_context, polc_context_free> handle_;
};

class Decision {
 public:
  explicit Decision(polc_decision* handle = nullptr) : handle_(handle) {}
  static Result<Decision> make() { return made<Decision, polc_decision>(polc_decision_new); }

  Error evaluate(const polc_directory* directory, const polc_request& request, int64_t now) {
    return decided(polc_evaluate, directory, &request, now);
  }
  Error evaluate(const polc_directory* directory, const polc_named_request& request, int64_t now) {
    return decided(polc_evaluate_named, directory, &request, now);
  }
  Error evaluate(const polc_directory* directory, std::string_view json, int64_t now) {
    return decided(polc_evaluate_json, directory, text(json), now);
  }
  Error standing(const polc_directory* directory, std::string_view type, std::string_view id,
                 int64_t now) {
    polc_error* error = nullptr;
    polc_status status = polc_standing(directory, text(type), text(id), now, handle_.get(), &error);
    return {status, error};
  }
  Error standing(const polc_directory* directory, std::string_view json, int64_t now) {
    return decided(polc_standing_json, directory, text(json), now);
  }

  polc_outcome outcome() const { return polc_decision_outcome(handle_.get()); }
  bool allows() const { return outcome() == POLC_ALLOW; }
  int64_t stableUntil() const { return polc_decision_stable_until(handle_.get()); }
  int64_t deadline() const { return polc_decision_deadline(handle_.get()); }
  polc_phase phase() const { return polc_decision_phase(handle_.get()); }
  std::string_view json() { return view(polc_decision_json(handle_.get())); }
  const polc_decision* get() const { return handle_.get(); }
  std::vector<polc_reason> reasons() {
    return all<polc_reason>(polc_decision_reason_count, polc_decision_reason);
  }
  std::vector<polc_obligation> obligations() {
    return all<polc_obligation>(polc_decision_obligation_count, polc_decision_obligation);
  }
  std::vector<polc_finding> findings() {
    return all<polc_finding>(polc_decision_finding_count, polc_decision_finding);
  }
  std::vector<polc_evaluation_error> errors() {
    return all<polc_evaluation_error>(polc_decision_error_count, polc_decision_error);
  }

 private:
  template <class Evaluate, class Asked>
  Error decided(Evaluate evaluate, const polc_directory* directory, Asked asked, int64_t now) {
    polc_error* error = nullptr;
    polc_status status = evaluate(directory, asked, now, handle_.get(), &error);
    return {status, error};
  }
  template <class T, class Count, class At>
  std::vector<T> all(Count count, At at) {
    std::vector<T> out(count(handle_.get()));
    for (size_t i = 0; i < out.size(); ++i) at(handle_.get(), i, &out[i]);
    return out;
  }
  Handle<polc_decision, polc_decision_free> handle_;
};

class Service {
 public:
  explicit Service(polc_service* handle = nullptr) : handle_(handle) {}
  static Result<Service> make(const Directory& directory) {
    return made<Service, polc_service>(polc_service_new, directory.get());
  }
  Error publish(const Directory& directory) {
    polc_error* error = nullptr;
    polc_status status = polc_service_publish(handle_.get(), directory.get(), &error);
    return {status, error};
  }
  polc_service* get() const { return handle_.get(); }

 private:
  Handle<polc_service, polc_service_free> handle_;
};

// One thread's; freed before its service.
class Reader {
 public:
  explicit Reader(polc_reader* handle = nullptr) : handle_(handle) {}
  static Result<Reader> make(const Service& service) {
    return made<Reader, polc_reader>(polc_reader_new, service.get());
  }
  const polc_directory* directory() { return polc_reader_directory(handle_.get()); }
  void rest() { polc_reader_rest(handle_.get()); }

 private:
  Handle<polc_reader, polc_reader_free> handle_;
};

}  // namespace polc
#endif
