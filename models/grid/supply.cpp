#include "models/grid/supply.hpp"

#include <algorithm>

namespace suanwang {
namespace {

constexpr double kJoulePerKwh = 3.6e6;

/// One kWh, a share of it as `line` tells and the rest as `grid`.
GridRates mixed(const GridRates& grid, const GridRates& line, double share) {
  const auto mix = [&](double of_grid, double of_line) {
    return (1 - share) * of_grid + share * of_line;
  };
  return {mix(grid.price_cny, line.price_cny), mix(grid.location_kg, line.location_kg),
          mix(grid.market_kg, line.market_kg), mix(grid.green, line.green)};
}

}  // namespace

SupplyAccount& SupplyAccount::operator+=(const SupplyAccount& o) {
  load_kwh += o.load_kwh;
  grid_kwh += o.grid_kwh;
  line_kwh += o.line_kwh;
  own_kwh += o.own_kwh;
  spilled_kwh += o.spilled_kwh;
  curtailed_kwh += o.curtailed_kwh;
  charged_kwh += o.charged_kwh;
  discharged_kwh += o.discharged_kwh;
  stored_kwh += o.stored_kwh;
  green_kwh += o.green_kwh;
  energy_cny += o.energy_cny;
  location_kg += o.location_kg;
  market_kg += o.market_kg;
  grid_cny += o.grid_cny;
  return *this;
}

SupplyAccount SiteSupply::advance(double from_s, double to_s, double load_w,
                                  const SupplyHour& hour) {
  SupplyAccount sum;
  while (from_s < to_s) {
    // Powers are constant until the hour is over or the battery is full or at its minimum.
    const SupplyPowers powers = dispatch(load_w, hour.offer, battery_, stored_j_);
    const double left_s = to_s - from_s;
    const double dt = std::min(left_s, lasts_s(powers, battery_, stored_j_));
    const double end_s = dt < left_s ? from_s + dt : to_s;
    const double kwh_per_w = dt / kJoulePerKwh;
    const double before_j = stored_j_;
    GridRates grid = hour.grid;
    double line_w = 0;
    if (hour.line_w > 0 && powers.grid_w > 0) {
      line_w = std::min(hour.line_w, powers.grid_w);
      grid = mixed(hour.grid, hour.line, line_w / powers.grid_w);
    }
    const double green_w = pass_green(powers, grid.green, dt);
    stored_j_ = stored_after_j(powers, battery_, stored_j_, dt);
    demand_.add(from_s, end_s, powers.grid_w);

    SupplyAccount part;
    part.load_kwh = load_w * kwh_per_w;
    part.grid_kwh = powers.grid_w * kwh_per_w;
    part.line_kwh = line_w * kwh_per_w;
    part.own_kwh = powers.own_w * kwh_per_w;
    part.spilled_kwh = powers.spilled_w * kwh_per_w;
    part.curtailed_kwh = powers.curtailed_w * kwh_per_w;
    part.charged_kwh = powers.charge_w * kwh_per_w;
    part.discharged_kwh = powers.discharge_w * kwh_per_w;
    part.stored_kwh = (stored_j_ - before_j) / kJoulePerKwh;
    part.green_kwh = green_w * kwh_per_w;
    part.grid_cny = part.grid_kwh * grid.price_cny;
    part.energy_cny = part.grid_cny + part.own_kwh * hour.own_price_cny +
                      part.curtailed_kwh * hour.curtailed_price_cny;
    part.location_kg = part.grid_kwh * grid.location_kg;
    part.market_kg = part.grid_kwh * grid.market_kg;
    sum += part;
    from_s = end_s;
  }
  return sum;
}

// The green part of the load's power; what is stored is mixed with what was there.
double SiteSupply::pass_green(const SupplyPowers& powers, double of_grid, double duration_s) {
  const double charge_grid_w = powers.charge_w - powers.charge_local_w;
  const double of_store = stored_j_ > 0 ? stored_green_j_ / stored_j_ : 0;
  stored_green_j_ +=
      (powers.charge_local_w + charge_grid_w * of_grid) * battery_.charge_efficiency * duration_s;
  stored_green_j_ =
      std::max(0.0, stored_green_j_ -
                        powers.discharge_w / battery_.discharge_efficiency * of_store * duration_s);
  return powers.own_w + powers.curtailed_w - powers.charge_local_w +
         (powers.grid_w - charge_grid_w) * of_grid + powers.discharge_w * of_store;
}

GridRates over_line(const GridRates& here, const GridRates& far, const LongLine& line) {
  const double local = 1 - line.share;
  const double fed_in = line.share / (1 - line.loss);
  return {local * here.price_cny + fed_in * far.price_cny + line.share * line.price_cny_per_kwh,
          local * here.location_kg + fed_in * far.location_kg,
          local * here.market_kg + fed_in * far.market_kg,
          local * here.green + line.share * far.green};
}

}  // namespace suanwang
