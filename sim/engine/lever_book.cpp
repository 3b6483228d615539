#include "sim/engine/lever_book.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace suanwang {
namespace {

std::vector<std::uint8_t> pools_in(const World& world, const Scope& scope) {
  std::vector<std::uint8_t> mask;
  for (const PoolInfo& pool : world.pools)
    mask.push_back(in_scope(scope, world.scenario.sites[pool.site]));
  return mask;
}

/// By kind of demand: is it named?
std::vector<std::uint8_t> named_kinds(const Scenario& scenario,
                                      const std::vector<std::string>& names) {
  std::vector<std::uint8_t> mask;
  const auto note = [&](const std::string& id) {
    mask.push_back(std::find(names.begin(), names.end(), id) != names.end());
  };
  for (const Workload& w : scenario.workloads) note(w.id);
  for (const Service& s : scenario.services) note(s.id);
  return mask;
}

bool stays_within(ResidencyLever::Within within, const Region& region, const Site& site) {
  if (site.region == region.id) return true;
  if (within == ResidencyLever::Within::hub) return !region.hub.empty() && site.hub == region.hub;
  return within == ResidencyLever::Within::side && site.side == region.side;
}

}  // namespace

LeverBook::LeverBook(const World& world, const GrowthPlan& growth,
                     const std::vector<JobClass>& classes, std::uint32_t replication)
    : world_(world),
      growth_(growth),
      scenario_(world.scenario),
      registry_(&world.scenario.levers.registry),
      replication_(replication),
      pools_(world.pools.size()),
      regions_(world.regions()),
      kinds_(world.scenario.workloads.size() + world.scenario.services.size()) {
  const Levers& levers = scenario_.levers;
  for (const PoolInfo& pool : world.pools) pool_region_.push_back(world.site_region[pool.site]);
  for (const QuotaLever& lever : levers.quotas)
    quotas_.push_back({&lever, pools_in(world, lever.in)});
  for (const GreenLever& lever : levers.green) {
    if (lever.is_by_year()) green_years_.push_back({&lever, {}, Mask(world.sites(), 0)});
  }
  before_year_.resize(world.sites());
  for (const CircleLever& lever : levers.circles) {
    Bound bound;
    bound.kinds = named_kinds(scenario_, lever.classes);
    bound.round_trip_s = 2 * lever.one_way_s;
    bound.is_required = lever.requires_it;
    for (std::size_t r = 0; r < regions_; ++r) {
      bool reaches = false;
      for (std::size_t s = 0; s < world.sites(); ++s)
        reaches = reaches || world.connection(r, s).round_trip_s <= bound.round_trip_s;
      bound.reaches.push_back(reaches);
    }
    circles_.push_back(std::move(bound));
  }
  for (const ResidencyLever& lever : levers.residency) {
    Bound bound;
    bound.kinds = named_kinds(scenario_, lever.classes);
    bound.is_required = lever.requires_it;
    for (const Region& region : scenario_.regions) {
      for (const PoolInfo& pool : world.pools) {
        bound.inside.push_back(stays_within(lever.within, region, scenario_.sites[pool.site]));
      }
    }
    residency_.push_back(std::move(bound));
  }
  for (const LocalPriorityLever& lever : levers.local_priority) {
    first_.resize(pools_, kNone);
    const auto in = pools_in(world, lever.in);
    for (std::size_t p = 0; p < pools_; ++p) {
      if (in[p] && pool_region_[p] != kNone && first_[p] == kNone)
        first_[p] = static_cast<std::uint32_t>(local_.size());
    }
    local_.push_back({&lever, {}, {}});
  }
  const bool keeps_home = std::any_of(residency_.begin(), residency_.end(),
                                      [](const Bound& bound) { return bound.is_required; });
  if (!registry_->registered.empty()) draw_registered();
  if (keeps_home || !registry_->registered.empty()) build_masks(classes);
  if (reports()) {
    for (std::size_t p = 0; p < pools_; ++p) {
      const Site& site = scenario_.sites[world.pools[p].site];
      errors_.emplace_back(scenario_.seed, replication_,
                           site.id + "/" + site.pools[world.pools[p].pool].id, "registry-error");
    }
    reported_committed_.assign(pools_, 0);
    reported_outstanding_card_s_.assign(pools_, 0);
  }
}

