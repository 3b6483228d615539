// Clocks that never stop, ends that coincide, links that come and go: each worked by hand.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "sim/flow/flow_network.hpp"

namespace suanwang {
namespace {

constexpr double kInfinity = FlowNetwork::kUnbounded;
using Users = std::vector<FlowNetwork::UserId>;

FlowNetwork links(std::vector<double> capacity_bps) { return FlowNetwork(capacity_bps); }

FlowNetwork::ClassId add_class(FlowNetwork& network, std::vector<std::uint32_t> on,
                               double cap_bps = kInfinity) {
  return network.add_class(on, cap_bps);
}

/// All ends up to the last one, by user.
std::vector<double> ends(FlowNetwork& network, double now_s, std::size_t users) {
  std::vector<double> end_s(users, -1);
  Users done;
  while ((now_s = network.next_end_s(now_s)) < kInfinity) {
    done.clear();
    network.collect(now_s, done);
    for (const auto user : done) end_s[user] = now_s;
  }
  return end_s;
}

}  // namespace

TEST_CASE("flow network: clocks stay exact over a year in which a class is never out of use",
          "[flow]") {
  // One long transfer keeps the class in use all year. Every 31.25 s another one starts and has
  // half of the 8 Gbit/s for itself: 10 s at 4 Gbit/s, for 40 Gbit. 2^20 of them fill a year.
  FlowNetwork network = links({8e9});
  const auto path = add_class(network, {0});
  constexpr std::uint32_t kCount = 1u << 20;
  constexpr double kGap_s = 31.25, kYear_s = kCount * kGap_s;
  // What the long one moves: half of the link for 10 s in each gap, all of it for the rest.
  constexpr double kLong = kCount * (4e9 * 10 + 8e9 * (kGap_s - 10));
  network.start(0, path, kLong, 1, kCount);
  Users done;
  double worst = 0;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    const double start_s = i * kGap_s;
    network.start(start_s, path, 4e10, 1, i);
    const double end_s = network.next_end_s(start_s);
    done.clear();
    network.collect(end_s, done);
    if (done != Users{i}) FAIL("transfer " << i);
    worst = std::max(worst, std::abs(end_s - (start_s + 10)));
  }
  CHECK(worst < 1e-15 * kYear_s);  // a few of the last digits that seconds have at a year
  CHECK(network.next_end_s(kYear_s - 1) == Approx(kYear_s).epsilon(1e-12));
  CHECK(network.carried_bits(path, kYear_s) == Approx(kLong + kCount * 4e10).epsilon(1e-12));
}

TEST_CASE("flow network: a link that is never idle gives nothing away", "[flow]") {
  // Two paths over one full link; from 1,000 s on, whenever a transfer is done the next one starts,
  // of odd sizes. Whoever shares with whom, the link moves capacity x time: the last of 200,000
  // ends when all bits are through. Rounding of each end must not add up.
  constexpr double kCapacity = 7e9, kBegin_s = 1000;
  FlowNetwork network = links({kCapacity, 9e9, 9e9});
  const FlowNetwork::ClassId paths[] = {add_class(network, {0, 1}), add_class(network, {0, 2})};
  double bits = 0, now_s = kBegin_s;
  std::uint32_t started = 0;
  const auto start = [&] {
    const double size = 1e9 * (1 + std::fmod(0.6180339887 * started, 1));
    bits += size;
    network.start(now_s, paths[started % 2], size, 1, started);
    ++started;
  };
  while (started < 20) start();
  Users done;
  for (;;) {
    const double end_s = network.next_end_s(now_s);
    if (end_s == kInfinity) break;
    now_s = end_s;
    done.clear();
    network.collect(now_s, done);
    for (std::size_t i = 0; i < done.size() && started < 200000; ++i) start();
  }
  CHECK(network.transfers() == 0);
  CHECK(now_s == Approx(kBegin_s + bits / kCapacity).epsilon(1e-13));
}

TEST_CASE("flow network: 10,000 transfers of one class with one end are done together", "[flow]") {
  // 1 Mbit/s for 10,000 equal transfers of 100 bit: 100 bit/s each, done at 1 s. A class's rate
  // rises for nobody, as nobody is done before the others.
  FlowNetwork network = links({1e6});
  const auto path = add_class(network, {0});
  for (std::uint32_t i = 0; i < 10000; ++i) network.start(0, path, 100, 1, i);
  Users done;
  const double end_s = network.next_end_s(0);
  CHECK(end_s == Approx(1).epsilon(1e-12));
  network.collect(end_s, done);
  CHECK(done.size() == 10000);
  CHECK(std::is_sorted(done.begin(), done.end()));
  CHECK(network.transfers() == 0);
}

TEST_CASE("flow network: 10,000 transfers of 100 classes with one end are done together",
          "[flow]") {
  // A hundred access links of 10 kbit/s meet on one of 1 Mbit/s, which is just full: each of the
  // 100 transfers on an access link has 100 bit/s, and all are done at 1 s.
  std::vector<double> capacity(100, 1e4);
  capacity.push_back(1e6);
  FlowNetwork network = links(capacity);
  for (std::uint32_t a = 0; a < 100; ++a) add_class(network, {a, 100});
  for (std::uint32_t i = 0; i < 10000; ++i) network.start(0, i % 100, 100, 1, i);
  for (const double end_s : ends(network, 0, 10000)) REQUIRE(end_s == Approx(1).epsilon(1e-12));
  CHECK(network.transfers() == 0);
}

