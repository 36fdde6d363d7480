"""Every small change to a module that its tests should notice: another comparison, constant, operator, return or
branch, or a statement left out. Found in order, by the same names each time, whatever line they stand on."""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
WORKED_OUT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
}
NOT_LOOKED_AT = {"annotation", "returns", "decorator_list", "format_spec"}
Path = tuple[tuple[str, int | None], ...]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Replaced = Iterator[tuple[str, ast.AST]]


@dataclass(frozen=True)
class Mutant:
    """One change. `function` is the outermost function it is in, as `Class.name`; "" at the level of the module."""

    name: str
    function: str
    source: str
    path: Path
    put: ast.AST

    @property
    def tree(self) -> ast.Module:
        """The module with the change in it."""
        tree = ast.parse(self.source)
        node: ast.AST = tree
        for field, number in self.path[:-1]:
            found = getattr(node, field)
            node = found if number is None else found[number]
        field, number = self.path[-1]
        if number is None:
            setattr(node, field, self.put)
        else:
            getattr(node, field)[number] = self.put
        return ast.fix_missing_locations(tree)


def mutants(source: str) -> list[Mutant]:
    """Of one module, in the order of its text."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    made = []
    for path, function, node, again in _places(tree):
        for what, put in _changed(node):
            if isinstance(node, ast.Assign) and not again:
                continue
            called = f"{function or 'module'}: {what}"
            seen[called] += 1
            made.append(Mutant(f"{called} ({seen[called]})", function, source, path, put))
    return made


def _places(
    node: ast.AST, path: Path = (), function: str = "", stored: Counter[str] | None = None
) -> Iterator[tuple[Path, str, ast.AST, bool]]:
    """Each place a change may be in, by the fields that lead to it, its function, and whether it assigns a name that is
    assigned elsewhere too. No docstring, sentence, annotation or decorator is one."""
    stored = stored or Counter()
    for field, number, child in _children(node):
        here = (*path, (field, number))
        name, names = function, stored
        if isinstance(child, FUNCTIONS) and not function:
            name = f"{node.name}.{child.name}" if isinstance(node, ast.ClassDef) else child.name
            names = Counter(n.id for n in ast.walk(child) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
        again = (
            isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Name) and names[child.targets[0].id] > 1
        )
        yield here, name, child, again
        yield from _places(child, here, name, names)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field not in NOT_LOOKED_AT:
            for number, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and not _is_text(node, child):
                    yield field, number, child


def _is_text(node: ast.AST, child: ast.AST) -> bool:
    """A docstring, and the words of an f-string."""
    words = isinstance(child, ast.Constant) and isinstance(child.value, str)
    return (words and isinstance(node, ast.JoinedStr)) or (
        isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
    )


def _changed(node: ast.AST) -> Replaced:
    for kind, change in _BY_KIND.items():
        if isinstance(node, kind):
            for what, put in change(node):
                yield what, ast.copy_location(put, node)


def _comparison(node: ast.Compare) -> Replaced:
    for place, op in enumerate(node.ops):
        for other in COMPARED[type(op)]:
            put = copy.deepcopy(node)
            put.ops[place] = other()
            yield f"{ast.unparse(node)} becomes {ast.unparse(put)}", put


def _boolean(node: ast.BoolOp) -> Replaced:
    put = copy.deepcopy(node)
    put.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield f"{ast.unparse(node)} becomes {ast.unparse(put)}", put
    for place, value in enumerate(node.values):
        rest = [v for number, v in enumerate(node.values) if number != place]
        left = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield f"{ast.unparse(node)} without {ast.unparse(value)}", copy.deepcopy(left)


def _negation(node: ast.UnaryOp) -> Replaced:
    if isinstance(node.op, ast.Not):
        yield f"{ast.unparse(node)} without not", copy.deepcopy(node.operand)


def _constant(node: ast.Constant) -> Replaced:
    value = node.value
    if isinstance(value, bool):
        others: list[object] = [not value]
    elif isinstance(value, int):
        others = [value + 1, value - 1] if value else [1]
    elif isinstance(value, str) and value and " " not in value:
        others = [f"{value}X"]
    elif isinstance(value, bytes) and value:
        others = [value + b"X"]
    else:
        others = []
    for other in others:
        yield f"{value!r} becomes {other!r}", ast.Constant(other)


def _sum(node: ast.BinOp) -> Replaced:
    if other := WORKED_OUT.get(type(node.op)):
        put = copy.deepcopy(node)
        put.op = other()
        yield f"{ast.unparse(node)} becomes {ast.unparse(put)}", put


def _condition(node: ast.If | ast.IfExp | ast.While) -> Replaced:
    for value in (True, False):
        if isinstance(node, ast.While) and value:
            continue  # never ends
        put = copy.deepcopy(node)
        put.test = ast.Constant(value)
        yield f"if {ast.unparse(node.test)} is always {value}", put


def _filter(node: ast.comprehension) -> Replaced:
    for place, test in enumerate(node.ifs):
        put = copy.deepcopy(node)
        del put.ifs[place]
        yield f"for {ast.unparse(node.target)} without if {ast.unparse(test)}", put


def _return(node: ast.Return) -> Replaced:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield f"{ast.unparse(node)} becomes return None", ast.Return(ast.Constant(None))


def _left_out(node: ast.stmt) -> Replaced:
    yield f"without {ast.unparse(node)}", ast.Pass()


def _assigned(node: ast.Assign) -> Replaced:
    """Only where the name has another value already: elsewhere it would be missing, and any test would see it."""
    if isinstance(node.targets[0], ast.Name):
        yield f"without {ast.unparse(node)}", ast.Pass()


def _loop_step(node: ast.Continue | ast.Break) -> Replaced:
    other: ast.stmt = ast.Break() if isinstance(node, ast.Continue) else ast.Continue()
    yield f"{ast.unparse(node)} becomes {ast.unparse(other)}", other


_BY_KIND: dict[type[ast.AST], Callable[[ast.AST], Replaced]] = {
    ast.Compare: _comparison,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _negation,
    ast.Constant: _constant,
    ast.BinOp: _sum,
    ast.If: _condition,
    ast.IfExp: _condition,
    ast.While: _condition,
    ast.comprehension: _filter,
    ast.Return: _return,
    ast.Raise: _left_out,
    ast.Expr: _left_out,
    ast.AugAssign: _left_out,
    ast.Assign: _assigned,
    ast.Continue: _loop_step,
    ast.Break: _loop_step,
}  # type: ignore[dict-item]
