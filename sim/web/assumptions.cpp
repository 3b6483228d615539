#include "sim/web/assumptions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "sim/base/units.hpp"
#include "sim/scenario/catalogue.hpp"
#include "sim/web/catalogue_rows.hpp"
#include "sim/web/demand_rows.hpp"
#include "sim/web/facts.hpp"
#include "sim/web/own_assumptions.hpp"

namespace suanwang {
namespace {

/// What the first model of the catalogue says, for values to be held against; empty without one.
Scenario catalogue_scenario(const Share& share) {
  Problems ignored;
  const std::vector<std::string> models = Catalogue(share.catalog, ignored).models();
  if (models.empty()) return {};
  Loaded loaded = load_scenario_text(
      fmt::format("suanwang: 1\nname: catalogue\nduration: 1 h\nmodel: {}\n", models.front()),
      "catalogue", {}, share);
  return loaded.scenario ? std::move(*loaded.scenario) : Scenario{};
}

template <typename Part>
const Part* part_named(const std::vector<Part>& parts, const std::string& id) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

/// Smallest to largest of many numbers.
template <typename Numbers>
std::string span_text(const Numbers& numbers) {
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  return *low == *high ? fmt::format("{:.4g}", *low) : fmt::format("{:.4g} .. {:.4g}", *low, *high);
}

class Gathering {
 public:
  Gathering(const Scenario& scenario, const Share& share)
      : scenario_(scenario), catalogue_(share.catalog), stated_(catalogue_scenario(share)) {}

  std::vector<Assumption> all() {
    found_ = own_assumptions(scenario_);
    if (scenario_.economy) {
      for (const Voucher& voucher : scenario_.economy->vouchers) add_voucher(voucher);
    }
    add_sites();
    add_site_series();
    add_cards();
    for (const Link& link : scenario_.links) {
      const Link* stated = part_named(stated_.links, link.id);
      add_facts("links", link.id, {link.id, link.id}, facts_of(link),
                stated ? facts_of(*stated) : Facts{});
    }
    for (const Workload& one : scenario_.workloads) {
      const Workload* stated = part_named(stated_.workloads, one.id);
      add_facts("workloads", one.id, one.name, facts_of(one), stated ? facts_of(*stated) : Facts{});
    }
    for (const Service& one : scenario_.services) {
      const Service* stated = part_named(stated_.services, one.id);
      add_facts("services", one.id, one.name, facts_of(one), stated ? facts_of(*stated) : Facts{});
    }
    add_demand();
    return std::move(found_);
  }

 private:
  /// Those of the catalogue in one row with its source; those that differ in one of the scenario.
  void add_facts(const std::string& table, const std::string& id, const Text& name,
                 const Facts& facts, const Facts& stated) {
    Facts same, own, instead;
    for (const auto& fact : facts) {
      const auto there = std::find_if(stated.begin(), stated.end(),
                                      [&](const auto& other) { return other.first == fact.first; });
      if (there != stated.end() && there->second == fact.second) {
        same.push_back(fact);
      } else {
        own.push_back(fact);
        if (there != stated.end()) instead.push_back(*there);
      }
    }
    if (!same.empty()) add_row(table, id, name, facts_text(same));
    if (own.empty()) return;
    const std::string note = instead.empty() ? "" : "catalogue: " + facts_text(instead);
    found_.push_back({table, catalogue_.title(table), name, facts_text(own), "", "scenario", note});
  }

  void add_row(const std::string& table, const std::string& id, const Text& name,
               const std::string& value) {
    const RowOrigin origin = catalogue_.origin(table, id);
    found_.push_back(
        {table, catalogue_.title(table), name, value, origin.source, origin.confidence, ""});
  }

