#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/world/site_series.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// Carbon of a kWh that carries data, by fibre route and hour of a run.
///
/// A route is fed at its ends, in equal parts: it has the mean of the two ends' grids in that hour.
/// An end's grid is the mean of the grids around the sites that stand there: of a site its own, of
/// a region those of all sites in it. An end without any, such as a relay, has none, and the other
/// one counts alone; where neither has one, it is the mean over all sites.
class LinkCarbon {
 public:
  /// Keeps a reference to `series`.
  LinkCarbon(const World& world, const SiteSeries& series);

  /// [kg/kWh] by fibre route, good until the next call; all 0 where no route draws energy. Cost of
  /// a new hour: O(sites + routes), sites of the ends included.
  const std::vector<double>& at(std::int64_t hour);

 private:
  using Sites = std::vector<std::uint32_t>;
  struct Ends {
    std::uint32_t from = 0, to = 0;  ///< in `at_`; the same where only one counts
  };

  const SiteSeries& series_;
  std::size_t sites_;
  std::vector<Sites> at_;                 ///< by node, then one entry of all sites
  std::vector<Ends> ends_;                ///< by fibre route
  bool is_idle_ = true;                   ///< no route draws energy
  std::int64_t hour_ = -1;                ///< of `kg_`
  std::vector<double> kg_;                ///< by fibre route
  std::vector<double> site_kg_, end_kg_;  ///< scratch
};

}  // namespace suanwang
