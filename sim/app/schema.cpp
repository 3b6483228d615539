#include "sim/scenario/schema.hpp"

#include "sim/app/commands.hpp"

namespace suanwang {

Exit schema() {
  print(scenario_schema());
  return Exit::ok;
}

}  // namespace suanwang
