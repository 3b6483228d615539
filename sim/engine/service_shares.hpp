#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "models/growth/growth.hpp"

namespace suanwang {

/// Share of a service's demand that arises in one region.
struct ServiceDemand {
  std::uint32_t service, region;
  double share;
  std::vector<GrowthStep> growth;
};
/// Cards of a service placed for one region at one pool, until the next split.
struct ServiceShare {
  std::uint32_t service, region, pool;
  double cards;
};

/// Cards of one service in one pool.
struct ServicePool {
  double need = 0;                                  ///< that its users ask for
  double warm = 0;                                  ///< held, and answering
  double share = 1;                                 ///< of the need, for which there were warm ones
  std::vector<std::pair<double, double>> starting;  ///< (ready at, cards), in that order
};

}  // namespace suanwang
