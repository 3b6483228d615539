#include "sim/web/money_view.hpp"

#include "sim/report/economy_phrases.hpp"
#include "sim/report/phrases.hpp"

namespace suanwang {
namespace {

// What is paid for, and the one party that economy_phrases.hpp has no word for.
constexpr Phrase kOperators{"operators", "运营方"};
constexpr Phrase kBills{"bills", "账单"};
constexpr Phrase kVouchers{"vouchers", "算力券"};
constexpr Phrase kSubsidies{"subsidies of bills", "账单补贴"};
constexpr Phrase kPowerSubsidies{"subsidies of power", "电价补贴"};
constexpr Phrase kPower{"power", "电费"};
constexpr Phrase kCarriage{"network carriage", "网络传输"};
constexpr Phrase kWater{"water", "水费"};
constexpr Phrase kServers{"servers", "服务器折旧"};
constexpr Phrase kBuildings{"buildings", "机房折旧"};
constexpr Phrase kStaff{"staff and upkeep", "人员与运维"};
constexpr Phrase kCarbonPrice{"carbon price", "碳价"};
constexpr Phrase kSurcharges{"surcharges", "加价"};

Text both(const Phrase& phrase) { return {phrase.en, phrase.zh}; }

void write_flow(JsonText& json, const Phrase& from, const Phrase& to, const Phrase& what,
                double cny) {
  if (cny == 0) return;
  json.open('{').field("from", both(from)).field("to", both(to)).field("what", both(what));
  json.field("cny", cny).close('}');
}

/// Bills come from the regions and reach the sites; who pays whom in between is not kept apart, so
/// the operators are one here. They receive and pay what money_flows() says of both sides together.
void write_flows(JsonText& json, const Results& r) {
  const ProfitAndLoss& all = r.economy->operators_total;
  double east_cny = 0, west_cny = 0, vouchers_cny = 0, subsidies_cny = 0;
  for (const RegionResult& region : r.regions) {
    (region.side == Side::west ? west_cny : east_cny) += region.bills.tenant_cny();
    vouchers_cny += region.bills.voucher_cny;
    subsidies_cny += region.bills.subsidy_cny;
  }
  const auto flow = [&](const Phrase& from, const Phrase& to, const Phrase& what, double cny) {
    write_flow(json, from, to, what, cny);
  };
  flow(phrases::users_east, kOperators, kBills, east_cny);
  flow(phrases::users_west, kOperators, kBills, west_cny);
  flow(phrases::treasury, kOperators, kVouchers, vouchers_cny);
  flow(phrases::treasury, kOperators, kSubsidies, subsidies_cny);
  flow(phrases::treasury, phrases::power_suppliers, kPowerSubsidies, r.economy->power_subsidy_cny);
  flow(kOperators, phrases::power_suppliers, kPower, all.energy_cny);
  flow(kOperators, phrases::carriers, kCarriage, all.carriage_cny);
  flow(kOperators, phrases::water_works, kWater, all.water_cny);
  flow(kOperators, phrases::makers, kServers, all.hardware_cny);
  flow(kOperators, phrases::builders, kBuildings, all.facility_cny);
  flow(kOperators, phrases::staff, kStaff, all.staff_cny);
  flow(kOperators, phrases::treasury, kCarbonPrice, all.carbon_cny);
  flow(kOperators, phrases::treasury, kSurcharges, all.surcharge_cny);
}

}  // namespace

void write_money(JsonText& json, const Results& results) {
  json.key("money").open('{').field("energy_cny", results.energy.energy_cny);
  json.field("carriage_cny", results.carriage_cny).field("carbon_cny", results.carbon_cny);
  json.close('}').key("money_flows").open('[');
  if (results.economy) write_flows(json, results);
  json.close(']');
}

}  // namespace suanwang
