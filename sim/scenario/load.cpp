#include "sim/scenario/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/suggest.hpp"
#include "sim/scenario/check.hpp"
#include "sim/scenario/merge.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// Names of the scenarios that come with the program.
std::vector<std::string> scenario_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (is_there(entry.path() / "scenario.yaml")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The name of a scenario that says none: its folder, or its file without the ending.
std::string default_name(const fs::path& file) {
  if (file.filename() != "scenario.yaml") return file.stem().string();
  std::error_code error;
  const fs::path whole = fs::absolute(file, error).lexically_normal();
  const std::string folder = (error ? file : whole).parent_path().filename().string();
  return folder.empty() ? "scenario" : folder;
}

/// One scenario on its way from files to values.
class Loader {
 public:
  Loader(const std::vector<Override>& overrides, const Share& share,
         std::shared_ptr<CatalogueTables> tables = nullptr)
      : overrides_(overrides),
        share_(share),
        tables_(tables         ? std::move(tables)
                : share.tables ? share.tables
                               : std::make_shared<CatalogueTables>()),
        catalogue_(share.catalog, problems_, tables_) {}

  MergedScenario merge_file(const std::string& name, const fs::path& beside) {
    const std::optional<fs::path> file = find(name, beside);
    if (!file) {
      problems_.add({name, 0, 0}, "", not_found(name, "there is no such scenario"));
      return finish_merging(std::nullopt, name);
    }
    return merge_tree(parse_yaml_file(file->string(), problems_), *file);
  }

  MergedScenario merge_text(const std::string& text, const std::string& file) {
    return merge_tree(parse_yaml(text, file, problems_), file);
  }

  Loaded read(const MergedScenario& merged) {
    YamlNode tree = *merged.tree;
    apply_overrides(tree, "");
    return read(std::move(tree), merged.name);
  }

  Loaded load(MergedScenario merged) {
    if (!merged.tree) return finish(std::nullopt);
    return read(std::move(*merged.tree), merged.name);
  }

 private:
  /// A link of the chain of bases: a file as it really is, and as messages call it.
  struct Visited {
    fs::path canonical;
    std::string shown;
  };

  /// A file, the scenario.yaml of a folder, or a scenario by name; nothing if there is none.
  std::optional<fs::path> find(const std::string& name, const fs::path& beside) const {
    if (name.empty()) return std::nullopt;
    const fs::path path = beside / name;
    if (is_there(path) && !is_folder(path)) return path.lexically_normal();
    for (const fs::path& folder : {path, share_.scenarios / name}) {
      const fs::path file = folder / "scenario.yaml";
      if (is_folder(folder) && is_there(file)) return file.lexically_normal();
    }
    return std::nullopt;
  }

  std::string not_found(const std::string& name, std::string message) const {
    if (is_folder(name)) return message + "; the folder holds no scenario.yaml";
    const std::vector<std::string> names = scenario_names(share_.scenarios);
    return message + did_you_mean(name, {names.begin(), names.end()});
  }

  static Visited visited(const fs::path& file) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(file, error);
    return {error ? file : canonical, file.string()};
  }

  /// Notes a problem after which the blocks that a scenario refers to are not there; reading what
  /// is left would only tell that much is missing.
  void give_up(const YamlNode& at, const char* key, std::string message) {
    problems_.add(at.spot.mark(), key, std::move(message));
    incomplete_ = true;
  }

  /// Puts the scenarios that `tree` starts from under it.
  YamlNode with_base(YamlNode tree, const fs::path& file, std::vector<Visited> chain) {
    chain.push_back(visited(file));
    const YamlNode* base = tree.is_map() ? tree.find("base") : nullptr;
    if (!base || base->is_null()) return tree;
    if (!base->is_scalar()) {
      give_up(*base, "base", "expected a file, a folder or the name of a scenario");
      return tree;
    }
    const std::optional<fs::path> below = find(base->text, file.parent_path());
    if (!below) {
      give_up(*base, "base",
              not_found(base->text, fmt::format("there is no scenario {}", in_quotes(base->text))));
      return tree;
    }
    const fs::path canonical = visited(*below).canonical;
    std::string shown;
    for (const Visited& step : chain) shown += step.shown + " -> ";
    for (const Visited& step : chain) {
      if (step.canonical != canonical) continue;
      give_up(*base, "base",
              fmt::format("a scenario cannot start from itself: {}{}", shown, below->string()));
      return tree;
    }
    if (chain.size() >= kMaxYamlDepth) {
      give_up(*base, "base", fmt::format("more than {} bases in a row", kMaxYamlDepth));
      return tree;
    }
    std::optional<YamlNode> under = parse_yaml_file(below->string(), problems_);
    if (!under) {
      incomplete_ = true;
      return tree;
    }
    YamlNode whole = with_base(std::move(*under), *below, std::move(chain));
    // What a scenario is called is not passed on: two of one name could not be told apart.
    whole.erase("name");
    whole.erase("title");
    merge(whole, std::move(tree));
    return whole;
  }

  /// Puts the blocks of the catalogue that `model` stands for under the tree.
  YamlNode with_model(YamlNode tree) {
    const YamlNode* model = tree.is_map() ? tree.find("model") : nullptr;
    if (!model || model->is_null()) return tree;
    if (!model->is_scalar()) {
      give_up(*model, "model", "expected the name of a model such as national-2025");
      return tree;
    }
    const std::string name = model->text;
    const std::vector<std::string> known = catalogue_.models();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      give_up(*model, "model",
              fmt::format("unknown model {}{}", in_quotes(name),
                          did_you_mean(name, {known.begin(), known.end()})));
      return tree;
    }
    const std::unique_ptr<YamlNode> file = catalogue_.file(name);
    if (!file) return tree;
    YamlNode whole;
    whole.kind = YamlNode::Kind::map;
    whole.spot = file->spot;
    if (const YamlNode* blocks = file->find("blocks")) {
      for (const YamlEntry& block : blocks->entries) {
        const YamlNode* rows = catalogue_.rows(block.value.text);
        if (rows) whole.entries.push_back({block.key, block.key_spot, *rows});
      }
    }
    if (const YamlNode* rate = file->find("transfer_rate")) {
      YamlNode routing;
      routing.kind = YamlNode::Kind::map;
      routing.spot = rate->spot;
      routing.entries.push_back({"transfer_rate", rate->spot, *rate});
      whole.entries.push_back({"routing", rate->spot, std::move(routing)});
    }
    merge(whole, std::move(tree));
    return whole;
  }

  MergedScenario merge_tree(std::optional<YamlNode> tree, const fs::path& file) {
    if (!tree) return finish_merging(std::nullopt, default_name(file));
    *tree = with_base(std::move(*tree), file, {});
    // The model first: the other overrides may reach into its blocks.
    for (const Override& change : overrides_) {
      if (change.path == "model") apply(change, *tree, problems_);
    }
    *tree = with_model(std::move(*tree));
    if (incomplete_) return finish_merging(std::nullopt, default_name(file));
    drop_removals(*tree);
    apply_overrides(*tree, "model");
    return finish_merging(std::move(tree), default_name(file));
  }

  /// All but those of `done`.
  void apply_overrides(YamlNode& tree, std::string_view done) {
    for (const Override& change : overrides_) {
      if (change.path == done) continue;
      if (change.path == "base" || change.path == "model") {
        problems_.add({fmt::format("{} {}={}", change.option, change.path, change.value), 0, 0},
                      change.path, "can be given in a file only");
      } else {
        apply(change, tree, problems_);
      }
    }
  }

  Loaded read(YamlNode tree, const std::string& name) {
    Reading reading{problems_, catalogue_, {}, {}};
    Scenario scenario = read_scenario(tree, name, reading);
    check_scenario(scenario, reading);
    return finish(std::move(scenario));
  }

  MergedScenario finish_merging(std::optional<YamlNode> tree, std::string name) const {
    return {std::move(tree), std::move(name), problems_.sorted(), tables_};
  }

  Loaded finish(std::optional<Scenario> scenario) const {
    const Diagnostics warnings = problems_.sorted_warnings();
    if (problems_.empty()) return {std::move(scenario), {}, warnings};
    return {std::nullopt, problems_.sorted(), warnings};
  }

  const std::vector<Override>& overrides_;
  const Share& share_;
  Problems problems_;
  std::shared_ptr<CatalogueTables> tables_;
  Catalogue catalogue_;
  bool incomplete_ = false;  ///< a base or model is missing
};

}  // namespace

Loaded load_scenario(const std::string& name, const std::vector<Override>& overrides,
                     const Share& share) {
  Loader loader(overrides, share);
  return loader.load(loader.merge_file(name, {}));
}

Loaded load_scenario_text(const std::string& text, const std::string& file,
                          const std::vector<Override>& overrides, const Share& share) {
  Loader loader(overrides, share);
  return loader.load(loader.merge_text(text, file));
}

MergedScenario merge_scenario(const std::string& name, const std::vector<Override>& overrides,
                              const Share& share, const fs::path& beside) {
  return Loader(overrides, share).merge_file(name, beside);
}

Loaded read_merged(const MergedScenario& merged, const std::vector<Override>& overrides,
                   const Share& share) {
  return Loader(overrides, share, merged.tables).read(merged);
}

}  // namespace suanwang
