#include "models/packing/node_packer.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <utility>
#include <vector>

namespace suanwang {
namespace {

using Places = std::vector<std::pair<std::uint32_t, std::int32_t>>;  // node, cards

Places places(const std::vector<NodePacker::Share>& shares) {
  Places result;
  for (const NodePacker::Share& share : shares) result.emplace_back(share.node, share.cards);
  return result;
}

/// A job on a packer, for as long as the test wants it.
std::vector<NodePacker::Share> placed(NodePacker& packer, std::int64_t cards) {
  std::vector<NodePacker::Share> shares;
  packer.place(cards, shares);
  return shares;
}

/// The rules as NodePacker's documentation has them, by looking at every node each time.
struct PlainPacker {
  std::int64_t node_cards;
  Packing packing;
  std::vector<std::int64_t> free;
  std::vector<char> up;

  PlainPacker(std::int64_t cards, std::int64_t each, Packing rule)
      : node_cards(each), packing(rule) {
    for (; cards > 0; cards -= each) free.push_back(std::min(cards, each));
    up.assign(free.size(), 1);
  }

  bool before(std::size_t a, std::size_t b) const {
    if (packing == Packing::best_fit && free[a] != free[b]) return free[a] < free[b];
    if (packing == Packing::spread && free[a] != free[b]) return free[a] > free[b];
    return a < b;
  }

