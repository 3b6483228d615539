// Cards that come and go over the years.
//
// A pool that opens or grows has its new cards at once. Cards that are retired take nothing new
// from that moment on and leave as what runs on them is done. A job that was placed before and is
// too wide for what is left still gets its cards: as many stay as such jobs hold or wait for
// together, and leave with them. A pool that closes so does all that it has taken on.

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/engine/simulation.hpp"

namespace suanwang {

/// Leads to a kGrowth at each moment at which cards or the demand of services change.
void Simulation::build_growth() {
  std::set<double> steps;
  for (const ServiceDemand& demand : service_demands_) {
    for (const GrowthStep& step : demand.growth) {
      if (step.at_s > 0) steps.insert(step.at_s);
    }
  }
  for (const double at_s : steps) events_.push(at_s, Phase::change, kGrowth, kDemandStep);

  const GrowthPlan& plan = world_.growth;
  if (plan.is_idle) return;
  std::vector<bool> grows(pools_.size(), false);
  for (const CardChange& change : plan.cards.changes) grows[change.pool] = true;
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const Pool& cards = scenario_.sites[world_.pools[p].site].pools[world_.pools[p].pool];
    if (!grows[p] && plan.cards.at_start[p] == cards.count) continue;
    PoolTrouble& trouble = *pools_[p].trouble;
    trouble.grows = true;
    trouble.powered_share = static_cast<double>(cards.powered) / static_cast<double>(cards.count);
    set_installed(p, plan.cards.at_start[p]);
  }
  for (std::uint32_t s = 0; s < world_.sites(); ++s) set_cap(s);
  for (std::uint32_t p = 0; p < pools_.size(); ++p) refresh_usable(p);
  if (approvals_) {
    for (const double at_s : approvals_->moments())
      events_.push(at_s, Phase::change, kGrowth, kApproval);
    return;
  }
  for (std::uint32_t c = 0; c < plan.cards.changes.size(); ++c) {
    const bool is_first = c == 0 || plan.cards.changes[c - 1].at_s < plan.cards.changes[c].at_s;
    if (is_first) events_.push(plan.cards.changes[c].at_s, Phase::change, kGrowth, c);
  }
}

/// All changes of cards at this moment, of which `c` is the first, or a step of demand.
void Simulation::grow(std::uint32_t c) {
  if (c == kDemandStep) {
    split_services();
    return;
  }
  if (c == kApproval) {
    grow_if_approved();
    return;
  }
  const std::span<const CardChange> changes(world_.growth.cards.changes);
  std::uint32_t end = c;
  while (end < changes.size() && changes[end].at_s == now_s_) ++end;
  change_cards(changes.subspan(c, end - c));
}

/// What was asked for is approved or put off, and what was approved opens.
void Simulation::grow_if_approved() {
  std::vector<ApprovalBook::Open> open;
  for (std::size_t p = 0; p < pools_.size(); ++p) {
    PoolState& pool = pools_[p];
    pool.advance(now_s_);
    const Pool& cards = scenario_.sites[world_.pools[p].site].pools[world_.pools[p].pool];
    const bool grows = pool.trouble && pool.trouble->grows;
    open.push_back({grows ? pool.trouble->installed_card_s
                          : static_cast<double>(cards.count) * (now_s_ - segment_from_s_),
                    pool.batch_card_s + pool.service_card_s});
  }
  const ApprovalBook::Step step = approvals_->pass(now_s_, warmup_s_, open);
  for (const double at_s : step.later) events_.push(at_s, Phase::change, kGrowth, kApproval);
  if (step.changes.empty()) return;
  series_.follow(growth().cards);
  change_cards(step.changes);
}

/// Cards come and go, all at this moment.
void Simulation::change_cards(std::span<const CardChange> changes) {
  std::set<std::uint32_t> sites;
  for (const CardChange& change : changes) {
    const std::uint32_t p = change.pool;
    pools_[p].advance(now_s_);
    set_installed(p, change.after);
    refresh_nodes(p);
    sites.insert(world_.pools[p].site);
  }
  std::vector<std::uint32_t> changed;
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    if (sites.contains(world_.pools[p].site)) changed.push_back(p);
  }
  for (const std::uint32_t s : sites) set_cap(s);
  pools_changed(changed);
  for (const std::uint32_t s : sites) {
    const bool is_capped = std::isfinite(cap_of(s, false));
    if (is_capped && std::find(leaving_.begin(), leaving_.end(), s) == leaving_.end())
      leaving_.push_back(s);
  }
}

