#include "sim/scenario/scenario.hpp"

namespace suanwang {

double rate_per_s(const Arrivals& arrivals) {
  if (const auto* poisson = std::get_if<PoissonArrivals>(&arrivals)) return poisson->rate_per_s;
  if (const auto* mmpp = std::get_if<MmppArrivals>(&arrivals)) return mmpp->rate_per_s();
  if (const auto* periodic = std::get_if<PeriodicArrivals>(&arrivals)) {
    return periodic->interval_s > 0 ? 1 / periodic->interval_s : 0;
  }
  return 0;
}

bool has_end(const Arrivals& arrivals) {
  return std::holds_alternative<ListedArrivals>(arrivals) ||
         std::holds_alternative<TraceArrivals>(arrivals);
}

}  // namespace suanwang
