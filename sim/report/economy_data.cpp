#include <cmath>

#include "sim/report/csv.hpp"
#include "sim/report/economy_report.hpp"
#include "sim/report/json.hpp"
#include "sim/report/money_flows.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::ordered_json;

Json bills_json(const BillAccount& bills) {
  return {{"card_h", number(bills.card_h)},
          {"list_cny", number(bills.list_cny)},
          {"discount_cny", number(bills.discount_cny)},
          {"subsidy_cny", number(bills.subsidy_cny)},
          {"voucher_cny", number(bills.voucher_cny)},
          {"tenant_cny", number(bills.tenant_cny())},
          {"operator_cny", number(bills.operator_cny())}};
}

Json account_json(const ProfitAndLoss& account) {
  return {{"revenue_cny", number(account.revenue_cny)},
          {"energy_cny", number(account.energy_cny)},
          {"carriage_cny", number(account.carriage_cny)},
          {"water_cny", number(account.water_cny)},
          {"hardware_cny", number(account.hardware_cny)},
          {"facility_cny", number(account.facility_cny)},
          {"staff_cny", number(account.staff_cny)},
          {"carbon_cny", number(account.carbon_cny)},
          {"surcharge_cny", number(account.surcharge_cny)},
          {"cost_cny", number(account.cost_cny())},
          {"profit_cny", number(account.profit_cny())}};
}

template <typename Rows>
Json list(const Rows& rows) {
  Json json = Json::array();
  for (const auto& row : rows) {
    Json entry{{"id", row.id}};
    entry.update(bills_json(row.bills));
    json.push_back(std::move(entry));
  }
  return json;
}

void add(CsvLine& line, const BillAccount& bills) {
  line.add(bills.card_h).add(bills.list_cny).add(bills.discount_cny).add(bills.subsidy_cny);
  line.add(bills.voucher_cny).add(bills.tenant_cny()).add(bills.operator_cny());
}

constexpr const char* kBillColumns =
    "card_h,list_cny,discount_cny,subsidy_cny,voucher_cny,tenant_cny,operator_cny";

}  // namespace

Json economy_json(const Results& results) {
  const EconomyResult& economy = *results.economy;
  Json json{{"bills", bills_json(economy.bills)},
            {"operators_total", account_json(economy.operators_total)},
            {"carbon_cny", number(results.carbon_cny)},
            {"treasury_cny", number(economy.treasury_cny())}};
  json["parties"] = Json::array();
  for (const Party& party : money_flows(results)) {
    json["parties"].push_back({{"party", party.name->in(Language::en)},
                               {"received_cny", number(party.received_cny)},
                               {"paid_cny", number(party.paid_cny)}});
  }
  json["vouchers"] = Json::array();
  for (const VoucherResult& v : economy.vouchers) {
    json["vouchers"].push_back({{"id", v.id},
                                {"budget_cny", number(v.budget_cny)},
                                {"paid_cny", number(v.paid_cny)},
                                {"tenants", v.tenants},
                                {"used_up_s", number(v.used_up_s)},
                                {"bills", bills_json(v.bills)}});
  }
  json["classes"] = list(results.classes);
  json["services"] = list(results.services);
  json["regions"] = list(results.regions);
  json["tenants"] = list(results.tenants);
  json["service_users"] = Json::array();
  for (const ServiceUsersResult& users : economy.service_users) {
    json["service_users"].push_back(
        {{"service", users.service}, {"region", users.region}, {"bills", bills_json(users.bills)}});
  }
  json["operators"] = Json::array();
  for (std::size_t s = 0; s < economy.operators.size(); ++s) {
    Json row{{"id", results.sites[s].id}};
    row.update(account_json(economy.operators[s].account));
    row["bills"] = bills_json(economy.operators[s].bills);
    json["operators"].push_back(std::move(row));
  }
  return json;
}

std::string bills_csv(const Results& results) {
  std::string text = std::string("kind,id,") + kBillColumns + "\n";
  if (!results.economy) return text;
  CsvLine line;
  const auto rows = [&](const char* kind, const auto& all) {
    for (const auto& row : all) {
      line.add(kind).add(row.id);
      add(line, row.bills);
      text += line.finish();
    }
  };
  rows("class", results.classes);
  rows("service", results.services);
  rows("region", results.regions);
  rows("tenant", results.tenants);
  for (const ServiceUsersResult& users : results.economy->service_users) {
    line.add("service-users").add(users.service + "/" + users.region);
    add(line, users.bills);
    text += line.finish();
  }
  return text;
}

std::string operators_csv(const Results& results) {
  std::string text = std::string("site,") + kBillColumns +
                     ",energy_cny,carriage_cny,water_cny,hardware_cny,facility_cny,staff_cny,"
                     "carbon_cny,surcharge_cny,profit_cny\n";
  if (!results.economy) return text;
  CsvLine line;
  for (std::size_t s = 0; s < results.economy->operators.size(); ++s) {
    const OperatorResult& row = results.economy->operators[s];
    const ProfitAndLoss& a = row.account;
    line.add(results.sites[s].id);
    add(line, row.bills);
    line.add(a.energy_cny).add(a.carriage_cny).add(a.water_cny).add(a.hardware_cny);
    line.add(a.facility_cny).add(a.staff_cny).add(a.carbon_cny).add(a.surcharge_cny);
    line.add(a.profit_cny());
    text += line.finish();
  }
  return text;
}

std::string vouchers_csv(const Results& results) {
  std::string text = std::string("voucher,name_en,name_zh,budget_cny,paid_cny,tenants,used_up_s,") +
                     kBillColumns + "\n";
  if (!results.economy) return text;
  CsvLine line;
  const auto finite = [](double value) { return std::isfinite(value) ? value : std::nan(""); };
  for (const VoucherResult& v : results.economy->vouchers) {
    line.add(v.id).add(v.name.en).add(v.name.zh).add(finite(v.budget_cny)).add(v.paid_cny);
    line.add(v.tenants).add(finite(v.used_up_s));
    add(line, v.bills);
    text += line.finish();
  }
  return text;
}

}  // namespace suanwang
