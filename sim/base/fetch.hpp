#pragma once

namespace suanwang {

/// Brings a cache line from memory while something else is done.
inline void fetch(const void* at) {
  __builtin_prefetch(at);
  // Without this, g++ takes whoever only fetches for a function that does nothing, and drops the
  // call.
  asm volatile("");
}

}  // namespace suanwang
