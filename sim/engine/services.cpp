#include <algorithm>
#include <cmath>

#include "sim/engine/simulation.hpp"

namespace suanwang {
namespace {

constexpr double kSmallestPiece = 0.5;  // cards; what is left in smaller pieces stays unserved

}  // namespace

/// Cards that a service's users in one region ask for in the hour of `at_s`.
double Simulation::demanded_cards(const ServiceDemand& demand, double at_s) const {
  const Service& s = scenario_.services[demand.service];
  const int hour = Calendar::hour_of_day(static_cast<std::int64_t>(at_s / kHour_s));
  const double all = s.cards * s.day[static_cast<std::size_t>(hour)] * scenario_.demand;
  return demand.growth.empty() ? all * demand.share
                               : all * demand.share * value_at(demand.growth, at_s);
}

/// Splits the online demand of this interval over the pools: the tightest latency bounds first,
/// each region's demand in equal pieces, each piece placed by the policy as though it were a job,
/// inside the bound and beside the services already placed. A piece that no pool has room for is
/// halved until it fits; what no pool has room for at all stays unserved.
void Simulation::split_services() {
  settle_services(now_s_);
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    service_need_[p] = 0;
    views_[p].service = views_[p].service_floor = 0;
    ask(p, 0, 0);
  }
  service_shares_.clear();

  for (const ServiceDemand& demand : service_demands_) {
    JobView view = view_from(demand.region);
    view.service = true;
    double left = demanded_cards(demand, now_s_);
    view.cards = left / pieces_;
    view.run_s = control_s_;
    view.latency_bound_s = scenario_.services[demand.service].latency_bound_s;
    const auto kind = static_cast<std::uint32_t>(classes_.size()) + demand.service;
    if (levers_) view.ported = levers_->allowed(kind, demand.region, now_s_);
    if (left <= 0) continue;
    const Service& service = scenario_.services[demand.service];
    const int hour = Calendar::hour_of_day(static_cast<std::int64_t>(now_s_ / kHour_s));
    const double now_cards =
        service.cards * service.day[static_cast<std::size_t>(hour)] * scenario_.demand;
    const double floor_share = *std::min_element(service.day.begin(), service.day.end()) *
                               service.cards * scenario_.demand / now_cards;
    const double enough = left * 1e-9;
    while (left > enough) {
      view.cards = std::min(view.cards, left);
      show_bills(view, demand.service, 0);
      const auto pool = policy_->place(view, views_);
      if (!pool) {
        if (view.cards <= kSmallestPiece) break;
        view.cards /= 2;
        continue;
      }
      const auto p = static_cast<std::uint32_t>(*pool);
      left -= view.cards;
      views_[p].service_floor += view.cards * floor_share;
      service_need_[p] += view.cards;
      views_[p].service = service_need_[p];
      ask(p, 0, 0);
      service_shares_.push_back({demand.service, demand.region, p, view.cards});
    }
  }
  scale_services();
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const auto target = static_cast<std::int64_t>(std::ceil(service_held_[p] * (1 - 1e-12)));
    if (target == pools_[p].service_target && target == pools_[p].service) continue;
    pools_[p].service_target = std::min(target, pools_[p].usable);
    touch(p);
    hold_services(p);
  }
}

// What each service holds in each pool, in whole replicas. Cards that it did not have before answer
// only once they have started up; those that it had are given back at once, the coldest first.
void Simulation::scale_services() {
  for (ServicePool& sp : service_pools_) sp.need = 0;
  for (const ServiceShare& share : service_shares_)
    service_pools_[share.service * pools_.size() + share.pool].need += share.cards;
  std::fill(service_held_.begin(), service_held_.end(), 0.0);
  for (std::size_t i = 0; i < service_pools_.size(); ++i) {
    ServicePool& sp = service_pools_[i];
    const Service& service = scenario_.services[i / pools_.size()];
    const double replica = service.replica_cards;
    const double held =
        replica > 0 ? std::ceil(sp.need / replica * (1 - 1e-12)) * replica : sp.need;
    service_held_[i % pools_.size()] += held;
    if (service.start_up_s <= 0 || now_s_ <= 0) {
      sp.warm = held;
      continue;
    }
    double more = held - sp.warm;
    for (const auto& [ready_s, cards] : sp.starting) more -= cards;
    if (more > 0) sp.starting.emplace_back(now_s_ + service.start_up_s, more);
    while (more < 0 && !sp.starting.empty()) {
      const double back = std::min(-more, sp.starting.back().second);
      sp.starting.back().second -= back;
      more += back;
      if (sp.starting.back().second <= 0) sp.starting.pop_back();
    }
    if (more < 0) sp.warm += more;
  }
}