  /// A voucher that carries the name of a row of the catalogue is that row's.
  void add_voucher(const Voucher& voucher) {
    Facts facts{{"share", quantity_text(voucher.terms.share, Dimension::fraction)}};
    if (std::isfinite(voucher.terms.budget_cny)) {
      facts.emplace_back("budget", quantity_text(voucher.terms.budget_cny, Dimension::money));
    }
    if (std::isfinite(voucher.terms.cap_cny)) {
      facts.emplace_back("cap", quantity_text(voucher.terms.cap_cny, Dimension::money));
    }
    const YAML::Node rows = catalogue_.rows("levers");
    for (std::size_t i = 0; rows.IsDefined() && i < rows.size(); ++i) {
      if (text_in_languages(rows[i]["name"]).en != voucher.name.en) continue;
      Facts stated;
      for (const auto& [key, dimension] :
           {std::pair{"share", Dimension::fraction}, std::pair{"budget", Dimension::money},
            std::pair{"cap", Dimension::money}}) {
        if (!rows[i][key].IsDefined()) continue;
        const Quantity value = parse_quantity(rows[i][key].Scalar(), dimension);
        if (!value.value) continue;
        stated.emplace_back(key, quantity_text(*value.value, dimension));
      }
      add_facts("levers", rows[i]["id"].Scalar(), voucher.name, facts, stated);
      return;
    }
    add_facts("levers", "", voucher.name, facts, {});
  }

  void add_sites() {
    for (const Site& site : scenario_.sites) {
      const Site* stated = part_named(stated_.sites, site.id);
      add_facts("sites", site.id, site.name, facts_of(site), stated ? facts_of(*stated) : Facts{});
    }
  }

  /// Tariffs, carbon and temperatures: one row each, whatever the number of sites that share it.
  void add_site_series() {
    std::set<std::string> told;
    for (const Site& site : scenario_.sites) add_carbon(site, told);
    for (const Site& site : scenario_.sites) {
      const auto& months = site.power.tariff_multiplier;
      std::vector<double> hours;
      for (const auto& day : months) hours.insert(hours.end(), day.begin(), day.end());
      if (std::all_of(hours.begin(), hours.end(), [](double hour) { return hour == 1; })) continue;
      const Site* same =
          stated_site([&](const Site& other) { return other.power.tariff_multiplier == months; });
      add_shared("tariffs", same, "tariff", site, "multiplier " + span_text(hours), told);
    }
    for (const Site& site : scenario_.sites) {
      if (!site.power.climate) continue;
      std::vector<double> days_c;
      for (std::size_t month = 0; month < 12; ++month)
        days_c.push_back(site.power.climate->day_mean_c(month, 0.5));
      const Site* same = stated_site([&](const Site& other) {
        return other.power.climate && *other.power.climate == *site.power.climate;
      });
      add_shared("climate", same, "climate", site, "temperature " + span_text(days_c) + " C", told);
    }
  }

  /// The first site of the catalogue for which `is_same` holds.
  const Site* stated_site(const std::function<bool(const Site&)>& is_same) const {
    const auto found = std::find_if(stated_.sites.begin(), stated_.sites.end(), is_same);
    return found == stated_.sites.end() ? nullptr : &*found;
  }

  /// What the catalogue's own site names under power.KEY or power.pue.KEY; empty: nothing.
  std::string row_named(const std::string& site, const char* key) {
    const YAML::Node row = catalogue_.row("sites", site);
    if (!row.IsDefined() || !row["power"].IsDefined()) return "";
    const YAML::Node power = row["power"], pue = power["pue"];
    if (power[key].IsDefined() && power[key].IsScalar()) return power[key].Scalar();
    const bool has = pue.IsDefined() && pue.IsMap() && pue[key].IsDefined();
    return has && pue[key].IsScalar() ? pue[key].Scalar() : "";
  }

  /// The row of `table` that the catalogue's own site names under power.KEY or power.pue.KEY.
  void add_shared(const std::string& table, const Site* same, const char* key, const Site& site,
                  const std::string& value, std::set<std::string>& told) {
    const std::string id = same ? row_named(same->id, key) : std::string();
    if (id.empty()) {
      if (told.insert(table + " of " + site.id).second)
        add_facts(table, "", site.name, {{"", value}}, {});
      return;
    }
    if (!told.insert(table + "/" + id).second) return;
    const Region* region = part_named(scenario_.regions, id);
    const Site* place = part_named(scenario_.sites, id);
    const Text name = region ? region->name : place ? place->name : Text{id, id};
    add_row(table, id, name, value);
  }

