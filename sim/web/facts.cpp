#include "sim/web/facts.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

namespace suanwang {
namespace {

/// Nothing where it is not finite.
void add(Facts& facts, const char* key, double value, Dimension dimension) {
  if (std::isfinite(value)) facts.emplace_back(key, quantity_text(value, dimension));
}

/// Nothing where it is 0: not told, or none.
void add_any(Facts& facts, const char* key, double value, Dimension dimension) {
  if (value != 0) add(facts, key, value, dimension);
}

std::string distribution_text(const Distribution& distribution, Dimension dimension) {
  const auto text = [&](double value) {
    return dimension == Dimension::number ? fmt::format("{:.4g}", value)
                                          : quantity_text(value, dimension);
  };
  struct Visitor {
    decltype(text)& of;
    std::string operator()(const Constant& d) const { return of(d.value); }
    std::string operator()(const Lognormal& d) const {
      return fmt::format("lognormal, median {}, sigma {:.4g}{}", of(d.median), d.sigma,
                         most(d.max));
    }
    std::string operator()(const Exponential& d) const {
      return fmt::format("exponential, mean {}{}", of(d.mean), most(d.max));
    }
    std::string operator()(const Uniform& d) const {
      return fmt::format("uniform, {} to {}", of(d.low), of(d.high));
    }
    std::string operator()(const Choice& d) const {
      if (d.values.empty()) return "choice";
      return fmt::format("choice of {}, {} to {}, mean {:.4g}", d.values.size(),
                         of(d.values.front().first), of(d.values.back().first), mean(Choice{d}));
    }
    std::string most(double max) const {
      return std::isfinite(max) ? ", max " + of(max) : std::string();
    }
  };
  return std::visit(Visitor{text}, distribution);
}

bool is_zero(const Distribution& distribution) {
  const auto* constant = std::get_if<Constant>(&distribution);
  return constant && constant->value == 0;
}

double mean_of(const std::array<double, 12>& months) {
  return std::accumulate(months.begin(), months.end(), 0.0) / 12;
}

}  // namespace

std::string quantity_text(double value, Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return fmt::format("{:.6g}", value);
    case Dimension::fraction:
      return fmt::format("{:.6g} %", value * 100);
    case Dimension::price_per_energy:
      return fmt::format("{:.6g} CNY/kWh", value);
    case Dimension::price_per_data:
      return fmt::format("{:.6g} CNY/GB", value);
    case Dimension::price_per_carbon:
      return fmt::format("{:.6g} CNY/t", value * 1e3);
    case Dimension::price_per_card:
      return fmt::format("{:.6g} CNY/card-h", value);
    case Dimension::carbon:
      return fmt::format("{:.6g} g/kWh", value * 1e3);
    case Dimension::energy_per_data:
      return fmt::format("{:.6g} Wh/GB", value * 1e3);
    default:
      return format_quantity(value, dimension);
  }
}

Facts facts_of(const Site& site) {
  Facts facts;
  for (const Pool& pool : site.pools) {
    const std::string& card = pool.accelerator.id;
    facts.emplace_back(site.pools.size() > 1 ? "pool " + pool.id : "cards",
                       fmt::format("{}{}", pool.count, card.empty() ? "" : " x " + card));
  }
  const SitePower& power = site.power;
  facts.emplace_back("pue", fmt::format("{:.4g}", mean_of(power.pue_by_month)));
  if (power.price_by_hour.empty()) {
    add(facts, "price", power.price_cny_per_kwh, Dimension::price_per_energy);
  } else {
    facts.emplace_back("prices", fmt::format("{} hours", power.price_by_hour.size()));
  }
  if (power.green_share > 0)
    facts.emplace_back("green", quantity_text(power.green_share, Dimension::fraction));
  add_any(facts, "premium", power.green_premium_cny_per_kwh, Dimension::price_per_energy);
  add(facts, "cap", power.cap_w, Dimension::power);
  add_any(facts, "storage", site.storage_bytes, Dimension::data);
  add_any(facts, "access", site.access_latency_s, Dimension::duration);
  if (power.water)
    facts.emplace_back("water", fmt::format("{:.4g} L/kWh", power.water->wet_l_per_kwh));
  const SiteSources& sources = power.sources;
  for (const Plant& plant : sources.own) add(facts, "own", plant.power_w, Dimension::power);
  if (sources.curtailed) add(facts, "curtailed", sources.curtailed->power_w, Dimension::power);
  add_any(facts, "demand_charge", sources.demand_charge_cny_per_kw, Dimension::price_per_power);
  if (sources.far) add(facts, "uhv", sources.far->price_cny_per_kwh, Dimension::price_per_energy);
  return facts;
}