  /// Where a job of so many cards goes; empty: it has no room.
  Places find(std::int64_t cards) const {
    Places result;
    std::vector<char> taken(free.size(), 0);
    for (std::size_t n = 0; n < free.size() && cards >= node_cards; ++n) {
      if (!up[n] || free[n] < node_cards) continue;
      result.emplace_back(static_cast<std::uint32_t>(n), static_cast<std::int32_t>(node_cards));
      taken[n] = 1;
      cards -= node_cards;
    }
    if (cards >= node_cards) return {};
    if (cards == 0) return result;
    std::size_t best = free.size();
    for (std::size_t n = 0; n < free.size(); ++n) {
      if (!up[n] || taken[n] || free[n] < cards) continue;
      if (best == free.size() || before(n, best)) best = n;
    }
    if (best == free.size()) return {};
    result.emplace_back(static_cast<std::uint32_t>(best), static_cast<std::int32_t>(cards));
    return result;
  }
};

}  // namespace

TEST_CASE("packing: of three nodes, each rule takes its own", "[packing]") {
  // Nodes of 8 with 3, 5 and 2 cards free; a job of 2 comes.
  for (const auto& [packing, node] :
       {std::pair{Packing::first_fit, 0u}, {Packing::best_fit, 2u}, {Packing::spread, 1u}}) {
    CAPTURE(kPackings[static_cast<std::size_t>(packing)]);
    NodePacker packer(24, 8, packing);
    std::vector<NodePacker::Share> all;
    packer.place(24, all);
    const std::vector<NodePacker::Share> back{{0, 3}, {1, 5}, {2, 2}};
    packer.release(back);
    CHECK(packer.widest() == 5);
    CHECK(places(placed(packer, 2)) == Places{{node, 2}});
  }
}

TEST_CASE("packing: of equal nodes the one with the lowest number is taken", "[packing]") {
  for (const Packing packing : {Packing::first_fit, Packing::best_fit, Packing::spread}) {
    NodePacker packer(32, 8, packing);
    CHECK(places(placed(packer, 3)) == Places{{0, 3}});
  }
}

TEST_CASE("packing: best-fit keeps a node whole that spread breaks up", "[packing]") {
  NodePacker tight(16, 8, Packing::best_fit), wide(16, 8, Packing::spread);
  for (NodePacker* packer : {&tight, &wide}) {
    placed(*packer, 4);
    placed(*packer, 4);
  }
  CHECK(tight.free(0) == 0);
  CHECK(tight.widest() == 8);
  CHECK(wide.free(0) == 4);
  CHECK(wide.free(1) == 4);
  CHECK(wide.widest() == 4);  // of 8 that are free
}

TEST_CASE("packing: a wide job takes whole empty nodes and the rest of one more", "[packing]") {
  // 5 nodes of 4; node 1 has a card busy. 10 cards: nodes 0 and 2 whole, and 2 cards where the rule
  // says: node 1 has room and comes first, and it has the least; node 3 has the most.
  for (const auto& [packing, rest] :
       {std::pair{Packing::first_fit, 1u}, {Packing::best_fit, 1u}, {Packing::spread, 3u}}) {
    CAPTURE(kPackings[static_cast<std::size_t>(packing)]);
    NodePacker packer(20, 4, packing);
    std::vector<NodePacker::Share> all;
    packer.place(20, all);
    packer.release(std::vector<NodePacker::Share>{{0, 4}, {1, 3}, {2, 4}, {3, 4}, {4, 4}});
    CHECK(packer.widest() == 4 * 4 + 3);
    CHECK(places(placed(packer, 10)) == Places{{0, 4}, {2, 4}, {rest, 2}});
  }
}

TEST_CASE("packing: the last node has what is left over", "[packing]") {
  NodePacker packer(20, 8, Packing::best_fit);
  REQUIRE(packer.nodes() == 3);
  CHECK(packer.capacity(1) == 8);
  CHECK(packer.capacity(2) == 4);
  CHECK(packer.widest() == 20);
  CHECK(places(placed(packer, 3)) == Places{{2, 3}});  // the tightest
  CHECK(packer.widest() == 17);
  packer.take_down(2);
  CHECK(packer.widest() == 16);

  // A pool that is smaller than a node is one node.
  const NodePacker small(5, 8, Packing::spread);
  CHECK(small.nodes() == 1);
  CHECK(small.capacity(0) == 5);
  CHECK(small.widest() == 5);
}

TEST_CASE("packing: nothing goes to a node that is down, and what it had is free again after",
          "[packing]") {
  NodePacker packer(16, 8, Packing::first_fit);
  const auto job = placed(packer, 6);
  CHECK(places(job) == Places{{0, 6}});
  packer.release(job);  // its run is stopped as the node fails
  packer.take_down(0);
  CHECK_FALSE(packer.is_up(0));
  CHECK(packer.widest() == 8);
  CHECK(places(placed(packer, 6)) == Places{{1, 6}});
  CHECK(packer.widest() == 2);
  packer.bring_up(0);
  CHECK(packer.is_up(0));
  CHECK(packer.widest() == 8 + 2);
  CHECK(places(placed(packer, 10)) == Places{{0, 8}, {1, 2}});
  CHECK(packer.widest() == 0);
}

TEST_CASE("packing: a set of numbers finds its least across words and blocks", "[packing]") {
  NumberSet set(10'000);
  CHECK(set.empty());
  for (const std::uint32_t n : {9999u, 4096u, 4095u, 64u, 63u}) {
    set.insert(n);
    CHECK(set.first() == n);
  }
  CHECK(set.size() == 5);
  for (const std::uint32_t n : {63u, 64u, 4095u, 4096u}) {
    CHECK(set.first() == n);
    set.erase(n);
  }
  CHECK(set.first() == 9999);
}

TEST_CASE("packing: places as a packer does that looks at every node", "[packing]") {
  std::mt19937 random(20251122);
  const auto below = [&](std::int64_t n) {
    return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random);
  };
  int wide = 0, refused = 0, failures = 0;
  for (int round = 0; round < 300; ++round) {
    const std::int64_t each = 1 + below(9), cards = 1 + below(round % 10 == 0 ? 900 : 80);
    const auto packing = static_cast<Packing>(below(3));
    NodePacker packer(cards, each, packing);
    PlainPacker plain(cards, std::min(each, cards), packing);
    REQUIRE(packer.nodes() == plain.free.size());
    std::vector<std::vector<NodePacker::Share>> jobs;
    const auto release = [&](std::size_t job) {
      packer.release(jobs[job]);
      for (const NodePacker::Share& share : jobs[job]) plain.free[share.node] += share.cards;
      jobs.erase(jobs.begin() + static_cast<std::ptrdiff_t>(job));
    };
    for (int step = 0; step < 120; ++step) {
      // The widest job that has room, by trying all; none in between may lack it.
      std::int64_t widest = 0;
      for (std::int64_t c = 1; c <= cards; ++c) {
        if (plain.find(c).empty()) continue;
        REQUIRE(widest == c - 1);
        widest = c;
      }
      REQUIRE(packer.widest() == widest);

      const std::int64_t what = below(10);
      if (what < 5) {
        const std::int64_t size = 1 + below(what == 0 ? cards : std::min(2 * each, cards));
        const Places expected = plain.find(size);
        refused += expected.empty();
        if (expected.empty()) continue;
        wide += size > each;
        jobs.push_back(placed(packer, size));
        REQUIRE(places(jobs.back()) == expected);
        for (const auto& share : expected) plain.free[share.first] -= share.second;
      } else if (what < 8) {
        if (!jobs.empty())
          release(static_cast<std::size_t>(below(static_cast<std::int64_t>(jobs.size()))));
      } else {
        const auto node =
            static_cast<std::uint32_t>(below(static_cast<std::int64_t>(packer.nodes())));
        if (packer.is_up(node)) {
          for (std::size_t j = jobs.size(); j-- > 0;) {
            if (std::any_of(jobs[j].begin(), jobs[j].end(),
                            [&](const NodePacker::Share& share) { return share.node == node; }))
              release(j);
          }
          packer.take_down(node);
          ++failures;
        } else {
          packer.bring_up(node);
        }
        plain.up[node] = packer.is_up(node);
      }
      for (std::uint32_t n = 0; n < packer.nodes(); ++n) REQUIRE(packer.free(n) == plain.free[n]);
    }
  }
  // The rounds came by everything.
  CHECK(wide > 500);
  CHECK(refused > 500);
  CHECK(failures > 1000);
}

}  // namespace suanwang