// Share of what a service asks of a pool that its cards were warm for, from `from_s` to `until_s`.
double Simulation::warm_share(ServicePool& sp, double from_s, double until_s) {
  if (sp.need <= 0 || until_s <= from_s) return 1;
  double at_s = from_s, warm = sp.warm, card_s = 0;
  for (const auto& [ready_s, cards] : sp.starting) {  // in the order in which they are ready
    const double next_s = std::clamp(ready_s, at_s, until_s);
    card_s += std::min(warm, sp.need) * (next_s - at_s);
    at_s = next_s;
    warm += cards;
  }
  card_s += std::min(warm, sp.need) * (until_s - at_s);
  return std::min(1.0, card_s / (sp.need * (until_s - from_s)));
}

// Services hold what they need of the cards that are not running a job; preemptible jobs make room,
// others are left alone, but nothing new starts until services have their share.
void Simulation::hold_services(std::uint32_t p) {
  PoolState& pool = pools_[p];
  const std::int64_t wanted = std::min(pool.service_target, pool.usable);
  // Under a lower cap than usual the jobs are slowed, and so all cards may be busy.
  const std::int64_t most = pool.trouble && pool.trouble->capped ? pool.up() : pool.usable;
  const bool stops = scenario_.sites[world_.pools[p].site].power.over_cap == OverCap::preempt;
  if (wanted > pool.service) preempt_until(p, (stops ? pool.usable : most) - wanted);
  const std::int64_t held = std::clamp<std::int64_t>(most - pool.batch, 0, wanted);
  if (held == pool.service) return;
  pool.advance(now_s_);
  pool.service = held;
  pack_services(p);
  count_stranded_cards(p, std::nullopt, 0);
}

// Accounts what was demanded and served since the last settling, share by share: a pool that held
// less than it was asked to served all its shares alike.
void Simulation::settle_services(double until_s) {
  const double from_s = std::max(services_since_s_, warmup_s_);
  const double dt = until_s - from_s;
  services_since_s_ = until_s;
  for (std::size_t p = 0; p < pools_.size(); ++p) pools_[p].advance(until_s);
  if (dt > 0) {
    for (const ServiceDemand& demand : service_demands_) {
      const double card_s = demanded_cards(demand, from_s) * dt;
      service_meters_[demand.service].demanded_card_s += card_s;
      region_meters_[demand.region].demanded_card_s += card_s;
    }
    for (std::size_t i = 0; i < service_pools_.size(); ++i)
      service_pools_[i].share = warm_share(service_pools_[i], from_s, until_s);
    for (const ServiceShare& share : service_shares_) {
      const double warm = service_pools_[share.service * pools_.size() + share.pool].share;
      const double held = pools_[share.pool].service_card_s - service_held_card_s_[share.pool];
      const double served = share.cards * warm * std::min(dt, held / service_held_[share.pool]);
      const double round_trip_s = round_trips_[share.region * pools_.size() + share.pool];
      // Of the cards that the pool held, started up or not, the part that this share asked for.
      const double need = service_need_[share.pool];
      const double held_card_s = need > 0 ? held * (share.cards / need) : 0;
      if (billing_ && need > 0) {
        billing_->bill_service(share.pool, share.service, share.region, held_card_s / 3600,
                               views_[share.pool].load(), until_s);
      }
      if (options_.user_accounts && need > 0) {
        const std::uint32_t site = world_.pools[share.pool].site;
        users_.add_service(site, share.service, share.region, held_card_s,
                           EnergyIntegrals::at(integrals_.rates(site),
                                               held_card_s * views_[share.pool].busy_kw / 3600));
      }
      ServiceMeter& meter = service_meters_[share.service];
      RegionMeter& region = region_meters_[share.region];
      meter.served_card_s += served;
      meter.latency_area += served * round_trip_s;
      if (levers_) {
        const auto kind = static_cast<std::uint32_t>(classes_.size()) + share.service;
        levers_->served(kind, share.region, share.pool, served, round_trip_s);
      }
      region.served_card_s += served;
      if (views_[share.pool].west) {
        meter.west_card_s += served;
        region.west_card_s += served;
      }
    }
  }
  for (std::size_t p = 0; p < pools_.size(); ++p)
    service_held_card_s_[p] = pools_[p].service_card_s;
  for (ServicePool& sp : service_pools_) {
    while (!sp.starting.empty() && sp.starting.front().first <= until_s) {
      sp.warm += sp.starting.front().second;
      sp.starting.erase(sp.starting.begin());
    }
  }
}

}  // namespace suanwang
