#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// A type of TypeScript, as far as model.ts has them.
struct Type {
  enum class Kind { name, literal, list, object, record, any_of, all_of };

  Kind kind = Kind::name;
  std::string text;                    ///< a name, or a literal's value
  std::vector<Type> parts;             ///< of lists, records, unions
  std::map<std::string, Type> fields;  ///< of an object
  bool is_optional = false;            ///< of a field
};

/// The types of sim/web/page/src/model.ts, which the page is compiled against: what the program
/// writes is held against them here, so the two cannot drift apart.
class Types {
 public:
  Types();  ///< reads model.ts
  /// Every way in which a value is not of a named type: `runs[0].sites[3].pue: ...`. A key that the
  /// type has not is one, too.
  std::vector<std::string> problems(const nlohmann::json& value, const std::string& type) const;

 private:
  friend class Parser;
  void check(const nlohmann::json& value, const Type& type, const std::string& at,
             std::vector<std::string>& problems) const;
  void collect(const Type& type, std::map<std::string, Type>& fields) const;

  std::map<std::string, Type> named_;
};

}  // namespace model
