#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// Something that befalls links: at a date, again and again, or at random.
struct Disturbance {
  const std::string* part = nullptr;  ///< id of the link or node
  bool is_node = false;
  std::vector<LinkId> links;
  double capacity_bps = 0;  ///< new capacity; 0: the links go down
  double lasts_s = 0;       ///< infinite: for good
  std::optional<double> every_s;
  double mtbf_s = 0, mttr_s = 0;  ///< at random, where `random` is there
  std::optional<RandomStream> random;
  std::size_t outage = 0;  ///< its record while the links are down
};

/// Something that befalls the cards of a site: at a date, again and again, or at random.
struct SiteDisturbance {
  SiteEvent what;                    ///< `at_s` is that of the first time
  std::vector<std::uint32_t> pools;  ///< that it befalls
  double mtbf_s = 0, mttr_s = 0;     ///< at random, where `random` is there
  std::optional<RandomStream> random;
  std::size_t outage = 0;                    ///< its record while it is under way
  std::optional<RandomStream> cards_random;  ///< which cards of a pool
  std::int64_t cards_down = 0;
  double wave_c = 0;                 ///< of `heat`: its hottest hour
  std::vector<std::uint32_t> nodes;  ///< that it took down, where jobs are packed on nodes
};

/// Nodes of one pool that fail and are repaired, each by itself: how many are down changes with
/// the sum of their rates.
struct NodeFailures {
  std::uint32_t pool = 0;
  std::int64_t nodes = 0, node_cards = 0, down = 0;
  double mtbf_s = 0, mttr_s = 0;
  bool draws_idle = false;
  RandomStream random;
  bool fails_next = true;
  double at_s = 0;  ///< of the change that comes next; an event of another time is void
  std::vector<std::uint32_t> which{};  ///< are down, where jobs are packed on nodes
};

}  // namespace suanwang