Facts carbon_facts(const Site& site) {
  Facts facts;
  add(facts, "carbon", site.power.carbon_kg_per_kwh, Dimension::carbon);
  return facts;
}

Facts facts_of(const Link& link) {
  Facts facts;
  add(facts, "capacity", link.capacity_bps, Dimension::data_rate);
  add(facts, "latency", link.latency_s, Dimension::duration);
  add(facts, "price", link.price_cny_per_gb, Dimension::price_per_data);
  add_any(facts, "energy", link.energy_kwh_per_gb, Dimension::energy_per_data);
  return facts;
}

Facts facts_of(const Workload& w) {
  Facts facts;
  if (std::holds_alternative<TraceArrivals>(w.arrivals)) {
    facts.emplace_back("arrivals", "trace");
  } else {
    add_any(facts, "arrivals", rate_per_s(w.arrivals), Dimension::rate);
  }
  if (!std::holds_alternative<TraceArrivals>(w.arrivals)) {
    facts.emplace_back("accelerators", distribution_text(w.accelerators, Dimension::number));
    facts.emplace_back(
        w.by_work ? "work" : "runtime",
        distribution_text(w.runtime_s, w.by_work ? Dimension::work : Dimension::duration));
  }
  if (!is_zero(w.input.size_bytes)) {
    facts.emplace_back("input", distribution_text(w.input.size_bytes, Dimension::data));
  }
  if (w.input.datasets > 0) {
    facts.emplace_back("datasets", std::to_string(w.input.datasets));
    facts.emplace_back("reuse", quantity_text(w.input.reuse_share, Dimension::fraction));
  }
  if (!is_zero(w.output_bytes)) {
    facts.emplace_back("output", distribution_text(w.output_bytes, Dimension::data));
  }
  add(facts, "latency", w.latency_bound_s, Dimension::duration);
  add(facts, "deadline", w.deadline_s, Dimension::duration);
  add(facts, "slack", w.slack_s, Dimension::duration);
  return facts;
}

Facts facts_of(const Service& service) {
  Facts facts;
  add(facts, "cards", service.cards, Dimension::number);
  const double day = std::accumulate(service.day.begin(), service.day.end(), 0.0) / 24;
  facts.emplace_back("day", fmt::format("mean {:.4g}", day));
  add(facts, "latency", service.latency_bound_s, Dimension::duration);
  return facts;
}

Facts facts_of(const Accelerator& card) {
  Facts facts;
  add(facts, "peak", card.peak_flops, Dimension::flops);
  add(facts, "achieved", card.achieved_fraction, Dimension::number);
  add_any(facts, "memory", card.memory_bytes, Dimension::data);
  add(facts, "idle", card.idle_w, Dimension::power);
  add(facts, "busy", card.busy_w, Dimension::power);
  return facts;
}

Facts facts_of(const CardCosts& costs) {
  Facts facts;
  add_any(facts, "card", costs.card_cny, Dimension::money);
  if (costs.card_cny > 0) add(facts, "life", costs.card_life_s, Dimension::duration);
  add_any(facts, "facility", costs.facility_cny, Dimension::money);
  if (costs.facility_cny > 0) {
    add(facts, "facility_life", costs.facility_life_s, Dimension::duration);
  }
  add_any(facts, "staff", costs.staff_cny_per_h, Dimension::price_per_card);
  return facts;
}

std::string facts_text(const Facts& facts) {
  std::string text;
  for (const auto& [key, value] : facts)
    text += (text.empty() ? "" : "; ") + key + (key.empty() ? "" : " ") + value;
  return text;
}

}  // namespace suanwang
