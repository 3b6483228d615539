#include "sim/engine/data_store.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <list>
#include <random>

namespace suanwang {

TEST_CASE("a data store keeps the most recently used, as a plain list does", "[engine]") {
  std::mt19937_64 random(1);
  std::vector<double> bytes;
  for (int i = 0; i < 40; ++i) bytes.push_back(1 + static_cast<double>(random() % 30));
  DataStore store(100, bytes);
  std::list<std::uint32_t> plain;  // most recently used first
  for (int step = 0; step < 5000; ++step) {
    const auto d = static_cast<std::uint32_t>(random() % 40);
    const auto at = std::find(plain.begin(), plain.end(), d);
    REQUIRE(store.touch(d) == (at != plain.end()));
    if (at != plain.end()) {
      plain.splice(plain.begin(), plain, at);
      continue;
    }
    store.insert(d);
    plain.push_front(d);
    double used = 0;
    for (const auto k : plain) used += bytes[k];
    while (used > 100) {
      used -= bytes[plain.back()];
      plain.pop_back();
    }
  }
}

TEST_CASE("a data set larger than the storage is not kept and pushes nothing out", "[engine]") {
  const std::vector<double> bytes{50, 200};
  DataStore store(100, bytes);
  store.insert(0);
  store.insert(1);
  CHECK(store.touch(0));
  CHECK(!store.touch(1));
}

}  // namespace suanwang
