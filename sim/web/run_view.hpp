#pragma once

#include <string>
#include <vector>

#include "sim/engine/results.hpp"
#include "sim/web/assumptions.hpp"
#include "sim/web/hours_view.hpp"

namespace suanwang {

/// What goes into the view of a run beside its results.
struct RunViewParts {
  const HoursView* hours = nullptr;  ///< null: those that the results keep, if any
  std::vector<Assumption> assumptions{};
  bool is_preview = false;  ///< a run at reduced size
  bool is_signed = true;    ///< with the signature, which takes longer than all the rest
  bool is_ascii = false;    ///< for a browser alone, see JsonText
};

/// A run as the page reads it: RunView of sim/web/page/src/model.ts, one JSON object.
std::string run_view(const Scenario& scenario, const Results& results,
                     const RunViewParts& parts = {});

/// The national measures: MeasureInfo[] of model.ts.
std::string measures_view();

}  // namespace suanwang
