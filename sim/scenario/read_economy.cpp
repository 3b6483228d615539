#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "sim/base/suggest.hpp"
#include "sim/base/units.hpp"
#include "sim/scenario/keys.hpp"
#include "sim/scenario/merge.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

constexpr Range kPrice{.low = 0, .high = 1e6};
constexpr Range kMoney{.low = 0, .high = 1e15, .above_low = true};
constexpr double kDay_s = 86400;

/// The names that stand in a list, each known under `what`.
std::vector<std::string> read_ids(const YamlValue& yaml, const char* what,
                                  const std::vector<std::string_view>& known) {
  std::vector<std::string> ids;
  for (const YamlValue& item : yaml.items()) {
    if (!item.given()) item.error(fmt::format("is empty; expected a {}", what));
    const std::string id = read_id(item);
    if (id.empty()) continue;
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      item.error(fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
    }
    ids.push_back(id);
  }
  if (yaml.is_list() && ids.empty() && yaml.items().empty()) {
    yaml.error(fmt::format("is empty; expected a list of {}s", what));
  }
  return ids;
}

/// Reads the block `economy:` of a scenario whose other blocks have been read.
class Reader {
 public:
  Reader(Scenario& scenario, Reading& reading) : scenario_(scenario), reading_(reading) {
    for (const Region& region : scenario.regions) regions_.push_back(region.id);
    for (const Site& site : scenario.sites) sites_.push_back(site.id);
    for (const Workload& w : scenario.workloads) classes_.push_back(w.id);
    for (const Service& s : scenario.services) classes_.push_back(s.id);
    for (const Hub& hub : scenario.hubs) hubs_.push_back(hub.id);
    for (const std::string_view hub : reading.catalogue.ids("hubs")) hubs_.push_back(hub);
  }

  Economy read(const YamlValue& yaml) {
    const YamlMap map = yaml.map(keys::kEconomy);
    if (yaml.is_map() && yaml.node()->entries.empty()) {
      yaml.problems().warn(
          yaml.mark(), yaml.path(),
          "is empty: nobody is billed; expected tariff, by_class, carbon_price ...");
    }
    Economy economy;
    economy.tariff = read_tariff(map["tariff"]);
    economy.by_class = read_by_class(map["by_class"]);
    economy.discounts = read_discounts(map["discounts"]);
    economy.vouchers = read_vouchers(map["vouchers"]);
    economy.carbon_cny_per_kg =
        map["carbon_price"].quantity(Dimension::price_per_carbon, {.low = 0, .high = 1e3}, 0);
    economy.water_cny_per_litre =
        map["water"].quantity(Dimension::price_per_water, {.low = 0, .high = 1e3}, 0);
    read_carriage(map["carriage"], economy);
    read_costs(map["costs"]);
    return economy;
  }

 private:
  CardTariff read_tariff(const YamlValue& yaml) const {
    if (!yaml.is_map()) return FlatTariff{yaml.quantity(Dimension::price_per_card, kPrice, 0)};
    constexpr std::array<std::string_view, 2> kForms{"tiers", "auction"};
    const YamlMap map = yaml.map(keys::kCardTariff);
    const auto form = map.one_of(kForms);
    if (form == 0) return read_tiers(map["tiers"]);
    if (form == 1) return read_auction(map["auction"]);
    return FlatTariff{};
  }

  static TieredTariff read_tiers(const YamlValue& yaml) {
    TieredTariff tariff;
    const std::vector<YamlValue> items = yaml.items();
    if (yaml.is_list() && items.empty()) yaml.error("is empty; expected a list of tiers");
    for (std::size_t i = 0; i < items.size(); ++i) {
      const YamlMap map = items[i].expecting("a tier, {first: ..., price: ...}").map(keys::kTier);
      if (!items[i].is_map()) continue;
      TieredTariff::Tier tier;
      tier.card_h = map["first"].quantity(Dimension::card_time,
                                          {.low = 0, .high = 1e15, .above_low = true}, kInfinity);
      tier.price_cny_per_card_h = map["price"].quantity(Dimension::price_per_card, kPrice, 0);
      const bool last = i + 1 == items.size();
      if (last && map.has("first")) {
        map["first"].error("the last tier takes all the rest; leave this out or add a tier");
      }
      if (!last && !map.has("first")) {
        items[i].error("needs first, as another tier follows");
      }
      tariff.tiers.push_back(tier);
    }
    return tariff;
  }

