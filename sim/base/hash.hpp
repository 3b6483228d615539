#pragma once

#include <cstdint>
#include <string_view>

namespace suanwang {

/// FNV-1a over bytes, 64 bits: the same on every machine and compiler.
/// Source: Fowler, Noll, Vo, draft-eastlake-fnv.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

/// Spreads the bits of `x` over all 64 (the finalizer of splitmix64, a bijection).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace suanwang
