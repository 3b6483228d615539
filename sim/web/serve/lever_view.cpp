#include "sim/web/serve/lever_view.hpp"

#include "sim/web/json_text.hpp"

namespace suanwang {

std::string levers_view(const std::vector<OfferedLever>& levers) {
  JsonText json;
  json.open('[');
  for (const OfferedLever& one : levers) {
    const Lever& lever = one.lever;
    json.open('{').field("id", lever.id).field("name", lever.name).field("about", lever.about);
    json.field("drawer", lever.drawer == Lever::Drawer::policy ? "policy" : "assumption");
    json.field("unit", lever.unit);
    json.field("low", lever.low).field("high", lever.high).field("step", lever.step);
    json.key("choices").open('[');
    for (const LeverChoice& choice : lever.choices) {
      json.open('{').field("value", choice.value).field("name", choice.name).close('}');
    }
    json.close(']').key("steps").open('[');
    for (const LeverStep& step : lever.steps) {
      json.open('{').field("value", step.value).field("name", step.name).close('}');
    }
    json.close(']').key("initial");
    std::visit([&](const auto& initial) { json.value(initial); }, one.initial);
    json.field("source", lever.source).field("confidence", lever.confidence).close('}');
  }
  return json.close(']').text();
}

}  // namespace suanwang
