// Walks an index: every combination of the words that the request has for its probes.
#pragma once
#include <algorithm>
#include <bit>

#include "runtime/engine/session.h"

namespace polc::engine {

// `Use` takes the span of what stands under one key, and says whether to go on.
template <class Use>
class Lookup {
 public:
  enum class End : uint8_t { all, stopped, unknown };
  Lookup(Session& session, const Index& index, Use use)
      : session_(session), context_(session.context), index_(index), use_(use) {}

  // `unknown` where a probe's value is no value: then any row may match.
  End run() { return step(0, 0); }

 private:
  End step(size_t at, uint64_t hash) {
    if (at == index_.probes.size()) return found(hash);
    const Probe& probe = index_.probes[at];
    switch (probe.source) {
      case Probe::Source::subject:
        return entity(probe, context_.subject, at, hash);
      case Probe::Source::resource:
        return entity(probe, context_.resource, at, hash);
      case Probe::Source::subject_field:
        return field(probe, *context_.subject_entity, at, hash);
      case Probe::Source::resource_field:
        return field(probe, *context_.resource_entity, at, hash);
      case Probe::Source::self_field:
        return field(probe, *context_.self_entity, at, hash);
      case Probe::Source::context_field:
        return value(probe, context_.context[probe.field], at, hash);
      default:
        return expression(probe, at, hash);
    }
  }

  End field(const Probe& probe, const directory::Entity& entity, size_t at, uint64_t hash) {
    if (entity.type != probe.type || !entity.fields) return End::unknown;
    return value(probe, entity.fields[probe.field], at, hash);
  }
  End value(const Probe& probe, const Value& value, size_t at, uint64_t hash) {
    return value.given() ? words(probe, value, at, hash) : End::unknown;
  }

  End expression(const Probe& probe, size_t at, uint64_t hash) {
    Result result;
    uint64_t causes = context_.cause_count;
    State state = session_.run(probe.value, result);
    context_.cause_count = causes;
    if (state == State::error || state == State::absent) return End::unknown;
    return words(probe, valueOf(state, result), at, hash);
  }

  End words(const Probe& probe, const Value& value, size_t at, uint64_t hash) {
    switch (probe.mode) {
      case Probe::Mode::exact:
        return step(at + 1, mixWords(hash, wordOf(value)));
      case Probe::Mode::member:
        return entity(probe, value.row(), at, hash);
      case Probe::Mode::members:
        return members(value.set(), at, hash);
      case Probe::Mode::networks:
        return networks(probe, value.ip(), at, hash);
      case Probe::Mode::range:
        return nodes(probe, value.bits, at, hash);
      case Probe::Mode::infixes:
        return infixes(probe, value.string(), at, hash);
      default:
        return affixes(probe, value.string(), at, hash);
    }
  }

  End members(const value::Set& set, size_t at, uint64_t hash) {
    End end = End::all;
    for (uint32_t i = 0; i < set.count && end == End::all; ++i)
      end = step(at + 1, mixWords(hash, wordOf(set.members[i])));
    return end;
  }

  End networks(const Probe& probe, const value::Ip& ip, size_t at, uint64_t hash) {
    const int64_t* numbers = session_.tables().numbers.data() + probe.numbers.first;
    End end = End::all;
    for (uint32_t i = 0; i < probe.numbers.count && end == End::all; ++i) {
      if (mayLieIn(ip, numbers[i]))
        end = step(at + 1, mixWords(hash, wordOf(ip, static_cast<uint32_t>(numbers[i] % 256))));
    }
    return end;
  }

  End affixes(const Probe& probe, std::string_view text, size_t at, uint64_t hash) {
    const int64_t* lengths = session_.tables().numbers.data() + probe.numbers.first;
    End end = End::all;
    for (uint32_t i = 0; i < probe.numbers.count && end == End::all; ++i) {
      auto length = static_cast<size_t>(lengths[i]);
      if (length > text.size()) break;
      size_t from = probe.mode == Probe::Mode::suffixes ? text.size() - length : 0;
      end = step(at + 1, mixWords(hash, wordOf(text.substr(from, length))));
    }
    return end;
  }

  End infixes(const Probe& probe, std::string_view text, size_t at, uint64_t hash) {
    auto length = static_cast<size_t>(session_.tables().numbers[probe.numbers.first]);
    if (length > text.size()) return End::all;
    size_t count = text.size() - length + 1;
    if (count > kInfixesMost) return End::unknown;
    uint64_t words[kInfixesMost];
    size_t different = 0;
    for (size_t from = 0; from < count; ++from) {
      uint64_t word = wordOf(text.substr(from, length));
      if (std::find(words, words + different, word) == words + different) words[different++] = word;
    }
    End end = End::all;
    for (size_t i = 0; i < different && end == End::all; ++i)
      end = step(at + 1, mixWords(hash, words[i]));
    return end;
  }

  End nodes(const Probe& probe, int64_t value, size_t at, uint64_t hash) {
    const int64_t* first = session_.tables().numbers.data() + probe.numbers.first;
    const int64_t* piece = std::upper_bound(first, first + probe.numbers.count, value);
    uint64_t node =
        std::bit_ceil(uint64_t{probe.numbers.count} + 1) + static_cast<uint64_t>(piece - first);
    End end = End::all;
    for (; node > 0 && end == End::all; node /= 2) end = step(at + 1, mixWords(hash, node));
    return end;
  }

  End entity(const Probe& probe, uint32_t row, size_t at, uint64_t hash) {
    End end = step(at + 1, mixWords(hash, row));
    if (probe.mode == Probe::Mode::exact || end != End::all) return end;
    const directory::Entity& entity = context_.entity(row);
    if (!entity.known) return End::unknown;
    context_.world.directory->memberships().each(entity.groups, [&](uint32_t group) {
      end = step(at + 1, mixWords(hash, group));
      return end == End::all;
    });
    return end;
  }

  End found(uint64_t hash) {
    ++context_.effort.keys;
    size_t mask = index_.slots.size() - 1;
    for (size_t at = hash & mask; index_.slots[at].found.count > 0; at = (at + 1) & mask) {
      if (index_.slots[at].hash == hash)
        return use_(index_.slots[at].found) ? End::all : End::stopped;
    }
    return End::all;
  }

  Session& session_;
  Context& context_;
  const Index& index_;
  Use use_;
};

// Does the row's pattern fit, and is it in force?
inline bool fits(const Session& session, core::Pattern::Kind kind, uint32_t entity,
                 uint32_t wanted) {
  if (kind == core::Pattern::Kind::exact) return entity == wanted;
  return kind != core::Pattern::Kind::member || session.context.world.member(entity, wanted);
}
inline bool inForce(const Session& session, uint32_t periods) {
  for (const core::Period& period : session.tables().periods[periods]) {
    if (period.contains(session.now())) return true;
  }
  return false;
}
inline bool matches(const Session& session, const Bucket& bucket, const Row& row) {
  if (!fits(session, bucket.subject_pattern, session.context.subject, row.subject) ||
      !fits(session, bucket.resource_pattern, session.context.resource, row.resource))
    return false;
  return row.periods == 0 || inForce(session, row.periods);
}

}  // namespace polc::engine