void LeverBook::build_masks(const std::vector<JobClass>& classes) {
  ported_.assign(kinds_ * pools_, 1);
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (!classes[c].ported.empty())
      std::copy(classes[c].ported.begin(), classes[c].ported.end(),
                ported_.begin() + static_cast<std::ptrdiff_t>(c * pools_));
  }
  masks_.assign(kinds_ * regions_ * pools_, 1);
  refresh_registered(0);
}

/// Sites come to be registered in an order of their own, drawn for each by its id.
void LeverBook::draw_registered() {
  std::vector<std::pair<double, std::uint32_t>> order;
  for (std::uint32_t s = 0; s < world_.sites(); ++s) {
    RandomStream random(scenario_.seed, replication_, scenario_.sites[s].id, "registered");
    order.emplace_back(random.uniform(), s);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [draw, site] : order) register_order_.push_back(site);
}

double LeverBook::share_registered(double at_s) const {
  double share = 0;
  for (const Registry::Step& step : registry_->registered) {
    if (step.at_s <= at_s) share = step.share;
  }
  return registry_->registered.empty() ? 1 : share;
}

/// Works out the masks: cards, residency, and what is registered at this time, by whole sites until
/// the share of computing speed is reached.
void LeverBook::refresh_registered(double now_s) {
  next_step_s_ = std::numeric_limits<double>::infinity();
  for (const Registry::Step& step : registry_->registered) {
    if (step.at_s > now_s) next_step_s_ = std::min(next_step_s_, step.at_s);
  }
  registered_.assign(world_.sites(), registry_->registered.empty());
  std::vector<double> flops(world_.sites(), 0.0);
  double all = 0;
  for (const PoolInfo& pool : world_.pools) {
    const Accelerator& card = scenario_.sites[pool.site].pools[pool.pool].accelerator;
    const auto p = static_cast<std::uint32_t>(&pool - world_.pools.data());
    const auto cards = static_cast<double>(growth_.cards.cards_at(p, now_s));
    flops[pool.site] += cards * card.peak_flops;
    all += cards * card.peak_flops;
  }
  const double wanted = share_registered(now_s) * all * (1 - 1e-12);
  double so_far = 0;
  for (const std::uint32_t site : register_order_) {
    if (so_far >= wanted) break;
    registered_[site] = true;
    so_far += flops[site];
  }

  for (std::size_t k = 0; k < kinds_; ++k) {
    for (std::size_t r = 0; r < regions_; ++r) {
      std::uint8_t* mask = masks_.data() + (k * regions_ + r) * pools_;
      for (std::size_t p = 0; p < pools_; ++p) {
        const bool known = registered_[world_.pools[p].site] || pool_region_[p] == r;
        mask[p] = ported_[k * pools_ + p] && known;
        for (const Bound& bound : residency_) {
          if (bound.is_required && bound.kinds[k] && !bound.inside[r * pools_ + p]) mask[p] = 0;
        }
      }
    }
  }
}

const std::uint8_t* LeverBook::allowed(std::uint32_t kind, std::uint32_t region, double now_s) {
  if (masks_.empty()) return nullptr;
  if (now_s >= next_step_s_) refresh_registered(now_s);
  return masks_.data() + (kind * regions_ + region) * pools_;
}

void LeverBook::report(std::span<const SiteView> views) {
  boost::random::normal_distribution<double> normal(0, 1);
  for (std::size_t p = 0; p < pools_; ++p) {
    const double factor =
        registry_->error > 0 ? std::max(0.0, 1 + registry_->error * normal(errors_[p])) : 1;
    reported_committed_[p] = views[p].committed * factor;
    reported_outstanding_card_s_[p] = views[p].outstanding_card_s * factor;
    normal.reset();
  }
}

