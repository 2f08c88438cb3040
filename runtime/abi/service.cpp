// A service's state is one pointer. A reader pins what it looks at in a slot of its own; who publishes frees what no
// slot pins (hazard pointers).
#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>

#include "runtime/abi/guard.h"

namespace polc::abi {

using State = std::unique_ptr<const polc_directory>;
using States = std::list<State>;  // to move one takes no memory

struct alignas(64) Slot {
  std::atomic<const polc_directory*> pinned = nullptr;
};

}  // namespace polc::abi

using namespace polc::abi;

struct polc_service {
  std::atomic<const polc_directory*> current = nullptr;
  std::mutex lock;  // of what follows; no decision takes it
  States states;    // the current one and those that may still be pinned
  std::vector<const Slot*> slots;
};

struct polc_reader {
  polc_service* service;
  Slot slot;
};

namespace polc::abi {
namespace {

State copyOf(const polc_directory& directory) {
  return std::make_unique<const polc_directory>(directory);
}

// Takes what is neither current nor pinned. The service is locked, and is not when that ends, which may take long.
States unusedOf(polc_service& service) {
  const polc_directory* current = service.current.load();
  auto is_used = [&](const State& state) {
    return state.get() == current ||
           std::any_of(service.slots.begin(), service.slots.end(),
                       [&](const Slot* slot) { return slot->pinned.load() == state.get(); });
  };
  States unused;
  for (auto at = service.states.begin(); at != service.states.end();) {
    auto state = at++;
    if (!is_used(*state)) unused.splice(unused.end(), service.states, state);
  }
  return unused;
}

}  // namespace
}  // namespace polc::abi

polc_status polc_service_new(const polc_directory* directory, polc_service** out,
                             polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!directory || !out) return invalid(error, "a service has a directory, and goes to `out`");
    auto service = std::make_unique<polc_service>();
    service->states.push_back(copyOf(*directory));
    service->current = service->states.back().get();
    *out = service.release();
    return POLC_OK;
  });
}

polc_status polc_service_publish(polc_service* service, const polc_directory* directory,
                                 polc_error** error) {
  return guarded(error, [&] {
    if (!service || !directory) return invalid(error, "a directory is published to a service");
    State fresh = copyOf(*directory);
    States unused;
    std::lock_guard lock(service->lock);
    service->states.push_back(std::move(fresh));
    service->current.store(service->states.back().get());
    unused = unusedOf(*service);
    return POLC_OK;
  });
}

void polc_service_free(polc_service* service) { delete service; }

polc_status polc_reader_new(polc_service* service, polc_reader** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!service || !out) return invalid(error, "a reader is of a service, and goes to `out`");
    auto reader = std::make_unique<polc_reader>();
    reader->service = service;
    std::lock_guard lock(service->lock);
    service->slots.push_back(&reader->slot);
    *out = reader.release();
    return POLC_OK;
  });
}

// Sequentially consistent throughout: either the one who publishes sees the pin, or the reader sees what was published.
const polc_directory* polc_reader_directory(polc_reader* reader) {
  if (!reader) return nullptr;
  const polc_directory* pinned = reader->slot.pinned.load(std::memory_order_relaxed);
  const polc_directory* current = reader->service->current.load();
  while (current != pinned) {
    pinned = current;
    reader->slot.pinned.store(pinned);
    current = reader->service->current.load();
  }
  return pinned;
}

void polc_reader_rest(polc_reader* reader) {
  if (reader) reader->slot.pinned.store(nullptr);
}

void polc_reader_free(polc_reader* reader) {
  if (!reader) return;
  States unused;
  {
    std::lock_guard lock(reader->service->lock);
    std::erase(reader->service->slots, &reader->slot);
    unused = unusedOf(*reader->service);
  }
  delete reader;
}