  static AuctionTariff read_auction(const YamlValue& yaml) {
    const YamlMap map = yaml.map(keys::kAuction);
    AuctionTariff tariff;
    tariff.reserve_cny_per_card_h = map["reserve"].quantity(Dimension::price_per_card, kPrice, 0);
    tariff.most_cny_per_card_h = map["most"].quantity(Dimension::price_per_card, kPrice, 1e6);
    if (map.has("most") && tariff.most_cny_per_card_h < tariff.reserve_cny_per_card_h) {
      map["most"].error("is below the reserve");
    }
    return tariff;
  }

  std::vector<ClassTariff> read_by_class(const YamlValue& yaml) const {
    std::vector<ClassTariff> tariffs;
    std::set<std::string> seen;
    for (const YamlValue& item : yaml.items()) {
      const YamlMap map =
          item.expecting("an entry, {class: ..., tariff: ...}").map(keys::kClassTariff);
      if (!item.is_map()) continue;
      ClassTariff entry;
      entry.id = known_id(map["class"], "class or service", classes_);
      entry.tariff = read_tariff(map["tariff"]);
      if (entry.id.empty()) continue;
      if (!seen.insert(entry.id).second) map["class"].error("has a tariff already");
      tariffs.push_back(std::move(entry));
    }
    std::stable_sort(tariffs.begin(), tariffs.end(),
                     [](const ClassTariff& a, const ClassTariff& b) { return a.id < b.id; });
    return tariffs;
  }

  static std::string known_id(const YamlValue& yaml, const char* what,
                              const std::vector<std::string_view>& known) {
    const std::string id = read_id(yaml);
    if (!id.empty() && std::find(known.begin(), known.end(), id) == known.end()) {
      yaml.error(fmt::format("unknown {} {}{}", what, in_quotes(id), did_you_mean(id, known)));
    }
    return id;
  }

  SiteSet read_sites_of(const YamlValue& yaml) const {
    const YamlMap map = yaml.map(keys::kSiteSet);
    SiteSet set;
    set.sites = read_ids(map["sites"], "site", sites_);
    set.hubs = read_ids(map["hubs"], "hub", hubs_);
    set.regions = read_ids(map["regions"], "region", regions_);
    if (map.has("side")) set.side = read_side(map["side"]);
    if (yaml.is_map() && yaml.node()->entries.empty()) yaml.error("is empty; name some sites");
    return set;
  }

  /// First second of a date, in seconds since the start; before the start it is below 0.
  double date_s(const YamlValue& yaml) const {
    const auto date = yaml.is_scalar() ? parse_date(yaml.text()) : std::nullopt;
    if (!date) {
      yaml.unexpected();
      return 0;
    }
    const auto since = std::chrono::sys_days(*date) - std::chrono::sys_days(scenario_.start);
    return static_cast<double>(since.count()) * kDay_s;
  }

  /// From the first day to the end of the last.
  void read_dates(const YamlMap& map, double& from_s, double& until_s) const {
    if (map.has("from")) from_s = date_s(map["from"]);
    if (map.has("until")) until_s = date_s(map["until"]) + kDay_s;
    if (map.has("from") && map.has("until") && until_s <= from_s) {
      map["until"].error("lies before from");
    }
  }

  std::vector<Discount> read_discounts(const YamlValue& yaml) const {
    constexpr std::array<std::string_view, 2> kPayers{"operator", "treasury"};
    std::vector<Discount> discounts;
    for (const YamlValue& item : yaml.items()) {
      const YamlMap map = item.expecting("a discount, {at: ..., share: ...}").map(keys::kDiscount);
      if (!item.is_map()) continue;
      Discount discount;
      discount.at = read_sites_of(map["at"]);
      discount.share = map["share"].quantity(Dimension::fraction, {.low = 0, .high = 1}, 0);
      discount.subsidised = map["paid_by"].word(kPayers, 0) == 1;
      read_dates(map, discount.from_s, discount.until_s);
      discounts.push_back(std::move(discount));
    }
    return discounts;
  }

  std::vector<Voucher> read_vouchers(const YamlValue& yaml) {
    std::vector<Voucher> vouchers;
    Ids ids;
    for (const Entry& entry : read_entries(yaml, keys::kVoucher, ids)) {
      vouchers.push_back(read_voucher(entry));
    }
    return vouchers;
  }