// Each hour: where retired cards are out of the way, their idle power is there for others.
void Simulation::look_at_leaving() {
  const auto is_out = [&](std::uint32_t s) {
    for (std::uint32_t p = 0; p < pools_.size(); ++p) {
      if (world_.pools[p].site != s) continue;
      const PoolState& pool = pools_[p];
      const std::int64_t busy = pool.batch + pool.service;
      if (pool.trouble->standing(busy) > pool.trouble->installed) return false;
    }
    set_cap(s);
    for (std::uint32_t p = 0; p < pools_.size(); ++p) {
      if (world_.pools[p].site == s) refresh_usable(p);
    }
    return true;
  };
  std::erase_if(leaving_, is_out);
}

void Simulation::set_installed(std::uint32_t p, std::int64_t cards) {
  PoolTrouble& trouble = *pools_[p].trouble;
  const std::int64_t before = trouble.here();
  trouble.installed = cards;
  trouble.promised = 0;
  for (JobId id = 0; id < jobs_.size(); ++id) {
    const Job& job = jobs_[id];
    const bool is_to_run = job.live && job.pool == p && !moves_back(job) && job.cards > cards &&
                           (job.state == JobState::moving || job.state == JobState::queued ||
                            job.state == JobState::running);
    if (is_to_run) trouble.promised += job.cards;
  }
  trouble.kept = std::max(before, cards);
  keep_for_promised(p);
}

// As many cards stay as wide jobs were promised, but no more than there were. Of a pool whose cards
// sleep, the reserve that stays awake is a share of those that are powered now.
void Simulation::keep_for_promised(std::uint32_t p) {
  PoolTrouble& trouble = *pools_[p].trouble;
  trouble.kept = std::min(trouble.kept, trouble.promised);
  trouble.powered = std::llround(static_cast<double>(trouble.here()) * trouble.powered_share);
  const Pool& cards = scenario_.sites[world_.pools[p].site].pools[world_.pools[p].pool];
  if (cards.sleep) pools_[p].reserve = cards.sleep->reserve(trouble.powered);
}

// A job of so many cards is done with a pool that keeps some for those promised them.
void Simulation::promise_done(std::uint32_t p, std::int64_t cards) {
  PoolTrouble& trouble = *pools_[p].trouble;
  if (cards <= trouble.installed) return;
  pools_[p].advance(now_s_);
  trouble.promised -= cards;
  keep_for_promised(p);
  refresh_usable(p);
}

// Nodes that come or go change how often one fails; as failures have no memory, the next is drawn
// anew.
void Simulation::refresh_nodes(std::uint32_t p) {
  const std::int64_t cards = pools_[p].trouble->here();
  for (std::uint32_t i = 0; i < node_failures_.size(); ++i) {
    NodeFailures& n = node_failures_[i];
    if (n.pool != p) continue;
    n.nodes = std::max(n.down, (cards + n.node_cards - 1) / n.node_cards);
    schedule_node_change(i);
  }
}

// A site with the cards that stand there now.
Site Simulation::site_now(std::uint32_t s) const {
  Site now = scenario_.sites[s];
  if (world_.growth.is_idle) return now;
  for (std::uint32_t p = 0; p < pools_.size(); ++p) {
    const PoolState& pool = pools_[p];
    if (world_.pools[p].site != s || !pool.trouble->grows) continue;
    const std::int64_t busy = pool.batch + pool.service;
    Pool& cards = now.pools[world_.pools[p].pool];
    cards.count = pool.trouble->standing(busy);
    cards.powered = std::max(pool.trouble->powered, busy);
  }
  return now;
}

// Cards of a pool that may be busy while its site draws at most `cap_w`.
std::int64_t Simulation::cards_within(std::uint32_t p, double cap_w, double wave_c) const {
  const PoolInfo& info = world_.pools[p];
  const Site& site = scenario_.sites[info.site];
  if (world_.growth.is_idle) return usable_cards(site, site.pools[info.pool], cap_w, wave_c);
  if (std::isinf(cap_w) && pools_[p].trouble->grows) return kNoBound;
  const Site now = site_now(info.site);
  return usable_cards(now, now.pools[info.pool], cap_w, wave_c);
}

}  // namespace suanwang
