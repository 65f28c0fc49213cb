"""An evaluator of the part of Velocity that mapping templates of API Gateway use.

Source: the Velocity user guide and API Gateway's "mapping template and access logging variable reference". What is not
known here raises `Unknown`, so that a template with something else fails its test. Two things are not told by either, and
are parameters: whether the line break after a directive is swallowed, and what a JSONPath that finds nothing gives.
"""
import base64
import json
import re
import urllib.parse


class Unknown(Exception):
    """Something that this evaluator, and perhaps API Gateway, does not know."""




TOKEN = re.compile(r"\s*(?:(\d+)|'([^']*)'|\"((?:[^\"\\]|\\.|\"\")*)\"|(&&|\|\||==|!=|<=|>=|[!<>()\[\],+*/%-])|(true|false|null)\b|(and|or|not|eq|ne|gt|lt)\b)")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
DIRECTIVE = re.compile(r"#\{?(set|if|elseif|else|end|foreach)\}?")


class Template:
    """One template, evaluated with the variables that it may use."""

    def __init__(self, text, variables, swallows=True):
        self.text, self.variables, self.swallows = text, dict(variables), swallows

    def evaluate(self):
        self.at = 0
        out, stopped = self.block(True)
        if stopped:
            raise Unknown(f"#{stopped} without its beginning")
        return out

    # Text and directives

    def block(self, active):
        """Text up to a directive that ends a block; what is not active is read and left out."""
        out = []
        while self.at < len(self.text):
            rest = self.text[self.at :]
            if rest.startswith("##"):
                end = rest.find("\n")
                self.at += len(rest) if end < 0 else end + 1
            elif match := DIRECTIVE.match(rest):
                word = match.group(1)
                self.at += match.end()
                if word in ("elseif", "else", "end"):
                    if word != "elseif":
                        self.line_break()
                    return "".join(out), word
                out.append(getattr(self, f"do_{word}")(active))
            elif rest[0] == "$" and re.match(r"\$!?\{?[A-Za-z]", rest):
                start = self.at
                value = self.reference(active)
                source = self.text[start : self.at]
                if active:
                    # A reference to nothing stays as it is written, unless it is a quiet one.
                    out.append(source if value is None and not source.startswith("$!") else text(value))
            elif rest[0] == "#" and re.match(r"#[A-Za-z]", rest):
                raise Unknown(f"directive {rest[:20]!r}")
            else:
                out.append(rest[0])
                self.at += 1
        return "".join(out), None

    def line_break(self):
        if self.swallows and (match := re.match(r"[ \t]*\r?\n", self.text[self.at :])):
            self.at += match.end()

    def expect(self, symbol):
        match = re.compile(r"\s*" + re.escape(symbol)).match(self.text, self.at)
        if not match:
            raise Unknown(f"expected {symbol} at {self.text[self.at:self.at + 30]!r}")
        self.at = match.end()

    def do_set(self, active):
        self.expect("(")
        match = re.compile(r"\s*\$\{?([A-Za-z][\w.-]*)\}?\s*=(?!=)").match(self.text, self.at)
        if not match:
            raise Unknown(f"#set of {self.text[self.at:self.at + 30]!r}")
        self.at = match.end()
        value = self.expression(active)
        self.expect(")")
        self.line_break()
        if active:
            *path, last = match.group(1).split(".")
            target = self.variables
            for name in path:
                target = target[name]
            target[last] = value
        return ""

    def do_if(self, active):
        done, out = False, ""
        word = "if"
        while word != "end":
            if word == "else":
                holds = not done
            else:
                self.expect("(")
                holds = truth(self.expression(active and not done)) and not done
                self.expect(")")
                self.line_break()
            content, word = self.block(active and holds)
            if holds and not done:
                done, out = True, content
            if word is None:
                raise Unknown("#if without #end")
        return out if active else ""

    def do_foreach(self, active):
        self.expect("(")
        match = re.compile(r"\s*\$([A-Za-z]\w*)\s+in\s+").match(self.text, self.at)
        if not match:
            raise Unknown("#foreach")
        self.at = match.end()
        values = self.expression(active)
        self.expect(")")
        self.line_break()
        start, out = self.at, []
        for value in values if active and values else []:
            self.at = start
            self.variables[match.group(1)] = value
            out.append(self.block(True)[0])
        if not out:
            self.block(False)
        return "".join(out)

    # Expressions, by increasing strength of their operators

    LEVELS = [["||", "or"], ["&&", "and"], ["==", "!=", "eq", "ne"], ["<", ">", "<=", ">=", "gt", "lt"], ["+", "-"], ["*", "/", "%"]]

    def expression(self, active, level=0):
        if level == len(self.LEVELS):
            return self.unary(active)
        left = self.expression(active, level + 1)
        while (operator := self.operator(self.LEVELS[level])) is not None:
            # The right side is read in any case, and evaluated only when it counts.
            if operator in ("||", "or"):
                right = self.expression(active and not truth(left), level + 1)
                left = truth(left) or truth(right)
            elif operator in ("&&", "and"):
                right = self.expression(active and truth(left), level + 1)
                left = truth(left) and truth(right)
            else:
                right = self.expression(active, level + 1)
                left = operate(operator, left, right) if active else None
        return left

    def operator(self, symbols):
        match = TOKEN.match(self.text, self.at)
        symbol = match and (match.group(4) or match.group(6))
        if symbol in symbols:
            self.at = match.end()
            return symbol
        return None

    def unary(self, active):
        if self.operator(["!", "not"]):
            return not truth(self.unary(active))
        if match := re.compile(r"\s*(?=\$)").match(self.text, self.at):
            self.at = match.end()
            return self.reference(active)
        match = TOKEN.match(self.text, self.at)
        if not match:
            raise Unknown(f"expression {self.text[self.at:self.at + 30]!r}")
        self.at = match.end()
        number, single, double, symbol, word, _ = match.groups()
        if number is not None:
            return int(number)
        if single is not None:
            return single
        if double is not None:
            # References in a string of double quotes are evaluated; backslashes are just that.
            return Template(double, self.variables, self.swallows).evaluate() if active else ""
        if word is not None:
            return {"true": True, "false": False, "null": None}[word]
        if symbol == "(":
            value = self.expression(active)
            self.expect(")")
            return value
        raise Unknown(f"expression {symbol!r}")

    def reference(self, active):
        match = re.compile(r"\$!?(\{)?").match(self.text, self.at)
        self.at = match.end()
        name = NAME.match(self.text, self.at)
        self.at = name.end()
        value = self.variables.get(name.group()) if active else None
        while True:
            if (part := re.compile(r"\.([A-Za-z]\w*)").match(self.text, self.at)) is not None:
                self.at = part.end()
                if self.text[self.at : self.at + 1] == "(":
                    arguments = self.arguments(active)
                    value = call(value, part.group(1), arguments) if active else None
                else:
                    value = member(value, part.group(1)) if active else None
            elif self.text[self.at : self.at + 1] == "[":
                self.at += 1
                index = self.expression(active)
                self.expect("]")
                value = value[index] if active else None
            else:
                break
        if match.group(1):
            self.expect("}")
        return value

    def arguments(self, active):
        self.expect("(")
        found = []
        while not re.compile(r"\s*\)").match(self.text, self.at):
            found.append(self.expression(active))
            if re.compile(r"\s*,").match(self.text, self.at):
                self.expect(",")
        self.expect(")")
        return found


