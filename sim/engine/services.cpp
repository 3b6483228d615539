#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr int kPieces = 8;  // a region's demand is placed in this many equal pieces

}  // namespace

/// Splits the online demand of this interval over the pools: each region's demand in equal pieces,
/// each piece placed by the policy as though it were a job, inside the latency bound and beside the
/// services already placed. A piece that no pool has room for stays unserved.
void Simulation::split_services() {
  settle_services(now_s_);
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    views_[p].committed -= service_need_[p];
    views_[p].service = 0;
    service_need_[p] = 0;
  }
  service_shares_.clear();

  const auto hour = static_cast<std::int64_t>(now_s_ / kHour_s);
  for (std::uint32_t s = 0; s < scenario_.services.size(); ++s) {
    const Service& service = scenario_.services[s];
    double weights = 0;
    for (const auto& [id, weight] : service.from) weights += weight;
    const double cards = service.cards * service.day[static_cast<std::size_t>(Calendar::hour_of_day(hour))] *
                         scenario_.demand;
    std::uint32_t region = 0;
    for (const auto& [id, weight] : service.from) {  // both are sorted by id
      while (scenario_.regions[region].id != id) ++region;
      JobView view;
      view.service = true;
      view.cards = cards * weight / weights / kPieces;
      view.run_s = kControl_s;
      view.region = region;
      view.hub = world_.region_hub[region];
      view.west = scenario_.regions[region].side == Side::west;
      view.latency_bound_s = service.latency_bound_s;
      view.round_trip_s = round_trips_.data() + region * pools_.size();
      if (view.cards <= 0) continue;
      for (int piece = 0; piece < kPieces; ++piece) {
        const auto pool = policy_->place(view, views_);
        if (!pool) break;  // the other pieces are as large
        const auto p = static_cast<std::uint32_t>(*pool);
        views_[p].committed += view.cards;
        views_[p].service += view.cards;
        service_need_[p] += view.cards;
        if (!service_shares_.empty() && service_shares_.back().service == s &&
            service_shares_.back().region == region && service_shares_.back().pool == p) {
          service_shares_.back().cards += view.cards;
        } else {
          service_shares_.push_back({s, region, p, view.cards});
        }
      }
    }
  }
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const auto target = static_cast<std::int64_t>(std::ceil(service_need_[p] * (1 - 1e-12)));
    if (target == pools_[p].service_target && target == pools_[p].service) continue;
    pools_[p].service_target = std::min(target, pools_[p].usable);
    touch(p);
    hold_services(p);
  }
}

// Services hold what they need of the cards that are not running a job; batch work that is running
// is left alone, but starts nothing new until services have their share.
void Simulation::hold_services(std::uint32_t p) {
  PoolState& pool = pools_[p];
  const std::int64_t held = std::min(pool.service_target, pool.usable - pool.batch);
  if (held == pool.service) return;
  pool.advance(now_s_);
  pool.service = held;
}

// Accounts what was demanded and served since the last settling, share by share: a pool that held
// less than it was asked to served all its shares alike.
void Simulation::settle_services(double until_s) {
  const double from_s = std::max(services_since_s_, warmup_s_);
  const double dt = until_s - from_s;
  services_since_s_ = until_s;
  for (std::size_t p = 0; p < pools_.size(); ++p) pools_[p].advance(until_s);
  const bool counts = dt > 0 && !scenario_.services.empty();
  if (counts) {
    const auto hour = static_cast<std::int64_t>(from_s / kHour_s);
    for (std::size_t s = 0; s < scenario_.services.size(); ++s) {
      const Service& service = scenario_.services[s];
      double weights = 0;
      for (const auto& [id, weight] : service.from) weights += weight;
      const double card_s = service.cards * scenario_.demand * dt *
                            service.day[static_cast<std::size_t>(Calendar::hour_of_day(hour))];
      service_meters_[s].demanded_card_s += card_s;
      std::uint32_t region = 0;
      for (const auto& [id, weight] : service.from) {
        while (scenario_.regions[region].id != id) ++region;
        region_meters_[region].demanded_card_s += card_s * weight / weights;
      }
    }
    for (const ServiceShare& share : service_shares_) {
      const double held = pools_[share.pool].service_card_s - service_held_card_s_[share.pool];
      const double served = share.cards * std::min(dt, held / service_need_[share.pool]);
      const double round_trip_s = round_trips_[share.region * pools_.size() + share.pool];
      ServiceMeter& meter = service_meters_[share.service];
      RegionMeter& region = region_meters_[share.region];
      meter.served_card_s += served;
      meter.latency_area += served * round_trip_s;
      region.served_card_s += served;
      if (views_[share.pool].west) {
        meter.west_card_s += served;
        region.west_card_s += served;
      }
    }
  }
  for (std::size_t p = 0; p < pools_.size(); ++p) service_held_card_s_[p] = pools_[p].service_card_s;
}

}  // namespace suanwang