  Voucher read_voucher(const Entry& entry) {
    const YamlMap& map = entry.yaml;
    const YamlNode* row = nullptr;
    YamlNode placed;  // its mistakes, such as sites that are not in the scenario, are this entry's
    if (map.has("lever")) {
      const std::string id = map["lever"].text();
      row = reading_.catalogue.row("levers", id);
      if (!row || text_of(*row, "category") != "voucher") {
        std::vector<std::string_view> known;
        for (const std::string_view other : reading_.catalogue.ids("levers")) {
          const YamlNode* node = reading_.catalogue.row("levers", other);
          if (text_of(*node, "category") == "voucher") known.push_back(other);
        }
        map["lever"].error(fmt::format("unknown voucher {} of the catalogue's levers{}",
                                       in_quotes(id), did_you_mean(id, known)));
        row = nullptr;
      } else {
        placed = *row;
        place_at(placed, map["lever"].spot());
        row = &placed;
      }
    }
    // What the entry does not say itself is as its row of the catalogue says.
    const auto value = [&](const char* key) {
      const YamlNode* node = row && !map.has(key) ? row->find(key) : nullptr;
      if (!node) return map[key];
      return YamlValue(node, node->spot, map["lever"].path(), "", reading_.problems);
    };
    Voucher voucher;
    voucher.id = entry.id;
    voucher.name = read_text(value("name"), entry.id);
    VoucherTerms& terms = voucher.terms;
    terms.share =
        value("share").quantity(Dimension::fraction, {.low = 0, .high = 1, .above_low = true}, 0.5);
    if (!value("share").given() && !map.has("lever")) {
      map.value().error("needs share, such as 30 %, or the lever of the catalogue it is like");
    }
    terms.cap_cny = value("cap").quantity(Dimension::money, kMoney, kInfinity);
    terms.budget_cny = value("budget").quantity(Dimension::money, kMoney, kInfinity);
    read_dates(map, terms.from_s, terms.until_s);
    voucher.regions = read_ids(value("regions"), "region", regions_);
    voucher.classes = read_ids(map["classes"], "class or service", classes_);
    voucher.buys_at = read_sites_of(value("buys_at"));
    return voucher;
  }

  static void read_carriage(const YamlValue& yaml, Economy& economy) {
    constexpr std::array<std::string_view, 2> kReforms{"factor", "flat"};
    if (!yaml.given()) return;
    const YamlMap map = yaml.map(keys::kCarriage);
    if (!yaml.is_map()) return;
    map.one_of(kReforms);
    economy.carriage_factor =
        map["factor"].quantity(Dimension::number, {.low = 0, .high = 1000}, 1);
    if (map.has("flat")) {
      economy.carriage_flat_cny_per_gb =
          map["flat"].quantity(Dimension::price_per_data, {.low = 0, .high = 1e6}, 0);
    }
  }

  CardCosts read_card_costs(const YamlMap& map) const {
    CardCosts costs;
    costs.card_cny = map["card"].quantity(Dimension::money, {.low = 0, .high = 1e9}, 0);
    costs.card_life_s = read_duration(map["life"], 1);
    costs.facility_cny = map["facility"].quantity(Dimension::money, {.low = 0, .high = 1e9}, 0);
    costs.facility_life_s = read_duration(map["facility_life"], 1);
    costs.staff_cny_per_h = map["staff"].quantity(Dimension::price_per_card, kPrice, 0);
    if (map.has("card") && !map.has("life"))
      map["card"].error("needs life, over which it is spread");
    if (map.has("facility") && !map.has("facility_life")) {
      map["facility"].error("needs facility_life, over which it is spread");
    }
    return costs;
  }

  void read_costs(const YamlValue& yaml) {
    if (!yaml.given()) return;
    if (yaml.is_map()) {
      const CardCosts costs = read_card_costs(yaml.map(keys::kCardCosts));
      for (Site& site : scenario_.sites) {
        for (Pool& pool : site.pools) pool.costs = costs;
      }
      return;
    }
    constexpr std::array<std::string_view, 1> kTable{"catalogue"};
    if (!yaml.is_scalar() || yaml.text() != kTable[0]) {
      yaml.unexpected();
      return;
    }
    for (Site& site : scenario_.sites) {
      for (Pool& pool : site.pools) {
        const YamlNode* row = reading_.catalogue.row("costs", pool.accelerator.id);
        if (!row) {
          yaml.error(fmt::format(
              "the catalogue's costs have no row for the cards of {}/{}; give costs as a block",
              site.id, pool.id));
          continue;
        }
        YamlNode block = *row;
        block.erase("id");
        pool.costs = read_card_costs(
            YamlValue(&block, row->spot, "costs", "a block of keys", reading_.problems)
                .map(keys::kCardCosts));
      }
    }
  }

  Scenario& scenario_;
  Reading& reading_;
  std::vector<std::string_view> regions_, sites_, hubs_, classes_;
};

}  // namespace

void read_economy(const YamlValue& yaml, Scenario& scenario, Reading& reading) {
  if (!yaml.given()) return;
  scenario.economy = Reader(scenario, reading).read(yaml);
  for (Link& link : scenario.links) link.price_cny_per_gb *= scenario.economy->carriage_factor;
}

}  // namespace suanwang
