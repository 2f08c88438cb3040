// What the parser knows about each kind of token: its text, and the roles that it may play.
//
// Out:  token types are PolcLexer's; kEof is none of them
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace polc::parse {

using TokenType = uint16_t;
inline constexpr TokenType kEof = 0;

std::string_view text(TokenType type);  // of a word or a mark; empty where the text varies

bool isWord(TokenType type);        // a name, a type's name or any word of the language
bool isReserved(TokenType type);    // may not be a name
bool isContextual(TokenType type);  // a word of the language that may be a name
bool startsElement(TokenType type);
bool startsHeaderLine(TokenType type);
bool startsItem(TokenType type);
bool startsModifier(TokenType type);
bool wantsOperand(TokenType type);  // an operator, comma or `=`: something must follow
bool wantsMore(TokenType type);     // that, or a word that says what comes next
bool endsOperand(TokenType type);   // may be the last token of an expression

// The word of the language nearest to `word`, at most two edits away and nearer than half its length;
// `expected` goes before all others. Empty where there is none.
std::string nearestWord(std::string_view word, const std::vector<TokenType>& expected);
uint32_t editDistance(std::string_view a, std::string_view b);

}  // namespace polc::parse
