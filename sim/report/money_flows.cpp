#include "sim/report/money_flows.hpp"

#include "sim/report/economy_phrases.hpp"

namespace suanwang {

std::vector<Party> money_flows(const Results& results) {
  if (!results.economy) return {};
  Party users_east{&phrases::users_east}, users_west{&phrases::users_west};
  Party operators_east{&phrases::operators_east}, operators_west{&phrases::operators_west};
  Party treasury{&phrases::treasury}, power{&phrases::power_suppliers};
  Party carriers{&phrases::carriers}, water{&phrases::water_works}, makers{&phrases::makers};
  Party builders{&phrases::builders}, staff{&phrases::staff};

  for (const RegionResult& region : results.regions) {
    (region.side == Side::west ? users_west : users_east).paid_cny += region.bills.tenant_cny();
    treasury.paid_cny += region.bills.treasury_cny();
  }
  for (std::size_t s = 0; s < results.sites.size(); ++s) {
    const ProfitAndLoss& account = results.economy->operators[s].account;
    Party& party = results.sites[s].side == Side::west ? operators_west : operators_east;
    party.received_cny += account.revenue_cny;
    party.paid_cny += account.cost_cny();
    treasury.received_cny += results.sites[s].surcharge_cny;
    power.received_cny -= results.sites[s].surcharge_cny;
    water.received_cny += account.water_cny;
    makers.received_cny += account.hardware_cny;
    builders.received_cny += account.facility_cny;
    staff.received_cny += account.staff_cny;
  }
  treasury.received_cny += results.carbon_cny;
  power.received_cny += results.energy.energy_cny + results.economy->power_subsidy_cny;
  treasury.paid_cny += results.economy->power_subsidy_cny;
  carriers.received_cny = results.carriage_cny;
  return {users_east, users_west, operators_east, operators_west, treasury, power,
          carriers,   water,      makers,         builders,       staff};
}

}  // namespace suanwang
