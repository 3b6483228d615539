#include "models/economy/card_tariff.hpp"

#include <algorithm>

namespace suanwang {
namespace {

double clearing_price(const AuctionTariff& tariff, double load) {
  if (load <= 1) return tariff.reserve_cny_per_card_h;
  return std::max(tariff.reserve_cny_per_card_h, tariff.most_cny_per_card_h * (1 - 1 / load));
}

double tiered_bill(const TieredTariff& tariff, double used_card_h, double card_h) {
  double cny = 0;
  double before = used_card_h;  // of this tier and those after it
  for (const TieredTariff::Tier& tier : tariff.tiers) {
    if (before >= tier.card_h) {
      before -= tier.card_h;
      continue;
    }
    const double here = std::min(card_h, tier.card_h - before);
    cny += here * tier.price_cny_per_card_h;
    card_h -= here;
    before = 0;
    if (card_h <= 0) break;
  }
  return cny;
}

double tiered_price(const TieredTariff& tariff, double used_card_h) {
  for (const TieredTariff::Tier& tier : tariff.tiers) {
    if (used_card_h < tier.card_h) return tier.price_cny_per_card_h;
    used_card_h -= tier.card_h;
  }
  return tariff.tiers.empty() ? 0 : tariff.tiers.back().price_cny_per_card_h;
}

}  // namespace

double bill_cny(const CardTariff& tariff, double used_card_h, double card_h, double load) {
  if (const auto* flat = std::get_if<FlatTariff>(&tariff))
    return card_h * flat->price_cny_per_card_h;
  if (const auto* tiered = std::get_if<TieredTariff>(&tariff))
    return tiered_bill(*tiered, used_card_h, card_h);
  return card_h * clearing_price(std::get<AuctionTariff>(tariff), load);
}

double next_price(const CardTariff& tariff, double used_card_h, double load) {
  if (const auto* flat = std::get_if<FlatTariff>(&tariff)) return flat->price_cny_per_card_h;
  if (const auto* tiered = std::get_if<TieredTariff>(&tariff))
    return tiered_price(*tiered, used_card_h);
  return clearing_price(std::get<AuctionTariff>(tariff), load);
}

}  // namespace suanwang
