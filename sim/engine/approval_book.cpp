#include "sim/engine/approval_book.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "sim/base/units.hpp"

namespace suanwang {
namespace {

/// What the sites that are looked at together have in common; a site without it stands by itself.
std::string group_name(ApprovalLever::By by, const Site& site) {
  const std::string* name = nullptr;
  switch (by) {
    case ApprovalLever::By::together:
      return "";
    case ApprovalLever::By::site:
      break;
    case ApprovalLever::By::cluster:
      name = &site.cluster;
      break;
    case ApprovalLever::By::region:
      name = &site.region;
      break;
    case ApprovalLever::By::hub:
      name = &site.hub;
      break;
  }
  return name && !name->empty() ? *name : "/" + site.id;
}

/// The first of the rounds, `every_s` apart from the start on, after a moment.
double next_round(double now_s, double every_s) {
  const double next_s = (std::floor(now_s / every_s) + 1) * every_s;
  return next_s > now_s ? next_s : next_s + every_s;
}

/// Room for the hours of a window, and for the one that begins it.
std::size_t ring_size(const ApprovalLever& lever) {
  return static_cast<std::size_t>(std::ceil(lever.window_s / kHour_s)) + 2;
}

}  // namespace

ApprovalBook::ApprovalBook(const World& world) : world_(world), held_(world.pools.size(), 0) {
  const GrowthPlan& planned = world.growth;
  plan_.is_idle = planned.is_idle;
  plan_.cards.at_start = cards_ = planned.cards.at_start;
  plan_.cards.idle = planned.cards.idle;
  for (const ApprovalLever& lever : world.scenario.levers.approvals) {
    Gate gate{};
    gate.lever = &lever;
    gate.sites.assign(world.sites(), 0);
    build_groups(gate);
    gates_.push_back(std::move(gate));
  }
  applied_.assign(planned.cards.changes.size(), kNone);
  std::size_t building = 0;
  for (std::uint32_t c = 0; c < planned.cards.changes.size(); ++c) {
    const CardChange& change = planned.cards.changes[c];
    if (change.after <= change.before) continue;
    const std::size_t b = building++;
    const double asks_s = change.at_s - planned.buildings[b].lead_s;
    const bool is_gated = change.law != CardChange::kLife && asks_s > 0 &&
                          std::any_of(gates_.begin(), gates_.end(), [&](const Gate& gate) {
                            return gate.group_of[change.pool] != kNone;
                          });
    if (!is_gated) {  // what was ordered by the start is being built
      plan_.buildings.push_back(planned.buildings[b]);
      plan_.building_pools.push_back(change.pool);
      continue;
    }
    applied_[c] = static_cast<std::uint32_t>(applications_.size());
    Application application;
    application.change = c;
    application.cards = change.after - change.before;
    application.asks_s = asks_s;
    application.no.assign(gates_.size(), 0);
    applications_.push_back(std::move(application));
  }
}

void ApprovalBook::build_groups(Gate& gate) {
  std::map<std::string, std::uint32_t> known;
  for (const PoolInfo& pool : world_.pools) {
    const Site& site = world_.scenario.sites[pool.site];
    if (!in_scope(gate.lever->in, site)) {
      gate.group_of.push_back(kNone);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(known.size());
    gate.group_of.push_back(
        known.try_emplace(group_name(gate.lever->by, site), next).first->second);
  }
  gate.groups.resize(known.size());
  for (Group& group : gate.groups) {
    group.hours.reserve(64);
    group.hours.push_back({});
  }
}

std::vector<double> ApprovalBook::moments() const {
  std::vector<double> moments;
  for (const CardChange& change : world_.growth.cards.changes) moments.push_back(change.at_s);
  for (const Application& application : applications_) moments.push_back(application.asks_s);
  std::sort(moments.begin(), moments.end());
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  return moments;
}

void ApprovalBook::used(std::uint32_t pool, double installed_card_s, double allocated_card_s) {
  for (Gate& gate : gates_) {
    if (gate.group_of[pool] == kNone) continue;
    Open& now = gate.groups[gate.group_of[pool]].now;
    now.installed_card_s += installed_card_s;
    now.allocated_card_s += allocated_card_s;
  }
}

void ApprovalBook::end_hour() {
  ++hours_;
  for (Gate& gate : gates_) {
    const std::size_t size = ring_size(*gate.lever);
    for (Group& group : gate.groups) {
      const auto slot = static_cast<std::size_t>(hours_) % size;
      if (slot < group.hours.size()) {
        group.hours[slot] = group.now;
      } else {
        group.hours.push_back(group.now);
      }
    }
  }
}

// The window begins with the full hour in which it begins.
bool ApprovalBook::is_enough(Gate& gate, Group& group, std::uint32_t index, double now_s,
                             bool measured, const std::vector<Open>& open) {
  if (group.asked_s == now_s) return group.is_enough;
  group.asked_s = now_s;
  const double from_s = std::max(0.0, now_s - gate.lever->window_s);
  const auto hour = static_cast<std::int64_t>(from_s / kHour_s);
  const Open& before = group.hours[static_cast<std::size_t>(hour) % ring_size(*gate.lever)];
  Open window = group.now;
  for (std::uint32_t p = 0; p < open.size(); ++p) {
    if (gate.group_of[p] != index) continue;
    window.installed_card_s += open[p].installed_card_s;
    window.allocated_card_s += open[p].allocated_card_s;
  }
  window.installed_card_s -= before.installed_card_s;
  window.allocated_card_s -= before.allocated_card_s;
  const double wanted_card_s = gate.lever->at_least * window.installed_card_s;
  // Where nothing stood there is nothing to go by.
  group.is_enough =
      window.installed_card_s <= 0 || window.allocated_card_s >= wanted_card_s * (1 - 1e-9);
  if (!measured) return group.is_enough;
  ++gate.asks;
  if (window.installed_card_s > 0)
    gate.lowest = std::min(gate.lowest, window.allocated_card_s / window.installed_card_s);
  if (!group.is_enough) {
    ++gate.put_off;
    gate.lacks_card_s = std::max(gate.lacks_card_s, wanted_card_s - window.allocated_card_s);
  }
  return group.is_enough;
}

void ApprovalBook::ask(Application& application, double now_s, bool measured,
                       const std::vector<Open>& open, Step& step) {
  const CardChange& planned = world_.growth.cards.changes[application.change];
  double again_s = 0;
  for (std::size_t g = 0; g < gates_.size(); ++g) {
    Gate& gate = gates_[g];
    const std::uint32_t index = gate.group_of[planned.pool];
    if (index == kNone) continue;
    const bool yes = is_enough(gate, gate.groups[index], index, now_s, measured, open);
    application.no[g] = !yes;
    if (!yes) again_s = std::max(again_s, gate.lever->again_s);
    if (!measured) continue;
    if (application.is_new) gate.asked_cards += application.cards;
    if (yes) continue;
    if (application.is_new) gate.put_off_cards += application.cards;
    gate.sites[world_.pools[planned.pool].site] = 1;
  }
  const CapacityGrowth& growth = world_.scenario.growth.capacity[planned.law];
  if (again_s > 0) {
    application.asks_s = next_round(now_s, again_s);
    step.later.push_back(application.asks_s);
  } else {
    application.opens_s = application.is_new ? planned.at_s : now_s + growth.lead_s;
    application.asks_s = kNever;
    if (!application.is_new) step.later.push_back(application.opens_s);
    const PoolInfo& pool = world_.pools[planned.pool];
    const Accelerator& card = world_.scenario.sites[pool.site].pools[pool.pool].accelerator;
    plan_.buildings.push_back({application.opens_s, growth.lead_s,
                               static_cast<double>(application.cards), growth.cost_cny_per_card,
                               card.peak_flops});
    plan_.building_pools.push_back(planned.pool);
  }
  application.is_new = false;
}

ApprovalBook::Step ApprovalBook::pass(double now_s, double from_s, const std::vector<Open>& open) {
  Step step;
  settle(now_s, from_s);
  for (Application& application : applications_) {
    if (application.asks_s <= now_s && application.cards > 0)
      ask(application, now_s, now_s >= from_s, open, step);
  }
  const auto& changes = world_.growth.cards.changes;
  for (; next_change_ < changes.size() && changes[next_change_].at_s <= now_s; ++next_change_)
    change_as_planned(next_change_, now_s, step);
  for (Application& application : applications_) {
    if (!application.is_held || application.opens_s > now_s) continue;
    const CardChange& planned = changes[application.change];
    hold(planned.pool, -application.cards);
    install(planned.pool, std::exchange(application.cards, 0), planned.law, now_s, step);
    application.is_held = false;
  }
  return step;
}

void ApprovalBook::change_as_planned(std::uint32_t c, double now_s, Step& step) {
  const CardChange& planned = world_.growth.cards.changes[c];
  if (planned.after < planned.before) {
    shrink(planned, now_s, step);
    return;
  }
  if (applied_[c] == kNone) {
    install(planned.pool, planned.after - planned.before, planned.law, now_s, step);
    return;
  }
  Application& application = applications_[applied_[c]];
  if (application.opens_s <= now_s) {
    install(planned.pool, std::exchange(application.cards, 0), planned.law, now_s, step);
  } else {
    application.is_held = true;
    hold(planned.pool, application.cards);
  }
}

// What is held back shrinks by dropping the latest applications.
void ApprovalBook::shrink(const CardChange& planned, double now_s, Step& step) {
  const std::uint32_t p = planned.pool;
  const bool is_closed = planned.law == CardChange::kLife;
  std::int64_t left = 0;
  if (!is_closed) {
    const GrowthLaw& law = world_.scenario.growth.capacity[planned.law].law;
    left = law.how == GrowthLaw::How::less
               ? std::max<std::int64_t>(0, cards_[p] - (planned.before - planned.after))
               : std::llround(static_cast<double>(cards_[p]) * static_cast<double>(planned.after) /
                              static_cast<double>(planned.before));
  }
  install(p, left - cards_[p], planned.law, now_s, step);
  std::int64_t drop = held_[p] - (planned.after - left);
  for (auto it = applications_.rbegin(); it != applications_.rend() && drop > 0; ++it) {
    if (!it->is_held || world_.growth.cards.changes[it->change].pool != p) continue;
    const std::int64_t cards = std::min(drop, it->cards);
    drop -= cards;
    it->cards -= cards;
    if (it->cards == 0) it->is_held = false;
    hold(p, -cards);
    for (std::size_t g = 0; g < gates_.size(); ++g) {
      if (it->no[g]) gates_[g].dropped_cards += cards;
    }
  }
}

void ApprovalBook::install(std::uint32_t p, std::int64_t more, std::uint32_t law, double now_s,
                           Step& step) {
  if (more == 0) return;
  const CardChange change{now_s, p, cards_[p], cards_[p] + more, law};
  cards_[p] = change.after;
  plan_.cards.changes.push_back(change);
  step.changes.push_back(change);
}

void ApprovalBook::hold(std::uint32_t p, std::int64_t more) { held_[p] += more; }

void ApprovalBook::settle(double now_s, double from_s) {
  const double dt = now_s - std::max(settled_s_, from_s);
  settled_s_ = now_s;
  if (dt <= 0) return;
  for (Gate& gate : gates_) {
    for (std::uint32_t p = 0; p < held_.size(); ++p) {
      if (gate.group_of[p] != kNone) gate.held_card_s += static_cast<double>(held_[p]) * dt;
    }
  }
}

void ApprovalBook::fill(Results& results) {
  settle(results.to_s, results.from_s);
  for (std::size_t g = 0; g < gates_.size(); ++g) {
    const Gate& gate = gates_[g];
    LeverResult row;
    row.kind = LeverResult::Kind::approval;
    row.id = gate.lever->id;
    row.name = gate.lever->name;
    row.asked = gate.lever->at_least;
    if (std::isfinite(gate.lowest)) row.found = gate.lowest;
    row.met = gate.put_off == 0;
    row.violations = gate.put_off;
    row.takes = gate.lacks_card_s;
    row.asks = gate.asks;
    row.asked_cards = static_cast<double>(gate.asked_cards);
    row.put_off_cards = static_cast<double>(gate.put_off_cards);
    row.dropped_cards = static_cast<double>(gate.dropped_cards);
    row.held_card_s = gate.held_card_s;
    for (const Application& application : applications_) {
      if (application.no[g]) row.waiting_cards += static_cast<double>(application.cards);
    }
    for (std::size_t s = 0; s < gate.sites.size(); ++s) {
      if (gate.sites[s]) row.sites.push_back(results.sites[s].id);
    }
    results.levers.push_back(std::move(row));
  }
}

}  // namespace suanwang
