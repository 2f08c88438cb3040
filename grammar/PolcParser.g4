// The grammar of the language (README.md §1 to §6). Slips that people make are taken here and reported by the tree
// builder: `=` for `==`, chained comparison, `until D revive`, a severity without its word, a clause without `add`.
//
// A file is parsed piece by piece: its header, then runs of top-level elements.
parser grammar PolcParser;
options { tokenVocab = PolcLexer; contextSuperClass = PooledContext; }
@parser::postinclude {
#include "compiler/parse/pool.h"
using polc::parse::PooledContext;
}

// --- Headers (§2)

headerPiece: fileHead headerLine* EOF;
fileHead
  : CONTRACT dotted
  | AMENDMENT integer TO dotted
  | LIBRARY dotted
  ;
headerLine
  : BETWEEN party (COMMA party)*
  | EFFECTIVE date ending?
  | ZONE string
  | SIGNED date
  | BECAUSE string
  | RETROACTIVE
  | UPON SHA256
  ;
party: name string;
ending: (UNTIL | THROUGH) date (THEN? sunset)?;
sunset: REVIVE | LAPSE;
dotted: name (DOT anyWord)*;

// --- Elements: every kind of file takes every element; the tree builder says what does not belong (§1)

elementPiece: element* EOF;
element: use | declaration | clause | operation | headerLine | incorporate;
use: USE dotted;
incorporate: INCORPORATE dotted LPAREN (argument (COMMA argument)*)? RPAREN AS name (FOR pattern)?;

// --- Vocabulary (§3)

declaration
  : enumDecl | recordDecl | entityDecl | actionDecl | groupDecl | contextDecl | obligationDecl
  | paramDecl | scheduleDecl | defineDecl
  ;
enumDecl: ENUM uname modifier* memberBlock;
memberBlock: LBRACE LT? fieldName ((COMMA | LT) fieldName)* COMMA? RBRACE;
recordDecl: RECORD uname modifier* fieldBlock;
entityDecl: REGISTERED? ENTITY uname (IN uname (COMMA uname)*)? modifier* fieldBlock?;
fieldBlock: LBRACE (field COMMA?)* RBRACE;
field: fieldName COLON typeName (ASSIGN expr)? (AS BIRTH)?;
actionDecl: ACTION actionName (COMMA actionName)* ON uname (COMMA uname)* modifier*;
groupDecl: GROUP name ASSIGN actionName (COMMA actionName)* modifier*;
contextDecl: CONTEXT modifier* fieldBlock;
obligationDecl: OBLIGATION name (LPAREN (field (COMMA field)*)? RPAREN)? modifier*;
paramDecl: PARAM name COLON typeName ASSIGN expr (REVIEW BY date)? modifier*;
scheduleDecl: SCHEDULE name ASSIGN dayRange (COMMA (dayRange | clockRange))* (ZONE string)? modifier*;
dayRange: uname (DOTDOT uname)? clockRange;
clockRange: clock DOTDOT clock;
defineDecl
  : DEFINE name LPAREN (parameter (COMMA parameter)*)? RPAREN COLON typeName ASSIGN expr modifier*
  ;
parameter: name COLON typeName;
typeName: uname (LT typeName (COMMA typeName)* GT)? QUESTION?;

// --- Clauses (§5)

clause: clauseHead itemBlock;
itemBlock: LBRACE item* RBRACE;
clauseHead: clauseKind name templateParameters? string? clauseScope? modifier*;
clauseKind: PERMISSION | OWNERSHIP | LIFECYCLE | DATA | REVIEW;
templateParameters: LPAREN (parameter (COMMA parameter)*)? RPAREN;
clauseScope: FOR name COLON uname (WHERE expr)?;

item
  : ruleItem | denyItem | ownerItem | ownersMayItem | limitItem | expireItem | warnItem | graceItem | extendItem
  | holdItem | onExpiryItem | maskItem | requireItem
  ;
ruleItem: (ALLOW | DENY) pattern TO actions ON pattern tail*;
denyItem: DENY actions tail*;
ownerItem: OWNER expr (COMMA expr)*;
ownersMayItem: OWNERS MAY actions tail*;
limitItem: LIMIT expr (OF expr)? PER expr ON actions;
expireItem: EXPIRE (AT expr whereTail? | WHEN expr | WITH expr whereTail? | expr AFTER expr whereTail?);
whereTail: WHERE expr;
warnItem: WARN expr BEFORE DEADLINE;
graceItem: GRACE expr;
extendItem: EXTEND expr UP TO expr TIMES BY (OWNERS | pattern);
holdItem: HOLD WHEN expr;
onExpiryItem: ON EXPIRY obligations;
maskItem: MASK fieldName (COMMA fieldName)* (UNLESS expr)?;
requireItem: (REQUIRE | ADVISE) expr requireTail*;
requireTail: severity | CITES string | MESSAGE string;
severity: SEVERITY name | CRITICAL | HIGH | MEDIUM | LOW;
tail: WHERE expr | UNLESS expr | WITH obligations | NOTWITHSTANDING clauseRef (COMMA clauseRef)*;
obligations: obligationCall (COMMA obligationCall)*;
obligationCall: name (LPAREN (argument (COMMA argument)* COMMA?)? RPAREN)?;
argument: fieldName COLON expr;
clauseRef: clauseKind DOT name;
pattern: (name COLON)? (ANY | uname (IN operand | DCOLON string)?);
actions: ANY | actionName (COMMA actionName)*;

