#include "tests/web/model_types.hpp"

#include <cctype>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace model {
namespace {

std::string source() {
  std::ostringstream text;
  text << std::ifstream(SUANWANG_SOURCE_DIR "/sim/web/page/src/model.ts").rdbuf();
  if (text.str().empty()) throw std::runtime_error("model.ts is not there");
  static const std::regex comments(R"(/\*[\s\S]*?\*/|//[^\n]*)");
  return std::regex_replace(text.str(), comments, "");
}

/// Names, texts in quotes, and single signs.
std::vector<std::string> tokens(const std::string& text) {
  static const std::regex token(R"([A-Za-z_][A-Za-z_0-9]*|"[^"]*"|[0-9]+|\S)");
  return {std::sregex_token_iterator(text.begin(), text.end(), token), {}};
}

}  // namespace

class Parser {
 public:
  Parser() : tokens_(tokens(source())) {}

  void all(std::map<std::string, Type>& named) {
    while (at_ < tokens_.size()) {
      expect("export");
      const std::string what = next(), name = next();
      if (what == "interface") {
        Type type = extended();
        named[name] = std::move(type);
      } else if (what == "type") {
        expect("=");
        named[name] = any_of();
        expect(";");
      } else {
        throw std::runtime_error("model.ts: " + what);
      }
    }
  }

 private:
  std::string next() { return at_ < tokens_.size() ? tokens_[at_++] : ""; }
  bool is(const char* token) const { return at_ < tokens_.size() && tokens_[at_] == token; }
  bool take(const char* token) { return is(token) ? ++at_, true : false; }
  void expect(const char* token) {
    const std::string got = next();
    if (got != token)
      throw std::runtime_error("model.ts: expected " + std::string(token) + ", got " + got);
  }

  Type extended() {
    if (!take("extends")) return object();
    Type both{Type::Kind::all_of, "", {{Type::Kind::name, next(), {}, {}}}, {}};
    both.parts.push_back(object());
    return both;
  }

  Type object() {
    expect("{");
    Type type{Type::Kind::object, "", {}, {}};
    while (!take("}")) {
      const std::string name = next();
      const bool is_optional = take("?");
      expect(":");
      type.fields[name] = any_of();
      type.fields[name].is_optional = is_optional;
      if (!take(";")) take(",");
    }
    return type;
  }

  Type any_of() {
    take("|");
    Type first = all_of();
    if (!is("|")) return first;
    Type type{Type::Kind::any_of, "", {first}, {}};
    while (take("|")) type.parts.push_back(all_of());
    return type;
  }

  Type all_of() {
    Type first = lists();
    if (!is("&")) return first;
    Type type{Type::Kind::all_of, "", {first}, {}};
    while (take("&")) type.parts.push_back(lists());
    return type;
  }

  Type lists() {
    Type type = single();
    while (is("[") && tokens_[at_ + 1] == "]") {
      at_ += 2;
      type = {Type::Kind::list, "", {type}, {}};
    }
    return type;
  }

  Type single() {
    if (is("{")) return object();
    if (take("(")) {
      Type type = any_of();
      expect(")");
      return type;
    }
    if (take("[")) {  // a pair: a list of the first's type
      Type type{Type::Kind::list, "", {any_of()}, {}};
      while (take(",")) any_of();
      expect("]");
      return type;
    }
    const std::string word = next();
    if (word == "Record") {
      expect("<");
      Type type{Type::Kind::record, "", {any_of()}, {}};
      expect(",");
      type.parts.push_back(any_of());
      expect(">");
      return type;
    }
    if (word.front() == '"') return {Type::Kind::literal, word.substr(1, word.size() - 2), {}, {}};
    if (std::isdigit(static_cast<unsigned char>(word.front())))
      return {Type::Kind::literal, word, {}, {}};
    return {Type::Kind::name, word, {}, {}};
  }

  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
};

Types::Types() { Parser().all(named_); }

std::vector<std::string> Types::problems(const nlohmann::json& value,
                                         const std::string& type) const {
  std::vector<std::string> problems;
  check(value, {Type::Kind::name, type, {}, {}}, type, problems);
  return problems;
}

void Types::collect(const Type& type, std::map<std::string, Type>& fields) const {
  if (type.kind == Type::Kind::name) return collect(named_.at(type.text), fields);
  for (const Type& part : type.parts) collect(part, fields);
  for (const auto& [name, field] : type.fields) fields[name] = field;
}

void Types::check(const nlohmann::json& value, const Type& type, const std::string& at,
                  std::vector<std::string>& problems) const {
  const auto wrong = [&](const std::string& wanted) {
    problems.push_back(at + ": is no " + wanted + ": " + value.dump().substr(0, 80));
  };
  switch (type.kind) {
    case Type::Kind::name:
      if (type.text == "string") {
        if (!value.is_string()) wrong("string");
      } else if (type.text == "number") {
        if (!value.is_number()) wrong("number");
      } else if (type.text == "boolean") {
        if (!value.is_boolean()) wrong("boolean");
      } else if (type.text == "null") {
        if (!value.is_null()) wrong("null");
      } else if (!named_.count(type.text)) {
        wrong("known type: " + type.text);
      } else {
        check(value, named_.at(type.text), at, problems);
      }
      return;
    case Type::Kind::literal:
      if (value.is_string() ? value.get<std::string>() != type.text : value.dump() != type.text)
        wrong(type.text);
      return;
    case Type::Kind::list:
      if (!value.is_array()) return wrong("list");
      for (std::size_t i = 0; i < value.size(); ++i)
        check(value[i], type.parts[0], at + "[" + std::to_string(i) + "]", problems);
      return;
    case Type::Kind::record:
      if (!value.is_object()) return wrong("record");
      for (const auto& [key, entry] : value.items()) {
        check(key, type.parts[0], at + " key", problems);
        check(entry, type.parts[1], at + "." + key, problems);
      }
      return;
    case Type::Kind::any_of:
      for (const Type& part : type.parts) {
        std::vector<std::string> of_part;
        check(value, part, at, of_part);
        if (of_part.empty()) return;
        // Of an object or null, what is wrong with the object.
        if (value.is_structured() && part.kind != Type::Kind::literal && type.parts.size() == 2 &&
            type.parts[1].text == "null")
          return check(value, part, at, problems);
      }
      return wrong("such alternative");
    case Type::Kind::object:
    case Type::Kind::all_of: {
      if (!value.is_object()) return wrong("object");
      std::map<std::string, Type> fields;
      collect(type, fields);
      for (const auto& [name, field] : fields) {
        if (!value.contains(name)) {
          if (!field.is_optional) problems.push_back(at + "." + name + ": is missing");
        } else {
          check(value[name], field, at + "." + name, problems);
        }
      }
      for (const auto& [name, ignored] : value.items()) {
        if (!fields.count(name)) problems.push_back(at + "." + name + ": is not in model.ts");
      }
      return;
    }
  }
}

}  // namespace model
