// The parts of the printer that its sources share.
#pragma once
#include "compiler/ast/layout.h"
#include "compiler/ast/printer.h"

namespace polc::ast {

std::string quoted(const std::string& text);
std::string list(const std::vector<Name>& names, std::string_view separator = ", ");
std::string print(const Actions& actions);
std::string print(const TypeExpr& type);
std::string print(const Field& field);
std::string print(const std::vector<ObligationCall>& obligations);
std::string print(const End& end);
// `where C`, broken before `and` and `or` where it does not fit a line that begins at `column`.
std::string wrapped(std::string_view word, const Expr& expr, size_t column);

std::vector<std::string> modifierTexts(const Modifiers& modifiers);
void putClause(Layout& layout, const Clause& clause, std::string_view word,
               const Modifiers* modifiers, Span span);
void putDecl(Layout& layout, const Decl& decl, std::string_view word, const Modifiers* modifiers,
             bool leading_less, Span span);
void putOperation(Layout& layout, const Operation& operation);
void putElements(Layout& layout, const std::vector<Element>& elements);
Parts itemParts(const Item& item, size_t column);

}  // namespace polc::ast