std::span<const SiteView> LeverBook::seen(std::uint32_t region, std::span<const SiteView> views) {
  if (!reports()) return views;
  seen_.assign(views.begin(), views.end());
  for (std::size_t p = 0; p < pools_; ++p) {
    if (pool_region_[p] == region) continue;
    seen_[p].committed = reported_committed_[p];
    seen_[p].outstanding_card_s = reported_outstanding_card_s_[p];
  }
  return seen_;
}

void LeverBook::chose(std::uint32_t pool, const SiteView& is, double cards, double weight) {
  sent_ += weight;
  if (is.cards - reported_committed_[pool] >= cards && is.free() < cards) misled_ += weight;
}

const std::uint8_t* LeverBook::short_of(std::size_t quota, double card_s) const {
  const Quota& q = quotas_[quota];
  if (!q.lever->steers || q.lever->of != QuotaLever::Of::work) return nullptr;
  return q.in_card_s < q.lever->at_least * (q.all_card_s + card_s) ? q.in.data() : nullptr;
}

void LeverBook::placed(const Placed& job) {
  const double card_s = job.cards * job.run_s;
  for (Quota& quota : quotas_) {
    const bool in = quota.in[job.pool];
    const bool breaks =
        !in && quota.in_card_s < quota.lever->at_least * (quota.all_card_s + card_s);
    quota.all_card_s += card_s;
    if (in) quota.in_card_s += card_s;
    if (!job.measured) continue;
    quota.window_all_card_s += card_s;
    if (in) quota.window_in_card_s += card_s;
    if (breaks) quota.broken += job.weight;
  }
  if (!job.measured) return;
  for (Bound& bound : circles_)
    count(bound, job.kind, job.region, job.pool, card_s, job.weight, job.round_trip_s);
  for (Bound& bound : residency_)
    count(bound, job.kind, job.region, job.pool, card_s, job.weight, job.round_trip_s);
}

void LeverBook::count(Bound& bound, std::uint32_t kind, std::uint32_t region, std::uint32_t pool,
                      double card_s, double weight, double round_trip_s) const {
  const bool inside = bound.inside.empty() ? round_trip_s <= bound.round_trip_s
                                           : bound.inside[region * pools_ + pool] != 0;
  bound.all_card_s += card_s;
  if (inside) bound.in_card_s += card_s;
  if (!bound.reaches.empty() && bound.reaches[region]) bound.reach_card_s += card_s;
  if (!bound.kinds[kind]) return;
  bound.bound_all_card_s += card_s;
  if (inside) {
    bound.bound_in_card_s += card_s;
  } else {
    bound.broken += weight;
  }
}

void LeverBook::turned_away(std::uint32_t kind, double weight, double card_s) {
  for (auto* bounds : {&circles_, &residency_}) {
    for (Bound& bound : *bounds) {
      if (!bound.kinds[kind]) continue;
      bound.turned_away += weight;
      bound.turned_away_card_s += card_s;
    }
  }
}

void LeverBook::served(std::uint32_t kind, std::uint32_t region, std::uint32_t pool, double card_s,
                       double round_trip_s) {
  for (auto* bounds : {&circles_, &residency_}) {
    for (Bound& bound : *bounds) count(bound, kind, region, pool, card_s, 0, round_trip_s);
  }
}

void LeverBook::started(std::uint32_t pool, std::uint32_t region, double cards, double weight,
                        double wait_s) {
  if (!puts_own_first(pool)) return;
  LocalFirst& local = local_[first_[pool]];
  Waits& waits = is_own(pool, region) ? local.own : local.others;
  waits.jobs += weight;
  if (wait_s > 0) waits.waited += weight;
  waits.sum_s += wait_s * weight;
  waits.card_s += wait_s * cards;
}

}  // namespace suanwang
