#include "sim/scenario/graphml.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>
#include <sstream>
#include <string>

#include "sim/engine/simulate.hpp"
#include "sim/report/json.hpp"
#include "sim/scenario/load.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

const Share kShare{SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"};
const fs::path kMaps = SUANWANG_SOURCE_DIR "/tests/scenario/maps";

std::string contents(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// A scenario around a block `network:`; its region and its site stand on nodes of the map.
std::string scenario_on(const std::string& network, const std::string& region,
                        const std::string& at, const std::string& more = "") {
  return "suanwang: 1\nname: x\nduration: 1 d\nnetwork: " + network + "\nregions: [" + region +
         "]\nsites:\n  - {id: dc, at: " + at +
         ", side: west, pools: [{id: p, accelerator: ascend-910b, count: 100}]}\n"
         "workloads: [{id: w, from: {" +
         region.substr(5, region.find(',') - 5) +
         ": 1}, arrivals: {poisson: 10 per h}, accelerators: 8, runtime: 1 h, input: 50 GB}]\n" +
         more;
}

Loaded load(const std::string& text, const std::vector<Override>& overrides = {}) {
  return load_scenario_text(text, (kMaps / "x.yaml").string(), overrides, kShare);
}

Scenario sound(const Loaded& loaded) {
  for (const Diagnostic& problem : loaded.problems) UNSCOPED_INFO(to_string(problem));
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

const std::string kWestEnd = "{id: west-end, side: east, lon: 1, lat: 0}";
const std::string kSquare = "{graphml: square.graphml, capacity: 10 Gbps, detour: 1.2}";

const Link& link(const Scenario& scenario, const std::string& id) {
  const auto found = std::find_if(scenario.links.begin(), scenario.links.end(),
                                  [&](const Link& l) { return l.id == id; });
  INFO(id);
  REQUIRE(found != scenario.links.end());
  return *found;
}

std::set<std::string> link_ids(const Scenario& scenario) {
  std::set<std::string> ids;
  for (const Link& l : scenario.links) ids.insert(l.id);
  return ids;
}

/// All that a map makes of a scenario, as text.
std::string imported(const Scenario& scenario) {
  std::ostringstream text;
  text.precision(17);
  for (const Relay& r : scenario.relays) {
    text << r.id << ' ' << r.lon_deg << ' ' << r.lat_deg << '\n';
  }
  for (const Link& l : scenario.links) {
    text << l.id << ' ' << l.from << ' ' << l.to << ' ' << l.one_way << ' ' << l.capacity_bps << ' '
         << l.latency_s << ' ' << l.price_cny_per_gb << '\n';
  }
  return text.str();
}

/// A file of its own for a test, gone at the end.
class TemporaryMap {
 public:
  explicit TemporaryMap(const std::string& text) {
    std::random_device random;
    path_ = fs::temp_directory_path() / ("suanwang-map-" + std::to_string(random()) + ".graphml");
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TemporaryMap() {
    std::error_code error;
    fs::remove(path_, error);
  }
  TemporaryMap(const TemporaryMap&) = delete;
  TemporaryMap& operator=(const TemporaryMap&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// The message of the only problem of a GraphML text.
std::string refusal(const std::string& text) {
  Problems problems;
  CHECK_FALSE(parse_graphml(text, "m", problems));
  const Diagnostics found = problems.sorted();
  REQUIRE(found.size() == 1);
  return to_string(found.front());
}

std::string in_graph(const std::string& body) {
  return "<graphml>\n<key id='x' for='node' attr.name='Longitude'/><key id='y' for='node' "
         "attr.name='Latitude'/><key id='s' for='edge' attr.name='LinkSpeedRaw'/>\n<graph "
         "edgedefault='undirected'>\n" +
         body + "\n</graph></graphml>";
}

std::string repeated(const std::string& text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

/// A file of the shared topologies; empty where they are not here, which then is said.
fs::path shared_map(const char* name) {
  const char* named = std::getenv("SUANWANG_SHARED");
  const fs::path shared =
      named && *named ? fs::path{named} : fs::path{SUANWANG_SOURCE_DIR "/../shared"};
  const fs::path file = shared / "traces" / "topology" / name;
  if (fs::exists(file)) return file;
  std::cout << "SKIPPED: ../shared/traces/topology is not here\n";
  return {};
}

bool any_holds(const Diagnostics& diagnostics, const std::string& text) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) {
    return to_string(d).find(text) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("graphml: nodes become relays and edges links, with latencies worked out by hand",
          "[graphml]") {
  const Loaded loaded = load(scenario_on(kSquare, kWestEnd, "ost"));
  const Scenario scenario = sound(loaded);
  // West End is the region of its id, so three relays are left; the second Mid gets a number.
  REQUIRE(scenario.relays.size() == 3);
  CHECK(scenario.relays[0].id == "mid");
  CHECK(scenario.relays[0].lat_deg == 0);
  CHECK(scenario.relays[1].id == "mid-2");
  CHECK(scenario.relays[1].lat_deg == 5);
  CHECK(scenario.relays[2].id == "ost");
  CHECK(link_ids(scenario) ==
        std::set<std::string>{"mid--west-end", "mid--ost", "mid--ost-2", "ost--mid-2"});

  // 5 degrees of the equator: 6371.0088 km x 5 x pi / 180 = 555.9754 km, x 1.2 / 200000 km/s.
  const Link& speed_told = link(scenario, "mid--west-end");
  CHECK(speed_told.latency_s == Approx(555.9754e3 * 1.2 / 2e8).epsilon(1e-6));
  CHECK(speed_told.capacity_bps == 155e6);
  CHECK_FALSE(speed_told.one_way);
  CHECK(speed_told.price_cny_per_gb == 0);
  // Of parallel links the wider is the first, wherever it stands in the file.
  CHECK(link(scenario, "mid--ost").capacity_bps == 10e9);
  CHECK(link(scenario, "mid--ost-2").capacity_bps == 2.5e9);
  CHECK(link(scenario, "ost--mid-2").one_way);

  REQUIRE(loaded.warnings.size() == 2);
  CHECK(loaded.warnings[0].message == "2 nodes are called \"Mid\": mid, mid-2");
  CHECK(loaded.warnings[1].message == "2 parallel links, all kept: mid--ost (2)");
  CHECK(to_string(loaded.warnings[0]).find("x.yaml:4:20: warning: network.graphml: ") !=
        std::string::npos);
}

TEST_CASE("graphml: the detour is that of the catalogue's links unless the scenario says another",
          "[graphml]") {
  // 555.9754 km x 1.5 / 200000 km/s = 4.1698 ms
  const auto latency_ms = [&](const std::string& network, const std::vector<Override>& set = {}) {
    const Loaded loaded = load(scenario_on(network, kWestEnd, "ost"), set);
    return link(sound(loaded), "mid--west-end").latency_s * 1e3;
  };
  const std::string plain = "{graphml: square.graphml, capacity: 1 Gbps}";
  CHECK(latency_ms(plain) == Approx(4.169816).epsilon(1e-6));
  CHECK(latency_ms(plain, {{"network.speed", "100000 km/s"}}) == Approx(8.339631).epsilon(1e-6));
  CHECK(latency_ms(plain, {{"network.detour", "1"}}) == Approx(2.779877).epsilon(1e-6));
  const Scenario wide =
      sound(load(scenario_on(plain, kWestEnd, "ost"), {{"network.capacity", "40 Gbps"},
                                                       {"network.price", "1 CNY/GB"},
                                                       {"network.energy", "2 Wh/GB"}}));
  CHECK(link(wide, "mid--ost").capacity_bps == 40e9);
  CHECK(link(wide, "mid--ost").price_cny_per_gb == 1);
  CHECK(link(wide, "mid--ost").energy_kwh_per_gb == 0.002);
}

TEST_CASE("graphml: an entry of the scenario with the id of a node is that node", "[graphml]") {
  // Mid moved to 1 E, where West End is: no distance is left, only the least latency.
  const Loaded loaded =
      load(scenario_on(kSquare, kWestEnd, "ost", "relays: [{id: mid, lon: 1, lat: 0}]\n"));
  const Scenario scenario = sound(loaded);
  CHECK(scenario.relays.size() == 3);
  CHECK(link(scenario, "mid--west-end").latency_s == 1e-5);
  CHECK_FALSE(any_holds(loaded.warnings, " lies "));  // a relay is there to place a node anew

  // A region so far away may be meant for another place: 5 degrees of the equator are 556 km.
  const Loaded far = load(scenario_on(kSquare, "{id: mid, side: east, lon: 1, lat: 0}", "ost"));
  CHECK(any_holds(far.warnings, "\"Mid\" at 0.00 N 6.00 E lies 556 km from \"mid\""));

  // A site that stands elsewhere has the id and is no node.
  const Loaded taken = load(scenario_on(kSquare, kWestEnd, "ost"), {{"sites.dc.id", "mid"}});
  CHECK_FALSE(taken.scenario);
  CHECK(any_holds(taken.problems, "\"mid\" is already taken, by the entry at "));
}

TEST_CASE("graphml: an imported link and a link of the scenario cannot share an id", "[graphml]") {
  const Loaded loaded = load(scenario_on(
      kSquare, kWestEnd, "ost",
      "links: [{id: mid--ost, between: [mid, ost], capacity: 1 Gbps, latency: 1 ms}]\n"));
  CHECK_FALSE(loaded.scenario);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(any_holds(loaded.problems, "\"mid--ost\" is already taken, by the entry at "));
  CHECK(any_holds(loaded.problems, "x.yaml:9:9"));
}

TEST_CASE("graphml: a path is relative to the file that states it, also through base",
          "[graphml]") {
  const fs::path folder =
      fs::temp_directory_path() / ("suanwang-graphml-" + std::to_string(std::random_device{}()));
  fs::create_directories(folder / "maps");
  fs::create_directories(folder / "other");
  fs::copy_file(kMaps / "square.graphml", folder / "maps" / "square.graphml");
  std::ofstream(folder / "maps" / "below.yaml") << scenario_on(kSquare, kWestEnd, "ost");
  std::ofstream(folder / "other" / "above.yaml")
      << "base: ../maps/below.yaml\nnetwork: {capacity: 20 Gbps}\n";
  const Scenario scenario =
      sound(load_scenario((folder / "other/above.yaml").string(), {}, kShare));
  CHECK(link(scenario, "mid--ost").capacity_bps == 20e9);
  CHECK(scenario.links.size() == 4);
  fs::remove_all(folder);
}

TEST_CASE("graphml: the order of nodes and edges in the file changes nothing", "[graphml]") {
  const std::string text = contents(kMaps / "square.graphml");
  std::vector<std::string> nodes;
  std::vector<std::string> edges;
  std::string head;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("<node") != line.npos) {
      nodes.push_back(line);
    } else if (line.find("<edge") != line.npos) {
      edges.push_back(line);
    } else if (line.find("</graph") == line.npos) {
      head += line + "\n";
    }
  }
  REQUIRE(nodes.size() == 4);
  REQUIRE(edges.size() == 4);
  const std::string network = "{capacity: 10 Gbps, detour: 1.2, graphml: ";
  const Scenario first = sound(load(scenario_on(kSquare, kWestEnd, "ost")));
  const std::string expected = signature(simulate(first));
  std::mt19937 random(20250301);
  for (int round = 0; round < 20; ++round) {
    std::string shuffled = head;
    for (auto* part : {&nodes, &edges}) {
      for (std::size_t i = part->size(); i > 1; --i)
        std::swap((*part)[i - 1], (*part)[random() % i]);
    }
    // Nodes may also stand after the edges that name them.
    const bool turned = round % 2 == 1;
    for (const std::string& line : turned ? edges : nodes) shuffled += line + "\n";
    for (const std::string& line : turned ? nodes : edges) shuffled += line + "\n";
    const TemporaryMap map(shuffled + "</graph></graphml>");
    const Scenario other =
        sound(load(scenario_on(network + map.path().string() + "}", kWestEnd, "ost")));
    CHECK(imported(other) == imported(first));
    CHECK(signature(simulate(other)) == expected);
  }
}

TEST_CASE("graphml: nodes without coordinates are named and wait for a decision", "[graphml]") {
  const TemporaryMap map(in_graph(
      "<node id='a'><data key='x'>1</data><data key='y'>0</data></node>"
      "<node id='b'><data key='x'>2</data><data key='y'>0</data></node>"
      "<node id='c'/><node id='d'/><node id='e'/>"
      "<edge source='a' target='b'/><edge source='a' target='c'/><edge source='c' target='d'/>"
      "<edge source='b' target='b'/>"));
  const auto with = [&](const std::string& missing, const std::string& more = "") {
    return load(scenario_on("{capacity: 1 Gbps, graphml: " + map.path().string() + missing + "}",
                            "{id: a, side: east, lon: 1, lat: 0}", "b", more));
  };
  const Loaded undecided = with("");
  REQUIRE(undecided.problems.size() == 1);
  CHECK(
      undecided.problems[0].message ==
      "2 nodes without coordinates: \"c\" (c), \"d\" (d); place them by relays with these ids, or "
      "say missing: drop, or missing: {latency: 5 ms}");
  CHECK(any_holds(undecided.warnings, "1 edge from a node to itself left out, at b"));
  CHECK(any_holds(undecided.warnings, "1 node without coordinates and links left out: \"e\" (e)"));

  const Loaded dropped = with(", missing: drop");
  CHECK(link_ids(sound(dropped)) == std::set<std::string>{"a--b"});
  CHECK(any_holds(dropped.warnings, "2 nodes without coordinates left out with 2 links"));

  const Loaded waits = with(", missing: {latency: 7 ms}");
  CHECK(link_ids(sound(waits)) == std::set<std::string>{"a--b", "a--c", "c--d"});
  CHECK(link(*waits.scenario, "c--d").latency_s == 0.007);
  CHECK(link(*waits.scenario, "a--b").latency_s < 0.001);

  const Scenario placed =
      sound(with("", "relays: [{id: c, lon: 1, lat: 1}, {id: d, lon: 1, lat: 2}]\n"));
  // One degree: 111.195 km x 1.5 / 200000 km/s = 0.83396 ms
  CHECK(link(placed, "c--d").latency_s == Approx(0.83396e-3).epsilon(1e-4));
}

TEST_CASE("graphml: what is wrong with a file is told with its line and column", "[graphml]") {
  CHECK(refusal("") == "m:1:1: error: is empty; expected GraphML");
  CHECK(refusal("hello") == "m:1:1: error: not XML: text outside of every element");
  CHECK(refusal("<html></html>") ==
        "m:1:1: error: not GraphML: begins with <html>, expected <graphml>");
  CHECK(refusal("<graphml>\n</graphml>\n<graphml/>") ==
        "m:3:1: error: not XML: a second <graphml>; a file holds one");
  CHECK(refusal("<graphml>\n <a></b>\n</graphml>") ==
        "m:2:5: error: not XML: </b> stands where <a> is to be closed");
  CHECK(refusal("<graphml>\n <a x=1/>") ==
        "m:2:7: error: not XML: expected a value in quotes here");
  CHECK(refusal("<graphml><a") == "m:1:10: error: not XML: this tag does not end");
  CHECK(refusal("<graphml><!-- x") == "m:1:10: error: not XML: this comment does not end");
  CHECK(refusal("<graphml>\n") == "m:2:1: error: not XML: ends before </graphml>");
  CHECK(refusal("<graphml/>") == "m:1:11: error: holds no <graph>");
  CHECK(refusal(in_graph("<node id='a'/>")) == "m:3:1: error: the graph has no edges");
  const std::string two = "<node id='a'/><node id='b'/><edge source='a' target='b'/>";
  CHECK(refusal(in_graph("<hyperedge/>" + two)) ==
        "m:4:1: error: a hyperedge joins any number of nodes; a link joins two");
  CHECK(refusal(in_graph(two + "\n<node id='c'><graph edgedefault='directed'/></node>")) ==
        "m:5:14: error: a graph inside a graph; a network is flat");
  CHECK(refusal(in_graph(two + "\n<node id='b'/>")) ==
        "m:5:1: error: the node \"b\" is already there, at line 4");
  CHECK(refusal(in_graph(two + "\n<edge source='a' target='z'/>")) ==
        "m:5:1: error: there is no node \"z\" for this edge");
  CHECK(refusal(in_graph(two + "<node id='n'><data key='y'>116.4</data><data key='x'>39.9</data>"
                               "</node>")) ==
        "m:4:58: error: \"n\": Latitude must be between -90 and 90, got \"116.4\"; are the two "
        "coordinates swapped?");
  CHECK(refusal(in_graph(two + "<node id='n'><data key='x'>5</data></node>")) ==
        "m:4:58: error: \"n\": has a Longitude and no Latitude");
  CHECK(refusal(in_graph(two + "<edge source='a' target='b'><data key='s'>0</data></edge>")) ==
        "m:4:58: error: \"a\" -- \"b\": expected bit/s above 0 as LinkSpeedRaw, got \"0\"");
  CHECK(refusal("<graphml>\x01</graphml>") ==
        "m:1:10: error: the byte 01 is a control character; GraphML here is UTF-8 text");
}

TEST_CASE("graphml: what would exhaust a reader ends at a bound, at once", "[graphml]") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(refusal("<graphml>" + repeated("<a>", 3'000'000)).find("nested deeper than 64 levels") !=
        std::string::npos);
  CHECK(refusal(in_graph(repeated("<a/>", 2'000'000)))
            .find("more than 1000000 elements and attributes") != std::string::npos);
  std::string many = "<graphml><a";
  for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i) + "=''";
  CHECK(refusal(many).find("more than 100 attributes in one tag") != std::string::npos);
  CHECK(refusal("<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><graphml>&b;</graphml>") ==
        "m:1:1: error: declares entities or elements of its own, which are not read");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("graphml: texts with random changes load or are refused, and nothing else", "[graphml]") {
  const std::string sound_text = contents(kMaps / "square.graphml");
  const std::string bytes = "<>/='\"&;#!-[]? \nx0\xC3\xFF";
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (int round = 0; round < 3000; ++round) {
    std::string text = sound_text;
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = bytes[below(bytes.size())];
          break;
        case 1:
          text.insert(at, 1, bytes[below(bytes.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(20));
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(60)));
          break;
      }
    }
    Problems problems;
    const bool loaded = parse_graphml(text, "m", problems).has_value();
    if (loaded != problems.empty()) FAIL("neither a graph nor a problem, or both:\n" << text);
  }
}

TEST_CASE("graphml: places that cannot be right are warned of", "[graphml]") {
  // A row of towns 111 km apart; Far has its coordinates swapped, Null says 0 N 0 E.
  std::string body;
  for (int i = 0; i < 5; ++i) {
    body += "<node id='t" + std::to_string(i) + "'><data key='x'>" + std::to_string(60 + i) +
            "</data><data key='y'>20</data></node>";
    if (i > 0) {
      body += "<edge source='t" + std::to_string(i - 1) + "' target='t" + std::to_string(i) + "'/>";
    }
  }
  body +=
      "<node id='Far'><data key='x'>20</data><data key='y'>61.5</data></node>"
      "<edge source='Far' target='t1'/><edge source='Far' target='t2'/>"
      "<node id='Null'><data key='x'>0</data><data key='y'>0</data></node>"
      "<edge source='Null' target='t3'/>";
  const TemporaryMap map(in_graph(body));
  const Loaded loaded = load(scenario_on("{capacity: 1 Gbps, graphml: " + map.path().string() + "}",
                                         "{id: t0, side: east, lon: 60, lat: 20}", "t4"));
  CHECK(loaded.scenario);
  CHECK(loaded.warnings.size() == 2);
  CHECK(any_holds(loaded.warnings, "\"Far\" at 61.50 N 20.00 E: its shortest link is "));
  CHECK(any_holds(loaded.warnings, "; are longitude and latitude swapped?"));
  CHECK(any_holds(loaded.warnings, "\"Null\" at 0.00 N 0.00 E: the coordinates of a place that"));
}

TEST_CASE("graphml: Chinanet has the nodes and edges that are published, and its error is named",
          "[graphml]") {
  const fs::path file = shared_map("Chinanet.graphml");
  if (file.empty()) return;
  Problems problems;
  const auto graph = parse_graphml(contents(file), file.string(), problems);
  REQUIRE(graph);
  CHECK(graph->nodes.size() == 42);
  CHECK(graph->edges.size() == 66);
  CHECK(std::count_if(graph->nodes.begin(), graph->nodes.end(),
                      [](const GraphmlNode& n) { return n.place.has_value(); }) == 38);
  CHECK(std::none_of(graph->edges.begin(), graph->edges.end(),
                     [](const GraphmlEdge& e) { return e.capacity_bps.has_value(); }));

  const std::string network = "{capacity: 100 Gbps, missing: drop, graphml: " + file.string() + "}";
  const Loaded loaded =
      load(scenario_on(network, "{id: shanghai, side: east, lon: 121.47, lat: 31.23}", "lanzhou"));
  const Scenario scenario = sound(loaded);
  CHECK(scenario.relays.size() == 37);  // with the region: 38
  CHECK(scenario.links.size() == 62);   // without the four abroad
  REQUIRE(loaded.warnings.size() == 2);
  CHECK(any_holds(loaded.warnings, "\"Hong Kong\" at 30.13 N 100.52 E: 1614 km from Hong Kong"));
  CHECK(any_holds(loaded.warnings, "4 nodes without coordinates left out with 4 links"));

  // Placed by the scenario, Hong Kong is no matter any more.
  const Loaded mended =
      load(scenario_on(network, "{id: shanghai, side: east, lon: 121.47, lat: 31.23}", "lanzhou",
                       "relays: [{id: hong-kong, lon: 114.17, lat: 22.3}]\n"));
  // 22.30 N 114.17 E to Guangzhou, 23.11667 N 113.25 E: 130.9 km x 1.5 / 200000 km/s = 0.982 ms
  CHECK(link(sound(mended), "guangzhou--hong-kong").latency_s == Approx(0.982e-3).epsilon(2e-3));
}

TEST_CASE("graphml: Cernet has the nodes and edges that are published, and its errors are named",
          "[graphml]") {
  const fs::path file = shared_map("Cernet.graphml");
  if (file.empty()) return;
  const Loaded loaded = load(
      scenario_on("{capacity: 1 Gbps, missing: {latency: 30 ms}, graphml: " + file.string() + "}",
                  "{id: shanghai, side: east, lon: 121.47, lat: 31.23}", "lanzhou"));
  const Scenario scenario = sound(loaded);
  CHECK(scenario.relays.size() == 40);
  CHECK(scenario.links.size() == 59);
  const auto with = [&](double bps) {
    return std::count_if(scenario.links.begin(), scenario.links.end(),
                         [&](const Link& l) { return l.capacity_bps == bps; });
  };
  CHECK(with(1e9) == 6);  // not told: five abroad, Beijing - Tianjing
  CHECK(with(2.5e9) + with(155e6) + with(2e6) == 53);
  CHECK(link(scenario, "beijing--xian-2").capacity_bps == 155e6);
  CHECK(link(scenario, "beijing--japan").latency_s == 0.03);
  CHECK(any_holds(loaded.warnings, "2 parallel links, all kept: beijing--xian (2)"));
  CHECK(any_holds(loaded.warnings, "2 nodes are called \"Shijiazhuang\""));
  CHECK(any_holds(loaded.warnings, "\"Chengdou\" at 25.71 N 116.98 E: 1379 km from Chengdu"));
  CHECK(any_holds(loaded.warnings, "\"Xianggang\" at 23.39 N 112.82 E: 184 km from Hong Kong"));
  CHECK(loaded.warnings.size() == 5);
}

TEST_CASE("graphml: a run on an imported network balances its ledger", "[graphml]") {
  const std::string text = scenario_on(
      "{graphml: square.graphml, capacity: 10 Gbps, price: 0.02 CNY/GB}", kWestEnd, "mid", "");
  const std::string two_regions = std::string(text).replace(
      text.find("regions: ["), 10, "regions: [{id: ost, side: east, lon: 11, lat: 0}, ");
  const Results results =
      simulate(sound(load(two_regions, {{"workloads.w.from", "{west-end: 1, ost: 2}"}})));
  const nlohmann::ordered_json jobs = summary_json(results)["jobs"];
  const auto count = [&](const char* state) { return jobs[state].get<std::int64_t>(); };
  CHECK(count("submitted") > 150);
  CHECK(count("completed") > 100);
  CHECK(count("submitted") == count("rejected") + count("moving") + count("queued") +
                                  count("running") + count("completed") + count("failed"));
  // 50 GB over a link of 155 Mbps take 43 min, over one of 10 Gbps 40 s: links bound transfers.
  CHECK(summary_json(results)["cost_cny"].get<double>() > 0);
}

}  // namespace suanwang