def truth(value):
    """Velocity 1: everything is true but false and nothing."""
    return value is not None and value is not False


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def operate(operator, left, right):
    if operator in ("==", "eq"):
        return left == right
    if operator in ("!=", "ne"):
        return left != right
    if not (isinstance(left, int) and isinstance(right, int)):
        raise Unknown(f"{left!r} {operator} {right!r}")
    return {
        "<": left < right, "lt": left < right, ">": left > right, "gt": left > right, "<=": left <= right,
        ">=": left >= right, "+": left + right, "-": left - right,
    }[operator]


STRING = {
    "matches": lambda value, pattern: re.fullmatch(pattern, value) is not None,
    # Java counts in UTF-16.
    "length": lambda value: len(value.encode("utf-16-le")) // 2,
    "replaceAll": lambda value, pattern, by: re.sub(pattern, by.replace("\\", "\\\\"), value),
    "substring": lambda value, start, *end: value[start : end[0] if end else None],
    "startsWith": lambda value, prefix: value.startswith(prefix),
    "isEmpty": lambda value: value == "",
    "equals": lambda value, other: value == other,
    "toString": lambda value: value,
}


def call(value, name, arguments):
    if isinstance(value, str):
        if name not in STRING:
            raise Unknown(f"String.{name}")
        return STRING[name](value, *arguments)
    method = getattr(value, f"vtl_{name}", None)
    if method is None:
        raise Unknown(f"{type(value).__name__}.{name}()")
    return method(*arguments)


def member(value, name):
    if value is None:
        return None
    if isinstance(value, dict):
        return value.get(name)
    found = getattr(value, f"vtl_{name}", None)
    if found is None or callable(found):
        raise Unknown(f"{type(value).__name__}.{name}")
    return found


class Input:
    """`$input`: a body, and the parameters of the request."""

    def __init__(self, body, path=None, query=None, headers=None, nothing=None):
        self.vtl_body, self.nothing = body, nothing
        self.places = [path or {}, query or {}, headers or {}]

    def vtl_params(self, name):
        # Path, query, headers: the first that has it, else an empty text.
        return next((place[name] for place in self.places if name in place), "")

    def find(self, path):
        if not re.fullmatch(r"\$(\.\w+)*", path):
            raise Unknown(f"JSONPath {path}")
        value = json.loads(self.vtl_body) if self.vtl_body else {}
        for name in path.split(".")[1:]:
            if not isinstance(value, dict) or name not in value:
                return None, False
            value = value[name]
        return value, True

    def vtl_path(self, path):
        value, found = self.find(path)
        return value if found else self.nothing

    def vtl_json(self, path):
        value, found = self.find(path)
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False) if found else '""'


class Util:
    """`$util`."""

    def vtl_urlEncode(self, value):
        # Java's URLEncoder: blanks become +, and * stays.
        return urllib.parse.quote_plus(value, safe="*")

    def vtl_urlDecode(self, value):
        return urllib.parse.unquote_plus(value)

    def vtl_escapeJavaScript(self, value):
        out = []
        for character in value:
            if character in "\\\"'/":
                out.append("\\" + character)
            elif character in "\n\r\t\b\f":
                out.append({"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}[character])
            elif not " " <= character <= "~":
                units = character.encode("utf-16-be")
                out.extend(f"\\u{units[i]:02X}{units[i + 1]:02X}" for i in range(0, len(units), 2))
            else:
                out.append(character)
        return "".join(out)

    def vtl_base64Encode(self, value):
        return base64.b64encode(value.encode()).decode()

    def vtl_base64Decode(self, value):
        return base64.b64decode(value).decode()

    def vtl_parseJson(self, value):
        return json.loads(value)
