// `suanwang topology`, run as a person at a terminal would.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/app/program.hpp"

using namespace program;

TEST_CASE("program: topology tells of a network, in tables or in one JSON document",
          "[app][topology]") {
  const auto table = suanwang("topology east-west-2025");
  CAPTURE(table.error);
  CHECK(table.status == 0);
  CHECK(table.error.empty());
  CHECK(holds(table.out, "Minimum cut between East and West"));
  CHECK(holds(table.out, "Not shown: "));
  const auto all = suanwang("topology east-west-2025 --all");
  CHECK_FALSE(holds(all.out, "Not shown: "));
  CHECK(all.out.size() > table.out.size());
  CHECK(holds(suanwang("topology one-job --lang zh").out, "东西部之间的最小割"));

  const auto json = nlohmann::json::parse(suanwang("topology one-job --format json").out);
  CHECK(json["latency"]["one_way_s"][0][0] == 0.02);
  CHECK(json["latency"]["round_trip_s"][0][0] == 0.04);
  CHECK(json["east_west"]["east_to_west"]["capacity_bps"] == 8e9);
  CHECK(json["failures"].size() == 3);  // a link and two nodes
  const auto nation = nlohmann::json::parse(suanwang("topology east-west-2025 --format json").out);
  CHECK(nation["latency"]["one_way_s"].size() == 31);
  CHECK(nation["latency"]["one_way_s"][0].size() == 41);
  CHECK(nation["failures"].size() == 142);  // 100 links, 42 nodes
}

TEST_CASE("program: topology tells the ways between two nodes", "[app][topology]") {
  const auto table = suanwang("topology one-job --from shanghai --to zhongwei");
  CAPTURE(table.error);
  CHECK(table.status == 0);
  CHECK(holds(table.out, "20 ms one way, inside the 20 ms circle; 40 ms round trip"));
  CHECK(holds(table.out, "cut off"));
  CHECK(holds(table.out, "There are no more loopless paths."));
  CHECK(
      holds(suanwang("topology one-job --from shanghai --to zhongwei --lang zh").out, "最短路径"));

  const std::string pair = "topology east-west-2025 --from beijing-local --to guian ";
  const auto json = nlohmann::json::parse(suanwang(pair + "--paths 5 --format json").out);
  CHECK(json["from"]["node"] == "beijing");
  CHECK(json["paths"].size() == 5);
  CHECK(json["circle_s"] == 0.02);
  // Another network: a direct link of 1 ms is the shortest way now.
  const auto wider = nlohmann::json::parse(
      suanwang("topology one-job --set links.sh-zw.latency='1 ms' --from shanghai --to zhongwei "
               "--format json")
          .out);
  CHECK(wider["one_way_s"] == 0.001);
  CHECK(wider["circle_s"] == 0.001);
  CHECK(wider["failures"][0]["latency_s"].is_null());
}

TEST_CASE("program: nodes at one place, and nodes without a way, are answers", "[app][topology]") {
  const auto same = suanwang("topology east-west-2025 --from beijing --to beijing-local");
  CHECK(same.status == 0);
  CHECK(holds(same.out, "Both stand on the node beijing"));
  const Scratch scratch("topology");
  std::ofstream(scratch.path / "apart.yaml")
      << "base: one-job\nname: apart\nrelays: [{id: island, lon: 110, lat: 20}]\n";
  const std::string apart = "topology " + (scratch.path / "apart.yaml").string();
  const auto none = suanwang(apart + " --from shanghai --to island");
  CAPTURE(none.error);
  CHECK(none.status == 0);
  CHECK(holds(none.out, "No links lead from Shanghai to island."));
  CHECK(suanwang(apart).status == 0);
  const auto json =
      nlohmann::json::parse(suanwang(apart + " --from shanghai --to island --format json").out);
  CHECK(json["one_way_s"].is_null());
  CHECK(json["minimum_cut"]["capacity_bps"] == 0);
}

TEST_CASE("program: topology with wrong input is status 2, told on stderr", "[app][topology]") {
  for (const std::string arguments :
       {"", "no-such-scenario", "one-job one-job", "one-job --from shanghai",
        "one-job --to shanghai", "one-job --from shanghai --to shanghai",
        "one-job --from shanghai --to nowhere", "one-job --paths 2",
        "one-job --from shanghai --to zhongwei --paths 0",
        "one-job --from shanghai --to zhongwei --paths many",
        "one-job --from shanghai --to zhongwei --all", "one-job --set links.sh-zw.latency=20"}) {
    const auto outcome = suanwang("topology " + arguments);
    CAPTURE(arguments, outcome.error);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.error.empty());
  }
  CHECK(holds(suanwang("topology east-west-2025 --from beijin --to guian").error,
              "did you mean \"beijing\"?"));
  CHECK(holds(suanwang("topology east-west-2025 --from beijing --to gui-an").error,
              "--to: no region, site or relay is named \"gui-an\"; did you mean \"guian\"?"));
}
