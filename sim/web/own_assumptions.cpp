#include "sim/web/own_assumptions.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/report/format.hpp"
#include "sim/web/facts.hpp"

namespace suanwang {
namespace {

class OwnAssumptions {
 public:
  std::vector<Assumption> all(const Scenario& s) {
    add({"Policy", "调度策略"}, s.placement.policy);
    add({"Random seed", "随机种子"}, std::to_string(s.seed));
    add({"Start", "开始"}, format_civil_time(s.start, 0));
    add({"Duration", "时长"}, s.duration_s ? quantity_text(*s.duration_s, Dimension::duration)
                                           : std::string("until done"));
    if (s.warmup_s > 0) {
      add({"Warm-up", "预热"}, quantity_text(s.warmup_s, Dimension::duration));
    }
    if (s.scale != 1) add({"Scale of small jobs", "小作业缩放"}, fmt::format("{:.6g}", s.scale));
    if (s.demand != 1) add({"Demand, times", "需求倍数"}, fmt::format("{:.6g}", s.demand));
    if (!s.links.empty()) {
      add({"Routing", "路由"},
          fmt::format("{}, {} paths", kPathChoices[static_cast<std::size_t>(s.routing.choose)],
                      s.routing.paths));
    }
    if (std::isfinite(s.routing.transfer_rate_bps)) {
      add({"Access rate of a transfer", "单次传输速率上限"},
          quantity_text(s.routing.transfer_rate_bps, Dimension::data_rate));
    }
    if (s.economy) add_economy(*s.economy);
    add_count({"Events of the network", "网络事件"}, s.events.size());
    add_count({"Events of sites", "站点事件"}, s.site_events.size());
    add_count({"Events of weather and grid", "天气与电网事件"},
              s.weather.size() + s.grid_events.size());
    add_count({"Laws of random failure", "随机故障规律"},
              s.failures.size() + s.site_failures.size());
    add_count({"Laws of growth", "增长规律"}, s.growth.capacity.size() + s.growth.demand.size());
    return std::move(found_);
  }

 private:
  void add(const Text& name, std::string value) {
    found_.push_back({"scenario",
                      {"Set by the scenario", "场景设定"},
                      name,
                      std::move(value),
                      "",
                      "scenario",
                      ""});
  }

  void add_count(const Text& name, std::size_t count) {
    if (count > 0) add(name, std::to_string(count));
  }

  void add_economy(const Economy& economy) {
    if (const auto* flat = std::get_if<FlatTariff>(&economy.tariff)) {
      add({"Price of a card-hour", "卡时价格"},
          quantity_text(flat->price_cny_per_card_h, Dimension::price_per_card));
    } else if (std::holds_alternative<TieredTariff>(economy.tariff)) {
      add({"Price of a card-hour", "卡时价格"}, "tiered");
    } else {
      add({"Price of a card-hour", "卡时价格"}, "auction");
    }
    if (economy.carbon_cny_per_kg > 0) {
      add({"Carbon price", "碳价"},
          quantity_text(economy.carbon_cny_per_kg, Dimension::price_per_carbon));
    }
    if (economy.carriage_factor != 1) {
      add({"Carriage, times", "传输价格倍数"}, fmt::format("{:.6g}", economy.carriage_factor));
    }
    if (economy.carriage_flat_cny_per_gb) {
      add({"Carriage, whatever the way", "传输统一价"},
          quantity_text(*economy.carriage_flat_cny_per_gb, Dimension::price_per_data));
    }
  }

  std::vector<Assumption> found_;
};

}  // namespace

std::vector<Assumption> own_assumptions(const Scenario& scenario) {
  return OwnAssumptions().all(scenario);
}

}  // namespace suanwang
