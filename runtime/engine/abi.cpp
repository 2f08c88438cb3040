#include "runtime/engine/abi.h"

#include <cstddef>

#include "runtime/engine/plain.h"
#include "runtime/engine/support.h"
#include "runtime/engine/tables.h"

namespace polc::engine {
namespace {

constexpr uint64_t kMeaning =
    2;  // grows where code means something else though all below is the same

class Mixer {
 public:
  void number(uint64_t number) { all_ = mixWords(all_, number); }
  void text(std::string_view text) {
    for (char letter : text) number(static_cast<unsigned char>(letter));
  }
  uint64_t all() const { return all_; }

 private:
  uint64_t all_ = kMeaning;
};

// What code reaches by offset.
void places(Mixer& mixer) {
  using directory::Entity;
  for (uint64_t number : {offsetof(Context, subject),
                          offsetof(Context, resource),
                          offsetof(Context, self),
                          offsetof(Context, action),
                          offsetof(Context, subject_entity),
                          offsetof(Context, resource_entity),
                          offsetof(Context, self_entity),
                          offsetof(Context, context),
                          offsetof(Context, now),
                          offsetof(Context, cause_count),
                          offsetof(Context, effort),
                          offsetof(PlainBucket, base),
                          offsetof(PlainBucket, words),
                          offsetof(PlainBucket, common_words),
                          offsetof(PlainBucket, slots),
                          offsetof(PlainBucket, mask),
                          offsetof(PlainBucket, rows),
                          sizeof(PlainBucket),
                          offsetof(PlainRow, words),
                          offsetof(PlainRow, subject),
                          offsetof(PlainRow, resource),
                          sizeof(PlainRow),
                          offsetof(Index::Slot, hash),
                          offsetof(Index::Slot, found),
                          offsetof(Span, first),
                          offsetof(Span, count),
                          offsetof(Effort, keys),
                          offsetof(Effort, rows),
                          sizeof(Index::Slot),
                          offsetof(Result, value),
                          offsetof(Result, constancy),
                          offsetof(Result, rate),
                          sizeof(Result),
                          offsetof(Constancy, since),
                          offsetof(Constancy, until),
                          offsetof(Constancy, since_recurring),
                          offsetof(Constancy, until_recurring),
                          sizeof(Constancy),
                          offsetof(Value, bits),
                          offsetof(Value, extra),
                          offsetof(Value, kind),
                          sizeof(Value),
                          offsetof(Entity, type),
                          offsetof(Entity, fields),
                          offsetof(Entity, born_now),
                          offsetof(value::Record, fields),
                          offsetof(value::Set, count),
                          offsetof(value::Set, members)})
    mixer.number(number);
}

// What code passes as numbers.
void numbers(Mixer& mixer) {
  mixer.number(kWordFactor);
  for (uint64_t number :
       {static_cast<uint64_t>(value::Kind::action), static_cast<uint64_t>(core::Op::call),
        static_cast<uint64_t>(State::absent)})
    mixer.number(number);
#define FUNCTION(id, source, result, arguments, cost) \
  mixer.text(#id);                                    \
  mixer.text(result);                                 \
  mixer.text(arguments);
#include "runtime/functions/functions.def"
#undef FUNCTION
#define EVALUATION_ERROR(number_, name, message) \
  mixer.number(number_);                         \
  mixer.text(#name);
#include "runtime/decision/errors.def"
#undef EVALUATION_ERROR
}

}  // namespace

uint64_t abi() {
  static const uint64_t all = [] {
    Mixer mixer;
    places(mixer);
    numbers(mixer);
    for (const SupportRow& row : supportRows()) {
      mixer.text(row.name);
      mixer.text(row.signature);
    }
    return mixer.all();
  }();
  return all;
}

}  // namespace polc::engine