TEST_CASE("flow network: a transfer of no bits is done at once, even where nothing moves",
          "[flow]") {
  const double capacity = GENERATE(10.0, 0.0);
  FlowNetwork network = links({capacity});
  const auto path = add_class(network, {0});
  network.start(5, path, 100, 1, 0);
  network.start(7, path, 0, 1, 1);
  Users done;
  CHECK(network.next_end_s(7) == 7);
  network.collect(7, done);
  CHECK(done == Users{1});
  // The other one goes on as if nothing had been: from 5 s on, 100 bits at 10 bit/s; or waits.
  CHECK(network.next_end_s(7) == (capacity > 0 ? Approx(15) : Approx(kInfinity)));
}

TEST_CASE("flow network: transfers wait for a link without capacity to come back", "[flow]") {
  // 100 bits each. The first moves 40 until the link fails at 4 s; the second starts meanwhile. At
  // 10 s 20 bit/s come back, 10 for each: the first has 60 left and is done at 16; the second then
  // has 40 left and all 20: done at 18.
  FlowNetwork network = links({10, 50});
  const auto path = add_class(network, {0, 1});
  network.start(0, path, 100, 1, 0);
  network.set_capacity(4, 0, 0);
  CHECK(network.next_end_s(4) == kInfinity);
  CHECK(network.rate_bps(path, 4) == 0);
  network.start(6, path, 100, 1, 1);
  CHECK(network.next_end_s(6) == kInfinity);
  network.set_capacity(10, 0, 20);
  CHECK(network.carried_bits(path, 10) == Approx(40).epsilon(1e-12));
  const auto end_s = ends(network, 10, 2);
  CHECK(end_s[0] == Approx(16).epsilon(1e-12));
  CHECK(end_s[1] == Approx(18).epsilon(1e-12));
}

TEST_CASE("flow network: a change of capacity in mid-flight moves the bottleneck", "[flow]") {
  // A --10-- B --30-- C   transfer 0: A-B-C, 100 bits   transfer 1: B-C, 150 bits
  // At first 0 has 10 and 1 has 20. At 2 s they have 80 and 110 left, and B-C falls to 12: 6 each.
  // At 7 s they have 50 and 80 left, and B-C comes back: 10 and 20. 1 is done at 7 + 80 / 20 = 11,
  // 0 at 7 + 50 / 10 = 12.
  FlowNetwork network = links({10, 30});
  const auto far = add_class(network, {0, 1}), near = add_class(network, {1});
  network.start(0, far, 100, 1, 0);
  network.start(0, near, 150, 1, 1);
  CHECK(network.rate_bps(far, 0) == Approx(10));
  CHECK(network.rate_bps(near, 0) == Approx(20));
  network.set_capacity(2, 1, 12);
  CHECK(network.rate_bps(far, 2) == Approx(6));
  CHECK(network.rate_bps(near, 2) == Approx(6));
  CHECK(network.link_rate_bps(1, 2) == Approx(12));
  network.set_capacity(7, 1, 30);
  CHECK(network.rate_bps(near, 7) == Approx(20));
  const auto end_s = ends(network, 7, 2);
  CHECK(end_s[0] == Approx(12).epsilon(1e-12));
  CHECK(end_s[1] == Approx(11).epsilon(1e-12));
}

TEST_CASE("flow network: a narrow link that grows lets its classes fill a wider one", "[flow]") {
  // Two access links of 10 meet on one of 30, which they cannot fill. With 25 each they could: 15
  // each. When they are narrow again, the wide one holds nobody any more.
  FlowNetwork network = links({10, 10, 30});
  const auto a = add_class(network, {0, 2}), b = add_class(network, {1, 2});
  network.start(0, a, 1e6, 1, 0);
  network.start(0, b, 1e6, 1, 1);
  CHECK(network.rate_bps(a, 0) == Approx(10));
  network.set_capacity(1, 0, 25);
  CHECK(network.rate_bps(a, 1) == Approx(20));
  CHECK(network.rate_bps(b, 1) == Approx(10));
  network.set_capacity(2, 1, 25);
  CHECK(network.rate_bps(a, 2) == Approx(15));
  CHECK(network.rate_bps(b, 2) == Approx(15));
  network.set_capacity(3, 0, 5);
  CHECK(network.rate_bps(a, 3) == Approx(5));
  CHECK(network.rate_bps(b, 3) == Approx(25));
}

TEST_CASE("flow network: bits moved before a new path and after it are all the bits", "[flow]") {
  // Two transfers of 100 and 300 bits share 10 bit/s; at 8 s each has moved 40. On the other path,
  // of 20 bit/s, the first has 60 left and is done at 8 + 60 / 10 = 14; the other then has 200 left
  // at 20: done at 24.
  FlowNetwork network = links({10, 20});
  const auto before = add_class(network, {0}), after = add_class(network, {1});
  network.start(0, before, 100, 1, 0);
  network.start(0, before, 300, 1, 1);
  std::vector<FlowNetwork::Left> left;
  network.take_all(8, before, left);
  REQUIRE(left.size() == 2);
  CHECK(left[0].user == 0);
  CHECK(left[0].bits == Approx(60).epsilon(1e-12));
  CHECK(left[1].bits == Approx(260).epsilon(1e-12));
  CHECK(network.carried_bits(before, 8) == Approx(80).epsilon(1e-12));
  for (const auto& l : left) network.start(8, after, l.bits, l.weight, l.user);
  const auto end_s = ends(network, 8, 2);
  CHECK(end_s[0] == Approx(14).epsilon(1e-12));
  CHECK(end_s[1] == Approx(24).epsilon(1e-12));
  CHECK(network.carried_bits(before, 24) + network.carried_bits(after, 24) ==
        Approx(400).epsilon(1e-12));
}

}  // namespace suanwang
