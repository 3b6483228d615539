#pragma once

namespace suanwang {

/// What tenants were billed, and who pays it [CNY].
struct BillAccount {
  double card_h = 0;
  double list_cny = 0;      ///< by the tariff
  double discount_cny = 0;  ///< of that, the operator does not ask for
  double subsidy_cny = 0;   ///< discounts that the treasury makes good to the operator
  double voucher_cny = 0;   ///< paid by the treasury on vouchers

  double operator_cny() const { return list_cny - discount_cny; }  ///< what the operator gets
  double treasury_cny() const { return subsidy_cny + voucher_cny; }
  double tenant_cny() const { return operator_cny() - treasury_cny(); }

  BillAccount& operator+=(const BillAccount& o) {
    card_h += o.card_h;
    list_cny += o.list_cny;
    discount_cny += o.discount_cny;
    subsidy_cny += o.subsidy_cny;
    voucher_cny += o.voucher_cny;
    return *this;
  }
};

/// An operator's profit and loss over some time [CNY].
struct ProfitAndLoss {
  double revenue_cny = 0;   ///< bills, by whomever they are paid
  double energy_cny = 0;    ///< power with all charges of the grid
  double carriage_cny = 0;  ///< of the data of its jobs, both ways
  double water_cny = 0;
  double hardware_cny = 0;  ///< servers, spread evenly over their life
  double facility_cny = 0;  ///< building, power and cooling, spread evenly over their life
  double staff_cny = 0;
  double carbon_cny = 0;     ///< at the carbon price
  double surcharge_cny = 0;  ///< on power, for missing a requirement

  double cost_cny() const {
    return energy_cny + carriage_cny + water_cny + hardware_cny + facility_cny + staff_cny +
           carbon_cny + surcharge_cny;
  }
  double profit_cny() const { return revenue_cny - cost_cny(); }

  ProfitAndLoss& operator+=(const ProfitAndLoss& o) {
    revenue_cny += o.revenue_cny;
    energy_cny += o.energy_cny;
    carriage_cny += o.carriage_cny;
    water_cny += o.water_cny;
    hardware_cny += o.hardware_cny;
    facility_cny += o.facility_cny;
    staff_cny += o.staff_cny;
    carbon_cny += o.carbon_cny;
    surcharge_cny += o.surcharge_cny;
    return *this;
  }
};

/// What one card costs its operator, besides what it draws; 0: not told, and so not counted.
struct CardCosts {
  double card_cny = 0;      ///< to buy, with its share of the server and the cluster's network
  double card_life_s = 1;   ///< after which it is replaced
  double facility_cny = 0;  ///< its share of building, power and cooling
  double facility_life_s = 1;
  double staff_cny_per_h = 0;  ///< per card installed: staff, upkeep, software

  friend bool operator==(const CardCosts&, const CardCosts&) = default;

  /// Straight-line depreciation: each second bears the same part, busy or idle, up or down.
  double hardware_cny(double installed_card_s) const {
    return card_cny / card_life_s * installed_card_s;
  }
  double building_cny(double installed_card_s) const {
    return facility_cny / facility_life_s * installed_card_s;
  }
  double staff_cny(double installed_card_s) const {
    return staff_cny_per_h * installed_card_s / 3600;
  }
};

}  // namespace suanwang