// --- Amendments (§6)

operation
  : addOp | replaceOp | repealOp | suspendOp | varyOp | extendOp | endOp | withdrawOp | restateOp
  ;
addOp: ADD (clause | declaration);
replaceOp: REPLACE (clause | declaration);
repealOp: REPEAL target modifier*;
suspendOp: SUSPEND target modifier*;
target: clauseKind DOT name | (PARAM | SCHEDULE | DEFINE | GROUP | OBLIGATION) DOT? name;
varyOp: VARY name ASSIGN expr modifier*;
extendOp: EXTEND (declaration | CONTRACT (UNTIL | THROUGH) date modifier*);
endOp: END CONTRACT AT date modifier*;
withdrawOp: WITHDRAW AMENDMENT integer modifier*;
restateOp: RESTATE modifier* elementBlock;
elementBlock: LBRACE element* RBRACE;
modifier
  : OVER AMENDMENT integer (COMMA integer)*
  | EXISTING (KEEP | GRACE expr | NOW)
  | FROM date
  | ending
  ;

// --- Expressions (§4): operand and operator alternate; open forms stand last

expr: NOT* (openForm | comparison (connective NOT* comparison)* (connective NOT* openForm)?);
connective: AND | OR;
openForm
  : IF expr THEN expr ELSE expr
  | (SOME | EVERY | NO) name IN operand SATISFIES expr
  ;
comparison: operand test*;
test
  : (EQ | NE | LT | LE | GT | GE | ASSIGN) operand
  | NOT? IN operand
  | IS uname (IN operand)?
  | HAS anyWord
  | LIKE string
  | MATCHES string
  | OWNS operand
  | SUBSET OF operand
  | DISJOINT FROM operand
  ;
operand: sum (COALESCE sum)*;
sum: product ((PLUS | MINUS) product)*;
product: unary (STAR unary)*;
unary: MINUS* postfix;
postfix: primary (DOT anyWord | LBRACK expr RBRACK)*;
primary
  : literal
  | uname DCOLON string
  | uname DOT anyWord
  | NAME LPAREN (expr (COMMA expr)* COMMA? (WHERE expr)?)? RPAREN
  | value
  | setLiteral
  | LPAREN expr RPAREN
  ;
setLiteral: LBRACE (expr (COMMA expr)* COMMA?)? RBRACE;
value: name | NOW | SUBJECT | RESOURCE | ACTION | CONTEXT;
literal
  : TRUE | FALSE | INT | DECIMAL | STRING | DATE | TIME | DURATION | PERIOD | BAD_LITERAL | UNCLOSED_STRING
  ;

// --- Words

integer: INT | BAD_LITERAL;
date: DATE | BAD_LITERAL;
clock: CLOCK | BAD_LITERAL;
string: STRING | UNCLOSED_STRING;
uname: UNAME;
name: NAME | contextual;
actionName: name;
fieldName: name | reserved;
anyWord: name | reserved | operatorWord;
contextual
  : CONTRACT | AMENDMENT | LIBRARY | TESTS | USE | EFFECTIVE | ZONE | SIGNED | BECAUSE | RETROACTIVE | UPON
  | ENUM | RECORD | REGISTERED | ENTITY | GROUP | OBLIGATION | PARAM | SCHEDULE | DEFINE | BIRTH
  | PERMISSION | OWNERSHIP | LIFECYCLE | DATA | REVIEW
  | ALLOW | DENY | NOTWITHSTANDING | OWNER | OWNERS | MAY | LIMIT | EXPIRE | WARN | DEADLINE | GRACE | EXTEND
  | TIMES | HOLD | EXPIRY | MASK | REQUIRE | ADVISE | SEVERITY | CRITICAL | HIGH | MEDIUM | LOW | CITES | MESSAGE
  | ADD | REPLACE | REPEAL | SUSPEND | VARY | END | WITHDRAW | RESTATE | OVER | EXISTING | KEEP | REVIVE | LAPSE
  | INCORPORATE | OWNS | SUBSET | DISJOINT
  ;
reserved
  : AT | WHEN | FOR | TO | ON | OF | PER | BY | UP | AS | WITH | WHERE | UNLESS | FROM | UNTIL | THROUGH
  | AFTER | BEFORE | BETWEEN | NOW | SUBJECT | RESOURCE | ACTION | CONTEXT
  ;
operatorWord
  : AND | OR | NOT | IN | IS | HAS | LIKE | MATCHES | IF | THEN | ELSE | SOME | EVERY | NO | ANY | TRUE | FALSE
  | SATISFIES
  ;
