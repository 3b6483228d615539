#include "models/queue/expected_ends.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <random>

namespace suanwang {
namespace {

// `ends_at`: how many different ends there are; `look_every`: jobs from one look-up to the next.
// Rare ones find many changes at once.
void compare_ends(std::uint64_t ends_at, std::uint32_t look_every) {
  std::mt19937_64 random(3);
  ExpectedEnds ends;
  std::map<std::pair<double, std::uint32_t>, std::int64_t> plain;
  for (std::uint32_t job = 0; job < 20000; ++job) {
    const double end = static_cast<double>(random() % ends_at);
    const auto cards = static_cast<std::int64_t>(1 + random() % 9);
    ends.insert(end, cards);
    plain[{end, job}] = cards;
    // Half of the time the pool fills up, half of the time it empties.
    for (std::uint64_t n = job % 8000 < 4000 ? random() % 2 : random() % 4; n > 0 && !plain.empty();
         --n) {
      auto gone = plain.begin();
      std::advance(gone, random() % std::min<std::size_t>(plain.size(), 50));
      ends.erase(gone->first.first, gone->second);
      plain.erase(gone);
    }
    if (job % look_every != 0) continue;
    const auto wanted = static_cast<std::int64_t>(1 + random() % 3000);
    double time = std::numeric_limits<double>::infinity();
    std::int64_t sum = 0;
    for (const auto& [key, c] : plain) {
      if (sum >= wanted && key.first > time) break;
      sum += c;
      if (sum >= wanted && time > key.first) time = key.first;
    }
    const auto release = ends.release_of(wanted, 0);
    REQUIRE(release.time_s == time);
    REQUIRE(release.cards_by_then == sum);
  }
}

}  // namespace

TEST_CASE("expected ends: the release of n cards equals a plain walk", "[queue]") {
  for (const std::uint64_t ends_at : {1000, 1000000}) {
    for (const std::uint32_t look_every : {1, 7, 50, 700, 3000}) compare_ends(ends_at, look_every);
  }
}

}  // namespace suanwang
