#pragma once

#include <optional>
#include <span>

#include "models/placement/policy.hpp"

namespace suanwang {

/// Index of the pool with the least `cost(pool, i)` among those allowed for the job that `permits`
/// accepts; the first of equals; empty if there is none.
template <typename Permits, typename Cost>
std::optional<std::size_t> cheapest_allowed(const JobView& job, std::span<const SiteView> pools,
                                            Permits permits, Cost cost) {
  std::optional<std::size_t> best;
  decltype(cost(pools[0], std::size_t{})) least{};
  for (std::size_t i = 0; i < pools.size(); ++i) {
    if (!permits(pools[i]) || !job.allowed(pools[i], i)) continue;
    const auto here = cost(pools[i], i);
    if (!best || here < least) {
      best = i;
      least = here;
    }
  }
  return best;
}

/// The nearest of the allowed pools that `permits` accepts.
template <typename Permits>
std::optional<std::size_t> nearest_allowed(const JobView& job, std::span<const SiteView> pools,
                                           Permits permits) {
  if (!job.nearest_first) {
    return cheapest_allowed(job, pools, permits,
                            [&](const SiteView&, std::size_t i) { return job.round_trip_s[i]; });
  }
  for (std::size_t k = 0; k < pools.size(); ++k) {
    const std::size_t i = job.nearest_first[k];
    if (permits(pools[i]) && job.allowed(pools[i], i)) return i;
  }
  return std::nullopt;
}

/// Work asked for per card once the job is there too: a wide gang prefers a large pool.
inline double load_with(const JobView& job, const SiteView& pool) {
  return (pool.committed + job.cards) / pool.cards;
}

/// The least loaded of the allowed pools that `permits` accepts.
template <typename Permits>
std::optional<std::size_t> least_loaded_allowed(const JobView& job, std::span<const SiteView> pools,
                                                Permits permits) {
  return cheapest_allowed(job, pools, permits,
                          [&](const SiteView& pool, std::size_t) { return load_with(job, pool); });
}

/// The pool with the least `cost` among those with room for the job at once; the least loaded one
/// if none has room, since the best place is of no use to a job that only waits there.
template <typename Cost>
std::optional<std::size_t> cheapest_with_room(const JobView& job, std::span<const SiteView> pools,
                                              Cost cost) {
  const auto best = cheapest_allowed(
      job, pools, [&](const SiteView& pool) { return pool.free() >= job.cards; }, cost);
  return best ? best : least_loaded_allowed(job, pools, [](const SiteView&) { return true; });
}

}  // namespace suanwang
