// The words, literals and marks of the language (README.md §1.3, §1.4).
//
// In:  bytes, each one symbol; the text stage has checked UTF-8, so offsets are byte offsets
// The keyword rules are in groups; PolcParser.g4 says which groups may stand as a name.
lexer grammar PolcLexer;

// Reserved, first group: operator words. Names only after a dot and after `has`.
AND: 'and'; OR: 'or'; NOT: 'not'; IN: 'in'; IS: 'is'; HAS: 'has'; LIKE: 'like'; MATCHES: 'matches';
IF: 'if'; THEN: 'then'; ELSE: 'else'; SOME: 'some'; EVERY: 'every'; NO: 'no'; ANY: 'any';
TRUE: 'true'; FALSE: 'false'; SATISFIES: 'satisfies';

// Reserved, second and third group: also names of fields and enum members.
AT: 'at'; WHEN: 'when'; FOR: 'for'; TO: 'to'; ON: 'on'; OF: 'of'; PER: 'per'; BY: 'by'; UP: 'up'; AS: 'as';
WITH: 'with'; WHERE: 'where'; UNLESS: 'unless'; FROM: 'from'; UNTIL: 'until'; THROUGH: 'through';
AFTER: 'after'; BEFORE: 'before'; BETWEEN: 'between';
NOW: 'now'; SUBJECT: 'subject'; RESOURCE: 'resource'; ACTION: 'action'; CONTEXT: 'context';

// Contextual: names wherever the grammar asks for one.
CONTRACT: 'contract'; AMENDMENT: 'amendment'; LIBRARY: 'library'; TESTS: 'tests'; USE: 'use';
EFFECTIVE: 'effective'; ZONE: 'zone'; SIGNED: 'signed'; BECAUSE: 'because'; RETROACTIVE: 'retroactive';
UPON: 'upon';
ENUM: 'enum'; RECORD: 'record'; REGISTERED: 'registered'; ENTITY: 'entity'; GROUP: 'group';
OBLIGATION: 'obligation'; PARAM: 'param'; SCHEDULE: 'schedule'; DEFINE: 'define'; BIRTH: 'birth';
PERMISSION: 'permission'; OWNERSHIP: 'ownership'; LIFECYCLE: 'lifecycle'; DATA: 'data'; REVIEW: 'review';
ALLOW: 'allow'; DENY: 'deny'; NOTWITHSTANDING: 'notwithstanding'; OWNER: 'owner'; OWNERS: 'owners';
MAY: 'may'; LIMIT: 'limit'; EXPIRE: 'expire'; WARN: 'warn'; DEADLINE: 'deadline'; GRACE: 'grace';
EXTEND: 'extend'; TIMES: 'times'; HOLD: 'hold'; EXPIRY: 'expiry'; MASK: 'mask'; REQUIRE: 'require';
ADVISE: 'advise'; SEVERITY: 'severity'; CRITICAL: 'critical'; HIGH: 'high'; MEDIUM: 'medium'; LOW: 'low';
CITES: 'cites'; MESSAGE: 'message';
ADD: 'add'; REPLACE: 'replace'; REPEAL: 'repeal'; SUSPEND: 'suspend'; VARY: 'vary'; END: 'end';
WITHDRAW: 'withdraw'; RESTATE: 'restate'; OVER: 'over'; EXISTING: 'existing'; KEEP: 'keep';
REVIVE: 'revive'; LAPSE: 'lapse'; INCORPORATE: 'incorporate';
OWNS: 'owns'; SUBSET: 'subset'; DISJOINT: 'disjoint';

SHA256: 'sha256:' [0-9a-zA-Z]*;
NAME: [a-z_] [a-zA-Z0-9_]*;
UNAME: [A-Z] [a-zA-Z0-9_]*;

// Dates and times before numbers; what is nearly a literal is one bad token.
TIME: DATE 'T' D D ':' D D (':' D D ('.' D+)?)? ('Z' | [+\-] D D ':' D D)?;
DATE: D D D D '-' D D '-' D D;
CLOCK: D D ':' D D;
DURATION: D+ ('s' | 'min' | 'h' | 'd' | 'w');
PERIOD: D+ ('mo' | 'y');
DECIMAL: D+ '.' D+;
INT: D+;
BAD_LITERAL
  : D D D D '-' D+ '-' D+ BAD_TAIL*
  | D+ ('.' D+)* BAD_LETTER BAD_TAIL*
  | D+ ('.' D+) ('.' D+)+ ('/' D+)?
  | D+ '/' D+
  | D+ ':' D+ (':' D+)*
  ;
fragment D: [0-9];
fragment BAD_LETTER: [a-zA-Z_];
fragment BAD_TAIL: [a-zA-Z0-9_] | [:+\-] [0-9] | '.' [0-9];

STRING: '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"';
UNCLOSED_STRING: '"' ('\\' ~[\r\n] | ~["\\\r\n])* '\\'?;
SINGLE_QUOTED: '\'' ~['\r\n]* '\'';

EQ: '=='; NE: '!='; LE: '<='; LT: '<'; GE: '>='; GT: '>'; ASSIGN: '=';
COALESCE: '??'; QUESTION: '?'; PLUS: '+'; MINUS: '-'; STAR: '*';
AMPERSANDS: '&&'; PIPES: '||'; BANG: '!';
DOTDOT: '..'; DOT: '.'; DCOLON: '::'; COLON: ':'; COMMA: ','; SEMICOLON: ';';
LPAREN: '('; RPAREN: ')'; LBRACK: '['; RBRACK: ']'; LBRACE: '{'; RBRACE: '}';

LINE_COMMENT: '//' ~[\r\n]*;
BLOCK_COMMENT: '/*' .*? '*/';
UNCLOSED_COMMENT: '/*' .*?;
BLANK: [ \t\r\n]+ -> skip;
STRAY: .;
