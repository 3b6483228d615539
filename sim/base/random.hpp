#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <string_view>

#include "sim/base/hash.hpp"

namespace suanwang {

/// One stream of random bits, keyed by what it is for.
///
/// Counter-based (Philox4x32-10, Salmon et al., SC 2011, doi:10.1145/2063384.2063405): the n-th
/// number depends on the key and n alone, so adding a stream leaves all others as they were. The
/// entity is known by the text of its id, so the order of lines in a scenario changes nothing.
/// Meets UniformRandomBitGenerator, for Boost.Random's distributions.
class RandomStream {
 public:
  using result_type = std::uint64_t;
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }

  RandomStream(std::uint64_t seed, std::uint32_t replication, std::string_view entity,
               std::string_view purpose)
      : RandomStream(key_of(seed, replication, entity, purpose)) {}

  result_type operator()() { return ++drawn_ % 2 == 1 ? next_two() : second_; }

  /// Uniform in [0, 1), 53 bits.
  double uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

  /// A number of this key alone, for values that belong to a thing and not to a moment.
  static double uniform_of(std::uint64_t key) {
    return static_cast<double>(mix(mix(key)) >> 11) * 0x1.0p-53;
  }

  static std::uint64_t key_of(std::uint64_t seed, std::uint32_t replication,
                              std::string_view entity, std::string_view purpose) {
    const std::uint64_t names = fnv1a(purpose, fnv1a("\x1f", fnv1a(entity)));
    return mix(seed ^ mix(names ^ mix(replication)));
  }

 private:
  explicit RandomStream(std::uint64_t key) : key_(key) {}

  // A block of bits is two numbers: gives the first and keeps the second.
  result_type next_two() {
    const std::uint64_t block = drawn_ / 2;
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32), 0, 0}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(key_), static_cast<std::uint32_t>(key_ >> 32)}};
    const auto bits = r123::Philox4x32{}(counter, key);
    second_ = (std::uint64_t{bits[3]} << 32) | bits[2];
    return (std::uint64_t{bits[1]} << 32) | bits[0];
  }

  std::uint64_t key_;
  std::uint64_t drawn_ = 0;  ///< numbers so far
  std::uint64_t second_ = 0;
};

}  // namespace suanwang
