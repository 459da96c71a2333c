# SPDX-License-Identifier: MIT
"""GitHub's expressions, as far as the examples use them: `if:`, `${{ }}`, concurrency groups.

Written from GitHub's documentation ("Evaluate expressions in workflows and actions"): text is
compared without case, values of two types as numbers, `&&` and `||` give one of their operands.
"""

import functools
import json
import math
import re

TOKEN = re.compile(
    r"""\s*(?:(?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?))
    |'(?P<string>(?:[^']|'')*)'
    |(?P<name>[A-Za-z_][A-Za-z0-9_-]*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[<>!()\[\].,*]))""",
    re.VERBOSE,
)
PIECE = re.compile(r"\$\{\{((?:'(?:[^']|'')*'|(?!\}\}).)*)\}\}", re.DOTALL)
STATUS = {"success", "failure", "always", "cancelled"}
WORDS = {"true": True, "false": False, "null": None}


class Unknown(Exception):
    """An expression that this evaluator does not know: better loud than wrong."""


def text(value):
    """A value as text, as `${{ }}` puts it into a string."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"{value:.15g}"
    if isinstance(value, str):
        return value
    return "Array" if isinstance(value, list) else "Object"


def truth(value):
    if isinstance(value, float) and math.isnan(value):
        return False
    return isinstance(value, (dict, list)) or bool(value)


def number(value):
    if value is None:
        return 0.0
    if isinstance(value, (bool, int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value.strip() or 0)
        except ValueError:
            return math.nan
    return math.nan


def equal(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left.upper() == right.upper()
    if isinstance(left, (dict, list)) or isinstance(right, (dict, list)):
        return left is right
    return number(left) == number(right)


def member(value, key):
    """A property or an index; what is not there is null."""
    if isinstance(value, list):
        return value[int(key)] if number(key) < len(value) else None
    if not isinstance(value, dict):
        return None
    if key in value:
        return value[key]
    for name, held in value.items():
        if name.upper() == text(key).upper():
            return held
    return None


def contains(where, what):
    if isinstance(where, list):
        return any(equal(one, what) for one in where)
    return text(what).upper() in text(where).upper()


def fill(form, *values):
    def put(match):
        if match[0] in ("{{", "}}"):
            return match[0][0]
        return text(values[int(match[1])])

    return re.sub(r"\{\{|\}\}|\{(\d+)\}", put, text(form))


FUNCTIONS = {
    "contains": contains,
    "startswith": lambda where, what: text(where).upper().startswith(text(what).upper()),
    "endswith": lambda where, what: text(where).upper().endswith(text(what).upper()),
    "format": fill,
    "fromjson": lambda value: json.loads(text(value)),
    "tojson": lambda value: json.dumps(value, indent=2, ensure_ascii=False),
}


def constant(value):
    return lambda contexts: value


class Parser:
    """Turns one expression into a function of the contexts."""

    def __init__(self, source):
        self.source = source
        self.tokens = []
        self.asks_status = False
        at = 0
        while source[at:].strip():
            match = TOKEN.match(source, at)
            if not match:
                raise Unknown(f"{source[at:]!r} in {source!r}")
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        self.at = 0
        self.function = self.either()
        if self.at < len(self.tokens):
            raise Unknown(f"{self.tokens[self.at][1]!r} in {source!r}")

    def take(self, *signs):
        if self.at < len(self.tokens) and self.tokens[self.at] in [("sign", s) for s in signs]:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def need(self, sign):
        if not self.take(sign):
            raise Unknown(f"no {sign!r} in {self.source!r}")

    def either(self):
        left = self.both()
        while self.take("||"):
            left = (lambda a, b: lambda c: a(c) if truth(a(c)) else b(c))(left, self.both())
        return left

    def both(self):
        left = self.equality()
        while self.take("&&"):
            left = (lambda a, b: lambda c: b(c) if truth(a(c)) else a(c))(left, self.equality())
        return left

    def equality(self):
        left = self.order()
        while sign := self.take("==", "!="):
            left = (lambda a, b, same: lambda c: equal(a(c), b(c)) == same)(
                left, self.order(), sign == "=="
            )
        return left

    def order(self):
        left = self.negation()
        while sign := self.take("<", ">", "<=", ">="):
            raise Unknown(f"{sign!r} in {self.source!r}: no example compares so")
        return left

    def negation(self):
        if self.take("!"):
            inner = self.negation()
            return lambda c: not truth(inner(c))
        return self.chain()

    def chain(self):
        value = self.value()
        while sign := self.take(".", "["):
            if sign == ".":
                kind, name = self.tokens[self.at]
                if kind != "name":
                    raise Unknown(f".{name} in {self.source!r}")
                self.at += 1
                value = (lambda a, key: lambda c: member(a(c), key))(value, name)
            else:
                index = self.either()
                self.need("]")
                value = (lambda a, b: lambda c: member(a(c), b(c)))(value, index)
        return value

    def value(self):
        if self.at >= len(self.tokens):
            raise Unknown(f"{self.source!r} ends too early")
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return constant(float(word))
        if kind == "string":
            return constant(word.replace("''", "'"))
        if (kind, word) == ("sign", "("):
            inner = self.either()
            self.need(")")
            return inner
        if kind != "name":
            raise Unknown(f"{word!r} in {self.source!r}")
        if self.take("("):
            return self.call(word.lower())
        if word.lower() in WORDS:
            return constant(WORDS[word.lower()])
        return lambda c: member(c, word)

    def call(self, name):
        arguments = []
        if not self.take(")"):
            arguments.append(self.either())
            while self.take(","):
                arguments.append(self.either())
            self.need(")")
        if name in STATUS:
            self.asks_status = True
            return lambda c: c["()"][name]
        if name not in FUNCTIONS:
            raise Unknown(f"{name}() in {self.source!r}")
        return lambda c: FUNCTIONS[name](*(one(c) for one in arguments))


@functools.cache
def parse(source):
    return Parser(source)


@functools.cache
def pieces(source):
    """The text between the expressions, and they: every second one is a function."""
    parts = PIECE.split(source)
    return [parse(part).function if i % 2 else part for i, part in enumerate(parts)]


def evaluate(value, contexts):
    """A value of a workflow file with what `${{ }}` stands for."""
    if not isinstance(value, str) or "${{" not in value:
        return value
    parts = pieces(value)
    if len(parts) == 3 and not parts[0].strip() and not parts[2].strip():
        return parts[1](contexts)
    return "".join(part if isinstance(part, str) else text(part(contexts)) for part in parts)


def condition(source, contexts):
    """An `if:`. One that asks for no status holds only while nothing has failed."""
    if source is None:
        return contexts["()"]["success"]
    source = text(source)
    whole = PIECE.fullmatch(source.strip())
    parsed = parse(whole[1] if whole else source)
    if not parsed.asks_status and not contexts["()"]["success"]:
        return False
    return truth(parsed.function(contexts))