  void add_carbon(const Site& site, std::set<std::string>& told) {
    const Site* stated = part_named(stated_.sites, site.id);
    const Facts facts = carbon_facts(site);
    const YAML::Node row = catalogue_.row("carbon", site.region);
    const Region* region = part_named(scenario_.regions, site.region);
    if (row.IsDefined() && row["intensity"].IsDefined() && region) {
      const Quantity value = parse_quantity(row["intensity"].Scalar(), Dimension::carbon);
      if (value.value && *value.value == site.power.carbon_kg_per_kwh) {
        if (told.insert("carbon/" + site.region).second)
          add_row("carbon", site.region, region->name, facts_text(facts));
        return;
      }
    }
    // A site of the catalogue with a value of its own, such as a mean of provinces.
    add_facts("sites", site.id, site.name, facts, stated ? carbon_facts(*stated) : Facts{});
  }

  void add_cards() {
    std::set<std::string> told;
    for (const Site& site : scenario_.sites) {
      for (const Pool& pool : site.pools) {
        const Accelerator& card = pool.accelerator;
        const Facts facts = facts_of(card);
        const std::string name = card.id.empty() ? site.id + "/" + pool.id : card.id;
        if (told.insert(name + facts_text(facts)).second) {
          add_facts("accelerators", card.id, {name, name}, facts, stated_card(card.id));
        }
        if (!scenario_.economy) continue;
        const Facts costs = facts_of(pool.costs);
        if (costs.empty() || !told.insert("costs of " + name + facts_text(costs)).second) continue;
        add_facts("costs", card.id, {name, name}, costs, stated_costs(card.id));
      }
    }
  }

  /// Values of a row, written as facts_of() writes them.
  Facts row_facts(const std::string& table, const std::string& id,
                  const std::vector<std::pair<const char*, Dimension>>& keys) {
    Facts facts;
    const YAML::Node row = catalogue_.row(table, id);
    for (const auto& [key, dimension] : keys) {
      if (!row.IsDefined() || !row[key].IsDefined()) continue;
      const Quantity value = parse_quantity(row[key].Scalar(), dimension);
      if (!value.value) continue;
      facts.emplace_back(key, dimension == Dimension::number
                                  ? fmt::format("{:.6g}", *value.value)
                                  : quantity_text(*value.value, dimension));
    }
    return facts;
  }

  Facts stated_card(const std::string& id) {
    return row_facts("accelerators", id,
                     {{"peak", Dimension::flops},
                      {"achieved", Dimension::number},
                      {"memory", Dimension::data},
                      {"idle", Dimension::power},
                      {"busy", Dimension::power}});
  }

  Facts stated_costs(const std::string& id) {
    return row_facts("costs", id,
                     {{"card", Dimension::money},
                      {"life", Dimension::duration},
                      {"facility", Dimension::money},
                      {"facility_life", Dimension::duration},
                      {"staff", Dimension::price_per_card}});
  }

  /// Where demand arises: each map once, by the largest shares.
  void add_demand() {
    std::set<std::string> told;
    const auto add = [&](const DemandMap& from) {
      if (from.size() < 2) return;
      const std::string id = demand_map_named(catalogue_, from);
      const std::string value = largest_shares(from);
      const std::string name = id.empty() ? "from" : id;
      if (!told.insert(name + value).second) return;
      if (id.empty()) {
        add_facts("demand", "", {name, name}, {{"", value}}, {});
      } else {
        add_row("demand", id, {name, name}, value);
      }
    };
    for (const Workload& one : scenario_.workloads) add(one.from);
    for (const Service& one : scenario_.services) add(one.from);
  }

  const Scenario& scenario_;
  CatalogueRows catalogue_;
  Scenario stated_;
  std::vector<Assumption> found_;
};

}  // namespace

std::vector<Assumption> assumptions_of(const Scenario& scenario, const Share& share) {
  return Gathering(scenario, share).all();
}

void write_assumptions(JsonText& json, const std::vector<Assumption>& assumptions) {
  json.open('[');
  for (const Assumption& one : assumptions) {
    json.open('{').field("group", one.group).field("heading", one.heading);
    json.field("name", one.name).field("value", one.value).field("source", one.source);
    json.field("confidence", one.confidence).field("note", one.note).close('}');
  }
  json.close(']');
}

}  // namespace suanwang
