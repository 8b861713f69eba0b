"""The rules of the house that reading the code can check. Import contracts are in pyproject.toml (`make check`)."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from jinja2 import nodes
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from portal import migrate, tables
from portal.config import Settings, variable

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "portal").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
KEBAB = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\.well-known|<[a-z_]+>)(\.[a-z0-9]+)*)+|/")
DATED = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow"}
READING = ("SELECT", "WITH", "BEGIN", "PRAGMA")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{relative(path)}:{node.lineno} {node.name}", node


def lines_of(function: ast.FunctionDef) -> int:
    """The lines a reader must follow: the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def is_view(function: ast.FunctionDef) -> bool:
    return any("open_to" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_files_stay_short():
    lines = {relative(path): path.read_text(encoding="utf-8").count("\n") for path in [*SOURCES, *TESTS]}
    assert {name: count for name, count in lines.items() if count > (600 if "/test_" in name else 400)} == {}


def test_functions_stay_short():
    lengths = {name: lines_of(function) for path in SOURCES for name, function in functions(path)}
    assert {name: count for name, count in lengths.items() if count > 30} == {}


def test_views_load_act_and_answer_in_ten_lines():
    views = {name: lines_of(node) for path in SOURCES for name, node in functions(path) if is_view(node)}
    assert views
    assert {name: count for name, count in views.items() if count > 10} == {}


def test_the_clock_is_a_parameter_everywhere_but_at_the_edge():
    asked = [
        f"{relative(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in DATED and path.name not in ("clock.py", "build.py")
    ]
    assert asked == []


def test_every_route_says_who_may_enter(app):
    silent = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "entry", None) is None
    ]
    assert silent == []


def test_addresses_are_words_joined_by_hyphens_and_never_count_records(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in ("static", "htmx")]
    assert [rule.rule for rule in rules if not KEBAB.fullmatch(rule.rule)] == []


def test_reading_a_page_writes_nothing(app, queries):
    client = app.test_client()
    plain = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    with queries() as seen:
        for address in plain:
            client.get(address)
    assert plain
    assert [statement for statement in seen if not statement.lstrip().upper().startswith(READING)] == []


def test_every_template_is_used_and_knows_the_names_it_needs(app):
    wanted = set()
    for path in SOURCES:
        wanted.update(re.findall(r'"([a-z_/]+\.html)"', path.read_text(encoding="utf-8")))
    for path in TEMPLATES:
        tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
        for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
            wanted.update(name.value for name in node.find_all(nodes.Const) if isinstance(name.value, str))
    names = {path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES}
    assert {name for name in wanted if name.endswith(".html")} == names


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=relative)
def test_a_fragment_opens_with_what_it_needs(path):
    assert path.read_text(encoding="utf-8").startswith("{#")


def test_every_link_written_in_a_template_leads_somewhere(app):
    routes = app.url_map.bind("localhost")
    lost = []
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|action|hx-get)="(/[^"#?{]*)["#?]', text):
            try:
                routes.match(address)
            except RequestRedirect:
                pass
            except (NotFound, HTTPException):
                lost.append(f"{relative(path)}: {address}")
    assert lost == []


def test_every_asset_a_template_names_is_there():
    named = {name for path in TEMPLATES for name in re.findall(r"asset\('([^']+)'\)", path.read_text(encoding="utf-8"))}
    assert named
    assert {name for name in named if not (ROOT / "static" / name).exists()} == set()


def test_every_table_is_known_to_the_migrations():
    with_tables = {path for path in SOURCES if re.search(r"^    __tablename__ = ", path.read_text("utf-8"), re.M)}
    listed = {Path(str(module.__file__)) for module in tables.MODULES}
    assert with_tables == listed


def test_the_migrations_have_one_head():
    assert len(ScriptDirectory.from_config(migrate.config()).get_heads()) == 1


def test_the_migrations_make_what_the_models_say(engine):
    assert migrate.check(engine) == []


def test_every_setting_is_documented_and_no_other():
    table = (
        (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    )
    documented = {
        name for line in table.splitlines() for name in re.findall(r"`(PORTAL_\w+)`", line.partition("| ")[2])
    }
    assert documented == {variable(field.name) for field in fields(Settings)}


def test_every_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[^\w.-]", line)[0] for line in project["project"]["dependencies"]}
    said = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert {name for name in asked if name.lower() not in said} == set()


def test_the_locks_name_no_address():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) == 3
    assert [lock.name for lock in locks if "://" in lock.read_text()] == []
