#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {

SitePower read_power(const YamlValue& yaml, Reading& reading) {
  const YamlMap map = yaml.map(keys::kPower);
  SitePower power;
  power.cap_w = map["cap"].quantity(Dimension::power, {.low = 0, .high = 1e12, .above_low = true},
                                    power.cap_w);
  constexpr std::array<std::string_view, 2> kOverCap{"slow", "preempt"};
  power.over_cap = map["over_cap"].word(kOverCap, 0) == 0 ? OverCap::slow : OverCap::preempt;
  read_cooling(map, power, reading);
  read_supply(map, power, reading);
  return power;
}

}  // namespace suanwang
